"""Money as kept: agreements, budget lines, virements, transactions, and their sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from sqlite3 import Connection

from cspdesk.domain.funding import (
    Agreement,
    BudgetLine,
    Instalment,
    ProfileAmount,
    Transaction,
    TransactionKind,
    Virement,
    checked_agreement,
)
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import checked_virement, positions
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


@dataclass(frozen=True, slots=True)
class Sum:
    """What one line was charged in one month by one kind of transaction, and how much of it is proved, in pence."""

    agreement_id: str
    line_id: str | None
    kind: TransactionKind
    month: str
    amount_pence: int
    count: int
    proved_pence: int
    proved_count: int


class FundingStore:
    """Who pays, what for, and every pound of it."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self.agreements = Table(db, journal, Agreement, "agreements")
        self.instalments = Table(db, journal, Instalment, "instalments")
        self.lines = Table(db, journal, BudgetLine, "budget_lines")
        self.profile_amounts = Table(db, journal, ProfileAmount, "profile_amounts")
        self.virements = Table(db, journal, Virement, "virements")
        self.transactions = Table(db, journal, Transaction, "transactions")

    def all_agreements(self, year: FinancialYear | None = None) -> tuple[Agreement, ...]:
        """Return the agreements, or those whose period touches a year, by start and reference."""
        first, last = _bounds(year)
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

    def instalments_of(self, agreement_id: str) -> tuple[Instalment, ...]:
        """Return what an agreement's funder has paid or will pay, by due date."""
        return self.instalments.where("agreement_id = ?", agreement_id, order="due_on, id")

    def transactions_of(self, agreement_id: str, year: FinancialYear | None = None) -> tuple[Transaction, ...]:
        """Return an agreement's transactions, of one year or all, by date."""
        return self.transactions.where(
            "agreement_id = ? and occurred_on between ? and ?", agreement_id, *_bounds(year), order="occurred_on, id"
        )

    def transactions_for(self, priority_id: str, year: FinancialYear) -> tuple[Transaction, ...]:
        """Return a year's transactions on the budget lines of a priority, by date."""
        return self.transactions.where(
            "line_id in (select id from budget_lines where priority_id = ?) and occurred_on between ? and ?",
            priority_id,
            *_bounds(year),
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

    def sums(self, year: FinancialYear | None = None) -> tuple[Sum, ...]:
        """Return transactions summed by agreement, line, kind and month (2015-05), with what is proved of each."""
        rows = self._db.execute(
            """
            select agreement_id, line_id, kind, month, sum(amount_pence), count(*),
                   sum(amount_pence * proved), sum(proved)
            from (
                select agreement_id, line_id, kind, substr(occurred_on, 1, 7) as month, amount_pence,
                       exists (select 1 from transaction_evidence where transaction_id = transactions.id) as proved
                from transactions where occurred_on between ? and ?
            )
            group by 1, 2, 3, 4 order by 1, 2, 3, 4
            """,
            _bounds(year),
        )
        return tuple(Sum(a, line, TransactionKind(kind), *rest) for a, line, kind, *rest in rows)

    def charged(self, agreement_id: str) -> tuple[tuple[str | None, TransactionKind, int, int], ...]:
        """Return what an agreement was charged over all years, as (line id, kind, pence, count)."""
        rows = self._db.execute(
            "select line_id, kind, sum(amount_pence), count(*) from transactions where agreement_id = ? group by 1, 2",
            (agreement_id,),
        )
        return tuple((line, TransactionKind(kind), pence, count) for line, kind, pence, count in rows)

    def save_agreement(self, agreement: Agreement) -> None:
        """Keep an agreement. Raises UserError when it cannot stand."""
        self.agreements.save(checked_agreement(agreement))

    def move(self, virement: Virement) -> None:
        """Keep a virement. Raises UserError when it overdraws the giving line or lacks a reason."""
        spent = self.transactions.where("line_id = ?", virement.from_line_id)
        line = self.lines.get(virement.from_line_id)
        before = [v for v in self.virements_of(virement.agreement_id) if v.id != virement.id]
        self.virements.save(checked_virement(virement, positions([line], before, spent)[line.id]))

    def assign(self, transaction_ids: Sequence[str], line_id: str | None) -> None:
        """Put transactions on a budget line of their agreement, or on none."""
        self.transactions.require_step()
        self._db.executemany(
            "update transactions set line_id = ? where id = ? and line_id is not ?",
            ((line_id, id_, line_id) for id_ in transaction_ids),
        )

    def remove_transactions(self, ids: Sequence[str]) -> None:
        """Remove transactions and their links to evidence; the evidence itself stays."""
        self.transactions.require_step()
        self._db.executemany("delete from transaction_evidence where transaction_id = ?", ((i,) for i in ids))
        self.transactions.delete(*ids)


def _bounds(year: FinancialYear | None) -> tuple[str, str]:
    if year is None:
        return "0000-01-01", "9999-12-31"
    return year.starts_on.isoformat(), year.ends_on.isoformat()
