"""From the rows of a ledger to payment lines, and a reason for each row that is none."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, partial
from itertools import compress, count, repeat

from cspdesk.domain.ledgers import LedgerLine, Problem
from cspdesk.domain.money import pounds
from cspdesk.exchange.cells import Row, cell_text
from cspdesk.exchange.headings import Heading
from cspdesk.exchange.names import Field, normal
from cspdesk.exchange.readings import Reading, clean_text, filled
from cspdesk.exchange.totals import Totals


def read_lines(
    reading: Reading, heading: Heading, above: Sequence[Row]
) -> tuple[list[LedgerLine], list[Problem], list[str]]:
    """Return the payments, the rows that are none or cannot be taken, and notes.

    Every row is a line or a problem, except the header; `above` holds the rows over it and the header itself.
    """
    problems = [
        Problem(
            index + 1,
            "",
            "above the heading" if any(map(filled, row)) else "the row is blank",
            "skipped",
            0,
            _texts(row),
        )
        for index, row in enumerate(above)
        if index != heading.index
    ]
    good = [True] * reading.size
    doubtful = reading.doubtful()
    judge = _Judge(reading, heading, Totals(reading.amounts if doubtful else ()))
    for index in doubtful:
        problem = judge.problem(index)
        if problem:
            problems.append(problem)
            good[index] = False
    return _lines(reading, heading.first_row + 1, good), problems, judge.notes


def _lines(reading: Reading, first: int, good: list[bool]) -> list[LedgerLine]:
    """Put the columns together again, row by row, leaving out the rows that are not good."""
    none: repeat[int | None] = repeat(None)
    vat = reading.money["vat"][0] if "vat" in reading.money else none
    outside = [day in reading.outside for day in reading.dates] if reading.outside else repeat(False)
    columns = zip(
        count(first),
        reading.dates,
        reading.payees,
        reading.descriptions,
        reading.references,
        reading.categories,
        reading.amounts,
        vat,
        _gross(reading) or none,
        outside,
    )
    make: Callable[[tuple[object, ...]], LedgerLine] = partial(tuple.__new__, LedgerLine)  # `_make` without its frame
    return list(map(make, columns if all(good) else compress(columns, good)))


def _gross(reading: Reading) -> list[int | None]:
    """Return the gross amounts, made from net and VAT where the ledger has no column of them."""
    if "gross" in reading.money:
        return reading.money["gross"][0]
    if "vat" not in reading.money:
        return []
    pairs = zip(reading.amounts, reading.money["vat"][0], strict=True)
    return [None if net is None or vat is None else net + vat for net, vat in pairs]


class _Judge:
    """Looks closely at one row after another, from the top."""

    def __init__(self, reading: Reading, heading: Heading, totals: Totals) -> None:
        self._reading = reading
        self._heading = heading
        self._totals = totals
        self._names = [normal(name) for name in heading.names]
        self.notes: list[str] = []

    def problem(self, index: int) -> Problem | None:
        """Return why a row is not taken, None when it is a payment after all."""
        row = self._reading.row(index)
        if not any(map(filled, row)):
            return self._skip(index, "the row is blank")
        if index in self._reading.broken:
            return self._reject(index, None, self._reading.broken[index])
        amount = self._reading.amounts[index]
        return self._without_amount(index) if amount is None else self._with_amount(index, amount)

    def _without_amount(self, index: int) -> Problem:
        """A row whose amount is blank or unreadable: a payment only if something else says so."""
        reading = self._reading
        if self._repeats_heading(reading.row(index)):
            return self._skip(index, "the heading again")
        name = reading.amount_field
        cell = reading.cell(name, index)
        fault = reading.amount_faults.get(cell)
        marks = self._marks(index)
        if self._totals.is_label(self._words(index)):
            return self._skip(index, "a total")
        if fault and marks:
            return self._reject(index, name, fault)
        if marks > 1:
            return self._reject(index, name, "the amount is missing")
        return self._skip(index, "no amount and nothing that makes it a payment: a heading or a note")

    def _with_amount(self, index: int, amount: int) -> Problem | None:
        reading = self._reading
        dated = reading.dates[index] is not None and reading.mapping.column("date") is not None
        referenced = bool(reading.references[index])
        words = [] if dated and referenced else self._words(index)  # a row with both is no total, whatever it says
        if self._totals.is_total(index, amount, words, dated=dated, referenced=referenced):
            return self._skip(index, self._total_reason(index, amount), amount)
        named = reading.payees[index] or reading.references[index] or reading.descriptions[index]
        if not named and not dated and not words:
            if amount == 0:
                return self._skip(index, "nothing but a zero")
            return self._reject(index, "payee", "there is an amount but nothing that says what it paid")
        if not named and self._can_name():
            return self._reject(index, "payee", "the payee is missing")
        return self._undated(index) or self._not_adding_up(index) or self._outside(index)

    def _undated(self, index: int) -> Problem | None:
        if self._reading.dates[index] is not None:
            return None
        return self._reject(index, "date", self._reading.date_fault(index) or "the date is missing")

    def _not_adding_up(self, index: int) -> Problem | None:
        reading = self._reading
        for name, (_, faults) in reading.money.items():
            if faults and (fault := faults.get(reading.cell(name, index))):
                return self._reject(index, name, fault)
        net, vat, gross = (reading.amount(name, index) for name in ("net", "vat", "gross"))
        if net is None or vat is None or gross is None or net + vat == gross:
            return None
        reason = f"net {pounds(net)} and VAT {pounds(vat)} make {pounds(net + vat)}, but the gross says {pounds(gross)}"
        return self._reject(index, "gross", reason)

    def _outside(self, index: int) -> Problem | None:
        day = self._reading.dates[index]
        if self._reading.rules.allow_outside or day not in self._reading.outside or day is None:
            return None
        assert self._reading.rules.period is not None
        first, last = self._reading.rules.period
        reason = f"{_shown(day)} is outside the agreement's period, {_shown(first)} to {_shown(last)}"
        return self._reject(index, "date", reason)

    def _marks(self, index: int) -> int:
        """Count what makes a row look like a payment."""
        reading = self._reading
        date_text = cell_text(reading.cell("date", index))
        words = (reading.payees, reading.references, reading.descriptions, reading.categories)
        return sum(1 for column in words if column[index]) + any(map(str.isdecimal, date_text))

    def _can_name(self) -> bool:
        return any(self._reading.mapping.column(name) is not None for name in ("payee", "reference", "description"))

    def _words(self, index: int) -> list[str]:
        """Return the row's texts other than its figures and dates."""
        reading = self._reading
        apart = {reading.mapping.column(name) for name in ("date", "net", "vat", "gross", "reference")}
        texts = [clean_text(cell) for column, cell in enumerate(reading.row(index)) if column not in apart]
        date_text = clean_text(reading.cell("date", index))
        if reading.dates[index] is None and date_text:
            texts.append(date_text)
        return [text for text in texts if any(map(str.isalpha, text))]

    def _repeats_heading(self, row: Row) -> bool:
        same = [bool(name) and normal(cell_text(cell)) == name for cell, name in zip(row, self._names, strict=False)]
        return sum(same) > 1 and 2 * sum(same) >= sum(map(filled, row))

    def _total_reason(self, index: int, amount: int) -> str:
        if self._totals.agreed:
            return f"a total: {pounds(amount)}, which is what the rows above it add up to"
        above = pounds(self._totals.above(index, amount))
        self.notes.append(
            f"Row {self._number(index)} gives a total of {pounds(amount)}, but the rows above it add up to {above}."
        )
        return f"a total: {pounds(amount)}, though the rows above it add up to {above}"

    def _number(self, index: int) -> int:
        return self._heading.first_row + index + 1

    def _skip(self, index: int, reason: str, amount: int = 0) -> Problem:
        return Problem(self._number(index), "", reason, "skipped", amount, _texts(self._reading.row(index)))

    def _reject(self, index: int, name: Field | None, reason: str) -> Problem:
        column = None if name is None else self._reading.mapping.column(name)
        label = "" if column is None else self._heading.labels[column]
        amount = self._reading.amounts[index] or 0
        return Problem(self._number(index), label, reason, "rejected", amount, _texts(self._reading.row(index)))


def _texts(row: Row) -> tuple[str, ...]:
    return tuple(map(cell_text, row)) if any(map(filled, row)) else ()


@cache
def _shown(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
