"""Which column of a ledger holds what: recognised by name and by content, with a reason for each."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.exchange.amounts import DecimalSign, Unreadable, amount_pence
from cspdesk.exchange.cells import Row
from cspdesk.exchange.contents import Content, content_of
from cspdesk.exchange.headings import Heading, resolve
from cspdesk.exchange.ledger_months import find_months, year_column
from cspdesk.exchange.names import (
    FIELDS,
    NOT_MONEY,
    REJECT_HEADERS,
    Field,
    credit_column,
    currency_column,
    normal,
    plain_amount_rank,
    rank,
)

SAMPLE = 120  # rows that decide what a column holds
ENOUGH = 0.5  # share of filled cells that must read as what the name says
EVIDENT = 0.9  # share that convinces without a name


@dataclass(frozen=True, slots=True)
class FieldGuess:
    """One field of a ledger: the column taken for it (None for none), why, and which others would do."""

    field: Field
    column: int | None
    header: str
    reason: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column holds each field."""

    guesses: tuple[FieldGuess, ...]

    def column(self, field: Field) -> int | None:
        """Return the index of the field's column, None when the ledger has none."""
        for guess in self.guesses:  # asked many times for each doubtful row: a loop takes a third of what next() takes
            if guess.field == field:
                return guess.column
        return None

    def columns(self, names: Sequence[str]) -> set[int]:
        """Return all columns that are read: those of the fields, and those that say more of amounts and periods."""
        taken = {guess.column for guess in self.guesses if guess.column is not None}
        amount = self.column("gross") if self.column("net") is None else self.column("net")
        date = self.column("date")
        beside = [] if amount is None else [credit_column(names, amount), currency_column(names, amount)]
        beside += [] if date is None else [year_column(names, date)]
        return taken | {column for column in beside if column is not None}

    def as_headers(self) -> dict[str, str]:
        """Return field -> header for the fields that have a column."""
        return {guess.field: guess.header for guess in self.guesses if guess.column is not None}


def find_columns(
    heading: Heading, rows: Sequence[Row], *, told: Mapping[str, str] | None = None, decimal: DecimalSign = "."
) -> ColumnMapping:
    """Return the column of each field: as told where told ("" for none), else as guessed from names and cells.

    Raises UserError when a told field or header does not exist.
    """
    finder = _Finder(heading, rows, decimal)
    for field, header in (told or {}).items():
        finder.tell(field, header)
    finder.guess()
    return ColumnMapping(tuple(finder.found[field] for field in FIELDS))


Share: TypeAlias = Callable[[Content], float]
Parts: TypeAlias = Callable[[int], tuple[int, int, int]]


class _Finder:
    def __init__(self, heading: Heading, rows: Sequence[Row], decimal: DecimalSign) -> None:
        self._heading = heading
        self._decimal = decimal
        step = max(1, len(rows) // SAMPLE)  # spread over the whole ledger
        self._sample = rows[::step]
        self._contents = [content_of(self._sample, column, decimal) for column in range(len(heading.names))]
        self._free = {i for i, name in enumerate(heading.names) if name not in REJECT_HEADERS}
        self.found: dict[Field, FieldGuess] = {}
        self._no_month = ""  # why columns of periods give no month

    def tell(self, field: str, header: str) -> None:
        """Take a column for a field because a person said so."""
        if field not in FIELDS:
            raise UserError(f"“{field}” is not a field of a ledger. The fields are {', '.join(FIELDS)}.")
        known: Field = field
        if not header:
            self.found[known] = FieldGuess(known, None, "", "No column, as chosen.")
            return
        column = resolve(header, self._heading)
        self._free.discard(column)
        self.found[known] = FieldGuess(known, column, self._heading.labels[column], "Chosen, not guessed.")

    def guess(self) -> None:
        """Fill every field nobody told."""
        self._date()
        self._money()
        self._by_name("payee", lambda c: c.words) or self._by_name_alone("payee") or self._evident_payee()
        self._by_name("reference", lambda _: 1.0)
        self._by_name("description", lambda c: c.words)
        self._by_name("category", lambda _: 1.0)
        for field in FIELDS:
            if field not in self.found:
                why = self._no_month if field == "date" else ""
                self.found[field] = FieldGuess(
                    field, None, "", f"No column is recognised as {_article(field)}{f': {why}' if why else ''}."
                )

    def _date(self) -> None:
        """Take the day a payment was made; where there is none, the month."""
        if self._by_name("date", lambda c: c.named_dates) or self._evident_date():
            return
        months, self._no_month = find_months(self._heading.names, self._sample, self._free)
        if months is None:
            self._by_name_alone("date")
            return
        of_year = "" if months.year is None else f", with “{self._heading.labels[months.year]}”"
        self._take("date", months.period, f"it gives the month{of_year}; its last day is taken")
        self._free.discard(-1 if months.year is None else months.year)

    def _ranked(self, ranks: Mapping[int, int | None], share: Share) -> list[int]:
        known = [(place, column) for column, place in ranks.items() if place is not None and column in self._free]
        fitting = sorted((not self._contents[column].filled, place, column) for place, column in known)
        return [column for *_, column in fitting if share(self._contents[column]) >= ENOUGH]

    def _named(self, field: Field, share: Share) -> list[int]:
        return self._ranked({i: rank(name, field) for i, name in enumerate(self._heading.names)}, share)

    def _by_name(self, field: Field, share: Share) -> bool:
        if field in self.found:
            return True
        columns = self._named(field, share)
        if not columns:
            return False
        self._take(field, columns[0], f"its name says so{self._seen(columns[0], share)}", columns[1:])
        return True

    def _by_name_alone(self, field: Field) -> bool:
        """Take a column for its exact name though few cells fit: its rows are then rejected with reasons."""
        places = [(rank(name, field), column) for column, name in enumerate(self._heading.names)]
        return self._take_alone(field, places)

    def _plain_alone(self) -> bool:
        return self._take_alone("gross", [(plain_amount_rank(name), i) for i, name in enumerate(self._heading.names)])

    def _take_alone(self, field: Field, places: Sequence[tuple[int | None, int]]) -> bool:
        exact = sorted((place, column) for place, column in places if place is not None and place < 100)
        columns = [column for _, column in exact if column in self._free]
        if field in self.found or not columns:
            return field in self.found
        self._take(field, columns[0], "its name says so, though its cells are blank or few can be read", columns[1:])
        return True

    def _seen(self, column: int, share: Share) -> str:
        return f" and {share(self._contents[column]):.0%} of the cells looked at fit"

    def _take(self, field: Field, column: int, why: str, others: Sequence[int] = ()) -> None:
        label = self._heading.labels[column]
        alternatives = tuple(self._heading.labels[other] for other in others)
        self.found[field] = FieldGuess(field, column, label, f"“{label}”: {why}.", alternatives)
        self._free.discard(column)

    def _evident_date(self) -> bool:
        columns = [c for c in sorted(self._free) if self._contents[c].dates >= EVIDENT]
        if columns:
            share = self._contents[columns[0]].dates
            self._take("date", columns[0], f"{share:.0%} of the cells looked at are dates", columns[1:])
        return bool(columns)

    def _money(self) -> None:
        for field in ("net", "vat", "gross"):
            self._by_name(field, _money_share)
        plain = self._ranked({i: plain_amount_rank(n) for i, n in enumerate(self._heading.names)}, _money_share)
        if plain:
            self._place_plain(plain)
        elif self._at("net") is None and self._at("gross") is None and not {"net", "gross"} <= set(self.found):
            self._evident_money() or self._by_name_alone("net") or self._by_name_alone("gross") or self._plain_alone()

    def _place_plain(self, plain: Sequence[int]) -> None:
        """Settle what an amount is that says neither net nor gross."""
        net, vat, gross = self._at("net"), self._at("vat"), self._at("gross")
        if net is None and gross is None and "gross" not in self.found:
            self._take(
                "gross", plain[0], f"the amount{self._seen(plain[0], _money_share)}; taken as it stands", plain[1:]
            )
        elif net is None and gross is not None and "net" not in self.found and vat is not None:
            if column := self._that_adds_up(plain, lambda c: (c, vat, gross)):
                self._take("net", column - 1, "with the VAT it makes the gross amount")
        elif (
            net is not None
            and vat is not None
            and "gross" not in self.found
            and (column := self._that_adds_up(plain, lambda c: (net, vat, c)))
        ):
            self._take("gross", column - 1, "it is net and VAT together")

    def _at(self, field: Field) -> int | None:
        return self.found[field].column if field in self.found else None

    def _that_adds_up(self, columns: Sequence[int], parts: Parts) -> int:
        """Return 1 + the first column for which net + VAT = gross in most rows looked at, else 0."""
        for column in columns:
            sums = [self._adds_up(row, *parts(column)) for row in self._sample]
            known = [fits for fits in sums if fits is not None]
            if known and sum(known) >= 0.8 * len(known):
                return column + 1
        return 0

    def _adds_up(self, row: Row, net: int, vat: int, gross: int) -> bool | None:
        if max(net, vat, gross) >= len(row):
            return None
        try:
            amounts = [amount_pence(row[column], self._decimal) for column in (net, vat, gross)]
        except Unreadable:
            return None
        known = [amount for amount in amounts if amount is not None]
        return known[0] + known[1] == known[2] if len(known) == 3 else None

    def _evident_money(self) -> bool:
        columns = [
            c
            for c in sorted(self._free)
            if self._contents[c].money >= EVIDENT and not set(normal(self._heading.names[c]).split()) & NOT_MONEY
        ]
        columns.sort(key=lambda c: -self._contents[c].pennies)
        if columns and "gross" not in self.found:
            share = self._contents[columns[0]].money
            self._take("gross", columns[0], f"{share:.0%} of the cells looked at are amounts of money", columns[1:])
        return "gross" in self.found

    def _evident_payee(self) -> bool:
        columns = [c for c in sorted(self._free) if self._contents[c].words >= EVIDENT]
        others: tuple[Field, ...] = ("description", "reference", "category")
        columns = [c for c in columns if all(rank(self._heading.names[c], other) is None for other in others)]
        columns.sort(key=lambda c: -self._contents[c].distinct)
        if columns:
            self._take("payee", columns[0], "of the columns of words it has the most different entries", columns[1:])
        return bool(columns)


def _money_share(content: Content) -> float:
    return content.money


def _article(field: Field) -> str:
    return {
        "date": "the date",
        "payee": "the payee",
        "net": "a net amount",
        "gross": "a gross amount",
        "vat": "VAT",
    }.get(field, f"a {field}")
