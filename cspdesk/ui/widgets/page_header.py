"""The head of a page: its title, a line beneath it, and what can be done here."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import ElidedLabel, label


class PageHeader(QWidget):
    """Set `title` and `subtitle`; put buttons at the right with `add_action`."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        words = QVBoxLayout()
        words.setSpacing(SPACE // 2)
        self.title = ElidedLabel(title, "title")
        self.subtitle = label(subtitle, "quiet", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.subtitle)
        layout.addLayout(words, 1)
        if not subtitle:
            self.subtitle.hide()
        self._actions = QHBoxLayout()
        self._actions.setSpacing(SPACE)
        layout.addLayout(self._actions)

    def say(self, title: str, subtitle: str = "") -> None:
        """Show a title and, if there is one, the line beneath it."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right."""
        self._actions.addWidget(widget)
