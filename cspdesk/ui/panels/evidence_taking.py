"""Taking files in as evidence: dropped, pasted or chosen; noticing those that are here already; opening them again."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from cspdesk.domain.evidence import Evidence
from cspdesk.domain.proof import counted
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.models.evidence_files import NewFile, OpenedFiles, keep_new_file, pasted_paths, read_new_file
from cspdesk.ui.session import Session

THAT_ONE = "Attach that one"
ANOTHER = "Keep this as well"


def take_files(
    session: Session, parent: QWidget, paths: Sequence[Path], to: str, attach: Callable[[str], object]
) -> tuple[Evidence, ...]:
    """Take files in and attach each with attach(evidence_id), all as one step; return the proofs, none if not taken.

    to names what they are attached to, for the history; “” when nothing. A file that is here already is offered as
    what it is; bytes are never kept twice. One file that cannot be taken is said, and none is taken.
    """
    found: list[NewFile | Evidence] = []
    for path in paths:
        try:
            with waiting():
                file = read_new_file(session.store, path)
        except UserError as error:
            session.show_error(error)
            return ()
        answer = _ask_about_twin(parent, file) if file.twins else ANOTHER
        if answer is None:
            return ()
        found.append(file.twins[0] if answer == THAT_ONE else file)
    kept: list[Evidence] = []

    def work() -> None:
        for each in found:
            with waiting():
                proof = each if isinstance(each, Evidence) else keep_new_file(session.store, each)
            attach(proof.id)
            kept.append(proof)

    return tuple(kept) if found and session.do(_label(found, to), work) else ()


@contextmanager
def waiting() -> Iterator[None]:
    """Show that the computer is at work: a large file takes a moment to read and to keep."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()


def _label(found: Sequence[NewFile | Evidence], to: str) -> str:
    first = found[0]
    name = first.title if isinstance(first, Evidence) else first.name
    what = f"“{name}”" if len(found) == 1 else counted(len(found), "file")
    return f"Attached {what} to {to}" if to else f"Added {what} as evidence"


def _ask_about_twin(parent: QWidget, file: NewFile) -> str | None:
    twin = file.twins[0]
    same = "" if twin.file_name == file.name else f" ({twin.file_name})"
    return messages.ask(
        parent,
        "This file is already here",
        f"“{file.name}” holds the same bytes as “{twin.title}”{same}. Attach that one? "
        "Keeping this as well adds an entry with its own title; the bytes are stored once either way.",
        (THAT_ONE, ANOTHER),
    )


def dragged_files(data: QMimeData) -> list[Path]:
    """Return the files on this computer that are being dragged or pasted."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def files_on_clipboard() -> list[Path]:
    """Return the files that were copied, or whose paths were."""
    data = QGuiApplication.clipboard().mimeData()
    return dragged_files(data) or list(pasted_paths(data.text()))


def choose_files(parent: QWidget) -> list[Path]:
    """Ask for files to attach."""
    names, _ = QFileDialog.getOpenFileNames(parent, "Attach files as evidence")
    return [Path(name) for name in names]


def open_proof(session: Session, opened: OpenedFiles, proof: Evidence) -> bool:
    """Show a proof's file with the system's own program, from a private read-only copy; say when that cannot be."""
    try:
        path = opened.write(session.store, proof)
    except UserError as error:
        session.show_error(error)
        return False
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        session.show_error(UserError(f"This computer has no program that opens {proof.file_name}."))
        return False
    return True
