"""What proves one transaction: each proof with a way to take it off, and ways to add one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.evidence import Evidence
from cspdesk.domain.proof import size_words
from cspdesk.ui.panels.evidence_taking import choose_files, take_files
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.steady import SteadyBox
from cspdesk.ui.widgets.text import ElidedLabel, button, label, tool_button


class ProofList(QWidget):
    """Shows a transaction's proofs; each change is a step of its own, taken at once."""

    def __init__(self, session: Session, transaction_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._id = transaction_id
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SPACE // 2)
        self.reload()

    def reload(self) -> None:
        """Show what the record holds now."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        proofs = self._session.store.evidence.for_transaction(self._id)
        if not proofs:
            self._rows.addWidget(label("Nothing proves this payment yet.", "quiet", wrap=True))
        for proof in proofs:
            self._rows.addWidget(self._row(proof))
        if not self._session.read_only:
            self._rows.addWidget(self._ways_to_add({proof.id for proof in proofs}))

    def _row(self, proof: Evidence) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        what = f"{proof.file_name}, {size_words(proof.size_bytes)}" if proof.sha256 else proof.reference
        name = ElidedLabel(f"{proof.title} ({what})" if what != proof.title else what)
        layout.addWidget(name, 1)
        take_off = tool_button("x", f"Take off {proof.title}", "It stays in the record, but no longer proves this")
        take_off.clicked.connect(lambda: self._change("Took a proof off a payment", self._detach(proof)))
        if self._session.read_only:
            take_off.hide()
        layout.addWidget(take_off)
        return row

    def _ways_to_add(self, there: set[str]) -> QWidget:
        bar = QWidget(self)
        layout = QVBoxLayout(bar)
        layout.setContentsMargins(0, 0, 0, 0)
        add = button("Attach a file…", icon="paperclip")
        add.clicked.connect(self._choose_files)
        layout.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(_KnownProofs(self._session, there, self._attach))
        return bar

    def _choose_files(self) -> None:
        attach = self._session.store.evidence.attach_to_transactions
        paths = choose_files(self)
        if take_files(self._session, self, paths, "a payment", lambda proof: attach(proof, [self._id])):
            self.reload()

    def _attach(self, proof: Evidence) -> None:
        store = self._session.store
        self._change(
            "Attached evidence to a payment", lambda: store.evidence.attach_to_transactions(proof.id, [self._id])
        )

    def _detach(self, proof: Evidence) -> Callable[[], object]:
        return lambda: self._session.store.evidence.detach_from_transaction(proof.id, self._id)

    def _change(self, label_: str, work: Callable[[], object]) -> None:
        if self._session.do(label_, work):
            self.reload()


class _KnownProofs(SteadyBox):
    """Proofs that are in the record already, read when somebody first looks for one: there may be thousands."""

    def __init__(self, session: Session, there: set[str], attach: Callable[[Evidence], None]) -> None:
        super().__init__()
        self._session = session
        self._there = there
        self._attach = attach
        self._proofs: list[Evidence] | None = None
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setAccessibleName("Attach a proof that is already here")
        if (field := self.lineEdit()) is not None:
            field.setPlaceholderText("or find one that is already here")
        self.activated.connect(self._take)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Read what there is."""
        self.fill()
        super().focusInEvent(event)

    def showPopup(self) -> None:
        """Read what there is."""
        self.fill()
        super().showPopup()

    def fill(self) -> None:
        """Offer every proof that is not attached here yet."""
        if self._proofs is not None:
            return
        self._proofs = [e for e in self._session.store.evidence.all_evidence() if e.id not in self._there]
        self.addItems([proof.title for proof in self._proofs])
        self.setCurrentIndex(-1)
        if (completer := self.completer()) is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def _take(self, place: int) -> None:
        if self._proofs and 0 <= place < len(self._proofs):
            self._attach(self._proofs[place])
