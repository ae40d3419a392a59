"""What the File menu does with partnership files: made, opened, backed up, restored, got out of trouble."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from cspdesk.app.files import backup_folder
from cspdesk.errors import DamagedFile, UserError
from cspdesk.store.ahead import OpenFile
from cspdesk.store.backups import Backup
from cspdesk.store.store import Store, open_store
from cspdesk.ui.dialogs import messages
from cspdesk.ui.settings import Settings

KIND = "Partnership files (*.cspdesk)"
SAMPLE = "Sample partnership.cspdesk"


class Files(QObject):
    """Opens stores and hands them on by `opened`; every fault is told to the person."""

    opened = Signal(object)
    start_wanted = Signal()

    def __init__(self, settings: Settings, person: str | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._person = person
        self._shown: tuple[Path, QWidget] | None = None

    @property
    def person(self) -> str | None:
        """Who works, as the history is to name them; None leaves it to the computer's account."""
        return self._settings.text("person") or self._person

    def open(self, path: Path, parent: QWidget | None = None, file: OpenFile | None = None) -> bool:
        """Open a file; return whether that could be done. The file that is shown already comes to the front.

        file: the same, where it was opened ahead.
        """
        if self._brought_to_front(path):
            return True
        try:
            folder = backup_folder(path)
            store = open_store(path, self.person, backup_folder=folder, thorough=False, file=file)
        except DamagedFile as damage:
            return self.rescue(path, damage, parent)
        except UserError as error:
            messages.tell_error(parent, error)
            return False
        self._settings.remember_file(path)
        self.opened.emit(store)
        return True

    def note_shown(self, path: Path, window: QWidget) -> None:
        """Remember which window shows which file, until `note_closed`."""
        self._shown = path, window

    def note_closed(self, window: QWidget) -> None:
        """Forget a window."""
        if self._shown is not None and self._shown[1] is window:
            self._shown = None

    def _brought_to_front(self, path: Path) -> bool:
        if self._shown is None or not (path.exists() and self._shown[0].exists() and path.samefile(self._shown[0])):
            return False
        window = self._shown[1]
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        return True

    def choose(self, parent: QWidget | None = None) -> None:
        """Ask which file to open, and open it."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(parent, "Open a partnership file", self._folder(), KIND)
        if chosen:
            self.open(Path(chosen), parent)

    def new(self, parent: QWidget | None = None) -> None:
        """Ask for a name and a place, make the file and open it."""
        from cspdesk.ui.dialogs.new_partnership import ask_new

        if (asked := ask_new(parent, Path(self._folder()))) is None:
            return
        self._make(asked.path, asked.name, parent)

    def open_sample(self, parent: QWidget | None = None) -> None:
        """Open the sample, making it the first time."""
        from cspdesk.paths import data_dir

        path = data_dir() / SAMPLE
        if path.exists():
            self.open(path, parent)
        else:
            self._make(path, None, parent)

    def _make(self, path: Path, name: str | None, parent: QWidget | None) -> None:
        from cspdesk.app.files import new_file

        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            new_file(path, name, sample=name is None)
        except UserError as error:
            messages.tell_error(parent, error)
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.open(path, parent)

    def back_up(self, store: Store, *, only_if_due: bool = False) -> Backup | None:
        """Copy an open file into its backup folder. Raises UserError when that cannot be done."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            return store.back_up(backup_folder(store.path), only_if_due=only_if_due)
        finally:
            QGuiApplication.restoreOverrideCursor()

    def restore(self, path: Path, parent: QWidget | None = None) -> None:
        """Ask which backup of a file to bring back, put it beside the file, and open it."""
        from cspdesk.ui.dialogs.restore import ask_backup

        if (backup := ask_backup(parent, path)) is not None:
            self._bring_back(backup, path, parent)

    def _bring_back(self, backup: Path, path: Path, parent: QWidget | None) -> bool:
        from cspdesk.store.backups import restore

        try:
            restored = restore(backup, path)
        except UserError as error:
            messages.tell_error(parent, error)
            return False
        messages.inform(parent, "The backup is restored", f"It is beside the file, as {restored.name}. It opens now.")
        return self.open(restored, parent)

    def rescue(self, path: Path, damage: DamagedFile, parent: QWidget | None = None) -> bool:
        """Say that a file is damaged and offer its newest good backup and a copy of what can be read."""
        backup = self._newest_good(path)
        offers = [*(["Restore the newest good backup"] if backup else []), "Copy what can be read"]
        from_when = f" The newest good backup is {backup.stem}." if backup else " There is no good backup of it here."
        answer = messages.ask(parent, f"{path.name} is damaged", f"{damage}{from_when}", offers)
        if answer == offers[-1]:
            return self._salvage(path, parent)
        return answer is not None and backup is not None and self._bring_back(backup, path, parent)

    def _newest_good(self, path: Path) -> Path | None:
        from cspdesk.app.files import newest_good_backup

        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            return newest_good_backup(path)
        finally:
            QGuiApplication.restoreOverrideCursor()

    def _salvage(self, path: Path, parent: QWidget | None) -> bool:
        from cspdesk.store.salvage import salvage

        to = path.with_name(f"{path.stem} (salvaged){path.suffix}")
        try:
            saved = salvage(path, to, self.person or "")
        except UserError as error:
            messages.tell_error(parent, error)
            return False
        missing = f" Not whole: {', '.join(saved.incomplete)}." if saved.incomplete else ""
        messages.inform(
            parent,
            "A copy of what could be read was made",
            f"{saved.path.name} holds {saved.rows:,} rows.{missing} Its earlier history is not in it. It opens now.",
        )
        return self.open(to, parent)

    def show_start(self) -> None:
        """Have the start page shown."""
        self.start_wanted.emit()

    def _folder(self) -> str:
        recent = self._settings.recent_files
        return str(recent[0].parent if recent else Path.home())
