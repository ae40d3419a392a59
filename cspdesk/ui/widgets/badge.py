"""Ratings as a word, a shape and a colour, so that none of the three is needed alone."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QGuiApplication, QIcon, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from cspdesk.domain.plans import Rating
from cspdesk.ui.theme import DARK, LIGHT, SPACE, Colours, colours

# word, colour of the shape, colour of the ground; the shapes are in _draw
_LOOK = {
    Rating.ON_TRACK: ("On track", "good", "good_soft"),
    Rating.AT_RISK: ("At risk", "warning", "warning_soft"),
    Rating.OFF_TRACK: ("Off track", "danger", "danger_soft"),
    Rating.COMPLETE: ("Complete", "accent", "accent_soft"),
    Rating.NOT_STARTED: ("Not started", "quiet", "neutral_soft"),
    Rating.CANNOT_TELL: ("Cannot tell", "quiet", "neutral_soft"),
}


def rating_word(rating: Rating) -> str:
    """Return the word for a rating."""
    return _LOOK[rating][0]


def rating_icon(rating: Rating) -> QIcon:
    """Return a rating's shape in its colour, for a table; the word stands beside it."""
    return _icon(rating, colours(QGuiApplication.palette()) is DARK)


@cache
def _icon(rating: Rating, dark: bool) -> QIcon:
    made, palette = QIcon(), DARK if dark else LIGHT
    for size in (16, 32):
        pixmap = QPixmap(QSize(size, size))
        pixmap.fill(QColor(Qt.GlobalColor.transparent))
        painter = QPainter(pixmap)
        draw_shape(painter, QRectF(0, 0, size, size).adjusted(2, 2, -2, -2), rating, palette)
        painter.end()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            made.addPixmap(pixmap, mode)
    return made


def draw_shape(painter: QPainter, box: QRectF, rating: Rating, palette: Colours) -> None:
    """Draw a rating's shape: circle, triangle, square, tick, ring or dash."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    brush = palette.brush(_LOOK[rating][1])
    pen = QPen(brush, box.width() * 0.17, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    _draw(painter, box, rating, brush, pen)
    painter.restore()


def _draw(painter: QPainter, box: QRectF, rating: Rating, brush: QBrush, pen: QPen) -> None:
    x, y, w, h = box.x(), box.y(), box.width(), box.height()
    filled = rating in (Rating.ON_TRACK, Rating.AT_RISK, Rating.OFF_TRACK)
    painter.setBrush(brush if filled else QBrush())
    painter.setPen(Qt.PenStyle.NoPen if filled else pen)
    if rating is Rating.ON_TRACK:
        painter.drawEllipse(box)
    elif rating is Rating.AT_RISK:
        painter.drawPolygon(QPolygonF([QPointF(x + w / 2, y), QPointF(x + w, y + h), QPointF(x, y + h)]))
    elif rating is Rating.OFF_TRACK:
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 1, 1)
    elif rating is Rating.COMPLETE:
        tick = (
            QPointF(x + w * 0.1, y + h * 0.55),
            QPointF(x + w * 0.4, y + h * 0.85),
            QPointF(x + w * 0.9, y + h * 0.2),
        )
        painter.drawPolyline(QPolygonF(list(tick)))
    elif rating is Rating.NOT_STARTED:
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    else:
        painter.drawLine(QPointF(x + w * 0.15, y + h / 2), QPointF(x + w * 0.85, y + h / 2))


class RatingBadge(QWidget):
    """A rating on its soft ground."""

    def __init__(self, rating: Rating = Rating.CANNOT_TELL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_rating(rating)

    def show_rating(self, rating: Rating) -> None:
        """Show another rating."""
        self._rating = rating
        self.setAccessibleName(f"Rating: {rating_word(rating)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        shape = metrics.ascent()
        return QSize(metrics.horizontalAdvance(rating_word(self._rating)) + shape + SPACE * 3, metrics.height() + SPACE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- the whole is painted
        palette = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.brush(_LOOK[self._rating][2]))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        size = self.fontMetrics().ascent() * 0.75
        draw_shape(painter, QRectF(SPACE * 1.25, (box.height() - size) / 2, size, size), self._rating, palette)
        painter.setPen(QColor(palette.text))
        words = box.adjusted(SPACE * 1.25 + size + SPACE * 0.75, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), rating_word(self._rating))
