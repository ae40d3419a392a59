"""Draws dots with intervals over named places with pyqtgraph; importing this module imports pyqtgraph."""

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from cspdesk.charts.chart import name_lines
from cspdesk.charts.compared import DotChart, DotRow, dots_extent
from cspdesk.charts.results import value_ticks
from cspdesk.ui.charts.look import Look
from cspdesk.ui.charts.placed import PlacedPlot
from cspdesk.ui.charts.signs import other_sign, own_sign

APART = 0.12  # of a place, by which rows that share places stand apart
SIZE = 13


class DotPlot(PlacedPlot):
    """The drawing: each row's dots with their intervals, the own one full, others hollow."""

    def draw(self, chart: DotChart, look: Look) -> None:
        """Draw a chart anew in these colours."""
        self.begin(look, len(chart.places))
        marks = value_ticks(*dots_extent(chart))
        self.draw_levels(marks, chart.mark)
        if chart.level is not None:
            line = pg.InfiniteLine(chart.level[1], angle=0, pen=cosmetic(look.quiet, 1.2, Qt.PenStyle.DashDotLine))
            line.setZValue(-3)
            self.addItem(line)
        shared = any(row.joined for row in chart.rows)
        for place, row in enumerate(chart.rows):
            self._draw_row(row, (place - (len(chart.rows) - 1) / 2) * APART if shared else 0.0, look)
        share = 2 * len(chart.places)  # as if there were twice as many: its table takes half of the page
        self.name_places([(i, name_lines(name, share)) for i, name in enumerate(chart.places)])
        self.setYRange(marks[0], marks[-1], padding=0.04)
        self.end()

    def _draw_row(self, row: DotRow, shift: float, look: Look) -> None:
        import numpy as np  # pyqtgraph has loaded it already

        colour = look.ink if row.own else look.quiet
        xs, values = [dot.place + shift for dot in row.dots], [dot.value for dot in row.dots]
        if row.joined:
            style = Qt.PenStyle.SolidLine if row.own else Qt.PenStyle.DashLine
            self.addItem(pg.PlotCurveItem(xs, values, pen=cosmetic(colour, 1.6, style), antialias=True))
        held = [(x, dot.value, dot.interval) for x, dot in zip(xs, row.dots, strict=True) if dot.interval is not None]
        if held:
            at, value = np.array([x for x, *_ in held], float), np.array([v for _, v, _ in held], float)
            lower, upper = (np.array([i[end] for *_, i in held], float) for end in (0, 1))
            bars = pg.ErrorBarItem(
                x=at, y=value, top=upper - value, bottom=value - lower, beam=0.06, pen=cosmetic(colour, 1.4)
            )
            self.addItem(bars)
        brush = QBrush(colour if row.own else look.paper)
        shape = own_sign() if row.own else other_sign(0)
        self.addItem(
            pg.ScatterPlotItem(xs, values, symbol=shape, size=SIZE, brush=brush, pen=pg.mkPen(colour, width=1.6))
        )


def cosmetic(colour: QColor, wide: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen that is so many pixels wide whatever the scale of the drawing."""
    pen = QPen(colour, wide, style)
    pen.setCosmetic(True)
    return pen
