"""An indicator as a card: its newest figure, a small chart, the verdict, how far the data go, and what to beware of."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cspdesk.app.results import Judged
from cspdesk.ui.charts.small import SmallChart
from cspdesk.ui.icons import icon
from cspdesk.ui.models.result_rows import ResultRow
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import label
from cspdesk.ui.widgets.verdict_sign import VerdictSign

SIGN_SIZE = 14  # pixels of the sign of a caveat at 100%
BODY_PIXELS = 13
SHIFTS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class ResultCard(QFrame):
    """`opened(id)`: a click, Enter or Space. `moved(key)`: an arrow key, for the page to go to another card.

    `shifted(step)`: Alt and an arrow key up (-1) or down (1), to change the indicator's place.
    """

    opened = Signal(str)
    moved = Signal(int)
    shifted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "tile")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.row: ResultRow | None = None
        self._judged: Judged | None = None
        self.name = label("", "strong", wrap=True)
        self.value = label("", "figure")
        self.period = label("", "quiet", wrap=True)
        self.small = SmallChart()
        self.sign = VerdictSign()
        self.says = label("", wrap=True)
        self.footing = label("", "caption", wrap=True)
        self.target = label("", "quiet", wrap=True)
        self.reach = label("", "quiet", wrap=True)
        self.caveat = _Caveat()
        self.foot = label("", "caption", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(SPACE // 2)
        left.addWidget(self.name)
        newest = QHBoxLayout()
        newest.setSpacing(SPACE)
        newest.addWidget(self.value, 0, Qt.AlignmentFlag.AlignBottom)
        newest.addWidget(self.period, 1, Qt.AlignmentFlag.AlignBottom)
        left.addLayout(newest)
        top = QHBoxLayout()
        top.setSpacing(SPACE)
        top.addLayout(left, 1)
        top.addWidget(self.small, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE * 3 // 2)
        column.setSpacing(SPACE // 2)
        column.addLayout(top)
        column.addSpacing(SPACE // 4)
        column.addWidget(self.sign)
        for part in (self.says, self.footing, self.caveat, self.target, self.reach):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self.foot)

    def show_row(self, row: ResultRow, judged: Judged | None) -> None:
        """Show an indicator; what it says follows when it has been worked out."""
        if row is self.row and judged is self._judged:
            return
        self.row, self._judged = row, judged
        value, period = row.newest
        self.name.setText(row.indicator.name)
        self.value.setText(value)
        self.period.setText(period)
        self.reach.setText(row.reach)
        self.caveat.say(row.breaks)
        self.foot.setText(row.quiet)
        self.small.show_chart(judged.chart if judged else None)
        self.small.setVisible(row.series.latest is not None)
        self.sign.show_kind(judged.verdict.kind if judged else None)
        self.says.setText(judged.verdict.says if judged else "")
        self.footing.setText(judged.verdict.footing if judged else "")
        self.target.setText(judged.verdict.target if judged else "")
        self.target.setVisible(bool(self.target.text()))
        said = self.says.text() or f"{row.indicator.name}: {value} {period}."
        self.setAccessibleName(f"{self.sign.word}. {said}" if judged else said)
        self.setAccessibleDescription(" ".join(filter(None, (row.breaks, self.target.text(), row.reach, row.quiet))))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or Space; hand the arrow keys on."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in SHIFTS:
            self.shifted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(event.key())
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.row is not None:
            self.opened.emit(self.row.id)


class _Caveat(QWidget):
    """The sign of a caveat with its words; takes no room where there is none."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 2)
        self._sign = QLabel()
        self.words = label("", wrap=True)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def say(self, text: str) -> None:
        """Say what to beware of; empty takes it away."""
        self.words.setText(text)
        self.setVisible(bool(text))
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "words"):
            self._draw()

    def _draw(self) -> None:
        size = round(SIGN_SIZE * max(1.0, self.font().pixelSize() / BODY_PIXELS))
        self._sign.setPixmap(icon("triangle-alert", "warning").pixmap(size, size))
