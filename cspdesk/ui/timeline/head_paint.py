"""Paints the head of the timeline and the bounds that go down from it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from cspdesk.ui.theme import SPACE
from cspdesk.ui.timeline.head import Cell, Head
from cspdesk.ui.timeline.look import Look
from cspdesk.ui.timeline.scale import Scale

TODAY = "Today"
STEM = 3  # pixels at 100% from the word towards its line: the names between them stay clear


def paint_head(
    painter: QPainter, scale: Scale, look: Look, head: Head, offset: float, room: QRectF, pill: QRectF
) -> None:
    """Paint both rows of names into the room; a name stays in sight while any of its stretch is, beside the pill."""
    painter.fillRect(room, look.card)
    half = room.height() / 2
    upper = QRectF(room.x(), room.y(), room.width(), half)
    painter.setPen(look.text)
    _names(painter, scale, look, head.upper, offset, upper, pill)
    painter.setPen(look.quiet)
    _names(painter, scale, look, head.lower, offset, upper.translated(0, half), QRectF())
    painter.setPen(look.bounds["quarter"])
    painter.drawLine(room.bottomLeft(), room.bottomRight())


def _names(
    painter: QPainter, scale: Scale, look: Look, cells: tuple[Cell, ...], offset: float, room: QRectF, pill: QRectF
) -> None:
    gap = SPACE / 2 * look.unit
    for cell in cells:
        left, right = scale.x(cell.first) - offset, scale.x(cell.until) - offset
        pen = painter.pen()
        painter.setPen(look.bounds["fine"])
        painter.drawLine(round(left), round(room.y()), round(left), round(room.bottom()))
        painter.setPen(pen)
        words = painter.fontMetrics().horizontalAdvance(cell.text)
        x = min(max(left, room.x()) + gap, right - words - gap)
        place = beside(pill, x, words, (max(left, room.x()), right - gap), gap)
        if place is not None:
            box = QRectF(place, room.y(), words + gap, room.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), cell.text)


def beside(pill: QRectF, x: float, words: float, cell: tuple[float, float], gap: float) -> float | None:
    """Return where a name goes so that the pill does not cover it; None where its stretch has no room for both."""
    if not pill.isValid() or x + words + gap < pill.left() or x > pill.right():
        return x
    behind, before = pill.right() + gap, pill.left() - gap - words
    if behind + words <= cell[1]:
        return behind
    return before if before >= cell[0] else None


def paint_bounds(painter: QPainter, scale: Scale, look: Look, head: Head, offset: float, room: QRectF) -> None:
    """Paint a line down at each bound: years strongest, then quarters, then what the lower row names."""
    drawn: dict[int, str] = dict.fromkeys((cell.first for cell in head.lower), "fine")
    drawn |= dict.fromkeys(head.quarters, "quarter")
    drawn |= dict.fromkeys(head.years, "year")
    for day, strength in drawn.items():
        x = round(scale.x(day) - offset)
        painter.setPen(look.bounds[strength])
        painter.drawLine(x, round(room.y()), x, round(room.bottom()))


def today_pill(painter: QPainter, look: Look, x: float, room: QRectF) -> QRectF:
    """Return where the word for today goes: over its line, in the upper half of the head."""
    metrics = QFontMetricsF(painter.font())
    width, height = metrics.horizontalAdvance(TODAY) + SPACE * look.unit, min(metrics.height(), room.height() / 2)
    left = max(room.x() + 1, min(x - width / 2, room.right() - width - 1))
    return QRectF(left, room.y() + (room.height() / 2 - height) / 2 + 1, width, height)


def paint_today(painter: QPainter, look: Look, x: float, pill: QRectF) -> None:
    """Paint the word for today, with a stem towards its line."""
    painter.setPen(look.today)
    painter.drawLine(round(x), round(pill.bottom()), round(x), round(pill.bottom() + STEM * look.unit))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.accent)
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    painter.setPen(look.on_accent)
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), TODAY)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
