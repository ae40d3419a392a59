"""Comparisons on screen: areas and before and after as dots, a funnel, two indicators over time."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from cspdesk.charts.compared import DotChart, FunnelChart, PairChart
from cspdesk.charts.results_reading import reading_at
from cspdesk.ui.charts.legend import SignKey
from cspdesk.ui.charts.look import Look
from cspdesk.ui.charts.page_view import HINT, PageView
from cspdesk.ui.charts.signs import draw_sign, other_sign, own_sign

if TYPE_CHECKING:
    from cspdesk.ui.charts.frame import AnyPlot
    from cspdesk.ui.charts.pair_plot import PairPlot
    from cspdesk.ui.charts.placed import PlacedPlot


class DotView(PageView[DotChart]):
    """Dots with intervals."""

    def _new_plot(self, look: Look) -> "PlacedPlot":
        from cspdesk.ui.charts.dot_plot import DotPlot

        return DotPlot(look, self._read_off)

    def _draw_on(self, plot: "AnyPlot", chart: DotChart, look: Look) -> None:
        from cspdesk.ui.charts.dot_plot import DotPlot

        assert isinstance(plot, DotPlot)
        plot.draw(chart, look)

    def _words(self, chart: DotChart, place: int | None) -> str:
        if place is None:
            return HINT
        texts = [dot.text for row in chart.rows for dot in row.dots if dot.place == place]
        return " ".join(f"{text}." for text in texts) or f"{chart.places[place]}: no figure."

    def _signs(self, chart: DotChart, look: Look) -> Sequence[QWidget]:
        keys = [_area_key(row.name, row.own, False, look) for row in chart.rows]
        if any(dot.interval for row in chart.rows for dot in row.dots):
            keys.append(SignKey("95% interval", partial(_bar, look.quiet)))
        if chart.level is not None:
            keys.append(SignKey(chart.level[0], partial(_line, look.quiet, Qt.PenStyle.DashDotLine)))
        return keys


class FunnelView(PageView[FunnelChart]):
    """Areas by size against what chance allows."""

    def _new_plot(self, look: Look) -> "PlacedPlot":
        from cspdesk.ui.charts.funnel_plot import FunnelPlot

        return FunnelPlot(look, self._read_off)

    def _draw_on(self, plot: "AnyPlot", chart: FunnelChart, look: Look) -> None:
        from cspdesk.ui.charts.funnel_plot import FunnelPlot

        assert isinstance(plot, FunnelPlot)
        plot.draw(chart, look)

    def _words(self, chart: FunnelChart, place: int | None) -> str:
        return HINT if place is None else f"{chart.dots[place].text}."

    def _signs(self, chart: FunnelChart, look: Look) -> Sequence[QWidget]:
        own = next((dot for dot in chart.dots if dot.own), None)
        keys = [] if own is None else [_area_key(own.name, True, own.outside, look)]
        for outside, name in ((False, "Other areas, within the limits"), (True, "Other areas, outside the limits")):
            if any(dot.outside is outside for dot in chart.dots if not dot.own):
                keys.append(_area_key(name, False, outside, look))
        styles = (Qt.PenStyle.DashLine, Qt.PenStyle.SolidLine)
        for place, curve in enumerate(chart.curves):
            keys.append(SignKey(curve.name, partial(_line, look.quiet, styles[place % 2])))
        return [*keys, SignKey(chart.average[0], partial(_line, look.quiet, Qt.PenStyle.DashDotLine))]


class PairView(PageView[PairChart]):
    """Two indicators, one above the other."""

    def _new_plot(self, look: Look) -> "PairPlot":
        from cspdesk.ui.charts.pair_plot import PairPlot

        return PairPlot(look, self._read_off)

    def _draw_on(self, plot: "AnyPlot", chart: PairChart, look: Look) -> None:
        from cspdesk.ui.charts.pair_plot import PairPlot

        assert isinstance(plot, PairPlot)
        plot.draw(chart, look)

    def _words(self, chart: PairChart, place: int | None) -> str:
        if place is None:
            return HINT
        return " ".join(f"{p.written.indicator.name}, {reading_at(p, place)}" for p in chart.panels)

    def _signs(self, chart: PairChart, look: Look) -> Sequence[QWidget]:  # noqa: ARG002 -- asked so of all
        return ()  # what is drawn is named in the drawing and told when it is read off: both need the room


def _area_key(name: str, own: bool, outside: bool, look: Look) -> SignKey:
    colour = look.ink if own or outside else look.quiet
    shape = own_sign() if own else other_sign(2 if outside else 0)
    return SignKey(name, partial(draw_sign, shape, colour, own))


def _bar(colour: QColor, painter: QPainter, box: QRectF) -> None:
    painter.setPen(QPen(colour, 1.2))
    middle = box.center().x()
    painter.drawLine(QPointF(middle, box.top()), QPointF(middle, box.bottom()))
    for y in (box.top(), box.bottom()):
        painter.drawLine(QPointF(middle - 3, y), QPointF(middle + 3, y))


def _line(colour: QColor, style: Qt.PenStyle, painter: QPainter, box: QRectF) -> None:
    painter.setPen(QPen(colour, 1.2, style))
    painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
