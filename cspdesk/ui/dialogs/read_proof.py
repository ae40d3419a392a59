"""A PDF that is evidence, read whole inside the window."""

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.panels.document_preview import DocumentPreview
from cspdesk.ui.theme import SPACE


class ProofReader(QDialog):
    """Shows the pages of a PDF; Esc closes it."""

    def __init__(self, title: str, content: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(SPACE * 100, SPACE * 80)
        self.preview = DocumentPreview()
        self.could = self.preview.show_bytes(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.preview)


def read_proof(parent: QWidget | None, title: str, content: bytes) -> None:
    """Show a PDF until it is closed, or say that it cannot be read."""
    reader = ProofReader(title, content, parent)
    if reader.could:
        show_until_closed(reader)
    else:
        messages.warn(parent, "This file cannot be shown", f"“{title}” is not a PDF that can be read. Open a copy.")
