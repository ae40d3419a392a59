"""How long evidence is kept: six years after the end of the year it belongs to, unless somebody said otherwise."""

from collections.abc import Iterable
from datetime import date

from cspdesk.domain.evidence import Evidence
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.records import dataclass

YEARS_KEPT = 6


@dataclass(frozen=True, slots=True)
class Kept:
    """A proof, the year it belongs to and the last day it is kept; None where no date says which year that is."""

    evidence: Evidence
    year: FinancialYear | None
    until: date | None

    @property
    def says(self) -> str:
        """How long it is kept and why, in words."""
        if self.evidence.keep_until is not None:
            return f"Kept until {long_date(self.evidence.keep_until)}, as somebody decided."
        if self.year is None or self.until is None:
            return "Kept: nothing says which year it belongs to. Give it a date."
        return f"Kept until {long_date(self.until)}: {YEARS_KEPT} years after the end of {self.year.label}."

    def is_due(self, today: date) -> bool:
        """Return whether it need no longer be kept; it stays until somebody removes it."""
        return self.until is not None and self.until < today


def kept(evidence: Evidence, used_on: Iterable[date]) -> Kept:
    """Return how long a proof is kept; used_on are the days of what it proves, and the latest of all days counts."""
    days = [*used_on, *([evidence.dated_on] if evidence.dated_on else [])]
    year = FinancialYear.of(max(days)) if days else None
    ends = FinancialYear(year.first + YEARS_KEPT).ends_on if year else None
    return Kept(evidence, year, evidence.keep_until or ends)
