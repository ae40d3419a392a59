"""Milestones that a plan lists in one cell, a line each with its day: “Recruit mentors – Jun 2015”."""

import re
from collections.abc import Iterator
from datetime import date

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import LONGEST_TITLE
from cspdesk.exchange.amounts import Unreadable
from cspdesk.exchange.dates import DateOrder
from cspdesk.exchange.plan_dates import ALL_YEAR, plan_day

_BULLET = re.compile(r"^\s*(?:[•·▪*–—-]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_DAY_LAST = re.compile(
    r"(?P<words>.{3,}?)\s*(?:\s[-–—]\s|[:,(]|\s(?=by\b)|\sdue\s)\s*(?P<day>[^()]{2,30}?)\)?\.?", re.I
)
_DAY_FIRST = re.compile(r"(?P<day>[^:–—]{2,20}?)\s*(?::|\s[-–—]\s)\s*(?P<words>.{3,})")


def steps_in(text: str, year: FinancialYear, order: DateOrder) -> Iterator[tuple[str, date]]:
    """Give title and day of every line that has both; lines without a day are left to be read as words."""
    for line in re.split(r"[\n;]", text):
        words = _BULLET.sub("", line).strip()
        for form in (_DAY_LAST, _DAY_FIRST):
            match = form.fullmatch(words)
            day = _day(match["day"], year, order) if match else None
            if match and day is not None and len(match["words"]) <= LONGEST_TITLE:
                yield match["words"].strip(" -–—:,"), day
                break


def _day(text: str, year: FinancialYear, order: DateOrder) -> date | None:
    if ALL_YEAR.fullmatch(text.strip()):
        return None
    try:
        return plan_day(text, year, last=True, order=order)[0]
    except Unreadable:
        return None
