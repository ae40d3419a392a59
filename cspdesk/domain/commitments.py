"""How payments hang together: orders paid in parts, costs accrued to their year, refunds of earlier payments."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from cspdesk.domain.funding import Agreement, Transaction, TransactionKind
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import long_date
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class CommitmentPayment:
    """So much of an order (a commitment) is settled by a payment; what is left stays committed."""

    id: str
    commitment_id: str
    payment_id: str
    amount_pence: int


@dataclass(frozen=True, slots=True)
class Accrual:
    """Why a cost counts on the transaction's date although it is paid on another; paid_on None: not paid yet."""

    id: str
    transaction_id: str
    reason: str
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that came back: refund_id, a negative payment, gives back part or all of payment_id."""

    id: str
    refund_id: str
    payment_id: str


def settled(payments: Iterable[CommitmentPayment]) -> Mapping[str, int]:
    """Return how much of each order is paid, in pence, by the order's id; 0 for those not named."""
    sums: defaultdict[str, int] = defaultdict(int)
    for payment in payments:
        sums[payment.commitment_id] += payment.amount_pence
    return sums


def outstanding(
    transactions: Iterable[Transaction], settlements: Iterable[CommitmentPayment]
) -> tuple[Transaction, ...]:
    """Return the transactions with every order at what is left of it: nought once it is paid in whole."""
    paid = settled(settlements)
    if not paid:
        return tuple(transactions)
    return tuple(replace(t, amount_pence=t.amount_pence - paid[t.id]) if t.id in paid else t for t in transactions)


def checked_settlement(
    settlement: CommitmentPayment, order: Transaction, payment: Transaction, others: Iterable[CommitmentPayment]
) -> CommitmentPayment:
    """Return the settlement if it can be kept; others are those kept already, whatever they settle.

    Raises UserError when it is not a payment of an order of the same agreement, or more than is left on either side.
    """
    if order.kind is not TransactionKind.COMMITMENT or payment.kind is not TransactionKind.ACTUAL:
        raise UserError("Only a payment can settle an order.")
    if order.agreement_id != payment.agreement_id:
        raise UserError("The order and the payment belong to different agreements.")
    known = [o for o in others if o.id != settlement.id]
    left_of_order = order.amount_pence - sum(o.amount_pence for o in known if o.commitment_id == order.id)
    left_of_payment = payment.amount_pence - sum(o.amount_pence for o in known if o.payment_id == payment.id)
    if not 0 < settlement.amount_pence <= min(left_of_order, left_of_payment):
        raise UserError(
            f"{pounds(settlement.amount_pence)} cannot be settled: {pounds(max(left_of_order, 0))} of the order and"
            f" {pounds(max(left_of_payment, 0))} of the payment are left."
        )
    return settlement


def checked_accrual(accrual: Accrual, cost: Transaction, agreement: Agreement) -> Accrual:
    """Return the accrual if it can be kept. Raises UserError naming what is wrong."""
    if cost.kind is not TransactionKind.ACTUAL:
        raise UserError("Only a cost that counts as spent can be accrued; orders and forecasts are not spent yet.")
    if not accrual.reason.strip():
        raise UserError("An accrual needs a reason: why the cost belongs to a day other than the one it is paid on.")
    if not agreement.starts_on <= cost.occurred_on <= agreement.ends_on:
        raise UserError(
            f"An accrual counts on a day inside agreement {agreement.reference}: {long_date(agreement.starts_on)} to "
            f"{long_date(agreement.ends_on)}. Give the cost such a date first."
        )
    return accrual


def checked_refund(refund: Transaction, payment: Transaction, others: Iterable[Transaction] = ()) -> Transaction:
    """Return the refund if it can be linked; others are the payment's other refunds.

    Raises UserError when it is not money back, is of another agreement, or more comes back than was paid.
    """
    if refund.kind is not TransactionKind.ACTUAL or refund.amount_pence >= 0:
        raise UserError("A refund is money that came back: a payment with an amount below nought.")
    if payment.kind is not TransactionKind.ACTUAL or payment.amount_pence <= 0:
        raise UserError("A refund gives back a payment with an amount above nought.")
    if refund.agreement_id != payment.agreement_id:
        raise UserError("The refund and the payment belong to different agreements.")
    left = payment.amount_pence + sum(o.amount_pence for o in others if o.id != refund.id)
    if -refund.amount_pence > left:
        raise UserError(
            f"{pounds(-refund.amount_pence)} cannot come back: {pounds(left)} of the payment of "
            f"{pounds(payment.amount_pence)} is left to refund."
        )
    return refund
