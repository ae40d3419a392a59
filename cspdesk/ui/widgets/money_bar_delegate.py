"""A table cell that draws where money stands, with its sentence beside the bar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QTableView

from cspdesk.domain.positions import Position
from cspdesk.ui.models.table import RECORD_ROLE
from cspdesk.ui.theme import SPACE, colours
from cspdesk.ui.widgets.money_bar import BAR, paint_bar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

SHARE = 0.2  # of the cell's width
Index = QModelIndex | QPersistentModelIndex


class MoneyBarDelegate(QStyledItemDelegate):
    """For a column whose records have a `position`."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def initStyleOption(self, option: "QStyleOptionViewItem", index: Index) -> None:
        super().initStyleOption(option, index)
        if _position(index) is not None:
            option.text = ""  # painted beside the bar instead

    def paint(self, painter: QPainter, option: "QStyleOptionViewItem", index: Index) -> None:
        super().paint(painter, option, index)
        position = _position(index)
        if position is None:
            return
        box = QRectF(option.rect)
        width = box.width() * SHARE
        bar = QRectF(box.x() + SPACE, box.center().y() - BAR / 2 + 0.5, width - SPACE, BAR)
        paint_bar(painter, bar, position, self._view)
        room = box.adjusted(width + SPACE, 0, -SPACE, 0)
        metrics = QFontMetrics(self._view.font())
        words = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setPen(colours(self._view.palette()).brush("text").color())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)


def _position(index: Index) -> Position | None:
    position = index.data(RECORD_ROLE).position
    return position if isinstance(position, Position) and position != Position() else None
