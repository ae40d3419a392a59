"""What transactions come to: by line, kind and month, by what they were for, and by what a line was charged."""

import json
from collections.abc import Collection
from sqlite3 import Connection

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Transaction, TransactionKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass, replace
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


class FundingSums:
    """The sums of an open file's transactions."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self._veil = journal.veil
        self.transactions = Table(db, journal, Transaction, "transactions")

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
                from transactions where occurred_on between ? and ?{one_of("line_id", line_ids)}
            )
            group by 1, 2, 3, 4 order by 1, 2, 3, 4)
            """,
            (*bounds(year), *(line_ids or ())),
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
            bounds(year),
        )
        return tuple(Purpose(a, line, category, Audience(marked), *rest) for a, line, category, marked, *rest in rows)

    def _purposes_seen(self, year: FinancialYear) -> tuple[Purpose, ...]:
        """Return the same through the veil: by the category and the marking that the audience sees."""
        found: dict[tuple[str, str | None, str, Audience], list[int]] = {}
        paid = self.transactions.where("kind = 'actual' and occurred_on between ? and ?", *bounds(year))
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
            bounds(year),
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

    def charged_to(self, line_id: str) -> tuple[Charged, ...]:
        """Return what one line was charged over all years by kind, orders net of what is paid of them."""
        rows = self._db.execute(
            f"select line_id, kind, sum(pence) from ({_CHARGES.format('line_id = ?')}) group by 1, 2",
            (line_id, line_id),
        )
        return tuple(Charged(id_, TransactionKind(kind), pence) for id_, kind, pence in rows)


def one_of(column: str, values: Collection[str] | None) -> str:
    """Return the condition that a column holds one of so many values, to go behind another; none for None."""
    return "" if values is None else f" and {column} in ({', '.join('?' * len(values))})"


def bounds(year: FinancialYear | None) -> tuple[str, str]:
    """Return the first and the last day of a year, as kept; of all time for None."""
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
