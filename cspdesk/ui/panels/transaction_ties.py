"""A transaction's ties, each changed as a step of its own: orders with their payments, refunds of payments."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.funding import Transaction, TransactionKind
from cspdesk.domain.money import pounds
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.models.transaction_ties import Tie, Ties, open_orders, read_ties, refundable
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, MoneyEdit
from cspdesk.ui.widgets.text import ElidedLabel, button, label, tool_button


class TiesPart(QWidget):
    """What a transaction hangs together with, and how to tie it; `told` hears what is tied after each change."""

    def __init__(self, session: Session, entry: Transaction, told: Callable[[Ties], object]) -> None:
        super().__init__()
        self._session = session
        self._entry = entry
        self._told = told
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE // 2)
        self.reload()

    def reload(self) -> None:
        """Show what the record holds now."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        ties = read_ties(self._session.store, self._entry)
        if self._entry.kind is TransactionKind.COMMITMENT:
            self._show_order(ties)
        elif self._entry.amount_pence < 0:
            self._show_refund(ties)
        else:
            self._show_payment(ties)
        self._told(ties)

    def _show_order(self, ties: Ties) -> None:
        """An order: what was paid of it, and a payment of what is left."""
        commitments, id_ = self._session.store.commitments, self._entry.id
        for tie in ties.settled:
            self._add_row(f"Paid: {tie.says}", "Unsettle", partial(commitments.unsettle, id_, tie.id))
        self._column.addWidget(label(f"{pounds(ties.left)} of the order is not paid yet.", "quiet", wrap=True))
        if ties.left <= 0 or self._session.read_only:
            return
        self.amount, self.day = MoneyEdit(ties.left), DateEdit(self._session.today)
        self.amount.setAccessibleName("Amount paid of the order")
        self.day.setAccessibleName("Day it was paid")
        pay = button("Record its payment", icon="check")
        pay.clicked.connect(lambda *_: self.pay())
        self._add_fields(self.amount, self.day)
        self._add_fields(pay)

    def pay(self) -> bool:
        """Record a payment of the order, in whole or in part; return whether it was taken."""
        try:
            pence, day = self.amount.pence(), self.day.day()
        except UserError as error:
            self._session.show_error(error)
            return False
        if pence is None or day is None:
            self._session.show_error(UserError("A payment needs its amount and its day."))
            return False
        pay = self._session.store.commitments.pay
        return self._change("Paid an order", lambda: pay(self._entry.id, new_id(), day, pence))

    def _show_payment(self, ties: Ties) -> None:
        """A payment: the orders it settles, what came back of it, and another order it may settle."""
        commitments, id_ = self._session.store.commitments, self._entry.id
        for tie in ties.settled:
            self._add_row(f"Settles {tie.says}", "Unsettle", partial(commitments.unsettle, tie.id, id_))
        for tie in ties.refunds:
            self._add_row(f"Came back: {tie.says}", "Unlink", partial(commitments.unlink_refund, tie.id))
        orders = open_orders(self._session.store, self._entry) if ties.left > 0 else ()
        if not orders or self._session.read_only:
            if not ties.settled and not ties.refunds:
                self._column.addWidget(label("It settles no order, and no order is open.", "quiet", wrap=True))
            return
        self.order = self._choice("Paid against order…", orders)
        self.amount = MoneyEdit(None)
        self.amount.setPlaceholderText("as much as is left of both")
        self.amount.setAccessibleName("Amount that settles the order")
        settle = button("Settle", icon="check")
        settle.clicked.connect(lambda *_: self.settle())
        self._column.addWidget(self.order)
        self._add_fields(self.amount, settle)

    def settle(self) -> bool:
        """Say that this payment pays the chosen order, in whole or in part; return whether it was taken."""
        chosen: Tie | None = self.order.value()
        try:
            pence = self.amount.pence()
        except UserError as error:
            self._session.show_error(error)
            return False
        if chosen is None:
            self._session.show_error(UserError("Choose the order that this payment settles."))
            return False
        settle = self._session.store.commitments.settle
        return self._change("Settled an order", lambda: settle(chosen.id, self._entry.id, pence))

    def _show_refund(self, ties: Ties) -> None:
        """Money that came back: of which payment."""
        commitments, id_ = self._session.store.commitments, self._entry.id
        if ties.refund_of is not None:
            self._add_row(f"Gives back {ties.refund_of.says}", "Unlink", lambda: commitments.unlink_refund(id_))
            return
        payments = refundable(self._session.store, self._entry)
        if not payments:
            least = pounds(-self._entry.amount_pence)
            text = f"No payment to {self._entry.payee} of {least} or more stands in this agreement, to be given back."
            self._column.addWidget(label(text, "quiet", wrap=True))
        elif not self._session.read_only:
            self.payment = self._choice("Refund of which payment…", payments)
            self.payment.activated.connect(lambda _: self.link())
            self._column.addWidget(self.payment)

    def link(self) -> bool:
        """Say which payment this refund gives back; return whether it was taken."""
        chosen: Tie | None = self.payment.value()
        if chosen is None:
            return False
        link = self._session.store.commitments.link_refund
        return self._change("Linked a refund to its payment", lambda: link(self._entry.id, chosen.id))

    def _choice(self, words: str, ties: tuple[Tie, ...]) -> ChoiceBox[Tie | None]:
        box: ChoiceBox[Tie | None] = ChoiceBox([(words, None), *((tie.says, tie) for tie in ties)])
        box.setAccessibleName(words.removesuffix("…"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        return box

    def _add_fields(self, *fields: QWidget) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        for field in fields:
            row.addWidget(field)
        self._column.addWidget(holder)

    def _add_row(self, words: str, verb: str, work: Callable[[], object]) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(ElidedLabel(words), 1)
        off = tool_button("x", f"{verb} {words}", f"{verb}; both stay in the record")
        off.setVisible(not self._session.read_only)
        off.clicked.connect(lambda *_: self._change("Untied two transactions", work))
        row.addWidget(off, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(holder)

    def _change(self, done: str, work: Callable[[], object]) -> bool:
        if not self._session.do(done, work):
            return False
        self.reload()
        return True
