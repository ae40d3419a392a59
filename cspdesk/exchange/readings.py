"""The mapped columns of a ledger, each read once from top to bottom, and which rows need a closer look."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, cast

from cspdesk.domain.records import dataclass
from cspdesk.exchange.amounts import Cell, DecimalSign, Unreadable, amount_pence, amounts_pence
from cspdesk.exchange.cells import Row, Table, cell_text
from cspdesk.exchange.columns import ColumnMapping
from cspdesk.exchange.csv_safe import unguarded
from cspdesk.exchange.dates import OrderFound, parse_date
from cspdesk.exchange.headings import Heading
from cspdesk.exchange.ledger_months import Months
from cspdesk.exchange.names import MONEY_FIELDS, Field, credit_column, currency_column
from cspdesk.exchange.text_rows import columns_of
from cspdesk.exchange.totals import MAY_BE_LABEL

Value = TypeVar("Value")
Key = TypeVar("Key")  # a cell, or some that are read together
POUNDS = frozenset({"gbp", "£", "pounds", "pound", "pounds sterling", "sterling", "gb pounds", "ukp", "stg", "gbp (£)"})
WIDER = 0.05  # of the rows: so many with cells beyond the header are no accident


@dataclass(frozen=True, slots=True)
class Rules:
    """What a person has settled about reading a ledger."""

    order: OrderFound
    decimal: DecimalSign = "."
    default_date: date | None = None
    period: tuple[date, date] | None = None
    allow_outside: bool = False
    months: Months | None = None  # how the column of dates is read where it holds no days


class Reading:
    """The rows below the header, column by column; a value is None where its cell is blank or unreadable.

    columns holds the cells of those that are mapped, and of the credits where debits and credits stand apart.
    """

    def __init__(
        self, table: Table, heading: Heading, mapping: ColumnMapping, columns: Mapping[int, list[Cell]], rules: Rules
    ) -> None:
        self.mapping = mapping
        self.rules = rules
        self._heading = heading
        self._rows = table.rows[heading.first_row :]
        self.size = len(self._rows)
        self._columns = columns
        self.broken = {index - heading.first_row: why for index, why in table.broken.items()}
        if not table.name:
            self.broken.update(self._shifted())
        self.money = {name: self._read_money(name) for name in MONEY_FIELDS if mapping.column(name) is not None}
        self.amount_field: Field = "net" if "net" in self.money else "gross"
        self.amounts, self.amount_faults = self.money[self.amount_field]
        self._take_off_credits()
        self._refuse_other_money()
        self.dates, self.date_faults = self._read_dates()
        self.payees = self._texts("payee")
        self.descriptions = self._texts("description")
        self.references = self._texts("reference")
        self.categories = self._texts("category")
        self.outside = self._outside_days()

    def cell(self, name: Field, index: int) -> Cell:
        """Return what the row holds in a field's column, None when there is no such column."""
        column = self.mapping.column(name)
        return None if column is None else self._columns[column][index]

    def date_fault(self, index: int) -> str:
        """Return why a row's date cannot be read, "" when it is blank or can be."""
        cell, months = self.cell("date", index), self.rules.months
        if months is None:
            return self.date_faults.get(cell, "")
        year = "" if months.year is None else self._columns[months.year][index]
        return self.date_faults.get((cell, year), "")

    def row(self, index: int) -> Row:
        """Return all cells of a row, made as long as the header."""
        row = self._rows[index]
        return [*row, *[""] * (len(self._heading.names) - len(row))]

    def doubtful(self) -> list[int]:
        """Return the rows that need a closer look; in a tidy ledger there are none."""
        doubtful = set(self.broken)
        for values in (self.amounts, self.dates):
            if None in values:
                doubtful.update(index for index, value in enumerate(values) if value is None)
        if self.mapping.column("payee") is not None:
            odd = {payee for payee in set(self.payees) if not payee or MAY_BE_LABEL.search(payee)}
            if odd:
                doubtful.update(index for index, payee in enumerate(self.payees) if payee in odd)
        for name, (_, faults) in self.money.items():
            if faults:
                doubtful.update(index for index, cell in enumerate(self._cells(name)) if cell in faults)
        doubtful.update(self._not_adding_up())
        if self.outside and not self.rules.allow_outside:
            doubtful.update(index for index, day in enumerate(self.dates) if day in self.outside)
        return sorted(doubtful)

    def amount(self, name: Field, index: int) -> int | None:
        """Return the pence of one money column in a row, None when blank, unreadable or not a column."""
        return self.money[name][0][index] if name in self.money else None

    def _read_money(self, name: Field) -> tuple[list[int | None], dict[Cell, str]]:
        decimal = self.rules.decimal
        cells = self._cells(name)
        try:
            return amounts_pence(cells, decimal), {}
        except Unreadable:
            return _parsed(cells, lambda cell: amount_pence(cell, decimal))

    def _take_off_credits(self) -> None:
        """Where debits and credits have a column each, what counts is the one less the other."""
        amount = self.mapping.column(self.amount_field)
        column = None if amount is None else credit_column(self._heading.names, amount)
        if column is None:
            return
        cells = self._columns[column]
        credits_, faults = _parsed(cells, lambda cell: amount_pence(cell, self.rules.decimal))
        self.broken.update({index: f"credit: {faults[cell]}" for index, cell in enumerate(cells) if cell in faults})
        both = zip(self.amounts, credits_, strict=True)
        self.amounts = [debit if credit is None else (debit or 0) - credit for debit, credit in both]
        self.money[self.amount_field] = self.amounts, self.amount_faults

    def _refuse_other_money(self) -> None:
        """Where a column says the currency, amounts in another than pounds are none that can be added up."""
        amount = self.mapping.column(self.amount_field)
        column = None if amount is None else currency_column(self._heading.names, amount)
        if column is None:
            return
        said = {cell: clean_text(cell).casefold().strip(" .") for cell in set(self._columns[column])}
        other = {cell for cell, text in said.items() if text and text not in POUNDS}
        if other:
            label = self._heading.labels[column]
            found = ((i, clean_text(cell)) for i, cell in enumerate(self._columns[column]) if cell in other)
            self.broken.update({i: f"“{label}” says {text}, so the amount is not in pounds" for i, text in found})
            pounds = zip(self.amounts, self._columns[column], strict=True)
            self.amounts = [None if cell in other else amount for amount, cell in pounds]

    def _read_dates(self) -> tuple[Sequence[date | None], Mapping[Any, str]]:
        if self.mapping.column("date") is None:
            return [self.rules.default_date] * self.size, {}
        if months := self.rules.months:
            years = [""] * self.size if months.year is None else self._columns[months.year]
            return _parsed(list(zip(self._cells("date"), years, strict=True)), months.day)
        order, serials = self.rules.order.order, self.rules.order.serials
        return _parsed(self._cells("date"), lambda cell: parse_date(cell, order, serials=serials))

    def _cells(self, name: Field) -> list[Cell]:
        column = self.mapping.column(name)
        return [] if column is None else self._columns[column]

    def _texts(self, name: Field) -> list[str]:
        if self.mapping.column(name) is None:
            return [""] * self.size
        cells = self._cells(name)
        if tidy := _tidy(cells):
            return tidy
        clean = {cell: clean_text(cell) for cell in set(cells)}
        return [clean[cell] for cell in cells]

    def _shifted(self) -> dict[int, str]:
        """Find the few rows of a CSV with more cells than the header: a comma in a text has moved what follows."""
        named = max((i + 1 for i, name in enumerate(self._heading.names) if name), default=0)
        if not named or named == len(self._heading.names):
            return {}
        beyond = columns_of(self._rows, range(named, len(self._heading.names)))
        longer = [i for i, cells in enumerate(zip(*beyond.values(), strict=True)) if any(map(filled, cells))]
        if len(longer) > max(WIDER * self.size, 2):
            return {}
        reason = (
            f"the row has more cells than the {named} of the header; put text that holds a comma in quotation marks"
        )
        return dict.fromkeys(longer, reason)

    def _not_adding_up(self) -> list[int]:
        if len(self.money) < 3:
            return []
        parts = zip(self.money["net"][0], self.money["vat"][0], self.money["gross"][0], strict=True)
        return [
            index
            for index, (net, vat, gross) in enumerate(parts)
            if net is not None and vat is not None and gross is not None and net + vat != gross
        ]

    def _outside_days(self) -> set[date]:
        if self.rules.period is None:
            return set()
        first, last = self.rules.period
        return {day for day in set(self.dates) if day is not None and not first <= day <= last}


def clean_text(cell: Cell) -> str:
    """Return a cell as one line of text, without stray white space and without a guard against running it."""
    return unguarded(" ".join(cell_text(cell).replace("\ufeff", "").split()))


def filled(cell: Cell) -> bool:
    """Return whether a cell holds anything to be seen."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _tidy(cells: Sequence[Cell]) -> list[str]:
    """Return the cells themselves when none of them needs cleaning, seen from the column as one text; else nothing."""
    texts = cast(list[str], cells)
    try:
        whole = f" {' '.join(texts)} "
    except TypeError:  # a workbook's numbers and dates
        return []
    plain = whole.isascii() and whole.isprintable()
    return texts if plain and "  " not in whole and " '" not in whole else []


def _parsed(cells: Sequence[Key], parse: Callable[[Key], Value | None]) -> tuple[list[Value | None], dict[Key, str]]:
    """Parse each different cell once; return a value for each cell, and the reasons of those that cannot be read."""
    known: dict[Key, Value | None] = {}
    faults: dict[Key, str] = {}
    for cell in set(cells):
        try:
            known[cell] = parse(cell)
        except Unreadable as reason:
            known[cell] = None
            faults[cell] = str(reason)
    return list(map(known.__getitem__, cells)), faults
