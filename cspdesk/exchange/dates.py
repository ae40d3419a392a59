"""Dates as ledgers write them, and which of day and month comes first in a column."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal, TypeAlias

from cspdesk.domain.records import dataclass
from cspdesk.exchange.amounts import SPREADSHEET_ERROR, Cell, Unreadable

DateOrder: TypeAlias = Literal["dmy", "mdy", "ymd"]

TIME = r"(?:[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?)?"
DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[\s,]+)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})[-/. ](\d{{1,2}})[-/. ](\d{{1,2}}){TIME}", re.IGNORECASE)
THREE_NUMBERS = re.compile(rf"(\d{{1,2}})\s?[-/. ]\s?(\d{{1,2}})\s?[-/. ]\s?(\d{{4}}|\d{{2}}){TIME}", re.IGNORECASE)
DAY_MONTH = re.compile(
    rf"{DAY_NAME}(\d{{1,2}})(?:st|nd|rd|th)?[-/. ]*([a-z]{{3,9}})[-/., ]*(\d{{4}}|\d{{2}}){TIME}", re.I
)
MONTH_DAY = re.compile(
    rf"{DAY_NAME}([a-z]{{3,9}})[-/. ]+(\d{{1,2}})(?:st|nd|rd|th)?[-/., ]+(\d{{4}}|\d{{2}}){TIME}", re.I
)
COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
FULL_MONTHS = ["january", "february", "march", "april", "may", "june", "july"]
FULL_MONTHS += ["august", "september", "october", "november", "december"]
MONTHS = [name[:3] for name in FULL_MONTHS]
FIRST_YEAR, LAST_YEAR = 1950, 2100
FIRST_SERIAL, LAST_SERIAL = 18264, 73415  # 1 January 1950 and 31 December 2100 as spreadsheets count days
SERIAL_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class OrderFound:
    """Which of day, month and year comes first in a column, why, and whether the cells leave no doubt."""

    order: DateOrder
    reason: str
    certain: bool
    serials: bool = False  # the column's plain numbers are spreadsheet days


def parse_date(cell: Cell, order: DateOrder = "dmy", *, serials: bool = False) -> date | None:
    """Return the day a cell names, or None when it is blank; raises Unreadable with the reason."""
    if isinstance(cell, str):
        return _from_text(cell, order, serials)
    if isinstance(cell, datetime):
        return _plausible(cell.date(), cell)
    if isinstance(cell, date):
        return _plausible(cell, cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_serial(cell)
    if cell is None:
        return None
    raise Unreadable(f"“{cell}” is not a date")


def find_order(cells: Iterable[Cell]) -> OrderFound:
    """Return the order a column of dates is written in, from the cells that can be read only one way."""
    texts = {cell.strip().removeprefix("'") for cell in cells if isinstance(cell, str) and cell.strip()}
    if not texts:
        return OrderFound("dmy", "the cells are spreadsheet dates", True)
    if 10 * sum(_is_serial(text) for text in texts) >= 9 * len(texts):
        return OrderFound("dmy", "the cells are spreadsheet day numbers", True, serials=True)
    numbers = [match for text in texts if (match := THREE_NUMBERS.fullmatch(text))]
    if not numbers:
        return OrderFound("dmy", "the dates can be read only one way", True)
    years = [match[0] for match in numbers if int(match[1]) > 31 and int(match[2]) <= 12]
    if years and all(len(match[3]) == 2 for match in numbers):
        return OrderFound("ymd", f"{min(years)} begins with a year", True)
    first = [match[0] for match in numbers if int(match[2]) <= 12 < int(match[1]) <= 31]
    second = [match[0] for match in numbers if int(match[1]) <= 12 < int(match[2]) <= 31]
    if first and second:
        reason = f"{min(first)} has the day first but {min(second)} the month; day first was taken"
        return OrderFound("dmy", reason, False)
    if second:
        return OrderFound("mdy", f"{min(second)} can only have the month first", True)
    if first:
        return OrderFound("dmy", f"{min(first)} can only have the day first", True)
    reason = (
        f"dates like {min(match[0] for match in numbers)} could be read either way; day first was taken, as in the UK"
    )
    return OrderFound("dmy", reason, False)


def _from_text(cell: str, order: DateOrder, serials: bool) -> date | None:
    text = " ".join(cell.replace("\ufeff", "").split()).removeprefix("'")
    if not text:
        return None
    if match := YEAR_FIRST.fullmatch(text):
        return _day(match[1], match[2], match[3], text)
    if match := THREE_NUMBERS.fullmatch(text):
        return _day(*_in_order(match[1], match[2], match[3], order), text)
    if match := DAY_MONTH.fullmatch(text):
        return _day(match[3], _month(match[2], text), match[1], text)
    if match := MONTH_DAY.fullmatch(text):
        return _day(match[3], _month(match[1], text), match[2], text)
    if match := COMPACT.fullmatch(text):
        return _day(match[1], match[2], match[3], text)
    if serials and _is_serial(text):
        return _from_serial(float(text))
    if error := SPREADSHEET_ERROR.match(text):
        raise Unreadable(f"the cell holds the spreadsheet error {error[0].upper()}")
    raise Unreadable(f"“{text}” is not a date")


def _in_order(first: str, second: str, third: str, order: DateOrder) -> tuple[str, str, str]:
    """Return year, month, day."""
    if order == "mdy":
        return third, first, second
    if order == "ymd" and len(third) == 2:
        return first, second, third
    return third, second, first


def _month(name: str, text: str) -> str:
    low = name.lower()
    known = low in MONTHS or low in FULL_MONTHS or low == "sept"
    if not known:
        raise Unreadable(f"“{text}” is not a date: “{name}” is not a month")
    return str(MONTHS.index(low[:3]) + 1)


def _day(year: str, month: str, day: str, text: str) -> date:
    number = int(year)
    if len(year) <= 2:
        number += 2000 if number < 70 else 1900
    try:
        return _plausible(date(number, int(month), int(day)), text)
    except ValueError as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(f"“{text}” is not a day in the calendar") from None


def _is_serial(text: str) -> bool:
    return bool(SERIAL.fullmatch(text)) and FIRST_SERIAL <= float(text) <= LAST_SERIAL


def _from_serial(number: float) -> date:
    if not FIRST_SERIAL <= number < LAST_SERIAL + 1:
        raise Unreadable(f"“{number:g}” is not a date")
    return SERIAL_EPOCH + timedelta(days=int(number))


def _plausible(day: date, cell: object) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable(f"“{cell}” has the year {day.year}, which cannot be right")
    return day
