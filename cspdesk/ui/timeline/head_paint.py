"""Paints the head of the timeline and the bounds that go down from it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from cspdesk.ui.theme import SPACE
from cspdesk.ui.timeline.head import Cell, Head
from cspdesk.ui.timeline.look import Look
from cspdesk.ui.timeline.scale import Scale

TODAY = "Today"


def paint_head(painter: QPainter, scale: Scale, look: Look, head: Head, offset: float, room: QRectF) -> None:
    """Paint both rows of names into the room; a name stays in sight while any of its stretch is."""
    painter.fillRect(room, look.card)
    half = room.height() / 2
    painter.setPen(look.text)
    _names(painter, scale, look, head.upper, offset, QRectF(room.x(), room.y(), room.width(), half))
    painter.setPen(look.quiet)
    _names(painter, scale, look, head.lower, offset, QRectF(room.x(), room.y() + half, room.width(), half))
    painter.setPen(look.bounds["quarter"])
    painter.drawLine(room.bottomLeft(), room.bottomRight())


def _names(painter: QPainter, scale: Scale, look: Look, cells: tuple[Cell, ...], offset: float, room: QRectF) -> None:
    for cell in cells:
        left, right = scale.x(cell.first) - offset, scale.x(cell.until) - offset
        pen = painter.pen()
        painter.setPen(look.bounds["fine"])
        painter.drawLine(round(left), round(room.y()), round(left), round(room.bottom()))
        painter.setPen(pen)
        words = painter.fontMetrics().horizontalAdvance(cell.text)
        gap = SPACE / 2 * look.unit
        x = min(max(left, room.x()) + gap, right - words - gap)
        painter.drawText(QRectF(x, room.y(), words + gap, room.height()), int(Qt.AlignmentFlag.AlignVCenter), cell.text)


def paint_bounds(painter: QPainter, scale: Scale, look: Look, head: Head, offset: float, room: QRectF) -> None:
    """Paint a line down at each bound: years strongest, then quarters, then what the lower row names."""
    drawn: dict[int, str] = dict.fromkeys((cell.first for cell in head.lower), "fine")
    drawn |= dict.fromkeys(head.quarters, "quarter")
    drawn |= dict.fromkeys(head.years, "year")
    for day, strength in drawn.items():
        x = round(scale.x(day) - offset)
        painter.setPen(look.bounds[strength])
        painter.drawLine(x, round(room.y()), x, round(room.bottom()))


def paint_today(painter: QPainter, look: Look, x: float, room: QRectF, head: QRectF, font: QFont) -> None:
    """Paint today's line with its word on a pill in the head."""
    painter.setPen(look.today)
    painter.drawLine(round(x), round(head.bottom()), round(x), round(room.bottom()))
    metrics = QFontMetricsF(font)
    width, height = metrics.horizontalAdvance(TODAY) + SPACE * look.unit, metrics.height()
    left = max(room.x(), min(x - width / 2, room.right() - width))
    pill = QRectF(left, head.bottom() - height - 1, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.accent)
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(look.on_accent)
    painter.setFont(font)
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), TODAY)
