"""Ledger, agreements and returns read for reconciliation and trace: summed where they are kept, not one by one."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from sqlite3 import Connection
from typing import TYPE_CHECKING

from cspdesk.domain.commitments import Accrual
from cspdesk.domain.periods import FinancialYear, years_between
from cspdesk.domain.reconcile import (
    AccruedCost,
    DifferenceKind,
    Doubt,
    Reconciliation,
    YearSum,
    differences,
    reconciled,
)
from cspdesk.domain.tracing import Chain, Trace, trace
from cspdesk.store.funding import FundingStore

if TYPE_CHECKING:
    from cspdesk.store.store import Store

Charged = dict[int, tuple[int, int]]
"""Pence and how many there are, by what was charged: one of these."""

BARE, PROVED, COMMITTED, FORECAST = range(4)

# One whole number says what a row is summed by: its line or, below nought, its agreement, and what it is. A hundred
# thousand whole numbers are sorted in two thirds of the time of texts. The limit, which is none, has SQLite reckon the
# number once a row, not each time it is spoken of.
_SUMS = f"""
select place, sum(amount_pence), count(*)
from (
    select 4 * coalesce(
            (select rowid from budget_lines where id = line_id),
            -(select rowid from agreements where id = agreement_id)
        ) + case kind
            when 'commitment' then {COMMITTED}
            when 'forecast' then {FORECAST}
            else transactions.id in (select transaction_id from transaction_evidence)
        end as place, amount_pence
    from transactions where occurred_on between ? and ?
    limit -1
)
group by place
"""
_OWNERS = """
select rowid, agreement_id, id from budget_lines
union all select -rowid, id, null from agreements
"""
# Asked for one by one each is found at the end of an index; together SQLite would look through all of it.
_ENDS = "select (select min(occurred_on) from transactions), (select max(occurred_on) from transactions)"
_SETTLED = """
select agreement_id, line_id, occurred_on, paid.amount_pence
from commitment_payments paid cross join transactions on transactions.id = paid.commitment_id
"""
_LEFT = "amount_pence - coalesce((select sum(amount_pence) from commitment_payments where commitment_id = t.id), 0)"
_DOUBTS = f"""
select id, agreement_id, occurred_on, amount_pence, kind = 'commitment', line_id is null, outside_period,
    eligibility = 'ineligible', case when kind = 'commitment' then {_LEFT} else amount_pence end
from transactions t
where (kind = 'actual' and (line_id is null or outside_period or eligibility = 'ineligible'))
    or (kind = 'commitment' and occurred_on < ?)
order by +occurred_on, id
"""  # the plus has SQLite read the rows as they lie and sort the few it finds; by date they lie all over the file


class ReconcileStore:
    """What ties money together, read in one look each."""

    def __init__(self, db: Connection, funding: FundingStore) -> None:
        self._db = db
        self._funding = funding

    def year_sums(self) -> tuple[YearSum, ...]:
        """Return what each line was charged in each year, with what is proved of it."""
        first, last = self._db.execute(_ENDS).fetchone()
        if first is None:
            return ()
        settled = self._settled()
        owners = {row: (agreement, line) for row, agreement, line in self._db.execute(_OWNERS)}
        found = []
        for year in years_between(date.fromisoformat(first), date.fromisoformat(last)):
            charged: defaultdict[int, Charged] = defaultdict(dict)
            for place, pence, count in self._db.execute(_SUMS, _bounds(year)):
                owner, what = divmod(place, 4)
                charged[owner][what] = pence, count
            for owner in sorted(charged, key=lambda row: owners[row][1] or owners[row][0]):
                agreement, line = owners[owner]
                found.append(_year_sum(agreement, line, year, charged[owner], settled.get((agreement, line, year), 0)))
        return tuple(found)

    def _settled(self) -> dict[tuple[str, str | None, FinancialYear], int]:
        sums: dict[tuple[str, str | None, FinancialYear], int] = {}
        for agreement, line, day, pence in self._db.execute(_SETTLED):
            key = agreement, line, FinancialYear.of(date.fromisoformat(day))
            sums[key] = sums.get(key, 0) + pence
        return sums

    def accrued(self) -> tuple[AccruedCost, ...]:
        """Return every accrued cost."""
        rows = self._db.execute(
            "select a.id, a.transaction_id, a.reason, a.paid_on, t.agreement_id, t.occurred_on, t.amount_pence"
            " from accruals a cross join transactions t on t.id = a.transaction_id order by t.occurred_on, t.id"
        )
        return tuple(
            AccruedCost(
                Accrual(id_, transaction_id, reason, date.fromisoformat(paid_on) if paid_on else None),
                agreement_id,
                date.fromisoformat(day),
                pence,
            )
            for id_, transaction_id, reason, paid_on, agreement_id, day, pence in rows
        )

    def doubts(self, as_at: date) -> tuple[Doubt, ...]:
        """Return the transactions that keep ledger and agreement apart on a day, once for each reason."""
        found = []
        for id_, agreement, day, pence, is_order, loose, outside, ineligible, left in self._db.execute(
            _DOUBTS, (as_at.isoformat(),)
        ):
            on = date.fromisoformat(day)
            if is_order:
                if left > 0:
                    found.append(Doubt(DifferenceKind.ORDER_OPEN, agreement, id_, on, left))
                continue
            for holds, kind in (
                (loose, DifferenceKind.UNASSIGNED),
                (outside, DifferenceKind.OUTSIDE),
                (ineligible, DifferenceKind.INELIGIBLE),
            ):
                if holds:
                    found.append(Doubt(kind, agreement, id_, on, pence))
        return tuple(found)

    def reconcile(
        self,
        as_at: date,
        claimed: Mapping[tuple[str, FinancialYear], int] | None = None,
        sums: tuple[YearSum, ...] | None = None,
    ) -> Reconciliation:
        """Return every agreement by year with every difference; claimed is what submitted returns say, in pence.

        sums: those of `year_sums` where they were read already, as for a trace beside it.
        """
        funding = self._funding
        agreements, instalments = funding.all_agreements(), funding.instalments.where(order="due_on, id")
        accrued, varied = self.accrued(), funding.all_variations()
        known = self.year_sums() if sums is None else sums
        years = reconciled(agreements, known, instalments, accrued, varied, claimed)
        lines, doubts = funding.all_lines(), self.doubts(as_at)
        found = differences(agreements, years, lines, varied, instalments, accrued, doubts, as_at)
        return Reconciliation(years, found)

    def trace(self, sums: tuple[YearSum, ...] | None = None) -> Trace:
        """Return how much of what was paid is evidenced, by line, priority and agreement."""
        return trace(self.year_sums() if sums is None else sums, self._funding.all_lines())


def _bounds(year: FinancialYear) -> tuple[str, str]:
    return year.starts_on.isoformat(), year.ends_on.isoformat()


def _year_sum(agreement_id: str, line_id: str | None, year: FinancialYear, sums: Charged, settled: int) -> YearSum:
    """Return what a line was charged in a year; settled: what is paid of its orders, in pence."""
    bare, proved, committed, forecast = (sums.get(what, (0, 0)) for what in (BARE, PROVED, COMMITTED, FORECAST))
    return YearSum(
        agreement_id,
        line_id,
        year,
        bare[0] + proved[0],
        committed[0] - settled,
        forecast[0],
        bare[1] + proved[1],
        *proved,
    )


def chain_of(store: "Store", transaction_id: str) -> Chain:
    """Return one transaction's way from its funder to what it was to change. KeyError when there is none."""
    funding = store.funding
    entry = funding.transactions.get(transaction_id)
    agreement = funding.agreements.get(entry.agreement_id)
    line = funding.lines.get(entry.line_id) if entry.line_id else None
    linked = store.plans.lines.where("line_id = ?", line.id) if line else ()
    actions = sorted((store.plans.actions.get(each.action_id) for each in linked), key=lambda a: (a.starts_on, a.id))
    rule = store.terms.clauses_used.where("transaction_id = ?", entry.id)
    orders = store.commitments.payments.where("payment_id = ?", entry.id)
    refunds = store.commitments.refunds.where("payment_id = ?", entry.id)
    return Chain(
        entry,
        store.partnership.organisations.get(agreement.funder_id),
        agreement,
        line,
        store.partnership.priorities.get(line.priority_id) if line and line.priority_id else None,
        store.terms.rules.get(rule[0].rule_id) if rule else None,
        store.evidence.for_transaction(entry.id),
        store.plans.whole(actions),
        tuple(funding.transactions.get(each.commitment_id) for each in orders),
        tuple(funding.transactions.get(each.refund_id) for each in refunds),
    )
