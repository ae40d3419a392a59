"""The head of a page: its title, a line beside it, and what can be done here."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import ElidedLabel, label


class PageHeader(QWidget):
    """Set `title` and `subtitle`; put buttons at the right with `add_action`."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE * 2)
        self.title = label(title, "title")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.subtitle = ElidedLabel(subtitle, "quiet")
        layout.addWidget(self.title)
        layout.addWidget(self.subtitle, 1)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(SPACE)
        layout.addLayout(self._actions)

    def say(self, title: str, subtitle: str = "") -> None:
        """Show a title and, if there is one, the line beside it."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right."""
        self._actions.addWidget(widget)
