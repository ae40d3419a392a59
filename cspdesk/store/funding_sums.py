"""What transactions come to: by line, kind and month, by what they were for, and by what a line was charged."""

import json
from collections.abc import Collection, Iterator
from sqlite3 import Connection

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Transaction, TransactionKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
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


# What was charged: transactions, line by line, for which all that is summed lies in the index of a line's transactions;
# those of no line; and of orders what is paid of them taken off again. A cross join is joined in the order it is given.
_CHARGES = """
select budget_lines.agreement_id, line_id, kind, occurred_on, amount_pence as pence, transactions.id as id
from budget_lines cross join transactions on line_id = budget_lines.id where {of_line}
union all
select agreement_id, null, kind, occurred_on, amount_pence, id from transactions where line_id is null and {of_other}
union all
select agreement_id, line_id, kind, occurred_on, -paid.amount_pence, null
from commitment_payments paid cross join transactions on transactions.id = paid.commitment_id where {of_other}
"""
# The same summed by kind alone, with no months to sort by.
_KINDS = tuple(TransactionKind)
_BY_KIND = ", ".join(
    f"sum(amount_pence) filter (where kind = '{k}'), count(*) filter (where kind = '{k}')" for k in _KINDS
)
_CHARGED = f"""
select agreement_id, id, (select json_array({_BY_KIND}) from transactions where line_id = budget_lines.id)
from budget_lines where {{of_line}}
union all
select agreement_id, null, json_array({_BY_KIND})
from transactions where line_id is null and {{of_other}} group by 1
"""
_PAID_OF_ORDERS = """
select line_id, agreement_id, sum(paid.amount_pence)
from commitment_payments paid cross join transactions on transactions.id = paid.commitment_id group by 1, 2
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
        wanted = "occurred_on between ?1 and ?2"
        if line_ids is not None:
            wanted += " and {line_id} in (select value from json_each(?3))"
        rows = self._db.execute(
            f"""
            select json_group_array(json_array(agreement_id, line_id, kind, month, pence, one, proved_pence, proved))
            from (select agreement_id, line_id, kind, month, sum(pence) as pence, count(id) as one,
                   sum(pence * proved) as proved_pence, sum(proved) as proved
            from (
                select agreement_id, line_id, kind, substr(occurred_on, 1, 7) as month, pence, id,
                       exists (select 1 from transaction_evidence where transaction_id = charge.id) as proved
                from ({_for(wanted, _CHARGES)}) as charge
            )
            group by 1, 2, 3, 4 having one order by 1, 2, 3, 4)
            """,
            (*bounds(year), *([] if line_ids is None else [json.dumps(list(line_ids))])),
        ).fetchone()  # one row: read ahead on a thread of its own, each further row would wait for its turn with Python
        return tuple(Sum(a, line, TransactionKind(kind), *rest) for a, line, kind, *rest in json.loads(rows[0]))

    def spent_before(self, year: FinancialYear) -> dict[str, int]:
        """Return what was spent of each line before a year that its agreement runs into, in pence."""
        first = year.starts_on.isoformat()
        rows = self._db.execute(
            """
            select line_id, sum(amount_pence)
            from agreements cross join budget_lines on budget_lines.agreement_id = agreements.id
                cross join transactions on line_id = budget_lines.id
            where starts_on < ? and ends_on >= ? and occurred_on < ? and kind = 'actual' group by 1
            """,  # the few agreements first: most begin with the year, and then nothing more is read
            (first, first, first),
        )
        return {line: int(pence) for line, pence in rows}

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

    def charged(self, *agreement_ids: str) -> dict[str, tuple[Charged, ...]]:
        """Return what agreements were charged over all years by line and kind, orders net of what is paid of them."""
        found: dict[str, list[Charged]] = {agreement_id: [] for agreement_id in agreement_ids}
        asked = "{agreement_id} in (select value from json_each(?1))"
        for agreement_id, charged in self._charged(asked, json.dumps(agreement_ids)):
            found[agreement_id].append(charged)
        return {agreement_id: tuple(charged) for agreement_id, charged in found.items()}

    def charged_to(self, line_id: str) -> tuple[Charged, ...]:
        """Return what one line was charged over all years by kind, orders net of what is paid of them."""
        return tuple(charged for _, charged in self._charged("{line_id} = ?1", line_id))

    def _charged(self, wanted: str, value: str) -> Iterator[tuple[str, Charged]]:
        """Give by agreement, line and kind what was charged."""
        paid = {(line, agreement): pence for line, agreement, pence in self._db.execute(_PAID_OF_ORDERS)}
        for agreement_id, line, sums in self._db.execute(_for(wanted, _CHARGED), (value,)):
            pence_and_count = iter(json.loads(sums))
            for kind, pence, count in zip(_KINDS, pence_and_count, pence_and_count, strict=True):
                if count:
                    settled = paid.get((line, agreement_id), 0) if kind is TransactionKind.COMMITMENT else 0
                    yield agreement_id, Charged(line, kind, pence - settled, count)


def _for(wanted: str, query: str) -> str:
    """Return a query of what was charged, where a condition holds of {agreement_id}, {line_id} and occurred_on."""
    return query.format(
        of_line=wanted.format(agreement_id="agreement_id", line_id="budget_lines.id"),
        of_other=wanted.format(agreement_id="agreement_id", line_id="line_id"),
    )


def one_of(column: str, values: Collection[str] | None) -> str:
    """Return the condition that a column holds one of so many values, to go behind another; none for None."""
    return "" if values is None else f" and {column} in ({', '.join('?' * len(values))})"


def bounds(year: FinancialYear | None) -> tuple[str, str]:
    """Return the first and the last day of a year, as kept; of all time for None."""
    if year is None:
        return "0000-01-01", "9999-12-31"
    return year.starts_on.isoformat(), year.ends_on.isoformat()
