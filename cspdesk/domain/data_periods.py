"""The periods that published figures cover: months, quarters, two kinds of year, rolling years; never mixed up."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from cspdesk.domain.periods import MONTHS, FinancialYear, Quarter
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError

LONGEST_ROLLING = 20  # years: no published figure is for more together


class PeriodKind(StrEnum):
    """What sort of period a figure is for."""

    MONTH = "month"
    QUARTER = "quarter"
    CALENDAR_YEAR = "calendar year"
    FINANCIAL_YEAR = "financial year"
    ROLLING = "rolling years"

    __hash__ = str.__hash__  # an enumeration's own is not built in, and every period is looked up by its kind

    @property
    def overlaps(self) -> bool:
        """Whether one period shares most of its time with the next, so that they are not separate points."""
        return self is PeriodKind.ROLLING


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of whole months and what sort it is."""

    starts_on: date
    ends_on: date
    kind: PeriodKind

    @property
    def months(self) -> int:
        """How many months it covers."""
        return (self.ends_on.year - self.starts_on.year) * 12 + self.ends_on.month - self.starts_on.month + 1

    @property
    def label(self) -> str:
        """The period as people write it: May 2016, Q2 2015/16, 2013, 2015/16, 2015 to 2017, year to June 2016."""
        first, last = self.starts_on, self.ends_on
        match self.kind:
            case PeriodKind.MONTH:
                return f"{MONTHS[first.month - 1]} {first.year}"
            case PeriodKind.QUARTER:
                return Quarter.of(first).label
            case PeriodKind.CALENDAR_YEAR:
                return str(first.year)
            case PeriodKind.FINANCIAL_YEAR:
                return FinancialYear.of(first).label
        if self.months == 12:
            return f"year to {MONTHS[last.month - 1]} {last.year}"
        if first.month == 1 and last.month == 12:
            return f"{first.year} to {last.year}"
        if first.month == 4 and last.month == 3:
            return f"{FinancialYear.of(first).label} to {FinancialYear.of(last).label}"
        return f"{MONTHS[first.month - 1]} {first.year} to {MONTHS[last.month - 1]} {last.year}"

    def __str__(self) -> str:
        return self.label


def month_period(year: int, month: int) -> Period:
    """Return the period of one month. Raises UserError when there is no such month."""
    if not 1 <= month <= 12:
        raise UserError(f"There is no month {month}.")
    return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), PeriodKind.MONTH)


def quarter_period(quarter: Quarter) -> Period:
    """Return the period of a quarter of a financial year."""
    return Period(quarter.starts_on, quarter.ends_on, PeriodKind.QUARTER)


def calendar_years(first: int, last: int | None = None) -> Period:
    """Return the period of a calendar year, or of several together (a rolling period)."""
    kind = PeriodKind.CALENDAR_YEAR if last is None or last == first else PeriodKind.ROLLING
    return Period(date(first, 1, 1), date(last or first, 12, 31), kind)


def financial_years(first: FinancialYear, last: FinancialYear | None = None) -> Period:
    """Return the period of a financial year, or of several together (a rolling period)."""
    kind = PeriodKind.FINANCIAL_YEAR if last is None or last == first else PeriodKind.ROLLING
    return Period(first.starts_on, (last or first).ends_on, kind)


def year_to(year: int, month: int) -> Period:
    """Return the twelve months that end with a month: the year to June 2016."""
    last = month_period(year, month).ends_on
    first = (last + timedelta(days=1)).replace(year=last.year - (last.month != 12))
    return Period(first, last, PeriodKind.ROLLING)


def parse_period(text: str) -> Period:
    """Return the period written as 2016-05, May 2016, Q2 2015/16, 2015/16, 2013, 2015 - 17 or year to June 2016.

    2011-12 is the month; a column of years is told apart by whoever reads the whole column.
    Raises UserError for anything else.
    """
    words = " ".join(text.replace("–", "-").replace("—", "-").split())
    for pattern, read in _FORMS:
        found = pattern.fullmatch(words)
        period = read(*found.groups()) if found else None
        if period is not None:
            return period
    raise UserError(f"“{text}” is not a period. Write it like 2016-05, Q2 2015/16, 2015/16, 2013 or year to June 2016.")


def _month_of(year: str, month: str) -> Period | None:
    return month_period(int(year), int(month)) if 1 <= int(month) <= 12 else None


def _financial(first: str, second: str) -> Period | None:
    follows = (int(first) + 1) % 100 == int(second[-2:])
    return financial_years(FinancialYear(int(first))) if follows else None


def _calendar(first: str, second: str | None = None) -> Period | None:
    last = int(second or first)
    last += int(first) // 100 * 100 if last < 100 else 0
    return calendar_years(int(first), last) if int(first) <= last <= int(first) + LONGEST_ROLLING else None


def _financial_rolling(first: str, last: str) -> Period | None:
    whole = last if len(last) > len("15/16") else first[:2] + last
    return financial_years(FinancialYear.parse(first), FinancialYear.parse(whole))


def _quarter(number: str, year: str) -> Period | None:
    return quarter_period(Quarter(FinancialYear.parse(year), int(number)))


def _year_to(name: str, year: str) -> Period | None:
    month = _month_number(name)
    return year_to(_whole_year(year), month) if month else None


def _named_month(name: str, year: str) -> Period | None:
    month = _month_number(name)
    return month_period(_whole_year(year), month) if month else None


def _whole_year(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _month_number(name: str) -> int | None:
    word = name.casefold()
    return next((n for n, month in enumerate(MONTHS, 1) if month.casefold().startswith(word)), None)


# Tried in this order; a reader answers None where the figures fit the form but not the calendar.
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Period | None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (r"(\d{4})/(\d{2}|\d{4})", _financial),
        (r"(\d{4})[-/](\d{1,2})", _month_of),
        (r"(\d{4})-(\d{2}|\d{4})", _financial),
        (r"(\d{4})", _calendar),
        (r"(\d{4}) ?(?:-|to) ?(\d{2}|\d{4})", _calendar),
        (r"(\d{4}/\d{2,4}) ?(?:-|to) ?(\d{4}/\d{2,4}|\d{2}/\d{2})", _financial_rolling),
        (r"Q([1-4]) ?(\d{4}[/-]\d{2,4})", _quarter),
        (r"(?P<year>\d{4}[/-]\d{2,4}) ?-? ?Q(?P<quarter>[1-4])", lambda year, quarter: _quarter(quarter, year)),
        (
            r"(?:(?:year|12 months) (?:to|ending|ended|end)|YE) (?:\d{1,2} )?([a-z]{3,9})\.?[ -](\d{2}|\d{4})",
            _year_to,
        ),
        (r"([a-z]{3,9})\.?[ -](\d{2}|\d{4})", _named_month),
    )
)
