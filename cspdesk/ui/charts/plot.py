"""Draws a `cspdesk.charts` chart with pyqtgraph; importing this module imports pyqtgraph, so do it when first shown."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from cspdesk.charts.chart import Chart, Series, extent, name_lines, ticks
from cspdesk.ui.charts.look import Look
from cspdesk.ui.charts.placed import PlacedPlot

BAR_WIDTH = 0.46
STEP_REACH = 0.44


class Plot(PlacedPlot):
    """The drawing of a chart whose x axis has categories, such as the quarters of a year."""

    def draw(self, chart: Chart, look: Look) -> None:
        """Draw a chart anew in these colours."""
        self.begin(look, _places(chart))
        marks = ticks(*extent(chart), unit=100)
        names = [name_lines(name, len(chart.x.categories)) for name in chart.x.categories]
        self.name_places(tuple(enumerate(names)))
        self.draw_levels(marks, lambda mark: chart.y.write(round(mark)))
        for band in chart.bands:
            self.add_area(band.first - 0.5, band.last + 0.5, look.band, -20)
        for place, series in enumerate(chart.series):
            colour = look.series[0] if series.kind == "step" else look.series[place % len(look.series)]
            self._draw_series(series, colour)
        self.setYRange(marks[0], marks[-1], padding=0.04)
        self.end()

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
