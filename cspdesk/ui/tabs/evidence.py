"""The Evidence tab of a priority: its payments of the year with and without proof, and the proofs beside them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from cspdesk.domain.evidence import Evidence
from cspdesk.domain.money import pounds
from cspdesk.domain.positions import Traced
from cspdesk.domain.proof import counted, payments_sentence, untraced_sentence
from cspdesk.ui.models.evidence_changes import (
    add_proof,
    attach_proofs,
    detach_proofs,
    named_payments,
    remove_proofs,
)
from cspdesk.ui.models.evidence_files import OpenedFiles
from cspdesk.ui.models.evidence_filter import HAS, LOOSE, MISSING, SELECTED, takes_payment, takes_proof
from cspdesk.ui.models.evidence_rows import EvidenceReading, PaymentRow, ProofRow, read_evidence
from cspdesk.ui.models.evidence_table import payment_columns, proof_columns
from cspdesk.ui.models.plan_rows import withheld_words
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.panels.evidence_form import PickProofDialog, ask_reference
from cspdesk.ui.panels.evidence_panel import EvidencePanel
from cspdesk.ui.panels.evidence_payments import PaymentTable
from cspdesk.ui.panels.evidence_room import yield_columns
from cspdesk.ui.panels.evidence_taking import choose_files, dragged_files, open_proof, take_files
from cspdesk.ui.panels.room import SharedRoom
from cspdesk.ui.session import Place, Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.filter_bar import FilterBar
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label

PROVED, SHOWN = "Proof", "Which evidence"
PAYMENTS_YIELD = ("Line", "Reference")  # columns that go first where there is little room; the panel has them all
PROOFS_YIELD = ("SHA-256", "Size", "Seen by", "Dated", "Kind", "Proves")


class EvidenceTab(QWidget):
    """What is proved of one priority's payments in the year looked at, and what is not."""

    def __init__(self, session: Session, priority_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._priority_id = priority_id
        self._reading = EvidenceReading((), (), Traced(), 0, 0, 0)
        self._opened = OpenedFiles()
        self.setAcceptDrops(not session.read_only)
        self.panel = EvidencePanel(session)
        self.panel.closed.connect(lambda: self.proofs.setFocus())
        self.payments_model: TableModel[PaymentRow] = TableModel(payment_columns(), session)
        self.proofs_model: TableModel[ProofRow] = TableModel(proof_columns(), session)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        page = self._build_page()
        row.addWidget(page, 1)
        row.addWidget(self.panel)
        self._room = SharedRoom(self, page, self.panel, (self._ways, self.proofs_card))
        self.reload()

    def _build_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE * 2)
        column.setSpacing(SPACE * 3 // 2)
        column.addLayout(self._build_head())
        self.sides = QSplitter(Qt.Orientation.Horizontal, page)
        self.sides.setChildrenCollapsible(False)
        self.sides.setHandleWidth(SPACE * 3 // 2)
        self.sides.setProperty("role", "clear")
        self.sides.addWidget(self._build_payments())
        self.proofs_card = self._build_proofs()
        self.sides.addWidget(self.proofs_card)
        self.sides.setStretchFactor(0, 5)
        self.sides.setStretchFactor(1, 4)
        column.addWidget(self.sides, 1)
        self.withheld = label("", "quiet", wrap=True)
        column.addWidget(self.withheld)
        return page

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        said = QVBoxLayout()
        said.setSpacing(0)
        self.sentence = label("", "lead", wrap=True)
        self.more = label("", "quiet")
        said.addWidget(self.sentence)
        said.addWidget(self.more)
        row.addLayout(said, 1)
        self.attach_file = self._button("&Attach a file…", "paperclip", self._choose_files, "primary")
        self.add_reference = self._button("Add &reference…", "link", self._add_reference)
        self.attach_known = self._button("Attach e&xisting…", "search", self._pick)
        self._ways = QWidget()
        ways = QHBoxLayout(self._ways)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(SPACE)
        for made in (self.add_reference, self.attach_known, self.attach_file):
            ways.addWidget(made)
        row.addWidget(self._ways, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _button(self, words: str, icon: str, slot: Callable[[], object], role: str = "plain") -> QPushButton:
        made = button(words, "primary" if role == "primary" else "plain", icon=icon)
        made.clicked.connect(slot)
        made.setDisabled(self._session.read_only)
        return made

    def _build_payments(self) -> Card:
        card = Card("Payments", tight=True)
        self.payments = PaymentTable(self.payments_model, self._session)
        self.payments.dropped.connect(self.take)
        self.payments.picked.connect(self._picked)
        self.payments.opened.connect(self._open_payment)
        self.payments.doubleClicked.connect(lambda index: self._open_payment(self.payments_model.record(index.row())))
        self.payments.add_row_action("&Go to its line in Money", "", self._go_to_money)
        if not self._session.read_only:
            self.payments.add_row_action("Take all &proof off", "Del", self.detach_selected)
        yield_columns(self.payments, PAYMENTS_YIELD)
        self.payment_filters = FilterBar("Filter payments")
        self.payment_filters.add_choice(
            PROVED, [("All payments", None), ("Without proof", MISSING), ("With proof", HAS)]
        )
        self.payment_filters.changed.connect(self._filter_payments)
        self.picked_note = card.note
        self._add_to(card, self.payment_filters, self.payments)
        return card

    def _build_proofs(self) -> Card:
        card = Card("Evidence", tight=True)
        self.proofs = TableView(self.proofs_model, self._session, "Evidence")
        self.proofs.opened.connect(lambda row: self.panel.edit(row.evidence))
        self.proofs.doubleClicked.connect(lambda index: self.panel.edit(self.proofs_model.record(index.row()).evidence))
        self.proofs.picked.connect(self._say_picked)
        self.proofs.add_row_action("&Open a copy", "Ctrl+Return", self._open_copy)
        if not self._session.read_only:
            self.proofs.add_row_action("&Attach to the selected payments", "Ctrl+L", self.attach_selected)
            self.proofs.add_row_action("&Remove", "Del", self.remove_selected)
        self.link_button = button(
            "Attach to the payments", "link", icon="link", tip="Attach to the selected payments (Ctrl+L)"
        )
        self.link_button.clicked.connect(self.attach_selected)
        card.add_action(self.link_button)
        yield_columns(self.proofs, PROOFS_YIELD)
        self.proof_filters = FilterBar("Filter evidence")
        self.proof_filters.add_choice(
            SHOWN, [("All evidence", None), ("Of the selected payments", SELECTED), ("Attached to nothing", LOOSE)]
        )
        self.proof_filters.changed.connect(self._filter_proofs)
        self._add_to(card, self.proof_filters, self.proofs)
        return card

    def _add_to(self, card: Card, filters: FilterBar, table: TableView) -> None:
        filters.search.setMinimumWidth(SPACE * 14)
        row = QHBoxLayout()
        row.setContentsMargins(SPACE * 2, 0, SPACE * 2, 0)
        row.addWidget(filters)
        card.body.addLayout(row)
        card.body.addWidget(table, 1)

    def reload(self) -> None:
        """Read the record and show it; what is being typed in the panel stays."""
        session = self._session
        kept = session.entries(self._priority_id)
        reading = read_evidence(session.store, self._priority_id, session.year, session.audience, kept)
        self._reading = reading
        self.payments_model.show(reading.payments)
        self.proofs_model.show(reading.proofs)
        self.sentence.setText(untraced_sentence(reading.traced))
        self.more.setText(payments_sentence(reading.traced))
        self.more.setVisible(bool(self.more.text()))
        self.withheld.setText(self._withheld_words())
        self.withheld.setVisible(bool(self.withheld.text()))
        year = session.year.label
        empty = f"Nothing was paid from this priority’s budget lines in {year} yet."
        self.payments.say_when_empty(empty if not reading.payments else "No payment meets the filter.")
        drop = "" if session.read_only else " Drop a file here, or on a payment."
        self.proofs.say_when_empty(f"No evidence yet.{drop}" if not reading.proofs else "No evidence meets the filter.")
        self._filter_payments()
        self._filter_proofs()
        self.panel.refresh()

    def _withheld_words(self) -> str:
        reading, audience = self._reading, self._session.audience
        parts = []
        if words := withheld_words(reading.withheld_payments, "payment", audience):
            parts.append(f"{words}; the sum above holds the {pounds(reading.withheld_pence)} of it")
        if words := withheld_words(reading.withheld_proofs, "piece of evidence", audience, "pieces of evidence"):
            parts.append(words)
        return ". ".join(parts)

    def _filter_payments(self) -> None:
        words, wanted = self.payment_filters.text.split(), self.payment_filters.choice(PROVED)
        asks = bool(words or wanted)
        self.payments_model.set_filter((lambda row: takes_payment(row, words, wanted)) if asks else None)
        self.payment_filters.say_count(len(self.payments_model.records), self.payments_model.total, "payment")
        self._picked()

    def _filter_proofs(self) -> None:
        words, wanted = self.proof_filters.text.split(), self.proof_filters.choice(SHOWN)
        of_selected = {id_ for row in self._selected_payments() for id_ in row.proof_ids}
        asks = bool(words or wanted)
        self.proofs_model.set_filter((lambda row: takes_proof(row, words, wanted, of_selected)) if asks else None)
        self.proof_filters.say_count(len(self.proofs_model.records), self.proofs_model.total, "proof")
        self._say_picked()

    def _selected_payments(self) -> tuple[PaymentRow, ...]:
        return self.payments.selected_records()

    def _picked(self) -> None:
        if self.proof_filters.choice(SHOWN) == SELECTED:
            self._filter_proofs()
        self._say_picked()

    def _say_picked(self) -> None:
        rows = self._selected_payments()
        total = pounds(sum(row.payment.amount_pence for row in rows))
        self.picked_note.setText(f"{len(rows):,} selected, {total}" if rows else "")
        writable = not self._session.read_only
        self.attach_known.setEnabled(bool(rows) and writable)
        self.link_button.setVisible(bool(rows) and bool(self.proofs.selected_records()) and writable)
        self.link_button.setText(f"Attach to {counted(len(rows), 'payment')}")

    def take(self, rows: Sequence[PaymentRow], paths: Sequence[Path]) -> bool:
        """Attach files to payments as one step; to none, they are evidence that proves nothing yet."""
        ids = [row.id for row in rows]
        attach = self._session.store.evidence.attach_to_transactions
        if not paths:
            return False
        return bool(take_files(self._session, self, paths, named_payments(rows), lambda id_: attach(id_, ids)))

    def _choose_files(self) -> None:
        self.take(self._selected_payments(), choose_files(self))

    def _add_reference(self) -> None:
        proof = ask_reference(self)
        if proof is not None:
            add_proof(self._session, proof, self._selected_payments())

    def _pick(self) -> None:
        rows = self._selected_payments()
        proof = PickProofDialog(self._session.store.evidence.all_evidence(), self).pick() if rows else None
        if proof is not None:
            attach_proofs(self._session, [proof], rows)

    def attach_selected(self) -> None:
        """Attach the selected evidence to the selected payments as one step."""
        attach_proofs(self._session, self._selected_proofs(), self._selected_payments())

    def detach_selected(self) -> None:
        """Take all proof off the selected payments as one step; the evidence stays."""
        detach_proofs(self._session, self._selected_payments())

    def remove_selected(self) -> None:
        """Remove the selected evidence with its attachments as one step; undo brings all back."""
        remove_proofs(self._session, self._selected_proofs())

    def _selected_proofs(self) -> list[Evidence]:
        return [row.evidence for row in self.proofs.selected_records()]

    def focus_record(self, place: Place) -> None:
        """Put the cursor on a payment or open a proof, whatever is filtered out now."""
        key = place.record_id
        if key is None:
            self.payments.setFocus()
            return
        if any(row.id == key for row in self._reading.payments) and self.payments_model.row_of(key) is None:
            self.payment_filters.search.clear()
            self.payment_filters.choose(PROVED, None)
            self._filter_payments()
        if self.payments.select_key(key):
            self.payments.setFocus()
        elif proof := next((row.evidence for row in self._reading.proofs if row.id == key), None):
            self.proofs.select_key(key)
            self.panel.edit(proof)

    def _open_payment(self, row: PaymentRow) -> None:
        """Open what proves a payment: the proof itself if there is one alone, otherwise those there are."""
        self.payments.select_key(row.id)
        if len(row.proof_ids) == 1:
            proof = next((each.evidence for each in self._reading.proofs if each.id == row.proof_ids[0]), None)
            if proof is not None:
                self.panel.edit(proof)
        elif row.proved:
            self.proof_filters.choose(SHOWN, SELECTED)
            self._filter_proofs()
            self.proofs.setFocus()
        else:
            self._choose_files()

    def _open_copy(self) -> None:
        if (row := self.proofs.current_record()) is not None:
            open_proof(self._session, self._opened, row.evidence)

    def _go_to_money(self) -> None:
        if (row := self.payments.current_record()) is not None:
            self._session.go_to.emit(Place("priority", self._priority_id, "money", row.id))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(self._selected_payments(), dragged_files(event.mimeData()))
