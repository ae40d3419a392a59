"""How payments hang together, as kept: orders paid in parts, accruals, refunds."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from sqlite3 import Connection

from cspdesk.domain.commitments import (
    Accrual,
    CommitmentPayment,
    Refund,
    checked_accrual,
    checked_refund,
    checked_settlement,
)
from cspdesk.domain.funding import Transaction, TransactionKind
from cspdesk.domain.periods import long_date
from cspdesk.errors import UserError
from cspdesk.store.funding import FundingStore
from cspdesk.store.ids import new_id
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table

_OF_AGREEMENT = "{} in (select id from transactions where agreement_id = ?)"


class CommitmentStore:
    """What ties one transaction to another."""

    def __init__(self, db: Connection, journal: Journal, funding: FundingStore) -> None:
        self._db = db
        self._funding = funding
        self._transactions = funding.transactions
        self._agreements = funding.agreements
        self.payments = Table(db, journal, CommitmentPayment, "commitment_payments")
        self.accruals = Table(db, journal, Accrual, "accruals")
        self.refunds = Table(db, journal, Refund, "refunds")

    def settlements_of(self, agreement_id: str) -> tuple[CommitmentPayment, ...]:
        """Return which payments settle which orders of an agreement."""
        return self.payments.where(_OF_AGREEMENT.format("commitment_id"), agreement_id)

    def accruals_of(self, agreement_id: str) -> tuple[Accrual, ...]:
        """Return an agreement's accruals."""
        return self.accruals.where(_OF_AGREEMENT.format("transaction_id"), agreement_id)

    def refunds_of(self, agreement_id: str) -> tuple[Refund, ...]:
        """Return which refunds of an agreement give back which payments."""
        return self.refunds.where(_OF_AGREEMENT.format("refund_id"), agreement_id)

    def left_of(self, order_id: str) -> int:
        """Return what of an order is not yet paid, in pence."""
        paid = self.payments.where("commitment_id = ?", order_id)
        return self._transactions.get(order_id).amount_pence - sum(p.amount_pence for p in paid)

    def settle(self, order_id: str, payment_id: str, pence: int | None = None) -> CommitmentPayment:
        """Say that a payment pays an order, in whole or in part; None: as much as both have left.

        Raises UserError when more would be settled than is left on either side. Settling again replaces the amount.
        """
        order, payment = self._transactions.get(order_id), self._transactions.get(payment_id)
        near = self.payments.where("commitment_id = ? or payment_id = ?", order_id, payment_id)
        known = next((p for p in near if (p.commitment_id, p.payment_id) == (order_id, payment_id)), None)
        others = [p for p in near if p != known]
        if pence is None:
            left_of_order = order.amount_pence - sum(p.amount_pence for p in others if p.commitment_id == order_id)
            left_of_payment = payment.amount_pence - sum(p.amount_pence for p in others if p.payment_id == payment_id)
            pence = min(left_of_order, left_of_payment)
        made = CommitmentPayment(known.id if known else f"{order_id}:{payment_id}", order_id, payment_id, pence)
        self.payments.save(checked_settlement(made, order, payment, others))
        return made

    def pay(
        self, order_id: str, payment_id: str, on: date, pence: int | None = None, reference: str = ""
    ) -> Transaction:
        """Record the payment of an order, in whole (None: what is left) or in part, and settle it. Return the payment.

        payment_id is the new payment's id. Raises UserError when more would be paid than is left.
        """
        order = self._transactions.get(order_id)
        amount = self.left_of(order_id) if pence is None else pence
        payment = replace(
            order,
            id=payment_id,
            kind=TransactionKind.ACTUAL,
            occurred_on=on,
            amount_pence=amount,
            reference=reference or order.reference,
        )
        self.record(payment)
        self.settle(order_id, payment_id, amount)
        return payment

    def unsettle(self, order_id: str, payment_id: str) -> None:
        """Say that a payment does not pay an order after all; the payment stays."""
        found = self.payments.where("commitment_id = ? and payment_id = ?", order_id, payment_id)
        self.payments.delete(*(p.id for p in found))

    def record(self, entry: Transaction, *, accrued_on: date | None = None, reason: str = "") -> None:
        """Keep a transaction dated inside its agreement; one dated outside only as accrued to a day inside.

        Raises UserError when it is dated outside and not accrued, or has been tied to others that it no longer fits.
        """
        agreement = self._agreements.get(entry.agreement_id)
        if agreement.starts_on <= entry.occurred_on <= agreement.ends_on:
            self._keep(replace(entry, outside_period=False))
        elif accrued_on is None:
            raise UserError(
                f"{long_date(entry.occurred_on)} lies outside agreement {agreement.reference}, which runs from "
                f"{long_date(agreement.starts_on)} to {long_date(agreement.ends_on)}. Check the date, or accrue the "
                "cost to a day inside it and say why."
            )
        else:
            self._keep(replace(entry, occurred_on=accrued_on, outside_period=False))
            self.accrue(entry.id, reason, entry.occurred_on)

    def _keep(self, entry: Transaction) -> None:
        if entry.line_id is not None:
            self._funding.require_line_of(entry.agreement_id, entry.line_id)
        self.check_ties(entry)
        self._transactions.save(entry)

    def tied(self, ids: Collection[str]) -> tuple[Transaction, ...]:
        """Return those of some transactions that orders, payments or refunds hang on."""
        pairs = [(p.commitment_id, p.payment_id) for p in self.payments.where()]
        pairs += [(r.refund_id, r.payment_id) for r in self.refunds.where()]
        held = {id_ for pair in pairs for id_ in pair}.intersection(ids)
        return self._transactions.named(tuple(sorted(held))) if held else ()

    def check_ties(self, entry: Transaction) -> None:
        """Raise UserError when a changed transaction no longer fits the orders, payments and refunds tied to it."""
        as_order = sum(p.amount_pence for p in self.payments.where("commitment_id = ?", entry.id))
        as_payment = sum(p.amount_pence for p in self.payments.where("payment_id = ?", entry.id))
        if as_order and (entry.kind is not TransactionKind.COMMITMENT or entry.amount_pence < as_order):
            raise UserError("Part of this order is paid already. Unsettle its payments before you change it so far.")
        if as_payment and (entry.kind is not TransactionKind.ACTUAL or entry.amount_pence < as_payment):
            raise UserError("This payment settles an order. Unsettle it before you change it so far.")
        known = self._transactions.find(entry.id) if as_order or as_payment else None
        if known is not None and known.agreement_id != entry.agreement_id:
            raise UserError("It is tied to an order or a payment of its agreement. Unsettle it before you move it.")
        accrued = self.accruals.where("transaction_id = ?", entry.id)
        if accrued and entry.kind is not TransactionKind.ACTUAL:
            raise UserError("This cost is accrued. Remove the accrual before you make it an order or a forecast.")
        self._check_refunds(entry)

    def _check_refunds(self, entry: Transaction) -> None:
        """Raise UserError when more would have come back than was paid, once a refund or its payment changed."""
        for link in self.refunds.where("refund_id = ? or payment_id = ?", entry.id, entry.id):
            payment = entry if link.payment_id == entry.id else self._transactions.get(link.payment_id)
            backs = [entry.id if r.refund_id == entry.id else r.refund_id for r in self._refunds_of(link.payment_id)]
            given = [entry if id_ == entry.id else self._transactions.get(id_) for id_ in backs]
            refund = next(each for each in given if each.id == link.refund_id)
            try:
                checked_refund(refund, payment, given)
            except UserError as error:
                raise UserError(f"{error} Unlink the refund before you change it so far.") from error

    def _refunds_of(self, payment_id: str) -> tuple[Refund, ...]:
        return self.refunds.where("payment_id = ?", payment_id)

    def accrue(self, transaction_id: str, reason: str, paid_on: date | None = None) -> Accrual:
        """Say that a cost counts on its own date although it is paid on another, or not yet. Raises UserError."""
        cost = self._transactions.get(transaction_id)
        known = next(iter(self.accruals.where("transaction_id = ?", transaction_id)), None)
        accrual = Accrual(known.id if known else new_id(), transaction_id, reason.strip(), paid_on)
        self.accruals.save(checked_accrual(accrual, cost, self._agreements.get(cost.agreement_id)))
        return accrual

    def remove_accrual(self, transaction_id: str) -> None:
        """Say that a cost is not accrued after all: it then counts as paid on its own date."""
        self.accruals.delete(*(a.id for a in self.accruals.where("transaction_id = ?", transaction_id)))

    def link_refund(self, refund_id: str, payment_id: str) -> Refund:
        """Say which payment a refund gives back. Raises UserError when more would come back than was paid."""
        refund, payment = self._transactions.get(refund_id), self._transactions.get(payment_id)
        ids = [r.refund_id for r in self.refunds.where("payment_id = ? and refund_id <> ?", payment_id, refund_id)]
        checked_refund(refund, payment, [self._transactions.get(id_) for id_ in ids])
        known = next(iter(self.refunds.where("refund_id = ?", refund_id)), None)
        made = Refund(known.id if known else f"{refund_id}:{payment_id}", refund_id, payment_id)
        self.refunds.save(made)
        return made

    def unlink_refund(self, refund_id: str) -> None:
        """Say that a refund is not of the payment it was linked to."""
        self.refunds.delete(*(r.id for r in self.refunds.where("refund_id = ?", refund_id)))
