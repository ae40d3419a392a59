"""Returns to funders and closed quarters, as kept."""

from sqlite3 import Connection

from cspdesk.domain.returns import ClosedPeriod, Return, ReturnAnswer
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class ReturnStore:
    """What was reported, and what may no longer change silently."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self.closed = Table(db, journal, ClosedPeriod, "closed_periods")
        self.returns = Table(db, journal, Return, "returns")
        self.answers = Table(db, journal, ReturnAnswer, "return_answers")
