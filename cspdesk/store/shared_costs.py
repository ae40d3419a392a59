"""Costs that several boards share, as kept."""

from collections.abc import Sequence
from sqlite3 import Connection

from cspdesk.domain.funding import TransactionKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.shared_costs import CostShare, OurShare, SharedCost, apportioned
from cspdesk.store.funding import FundingStore
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class SharedCostStore:
    """Shared costs and who bears which part."""

    def __init__(self, db: Connection, journal: Journal, funding: FundingStore) -> None:
        self._db = db
        self._funding = funding
        self.costs = Table(db, journal, SharedCost, "shared_costs")
        self.shares = Table(db, journal, CostShare, "cost_shares")

    def costs_of(self, year: FinancialYear) -> tuple[SharedCost, ...]:
        """Return a year's shared costs by title."""
        return self.costs.where("year = ?", year.first, order="title collate nocase, id")

    def shares_of(self, cost_id: str) -> tuple[CostShare, ...]:
        """Return who bears a cost, in their order."""
        return self.shares.where("cost_id = ?", cost_id, order="position, id")

    def save(self, cost: SharedCost, shares: Sequence[CostShare]) -> tuple[CostShare, ...]:
        """Keep a cost and all who bear it, apportioned anew by its key; those not given bear it no longer.

        Both what was borne and what is go into the history with the step. Raises UserError when it cannot be shared.
        """
        made = apportioned(cost, shares)
        self.costs.save(cost)
        self.shares.delete(*({s.id for s in self.shares_of(cost.id)} - {s.id for s in made}))
        for each in made:
            self.shares.save(each)
        return made

    def remove(self, cost_id: str) -> None:
        """Remove a shared cost and its shares."""
        self.shares.delete(*(s.id for s in self.shares_of(cost_id)))
        self.costs.delete(cost_id)

    def compared(self, cost: SharedCost) -> tuple[OurShare, ...]:
        """Return each share beside what its line was charged in the year; a share on no line was charged elsewhere."""
        charged: dict[str, int] = {}
        for each in self._funding.sums(cost.year):
            if each.line_id is not None and each.kind is TransactionKind.ACTUAL:
                charged[each.line_id] = charged.get(each.line_id, 0) + each.amount_pence
        return tuple(
            OurShare(share, None if share.line_id is None else charged.get(share.line_id, 0))
            for share in self.shares_of(cost.id)
        )
