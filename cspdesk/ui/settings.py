"""How this person likes cspdesk to look and behave, kept in one ini file on this computer."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

RECENT_FILES = 8


class Settings:
    """Texts, numbers and window states by name; what is missing or unreadable is its default."""

    def __init__(self, file: Path) -> None:
        self._kept = QSettings(str(file), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        """Return a text."""
        value = self._kept.value(name, default)
        return value if isinstance(value, str) else default

    def number(self, name: str, default: int) -> int:
        """Return a whole number."""
        try:
            return int(self.text(name, str(default)))
        except ValueError:
            return default

    def flag(self, name: str, default: bool = False) -> bool:
        """Return a yes or no."""
        return self.text(name, "yes" if default else "no") == "yes"

    def state(self, name: str) -> QByteArray | None:
        """Return the state of a window or a header as Qt saved it, or None."""
        value = self._kept.value(name)
        return value if isinstance(value, QByteArray) else None

    def keep(self, name: str, value: str | int | bool | QByteArray) -> None:
        """Remember a value."""
        if isinstance(value, bool):
            value = "yes" if value else "no"
        kept = value if isinstance(value, QByteArray) else str(value)
        if self._kept.value(name) != kept:  # or the whole file would be written again for nothing
            self._kept.setValue(name, kept)

    def sync(self) -> None:
        """Write what is remembered to the disk now."""
        self._kept.sync()

    @property
    def recent_files(self) -> tuple[Path, ...]:
        """The partnership files opened last, newest first, as far as they are still there."""
        names = self.text("recent_files").split("\n")
        return tuple(path for name in names if name and (path := Path(name)).is_file())

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        kept = [path.resolve(), *(p for p in self.recent_files if p != path.resolve())]
        self.keep("recent_files", "\n".join(str(p) for p in kept[:RECENT_FILES]))
