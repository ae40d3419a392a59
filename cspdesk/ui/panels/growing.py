"""A field for text that is as tall as what is in it, so that a panel full of fields stays short."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cspdesk.ui.widgets.fields import SPARE, TextBox

MOST_LINES = 8  # beyond these it scrolls


class GrowingBox(TextBox):
    """Grows with its text from so many lines to eight."""

    def __init__(self, text: str = "", lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(text, lines, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size()

    def _size(self) -> None:
        """Be as tall as the text is, in whole lines."""
        needed = round(self.document().size().height())  # a plain text's layout counts in lines
        shown = max(self._lines, min(needed, MOST_LINES))
        over = needed > MOST_LINES
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if over else policy.ScrollBarAlwaysOff)
        around = self.fontMetrics().height() * (2 / 3 if self.property("role") == "cell" else 1)  # padding, border
        height = round(self.fontMetrics().lineSpacing() * shown + around) + SPARE
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
