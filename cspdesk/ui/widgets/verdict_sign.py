"""A verdict as a word and a shape on its soft ground; blue for better, orange for worse, never red and green."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cspdesk.analysis.verdicts import VerdictKind
from cspdesk.domain.variation import Variation
from cspdesk.ui.charts.look import Look, look_for
from cspdesk.ui.charts.signs import BETTER, WORSE, sign
from cspdesk.ui.theme import SPACE, colours

_SHAPES = {
    VerdictKind.BETTER: Variation.BETTER,
    VerdictKind.WORSE: Variation.WORSE,
    VerdictKind.CHANGED: Variation.CHANGED,
}


class VerdictSign(QWidget):
    """Shows one verdict's kind; while none is known yet it says that it is being worked out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.kind: VerdictKind | None = None
        self.show_kind(None)

    @property
    def word(self) -> str:
        """What it says."""
        return "Working it out…" if self.kind is None else self.kind.value.capitalize()

    def show_kind(self, kind: VerdictKind | None) -> None:
        """Show another verdict."""
        self.kind = kind
        self.setAccessibleName(f"Verdict: {self.word}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self.word) + metrics.ascent() + SPACE * 3
        return QSize(wide, metrics.height() + SPACE // 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- the whole is painted
        palette, look = colours(self.palette()), look_for(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.brush("neutral_soft"))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        size = self.fontMetrics().ascent() * 0.9
        self._draw_shape(painter, QRectF(SPACE, (box.height() - size) / 2, size, size), look)
        painter.setPen(QColor(palette.text))
        words = box.adjusted(SPACE * 1.75 + size, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), self.word)

    def _draw_shape(self, painter: QPainter, box: QRectF, look: Look) -> None:
        colour = {VerdictKind.BETTER: look.series[BETTER], VerdictKind.WORSE: look.series[WORSE]}.get(
            self.kind or VerdictKind.CANNOT_TELL, look.quiet
        )
        shape = _SHAPES.get(self.kind or VerdictKind.CANNOT_TELL)
        painter.save()
        painter.translate(box.center())
        painter.scale(box.width(), box.height())
        pen = QPen(colour, 0.16, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        if shape is not None:
            painter.fillPath(sign(shape), colour)
        elif self.kind is VerdictKind.NO_CLEAR_CHANGE:
            painter.strokePath(sign(Variation.NOISE), pen)
        elif self.kind is VerdictKind.NOT_COMPARABLE:
            painter.setPen(pen)
            for x in (-0.2, 0.2):
                painter.drawLine(QRectF(x, -0.4, 0, 0.8).topLeft(), QRectF(x, -0.4, 0, 0.8).bottomLeft())
        else:
            painter.setPen(pen)
            painter.drawLine(QRectF(-0.35, 0, 0.7, 0).topLeft(), QRectF(-0.35, 0, 0.7, 0).topRight())
        painter.restore()
