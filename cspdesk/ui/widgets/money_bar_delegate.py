"""A table cell that draws where money stands, with its sentence beside the bar."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from cspdesk.domain.funding import Position
from cspdesk.ui.models.table import RECORD_ROLE
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.money_bar import BAR, paint_bar

SHARE = 0.24  # of the cell's width


class MoneyBarDelegate(QStyledItemDelegate):
    """For a column whose records have a `position`."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        position = index.data(RECORD_ROLE).position
        view = option.widget
        if not isinstance(position, Position) or not isinstance(view, QWidget) or position == Position():
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        box = QRectF(shown.rect)
        width = box.width() * SHARE
        words = shown.text
        shown.text = ""
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, view)
        bar = QRectF(box.x() + SPACE, box.center().y() - BAR / 2 + 0.5, width - SPACE, BAR)
        paint_bar(painter, bar, position, view)
        room = box.adjusted(width + SPACE, 0, -SPACE, 0)
        metrics = shown.fontMetrics
        text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setPen(shown.palette.text().color())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
