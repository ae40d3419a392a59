"""Periods as a whole column of a published table writes them: what one cell leaves open, the others decide."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress

from cspdesk.domain.data_periods import (
    Period,
    PeriodKind,
    calendar_years,
    financial_years,
    month_period,
    parse_period,
    quarter_period,
)
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.errors import UserError

_YEAR_AND_TWO = re.compile(r"(\d{4})-(\d{2})")
_CALENDAR_QUARTER = re.compile(r"(\d{4})[ -]?Q([1-4])", re.IGNORECASE)
_MONTHS_APART = re.compile(r"([a-z]{3,9}[ -]\d{2,4}) ?(?:-|–|to) ?([a-z]{3,9}[ -]\d{2,4})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4}) ([a-z]{3,9}(?: ?(?:-|–|to) ?[a-z]{3,9})?)", re.IGNORECASE)
_NUMBERED_MONTH = re.compile(r"(\d{4})M?(0[1-9]|1[0-2])|(0?[1-9]|1[0-2])/(\d{4})", re.IGNORECASE)
_QUARTER_FIRST = re.compile(r"Q([1-4]) (\d{4})", re.IGNORECASE)
_MONTHS_OF_YEAR = re.compile(r"((?!year\b)[a-z]{3,9}) ?(?:-|–|to) ?([a-z]{3,9}) (\d{4})", re.IGNORECASE)
_QUARTER = r"(?:\d{4}(?:[/-]\d{2,4})? ?-? ?Q[1-4]|Q[1-4] ?\d{4}(?:[/-]\d{2,4})?)"
_QUARTERS_APART = re.compile(rf"({_QUARTER}) ?(?:-|–|to) ?({_QUARTER})", re.IGNORECASE)
_DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?: 00:00:00)?|(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<last>\d{4})"
)
_MARKED = re.compile(
    r"^(?:FY|financial year|calendar year)\s*|\s*(?:[(\[][a-z ]*[)\]]|\bp|\br)$", re.IGNORECASE
)  # provisional, revised
_QUARTER_WORD = re.compile(r"\b(?:quarter|qtr) ?([1-4])\b", re.IGNORECASE)
_NUMBERED_QUARTER = re.compile(r"(?:q|qtr|quarter)? ?([1-4])(?:\.0)?(?: ?\(.*\))?", re.IGNORECASE)
_QUARTER_MONTHS = re.compile(
    r"(apr|jul|oct|jan)[a-z]* ?\d{0,4} ?(?:-|–|to) ?(jun|sep|dec|mar)[a-z]* ?\d{0,4}", re.IGNORECASE
)
_MONTHS = (("apr", "jun"), ("jul", "sep"), ("oct", "dec"), ("jan", "mar"))


def period_reader(texts: Iterable[str]) -> Callable[[str], Period]:
    """Return what reads the periods of a column, given all its different texts.

    2011-12 is December 2011 in a column of months and a financial year in a column of those. What is returned raises
    UserError for a text that is no period.
    """
    column = [text.strip() for text in texts]
    found = [match for text in column if (match := _YEAR_AND_TWO.fullmatch(text))]
    follow = [(int(match[1]) + 1) % 100 == int(match[2]) for match in found]
    no_month = any(int(match[2]) > 12 for match in found)
    years = all(follow) and (len(found) > 1 or no_month)
    together = no_month and not any(follow) and all(int(match[2]) > int(match[1]) % 100 for match in found)
    months = _first_days(column)

    def read(text: str) -> Period:
        match = _YEAR_AND_TWO.fullmatch(text.strip())
        if match and years:
            return financial_years(FinancialYear(int(match[1])))
        if match and together:
            return parse_period(f"{match[1]} - {match[2]}")
        return months.get(text.strip()) or read_period(text)

    return read


def _first_days(column: Iterable[str]) -> dict[str, Period]:
    """Return the months of a column of dates that are all the first of one, as spreadsheets make of Apr-15.

    Nothing where no two of them follow on one another: the dates may be those of quarters or of years.
    """
    found: dict[str, Period] = {}
    for text in set(column) - {""}:
        match = _DAY.fullmatch(text)
        if (
            not match
            or int(match["day"] or match["first"]) != 1
            or not 1 <= int(match["month"] or match["second"]) <= 12
        ):
            return {}
        found[text] = month_period(int(match["year"] or match["last"]), int(match["month"] or match["second"]))
    numbers = {period.starts_on.year * 12 + period.starts_on.month for period in found.values()}
    return found if any(number + 1 in numbers for number in numbers) else {}


def read_period(text: str) -> Period:
    """Return the period that a text gives by itself, in any of the ways of published tables. Raises UserError."""
    words = _QUARTER_WORD.sub(r"Q\1", _MARKED.sub("", " ".join(text.split())))
    if match := _YEAR_FIRST.fullmatch(words):
        words = f"{match[2]} {match[1]}"
    if match := _NUMBERED_MONTH.fullmatch(words):
        words = f"{match[1] or match[4]}-{match[2] or match[3]}"
    if match := _QUARTER_FIRST.fullmatch(words):
        words = f"{match[2]} Q{match[1]}"
    if match := _MONTHS_OF_YEAR.fullmatch(words):
        words = f"{match[1]} {match[3]} to {match[2]} {match[3]}"
    if match := _CALENDAR_QUARTER.fullmatch(words):
        first = month_period(int(match[1]), int(match[2]) * 3 - 2).starts_on
        return quarter_period(Quarter.of(first))
    if match := _QUARTERS_APART.fullmatch(words) or _MONTHS_APART.fullmatch(words):
        return _between(read_period(match[1]), read_period(match[2]), text)
    with suppress(UserError):
        return parse_period(words)
    return parse_period(text)  # so that what is wrong is said of the text as it stands there


def _between(starts: Period, ends: Period, text: str) -> Period:
    """Return what begins with one month or quarter and ends with another."""
    period = Period(starts.starts_on, ends.ends_on, PeriodKind.ROLLING)
    if starts.kind is not ends.kind or starts.kind not in (PeriodKind.MONTH, PeriodKind.QUARTER) or period.months < 1:
        raise UserError(f"“{text}” is not a span of {'quarters' if starts.kind is PeriodKind.QUARTER else 'months'}.")
    if period.months == 12 and starts.starts_on.month == 4:
        return financial_years(FinancialYear(starts.starts_on.year))
    if period.months == 12 and starts.starts_on.month == 1:
        return calendar_years(starts.starts_on.year)
    if period.months == 3 and starts.starts_on.month in (1, 4, 7, 10):
        return quarter_period(Quarter.of(starts.starts_on))
    return period


def financial_year(text: str) -> FinancialYear:
    """Return the year of a column of financial years: 2015/16, FY 2015–16, 2015/16 [r], Apr 2015 - Mar 2016.

    Raises UserError for anything else.
    """
    bare = _MARKED.sub("", " ".join(text.split())).replace("–", "-").strip()
    if _MONTHS_APART.fullmatch(bare):
        period = read_period(bare)
        if period.kind is PeriodKind.FINANCIAL_YEAR:
            return FinancialYear.of(period.starts_on)
    try:
        return FinancialYear.parse(bare)
    except UserError:
        return FinancialYear.parse(text)  # so that what is wrong is said of the text as it stands there


def financial_quarter(text: str) -> int:
    """Return the number of a quarter of a financial year: 1, Q1, Quarter 1, Apr-Jun, Q1 (Apr to Jun).

    Raises UserError for anything else.
    """
    words = " ".join(text.split())
    if match := _NUMBERED_QUARTER.fullmatch(words):
        return int(match[1])
    if (match := _QUARTER_MONTHS.fullmatch(words)) and (
        months := (match[1].casefold(), match[2].casefold())
    ) in _MONTHS:
        return _MONTHS.index(months) + 1
    raise UserError(f"“{text}” is not a quarter of a financial year; quarters are 1 to 4")
