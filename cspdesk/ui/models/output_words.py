"""Outputs in words and as quarters: what was to be produced, what was, and what it adds up to."""

from collections.abc import Sequence
from datetime import date

from cspdesk.domain.disclosure import MARK
from cspdesk.domain.milestones import Output, OutputQuarter, OutputUnit, cumulative
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.records import dataclass
from cspdesk.domain.whole_action import CountedOutput
from cspdesk.errors import UserError

COUNTS_WORDS = {
    OutputUnit.PEOPLE: ", each person once",
    OutputUnit.CONTACTS: "; one person may be several",
    OutputUnit.THINGS: "",
}


@dataclass(frozen=True, slots=True)
class QuarterCell:
    """One quarter of an output: its figures, and both added up from the beginning; None: not set, not known."""

    quarter: Quarter
    figures: OutputQuarter | None
    target_so_far: int | None
    actual_so_far: int | None
    withheld: bool = False  # the count of this quarter
    sum_withheld: bool = False  # that of a quarter to here

    @property
    def so_far(self) -> str:
        """The actual of all quarters to here against their target: 63 of 60."""
        if self.sum_withheld:
            return MARK
        if self.actual_so_far is None:
            return "–"
        against = "" if self.target_so_far is None else f" of {self.target_so_far:,}"
        return f"{self.actual_so_far:,}{against}"


def counts_words(output: Output) -> str:
    """Return what one unit of an output stands for: “Counted in people, each person once”."""
    return f"Counted in {output.unit or output.counts.value}{COUNTS_WORDS[output.counts]}"


def quarter_cells(counted: CountedOutput, year: FinancialYear, today: date) -> tuple[QuarterCell, ...]:
    """Return the four quarters of a year; nothing is added up beyond today."""
    sums = cumulative(counted.quarters)
    known = {q.quarter_starts_on: q for q in counted.quarters}
    cells = []
    for quarter in year.quarters:
        started = quarter.starts_on <= today
        before = [day for day in sums if day <= quarter.starts_on]
        target, actual = sums[max(before)] if before and started else (None, None)
        hidden = year in counted.withheld and quarter.starts_on in known
        sum_hidden = started and any(earlier.first <= year.first for earlier in counted.withheld)
        cells.append(QuarterCell(quarter, known.get(quarter.starts_on), target, actual, hidden, sum_hidden))
    return tuple(cells)


def earlier_words(counted: CountedOutput, year: FinancialYear) -> str:
    """Return since when an output is added up, if that is before the year shown; otherwise empty."""
    days = [q.quarter_starts_on for q in counted.quarters if q.target is not None or q.actual is not None]
    return f"Added up since {Quarter.of(min(days)).label}." if days and min(days) < year.starts_on else ""


def outputs_sentence(outputs: Sequence[CountedOutput], today: date) -> str:
    """Return what outputs come to: one by its figure, several by their number."""
    if not outputs:
        return "none yet"
    if len(outputs) > 1:
        return f"{len(outputs)} outputs"
    if outputs[0].withheld:
        return "1 output, its count withheld"
    known = [q for q in outputs[0].quarters if q.quarter_starts_on <= today]
    actual = [q.actual for q in known if q.actual is not None]
    if not actual:
        return "1 output, nothing counted yet"
    return f"{sum(actual):,} {outputs[0].output.unit or outputs[0].output.counts.value}"


def typed_count(text: str) -> int | None:
    """Return the whole number a person typed, None for nothing. Raises UserError when it is no number."""
    number = text.replace(",", "").replace(" ", "").strip("–")
    if not number:
        return None
    if not number.removeprefix("-").isdecimal():
        raise UserError(f"“{text.strip()}” is not a count. Write a whole number, or nothing when it is not known.")
    return int(number)
