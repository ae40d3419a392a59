"""The shapes of results: what a point or a verdict means is told by shape and word, and only then by colour."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from cspdesk.domain.variation import Variation
from cspdesk.ui.charts.look import Look

BETTER, WORSE = 0, 1  # places among the colours of a Look: blue, orange; all else is ink

Points = tuple[tuple[float, float], ...]
_DIAMOND: Points = ((0, -0.6), (0.6, 0), (0, 0.6), (-0.6, 0))
_TRIANGLE: Points = ((0, -0.55), (0.58, 0.45), (-0.58, 0.45))
_SQUARE: Points = ((-0.45, -0.45), (0.45, -0.45), (0.45, 0.45), (-0.45, 0.45))
_DOWN: Points = ((0, 0.55), (0.58, -0.45), (-0.58, -0.45))
_CROSS: Points = ((-0.45, -0.45), (0.45, 0.45), (0, 0), (0.45, -0.45), (-0.45, 0.45), (0, 0), (-0.45, -0.45))
_OTHERS: tuple[Points, ...] = (_SQUARE, _DOWN, _DIAMOND, _TRIANGLE, _CROSS)


def sign(variation: Variation) -> QPainterPath:
    """Return the shape of a point, about 1 wide around the origin: diamond, triangle, square, or a small dot."""
    corners = {Variation.BETTER: _DIAMOND, Variation.WORSE: _TRIANGLE, Variation.CHANGED: _SQUARE}.get(variation)
    if corners is not None:
        return _closed(corners)
    path = QPainterPath()
    path.addEllipse(QRectF(-0.3, -0.3, 0.6, 0.6))
    return path


def colour_of(variation: Variation, look: Look) -> QColor:
    """Return the colour of a point: blue for better, orange for worse, ink for all else."""
    return {Variation.BETTER: look.series[BETTER], Variation.WORSE: look.series[WORSE]}.get(variation, look.ink)


def own_sign() -> QPainterPath:
    """Return the shape of the area that is spoken of where areas are compared: a full disc."""
    path = QPainterPath()
    path.addEllipse(QRectF(-0.5, -0.5, 1, 1))
    return path


def draw_sign(path: QPainterPath, colour: QColor, filled: bool, painter: QPainter, box: QRectF) -> None:
    """Draw a shape into the middle of a box of a legend, full or hollow."""
    painter.save()
    painter.translate(box.center())
    painter.scale(11, 11)
    if filled:
        painter.fillPath(path, colour)
    else:
        painter.strokePath(path, QPen(colour, 0.14))
    painter.restore()


def other_sign(place: int) -> QPainterPath:
    """Return the outline that marks one of the other areas, whichever it is in their order."""
    return _closed(_OTHERS[place % len(_OTHERS)])


def other_colour(place: int, look: Look) -> QColor:
    """Return the colour of one of the other areas: neither blue nor orange, which mean better and worse."""
    return look.series[2 + place % 2]


def _closed(corners: Points) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in (*corners, corners[0])]))
    return path
