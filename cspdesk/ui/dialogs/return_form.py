"""One return: its sections to read and to answer, what stands against sending beside them, preview and sending."""

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from cspdesk.app.return_answers import answered_label, keep_answers
from cspdesk.app.return_sending import keep_sent, prepare
from cspdesk.app.returns import ReturnRequest, read_return, with_answers, write_return
from cspdesk.domain.audience import Audience
from cspdesk.domain.return_check import Finding
from cspdesk.domain.return_due import OwedReturn
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.publicity import may_publish
from cspdesk.ui.models.return_rows import due_words, kept_words, place_of
from cspdesk.ui.panels.document_preview import DocumentPreview
from cspdesk.ui.panels.return_findings import ReturnFindings
from cspdesk.ui.panels.return_page import ReturnPage
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SIZES, SPACE
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.text import button, label
from cspdesk.whole_file import save_whole

MOST_OF_SCREEN = 0.94
PAUSE_MS = 400  # after the last letter typed, before the return is checked again


class ReturnDialog(QDialog):
    """Answers are kept with Save draft, many as one step; what is found is looked for again as the person types."""

    def __init__(self, session: Session, request: ReturnRequest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._request = request
        self.one = read_return(session.store, request, session.today)
        self.setWindowTitle(f"{self.one.template.title}, {self.one.record.period.label}")
        self._take_room()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.check_again)
        self.findings = ReturnFindings(self.go_to)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("role", "clear")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE * 2)
        split.addWidget(self._scroll)
        split.addWidget(self.findings)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([SPACE * 104, SPACE * 44])
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        self.title, self.words = label("", "title", wrap=True), label("", "quiet", wrap=True)
        column.addLayout(self._head())
        column.addWidget(self.words)
        column.addWidget(split, 1)
        column.addLayout(self._foot())
        self._show()

    def _take_room(self) -> None:
        unit = max(1.0, self.font().pixelSize() / SIZES["body"])
        screen = self.screen().availableGeometry()
        wide, high = round(SPACE * 160 * unit), round(SPACE * 86 * unit)
        self.resize(
            min(wide, round(screen.width() * MOST_OF_SCREEN)), min(high, round(screen.height() * MOST_OF_SCREEN))
        )

    def _head(self) -> QHBoxLayout:
        self.readers: ChoiceBox[Audience] = ChoiceBox([(f"{each.label} version", each) for each in Audience])
        self.readers.setAccessibleName("Who the return is for")
        self.readers.setToolTip("What these readers may not see is left out")
        self.readers.set_value(self.one.figures.audience)
        self.readers.setDisabled(self.one.is_submitted)
        self.readers.activated.connect(lambda _: self.show_for(self.readers.value()))
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(self.readers)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.preview_button = button("&Preview", icon="eye")
        self.preview_button.clicked.connect(self.preview)
        self.export_button = button("Save a &copy…", icon="download", tip="As a PDF, a workbook or a CSV file")
        self.export_button.clicked.connect(self.save_a_copy)
        self.close_button = button("Close")
        self.close_button.clicked.connect(self.close)
        self.save_button = button("&Save draft", icon="save", tip="Save what is written (Ctrl+S)")
        self.save_button.setShortcut("Ctrl+S")
        self.save_button.clicked.connect(self.save)
        self.submit_button = button("S&ubmit…", "primary", icon="check")
        self.submit_button.clicked.connect(self.submit)
        for made in (self.preview_button, self.export_button):
            row.addWidget(made)
        row.addStretch(1)
        for made in (self.close_button, self.save_button, self.submit_button):
            row.addWidget(made)
        return row

    def _show(self) -> None:
        """Show the return as it was read."""
        one = self.one
        record = one.record
        self.title.setText(f"{one.template.title}, {record.period.label}")
        owed = OwedReturn(one.template, record.period, record.period.due_on(one.template.due_days), one.kept)
        said = (f"{record.agreement.reference} to {record.funder.name}.", due_words(owed), one.template.about)
        self.words.setText(" ".join(said))
        self.page = ReturnPage(self._session, one, self._pause.start)
        self._scroll.setWidget(self.page)
        self._show_findings()

    def _show_findings(self) -> None:
        one = self.one
        if one.is_submitted:
            self.findings.show_sent(kept_words(one.kept))
        else:
            self.findings.show_findings(one.findings)
        writes = not (self._session.read_only or one.is_submitted)
        self.save_button.setEnabled(writes)
        self.submit_button.setEnabled(writes and one.is_ready)
        self.submit_button.setToolTip("" if one.is_ready else "Put right what is listed at the right first")

    @property
    def is_dirty(self) -> bool:
        """Whether something was written that is not saved."""
        return bool(self._changed())

    def _changed(self) -> dict[str, str]:
        if self.one.is_submitted:
            return {}
        kept = self._session.store.returns.answers_of(self.one.kept.id) if self.one.kept else {}
        return {key: text for key, text in self.page.answers().items() if text != kept.get(key, "").strip()}

    def check_again(self) -> None:
        """Look for what stands against sending, with what is written now."""
        if not self.one.is_submitted:
            self.one = with_answers(self.one, self.page.answers())
            self._show_findings()

    def show_for(self, audience: Audience) -> None:
        """Show the return as other readers would get it; what is written stays."""
        shown = replace(self.one, record=replace(self.one.record, audience=audience))
        try:
            self.one = with_answers(shown, self.page.answers())
        except UserError as error:
            self._session.show_error(error)
            self.readers.set_value(self.one.record.audience)
            return
        self._request = replace(self._request, audience=audience.value)
        self.readers.set_value(audience)
        self._show()

    def save(self) -> bool:
        """Keep what is written, as one step; return whether nothing is left unsaved."""
        changed = self._changed()
        if not changed:
            return True
        store, one = self._session.store, self.one
        if not self._session.do(answered_label(one), lambda: keep_answers(store, one, changed)):
            return False
        self._read_again()
        return True

    def _read_again(self) -> None:
        """Read the record anew, since it was changed here."""
        self.one = read_return(self._session.store, self._request, self._session.today)
        self._show_findings()

    def go_to(self, finding: Finding) -> None:
        """Go to what a finding is about: a field here, or a place in the window once this is left."""
        if self.page.go_to(finding.place.key):
            return
        place = place_of(self._session.store, finding.place, self.one.record.agreement, self.one.record.period.year)
        if place is not None and self._may_leave():
            self.accept()
            self._session.go_to.emit(place)

    def preview(self) -> None:
        """Show the pages as they would be printed now."""
        self.check_again()
        try:
            content = self.pages()
        except UserError as error:
            self._session.show_error(error)
            return
        shown = QDialog(self)
        shown.setWindowTitle(self.windowTitle())
        shown.resize(self.size())
        pages = DocumentPreview()
        pages.show_bytes(content)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(pages)
        show_until_closed(shown)

    def pages(self) -> bytes:
        """Return the return as a PDF: as sent, or as it stands, marked a draft while it is not ready."""
        one, store = self.one, self._session.store
        if one.is_submitted and one.kept is not None and one.kept.document_id:
            return store.evidence.bytes_of(store.documents.documents.get(one.kept.document_id).sha256)
        with tempfile.TemporaryDirectory(prefix="cspdesk-") as folder:
            path = Path(folder) / "return.pdf"
            write_return(one, path, self._day(), source=self._session.store.path, draft=not one.is_submitted)
            return path.read_bytes()

    def _day(self) -> date:
        kept = self.one.kept
        return kept.submitted_on if kept is not None and kept.submitted_on else self._session.today

    def save_a_copy(self) -> None:
        """Ask where to, and write the return there: as a draft while it was not sent."""
        self.check_again()
        one = self.one
        kinds = "PDF (*.pdf);;Web page (*.html);;Word processor (*.docx);;Workbook (*.xlsx);;Figures (*.csv)"
        stem = f"{one.record.agreement.reference} {one.record.period} {one.template.name}".replace("/", "-")
        wanted = Path(self._session.settings.text("export_folder")) / f"{stem}.pdf"
        name, _ = QFileDialog.getSaveFileName(self, "Save a copy", str(wanted), kinds)
        if not name or not may_publish(self._session, one.figures.audience, f"“{stem}”", self):
            return
        path = Path(name)
        try:
            if path.suffix.lower() == ".pdf":
                save_whole(path, self.pages())
            else:
                write_return(one, path, self._day(), source=self._session.store.path, draft=not one.is_submitted)
        except UserError as error:
            self._session.show_error(error)

    def submit(self) -> None:
        """Keep what is written, then send the return, once the person has said so."""
        if not self.save():
            return
        self.check_again()
        session, one = self._session, self.one
        try:
            sending = prepare(one, session.today, source=session.store.path)
        except UserError as error:
            session.show_error(error)
            return
        title = f"Submit the return of {one.record.period.label}?"
        text = "Its figures are frozen and its document is kept. Ctrl+Z takes it back."
        if messages.confirm(self, title, text, "Submit") and session.do(
            sending.label, lambda: keep_sent(session.store, sending)
        ):
            self.one = read_return(session.store, self._request, session.today)
            self.readers.setEnabled(False)
            self._show()

    def _may_leave(self) -> bool:
        if not self.is_dirty:
            return True
        reply = messages.ask(
            self, "Save your changes?", "What you wrote in the return is not saved.", ("Save", "Discard")
        )
        return reply == "Discard" or (reply == "Save" and self.save())

    def reject(self) -> None:
        """Leave, once what is written is saved or given up."""
        if self._may_leave():
            super().reject()
