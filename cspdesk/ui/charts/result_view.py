"""A chart of results on screen: what it says of each place, its legend, its parts shown or not, its figures saved."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from cspdesk.charts.results import ResultChart
from cspdesk.charts.results_reading import reading_at
from cspdesk.domain.variation import Variation
from cspdesk.ui.charts.legend import SignKey
from cspdesk.ui.charts.look import Look
from cspdesk.ui.charts.page_view import HINT, PageView
from cspdesk.ui.charts.signs import colour_of, draw_sign, other_colour, other_sign, sign

if TYPE_CHECKING:
    from cspdesk.ui.charts.frame import AnyPlot
    from cspdesk.ui.charts.placed import PlacedPlot

MEANINGS = {
    Variation.BETTER: "Better: more than chance",
    Variation.WORSE: "Worse: more than chance",
    Variation.CHANGED: "Changed: more than chance",
}


class ResultView(PageView[ResultChart]):
    """One indicator drawn large."""

    def show_chart(self, chart: ResultChart) -> None:
        """Show a chart; where much is told beside a figure there is room for it, so that reading off moves nothing."""
        lines = 2 if chart.breaks or chart.events or chart.others else 1
        self.reading.setMinimumHeight(self.fontMetrics().lineSpacing() * lines)
        self.reading.setAlignment(Qt.AlignmentFlag.AlignTop)
        super().show_chart(chart)

    def _new_plot(self, look: Look) -> "PlacedPlot":
        from cspdesk.ui.charts.result_plot import ResultPlot

        return ResultPlot(look, self._read_off)

    def _draw_on(self, plot: "AnyPlot", chart: ResultChart, look: Look) -> None:
        from cspdesk.ui.charts.result_plot import ResultPlot

        assert isinstance(plot, ResultPlot)
        plot.draw(chart, look)

    def _words(self, chart: ResultChart, place: int | None) -> str:
        return HINT if place is None else reading_at(chart, place)

    def _signs(self, chart: ResultChart, look: Look) -> Sequence[QWidget]:
        return list(_keys(chart, look))


def _keys(chart: ResultChart, look: Look) -> Iterator[SignKey]:
    seen = {point.variation for stretch in chart.stretches for point in stretch.points}
    yield SignKey(chart.y_title, _drawn(_figures, look))
    for variation, name in MEANINGS.items():
        if variation in seen:
            yield SignKey(name, partial(draw_sign, sign(variation), colour_of(variation, look), True))
    names = dict.fromkeys(limits.name for limits in chart.limits)
    if names:
        yield SignKey(f"Mean and {' or '.join(names)}", _drawn(_limits, look))
    if any(point.interval for stretch in chart.stretches for point in stretch.points):
        yield SignKey("95% interval", _drawn(_interval, look))
    for level in chart.levels:
        style = Qt.PenStyle.DotLine if level.is_path else Qt.PenStyle.DashDotLine
        yield SignKey(level.name, partial(_line, QPen(look.ink, 1.5, style), 0.5))
    if chart.breaks:
        yield SignKey("Break", _drawn(_break, look))
    if chart.to_come < len(chart.places):
        yield SignKey("Still to come", _drawn(_area, look))
    for place, other in enumerate(chart.others):
        yield SignKey(other.name, partial(draw_sign, other_sign(place), other_colour(place, look), False))


def _drawn(draw: Callable[[Look, QPainter, QRectF], None], look: Look) -> Callable[[QPainter, QRectF], None]:
    return partial(draw, look)


def _line(pen: QPen, share: float, painter: QPainter, box: QRectF) -> None:
    painter.setPen(pen)
    across = box.top() + box.height() * share
    painter.drawLine(QPointF(box.left(), across), QPointF(box.right(), across))


def _figures(look: Look, painter: QPainter, box: QRectF) -> None:
    _line(QPen(look.quiet, 1.6), 0.5, painter, box)
    draw_sign(sign(Variation.NOISE), look.ink, True, painter, box)


def _limits(look: Look, painter: QPainter, box: QRectF) -> None:
    for share in (0.1, 0.9):
        _line(QPen(look.quiet, 1, Qt.PenStyle.DashLine), share, painter, box)
    _line(QPen(look.quiet, 1), 0.5, painter, box)


def _interval(look: Look, painter: QPainter, box: QRectF) -> None:
    painter.setPen(QPen(look.quiet, 1))
    middle = box.center().x()
    painter.drawLine(QPointF(middle, box.top()), QPointF(middle, box.bottom()))
    for y in (box.top(), box.bottom()):
        painter.drawLine(QPointF(middle - 3, y), QPointF(middle + 3, y))


def _break(look: Look, painter: QPainter, box: QRectF) -> None:
    painter.setPen(QPen(look.ink, 1.2, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(box.center().x(), box.top()), QPointF(box.center().x(), box.bottom()))


def _area(look: Look, painter: QPainter, box: QRectF) -> None:
    painter.fillRect(box.adjusted(2, 1, -2, -1), look.band)
