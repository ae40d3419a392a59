"""Dragging with the mouse: from the press to wherever it is let go, scrolling on at a side."""

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtWidgets import QApplication

from cspdesk.ui.timeline.moves import Grip
from cspdesk.ui.timeline.view import TimelineView

EDGE, EDGE_MS = 24, 50  # pixels from the side at which dragging scrolls on, by as many, this often


class Drag(QObject):
    """What was pressed on a timeline and may be dragged; nothing is taken hold of before the mouse has moved."""

    def __init__(self, view: TimelineView) -> None:
        super().__init__(view)
        self._view = view
        self._grip: Grip | None = None
        self._start = self._pointer = QPointF()
        self._day = 0.0  # on which it was taken hold of
        self._at_edge = QTimer(self, interval=EDGE_MS)
        self._at_edge.timeout.connect(self._scroll_on)

    @property
    def is_on(self) -> bool:
        """Whether the mouse is down on something."""
        return self._grip is not None

    def press(self, place: QPointF, grip: Grip) -> None:
        """Begin with what was pressed."""
        self._grip, self._start, self._day = grip, place, self._day_at(place)

    def move(self, place: QPointF) -> None:
        """Carry it to a place of the viewport."""
        view, grip = self._view, self._grip
        if grip is None:
            return
        if not view.hand.holds and not self._take(place, grip):
            return
        self._pointer = place
        outside = place.x() < EDGE or place.x() > view.viewport().width() - EDGE
        (self._at_edge.start if outside else self._at_edge.stop)()
        view.hand.move_by(round(self._day_at(place) - self._day))

    def release(self) -> bool:
        """Let it go where it is, as one step; return whether anything was held."""
        was_on, held = self.is_on, self._view.hand.holds
        self.forget()
        if was_on and held:
            self._view.hand.let_go()
        return was_on and held

    def forget(self) -> None:
        """Stop dragging; what becomes of what is held is not decided here."""
        self._grip = None
        self._at_edge.stop()

    def _take(self, place: QPointF, grip: Grip) -> bool:
        if (place - self._start).manhattanLength() < QApplication.startDragDistance():
            return False
        row = self._view.row_at(self._start.y())
        whole = None if row is None else self._view.whole_at(row)
        if whole is None or not self._view.hand.take(whole, grip, quietly=True):
            self.forget()
            return False
        self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def _scroll_on(self) -> None:
        """Scroll on while something is held at the side, and carry it along."""
        if not self.is_on or not self._view.hand.holds:
            self._at_edge.stop()
            return
        bar, left = self._view.horizontalScrollBar(), self._pointer.x() < EDGE
        bar.setValue(bar.value() + (-EDGE if left else EDGE))
        self._view.hand.move_by(round(self._day_at(self._pointer) - self._day))

    def _day_at(self, place: QPointF) -> float:
        return (place.x() + self._view.horizontalScrollBar().value()) / self._view.scale.pixels
