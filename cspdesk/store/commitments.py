"""How payments hang together, as kept: orders paid in parts, accruals, refunds."""

from sqlite3 import Connection

from cspdesk.domain.commitments import Accrual, CommitmentPayment, Refund
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class CommitmentStore:
    """What ties one transaction to another."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self.payments = Table(db, journal, CommitmentPayment, "commitment_payments")
        self.accruals = Table(db, journal, Accrual, "accruals")
        self.refunds = Table(db, journal, Refund, "refunds")
