"""Draws money in nested columns on screen; each block is read off by mouse or arrow key."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cspdesk.charts.nested import Nest, NestedChart, label_of
from cspdesk.charts.spend import whole_pounds
from cspdesk.ui.charts.look import Look, between

GAP, PAD, HEAD = 4, 6, 4  # pixels between columns, around names, under the headings
KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)


def shades(look: Look) -> tuple[tuple[QColor, QColor], ...]:
    """Return the colour of each column and of the names on it."""
    blue = look.series[0]
    return ((blue, look.paper), (between(blue, look.paper, 70), look.ink), (between(blue, look.paper, 90), look.ink))


class NestedPlot(QWidget):
    """Up and down go through a column, right to what a block consists of, left to what it is part of."""

    def __init__(self, look: Look, on_place: Callable[[int | None], None]) -> None:
        super().__init__()
        self._look = look
        self._on_place = on_place
        self._chart: NestedChart | None = None
        self._place: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        """Ask for room in which most names fit."""
        return QSize(640, 380)

    def draw(self, chart: NestedChart, look: Look) -> None:
        """Draw a chart anew in these colours."""
        self._chart, self._look = chart, look
        self.point_at(None)

    def point_at(self, place: int | None) -> None:
        """Set one block apart, or none."""
        self._place = place
        self.setToolTip("" if place is None or self._chart is None else self._chart.says(place))
        self.update()
        self._on_place(place)

    def box_of(self, block: Nest) -> QRectF:
        """Return where a block lies."""
        total = self._chart.total if self._chart is not None else 1
        top = self.fontMetrics().height() + HEAD
        width, height = (self.width() - 2 * GAP) / 3, self.height() - top - 1
        x = block.column * (width + GAP)
        return QRectF(x + 0.5, top + block.start * height / total, width - 1, block.pence * height / total)

    def block_at(self, position: QPointF) -> int | None:
        """Return which block lies at a place of the drawing."""
        return next((n for n, block in enumerate(self._blocks) if self.box_of(block).contains(position)), None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint headings and blocks, the one that is read off with a thick edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.paper)
        if self._chart is None:
            return
        painter.setPen(self._look.quiet)
        for column, name in enumerate(self._chart.columns):
            x = round(column * ((self.width() - 2 * GAP) / 3 + GAP))
            painter.drawText(x, self.fontMetrics().ascent(), name)
        for block in self._blocks:
            self._paint(painter, block)
        if self._place is not None:
            painter.setPen(QPen(self._look.ink, 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.box_of(self._blocks[self._place]).adjusted(1, 1, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from block to block."""
        key = Qt.Key(event.key())
        if key not in KEYS or not self._blocks:
            event.ignore()
            return
        self.point_at(0 if self._place is None else self._next(key, self._place))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read off the block under the mouse."""
        if (found := self.block_at(event.position())) != self._place:
            self.point_at(found)

    def leaveEvent(self, event: QEvent) -> None:
        """Set nothing apart once the mouse is elsewhere."""
        super().leaveEvent(event)
        self.point_at(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Set nothing apart once the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.point_at(None)

    @property
    def _blocks(self) -> tuple[Nest, ...]:
        return self._chart.blocks if self._chart is not None else ()

    def _next(self, key: Qt.Key, place: int) -> int:
        blocks, own = self._blocks, self._blocks[place]
        if key == Qt.Key.Key_Left:
            return place if own.parent is None else own.parent
        if key == Qt.Key.Key_Right:
            return next((n for n, block in enumerate(blocks) if block.parent == place), place)
        column = [n for n, block in enumerate(blocks) if block.column == own.column]
        at = column.index(place)
        wanted = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(column) - 1, Qt.Key.Key_Up: at - 1}.get(key, at + 1)
        return column[min(max(wanted, 0), len(column) - 1)]

    def _paint(self, painter: QPainter, block: Nest) -> None:
        inside, ink = shades(self._look)[block.column]
        box = self.box_of(block)
        painter.setPen(QPen(self._look.quiet, 1))
        painter.setBrush(inside)
        painter.drawRect(box)
        font = QFont(self.font())
        font.setBold(block.column == 0)
        metrics = QFontMetricsF(font)
        most = int((box.height() - 2) // metrics.height())
        lines = label_of(block, box.width() - 2 * PAD, most, metrics.horizontalAdvance, whole_pounds)
        painter.setFont(font)
        painter.setPen(ink)
        y = box.top() + min(PAD, (box.height() - len(lines) * metrics.height()) / 2) + metrics.ascent()
        for row, text in enumerate(lines):
            painter.drawText(QPointF(box.left() + PAD, y + row * metrics.height()), text)
