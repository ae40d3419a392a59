"""Paints one action's row of the timeline: bar, progress, what was first agreed, milestones and words beside it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from cspdesk.ui.models.late import late_words
from cspdesk.ui.timeline.facts import Bar, Kind, Mark
from cspdesk.ui.timeline.look import Look
from cspdesk.ui.timeline.scale import Scale

TICK = 12  # pixels at 100% that the tick of a complete action takes
LEAST_BAR = 3  # pixels; an action of one day is seen at every zoom
WORDS = {Kind.STOPPED: "Stopped", Kind.PROPOSED: "Proposed"}


class RowPainter:
    """Paints rows with one painter; x = 0 of the painter is the first day of the scale."""

    def __init__(self, painter: QPainter, scale: Scale, look: Look, left: float, right: float) -> None:
        """left, right: between which places of the scale words are in sight."""
        self._painter = painter
        self._left, self._right = left, right
        self._scale = scale
        self._look = look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def paint(self, bar: Bar, middle: float) -> None:
        """Paint a row whose middle is at this height; its words come later, over whatever crosses it."""
        box = bar_box(bar, self._scale, middle, self._look.bar)
        self._ghost(bar, middle)
        self._bar(bar, box)
        self._ticks(bar, box)
        if bar.kind is Kind.COMPLETE:
            self._tick(box)
        for mark in bar.marks:
            self._tail(mark, middle)
        for mark in bar.marks:
            self._diamond(mark, middle)

    def _bar(self, bar: Bar, box: QRectF) -> None:
        painter, tint, radius = self._painter, self._look.tints[bar.kind], 3 * self._look.unit
        if bar.kind is Kind.LATE:
            painter.setPen(self._look.overrun)
            painter.drawLine(QPointF(box.right(), box.center().y()), QPointF(self._today(bar), box.center().y()))
        painter.setPen(tint.edge)
        painter.setBrush(tint.ground)
        painter.drawRoundedRect(box, radius, radius)
        if bar.percent and bar.kind is not Kind.STOPPED:
            done = QRectF(box.x(), box.y(), box.width() * bar.percent / 100, box.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tint.done)
            painter.drawRoundedRect(done, radius, radius)

    def _ghost(self, bar: Bar, middle: float) -> None:
        """Draw the end that was first agreed, where the due date was moved since."""
        if bar.agreed == bar.due:
            return
        x, end = self._scale.x(bar.agreed + 1), self._scale.x(bar.due + 1)
        half = self._look.bar / 2 + 3 * self._look.unit
        self._painter.setPen(self._look.ghost)
        self._painter.drawLine(QPointF(x, middle - half), QPointF(x, middle + half))
        self._painter.drawLine(QPointF(x, middle + half), QPointF(end, middle + half))

    def _ticks(self, bar: Bar, box: QRectF) -> None:
        if not bar.ticks:
            return
        self._painter.setPen(self._look.mark)
        top = box.y() - 2 * self._look.unit
        for day in bar.ticks:
            x = self._scale.x(day) + self._scale.pixels / 2
            self._painter.drawLine(QPointF(x, top), QPointF(x, box.y() + 4 * self._look.unit))

    def _tail(self, mark: Mark, middle: float) -> None:
        """Draw the slip: a thin line from the day first agreed, which has a foot, to where the milestone stands."""
        if mark.on == mark.agreed:
            return
        look, painter = self._look, self._painter
        y = middle + look.bar / 2 + 3 * look.unit
        start, end = day_middle(self._scale, mark.agreed), day_middle(self._scale, mark.on)
        painter.setPen(look.late_tail if mark.is_late else look.tail)
        painter.drawLine(QPointF(start, y), QPointF(end, y))
        painter.drawLine(QPointF(start, y - 3 * look.unit), QPointF(start, y + 2 * look.unit))
        painter.drawLine(QPointF(end, y), QPointF(end, middle))

    def _diamond(self, mark: Mark, middle: float) -> None:
        """Draw a milestone: filled when reached, with an exclamation mark when it is late."""
        look, painter = self._look, self._painter
        x = day_middle(self._scale, mark.on)
        painter.setPen(look.late_mark if mark.is_late else look.mark)
        painter.setBrush(look.text if mark.reached else look.card)
        painter.drawPolygon(diamond(x, middle, look.diamond))
        if mark.is_late:
            painter.drawLine(QPointF(x, middle - 3 * look.unit), QPointF(x, middle + look.unit * 0.8))
            painter.drawLine(QPointF(x, middle + 2 * look.unit), QPointF(x, middle + 3.4 * look.unit))

    def say(self, bar: Bar, middle: float, ground: QColor) -> None:
        """Say beside a bar what its shape says: how late it is, or that it is stopped or only proposed."""
        look, painter, box = self._look, self._painter, bar_box(bar, self._scale, middle, self._look.bar)
        text = late_words(bar.runs_to - bar.due) if bar.kind is Kind.LATE else WORDS.get(bar.kind, "")
        if not text:
            return
        width, gap = painter.fontMetrics().horizontalAdvance(text), look.diamond + 4 * look.unit
        x = max(self._scale.x(bar.days[1] + 1), box.right()) + gap
        if x + width > self._right:  # no room behind the bar, so in front of it, or at the edge of what is in sight
            before = self._scale.x(bar.days[0]) - gap - width
            x = before if before >= self._left else self._right - width - gap
        height = painter.fontMetrics().height()
        room = QRectF(x, box.center().y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)  # so that no line runs through the words
        painter.drawRoundedRect(room.adjusted(-gap / 3, 0, gap / 3, 0), gap / 3, gap / 3)
        painter.setPen(look.danger if bar.kind is Kind.LATE else look.quiet)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)

    def _today(self, bar: Bar) -> float:
        return day_middle(self._scale, bar.runs_to)

    def _tick(self, box: QRectF) -> None:
        """Draw a tick at the start of what is complete: within the bar, or before one that is too short."""
        unit = self._look.unit
        within = box.width() > 2 * TICK * unit
        x, middle = box.left() + (TICK / 3 if within else -TICK) * unit, box.center().y()
        self._painter.setPen(self._look.mark)
        points = ((0, 0.5), (3, 3.5), (8.5, -3.5))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPolyline(QPolygonF([QPointF(x + a * unit, middle + b * unit) for a, b in points]))


def bar_box(bar: Bar, scale: Scale, middle: float, height: float) -> QRectF:
    """Return where a bar is drawn."""
    left = scale.x(bar.starts)
    width = max(LEAST_BAR, scale.x(bar.ends + 1) - left)
    return QRectF(left, middle - height / 2, width, height)


def day_middle(scale: Scale, day: int) -> float:
    """Return the middle of a day, where what happens on it is drawn."""
    return scale.x(day) + scale.pixels / 2


def diamond(x: float, y: float, half: float) -> QPolygonF:
    """Return a diamond around a point."""
    return QPolygonF([QPointF(x, y - half), QPointF(x + half, y), QPointF(x, y + half), QPointF(x - half, y)])
