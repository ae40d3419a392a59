"""Draws a funnel with pyqtgraph: areas by size against the limits of chance; importing this imports pyqtgraph."""

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QKeyEvent, QPen, QResizeEvent

from cspdesk.charts.compared import FunnelChart, FunnelDot, funnel_extent
from cspdesk.charts.results import value_ticks
from cspdesk.ui.charts.dot_plot import cosmetic
from cspdesk.ui.charts.look import Look
from cspdesk.ui.charts.placed import KEYS, PlacedPlot
from cspdesk.ui.charts.signs import other_sign, own_sign

SIZE, OWN_SIZE = 12, 17  # pixels; the own area is seen among a hundred others
NEAR = 24.0  # pixels from an area within which the mouse means it
STYLES = (Qt.PenStyle.DashLine, Qt.PenStyle.SolidLine)


class FunnelPlot(PlacedPlot):
    """A place is an area, in alphabetical order as in the table; the arrow keys go from the smallest to the largest."""

    def __init__(self, look: Look, on_place: Callable[[int | None], None]) -> None:
        super().__init__(look, on_place)
        self._chart: FunnelChart | None = None
        self._ring: pg.ScatterPlotItem | None = None
        self.getPlotItem().layout.setContentsMargins(0, 8, 20, 8)  # pyqtgraph lets the title hang below its axis

    def draw(self, chart: FunnelChart, look: Look) -> None:
        """Draw a chart anew in these colours."""
        self._chart = chart
        self.begin(look, len(chart.dots))
        marks = value_ticks(*funnel_extent(chart))
        self.draw_levels(marks, chart.mark, (0.0, 2 * max((dot.size for dot in chart.dots), default=1.0)))
        name, value = chart.average
        del name
        average = pg.InfiniteLine(value, angle=0, pen=cosmetic(look.quiet, 1.2, Qt.PenStyle.DashDotLine))
        average.setZValue(-3)
        self.addItem(average)
        for place, curve in enumerate(chart.curves):
            pen = cosmetic(look.quiet, 1.2, STYLES[place % len(STYLES)])
            sizes = [size for size, _, _ in curve.points]
            for end in (1, 2):
                line = pg.PlotCurveItem(sizes, [point[end] for point in curve.points], pen=pen, antialias=True)
                line.setZValue(-2)
                self.addItem(line)
        self._draw_dots(chart, look)
        self._ring = pg.ScatterPlotItem(size=OWN_SIZE + 11, brush=None, pen=pg.mkPen(look.ink, width=3))
        self._ring.setZValue(1)  # over all areas: where a hundred stand close together it is what is looked for
        self.addItem(self._ring)
        self.setYRange(marks[0], marks[-1], padding=0.04)
        self._fit()
        self.end()

    def end(self) -> None:
        """Show all sizes, with nothing looked at."""
        sizes = [dot.size for dot in self._dots]
        if sizes:
            room = (max(sizes) - min(sizes) or max(sizes)) * 0.05
            self.setXRange(min(sizes) - room, max(sizes) + room, padding=0)
        self.point_at(None)

    def point_at(self, place: int | None) -> None:
        """Set one area apart, or none."""
        self._place = place
        if self._ring is not None:
            dots = [] if place is None else [self._dots[place]]
            self._ring.setData([dot.size for dot in dots], [dot.value for dot in dots])
        self._on_place(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the areas by their size."""
        key, order = Qt.Key(event.key()), sorted(range(len(self._dots)), key=lambda i: self._dots[i].size)
        if not order or key not in (*KEYS, Qt.Key.Key_Home, Qt.Key.Key_End):
            event.ignore()
            return
        step = KEYS.get(key, 0)
        start = (-1 if step > 0 else len(order)) if self._place is None else order.index(self._place)
        wanted = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(order) - 1}.get(key, start + step)
        self.point_at(order[min(max(wanted, 0), len(order) - 1)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Mark as many sizes as there is room for."""
        super().resizeEvent(event)
        if getattr(self, "_chart", None) is not None:
            self._fit()

    @property
    def _dots(self) -> tuple[FunnelDot, ...]:
        return self._chart.dots if self._chart is not None else ()

    def _draw_dots(self, chart: FunnelChart, look: Look) -> None:
        for own in (False, True):
            for outside in (False, True):
                dots = [dot for dot in chart.dots if dot.own is own and dot.outside is outside]
                if not dots:
                    continue
                colour = look.ink if own or outside else look.quiet
                shape = own_sign() if own else other_sign(2 if outside else 0)
                brush = QBrush(colour if own else look.paper)
                pen: QPen = pg.mkPen(look.paper if own else colour, width=2 if own or outside else 1.4)
                xs, values = [dot.size for dot in dots], [dot.value for dot in dots]
                self.addItem(
                    pg.ScatterPlotItem(xs, values, symbol=shape, size=OWN_SIZE if own else SIZE, brush=brush, pen=pen)
                )

    def _fit(self) -> None:
        """Mark sizes under the axis, as many as there is room for."""
        sizes = [dot.size for dot in self._dots]
        if not sizes:
            return
        room = self.getPlotItem().vb.width() // max(1, self.fontMetrics().horizontalAdvance("0,000,000"))
        most = int(min(8, max(3, room)))
        marks = value_ticks(min(sizes), max(sizes), most=most)
        bottom = self.getAxis("bottom")
        bottom.setHeight(self.fontMetrics().height() * 2 + 20)
        bottom.setTicks([[(mark, f"{mark:,.0f}") for mark in marks]])
        bottom.setLabel(self._chart.x_title if self._chart else "")

    def _look_at(self, position: QPointF) -> None:
        box = self.getPlotItem().vb
        found, nearest = None, NEAR
        if box.sceneBoundingRect().contains(position):
            for place, dot in enumerate(self._dots):
                at = box.mapViewToScene(QPointF(dot.size, dot.value))
                away = ((at.x() - position.x()) ** 2 + (at.y() - position.y()) ** 2) ** 0.5
                if away < nearest:
                    found, nearest = place, away
        if found != self._place:
            self.point_at(found)
