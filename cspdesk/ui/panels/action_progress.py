"""How far an action has come, drawn in the table: a thin bar with its per cent beside it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from cspdesk.ui.models.table import SORT_ROLE
from cspdesk.ui.theme import SPACE, colours
from cspdesk.ui.widgets.cells import CellDelegate, Index

BAR = 6
WORDS = "100%"


class ProgressDelegate(CellDelegate):
    """Draws the whole number from 0 to 100 that the cell sorts on."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.paint_ground(painter, option, index)
        c = colours(self.view.palette())
        box = QRectF(option.rect).adjusted(SPACE, 0, -SPACE * 1.5, 0)
        room = self.view.look.metrics.horizontalAdvance(WORDS) + SPACE
        bar = QRectF(box.x(), box.center().y() - BAR / 2 + 0.5, max(0.0, box.width() - room), BAR)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.left))
        painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
        painter.setBrush(QColor(c.spent))
        percent = int(index.data(SORT_ROLE))
        painter.drawRoundedRect(bar.adjusted(0, 0, -bar.width() * (1 - percent / 100), 0), BAR / 2, BAR / 2)
        painter.setPen(self.view.look.text)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), index.data())
        painter.restore()
