"""The box that begins a partnership: its name and where its file is to lie."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cspdesk.domain.records import dataclass
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label

SUFFIX = ".cspdesk"


@dataclass(frozen=True, slots=True)
class NewPartnership:
    """What the person asked for."""

    name: str
    path: Path


class NewPartnershipBox(QDialog):
    """Asks for the name first; the file is called after it unless the person says otherwise."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("A new partnership")
        self.setMinimumWidth(SPACE * 64)
        self._folder = folder
        self._path_typed = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        layout.setSpacing(SPACE // 2)
        self.name, self.path = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText("for example: Northshire Community Safety Partnership")
        self._add(layout, "&Name of the partnership", self.name)
        row = QHBoxLayout()
        browse = button("&Choose…")
        browse.clicked.connect(self._browse)
        self._add(layout, "Its &file, which holds the whole record", self.path, row)
        row.addWidget(browse)
        layout.addSpacing(SPACE)
        layout.addLayout(self._foot())
        self.name.textChanged.connect(self._suggest)
        self.path.textEdited.connect(self._typed)
        self._suggest()

    def _add(self, layout: QVBoxLayout, words: str, field: QLineEdit, row: QHBoxLayout | None = None) -> None:
        caption = label(words, "caption")
        caption.setBuddy(field)
        layout.addWidget(caption)
        if row is None:
            layout.addWidget(field)
        else:
            row.addWidget(field, 1)
            layout.addLayout(row)
        layout.addSpacing(SPACE)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        self.make = button("Make the &record", "primary")
        self.make.setDefault(True)
        self.make.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self.make)
        return row

    def _suggest(self) -> None:
        name = self.name.text().strip()
        self.make.setEnabled(bool(name))
        if not self._path_typed:
            safe = "".join(c for c in name if c.isalnum() or c in " -_").strip() or "Partnership"
            self.path.setText(str(self._folder / f"{safe}{SUFFIX}"))

    def _typed(self) -> None:
        self._path_typed = True

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Where the record is to lie", self.path.text(), f"Partnership files (*{SUFFIX})"
        )
        if chosen:
            self._path_typed = True
            self.path.setText(chosen)

    def asked(self) -> NewPartnership:
        """Return what the person asked for."""
        path = Path(self.path.text().strip()).expanduser()
        return NewPartnership(self.name.text().strip(), path if path.suffix == SUFFIX else Path(f"{path}{SUFFIX}"))


def ask_new(parent: QWidget | None, folder: Path) -> NewPartnership | None:
    """Return what partnership to begin and where, or None."""
    box = NewPartnershipBox(folder, parent)
    return box.asked() if show_until_closed(box) else None
