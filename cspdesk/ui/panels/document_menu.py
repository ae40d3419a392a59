"""What can be done with a produced document beside saving and printing it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QWidget

from cspdesk.domain.documents import Document
from cspdesk.errors import UserError
from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.form import FormDialog
from cspdesk.ui.models.document_rows import file_name
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import DateEdit, TextBox

SIGNED_KINDS = "Documents and pictures (*.pdf *.png *.jpg *.jpeg *.tif *.tiff);;All files (*)"
ASKED = "An e-mail was asked for. If it does not bring the document, save a copy."


class DocumentMenu:
    """Does one thing with the document that is picked; `picked()` gives it."""

    def __init__(self, session: Session, parent: QWidget, picked: Callable[[], Document]) -> None:
        self._session, self._parent, self._picked = session, parent, picked
        self._folder = QTemporaryDir()  # goes with the window; what is open elsewhere was only a copy

    def menu(self) -> QMenu:
        """Return the menu; what writes is not offered while the file is only read."""
        menu = QMenu(self._parent)
        menu.addAction("&Open in its own program", self.open_outside)
        menu.addAction("&Attach to an e-mail", self.attach_to_mail)
        menu.addSeparator()
        for words, work in (
            ("&What it is for…", self.ask_purpose),
            ("Record that it was &sent…", self.ask_sending),
            ("Attach the si&gned copy…", self.ask_signed),
        ):
            menu.addAction(words, work).setDisabled(self._session.read_only)
        menu.addAction("Open the signed &copy", self.open_signed)
        menu.addSeparator()
        menu.addAction("&Make again and check", self.make_again)
        menu.addAction("Com&pare with the one before", self.compare_with_last)
        menu.addAction("&Figures used…", self.show_figures)
        return menu

    def open_outside(self) -> None:
        """Show a copy in the program that the system has for it, to be printed or sent from there.

        One for the public only as the person says while publicity is restricted.
        """
        document = self._picked()
        if not self._may_publish(f"a copy of “{document.title}” to open"):
            return
        self._open(self._copy(file_name(document), self._session.store.evidence.bytes_of(document.sha256)))

    def attach_to_mail(self) -> None:
        """Open a mail that has the document attached, in the way that this system has.

        One for the public only as the person says while publicity is restricted.
        """
        from cspdesk.app.document_mail import draft

        document, name = self._picked(), file_name(self._picked())
        if not self._may_publish(f"an e-mail of “{document.title}”"):
            return
        content = self._session.store.evidence.bytes_of(document.sha256)
        if sys.platform == "linux" and shutil.which("xdg-email"):
            path = self._copy(name, content)
            subprocess.Popen(["xdg-email", "--subject", document.title, "--attach", str(path)])
        else:
            self._open(self._copy(f"{Path(name).stem}.eml", draft(document, content, name)))
        self._session.message.emit(ASKED)

    def ask_purpose(self) -> None:
        """Ask what the document is for."""
        from cspdesk.app.register import say_purpose

        document = self._picked()
        field = TextBox(document.purpose)
        store = self._session.store

        def save() -> bool:
            label = f"Said what {document.title} is for"
            return self._session.do(label, lambda: say_purpose(store, document, field.toPlainText()))

        form = FormDialog("What it is for", save, self._parent)
        form.add("For which meeting, &request or reader", field)
        form.ask()

    def ask_sending(self) -> None:
        """Ask to whom the document went."""
        from cspdesk.app.register import record_sending

        document, store = self._picked(), self._session.store
        to, how, day, note = QLineEdit(), QLineEdit("E-mail"), DateEdit(self._session.today), QLineEdit()

        def save() -> bool:
            on = day.day()
            if not to.text().strip() or on is None:
                raise UserError("Say to whom the document went, and on which day.")
            label = f"Recorded that {document.title} was sent to {to.text().strip()}"
            return self._session.do(
                label, lambda: record_sending(store, document, to.text(), on, how.text(), note.text())
            )

        form = FormDialog("Record that it was sent", save, self._parent)
        form.add("&To whom", to)
        form.add_abreast(("&On", day), ("&How", how))
        form.add("&Note", note)
        form.ask()

    def ask_signed(self) -> None:
        """Ask for the signed copy and keep it with the document."""
        from cspdesk.app.register import attach_signed

        document, store = self._picked(), self._session.store
        name, _ = QFileDialog.getOpenFileName(self._parent, "Attach the signed copy", "", SIGNED_KINDS)
        if name:
            label = f"Attached the signed copy of {document.title}"
            self._session.do(label, lambda: attach_signed(store, document, Path(name)))

    def open_signed(self) -> None:
        """Show the signed copy in the program that the system has for it."""
        signed = self._picked().signed_sha256
        if signed is None:
            messages.inform(self._parent, "There is no signed copy", "Attach it from this menu once it is signed.")
            return
        if not self._may_publish(f"the signed copy of “{self._picked().title}” to open"):
            return
        content = self._session.store.evidence.bytes_of(signed)
        ending = ".pdf" if content.startswith(b"%PDF") else ".png" if content.startswith(b"\x89PNG") else ".jpg"
        self._open(self._copy(f"signed-copy{ending}", content))

    def make_again(self) -> None:
        """Make the document again from its kept figures, beside the window, and say whether it is the same."""
        from cspdesk.app.register import Again, make_again

        document = self._picked()
        kept = self._session.store.evidence.bytes_of(document.sha256)
        self._session.message.emit("Making it again…")

        def done(again: Again) -> None:
            if again.same:
                text = f"Made again from its kept figures, it is the same to the last byte.\nSHA-256 {document.sha256}"
                messages.inform(self._parent, "The same, byte for byte", text)
            else:
                text = "This version of cspdesk makes other bytes of the same figures. What was kept is unchanged."
                messages.warn(self._parent, "Not the same bytes", text)

        self._session.jobs.start(lambda _: make_again(document, kept), done, failed=self._session.show_error)

    def compare_with_last(self) -> None:
        """Say what changed since the document of its kind, agreement, priority and year that was made before it."""
        from cspdesk.app.register import compare
        from cspdesk.ui.dialogs.document_comparison import ComparisonDialog

        document, store = self._picked(), self._session.store
        about = (document.kind, document.agreement_id, document.priority_id, document.year)
        others = [
            other
            for other in store.documents.all_documents()
            if (other.kind, other.agreement_id, other.priority_id, other.year) == about and other.id < document.id
        ]
        if not others:
            text = "No document of its kind was made before it for the same agreement, priority and year."
            messages.inform(self._parent, "There is nothing to compare it with", text)
            return
        show_until_closed(ComparisonDialog(self._session, compare(store, document, others[0]), self._parent))

    def show_figures(self) -> None:
        """List the figures that the document was made of."""
        from cspdesk.ui.dialogs.document_comparison import FiguresDialog

        show_until_closed(FiguresDialog(self._session, self._picked(), self._parent))

    def _may_publish(self, document: str) -> bool:
        from cspdesk.ui.dialogs.publicity import may_publish

        return may_publish(self._session, self._picked().audience, document, self._parent)

    def _copy(self, name: str, content: bytes) -> Path:
        path = Path(self._folder.filePath(name))
        path.write_bytes(content)
        return path

    def _open(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._session.show_error(UserError(f"No program on this computer opens {path.suffix} files. Save a copy."))
