"""A chart of results the size of a stamp, for a card: painted straight, since a page shows two dozen of them."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from cspdesk.charts.results import ResultChart, extent
from cspdesk.charts.results_reading import reading_at
from cspdesk.domain.records import dataclass
from cspdesk.domain.variation import Variation
from cspdesk.ui.charts.look import Look, look_for
from cspdesk.ui.charts.signs import colour_of, sign
from cspdesk.ui.theme import SIZES, SPACE

WIDE, HIGH = SPACE * 20, SPACE * 7  # at 100%
MARGIN = 6.0
MANY = 20  # places from which the points that stand out are drawn smaller


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where places and values lie within a box of pixels."""

    left: float
    top: float
    wide: float
    high: float
    places: int
    low: float
    span: float

    def at(self, place: float, value: float) -> QPointF:
        """Return the pixel of a place and a value."""
        across = (place + 0.5) / max(self.places, 1)
        return QPointF(self.left + self.wide * across, self.top + self.high * (1 - (value - self.low) / self.span))

    def place_at(self, x: float) -> int:
        """Return the place nearest to a pixel."""
        return min(max(int((x - self.left) / max(self.wide, 1) * self.places), 0), self.places - 1)


class SmallChart(QWidget):
    """The line cut at its breaks, its limits, and the points that stand out; the mouse reads it off in a tool tip.

    With the keyboard it is read off on the page it leads to.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: ResultChart | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_chart(self, chart: ResultChart | None) -> None:
        """Show a chart, or nothing until there is one."""
        self.chart = chart
        self.setAccessibleName(chart.title if chart else "")
        self.setAccessibleDescription(chart.alt_text if chart else "")
        self.update()

    def sizeHint(self) -> QSize:
        scale = max(1.0, self.font().pixelSize() / SIZES["body"])
        return QSize(round(WIDE * scale), round(HIGH * scale))

    def event(self, event: QEvent) -> bool:
        """Tell in a tool tip what the chart says where the mouse rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.chart and self.chart.places:
            scale = self._scale(self.chart)
            place = scale.place_at(event.pos().x())
            left, right = (scale.at(place + side, 0).x() for side in (-0.5, 0.5))
            around = QRectF(left, 0, right - left, self.height()).toAlignedRect()  # another place, another tip
            QToolTip.showText(event.globalPos(), reading_at(self.chart, place), self, around)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- the whole is painted
        if self.chart is None or not self.chart.places:
            return
        scale = self._scale(self.chart)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = look_for(self.palette())
        _draw_ground(painter, self.chart, scale, look)
        _draw_line(painter, self.chart, scale, look)

    def _scale(self, chart: ResultChart) -> _Scale:
        low, high = extent(chart)
        box = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        return _Scale(box.x(), box.y(), box.width(), box.height(), len(chart.places), low, max(high - low, 1e-9))


def _draw_ground(painter: QPainter, chart: ResultChart, scale: _Scale, look: Look) -> None:
    painter.setPen(QPen(look.hairline, 1))
    painter.drawLine(scale.at(-0.5, 0), scale.at(len(chart.places) - 0.5, 0))
    for limits in chart.limits:
        if limits.lower is not None and limits.upper is not None:
            area = QRectF(scale.at(limits.first - 0.5, limits.upper), scale.at(limits.last + 0.5, limits.lower))
            painter.fillRect(area, look.band)
            painter.drawLine(scale.at(limits.first - 0.5, limits.mean), scale.at(limits.last + 0.5, limits.mean))
    painter.setPen(QPen(look.quiet, 1, Qt.PenStyle.DashLine))
    for broken in chart.breaks:
        painter.drawLine(
            QPointF(scale.at(broken.x, 0).x(), scale.top), QPointF(scale.at(broken.x, 0).x(), scale.top + scale.high)
        )


def _draw_line(painter: QPainter, chart: ResultChart, scale: _Scale, look: Look) -> None:
    for stretch in chart.stretches:
        line = QPolygonF([scale.at(point.place, point.value) for point in stretch.points])
        painter.setPen(QPen(look.quiet, 1.4))
        painter.drawPolyline(line)
    size = 5 if len(chart.places) > MANY else 8
    for place, value, variation in _marked(chart):
        painter.save()
        painter.translate(scale.at(place, value))
        painter.scale(size, size)
        painter.fillPath(sign(variation), colour_of(variation, look))
        painter.restore()


def _marked(chart: ResultChart) -> Iterator[tuple[int, float, Variation]]:
    """Give the points drawn as such: those that stand out, those that stand alone, and the newest."""
    for stretch in chart.stretches:
        for point in stretch.points:
            newest = stretch is chart.stretches[-1] and point is stretch.points[-1]
            if point.variation is not Variation.NOISE or len(stretch.points) == 1 or newest:
                yield point.place, point.value, point.variation
