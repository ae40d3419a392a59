"""What proves an action: its proofs, and every way to add one: a dropped file, a pasted path, a reference."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.audience import may_see
from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.domain.proof import size_words
from cspdesk.ui.models.evidence_files import OpenedFiles
from cspdesk.ui.models.evidence_rows import file_type
from cspdesk.ui.models.plan_rows import withheld_words
from cspdesk.ui.panels.evidence_form import PickProofDialog, ask_reference
from cspdesk.ui.panels.evidence_taking import (
    choose_files,
    dragged_files,
    files_on_clipboard,
    open_proof,
    take_files,
)
from cspdesk.ui.panels.telling import clear, only_if
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import ElidedLabel, button, label, tool_button


class ActionProofs(QWidget):
    """Each change here is a step of its own, taken at once. Takes dropped files, and Ctrl+V while it has the focus."""

    def __init__(self, session: Session, action_id: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._id = action_id
        self._title = title
        self._opened = OpenedFiles()
        self.setAcceptDrops(not session.read_only)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Evidence of this action; Ctrl+V attaches a copied file")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        layout.addLayout(self._rows)
        self._bar = self._ways_to_add()
        layout.addWidget(self._bar)
        self.reload()

    def show_action(self, action_id: str, title: str) -> None:
        """Show what proves an action."""
        self._id, self._title = action_id, title
        self.reload()

    def reload(self) -> None:
        """Show what the record holds now."""
        clear(self._rows)
        proofs = self._session.store.evidence.for_action(self._id)
        seen = [p for p in proofs if may_see(self._session.audience, p.marking)]
        for proof in seen:
            self._rows.addWidget(self._row(proof))
        if not proofs:
            hint = "" if self._session.read_only else " Drop a file here, or copy one and press Ctrl+V."
            self._rows.addWidget(label(f"Nothing proves this action yet.{hint}", "quiet", wrap=True))
        if hidden := withheld_words(len(proofs) - len(seen), "proof", self._session.audience):
            self._rows.addWidget(label(hidden, "quiet", wrap=True))

    def take(self, paths: list[Path]) -> bool:
        """Attach files to the action; return whether any was."""
        attach = self._session.store.evidence.attach_to_action
        return bool(paths) and bool(
            take_files(self._session, self, paths, f"“{self._title}”", lambda id_: attach(id_, self._id))
        )

    def _row(self, proof: Evidence) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        is_file = proof.kind is EvidenceKind.FILE
        what = f"{file_type(proof)}, {size_words(proof.size_bytes)}" if is_file else proof.reference
        layout.addWidget(ElidedLabel(f"{proof.title} ({what})"), 1)
        if is_file:
            look = tool_button("eye", f"Open {proof.title}", "Open a read-only copy")
            look.clicked.connect(lambda: open_proof(self._session, self._opened, proof))
            layout.addWidget(look)
        take_off = tool_button("x", f"Take off {proof.title}", "Take off; it stays in the record")
        only_if(take_off, not self._session.read_only)
        take_off.clicked.connect(lambda: self._take_off(proof))
        layout.addWidget(take_off)
        return row

    def _ways_to_add(self) -> QWidget:
        bar = QWidget()
        only_if(bar, not self._session.read_only)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        ways: tuple[tuple[str, str, Callable[[], object]], ...] = (
            ("File…", "Attach files", lambda: self.take(choose_files(self))),
            ("Reference…", "Say where the proof lies", self._add_reference),
            ("In the record…", "Attach evidence that is already in the record", self._pick),
        )
        for words, tip, slot in ways:
            made = button(words, tip=tip)
            made.clicked.connect(slot)
            layout.addWidget(made)
        layout.addStretch(1)
        return bar

    def _take_off(self, proof: Evidence) -> None:
        detach = self._session.store.evidence.detach_from_action
        self._session.do(f"Took “{proof.title}” off “{self._title}”", lambda: detach(proof.id, self._id))

    def _add_reference(self) -> None:
        store = self._session.store.evidence
        proof = ask_reference(self)
        if proof is not None:

            def work() -> None:
                store.evidence.insert(proof)
                store.attach_to_action(proof.id, self._id)

            self._session.do(f"Attached “{proof.title}” to “{self._title}”", work)

    def _pick(self) -> None:
        store = self._session.store.evidence
        there = {p.id for p in store.for_action(self._id)}
        dialog = PickProofDialog([p for p in store.all_evidence() if p.id not in there], self)
        proof = dialog.pick()
        if proof is not None:
            attach = self._session.store.evidence.attach_to_action
            self._session.do(f"Attached “{proof.title}” to “{self._title}”", lambda: attach(proof.id, self._id))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(dragged_files(event.mimeData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and not self._session.read_only:
            self.take(files_on_clipboard())
            return
        super().keyPressEvent(event)
