"""Days as plans give them: a date, or only a month, a quarter, a year or “ongoing”, read to a day and said."""

import re
from datetime import date, timedelta

from cspdesk.domain.periods import FinancialYear, Quarter, long_date
from cspdesk.exchange.amounts import Cell, Unreadable
from cspdesk.exchange.cells import cell_text
from cspdesk.exchange.dates import FULL_MONTHS, MONTHS, DateOrder, parse_date

ALL_YEAR = re.compile(
    r"on-?\s?going|continu\w*|throughout( the year)?|all year|annual(ly)?|rolling|year[- ]round|bau|business as usual|"
    r"(financial )?year[- ]?end|end of (the )?(financial )?year|monthly|quarterly|regular(ly)?",
    re.I,
)
NOTHING = re.compile(r"n/?a|tb[acd]|to be (confirmed|agreed|decided)|[-–—?.]+|none", re.I)
_BEFORE = re.compile(
    r"^(by|before|from|since|until|till|end of|end|start of|beginning of|early|mid|late|circa|c\.|"
    r"w/c|w/e|week (?:commencing|beginning|ending))[\s-]+",
    re.I,
)
_MONTH = re.compile(r"([a-z]{3,9})\.?[\s,/'’-]*((?:20)?\d{2})?", re.I)
_MONTH_NUMBER = re.compile(r"(\d{1,2})/(\d{4})")
_QUARTER = re.compile(r"(?:q|qtr|quarter)\.?\s*([1-4])[\s,of-]*(.*)", re.I)
_SPAN = re.compile(r"\s+(?:-|–|—|to|until)\s+|(?<=[a-z\d])\s*[–—]\s*(?=[a-z\d])|(?<=[a-z]{3})[-/](?=[a-z]{3})", re.I)
_SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}  # the last month of each


def plan_day(cell: Cell, year: FinancialYear, *, last: bool, order: DateOrder = "dmy") -> tuple[date | None, str]:
    """Return the day a cell gives, and how it was understood if that is more than reading a date; None when blank.

    last: of a month or a quarter, the last day is meant rather than the first. Raises Unreadable with the reason.
    """
    if not isinstance(cell, str):
        return parse_date(cell), ""
    text = " ".join(cell.split())
    if not text:
        return None, ""
    try:
        return parse_date(text, order), ""
    except Unreadable as error:
        day = _vague(text, year, last)
        if day is None:
            raise error
    return day, f"“{text}” was read as {long_date(day)}."


def reads_as_day(cell: object) -> bool:
    """Return whether a cell could be a day, however vague."""
    if isinstance(cell, date):
        return True
    try:
        return isinstance(cell, str) and plan_day(cell, FinancialYear(2015), last=True)[0] is not None
    except Unreadable:
        return False


def is_nothing(cell: Cell) -> bool:
    """Return whether a cell says that nothing is known yet: TBC, n/a, a dash."""
    return NOTHING.fullmatch(cell_text(cell).strip()) is not None


def _vague(text: str, year: FinancialYear, last: bool) -> date | None:
    if ALL_YEAR.fullmatch(text):
        return year.ends_on if last else year.starts_on
    parts = [part for part in _SPAN.split(text) if part]
    return _part(text, year, last) or (_part(parts[-1] if last else parts[0], year, last) if len(parts) > 1 else None)


def _part(text: str, year: FinancialYear, last: bool) -> date | None:
    while (shorter := _BEFORE.sub("", text)) != text:
        text = shorter.strip()
    try:
        return parse_date(text)
    except Unreadable:
        return _quarter(text, year, last) or _month(text, year, last) or _year(text, last)


def _quarter(text: str, year: FinancialYear, last: bool) -> date | None:
    match = _QUARTER.fullmatch(text)
    if match is None:
        return None
    named = _financial_year(match[2]) if match[2].strip() else year
    if named is None:
        return None
    quarter = Quarter(named, int(match[1]))
    return quarter.ends_on if last else quarter.starts_on


def _month(text: str, year: FinancialYear, last: bool) -> date | None:
    if numbers := _MONTH_NUMBER.fullmatch(text):
        month, when = int(numbers[1]), int(numbers[2])
        return _day_of(month, when, last) if 1 <= month <= 12 else None
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    low = match[1].lower()
    if low in _SEASONS:
        month = _SEASONS[low]
    elif low in MONTHS or low in FULL_MONTHS or low == "sept":
        month = MONTHS.index(low[:3]) + 1
    else:
        return None
    when = int(match[2][-2:]) + 2000 if match[2] else year.first + (month < 4)
    return _day_of(month, when, last)


def _day_of(month: int, year: int, last: bool) -> date:
    if not last:
        return date(year, month, 1)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _year(text: str, last: bool) -> date | None:
    named = _financial_year(text)
    if named is None:
        return None
    return named.ends_on if last else named.starts_on


def _financial_year(text: str) -> FinancialYear | None:
    match = re.fullmatch(r"(20)?(\d{2})\s*[/-]\s*(?:20)?(\d{2})", text.strip())
    if match is None or (int(match[2]) + 1) % 100 != int(match[3]):
        return None
    return FinancialYear(2000 + int(match[2]))
