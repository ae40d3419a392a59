"""The side panel of one proof: what it is, what it proves, and who may see it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.audience import may_see
from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.domain.keeping import kept
from cspdesk.domain.proof import counted, size_words
from cspdesk.errors import UserError
from cspdesk.ui.models.evidence_changes import remove_proofs
from cspdesk.ui.models.evidence_files import OpenedFiles
from cspdesk.ui.models.evidence_rows import file_type, payment_words
from cspdesk.ui.panels.evidence_form import EvidenceFields
from cspdesk.ui.panels.evidence_preview import Preview
from cspdesk.ui.panels.evidence_taking import open_proof
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.text import ElidedLabel, button, label, tool_button

PDF = "application/pdf"
LISTED = 30  # payments a proof lists one by one; an invoice run can prove hundreds


class EvidencePanel(SidePanel):
    """Shows one proof; what is said of it is saved as one step, each attachment taken off as a step of its own."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._opened = OpenedFiles()
        self._proof: Evidence | None = None
        self.fields: EvidenceFields | None = None
        self.uses: UsesList | None = None

    @property
    def is_dirty(self) -> bool:
        """Whether the form differs from what it was filled with."""
        if self.isHidden() or self.fields is None or self._session.read_only:
            return False
        try:
            return self.fields.filled() != self._proof
        except UserError:
            return True

    @property
    def proof_id(self) -> str | None:
        """The id of the proof shown, None when the panel is closed."""
        return None if self.isHidden() or self._proof is None else self._proof.id

    def edit(self, proof: Evidence) -> bool:
        """Show a proof; return whether the panel was free to show it."""
        if self.proof_id == proof.id:
            return True
        if not self.may_leave():
            return False
        self._fill(proof)
        return True

    def refresh(self) -> None:
        """Take in what changed in the record; typed edits stay, a proof that is gone closes the panel."""
        if self.proof_id is None:
            return
        now = self._session.store.evidence.evidence.find(self.proof_id)
        if now is None:
            self._close()
        elif now != self._proof and not self.is_dirty:
            self._fill(now)
        elif self.uses is not None:
            self.uses.reload()

    def _close(self) -> None:
        self._proof = self.fields = None
        self.hide()
        self.closed.emit()

    def _fill(self, proof: Evidence) -> None:
        self._proof = proof
        self.fields = EvidenceFields(proof)
        self.uses = UsesList(self._session, proof)
        read_only = self._session.read_only
        rows = self.fields.rows()
        rows[:0] = [("", self._facts(proof))]
        rows.append(("", SingleFields(self._session, self._session.store.evidence.evidence, proof.id)))
        rows.append(("Attached to", self.uses))
        extra = []
        if not read_only:
            remove = button("Remove", "flat", icon="trash-2", tip="Remove this evidence; Ctrl+Z brings it back")
            remove.clicked.connect(self.remove)
            extra.append(remove)
        self.begin(proof.title, rows, None if read_only else self._save_proof, extra=extra)
        rows[0][1].setEnabled(True)
        self.fields.title.setFocus()

    def _facts(self, proof: Evidence) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        if proof.kind is EvidenceKind.REFERENCE:
            column.addWidget(label("A reference: the proof itself lies elsewhere.", "quiet", wrap=True))
            return part
        preview = Preview()
        if proof.media_type.startswith("image/") or proof.media_type == PDF:
            content = self._session.store.evidence.bytes_of(proof.sha256 or "")
            preview.show_first(content, proof.title, is_pdf=proof.media_type == PDF)
        column.addWidget(preview)
        column.addWidget(ElidedLabel(proof.file_name, "strong"))
        column.addWidget(label(f"{file_type(proof)}, {size_words(proof.size_bytes)}", "quiet", wrap=True))
        sha256 = proof.sha256 or ""
        mark = ElidedLabel(f"SHA-256 {sha256[:16]}…", "caption")
        mark.setToolTip(sha256)
        mark.setAccessibleName(f"SHA-256 {sha256}")
        column.addWidget(mark)
        kept = self._kept_words(proof)
        column.addWidget(label(kept, "quiet", wrap=True))
        look = button("Open a copy", icon="eye", tip="Show it with this computer’s own program, from a read-only copy")
        look.clicked.connect(lambda: open_proof(self._session, self._opened, proof))
        row = QHBoxLayout()
        row.addWidget(look)
        if proof.media_type == PDF:
            read = button("Read it here", icon="file-text", tip="Show its pages inside the window")
            read.clicked.connect(lambda: self._read_here(proof))
            row.insertWidget(0, read)
        row.addStretch(1)
        column.addLayout(row)
        return part

    def _kept_words(self, proof: Evidence) -> str:
        """Say how long the proof is kept and why."""
        store = self._session.store
        days = [entry.occurred_on for entry in store.funding.proved_by(proof.id)]
        days += [action.finished_on or action.due_on for action in store.plans.proved_by(proof.id)]
        return kept(proof, days).says

    def _read_here(self, proof: Evidence) -> None:
        from cspdesk.ui.dialogs.read_proof import read_proof

        read_proof(self.window(), proof.title, self._session.store.evidence.bytes_of(proof.sha256 or ""))

    def _save_proof(self) -> bool:
        assert self.fields is not None
        try:
            proof = self.fields.filled()
        except UserError as error:
            self.say_problem(str(error))
            return False
        return self._session.do(
            f"Changed the evidence “{proof.title}”", lambda: self._session.store.evidence.evidence.save(proof)
        )

    def remove(self) -> None:
        """Remove the proof shown with its attachments; Ctrl+Z brings all back."""
        proof = self._proof
        if proof is not None:
            self._close()
            remove_proofs(self._session, [proof])


class UsesList(QWidget):
    """The payments and actions that a proof is attached to, each with a way to take it off."""

    def __init__(self, session: Session, proof: Evidence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._proof = proof
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.reload()

    def reload(self) -> None:
        """Show what the record holds now."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        store, audience, id_ = self._session.store, self._session.audience, self._proof.id
        payments = [p for p in store.funding.proved_by(id_) if may_see(audience, p.marking)]
        actions = [a for a in store.plans.proved_by(id_) if may_see(audience, a.marking)]
        off_payment, off_action = store.evidence.detach_from_transaction, store.evidence.detach_from_action
        for payment in payments[:LISTED]:
            self._add(payment_words(payment), lambda x=payment.id: off_payment(id_, x))
        if len(payments) > LISTED:
            more = counted(len(payments) - LISTED, "more payment")
            self._rows.addWidget(label(f"and {more}; take it off those in the table of payments", "quiet", wrap=True))
        for action in actions:
            self._add(action.title, lambda x=action.id: off_action(id_, x))
        if not payments and not actions:
            self._rows.addWidget(
                label("Nothing yet. Select payments at the left and attach it to them.", "quiet", wrap=True)
            )

    def _add(self, words: str, take_off: object) -> None:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(ElidedLabel(words), 1)
        off = tool_button("x", f"Take off {words}", "Take off; both stay in the record")
        if self._session.read_only:
            off.hide()
        off.clicked.connect(lambda: self._take_off(take_off))
        layout.addWidget(off)
        self._rows.addWidget(row)

    def _take_off(self, work: object) -> None:
        assert callable(work)
        self._session.do(f"Took “{self._proof.title}” off what it proved", work)
