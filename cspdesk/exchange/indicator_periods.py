"""Periods as a whole column of a published table writes them: what one cell leaves open, the others decide."""

import re
from collections.abc import Callable, Iterable

from cspdesk.domain.data_periods import Period, PeriodKind, financial_years, month_period, parse_period, quarter_period
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.errors import UserError

_YEAR_AND_TWO = re.compile(r"(\d{4})-(\d{2})")
_CALENDAR_QUARTER = re.compile(r"(\d{4})[ -]?Q([1-4])", re.IGNORECASE)
_MONTHS_APART = re.compile(r"([a-z]{3,9} \d{2,4}) ?(?:-|–|to) ?([a-z]{3,9} \d{2,4})", re.IGNORECASE)


def period_reader(texts: Iterable[str]) -> Callable[[str], Period]:
    """Return what reads the periods of a column, given all its different texts.

    2011-12 is December 2011 in a column of months and a financial year in a column of those. What is returned raises
    UserError for a text that is no period.
    """
    found = [match for text in texts if (match := _YEAR_AND_TWO.fullmatch(text.strip()))]
    follow = [(int(match[1]) + 1) % 100 == int(match[2]) for match in found]
    years = all(follow) and (len(found) > 1 or any(int(match[2]) > 12 for match in found))

    def read(text: str) -> Period:
        match = _YEAR_AND_TWO.fullmatch(text.strip())
        if match and years:
            return financial_years(FinancialYear(int(match[1])))
        return _read(text)

    return read


def _read(text: str) -> Period:
    words = " ".join(text.split())
    if match := _CALENDAR_QUARTER.fullmatch(words):
        first = month_period(int(match[1]), int(match[2]) * 3 - 2).starts_on
        return quarter_period(Quarter.of(first))
    if match := _MONTHS_APART.fullmatch(words):
        return _between(match[1], match[2], text)
    return parse_period(text)


def _between(first: str, last: str, text: str) -> Period:
    starts, ends = parse_period(first), parse_period(last)
    period = Period(starts.starts_on, ends.ends_on, PeriodKind.ROLLING)
    if starts.kind is not PeriodKind.MONTH or ends.kind is not PeriodKind.MONTH or period.months < 1:
        raise UserError(f"“{text}” is not a span of months.")
    if period.months == 12 and starts.starts_on.month == 4:
        return financial_years(FinancialYear(starts.starts_on.year))
    return period
