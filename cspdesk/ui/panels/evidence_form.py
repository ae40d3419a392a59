"""The fields of a proof, used by the evidence panel and by the boxes that add or find one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.form import FieldError, FormDialog
from cspdesk.ui.models.evidence_rows import file_type
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, TextBox
from cspdesk.ui.widgets.reason_edit import ReasonEdit
from cspdesk.ui.widgets.text import button, label

Rows = list[tuple[str, QWidget]]


class EvidenceFields:
    """What is said of a proof: title, where it lies, its date, what it proves, who may see it."""

    def __init__(self, proof: Evidence) -> None:
        self._proof = proof
        self.title = QLineEdit(proof.title)
        self.reference = QLineEdit(proof.reference)
        self.reference.setPlaceholderText("such as: Finance system, invoice 1734")
        self.dated = DateEdit(proof.dated_on)
        self.kept = DateEdit(proof.keep_until)
        self.kept.setPlaceholderText("six years after its year, unless you say a day")
        self.source = QLineEdit(proof.source)
        self.source.setPlaceholderText("who made it or sent it")
        self.proves = TextBox(proof.proves, 2)
        self.proves.setMaximumHeight(self.proves.minimumHeight() * 2)
        self.personal = QCheckBox("It holds personal data")
        self.personal.setChecked(proof.personal_data)
        self.marking = ChoiceBox([(each.label, each) for each in Audience])
        self.marking.set_value(proof.marking)
        self.reason = ReasonEdit(proof.marking_reason)

    def rows(self) -> Rows:
        """Return the fields with their words, in order."""
        where: Rows = []
        if self._proof.kind is EvidenceKind.REFERENCE:
            where = [("Where it &lies", self.reference)]
        return [
            ("&Title", self.title),
            *where,
            ("What it &proves", self.proves),
            ("&Dated", self.dated),
            ("So&urce", self.source),
            ("&Kept until", self.kept),
            ("&Who may see it", self.marking),
            ("Reason for that", self.reason),
            ("", self.personal),
        ]

    def filled(self) -> Evidence:
        """Return the proof as the form has it. Raises FieldError where something is missing or cannot be read."""
        title, reference = self.title.text().strip(), self.reference.text().strip()
        if not title:
            raise FieldError(self.title, "Evidence needs a title.")
        if self._proof.kind is EvidenceKind.REFERENCE and not reference:
            raise FieldError(self.reference, "Say where the proof lies, so that an auditor can find it.")
        if self.personal.isChecked() and self.marking.value() is Audience.PUBLIC:
            raise FieldError(self.marking, "What holds personal data cannot be public. Mark it partner or restricted.")
        dated, kept = _day(self.dated), _day(self.kept)
        return replace(
            self._proof,
            title=title,
            reference=reference,
            dated_on=dated,
            keep_until=kept,
            source=self.source.text().strip(),
            proves=self.proves.text(),
            personal_data=self.personal.isChecked(),
            marking=self.marking.value(),
            marking_reason=self.reason.text().strip(),
        )


def _day(field: DateEdit) -> date | None:
    try:
        return field.day()
    except UserError as error:
        raise FieldError(field, str(error)) from error


class ReferenceDialog(FormDialog):
    """Asks for a reference: proof that lies elsewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Add a reference", self._take, parent, save_text="&Add")
        self.fields = EvidenceFields(Evidence(new_id(), "", EvidenceKind.REFERENCE))
        self.taken: Evidence | None = None
        self.add_note("For proof that stays where it is: a paper file, a record in another system, a published page.")
        for words, field in self.fields.rows():
            self.add(words, field)

    def _take(self) -> bool:
        self.taken = self.fields.filled()
        return True


def ask_reference(parent: QWidget | None) -> Evidence | None:
    """Return a reference the person describes, not yet saved; None when they changed their mind."""
    dialog = ReferenceDialog(parent)
    return dialog.taken if dialog.ask() else None


class PickProofDialog(QDialog):
    """Finds one of the proofs that are already in the record, by words of its title, source or file."""

    def __init__(self, proofs: Sequence[Evidence], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Attach evidence that is already here")
        self.setMinimumSize(SPACE * 64, SPACE * 52)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        layout.setSpacing(SPACE)
        layout.addWidget(label("Attach evidence that is already here", "title"))
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find by title, source or file name")
        self.search.setAccessibleName("Find evidence")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        layout.addWidget(self.search)
        self.list = QListWidget()
        self.list.setAccessibleName("Evidence in the record")
        self.list.itemActivated.connect(lambda _: self.accept())
        layout.addWidget(self.list, 1)
        self.attach = button("&Attach", "primary")
        self.list.currentRowChanged.connect(lambda row: self.attach.setEnabled(row >= 0))
        self.attach.setDefault(True)
        self.attach.setEnabled(False)
        self.attach.clicked.connect(self.accept)
        layout.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignRight)
        self._fill(proofs)

    def pick(self) -> Evidence | None:
        """Show the list until one is taken; None when none is."""
        if not show_until_closed(self) or (item := self.list.currentItem()) is None:
            return None
        found = item.data(Qt.ItemDataRole.UserRole)
        assert isinstance(found, Evidence)
        return found

    def _fill(self, proofs: Sequence[Evidence]) -> None:
        for proof in proofs:
            what = proof.file_name or proof.reference
            item = QListWidgetItem(f"{proof.title}\n{file_type(proof)}: {what}")
            item.setData(Qt.ItemDataRole.UserRole, proof)
            self.list.addItem(item)

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        first: int | None = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            proof: Evidence = item.data(Qt.ItemDataRole.UserRole)
            heard = f"{proof.title} {proof.source} {proof.file_name} {proof.reference} {proof.proves}".casefold()
            item.setHidden(not all(word in heard for word in words))
            first = row if first is None and not item.isHidden() else first
        self.list.setCurrentRow(-1 if first is None else first)
