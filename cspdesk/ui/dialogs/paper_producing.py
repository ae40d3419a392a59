"""A written paper out of the window: kept in the register, printed, saved in every form there is."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.errors import UserError
from cspdesk.ui.models.document_rows import save_copy
from cspdesk.ui.session import Session

if TYPE_CHECKING:
    from cspdesk.app.paper_writing import Writing
    from cspdesk.app.papers import PaperMade
    from cspdesk.reports.paper_record import PaperRecord

FORMS = {".pdf": "PDF (*.pdf)", ".html": "Web page (*.html)", ".docx": "Word processor (*.docx)"}


class PaperProducing:
    """Makes one paper at a time beside the window, from what is kept; `busy` tells whether one is being made."""

    def __init__(self, session: Session, parent: QWidget, told: Callable[[str], object]) -> None:
        self._session, self._parent, self._told = session, parent, told
        self.busy = False

    def keep(self, writing: "Writing", audience: Audience) -> None:
        """Make the paper and keep it in the register, as one step."""

        def kept(record: "PaperRecord", made: "PaperMade", content: bytes) -> None:
            from cspdesk.app.paper_preview import keep_document

            title = f"{writing.paper.title}, {audience.value} version"
            done = self._session.do(
                f"Produced {title}",
                lambda: keep_document(self._session.store, record, made, content, title, self._session.today),
            )
            self._told("Kept in the register, on Documents." if done else "")

        self._make(writing, audience, kept)

    def save_as(self, writing: "Writing", audience: Audience) -> None:
        """Ask where to and in which form, and write the paper there."""
        from cspdesk.app.papers import KINDS

        stem = "".join(c if c.isalnum() or c in " -" else "-" for c in f"{writing.paper.title} {audience.value}")
        wanted = Path(self._session.settings.text("export_folder")) / f"{stem}.pdf"
        kinds = ";;".join(words for ending, words in FORMS.items() if ending in KINDS)
        name, _ = QFileDialog.getSaveFileName(self._parent, "Save a copy", str(wanted), kinds)
        if not name:
            return
        path = Path(name)
        self._session.settings.keep("export_folder", str(path.parent))

        def saved(_record: "PaperRecord", _made: "PaperMade", content: bytes) -> None:
            try:
                save_copy(content, path)
            except UserError as error:
                self._session.show_error(error)
                return
            self._told(f"Saved {path.name}.")

        self._make(writing, audience, saved, path.suffix.lower() or ".pdf")

    def print(self, writing: "Writing", audience: Audience) -> None:
        """Make the paper and ask for a printer."""

        def ready(_record: "PaperRecord", _made: "PaperMade", content: bytes) -> None:
            from cspdesk.ui.panels.document_preview import DocumentPreview

            pages = DocumentPreview(self._parent)
            pages.hide()
            if pages.show_bytes(content):
                pages.print()
            pages.deleteLater()
            self._told("")

        self._make(writing, audience, ready)

    def _make(
        self,
        writing: "Writing",
        audience: Audience,
        done: "Callable[[PaperRecord, PaperMade, bytes], None]",
        ending: str = ".pdf",
    ) -> None:
        if self.busy:
            return
        self.busy = True
        self._told("Making the paper…")
        path, today = self._session.store.path, self._session.today

        def work(_: object) -> "tuple[PaperRecord, PaperMade, bytes]":
            from cspdesk.app.paper_preview import bytes_of, read_record
            from cspdesk.app.papers import Shape

            record = read_record(path, writing, audience, today)
            content, made = bytes_of(record, today, Shape(), ending)
            return record, made, content

        def finished(made: "tuple[PaperRecord, PaperMade, bytes]") -> None:
            self.busy = False
            done(*made)

        self._session.jobs.start(work, finished, failed=self._fail)

    def _fail(self, error: Exception) -> None:
        self.busy = False
        self._told("")
        self._session.show_error(error)
