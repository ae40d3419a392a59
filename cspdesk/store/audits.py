"""Samples drawn for audit, as kept."""

from sqlite3 import Connection

from cspdesk.domain.audits import AuditItem, AuditSample
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class AuditStore:
    """Samples of payments and what their checks found."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self.samples = Table(db, journal, AuditSample, "audit_samples")
        self.items = Table(db, journal, AuditItem, "audit_items")
