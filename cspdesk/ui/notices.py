"""A strip below the tabs' top that says what the person should know, until they put it away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import ElidedLabel, tool_button


class Notices(QWidget):
    """Notices by name, one below the other; the same name is said once."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._shown: dict[str, QFrame] = {}
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is said at the moment."""
        return tuple(strip.accessibleName() for strip in self._shown.values())

    def say(self, name: str, text: str, *, lasting: bool = False, until_read: bool = False) -> None:
        """Say something; a lasting notice cannot be put away, one said until read stays away once it was."""
        self.unsay(name)
        if until_read and self._settings.flag(f"read/{name}"):
            return
        strip = QFrame()
        strip.setProperty("role", "notice")
        strip.setAccessibleName(text)
        row = QHBoxLayout(strip)
        row.setContentsMargins(SPACE * 2, SPACE // 4, SPACE * 2, SPACE // 4)
        row.addWidget(ElidedLabel(text), 1)
        if not lasting:
            away = tool_button("x", "Put this notice away")
            away.setProperty("role", "small")
            away.clicked.connect(lambda: self._put_away(name, until_read))
            row.addWidget(away, 0, Qt.AlignmentFlag.AlignVCenter)
        self._shown[name] = strip
        self._layout.addWidget(strip)
        self.show()

    def _put_away(self, name: str, for_good: bool) -> None:
        if for_good:
            self._settings.keep(f"read/{name}", True)
        self.unsay(name)

    def unsay(self, name: str) -> None:
        """Take a notice away."""
        if (strip := self._shown.pop(name, None)) is not None:
            self._layout.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self.setVisible(bool(self._shown))
