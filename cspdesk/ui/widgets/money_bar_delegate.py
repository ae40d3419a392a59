"""A table cell that draws where money stands, with its sentence beside the bar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from cspdesk.domain.positions import Position
from cspdesk.ui.models.table import RECORD_ROLE
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.cells import CellDelegate, Index
from cspdesk.ui.widgets.money_bar import BAR, paint_bar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

SHARE = 0.2  # of the cell's width


class MoneyBarDelegate(CellDelegate):
    """For a column whose records have a `position`."""

    def paint(self, painter: QPainter, option: "QStyleOptionViewItem", index: Index) -> None:
        position = _position(index)
        if position is None:
            super().paint(painter, option, index)
            return
        self.paint_ground(painter, option, index)
        box = QRectF(option.rect)
        width = box.width() * SHARE
        bar = QRectF(box.x() + SPACE, box.center().y() - BAR / 2 + 0.5, width - SPACE, BAR)
        paint_bar(painter, bar, position, self.view)
        room = box.adjusted(width + SPACE, 0, -SPACE, 0)
        words = self.view.look.metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setPen(self.view.look.text)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)


def _position(index: Index) -> Position | None:
    position = index.data(RECORD_ROLE).position
    return position if isinstance(position, Position) and position != Position() else None
