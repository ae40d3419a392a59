"""The timeline under a person's hands: choosing, moving by mouse and by key, and being told in words."""

import html
from datetime import date
from typing import cast

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from cspdesk.ui.models.grouped import Heading
from cspdesk.ui.models.plan_table import PlanModel
from cspdesk.ui.timeline.drag import Drag
from cspdesk.ui.timeline.grips import grips_of
from cspdesk.ui.timeline.hand import Hand
from cspdesk.ui.timeline.moves import Grip, Part, milestone_of
from cspdesk.ui.timeline.scale import STEP
from cspdesk.ui.timeline.view import Flag, TimelineView
from cspdesk.ui.timeline.words import bar_words, milestone_words

WEEK = 7
SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CURSORS = {
    Part.END: Qt.CursorShape.SizeHorCursor,
    Part.BAR: Qt.CursorShape.OpenHandCursor,
    Part.MILESTONE: Qt.CursorShape.OpenHandCursor,
}


class Timeline(TimelineView):
    """Signals `opened(row)`: the record of a row was asked for, by Enter or a double click."""

    opened = Signal(object)

    def __init__(
        self, model: PlanModel, selection: QItemSelectionModel, hand: Hand, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, selection, hand, today, parent)
        self.drag = Drag(self)
        self._by_key = self._choosing = False
        self.setAccessibleName("Timeline of the plan")
        selection.currentRowChanged.connect(self._follow)
        hand.changed.connect(self._tell)
        for told in (self.model.modelReset, self.model.layoutChanged):
            told.connect(self._tell)  # what the keys are on may be called otherwise now, or be withheld

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.hand.holds:
            return
        row = self.row_at(event.position().y())
        if row is None or self.bars[row] is None or event.button() != Qt.MouseButton.LeftButton:
            if row is not None and self.bars[row] is not None and not self.selection.isRowSelected(row):
                self.select_row(row)
            return
        grip = self.grip_at(event.position())
        self.grip = grip
        self._choose(row, event.modifiers())
        if grip is not None and not event.modifiers() and not self.model.is_read_only:
            self.drag.press(event.position(), grip)

    def _choose(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        self._choosing = True
        try:
            self._select(row, modifiers)
        finally:
            self._choosing = False

    def _select(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        current = self.selection.currentIndex()
        if modifiers & Qt.KeyboardModifier.ShiftModifier and current.isValid():
            first, last = sorted((current.row(), row))
            between = QItemSelection(self.model.index(first, 0), self.model.index(last, 0))
            self.selection.select(between, Flag.ClearAndSelect | Flag.Rows)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.select_row(row, Flag.Toggle)
        elif not self.selection.isRowSelected(row) or len(self.selection.selectedRows()) > 1 or current.row() != row:
            self.select_row(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.drag.is_on:
            self.drag.move(event.position())
        else:
            self._hover(event.position())

    def _hover(self, place: QPointF) -> None:
        row = self.row_at(place.y())
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()
        grip = None if self.model.is_read_only else self.grip_at(place)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor if grip is None else CURSORS[grip.part])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.drag.release():
            self._hover(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.drag.forget()
        row = self.row_at(event.position().y())
        if row is not None and self.bars[row] is not None:
            self.opened.emit(self.model.record(row))

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = None
        self.viewport().update()
        super().leaveEvent(event)

    # -- the keys

    def event(self, event: QEvent) -> bool:
        """Keep Esc for what is held: elsewhere in the tab it closes the panel."""
        asked = event.type() == QEvent.Type.ShortcutOverride and self.hand.holds
        if asked and cast(QKeyEvent, event).key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Escape and self.hand.holds:
            self._end(keep=False)
        elif key in ENTER and self.hand.holds:
            self._end(keep=True)
        elif key in SIDEWAYS and modifiers & Qt.KeyboardModifier.ControlModifier:
            self._nudge(SIDEWAYS[key] * (WEEK if modifiers & Qt.KeyboardModifier.ShiftModifier else 1))
        elif self.hand.holds:
            return
        elif key in SIDEWAYS:
            self._go_sideways(SIDEWAYS[key])
        elif key in ENTER and (row := self.selection.currentIndex().row()) >= 0:
            self.opened.emit(self.model.record(row))
        elif not self._go(key, bool(modifiers & Qt.KeyboardModifier.ShiftModifier)) and not self._look(event.text()):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Control and not event.isAutoRepeat() and self._by_key:
            self._end(keep=True)
            return
        super().keyReleaseEvent(event)

    def _end(self, *, keep: bool) -> None:
        self.drag.forget()
        self._by_key = False
        if keep:
            self.hand.let_go()
        else:
            self.hand.cancel()

    def _nudge(self, days: int) -> None:
        """Take hold of what the keys are on and move it; it is saved when Ctrl is let go or Enter is pressed."""
        found = self.focused()
        if found is None or self.drag.is_on:
            return
        row, grip = found
        whole = self.whole_at(row)
        if not self.hand.holds:
            if whole is None or not self.hand.take(whole, grip):
                return
            self._by_key, self.grip = True, grip
        self.hand.move_by(self.hand.days + days)

    def _go_sideways(self, by: int) -> None:
        found = self.focused()
        if found is None:
            return
        row, grip = found
        bar = self.bars[row]
        if bar is not None:
            grips = grips_of(bar)
            self.grip = grips[max(0, min(len(grips) - 1, grips.index(grip) + by))]
            self.show_days(*self._days_of(row, self.grip))
            self._tell()
            self.viewport().update()

    def _days_of(self, row: int, grip: Grip) -> tuple[int, int]:
        bar = self.bars[row]
        assert bar is not None  # there is a grip in this row
        if grip.part is Part.BAR:
            return bar.starts, bar.starts
        on = next((mark.on for mark in bar.marks if mark.id == grip.milestone_id), bar.due)
        return on, on

    def _follow(self) -> None:
        """Bring the bar of the row that was gone to into sight, unless it was chosen here where it is not."""
        row, left = self.selection.currentIndex().row(), self.horizontalScrollBar().value()
        bar = self.bars[row] if 0 <= row < len(self.bars) else None
        if bar is not None and not self._choosing:
            first, last = bar.days
            if self.scale.x(last + 1) < left or self.scale.x(first) > left + self.viewport().width():
                self.show_days(bar.starts, bar.starts)
        self._tell()

    def _go(self, key: Qt.Key, extend: bool) -> bool:
        """Go to another row by key; return whether the key is one of those."""
        rows = [row for row, bar in enumerate(self.bars) if bar is not None]
        current = self.selection.currentIndex().row()
        page = max(1, (self.viewport().height() - self.head_height) // self.row_height - 1)
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(rows) - 1}
        if key not in by and key not in ends:
            return False
        if rows:
            at = rows.index(current) if current in rows else -1
            place = ends.get(key, at + by.get(key, 0))
            row = rows[max(0, min(len(rows) - 1, place))]
            self.grip = None
            self.select_row(row, Flag.Select if extend else Flag.ClearAndSelect)
            self._bring_into_sight(row)
        return True

    def _bring_into_sight(self, row: int) -> None:
        bar, top = self.verticalScrollBar(), row * self.row_height
        room = self.viewport().height() - self.head_height
        bar.setValue(max(min(bar.value(), top), top + self.row_height - room))

    def _look(self, text: str) -> bool:
        """Look nearer or wider by key; return whether the key is one of those."""
        if text in ("+", "="):
            self.zoom(STEP)
        elif text in ("-", "_"):
            self.zoom(1 / STEP)
        elif text == "0":
            self.fit_year()
        else:
            return False
        return True

    # -- in words

    def words_of(self, row: int, grip: Grip) -> str:
        """Return what there is to say of a bar or a milestone."""
        whole = self.whole_at(row)
        if whole is None:
            return ""
        if grip.part is Part.MILESTONE:
            return milestone_words(milestone_of(whole, grip), self.today)
        said = bar_words(whole, self.today, self.model.titles)
        return f"{said}\n{self.model.record(row).computed.sentence}" if whole.action.status.is_open else said

    def _tell(self) -> None:
        """Tell a screen reader what the keys are on, or where what is held would be."""
        found = self.focused()
        words = self.hand.words or ("" if found is None else self.words_of(*found))
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            if self.hasFocus():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selection.currentIndex().isValid():
            self._go(Qt.Key.Key_Home, False)
        self._tell()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._by_key and self.hand.holds:
            self._end(keep=False)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            asked = cast(QHelpEvent, event)
            QToolTip.showText(asked.globalPos(), plain_tip(self._tip(QPointF(asked.pos()))), self.viewport())
            return True
        return super().viewportEvent(event)

    def _tip(self, place: QPointF) -> str:
        row = self.row_at(place.y())
        if row is None or self.hand.holds:
            return ""
        line = self.model.line(row)
        if isinstance(line, Heading):
            return line.words
        grip = self.grip_at(place)
        return "" if grip is None else self.words_of(row, grip)


def plain_tip(text: str) -> str:
    """Return words as a tooltip that wraps; what a person typed is never read as markup."""
    return f"<p style='white-space: pre-wrap; margin: 0'>{html.escape(text)}</p>" if text else ""
