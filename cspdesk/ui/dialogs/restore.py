"""The box that offers the backups of a file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from cspdesk.app.files import backup_folder
from cspdesk.domain.periods import long_date
from cspdesk.domain.proof import size_words
from cspdesk.store.backups import Backup, backups_of
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label


class RestoreBox(QDialog):
    """Lists backups, newest first; the one chosen goes beside the file, never over it."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Restore a backup")
        self.setMinimumSize(SPACE * 60, SPACE * 48)
        self.chosen: Path | None = None
        self._backups = backups_of(backup_folder(path), path.stem)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        layout.setSpacing(SPACE)
        layout.addWidget(label(f"Backups of {path.name}", "lead"))
        told = "The backup is put beside the file under a new name. Nothing is overwritten."
        layout.addWidget(label(told if self._backups else "There are no backups of this file yet.", "quiet", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName("Backups, newest first")
        for backup in self._backups:
            self.list.addItem(QListWidgetItem(backup_words(backup)))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda *_: self._take())
        layout.addWidget(self.list, 1)
        layout.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        other = button("&Another file…", "flat")
        other.clicked.connect(self._browse)
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        self.take = button("&Restore", "primary")
        self.take.setEnabled(bool(self._backups))
        self.take.clicked.connect(self._take)
        row.addWidget(other)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.take)
        return row

    def _take(self) -> None:
        self.chosen = self._backups[self.list.currentRow()].path
        self.accept()

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "A backup", "", "Partnership files (*.cspdesk)")
        if chosen:
            self.chosen = Path(chosen)
            self.accept()


def backup_words(backup: Backup) -> str:
    """Return when a backup was made and how large it is."""
    at = backup.made_at
    return f"{long_date(at.date())}, {at:%H:%M}    ({size_words(backup.path.stat().st_size)})"


def ask_backup(parent: QWidget | None, path: Path) -> Path | None:
    """Return the backup to restore, or None."""
    box = RestoreBox(path, parent)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    return box.chosen if show_until_closed(box) else None
