"""Samples drawn for audit, as kept."""

from collections import Counter
from dataclasses import replace
from datetime import date
from sqlite3 import Connection

from cspdesk.domain.audits import AuditItem, AuditSample, CheckResult, checked_finding
from cspdesk.domain.sampling import Drawn, draw
from cspdesk.errors import UserError
from cspdesk.store.funding import FundingStore
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class AuditStore:
    """Samples of payments and what their checks found."""

    def __init__(self, db: Connection, journal: Journal, funding: FundingStore) -> None:
        self._db = db
        self._funding = funding
        self.samples = Table(db, journal, AuditSample, "audit_samples")
        self.items = Table(db, journal, AuditItem, "audit_items")

    def samples_of(self, agreement_id: str) -> tuple[AuditSample, ...]:
        """Return an agreement's samples, the newest first."""
        return self.samples.where("agreement_id = ?", agreement_id, order="drawn_on desc, id desc")

    def items_of(self, sample_id: str) -> tuple[AuditItem, ...]:
        """Return a sample's payments with what their checks found, in the order of the payments."""
        return self.items.where(
            "sample_id = ?",
            sample_id,
            order="(select occurred_on from transactions where id = transaction_id), transaction_id",
        )

    def draw(self, sample: AuditSample) -> tuple[AuditItem, ...]:
        """Draw a sample of an agreement's payments of a year and keep it with its payments, none checked yet.

        Raises UserError when there is nothing to draw from or the percentage is out of range.
        """
        drawn = self.drawn_again(sample)
        if not drawn.ids:
            raise UserError(f"Nothing was paid in {sample.year}, so there is nothing to sample.")
        items = tuple(AuditItem(f"{sample.id}:{id_}", sample.id, id_) for id_ in drawn.ids)
        self.samples.insert(sample)
        self.items.insert(*items)
        return items

    def drawn_again(self, sample: AuditSample) -> Drawn:
        """Return what the sample's seed draws from the present payments: the same, if they are the same."""
        payments = self._funding.transactions_of(sample.agreement_id, sample.year)
        return draw(payments, sample.seed, sample.percent)

    def check(self, item_id: str, result: CheckResult, *, on: date, by: str, note: str = "") -> None:
        """Keep what the check of a sampled payment found. Raises UserError when a doubt is not explained."""
        known = self.items.get(item_id)
        done = result is not CheckResult.OPEN
        self.items.save(
            checked_finding(
                replace(known, result=result, checked_on=on if done else None, checked_by=by if done else "", note=note)
            )
        )

    def results(self, sample_id: str) -> dict[CheckResult, int]:
        """Return how many of a sample's payments were found how."""
        found = Counter(item.result for item in self.items.where("sample_id = ?", sample_id))
        return {result: found[result] for result in CheckResult}

    def remove(self, sample_id: str) -> None:
        """Remove a sample. Raises UserError when a check was recorded in it."""
        if any(item.result is not CheckResult.OPEN for item in self.items_of(sample_id)):
            raise UserError("Checks of this sample are recorded, so it stays. Draw another beside it.")
        self.items.delete(*(item.id for item in self.items_of(sample_id)))
        self.samples.delete(sample_id)
