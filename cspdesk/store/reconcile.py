"""Ledger, agreements and returns read for reconciliation and trace: summed where they are kept, not one by one."""

import json
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

# Six sums of one pass over the rows of a line: with the proof asked for once in a subquery of its own it took longer.
_PAID = "kind = 'actual'"
_PROVED = f"{_PAID} and id in (select transaction_id from transaction_evidence)"
_CHARGED = f"""case when count(*) then json_array(
    sum(amount_pence) filter (where {_PAID}), count(*) filter (where {_PAID}),
    sum(amount_pence) filter (where {_PROVED}), count(*) filter (where {_PROVED}),
    sum(amount_pence) filter (where kind = 'commitment'), sum(amount_pence) filter (where kind = 'forecast')
) end"""
# Line by line the rows lie in the order of an index that holds all that is summed, so that nothing has to be sorted.
_OF_LINES = f"""
select agreement_id, id,
    (select {_CHARGED} from transactions where line_id = budget_lines.id and occurred_on between ?1 and ?2)
from budget_lines order by id
"""
_OF_NO_LINE = f"""
select agreement_id, null, {_CHARGED}
from transactions where line_id is null and occurred_on between ?1 and ?2 group by 1 order by 1
"""
# Asked for one by one each is found at the end of an index; together SQLite would look through all of it.
_ENDS = "select (select min(occurred_on) from transactions), (select max(occurred_on) from transactions)"
_SETTLED = """
select agreement_id, line_id, occurred_on, paid.amount_pence
from commitment_payments paid cross join transactions on transactions.id = paid.commitment_id
"""
_LEFT = "amount_pence - coalesce((select sum(amount_pence) from commitment_payments where commitment_id = t.id), 0)"
_IN_DOUBT = "line_id is null or outside_period or eligibility = 'ineligible'"
_DOUBTS = f"""
select id, agreement_id, occurred_on, amount_pence, kind = 'commitment', line_id is null, outside_period,
    eligibility = 'ineligible', case when kind = 'commitment' then {_LEFT} else amount_pence end
from transactions t
where (kind = 'commitment' or {_IN_DOUBT})
    and (({_PAID} and ({_IN_DOUBT})) or (kind = 'commitment' and occurred_on < ?))
order by occurred_on, id
"""  # the first condition is that of the index which holds the few rows asked for, in its words


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
        found = []
        for year in years_between(date.fromisoformat(first), date.fromisoformat(last)):
            bounds = year.starts_on.isoformat(), year.ends_on.isoformat()
            for query in (_OF_NO_LINE, _OF_LINES):
                for agreement, line, charged in self._db.execute(query, bounds):
                    if charged is not None:
                        paid_of_orders = settled.get((agreement, line, year), 0)
                        found.append(_year_sum(agreement, line, year, json.loads(charged), paid_of_orders))
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


def _year_sum(
    agreement_id: str, line_id: str | None, year: FinancialYear, sums: list[int | None], settled: int
) -> YearSum:
    """Return what a line was charged in a year, by the sums of a query; settled: what is paid of orders, in pence."""
    paid, payments, proved, proved_payments, committed, forecast = (each or 0 for each in sums)
    return YearSum(agreement_id, line_id, year, paid, committed - settled, forecast, payments, proved, proved_payments)


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
