"""Money as a bar: spent, committed and left of what is there, with the figures in words beside it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cspdesk.domain.money import pounds, short_pounds
from cspdesk.domain.positions import Position
from cspdesk.ui.theme import SPACE, colours
from cspdesk.ui.widgets.text import ElidedLabel, label

BAR = 10


def money_words(position: Position) -> str:
    """Return where money stands: £51,200 spent, £4,000 committed, £19,800 left of £75,000."""
    committed = f", {short_pounds(position.committed)} committed" if position.committed else ""
    return f"{short_pounds(position.actual)} spent{committed}, {left_words(position)}"


def left_words(position: Position) -> str:
    """Return what is left: £19,800 left of £75,000."""
    left = f"{short_pounds(position.available)} left of"
    if position.available < 0:
        left = f"{short_pounds(-position.available)} over the"
    return f"{left} {short_pounds(position.revised)}"


def paint_bar(painter: QPainter, box: QRectF, position: Position, widget: QWidget) -> None:
    """Draw the bar alone. Spent is full, committed striped, left empty; a red end shows an overspend."""
    c = colours(widget.palette())
    whole = max(position.revised, position.actual + position.committed, 1)
    spent = box.width() * max(0, position.actual) / whole
    committed = box.width() * max(0, position.committed) / whole
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setClipPath(outline)
    painter.setPen(Qt.PenStyle.NoPen)
    _fill(painter, box, c.brush("left"))
    _fill(painter, QRectF(box.x(), box.y(), spent, box.height()), c.brush("spent"))
    striped = QRectF(box.x() + spent, box.y(), committed, box.height())
    _fill(painter, striped, c.brush("committed"))
    _fill(painter, striped, Qt.BrushStyle.BDiagPattern)
    if position.available < 0:
        over = box.width() * -position.available / whole
        _fill(painter, QRectF(box.right() - over, box.y(), over, box.height()), c.brush("danger"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(c.strong_line), 1))
    painter.drawPath(outline)
    painter.restore()


def _fill(painter: QPainter, box: QRectF, brush: QBrush | Qt.BrushStyle) -> None:
    painter.setBrush(brush)
    painter.drawRect(box)


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.position = Position()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(SPACE * 20, max(BAR, self.fontMetrics().height() * 5 // 9))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- the whole is painted
        paint_bar(QPainter(self), QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self.position, self)


class MoneyBar(QWidget):
    """The bar with its sentence below it, or beside it; short says only what is left, the rest is on hovering.

    Beside the bar the sentence is never cut, since half an amount reads as another: the bar gives way.
    """

    def __init__(
        self,
        position: Position | None = None,
        *,
        beside: bool = False,
        short: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._short = short
        layout = QHBoxLayout(self) if beside else QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE * 2 if beside else SPACE // 2)
        self._bar = _Bar()
        self.words = label("", "quiet") if beside else ElidedLabel("", "quiet")
        layout.addWidget(self._bar)
        layout.addWidget(self.words)
        if beside:
            for part in (self, self._bar):
                part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_position(position or Position())

    def show_position(self, position: Position) -> None:
        """Show where money stands."""
        self._bar.position = position
        words = money_words(position) if position != Position() else "No money is allocated yet"
        self.words.setText(left_words(position) if self._short and position != Position() else words)
        self.setAccessibleName(words)
        self.setToolTip(
            f"{words}. Heading for {pounds(position.outturn)} by the end of the year." if position.revised else ""
        )
        self._bar.update()
