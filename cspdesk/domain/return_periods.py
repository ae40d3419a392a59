"""What a return covers: a quarter or a whole financial year, and when it is due."""

import re
from datetime import date, timedelta
from enum import StrEnum

from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


class PeriodKind(StrEnum):
    """How much time a return covers."""

    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class ReturnPeriod:
    """A quarter, or a whole year when number is 0; kept as 2015/16-Q2, or 2015/16."""

    year: FinancialYear
    number: int = 0

    @classmethod
    def parse(cls, text: str) -> "ReturnPeriod":
        """Return the period written as 2015/16-Q2 or 2015/16. Raises UserError otherwise."""
        found = re.fullmatch(r"\s*(.*?)(?:\s*[- ]\s*[Qq]([1-4]))?\s*", text)
        try:
            return cls(FinancialYear.parse(found[1] if found else text), int(found[2] or 0) if found else 0)
        except UserError:
            raise UserError(
                f"“{text}” is not a period. Write a quarter like 2015/16-Q2 or a year like 2015/16."
            ) from None

    @classmethod
    def of(cls, kind: PeriodKind, day: date) -> "ReturnPeriod":
        """Return the period of a kind that a day falls in."""
        quarter = Quarter.of(day)
        return cls(quarter.year, quarter.number if kind is PeriodKind.QUARTER else 0)

    @property
    def kind(self) -> PeriodKind:
        """Whether it is a quarter or a year."""
        return PeriodKind.QUARTER if self.number else PeriodKind.YEAR

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters it covers."""
        return (Quarter(self.year, self.number),) if self.number else self.year.quarters

    @property
    def quarters_to_date(self) -> tuple[Quarter, ...]:
        """The quarters of its year up to its end."""
        return tuple(q for q in self.year.quarters if q.ends_on <= self.ends_on)

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return self.quarters[0].starts_on

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return self.quarters[-1].ends_on

    @property
    def label(self) -> str:
        """The period as people write it: Q2 2015/16, or 2015/16."""
        return Quarter(self.year, self.number).label if self.number else self.year.label

    def due_on(self, days: int) -> date:
        """Return the day that comes so many days after its end."""
        return self.ends_on + timedelta(days=days)

    def overlaps(self, other: "ReturnPeriod") -> bool:
        """Return whether any day falls into both."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def __str__(self) -> str:
        return f"{self.year.label}-Q{self.number}" if self.number else self.year.label


def periods_between(kind: PeriodKind, first: date, last: date) -> tuple[ReturnPeriod, ...]:
    """Return every period of a kind that a span of days touches, in order."""
    found, at = [], ReturnPeriod.of(kind, first)
    while at.starts_on <= last:
        found.append(at)
        at = ReturnPeriod.of(kind, at.ends_on + timedelta(days=1))
    return tuple(found)
