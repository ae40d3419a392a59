"""What agreements say beyond their amount, as kept: variations, clauses, contributions beside the grant."""

from sqlite3 import Connection

from cspdesk.domain.agreements import ClaimRule, ClauseUse, Variation
from cspdesk.domain.match import Match
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class AgreementStore:
    """Everything about an agreement that is not its budget."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self.clauses_used = Table(db, journal, ClauseUse, "clause_uses")
        self.rules = Table(db, journal, ClaimRule, "claim_rules")
        self.variations = Table(db, journal, Variation, "variations")
        self.matches = Table(db, journal, Match, "matches")
