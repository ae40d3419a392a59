"""A card: a quiet frame around things that belong together, with a heading of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import label


class Card(QFrame):
    """Put content into `body`; buttons beside the title with `add_action`. tight: content reaches the edges."""

    def __init__(self, title: str = "", *, tight: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, SPACE, 0, 1 if tight else SPACE + SPACE // 2)
        outer.setSpacing(SPACE)
        self.title = label(title, "lead")
        self.note = label("", "quiet")
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.header = QHBoxLayout()
        self.header.setContentsMargins(SPACE * 2, SPACE // 2, SPACE * 2, 0)
        self.header.addWidget(self.title)
        self.header.addWidget(self.note)
        self.header.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE)
        self.body.setContentsMargins(*((0, 0, 0, 0) if tight else (SPACE * 2, 0, SPACE * 2, 0)))
        if title:
            outer.addLayout(self.header)
        outer.addLayout(self.body, 1)

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right of the title."""
        self.header.addWidget(widget)
