"""What every box that makes a document shares: readers, making beside the window, a preview before it is kept."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.audience import Audience
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.job_dialog import JobDialog
from cspdesk.ui.dialogs.publicity import may_publish
from cspdesk.ui.jobs import Report
from cspdesk.ui.models.document_rows import FORMS
from cspdesk.ui.panels.document_preview import DocumentPreview
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label
from cspdesk.whole_file import save_whole

FOR_WHOM = {
    Audience.PUBLIC: "Public: may be published",
    Audience.PARTNER: "Partner: for members of the partnership",
    Audience.RESTRICTED: "Restricted: for the few who may see everything",
}


class DocumentDialog(JobDialog):
    """Asks, makes, shows; the document is kept in the register only when that is chosen, as one step."""

    def __init__(self, session: Session, title: str, parent: QWidget | None = None) -> None:
        super().__init__(session, title, parent)
        self._folder = tempfile.TemporaryDirectory(prefix="cspdesk-", ignore_cleanup_errors=True)
        self._shown: Path | None = None
        self.audiences = QButtonGroup(self)
        self.audience_words = {audience: label("", "quiet", wrap=True) for audience in Audience}
        for place, audience in enumerate(Audience):
            choice = QRadioButton(FOR_WHOM[audience])
            choice.setChecked(audience is Audience.PUBLIC)
            self.audiences.addButton(choice, place)

    @property
    def audience(self) -> Audience:
        """For whom it is made."""
        return tuple(Audience)[self.audiences.checkedId()]

    def make(self) -> None:
        """Make what is asked for."""
        raise NotImplementedError

    def called(self) -> str:
        """Return the title under which what is asked for is kept."""
        raise NotImplementedError

    def keep(self) -> bool:
        """Keep the document in the register, as one step; return whether that was done."""
        raise NotImplementedError

    def place(self) -> Path | None:
        """Ask where to save; None when the person thinks better of it."""
        raise NotImplementedError

    def keep_and_close(self) -> None:
        """Keep the document and close; one for the public only as the person says while publicity is restricted."""
        if self.may_publish() and self.keep():
            self.accept()

    def write_copy(self, path: Path, report: Report) -> object:
        """Write what is shown at path in another form, as its ending says; this runs beside the window."""
        raise NotImplementedError

    def keep_and_save(self) -> None:
        """Ask for a place, keep the document, and write a copy there; the register keeps what was seen, the PDF."""
        assert self._shown is not None
        path = self.place()
        if path is None or not self.may_publish():
            return
        if path.suffix.lower() != self._shown.suffix:
            self._run(lambda report: self.write_copy(path, report), lambda _: self._keep_saved(path))
            return
        try:
            save_whole(path, self._shown.read_bytes())
        except UserError as error:
            self._session.show_error(error)
            return
        self._keep_saved(path)

    def _keep_saved(self, path: Path) -> None:
        """Keep the document whose copy was saved; where that is another form, say which one is kept."""
        if not self.keep():
            self._update()
            return
        kept = "" if path.suffix.lower() == ".pdf" else "; the register keeps the PDF"
        self._session.message.emit(f"Saved {path.name}{kept}")
        self.accept()

    def may_publish(self) -> bool:
        """Return whether to go on with what is made for its readers; see `dialogs.publicity`."""
        return may_publish(self._session, self.audience, f"“{self.called()}”", self)

    def back(self) -> None:
        """Change what is asked for; what was made is thrown away."""
        self._shown = None
        self.preview.show_bytes(b"")
        self.pages.setCurrentIndex(0)
        self._update()

    def done(self, result: int) -> None:
        """Let go of the files."""
        self.preview.show_bytes(b"")
        super().done(result)
        self._folder.cleanup()

    def _build(self, asking: QWidget, height: int) -> None:
        """Lay out the page that asks, the preview behind it and the buttons below; height is in pixels at 100%."""
        self.pages = QStackedWidget()
        self.pages.addWidget(scrolling(asking))
        self.preview = DocumentPreview()
        self.pages.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE * 2)
        column.addWidget(self.pages, 1)
        column.addLayout(self._build_foot())
        self._fit(860, height)

    def _build_foot(self) -> QHBoxLayout:
        self.problem = label("", "danger", wrap=True)
        self.print_button = button("Pri&nt…", icon="printer")
        self.print_button.clicked.connect(lambda *_: self.may_publish() and self.preview.print())
        self.keep_button = button("&Keep in the register")
        self.keep_button.clicked.connect(self.keep_and_close)
        self.save_button = button("Keep and &save a copy…", "primary", icon="save")
        self.save_button.clicked.connect(self.keep_and_save)
        self.make_button = button("&Make the document", "primary")
        self.make_button.clicked.connect(self.make)
        return self._foot(self.problem, self.print_button, self.keep_button, self.save_button, self.make_button)

    def _fields(self, rows: Sequence[tuple[str, QWidget]]) -> QFormLayout:
        """Return fields with their labels."""
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE * 3)
        form.setVerticalSpacing(SPACE)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in rows:
            form.addRow(words, field)
        return form

    def _add_audiences(self, column: QVBoxLayout, below: int) -> None:
        """Add the choice of readers, each with what its version shows; below is the space under each, in pixels."""
        for place, audience in enumerate(Audience):
            column.addWidget(self.audiences.button(place))
            words = QHBoxLayout()
            words.setContentsMargins(SPACE * 4, 0, 0, below)
            words.addWidget(self.audience_words[audience])
            column.addLayout(words)

    def _offer(self, versions: Sequence[tuple[bool, str]]) -> None:
        """Say of each audience, in their order, whether its version can be made and what it shows."""
        for place, (audience, (allowed, words)) in enumerate(zip(Audience, versions, strict=True)):
            self.audience_words[audience].setText(words)
            self.audiences.button(place).setEnabled(allowed)
            self.audiences.button(place).setAccessibleDescription(words)
        if not versions[self.audiences.checkedId()][0]:
            self.audiences.button(len(versions) - 1).setChecked(True)
        self._update()

    def _ask_for_place(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask where to save, beginning in the folder used last, and remember the one chosen."""
        wanted = str(Path(self._session.settings.text("export_folder")) / name)
        chosen, kind = QFileDialog.getSaveFileName(self, title, wanted, kinds)
        if not chosen:
            return None
        path = Path(chosen)
        self._session.settings.keep("export_folder", str(path.parent))
        ending = next((e for e, words in FORMS.items() if words == kind), "")
        return path if path.suffix.lower() in FORMS else path.with_name(path.name + ending)

    def _show_document(self, path: Path) -> None:
        self._shown = path
        self.preview.show_bytes(path.read_bytes())
        self.pages.setCurrentIndex(1)
        self._update()
        self.preview.view.setFocus()

    def _update(self) -> None:
        busy, asking = self.is_busy, self.pages.currentIndex() == 0
        self.progress.setVisible(busy)
        self.problem.setText("")
        self.pages.setEnabled(not busy)
        self.make_button.setVisible(asking)
        self.make_button.setEnabled(not busy)
        for widget in (self.back_button, self.print_button, self.keep_button, self.save_button):
            widget.setVisible(not asking)
        for widget in (self.keep_button, self.save_button):
            widget.setDisabled(self._session.read_only)
