"""Costs that several boards share, as kept."""

from sqlite3 import Connection

from cspdesk.domain.shared_costs import CostShare, SharedCost
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class SharedCostStore:
    """Shared costs and who bears which part."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self.costs = Table(db, journal, SharedCost, "shared_costs")
        self.shares = Table(db, journal, CostShare, "cost_shares")
