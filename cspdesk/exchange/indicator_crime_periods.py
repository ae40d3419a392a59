"""The periods of recorded crime tables: financial years and quarters, in one column or two, spans, years to a month."""

from collections.abc import Mapping

from cspdesk.domain.data_periods import Period, PeriodKind, financial_years, parse_period, quarter_period, year_to
from cspdesk.domain.periods import Quarter
from cspdesk.errors import UserError
from cspdesk.exchange.amounts import Unreadable
from cspdesk.exchange.dates import parse_date
from cspdesk.exchange.indicator_periods import financial_quarter, financial_year, read_period


def crime_period(cells: Mapping[str, str]) -> Period | tuple[str, str]:
    """Return the period that a row's cells give, by their fields; or the field at fault and why it gives none."""
    field = next(name for name in ("ending", "period", "year") if name in cells)
    try:
        if field == "ending":
            return _year_ending(cells[field])
        if field == "period" or "quarter" not in cells:
            return _year_or_span(cells[field])
        year = financial_year(cells[field])
        field = "quarter"
        return quarter_period(Quarter(year, _quarter_of(cells[field], Quarter(year, 1), Quarter(year, 4))))
    except (UserError, Unreadable) as error:
        return field, str(error)


def _year_or_span(text: str) -> Period:
    """Return a financial year, or what else is not a calendar year: crimes are counted from April to March."""
    try:
        return financial_years(financial_year(text))
    except UserError as error:
        try:
            found = read_period(text)
        except UserError:
            raise error from None
        if found.kind is PeriodKind.CALENDAR_YEAR:
            raise
        return found


def _quarter_of(text: str, first: Quarter, last: Quarter) -> int:
    """Return the number of a quarter whose cell may say the year again: 2015/16 Q1."""
    try:
        return financial_quarter(text)
    except UserError as error:
        try:
            found = read_period(text)
        except UserError:
            raise error from None
        if found.kind is not PeriodKind.QUARTER or not first.starts_on <= found.starts_on <= last.ends_on:
            raise
        return Quarter.of(found.starts_on).number


def _year_ending(text: str) -> Period:
    try:
        day = parse_date(text, "dmy")
    except Unreadable:
        period = parse_period(text)
        if period.kind is PeriodKind.ROLLING and period.months == 12:
            return period
        if period.kind is not PeriodKind.MONTH:
            raise
        day = period.ends_on
    if day is None:
        raise UserError("The month that the twelve months end with is missing.")
    return year_to(day.year, day.month)
