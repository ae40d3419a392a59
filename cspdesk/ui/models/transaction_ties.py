"""What ties one transaction to others: the order it pays, the day it was paid on, the payment it gives back."""

from cspdesk.domain.agreements import ClaimRule
from cspdesk.domain.commitments import Accrual
from cspdesk.domain.funding import Transaction, TransactionKind
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import short_date
from cspdesk.domain.records import dataclass
from cspdesk.store.store import Store

MOST = 200  # payments offered as what a refund gives back


@dataclass(frozen=True, slots=True)
class Tie:
    """Another transaction tied to this one, in words, with what of it is tied in pence."""

    id: str
    says: str
    pence: int


@dataclass(frozen=True, slots=True)
class Ties:
    """Everything tied to one transaction; left is what of an order is not paid yet, or of a payment not used."""

    settled: tuple[Tie, ...]
    refunds: tuple[Tie, ...]
    refund_of: Tie | None
    left: int

    @property
    def says(self) -> str:
        """What there is, for the heading of a part that is folded."""
        parts = []
        if self.settled:
            parts.append(f"{pounds(sum(t.pence for t in self.settled))} settled")
        if self.refunds:
            parts.append("refunded")
        if self.refund_of is not None:
            parts.append("a refund")
        return ", ".join(parts)


def read_ties(store: Store, entry: Transaction) -> Ties:
    """Return what is tied to a transaction now."""
    kept, is_order = store.commitments, entry.kind is TransactionKind.COMMITMENT
    column, other = ("commitment_id", "payment_id") if is_order else ("payment_id", "commitment_id")
    with store.reading():
        paid = kept.payments.where(f"{column} = ?", entry.id)
        by_id = {t.id: t for t in store.funding.transactions.named(tuple(getattr(p, other) for p in paid))}
        settled = tuple(_tie(by_id[getattr(p, other)], p.amount_pence) for p in paid)
        refunds = kept.refunds.where("payment_id = ?", entry.id)
        back = store.funding.transactions.named(tuple(r.refund_id for r in refunds)) if refunds else ()
        of = kept.refunds.where("refund_id = ?", entry.id)
        paid_back = store.funding.transactions.get(of[0].payment_id) if of else None
    return Ties(
        settled,
        tuple(_tie(t, t.amount_pence) for t in back),
        None if paid_back is None else _tie(paid_back, paid_back.amount_pence),
        entry.amount_pence - sum(p.amount_pence for p in paid),
    )


def open_orders(store: Store, entry: Transaction) -> tuple[Tie, ...]:
    """Return the orders of a payment's agreement with what is left of each, those to the same payee first."""
    settled: dict[str, int] = {}
    for each in store.commitments.settlements_of(entry.agreement_id):
        settled[each.commitment_id] = settled.get(each.commitment_id, 0) + each.amount_pence
    orders = store.funding.transactions.where(
        "agreement_id = ? and kind = 'commitment'", entry.agreement_id, order="occurred_on, id"
    )
    left = [(order, order.amount_pence - settled.get(order.id, 0)) for order in orders]
    wanted = sorted((each for each in left if each[1] > 0), key=lambda each: each[0].payee != entry.payee)
    return tuple(Tie(o.id, f"{_words(o)}, {pounds(pence)} left", pence) for o, pence in wanted)


def refundable(store: Store, entry: Transaction) -> tuple[Tie, ...]:
    """Return the payments to the same payee that are large enough for a refund to give back, the newest first."""
    found = store.funding.transactions.where(
        "agreement_id = ? and kind = 'actual' and amount_pence >= ? and payee = ? collate nocase",
        entry.agreement_id,
        -entry.amount_pence,
        entry.payee,
        order="occurred_on desc, id",
    )
    return tuple(_tie(t, t.amount_pence) for t in found[:MOST])


def accrual_of(store: Store, transaction_id: str) -> Accrual | None:
    """Return why a cost counts on another day than it is paid on, or None."""
    return next(iter(store.commitments.accruals.where("transaction_id = ?", transaction_id)), None)


def clause_of(store: Store, transaction_id: str) -> ClaimRule | None:
    """Return the clause by which a transaction was judged, or None."""
    uses = store.terms.clauses_used.where("transaction_id = ?", transaction_id)
    return store.terms.rules.get(uses[0].rule_id) if uses else None


def clause_words(rule: ClaimRule) -> str:
    """Return a clause as it is chosen from a list."""
    return f"{rule.clause} {'allows' if rule.eligible else 'rules out'}: {rule.text}"


def _tie(entry: Transaction, pence: int) -> Tie:
    return Tie(entry.id, f"{_words(entry)}, {pounds(pence)}", pence)


def _words(entry: Transaction) -> str:
    reference = f" {entry.reference}" if entry.reference else ""
    return f"{short_date(entry.occurred_on)} {entry.payee}{reference}"
