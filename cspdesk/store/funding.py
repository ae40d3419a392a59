"""Money as kept: agreements, budget lines, virements, transactions; see `funding_sums` for what they come to."""

from collections.abc import Collection, Sequence
from sqlite3 import Connection

from cspdesk.domain.agreements import Variation, checked_instalment
from cspdesk.domain.funding import (
    Agreement,
    BudgetLine,
    Instalment,
    ProfileAmount,
    Transaction,
    Virement,
    checked_agreement,
)
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import Position, checked_virement, positions
from cspdesk.errors import UserError
from cspdesk.store.funding_sums import FundingSums, bounds, one_of
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table

_HELD = (
    ("commitment_payments", "commitment_id", "they are orders that are paid in part. Unsettle the payments first."),
    ("commitment_payments", "payment_id", "they settle orders. Unsettle them first."),
    ("refunds", "refund_id", "they are refunds of payments. Unlink them first."),
    ("refunds", "payment_id", "they were refunded. Unlink the refunds first."),
    ("audit_items", "transaction_id", "they were sampled for audit."),
)


class FundingStore(FundingSums):
    """Who pays, what for, and every pound of it."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        super().__init__(db, journal)
        self.agreements = Table(db, journal, Agreement, "agreements")
        self.instalments = Table(db, journal, Instalment, "instalments")
        self.lines = Table(db, journal, BudgetLine, "budget_lines")
        self.profile_amounts = Table(db, journal, ProfileAmount, "profile_amounts")
        self.virements = Table(db, journal, Virement, "virements")
        self.variations = Table(db, journal, Variation, "variations")

    def all_agreements(self, year: FinancialYear | None = None) -> tuple[Agreement, ...]:
        """Return the agreements, or those whose period touches a year, by start and reference."""
        first, last = bounds(year)
        return self.agreements.where("starts_on <= ? and ends_on >= ?", last, first, order="starts_on, reference")

    def agreement_called(self, reference: str) -> Agreement | None:
        """Return the agreement with this reference, whatever its capitals, or None."""
        return next(iter(self.agreements.where("reference = ? collate nocase", reference.strip())), None)

    def lines_of(self, agreement_id: str) -> tuple[BudgetLine, ...]:
        """Return an agreement's budget lines in their order."""
        return self.lines.where("agreement_id = ?", agreement_id, order="position, reference")

    def all_lines(self) -> tuple[BudgetLine, ...]:
        """Return every budget line, by agreement and order."""
        return self.lines.where(order="agreement_id, position, reference")

    def profile_of(self, agreement_id: str) -> tuple[ProfileAmount, ...]:
        """Return what an agreement's lines are agreed to spend, quarter by quarter."""
        return self.profile_amounts.where(
            "line_id in (select id from budget_lines where agreement_id = ?)",
            agreement_id,
            order="quarter_starts_on, id",
        )

    def virements_of(self, agreement_id: str) -> tuple[Virement, ...]:
        """Return an agreement's virements by date."""
        return self.virements.where("agreement_id = ?", agreement_id, order="decided_on, id")

    def all_virements(self) -> tuple[Virement, ...]:
        """Return every virement by date."""
        return self.virements.where(order="decided_on, id")

    def variations_of(self, agreement_id: str) -> tuple[Variation, ...]:
        """Return an agreement's variations by date."""
        return self.variations.where("agreement_id = ?", agreement_id, order="decided_on, id")

    def all_variations(self) -> tuple[Variation, ...]:
        """Return every variation by date."""
        return self.variations.where(order="decided_on, id")

    def instalments_of(self, agreement_id: str) -> tuple[Instalment, ...]:
        """Return what an agreement's funder has paid or will pay, by due date."""
        return self.instalments.where("agreement_id = ?", agreement_id, order="due_on, id")

    def transactions_of(self, agreement_id: str, year: FinancialYear | None = None) -> tuple[Transaction, ...]:
        """Return an agreement's transactions, of one year or all, by date."""
        return self.transactions.where(
            "agreement_id = ? and occurred_on between ? and ?", agreement_id, *bounds(year), order="occurred_on, id"
        )

    def transactions_for(
        self, priority_id: str, year: FinancialYear, ids: Collection[str] | None = None
    ) -> tuple[Transaction, ...]:
        """Return a year's transactions on the budget lines of a priority, or those of them named, by date."""
        return self.transactions.where(
            "line_id in (select id from budget_lines where priority_id = ?) and occurred_on between ? and ?"
            + one_of("id", ids),
            priority_id,
            *bounds(year),
            *(ids or ()),
            order="occurred_on, id",
        )

    def unassigned(self, agreement_id: str) -> tuple[Transaction, ...]:
        """Return an agreement's transactions that no budget line has yet, by date."""
        return self.transactions.where("agreement_id = ? and line_id is null", agreement_id, order="occurred_on, id")

    def proved_by(self, evidence_id: str) -> tuple[Transaction, ...]:
        """Return the transactions that a proof is attached to, by date."""
        return self.transactions.where(
            "id in (select transaction_id from transaction_evidence where evidence_id = ?)",
            evidence_id,
            order="occurred_on, id",
        )

    def line_position(self, line_id: str, *, without: str = "") -> Position:
        """Return where a line stands over all years; without leaves one virement or variation out."""
        line = self.lines.get(line_id)
        charges = self.charged_to(line_id)
        moved = [v for v in self.virements_of(line.agreement_id) if v.id != without]
        varied = [v for v in self.variations_of(line.agreement_id) if v.id != without]
        return positions([line], moved, charges, varied)[line_id]

    def save_agreement(self, agreement: Agreement) -> None:
        """Keep an agreement; where its days are others now, what lies outside them is marked anew.

        Raises UserError when it cannot stand, or its instalments would no longer fit.
        """
        known = self.agreements.find(agreement.id)
        self.agreements.save(checked_agreement(agreement))
        if known is not None and (
            known.awarded_pence > agreement.awarded_pence or known.starts_on < agreement.starts_on
        ):
            self._check_instalments(agreement)
        if known is not None and (known.starts_on, known.ends_on) != (agreement.starts_on, agreement.ends_on):
            self._db.execute(
                """
                update transactions set outside_period = not outside_period
                where agreement_id = ? and outside_period = (occurred_on between ? and ?)
                """,
                (agreement.id, agreement.starts_on.isoformat(), agreement.ends_on.isoformat()),
            )

    def _check_instalments(self, agreement: Agreement) -> None:
        """Raise UserError when an instalment comes before the agreement now, or all of them to more than the award."""
        held, varied = self.instalments_of(agreement.id), self.variations_of(agreement.id)
        for each in held:
            checked_instalment(each, agreement, held, varied)

    def move(self, virement: Virement) -> None:
        """Keep a virement.

        Raises UserError when it overdraws the giving line, lacks a reason or is not between lines of its agreement, and
        when a line that it gave to before would be left with less than nought.
        """
        for line_id in (virement.from_line_id, virement.to_line_id):
            self.require_line_of(virement.agreement_id, line_id)
        known = self.virements.find(virement.id)
        giving = self.line_position(virement.from_line_id, without=virement.id)
        self.virements.save(checked_virement(virement, giving))
        if known is not None:
            self._require_not_below_nought(known.to_line_id)

    def remove_virement(self, virement: Virement) -> None:
        """Remove a virement. Raises UserError when the line it gave to has moved the money on."""
        self.virements.delete(virement.id)
        self._require_not_below_nought(virement.to_line_id)

    def _require_not_below_nought(self, line_id: str) -> None:
        revised = self.line_position(line_id).revised
        if revised < 0:
            raise UserError(
                f"{self.lines.get(line_id).reference} would be left with {pounds(revised)}: what it was given has been "
                "moved on since. Change the later virement first."
            )

    def require_line_of(self, agreement_id: str, line_id: str) -> None:
        """Raise UserError when a budget line is another agreement's."""
        line = self.lines.get(line_id)
        if line.agreement_id != agreement_id:
            reference = self.agreements.get(agreement_id).reference
            raise UserError(
                f"{line.reference} is no budget line of agreement {reference}. Choose one of its own lines."
            )

    def assign(self, transaction_ids: Sequence[str], line_id: str | None) -> None:
        """Put transactions on a budget line of their agreement, or on none. Raises UserError for another's line."""
        self.transactions.require_step()
        if line_id is not None:
            agreement_id = self.lines.get(line_id).agreement_id
            if any(self._belongs_elsewhere(id_, agreement_id) for id_ in transaction_ids):
                raise UserError("That budget line belongs to another agreement. Choose one of the payments' own lines.")
        self._db.executemany(
            "update transactions set line_id = ? where id = ? and line_id is not ?",
            ((line_id, id_, line_id) for id_ in transaction_ids),
        )

    def _belongs_elsewhere(self, transaction_id: str, agreement_id: str) -> bool:
        row = self._db.execute("select agreement_id from transactions where id = ?", (transaction_id,)).fetchone()
        return row is not None and row[0] != agreement_id

    def remove_transactions(self, ids: Sequence[str]) -> None:
        """Remove transactions with their links to evidence, clauses and accruals; the evidence itself stays.

        Raises UserError when orders, refunds or an audit sample hang on one of them.
        """
        self.transactions.require_step()
        for table, column, held in _HELD:
            known = {row[0] for row in self._db.execute(f"select distinct {column} from {table}")}
            count = sum(id_ in known for id_ in ids) if known else 0
            if count:
                raise UserError(f"{count:,} of these cannot be removed: {held}")
        for table in ("transaction_evidence", "clause_uses", "accruals"):
            self._db.executemany(f"delete from {table} where transaction_id = ?", ((i,) for i in ids))
        self.transactions.delete(*ids)
