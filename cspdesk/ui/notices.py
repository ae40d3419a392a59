"""A strip below the tabs' top that says what the person should know, until they put it away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import label, tool_button


class Notices(QWidget):
    """Notices by name, one below the other; the same name is said once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, 0)
        self._layout.setSpacing(SPACE // 2)
        self._shown: dict[str, QFrame] = {}
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is said at the moment."""
        return tuple(strip.accessibleName() for strip in self._shown.values())

    def say(self, name: str, text: str, *, lasting: bool = False) -> None:
        """Say something; a lasting notice cannot be put away."""
        self.unsay(name)
        strip = QFrame()
        strip.setProperty("role", "notice")
        strip.setAccessibleName(text)
        row = QHBoxLayout(strip)
        row.setContentsMargins(SPACE * 2, SPACE // 2, SPACE, SPACE // 2)
        row.addWidget(label(text, wrap=True), 1)
        if not lasting:
            away = tool_button("x", "Put this notice away")
            away.clicked.connect(lambda: self.unsay(name))
            row.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        self._shown[name] = strip
        self._layout.addWidget(strip)
        self.show()

    def unsay(self, name: str) -> None:
        """Take a notice away."""
        if (strip := self._shown.pop(name, None)) is not None:
            self._layout.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self.setVisible(bool(self._shown))
