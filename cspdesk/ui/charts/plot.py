"""Draws a `cspdesk.charts` chart with pyqtgraph; importing this module imports pyqtgraph, so do it when first shown."""

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QKeyEvent, QPen

from cspdesk.charts.chart import Chart, Series, extent, name_lines, ticks
from cspdesk.ui.charts.look import Look

BAR_WIDTH = 0.46
STEP_REACH = 0.44


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """The drawing itself; tells `on_place` which place of the x axis is looked at, by mouse or by arrow key."""

    def __init__(self, look: Look, on_place: Callable[[int | None], None]) -> None:
        super().__init__(background=look.paper)
        self._look = look
        self._on_place = on_place
        self._chart: Chart | None = None
        self._place: int | None = None
        self._cursor: pg.LinearRegionItem | None = None
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.getPlotItem().layout.setContentsMargins(0, 8, 8, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scene().sigMouseMoved.connect(self._look_at)

    def draw(self, chart: Chart, look: Look) -> None:
        """Draw a chart anew in these colours."""
        self._chart, self._look = chart, look
        self.clear()
        self.setBackground(look.paper)
        marks = ticks(*extent(chart), unit=100)
        self._draw_axes(chart, marks)
        for band in chart.bands:
            self._add_area(band.first, band.last, look.band, -20)
        self._cursor = self._add_area(0, 0, look.hairline, -10)
        self._cursor.hide()
        for place, series in enumerate(chart.series):
            colour = look.series[0] if series.kind == "step" else look.series[place % len(look.series)]
            self._draw_series(series, colour)
        self.setXRange(-0.5, _places(chart) - 0.5, padding=0)
        self.setYRange(marks[0], marks[-1], padding=0.04)
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
        """Move along the x axis with the arrow keys."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._chart is None:
            event.ignore()
            return
        last = _places(self._chart) - 1
        start = (-1 if step > 0 else last + 1) if self._place is None else self._place
        self.point_at(min(max(start + step, 0), last))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Set nothing apart once the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.point_at(None)

    def _look_at(self, position: QPointF) -> None:
        if self._chart is None:
            return
        inside = self.getPlotItem().vb.sceneBoundingRect().contains(position)
        place = round(self.getPlotItem().vb.mapSceneToView(position).x()) if inside else None
        known = place is not None and 0 <= place < _places(self._chart)
        if (place if known else None) != self._place:
            self.point_at(place if known else None)

    def _draw_axes(self, chart: Chart, marks: tuple[int, ...]) -> None:
        bottom, left = self.getAxis("bottom"), self.getAxis("left")
        for axis in (bottom, left):
            axis.setPen(QPen(self._look.hairline))
            axis.setTextPen(QPen(self._look.quiet))
            axis.setStyle(tickLength=0, tickFont=self.font())
        names = [name_lines(name, len(chart.x.categories)) for name in chart.x.categories]
        bottom.setHeight(self.fontMetrics().height() * max((len(lines) for lines in names), default=1) + 14)
        bottom.setTicks([[(place, "\n".join(lines)) for place, lines in enumerate(names)]])
        left.setTicks([[(mark, chart.y.write(mark)) for mark in marks]])
        for mark in marks:
            pen = QPen(self._look.quiet if mark == 0 else self._look.hairline)
            pen.setCosmetic(True)
            line = pg.InfiniteLine(mark, angle=0, pen=pen)
            line.setZValue(-5)
            self.addItem(line)

    def _add_area(self, first: int, last: int, colour: QColor, depth: int) -> "pg.LinearRegionItem":
        area = pg.LinearRegionItem((first - 0.5, last + 0.5), movable=False, brush=QBrush(colour), pen=None)
        for line in area.lines:
            line.setPen(None)
        area.setZValue(depth)
        self.addItem(area)
        return area

    def _draw_series(self, series: Series, colour: QColor) -> None:
        points = [(x, value) for x, value in series.points if value is not None]
        if not points:
            return
        xs, values = [x for x, _ in points], [value for _, value in points]
        if series.kind == "bar":
            self.addItem(pg.BarGraphItem(x=xs, height=values, width=BAR_WIDTH, brush=QBrush(colour), pen=None))
            return
        pen = QPen(colour, 2)
        pen.setCosmetic(True)
        if series.kind == "step":
            pen.setStyle(Qt.PenStyle.DashLine)
            ends = [x + side for x in xs for side in (-STEP_REACH, STEP_REACH)]
            self.addItem(pg.PlotDataItem(ends, [v for v in values for _ in range(2)], pen=pen, connect="pairs"))
            return
        fill = {"fillLevel": 0, "brush": QBrush(self._look.band)} if series.kind == "area" else {}
        marks = {
            "symbol": "d",
            "symbolSize": 9,
            "symbolBrush": QBrush(self._look.paper),
            "symbolPen": pg.mkPen(colour, width=2),
        }
        drawn = pg.PlotDataItem(xs, values, pen=pen, antialias=True, **fill, **marks)
        drawn.setZValue(-8 if series.kind == "area" else 1)
        self.addItem(drawn)


def _places(chart: Chart) -> int:
    return len(chart.x.categories) or 1 + max((x for series in chart.series for x, _ in series.points), default=0)
