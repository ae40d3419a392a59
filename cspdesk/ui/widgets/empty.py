"""What stands where nothing is yet: what belongs here and how to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label

LINE = 90  # letters


class EmptyState(QWidget):
    """A title, a sentence and, if there is something to begin with, a button (`pressed`)."""

    pressed = Signal()

    def __init__(self, title: str, text: str, button_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 3)
        layout.setSpacing(SPACE)
        layout.addStretch(1)
        self.title = label(title, "lead")
        self.text = label(text, "quiet", wrap=True)
        for part in (self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(part)
        self.button = button(button_text, "primary")
        self.button.clicked.connect(self.pressed)
        layout.addSpacing(SPACE)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        if not button_text:
            self.button.hide()
        layout.addStretch(2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sentence to lines that are easily read, in the middle."""
        super().resizeEvent(event)
        beside = max(SPACE * 3, (self.width() - self.fontMetrics().averageCharWidth() * LINE) // 2)
        layout = self.layout()
        if layout is not None and layout.contentsMargins().left() != beside:
            layout.setContentsMargins(beside, SPACE * 3, beside, SPACE * 3)
