"""What one offence, or one anything, costs society: published figures as they were published, and their uprating."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from cspdesk.domain.money import short_pounds, typed_pence
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What one unit costs, with its range and where it was published.

    unit and units: one and many of what is counted, such as offence and offences. low_pence and high_pence equal
    pence where the source gives no range. price_year: 2015/16, or 2015 for a calendar year. uprated_by: the deflator
    that brought it to that year; empty when it stands as published.
    """

    name: str
    unit: str
    units: str
    pence: int
    low_pence: int
    high_pence: int
    price_year: str
    edition: str
    source: str
    uprated_by: str = ""

    @property
    def reference(self) -> str:
        """Where the figure is from, to be printed beside it."""
        uprated = f", uprated by {self.uprated_by}" if self.uprated_by else ""
        return f"{self.name}, {self.price_year} prices, {self.source}, {self.edition}{uprated}"

    @property
    def says(self) -> str:
        """The cost of one in words, with its range where it has one."""
        spread = f" ({short_pounds(self.low_pence)} to {short_pounds(self.high_pence)})"
        return short_pounds(self.pence) + (spread if self.low_pence < self.high_pence else "")


@dataclass(frozen=True, slots=True)
class Deflator:
    """A published series of price levels by year, in whatever base; only their ratios are used."""

    name: str
    edition: str
    source: str
    levels: Mapping[str, Decimal]

    def level(self, year: str) -> Decimal:
        """Return the price level of a year. Raises UserError when the series does not have that year."""
        found = self.levels.get(_year(year))
        if found is None:
            years = list(self.levels)
            raise UserError(f"{self.name} has no figure for {year}; it has {years[0]} to {years[-1]}.")
        return found


def read_unit_costs(rows: Iterable[Row], shared: Row | None = None) -> tuple[UnitCost, ...]:
    """Return unit costs from the parsed rows of a CSV or TOML file.

    Each row has name, unit, cost (pounds, as text or a whole number), price_year, edition and source, and may have
    units (the plural), low and high. shared: values for the columns a row leaves out, such as those at the head of a
    TOML file.
    Raises UserError naming the row when a value is missing, cannot be read or stands twice.
    """
    costs: list[UnitCost] = []
    for number, row in enumerate(rows, 1):
        cost = _unit_cost({**(shared or {}), **row}, f"Unit costs, row {number}")
        if any((cost.name, cost.price_year, cost.edition) == (c.name, c.price_year, c.edition) for c in costs):
            raise UserError(f"Unit costs, row {number}: {cost.name} stands twice for {cost.price_year}. Keep one.")
        costs.append(cost)
    return tuple(costs)


def read_deflator(rows: Iterable[Row], *, name: str, edition: str, source: str) -> Deflator:
    """Return a deflator from parsed rows with a year (2015/16, or 2015 for a calendar year) and a value.

    Raises UserError naming the row when a year or value cannot be read or a year stands twice, or there are no rows.
    """
    levels: dict[str, Decimal] = {}
    for number, row in enumerate(rows, 1):
        place = f"{name}, row {row.get('row', number)}"
        year, value = _year(_text(row, "year", place)), _level(_text(row, "value", place), place)
        if year in levels:
            raise UserError(f"{place}: {year} stands twice. Keep one.")
        levels[year] = value
    if not levels:
        raise UserError(f"{name} has no rows.")
    return Deflator(name, edition, source, levels)


def uprate(pence: int, from_year: str, to_year: str, deflator: Deflator) -> int:
    """Return an amount in the prices of another year, to the nearest penny: amount × level then ÷ level before.

    HM Treasury, The Green Book (2022): real and nominal prices by the GDP deflator. Years of one kind only,
    since a calendar year's level is not a financial year's.
    Raises UserError when the series has not both years.
    """
    return round(pence * Fraction(deflator.level(to_year)) / Fraction(deflator.level(from_year)))


def uprated(cost: UnitCost, to_year: str, deflator: Deflator) -> UnitCost:
    """Return a unit cost in the prices of another year, naming the deflator. Raises UserError as uprate does."""
    pence, low, high = (
        uprate(amount, cost.price_year, to_year, deflator) for amount in (cost.pence, cost.low_pence, cost.high_pence)
    )
    by = f"{deflator.name}, {deflator.edition}"
    return replace(cost, pence=pence, low_pence=low, high_pence=high, price_year=_year(to_year), uprated_by=by)


def _unit_cost(row: Row, place: str) -> UnitCost:
    unit, pence = _text(row, "unit", place), _pence(row, "cost", place)
    low = _pence(row, "low", place) if row.get("low") else pence
    high = _pence(row, "high", place) if row.get("high") else pence
    if not 0 < low <= pence <= high:
        raise UserError(f"{place}: the cost must be above nought and lie between its low and its high.")
    return UnitCost(
        name=_text(row, "name", place),
        unit=unit,
        units=str(row.get("units") or f"{unit}s"),
        pence=pence,
        low_pence=low,
        high_pence=high,
        price_year=_year(_text(row, "price_year", place)),
        edition=_text(row, "edition", place),
        source=_text(row, "source", place),
    )


def _text(row: Row, column: str, place: str) -> str:
    value = row.get(column)
    text = "" if value is None else str(value).strip()
    if not text:
        raise UserError(f"{place}: {column} is missing.")
    return text


def _pence(row: Row, column: str, place: str) -> int:
    try:
        return typed_pence(_text(row, column, place))
    except UserError as error:
        raise UserError(f"{place}, {column}: {error}") from None


def _level(text: str, place: str) -> Decimal:
    try:
        level = Decimal(text)
    except InvalidOperation:
        raise UserError(f"{place}: “{text}” is not a number.") from None
    if not level.is_finite() or level <= 0:
        raise UserError(f"{place}: a price level must be above 0, not {text}.")
    return level


def _year(text: str) -> str:
    """Return a calendar year as it is and a financial year in its usual form, so that each is found as the other."""
    stripped = text.strip()
    return stripped if len(stripped) == 4 and stripped.isdecimal() else FinancialYear.parse(stripped).label
