"""Draws a chart of results with pyqtgraph; importing this module imports pyqtgraph, so do it when first shown."""

from collections.abc import Callable, Iterator
from math import nan

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen, QResizeEvent

from cspdesk.charts.results import Level, ResultChart, ResultPoint, extent, labelled, value_ticks
from cspdesk.charts.results_reading import axis_lines
from cspdesk.domain.records import dataclass
from cspdesk.domain.variation import Variation
from cspdesk.ui.charts.labels import Wanted, place_labels
from cspdesk.ui.charts.look import Look
from cspdesk.ui.charts.placed import PlacedPlot
from cspdesk.ui.charts.signs import colour_of, other_colour, other_sign, sign

LABEL_GAP = 5.0
MOST_OF_WIDTH = 0.45  # of the drawing that one label may take
SPREAD = 2  # letters by which a shorter name may be the wider one
SMALL_FROM = 120  # figures from which a point within the noise is drawn smaller


class ResultPlot(PlacedPlot):
    """The drawing: figures cut at breaks, limits, levels, other areas, and labels above in rows of their own."""

    most_marks = 6  # on the y axis

    def __init__(self, look: Look, on_place: Callable[[int | None], None]) -> None:
        super().__init__(look, on_place)
        self._chart: ResultChart | None = None
        self._marks: tuple[float, ...] = (0.0, 1.0)
        self._longest: tuple[str, ...] = ()
        self._span: float | None = None
        self._fitted: tuple[tuple[int, ...], int, int] | None = None
        self.getPlotItem().vb.sigResized.connect(lambda *_: self._place_labels())
        self._labels: list[_Label] = []

    def draw(self, chart: ResultChart, look: Look) -> None:
        """Draw a chart anew in these colours."""
        self._chart, self._labels, self._fitted, self._span = chart, [], None, None
        self.begin(look, len(chart.places))
        self._marks = value_ticks(*extent(chart), most=self.most_marks)
        self._longest = _longest_lines(chart)
        self.draw_levels(self._marks, chart.written.mark)
        self._draw_ground(chart)
        self._draw_limits(chart)
        for level in chart.levels:
            self._draw_level(level)
        for place, other in enumerate(chart.others):
            self._draw_other(other.points, place)
        self._draw_line(chart)
        self._fit()
        self.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name as many places as there is room for, and put the labels where they do not meet."""
        super().resizeEvent(event)
        if getattr(self, "_chart", None) is not None:
            self._fit()

    def _draw_ground(self, chart: ResultChart) -> None:
        look = self._look
        if chart.to_come < len(chart.places):
            self.add_area(chart.to_come - 0.5, len(chart.places) - 0.5, look.band, -20)
        for event in chart.events:
            self.add_area(event.first, max(event.last, event.first + 0.08), look.band, -18)
            self._label(event.first, event.text, over=True)
        for broken in chart.breaks:
            self._label(broken.x, f"Break: {broken.label}")

        low, top = self._marks[0], self._marks[-1]
        beyond = (low - (top - low), top + 3 * (top - low))  # further than is seen, whatever rows stand above
        xs = [broken.x for broken in chart.breaks for _ in beyond]
        pen = _pen(look.ink, 1, Qt.PenStyle.DashLine)
        self.addItem(pg.PlotCurveItem(xs, list(beyond) * len(chart.breaks), pen=pen, connect="pairs"))

    def _draw_limits(self, chart: ResultChart) -> None:
        """Draw all means as one item and all limits as another: each item costs every frame."""
        spans = [((limits.first - 0.5, limits.last + 0.5), limits) for limits in chart.limits]
        self._across([(ends, limits.mean) for ends, limits in spans], Qt.PenStyle.SolidLine)
        bounds = [(ends, value) for ends, limits in spans for value in (limits.lower, limits.upper)]
        self._across([(ends, value) for ends, value in bounds if value is not None], Qt.PenStyle.DashLine)

    def _across(self, lines: list[tuple[tuple[float, float], float]], style: Qt.PenStyle) -> None:
        if lines:
            xs = [x for ends, _ in lines for x in ends]
            values = [value for _, value in lines for _ in range(2)]
            drawn = pg.PlotCurveItem(xs, values, pen=_pen(self._look.quiet, 1, style), connect="pairs")
            drawn.setZValue(-2)
            self.addItem(drawn)

    def _draw_level(self, level: Level) -> None:
        style = Qt.PenStyle.DotLine if level.is_path else Qt.PenStyle.DashDotLine
        xs, values = [x for x, _ in level.points], [value for _, value in level.points]
        self.addItem(pg.PlotCurveItem(xs, values, pen=_pen(self._look.ink, 1, style)))

    def _draw_other(self, points: tuple[tuple[int, float], ...], place: int) -> None:
        xs, values, colour = [x for x, _ in points], [value for _, value in points], other_colour(place, self._look)
        self.addItem(pg.PlotCurveItem(xs, values, pen=_pen(colour, 1, Qt.PenStyle.DashDotLine)))
        pen, paper = pg.mkPen(colour, width=1.4), QBrush(self._look.paper)
        self.addItem(pg.ScatterPlotItem(xs, values, symbol=other_sign(place), size=9, pen=pen, brush=paper))

    def _draw_line(self, chart: ResultChart) -> None:
        look = self._look
        xs: list[float] = []
        values: list[float] = []
        for stretch in chart.stretches:
            xs += [*(float(point.place) for point in stretch.points), nan]
            values += [*(point.value for point in stretch.points), nan]
        points = list(_points(chart))
        if not points:
            return
        self._draw_intervals(points)
        self.addItem(pg.PlotCurveItem(xs, values, pen=_pen(look.quiet, 1), connect="finite", antialias=True))
        for variation in Variation:
            own = [point for point in points if point.variation is variation]
            if own:
                noise = variation is Variation.NOISE
                size = (5 if len(points) > SMALL_FROM else 8) if noise else 11
                self.addItem(
                    pg.ScatterPlotItem(
                        [point.place for point in own],
                        [point.value for point in own],
                        symbol=sign(variation),
                        size=size,
                        brush=QBrush(colour_of(variation, look)),
                        pen=pg.mkPen(look.paper, width=1 if not noise else 0.1),
                    )
                )

    def _draw_intervals(self, points: list[ResultPoint]) -> None:
        import numpy as np  # pyqtgraph has loaded it already

        own = [(point, point.interval) for point in points if point.interval is not None]
        if not own:
            return
        xs, values = np.array([p.place for p, _ in own], float), np.array([p.value for p, _ in own], float)
        lower, upper = np.array([i[0] for _, i in own], float), np.array([i[1] for _, i in own], float)
        self.addItem(
            pg.ErrorBarItem(
                x=xs, y=values, top=upper - values, bottom=values - lower, beam=0.12, pen=_pen(self._look.quiet, 1)
            )
        )

    def _label(self, x: float, text: str, *, over: bool = False) -> None:
        item = pg.TextItem("", color=self._look.ink, anchor=(0, 0))
        item.setFont(self.font())
        item.setZValue(5)
        self.addItem(item, ignoreBounds=True)
        self._labels.append(_Label(x, text, item, over))

    def _fit(self) -> None:
        """Give the axis as many names as fit, and the labels rows above the figures."""
        chart, box, metrics = self._chart, self.getPlotItem().vb, self.fontMetrics()
        if chart is None:
            return
        widest = max((metrics.horizontalAdvance(line) for line in self._longest), default=1)
        marks = max((metrics.horizontalAdvance(chart.written.mark(mark)) for mark in self._marks), default=0)
        most = int((box.width() + widest / 2) // (widest + metrics.averageCharWidth() * 2))
        shown = labelled(chart, max(1, most))
        if self._fitted != (shown, widest, marks):  # to lay all out anew for nothing would cost more than to draw it
            self._fitted = (shown, widest, marks)
            bottom = self.getAxis("bottom")
            bottom.setStyle(hideOverlappingLabels=widest)  # pixels that a name may reach beyond the axis
            self.getPlotItem().layout.setContentsMargins(4, 6, widest // 2, 2)
            self.name_places([(place, axis_lines(chart.places[place])) for place in shown])
            self.getAxis("left").setWidth(marks + metrics.averageCharWidth())
            self.getPlotItem().layout.activate()
            self._place_labels()

    def _place_labels(self) -> None:
        """Put the labels in rows above the figures for the room there is; called again whenever that changes."""
        chart, box, metrics = self._chart, self.getPlotItem().vb, self.fontMetrics()
        if chart is None:
            return
        wide, high = box.width(), box.height()
        share, count = wide * MOST_OF_WIDTH, max(len(chart.places), 1)
        shown = [metrics.elidedText(each.text, Qt.TextElideMode.ElideRight, int(share)) for each in self._labels]
        wanted = [
            Wanted((each.x + 0.5) / count * wide, metrics.horizontalAdvance(text) + LABEL_GAP, each.over)
            for each, text in zip(self._labels, shown, strict=True)
        ]
        placed = place_labels(wanted, wide, LABEL_GAP)
        rows = 1 + max((each.row for each in placed), default=-1)
        line = metrics.height() + 2.0
        low, top = self._marks[0], self._marks[-1]
        head = min(rows * line / max(high, 1.0), 0.6)
        span = (top - low) * 1.04 / (1 - head)
        floor = low - (top - low) * 0.02
        if self._span != span:
            self._span = span
            self.setYRange(floor, floor + span, padding=0)
        for place, text, each in zip(placed, shown, self._labels, strict=True):
            if each.item.toPlainText() != text:
                each.item.setText(text, color=self._look.ink)
            down = (rows - 1 - place.row) * line
            each.item.setPos(place.left / max(wide, 1.0) * count - 0.5, floor + span * (1 - down / max(high, 1.0)))


@dataclass(frozen=True, slots=True)
class _Label:
    """Words above the figures: the x they belong to, whole, and what writes them."""

    x: float
    text: str
    item: pg.TextItem
    over: bool


def _longest_lines(chart: ResultChart) -> tuple[str, ...]:
    """Return the names under the axis that may be the widest, so that not each has to be measured."""
    lines = sorted({line for name in chart.places for line in axis_lines(name)}, key=len)
    return tuple(line for line in lines if len(line) >= len(lines[-1]) - SPREAD)


def _points(chart: ResultChart) -> Iterator[ResultPoint]:
    return (point for stretch in chart.stretches for point in stretch.points)


def _pen(colour: QColor, wide: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, wide, style)
    pen.setCosmetic(True)
    return pen
