"""What was expected, what will be done with what is left, what next year needs: as kept."""

from sqlite3 import Connection

from cspdesk.domain.forecasts import DeflatorSeries, ForecastAmount, ForecastVersion, FundingNeed, UnderspendPlan
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class ForecastStore:
    """Looking ahead, each version kept."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self.versions = Table(db, journal, ForecastVersion, "forecast_versions")
        self.amounts = Table(db, journal, ForecastAmount, "forecast_amounts")
        self.underspends = Table(db, journal, UnderspendPlan, "underspend_plans")
        self.needs = Table(db, journal, FundingNeed, "funding_needs")
        self.deflators = Table(db, journal, DeflatorSeries, "deflators")
