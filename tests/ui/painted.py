"""One cell of a table painted by itself, to look at its points."""

from __future__ import annotations

from unittest.mock import patch

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from cspdesk.ui.widgets.table import TableView

WIDTH, HEIGHT = 200, 32


def painted_cell(
    view: TableView,
    index: QModelIndex | QPersistentModelIndex,
    *,
    words: str | None = None,
    width: int = WIDTH,
    current: bool = False,
    pointed_at: bool = False,
) -> QImage:
    """Return a cell on a clear ground, as one worked in or pointed at or neither; words: others than its own."""
    image = QImage(width, HEIGHT, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, width, HEIGHT)
    place = index.row(), index.column()
    view.at_hand.look()
    view.at_hand.current = place if current else None
    view.at_hand.pointed_at = place if pointed_at else None
    own = view.table.data
    shown = lambda i, role: words if words is not None and role == Qt.ItemDataRole.DisplayRole else own(i, role)  # noqa: E731
    painter = QPainter(image)
    painter.setFont(view.font())
    with patch.object(view.table, "data", shown):
        view.itemDelegateForIndex(index).paint(painter, option, index)
    painter.end()
    return image
