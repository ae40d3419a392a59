"""Ledgers without days: a month or a period of a financial year, in one column or with the year in another.

Payments are then dated the last day of the month, so that they fall into the right quarter and year. Where a number may
be a calendar month as well as a period of the year that begins in April, it is refused and never guessed.
"""

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import islice

from cspdesk.domain.periods import MONTHS
from cspdesk.domain.records import dataclass
from cspdesk.exchange.amounts import Cell, Unreadable
from cspdesk.exchange.cells import Row, cell_text
from cspdesk.exchange.dates import FIRST_YEAR, LAST_YEAR, parse_date
from cspdesk.exchange.headings import reads_as_date
from cspdesk.exchange.names import PERIOD_NAMES, YEAR_NAMES, normal, rank

LOOKED_AT = 20  # cells under a heading that does not speak of periods
MOST_PERIODS = 16  # ledgers close a year in up to four periods after March's
_ENOUGH = 0.5  # share of filled cells that must give a month
_FINANCIAL_YEAR = re.compile(r"(?<!\d)(?:FY ?)?(\d{4}|\d{2}) ?[/-] ?(\d{4}|\d{2})(?!\d)", re.IGNORECASE)
_NAMED_MONTH = re.compile(
    r"(?:(?:p|period|m|month)?[ .]*\d{1,2}[ .)(:-]*)?([a-z]{3,9})\.?(?:[ (-]*(?:p|period|m|month)[ .]*\d{1,2}\)?)?",
    re.I,
)
_NUMBERED = re.compile(r"(?:period|per|p|month|mth|m)[ .:-]*0*(\d{1,2})", re.IGNORECASE)
_BARE = re.compile(r"0{0,2}(\d{1,2})(?:\.0+)?")
_QUARTER = re.compile(r"(?:q|qtr|quarter)[ .]*([1-4])", re.IGNORECASE)
_MONTH_AND_YEAR = re.compile(r"([a-z]{3,9})\.?[ ,'/-]*(\d{4}|\d{2})", re.IGNORECASE)
_YEAR_AND_MONTH = re.compile(r"(\d{4})[ ,/-]*([a-z]{3,9})", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_NUMBERS = re.compile(r"(?P<y>\d{4})[/. M]?(?P<m>\d{2})(?:\.0)?|(?P<m2>0?\d{1,2})[/. -](?P<y2>\d{4})")


def year_column(names: Sequence[str], period: int) -> int | None:
    """Return the column that gives the year of a column of periods or months; None where there is none."""
    plain = [normal(name) for name in names]
    if plain[period] not in PERIOD_NAMES:
        return None
    return next((plain.index(name) for name in YEAR_NAMES if name in plain), None)


@dataclass(frozen=True, slots=True)
class Months:
    """What a ledger's column of periods holds, with the column of years where there is one."""

    period: int
    year: int | None
    names: tuple[str, ...]

    @classmethod
    def of(cls, names: Sequence[str], period: int | None, cells: Iterable[Cell]) -> "Months | None":
        """Return how the column taken for the dates is read where it gives months; None where it holds days.

        A spreadsheet makes the first of June of “Jun-15”: in a column of months that is June. Under any other heading
        only a month that is named with its year is one.
        """
        if period is None:
            return None
        found = cls(period, year_column(names, period), tuple(names))
        if normal(names[period]) not in PERIOD_NAMES:
            some = list(islice((cell for cell in cells if cell not in (None, "")), LOOKED_AT))
            return found if some and all(isinstance(cell, str) and _is_named(cell.strip()) for cell in some) else None
        days = [parse_date(cell) for cell in set(cells) if reads_as_date(cell)]
        return None if days and not (found._says_month and all(day and day.day == 1 for day in days)) else found

    @property
    def where(self) -> str:
        """The columns by name: “Period” and “Financial Year”."""
        year = "" if self.year is None else f" and “{self.names[self.year]}”"
        return f"“{self.names[self.period]}”{year}"

    def day(self, cells: tuple[Cell, Cell]) -> date | None:
        """Return the last day of the month that a period and a year give, None where the period is blank.

        Raises Unreadable with the reason when they give none, or may give two.
        """
        period, year = cells
        if (day := parse_date(period) if reads_as_date(period) else None) is not None:
            return _last_day(day.year, day.month)
        text = " ".join(cell_text(period).replace("–", "-").split()).removeprefix("'")
        if not text:
            return None
        return self._of_its_own(text) or self._of_year(text, " ".join(cell_text(year).replace("–", "-").split()))

    def _of_its_own(self, text: str) -> date | None:
        """Return the day a text gives that holds its own year; None where it holds none."""
        for found in _FINANCIAL_YEAR.finditer(text):
            rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,:-/()")
            if (first := _follows(found[1], found[2])) is not None and rest:
                return self._in_financial_year(rest, first)
        if iso := _ISO.fullmatch(text):
            return _last_day(int(iso[1]), int(iso[2]))
        for pattern, month, year in ((_MONTH_AND_YEAR, 1, 2), (_YEAR_AND_MONTH, 2, 1)):
            if (named := pattern.fullmatch(text)) and (number := _month_number(named[month])):
                return _last_day(_whole_year(named[year]), number)
        numbers = _NUMBERS.fullmatch(text)
        if numbers is None:
            return None
        if not self._says_month:
            raise Unreadable(f"“{text}” may be a calendar month or a period of a financial year; name the month")
        return _last_day(int(numbers["y"] or numbers["y2"]), int(numbers["m"] or numbers["m2"]))

    def _of_year(self, text: str, year: str) -> date:
        if not year:
            raise Unreadable(f"“{text}” does not say of which year it is")
        found = _FINANCIAL_YEAR.fullmatch(year)
        if found and (first := _follows(found[1], found[2])) is not None:
            return self._in_financial_year(text, first)
        plain = re.fullmatch(r"(\d{4})(?:\.0)?", year)
        if plain is None:
            raise Unreadable(f"“{year}” is not a year; write it like 2015/16")
        return self._in_plain_year(text, int(plain[1]))

    def _in_financial_year(self, text: str, first: int) -> date:
        if (named := _NAMED_MONTH.fullmatch(text)) and (month := _month_number(named[1])):
            return _last_day(first + (month < 4), month)
        number = self._number(text)
        if _BARE.fullmatch(text) and self._says_month and number <= 12:
            calendar, period = MONTHS[number - 1], MONTHS[(number + 2) % 12]
            raise Unreadable(f"“{text}” may be {calendar} or the financial year's month {number}, {period}; name it")
        number = min(number, 12)  # what is booked after March belongs to the year that ended with it
        return _last_day(first + (number > 9), (number + 2) % 12 + 1)

    def _in_plain_year(self, text: str, year: int) -> date:
        assert self.year is not None
        header = normal(self.names[self.year])
        if header not in ("year", "calendar year", "year paid", "payment year", "year of payment"):
            raise Unreadable(f"“{year}” does not say which financial year it is; write it like 2015/16")
        if (named := _NAMED_MONTH.fullmatch(text)) and (month := _month_number(named[1])):
            return _last_day(year, month)
        if not (self._says_month and _BARE.fullmatch(text)):
            raise Unreadable(f"“{text}” of {year} may be of the calendar year or of a financial year; name the month")
        return _last_day(year, self._number(text))

    def _number(self, text: str) -> int:
        """Return which month of the year that begins in April a text gives by number: a quarter gives its last."""
        if found := _QUARTER.fullmatch(text) or (self._says_quarter and re.fullmatch(r"([1-4])(?:\.0)?", text)) or None:
            return int(found[1]) * 3
        found = _NUMBERED.fullmatch(text) or _BARE.fullmatch(text)
        if found is None or self._says_quarter or not 1 <= int(found[1]) <= MOST_PERIODS:
            raise Unreadable(f"“{text}” is neither a month nor a period of a year")
        return int(found[1])

    @property
    def _says_month(self) -> bool:
        return "month" in normal(self.names[self.period]).split()

    @property
    def _says_quarter(self) -> bool:
        return bool({"quarter", "qtr"} & set(normal(self.names[self.period]).split()))


def find_months(names: Sequence[str], rows: Sequence[Row], free: Collection[int]) -> tuple[Months | None, str]:
    """Return the columns that give the months of a ledger's payments; without any, why not, or "" if none is named."""
    plain = [normal(name) for name in names]
    named = [plain.index(name) for name in PERIOD_NAMES if name in plain]
    named += [column for column, name in enumerate(names) if rank(name, "date") is not None]
    why = ""
    for column in named:
        months = Months.of(names, column, [_at(row, column) for row in rows]) if column in free else None
        if months is None:
            continue
        good, fault = _readable(months, rows)
        if good:
            return months, ""
        why = why or fault
    return None, why


def _readable(months: Months, rows: Sequence[Row]) -> tuple[bool, str]:
    """Return whether most filled cells give a month, and the first reason of those that do not."""
    good = bad = 0
    fault = ""
    for row in rows:
        try:
            good += months.day((_at(row, months.period), _at(row, months.year))) is not None
        except Unreadable as reason:
            bad, fault = bad + 1, fault or str(reason)
    return good > 0 and good >= _ENOUGH * (good + bad), fault


def _is_named(text: str) -> bool:
    """Return whether a text is a month by name with its year: Jun-15, June 2015, 2015 June."""
    found = _MONTH_AND_YEAR.fullmatch(text)
    name = found[1] if found else (other[2] if (other := _YEAR_AND_MONTH.fullmatch(text)) else "")
    return _month_number(name) is not None


def _at(row: Row, column: int | None) -> Cell:
    return row[column] if column is not None and column < len(row) else ""


def _follows(first: str, second: str) -> int | None:
    """Return the first of two years that follow on one another, None where they do not."""
    year = _whole_year(first)
    return year if (year + 1) % 100 == int(second) % 100 and FIRST_YEAR <= year <= LAST_YEAR else None


def _whole_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _month_number(name: str) -> int | None:
    word = "sep" if name.casefold() == "sept" else name.casefold()
    return next((n for n, month in enumerate(MONTHS, 1) if word in (month.casefold(), month[:3].casefold())), None)


def _last_day(year: int, month: int) -> date:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Unreadable(f"there is no month {month} of {year}")
    return date(year, month, monthrange(year, month)[1])
