"""A part of a panel under a heading that folds it away."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cspdesk.ui.icons import put_icon
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import ElidedLabel, button, line


class FoldingPart(QWidget):
    """A heading with a word on what is below it, and the part itself. `folded(open)`: the person folded it."""

    folded = Signal(bool)

    def __init__(self, title: str, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.body = body
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(line())
        self.head = button(title, "fold", icon="chevron-right")
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head.clicked.connect(lambda: self._turn(self.is_folded))
        self.summary = ElidedLabel("", "quiet")
        self.summary.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.summary.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._beside = QHBoxLayout(self.head)
        self._beside.addWidget(self.summary)
        column.addWidget(self.head)
        column.addWidget(body)
        body.hide()
        self._column = column
        self._make_room()
        self._tell()

    @property
    def is_folded(self) -> bool:
        """Whether only the heading is shown."""
        return self.body.isHidden()

    def say(self, summary: str) -> None:
        """Say at the heading what the part comes to."""
        self.summary.setText(summary)
        self._tell()

    def unfold(self, is_open: bool = True) -> None:
        """Show the part, or fold it away."""
        self.body.setVisible(is_open)
        self._column.setContentsMargins(0, 0, 0, SPACE if is_open else 0)
        put_icon(self.head, "chevron-down" if is_open else "chevron-right", "quiet")
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_beside"):
            self._make_room()

    def _turn(self, is_open: bool) -> None:
        self.unfold(is_open)
        self.folded.emit(is_open)

    def _make_room(self) -> None:
        """Keep the summary clear of the title, whatever the size of letters."""
        font = self.font()
        font.setBold(True)
        taken = QFontMetrics(font).horizontalAdvance(self._title) + self.head.iconSize().width() + SPACE * 2
        self._beside.setContentsMargins(taken, 0, SPACE // 2, 0)

    def _tell(self) -> None:
        state = "folded away" if self.is_folded else "shown"
        self.head.setAccessibleName(", ".join(filter(None, (self._title, self.summary.text()))))
        self.head.setAccessibleDescription(f"{self._title}: {state}; press Space to change that")
