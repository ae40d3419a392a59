"""A drawing whose x axis has places, read off one at a time by mouse or arrow key; importing this loads pyqtgraph."""

from collections.abc import Callable, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QKeyEvent, QPen

from cspdesk.ui.charts.look import Look

KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -12, Qt.Key.Key_PageDown: 12}


class PlacedPlot(pg.PlotWidget):  # type: ignore[misc]
    """Tells `on_place` which place is looked at. Whoever draws calls `begin` first and `end` last."""

    def __init__(self, look: Look, on_place: Callable[[int | None], None]) -> None:
        super().__init__(background=look.paper, enableMenu=False)
        self._look = look
        self._on_place = on_place
        self._places = 0
        self._place: int | None = None
        self._cursor: pg.LinearRegionItem | None = None
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        self.getPlotItem().vb.disableAutoRange()  # whoever draws sets both ranges; looking for them costs each frame
        self.getPlotItem().layout.setContentsMargins(0, 8, 8, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scene().sigMouseMoved.connect(self._look_at)

    def begin(self, look: Look, places: int) -> None:
        """Clear the paper for so many places in these colours."""
        self._look, self._places = look, places
        self.clear()
        self.setBackground(look.paper)
        for axis in (self.getAxis("bottom"), self.getAxis("left")):
            axis.setPen(QPen(look.hairline))
            axis.setTextPen(QPen(look.quiet))
            axis.setStyle(tickLength=0, tickFont=self.font())
        self._cursor = self.add_area(-0.5, 0.5, look.hairline, -10)
        self._cursor.hide()

    def end(self) -> None:
        """Show the whole of the x axis, with nothing looked at."""
        self.setXRange(-0.5, self._places - 0.5, padding=0)
        self.point_at(None)

    def point_at(self, place: int | None) -> None:
        """Set one place of the x axis apart, or none."""
        self._place = place
        if self._cursor is not None:
            self._cursor.setVisible(place is not None)
            if place is not None:
                self._cursor.setRegion((place - 0.5, place + 0.5))
        self._on_place(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the x axis: a place with an arrow, twelve with a page key, to an end with Home and End."""
        key, last = Qt.Key(event.key()), self._places - 1
        if last < 0 or key not in (*KEYS, Qt.Key.Key_Home, Qt.Key.Key_End):
            event.ignore()
            return
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.point_at(0 if key == Qt.Key.Key_Home else last)
            return
        step = KEYS[key]
        start = (-1 if step > 0 else last + 1) if self._place is None else self._place
        self.point_at(min(max(start + step, 0), last))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Set nothing apart once the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.point_at(None)

    def draw_levels(
        self,
        marks: Sequence[float],
        write: Callable[[float], str],
        across: tuple[float, float] | None = None,
    ) -> None:
        """Mark the y axis at these values, with a line across at each; that of nought is stronger.

        across: from which x to which the lines go, where those are not the places.
        """
        self.getAxis("left").setTicks([[(mark, write(mark)) for mark in marks]])
        ends = across or (-0.5, self._places - 0.5)
        for colour, own in (
            (self._look.hairline, [mark for mark in marks if mark != 0]),
            (self._look.quiet, [mark for mark in marks if mark == 0]),
        ):
            pen = QPen(colour)
            pen.setCosmetic(True)
            values = [mark for mark in own for _ in ends]
            lines = pg.PlotCurveItem(list(ends) * len(own), values, pen=pen, connect="pairs")
            lines.setZValue(-5)
            self.addItem(lines)  # all as one item: each item costs every frame

    def name_places(self, names: Sequence[tuple[int, Sequence[str]]]) -> None:
        """Write names of places under the x axis, each in lines."""
        bottom = self.getAxis("bottom")
        bottom.setHeight(self.fontMetrics().height() * max((len(lines) for _, lines in names), default=1) + 14)
        bottom.setTicks([[(place, "\n".join(lines)) for place, lines in names]])

    def add_area(self, first: float, last: float, colour: QColor, depth: int) -> "pg.LinearRegionItem":
        """Tint the paper from one x to another."""
        area = pg.LinearRegionItem((first, last), movable=False, brush=QBrush(colour), pen=None)
        for line in area.lines:
            line.setPen(None)
        area.setZValue(depth)
        self.addItem(area)
        return area

    def _look_at(self, position: QPointF) -> None:
        if self._places == 0:
            return
        inside = self.getPlotItem().vb.sceneBoundingRect().contains(position)
        place = round(self.getPlotItem().vb.mapSceneToView(position).x()) if inside else None
        known = place is not None and 0 <= place < self._places
        if (place if known else None) != self._place:
            self.point_at(place if known else None)
