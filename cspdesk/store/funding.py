"""Money as kept: agreements, budget lines, virements, transactions, and their sums."""

import json
from collections.abc import Collection, Sequence
from sqlite3 import Connection

from cspdesk.domain.agreements import Variation
from cspdesk.domain.audience import Audience
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
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import Position, checked_virement, positions
from cspdesk.domain.records import dataclass, replace
from cspdesk.errors import UserError
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


@dataclass(frozen=True, slots=True)
class Purpose:
    """What was paid on one line for one category, under one marking, in pence."""

    agreement_id: str
    line_id: str | None
    category: str
    marking: Audience
    amount_pence: int
    count: int


@dataclass(frozen=True, slots=True)
class Charged:
    """What a line was charged by one kind of transaction, in pence and in transactions."""

    line_id: str | None
    kind: TransactionKind
    amount_pence: int
    count: int = 0


# What was charged: transactions, and of orders what is paid of them taken off again.
_CHARGES = """
select agreement_id, line_id, kind, amount_pence as pence, 1 as one from transactions where {0}
union all
select agreement_id, line_id, 'commitment', -paid.amount_pence, 0
from commitment_payments paid join transactions on transactions.id = paid.commitment_id where {0}
"""

_HELD = (
    ("commitment_payments", "commitment_id", "they are orders that are paid in part. Unsettle the payments first."),
    ("commitment_payments", "payment_id", "they settle orders. Unsettle them first."),
    ("refunds", "refund_id", "they are refunds of payments. Unlink them first."),
    ("refunds", "payment_id", "they were refunded. Unlink the refunds first."),
    ("audit_items", "transaction_id", "they were sampled for audit."),
)


class FundingStore:
    """Who pays, what for, and every pound of it."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self._veil = journal.veil
        self.agreements = Table(db, journal, Agreement, "agreements")
        self.instalments = Table(db, journal, Instalment, "instalments")
        self.lines = Table(db, journal, BudgetLine, "budget_lines")
        self.profile_amounts = Table(db, journal, ProfileAmount, "profile_amounts")
        self.virements = Table(db, journal, Virement, "virements")
        self.variations = Table(db, journal, Variation, "variations")
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
            "agreement_id = ? and occurred_on between ? and ?", agreement_id, *_bounds(year), order="occurred_on, id"
        )

    def transactions_for(
        self, priority_id: str, year: FinancialYear, ids: Collection[str] | None = None
    ) -> tuple[Transaction, ...]:
        """Return a year's transactions on the budget lines of a priority, or those of them named, by date."""
        return self.transactions.where(
            "line_id in (select id from budget_lines where priority_id = ?) and occurred_on between ? and ?"
            + _one_of("id", ids),
            priority_id,
            *_bounds(year),
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

    def sums(self, year: FinancialYear | None = None, line_ids: Collection[str] | None = None) -> tuple[Sum, ...]:
        """Return transactions summed by agreement, line, kind and month (2015-05), with what is proved of each.

        Orders count at what is left of them, in the month they were made in. line_ids: only what stands on these lines.
        """
        rows = self._db.execute(
            f"""
            select json_group_array(json_array(agreement_id, line_id, kind, month, pence, one, proved_pence, proved))
            from (select agreement_id, line_id, kind, month, sum(amount_pence) as pence, count(*) as one,
                   sum(amount_pence * proved) as proved_pence, sum(proved) as proved
            from (
                select agreement_id, line_id, kind, substr(occurred_on, 1, 7) as month, amount_pence,
                       exists (select 1 from transaction_evidence where transaction_id = transactions.id) as proved
                from transactions where occurred_on between ? and ?{_one_of("line_id", line_ids)}
            )
            group by 1, 2, 3, 4 order by 1, 2, 3, 4)
            """,
            (*_bounds(year), *(line_ids or ())),
        ).fetchone()  # one row: read ahead on a thread of its own, each further row would wait for its turn with Python
        found = tuple(Sum(a, line, TransactionKind(kind), *rest) for a, line, kind, *rest in json.loads(rows[0]))
        return _less(found, self._settled(year))

    def purposes(self, year: FinancialYear) -> tuple[Purpose, ...]:
        """Return what was paid in a year by agreement, line, category and marking."""
        if self._veil.audience is not Audience.RESTRICTED:
            return self._purposes_seen(year)
        rows = self._db.execute(
            """
            select agreement_id, line_id, category, marking, sum(amount_pence), count(*)
            from transactions where kind = 'actual' and occurred_on between ? and ?
            group by 1, 2, 3, 4 order by 1, 2, 3, 4
            """,
            _bounds(year),
        )
        return tuple(Purpose(a, line, category, Audience(marked), *rest) for a, line, category, marked, *rest in rows)

    def _purposes_seen(self, year: FinancialYear) -> tuple[Purpose, ...]:
        """Return the same through the veil: by the category and the marking that the audience sees."""
        found: dict[tuple[str, str | None, str, Audience], list[int]] = {}
        paid = self.transactions.where("kind = 'actual' and occurred_on between ? and ?", *_bounds(year))
        for t in paid:
            held = found.setdefault((t.agreement_id, t.line_id, t.category, t.marking), [0, 0])
            held[0] += t.amount_pence
            held[1] += 1
        ordered = sorted(found.items(), key=lambda item: tuple(str(part or "") for part in item[0]))
        return tuple(Purpose(*key, pence, count) for key, (pence, count) in ordered)

    def _settled(self, year: FinancialYear | None) -> dict[tuple[str, str | None, str], int]:
        """Return what is paid of orders by agreement, line and month of the order."""
        rows = self._db.execute(
            """
            select agreement_id, line_id, substr(occurred_on, 1, 7), sum(paid.amount_pence)
            from commitment_payments paid cross join transactions on transactions.id = paid.commitment_id
            where occurred_on between ? and ? group by 1, 2, 3
            """,  # a cross join is joined in the order it is written: the few payments of orders first
            _bounds(year),
        )
        return {(agreement, line, month): pence for agreement, line, month, pence in rows}

    def charged(self, *agreement_ids: str) -> dict[str, tuple[Charged, ...]]:
        """Return what agreements were charged over all years by line and kind, orders net of what is paid of them.

        One pass over the payments however many agreements are asked for.
        """
        asked = json.dumps(agreement_ids)
        rows = self._db.execute(
            "select agreement_id, line_id, kind, sum(pence), sum(one) from"
            f" ({_CHARGES.format('agreement_id in (select value from json_each(?))')}) group by 1, 2, 3",
            (asked, asked),
        )
        found: dict[str, list[Charged]] = {agreement_id: [] for agreement_id in agreement_ids}
        for agreement_id, line, kind, pence, count in rows:
            found[agreement_id].append(Charged(line, TransactionKind(kind), pence, count))
        return {agreement_id: tuple(charged) for agreement_id, charged in found.items()}

    def line_position(self, line_id: str, *, without: str = "") -> Position:
        """Return where a line stands over all years; without leaves one virement or variation out."""
        line = self.lines.get(line_id)
        rows = self._db.execute(
            f"select line_id, kind, sum(pence) from ({_CHARGES.format('line_id = ?')}) group by 1, 2",
            (line_id, line_id),
        )
        charges = [Charged(id_, TransactionKind(kind), pence) for id_, kind, pence in rows]
        moved = [v for v in self.virements_of(line.agreement_id) if v.id != without]
        varied = [v for v in self.variations_of(line.agreement_id) if v.id != without]
        return positions([line], moved, charges, varied)[line_id]

    def save_agreement(self, agreement: Agreement) -> None:
        """Keep an agreement. Raises UserError when it cannot stand."""
        self.agreements.save(checked_agreement(agreement))

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


def _one_of(column: str, values: Collection[str] | None) -> str:
    """Return the condition that a column holds one of so many values, to go behind another; none for None."""
    return "" if values is None else f" and {column} in ({', '.join('?' * len(values))})"


def _bounds(year: FinancialYear | None) -> tuple[str, str]:
    if year is None:
        return "0000-01-01", "9999-12-31"
    return year.starts_on.isoformat(), year.ends_on.isoformat()


def _less(sums: tuple[Sum, ...], settled: dict[tuple[str, str | None, str], int]) -> tuple[Sum, ...]:
    """Return sums with what is paid of orders taken off them."""
    if not settled:
        return sums
    return tuple(
        replace(s, amount_pence=s.amount_pence - settled.get((s.agreement_id, s.line_id, s.month), 0))
        if s.kind is TransactionKind.COMMITMENT
        else s
        for s in sums
    )
