"""A paper that is written, saved in every form there is; made beside the window from what is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.errors import UserError
from cspdesk.ui.models.document_rows import FORMS
from cspdesk.ui.session import Session
from cspdesk.whole_file import save_whole

if TYPE_CHECKING:
    from cspdesk.app.paper_writing import Writing

MAKING = "Making the paper…"


class PaperSaving:
    """Makes one copy at a time; `told` says what is going on, in words."""

    def __init__(self, session: Session, parent: QWidget, told: Callable[[str], object]) -> None:
        self._session, self._parent, self._told = session, parent, told
        self.busy = False

    def save_as(self, writing: "Writing", audience: Audience) -> None:
        """Ask where to and in which form, and write the paper there."""
        from cspdesk.app.papers import KINDS

        stem = "".join(c if c.isalnum() or c in " -" else "-" for c in f"{writing.paper.title} {audience.value}")
        wanted = Path(self._session.settings.text("export_folder")) / f"{stem}.pdf"
        kinds = ";;".join(words for ending, words in FORMS.items() if ending in KINDS)
        name, _ = QFileDialog.getSaveFileName(self._parent, "Save a copy", str(wanted), kinds)
        if not name or self.busy:
            return
        path = Path(name) if Path(name).suffix else Path(f"{name}.pdf")
        self._session.settings.keep("export_folder", str(path.parent))
        self.busy = True
        self._told(MAKING)
        file, today = self._session.store.path, self._session.today

        def work(_: object) -> bytes:
            from cspdesk.app.paper_made import Shape
            from cspdesk.app.paper_preview import bytes_of, read_record

            return bytes_of(read_record(file, writing, audience, today), today, Shape(), path.suffix.lower())

        self._session.jobs.start(work, lambda content: self._save(content, path), failed=self._fail)

    def _save(self, content: bytes, path: Path) -> None:
        self.busy = False
        try:
            save_whole(path, content)
        except UserError as error:
            self._fail(error)
            return
        self._told(f"Saved {path.name}.")

    def _fail(self, error: Exception) -> None:
        self.busy = False
        self._told("")
        self._session.show_error(error)
