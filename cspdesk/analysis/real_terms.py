"""Spending of different years compared at constant prices, naming the series and the base year."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from cspdesk.analysis.unit_costs import Deflator, Row, read_deflator, uprate
from cspdesk.domain.forecasts import DeflatorSeries
from cspdesk.domain.money import short_pounds
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError

CALENDAR_NOTE = "Calendar-year series used for financial years: each financial year takes the year in which it starts."


@dataclass(frozen=True, slots=True)
class RealYear:
    """What one year came to, as paid and at the base year's prices, in pence."""

    year: FinancialYear
    paid: int
    real: int


@dataclass(frozen=True, slots=True)
class RealTerms:
    """Years at constant prices. note says what must be known of the series; empty when it is of financial years."""

    base: FinancialYear
    years: tuple[RealYear, ...]
    name: str
    edition: str
    source: str
    note: str

    @property
    def reference(self) -> str:
        """Prices, series and source, to be printed beside every figure."""
        said = f"{self.base.label} prices, {self.name}, {self.edition}, {self.source}."
        return f"{said} {self.note}" if self.note else said

    def change(self, earlier: FinancialYear, later: FinancialYear) -> tuple[int, int]:
        """Return how much more was spent in the later year, as paid and at constant prices, in pence."""
        known = {each.year: each for each in self.years}
        first, last = known[earlier], known[later]
        return last.paid - first.paid, last.real - first.real

    def says(self, earlier: FinancialYear, later: FinancialYear) -> str:
        """Return the comparison of two years in a sentence, with its source."""
        paid, real = self.change(earlier, later)
        return (
            f"From {earlier} to {later} spending {_moved(paid)} as paid and {_moved(real)} in real terms "
            f"({self.reference.rstrip('.')})."
        )


def is_calendar(deflator: Deflator) -> bool:
    """Return whether a series is of calendar years, not financial years."""
    return all("/" not in year for year in deflator.levels)


def read_series(rows: Iterable[Row], *, name: str, edition: str, source: str) -> Deflator:
    """Return a series from rows of year and value. Raises UserError naming the row, or when kinds of year are mixed."""
    series = read_deflator(rows, name=name, edition=edition, source=source)
    if len({"/" in year for year in series.levels}) > 1:
        raise UserError(f"{name} mixes calendar years (2015) with financial years (2015/16). Load one kind at a time.")
    return series


def real_terms(
    spend: Mapping[FinancialYear, int],
    base: FinancialYear,
    deflator: Deflator,
    *,
    calendar_for_financial: bool = False,
) -> RealTerms:
    """Return each year's spend in pence at the base year's prices.

    A calendar-year series is used only when calendar_for_financial says that the person chose that.
    Raises UserError when it is not chosen, or the series lacks a year.
    """
    calendar = is_calendar(deflator)
    if calendar and not calendar_for_financial:
        raise UserError(
            f"{deflator.name} is of calendar years, and spending is of financial years. Load a financial-year series, "
            "or choose to use for each financial year the calendar year in which it starts."
        )

    def price_year(year: FinancialYear) -> str:
        return str(year.first) if calendar else year.label

    return RealTerms(
        base,
        tuple(
            RealYear(year, pence, uprate(pence, price_year(year), price_year(base), deflator))
            for year, pence in sorted(spend.items())
        ),
        deflator.name,
        deflator.edition,
        deflator.source,
        CALENDAR_NOTE if calendar else "",
    )


def kept_series(deflator: Deflator, id_: str, loaded_on: date) -> DeflatorSeries:
    """Return a series as the record keeps it."""
    levels = json.dumps({year: str(level) for year, level in deflator.levels.items()})
    return DeflatorSeries(id_, deflator.name, deflator.edition, deflator.source, loaded_on, levels)


def deflator_of(series: DeflatorSeries) -> Deflator:
    """Return a kept series, ready to be used."""
    levels = {year: Decimal(level) for year, level in json.loads(series.levels).items()}
    return Deflator(series.name, series.edition, series.source, levels)


def _moved(pence: int) -> str:
    if pence == 0:
        return "did not change"
    return f"{'rose' if pence > 0 else 'fell'} by {short_pounds(abs(pence))}"
