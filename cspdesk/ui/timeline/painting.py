"""Paints one frame of the timeline: grounds, bounds, links, rows in sight, today, what is held, and the head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from cspdesk.ui.models.grouped import Heading
from cspdesk.ui.theme import SPACE
from cspdesk.ui.timeline.facts import Bar, bar_of
from cspdesk.ui.timeline.grips import grip_box
from cspdesk.ui.timeline.head_paint import paint_bounds, paint_head, paint_today, today_pill
from cspdesk.ui.timeline.links import paint_links
from cspdesk.ui.timeline.look import Look
from cspdesk.ui.timeline.rows import RowPainter, day_middle

if TYPE_CHECKING:
    from cspdesk.ui.timeline.view import TimelineView


def paint(painter: QPainter, view: TimelineView) -> None:
    """Paint what is in sight."""
    look, head = view.look, view.head()
    whole = QRectF(view.viewport().rect())
    names = QRectF(0, 0, whole.width(), view.head_height)
    offset = view.horizontalScrollBar().value()
    today = view.scale.x(view.today.toordinal()) + view.scale.pixels / 2 - offset
    painter.setFont(view.small_font())
    painter.fillRect(whole, look.card)
    painter.setClipRect(view.content_rect())
    _grounds(painter, view, look)
    paint_bounds(painter, view.scale, look, head, offset, view.content_rect())
    _rows(painter, view, look, offset)
    _held(painter, view, look, offset)
    painter.setClipping(False)
    pill = today_pill(painter, look, today, names) if -1 <= today <= whole.width() else QRectF()
    paint_head(painter, view.scale, look, head, offset, names, pill)
    if pill.isValid():
        paint_today(painter, look, today, pill)
    _say(painter, view, look)
    if view.hasFocus():
        painter.setPen(look.focus)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(whole.adjusted(1, 1, -1, -1))


def _grounds(painter: QPainter, view: TimelineView, look: Look) -> None:
    """Paint the ground of each row as the table has it: chosen, hovered, or a heading's."""
    top, height, width = view.verticalScrollBar().value(), view.row_height, view.viewport().width()
    for row in view.rows_in_sight():
        box = QRectF(0, view.head_height + row * height - top, width, height)
        painter.fillRect(box, _ground(view, look, row))
        painter.fillRect(QRectF(0, box.bottom() - 1, width, 1), look.row_line)


def _ground(view: TimelineView, look: Look, row: int) -> QColor:
    if view.bars[row] is None:
        return look.page
    if view.selection.isRowSelected(row):
        return look.selected
    return look.hover if row == view.hovered else look.card


def _rows(painter: QPainter, view: TimelineView, look: Look, offset: int) -> None:
    painter.save()
    rows = view.rows_in_sight()
    painter.translate(-offset, view.head_height - view.verticalScrollBar().value())
    by = RowPainter(painter, view.scale, look, offset, offset + view.viewport().width())
    first, last = (rows.start, rows.stop) if rows else (0, 0)
    near = [link for link in view.links if link.rows[1] >= first and link.rows[0] < last]
    paint_links(painter, view.scale, look, near, view.row_height, view.chosen_ids())
    for row in rows:
        bar, middle = shown_bar(view, row), (row + 0.5) * view.row_height
        if bar is not None:
            by.paint(bar, middle)
        else:
            _heading(painter, view, look, row, offset)
    _today(painter, view, look)
    for row in rows:
        if (bar := shown_bar(view, row)) is not None:
            by.say(bar, (row + 0.5) * view.row_height, _ground(view, look, row))
    painter.restore()


def shown_bar(view: TimelineView, row: int) -> Bar | None:
    """Return the bar of a row, with what is held where it is held."""
    bar = view.bars[row]
    held = view.hand.grip
    if bar is None or held is None or held.action_id != bar.id:
        return bar
    whole = view.whole_at(row)
    return bar if whole is None else bar_of(view.hand.as_held(whole), view.today)


def _today(painter: QPainter, view: TimelineView, look: Look) -> None:
    """Draw today's line over the bars and down to the foot, however few rows there are."""
    x, top = round(day_middle(view.scale, view.today.toordinal())), view.verticalScrollBar().value()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(look.today)
    painter.drawLine(x, top, x, top + view.viewport().height())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _heading(painter: QPainter, view: TimelineView, look: Look, row: int, offset: int) -> None:
    """Paint a group's words, and a bracket over the days its actions take."""
    line = view.model.line(row)
    if not isinstance(line, Heading):
        return
    top, unit = row * view.row_height, look.unit
    group = view.group_below(row)
    if group:
        left = view.scale.x(min(bar.starts for bar in group))
        right = view.scale.x(max(bar.ends for bar in group) + 1)
        y = top + view.row_height - 9 * unit
        painter.fillRect(QRectF(left, y, right - left, 3 * unit), look.quiet)
        for x in (left, right - 2 * unit):
            painter.fillRect(QRectF(x, y, 2 * unit, 6 * unit), look.quiet)
    painter.setPen(look.text)
    room = QRectF(offset + SPACE * unit, top, view.viewport().width() - 2 * SPACE * unit, view.row_height - 8 * unit)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), line.words)


def _held(painter: QPainter, view: TimelineView, look: Look, offset: int) -> None:
    """Frame what the keys are on, or what is held."""
    found = view.focused()
    if found is None or not (view.hasFocus() or view.hand.holds):
        return
    row, grip = found
    bar = shown_bar(view, row)
    if bar is not None:
        box = grip_box(bar, grip, view.scale, view.row_middle(row), look.unit, look.bar).translated(-offset, 0)
        painter.setPen(look.focus)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 4, 4)


def _say(painter: QPainter, view: TimelineView, look: Look) -> None:
    """Say beside what is held where it would be, or why it cannot be there."""
    words, found = view.hand.words, view.focused()
    if not words or found is None:
        return
    row, grip = found
    bar = shown_bar(view, row)
    if bar is None:
        return
    unit, room = look.unit, QRectF(view.viewport().rect()).adjusted(4, 4, -4, -4)
    box = grip_box(bar, grip, view.scale, view.row_middle(row), unit, look.bar)
    box.translate(-view.horizontalScrollBar().value(), 0)
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
    widest = QRectF(0, 0, min(room.width(), 560 * unit) - 2 * SPACE * unit, 200 * unit)
    said = painter.boundingRect(widest, flags, words)
    pill = said.adjusted(0, 0, 2 * SPACE * unit, SPACE * unit)
    anchor = box.right() if grip.part.name == "END" else box.center().x()
    below = box.bottom() + 8 * unit
    above = box.top() - 8 * unit - pill.height()
    pill.moveTo(anchor - pill.width() / 2, above if above > view.head_height else below)
    pill.moveLeft(max(room.x(), min(pill.x(), room.right() - pill.width())))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.late_mark if view.hand.problem else look.focus)
    painter.setBrush(look.raised)
    painter.drawRoundedRect(pill, 5 * unit, 5 * unit)
    painter.setPen(look.danger if view.hand.problem else look.text)
    inside = pill.translated(QPointF(SPACE * unit, SPACE * unit / 2))
    painter.drawText(inside.adjusted(0, 0, -2 * SPACE * unit, 0), flags, words)
