"""Financial years (April to March) and their quarters."""

import re
from datetime import date
from functools import lru_cache

from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError

MONTHS = tuple(
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def long_date(day: date) -> str:
    """Return a date as people write it: 5 May 2016, in English whatever the system's language."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Return a date as forms write it: 05/05/2016."""
    return f"{day:%d/%m/%Y}"


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """April of the first year to March of the next; written 2015/16."""

    first: int

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        """Return the financial year a day falls in."""
        return cls(day.year if day.month >= 4 else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> "FinancialYear":
        """Return the year written as 2015/16 (also 2015-16, 2015/2016). Raises UserError otherwise."""
        found = re.fullmatch(r"\s*(\d{4})\s*[/-]\s*(\d{2}|\d{4})\s*", text)
        if found:
            first, second = int(found[1]), found[2]
            if 1900 <= first <= 2999 and str(first + 1).endswith(second):
                return cls(first)
        raise UserError(f"“{text}” is not a financial year. Write it like 2015/16.")

    @property
    def label(self) -> str:
        """The year as people write it: 2015/16."""
        return f"{self.first}/{(self.first + 1) % 100:02d}"

    @property
    def starts_on(self) -> date:
        """1 April."""
        return date(self.first, 4, 1)

    @property
    def ends_on(self) -> date:
        """31 March."""
        return date(self.first + 1, 3, 31)

    @property
    def quarters(self) -> "tuple[Quarter, Quarter, Quarter, Quarter]":
        """April–June, July–September, October–December, January–March."""
        return Quarter(self, 1), Quarter(self, 2), Quarter(self, 3), Quarter(self, 4)

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a financial year, numbered 1 (April–June) to 4 (January–March)."""

    year: FinancialYear
    number: int

    @classmethod
    @lru_cache(maxsize=4096)
    def of(cls, day: date) -> "Quarter":
        """Return the quarter a day falls in."""
        return cls(FinancialYear.of(day), (day.month - 4) % 12 // 3 + 1)

    @property
    def label(self) -> str:
        """The quarter as people write it: Q2 2015/16."""
        return f"Q{self.number} {self.year.label}"

    @property
    def months(self) -> str:
        """The months it covers: Jul–Sep."""
        return ("Apr–Jun", "Jul–Sep", "Oct–Dec", "Jan–Mar")[self.number - 1]

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return date(self.year.first + (self.number == 4), (4, 7, 10, 1)[self.number - 1], 1)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        month, last = ((6, 30), (9, 30), (12, 31), (3, 31))[self.number - 1]
        return date(self.year.first + (self.number == 4), month, last)

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def years_between(first: date, last: date) -> tuple[FinancialYear, ...]:
    """Return every financial year that a span of days touches, in order."""
    return tuple(FinancialYear(y) for y in range(FinancialYear.of(first).first, FinancialYear.of(last).first + 1))
