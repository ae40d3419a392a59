"""A table whose rows may stand in groups, each under a heading that goes right across and leads nowhere."""

from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QWidget

from cspdesk.ui.models.grouped import GroupedModel, Heading
from cspdesk.ui.session import Session
from cspdesk.ui.theme import colours
from cspdesk.ui.widgets.cells import Index
from cspdesk.ui.widgets.table import TableView


class GroupedTable(TableView):
    """Set up like any table, with a grouped model."""

    def __init__(self, model: GroupedModel[Any], session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, session, name, parent)
        self._grouped = model
        self._grounded: list[int] = []  # rows that are headings
        self._ground = _HeadingDelegate(self)
        for told in (model.modelReset, model.layoutChanged):
            told.connect(self._span_headings)

    def _is_heading(self, row: int) -> bool:
        return isinstance(self._grouped.line(row), Heading)

    def _span_headings(self) -> None:
        self.clearSpans()
        for row in self._grounded:
            self.setItemDelegateForRow(row, None)  # type: ignore[arg-type]  # takes it away again
        self._grounded = list(filter(self._is_heading, range(self._grouped.rowCount())))
        for row in self._grounded:
            self.setSpan(row, 0, 1, self._grouped.columnCount())
            self.setItemDelegateForRow(row, self._ground)

    def _clicked(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_heading(index.row()):
            super()._clicked(index)


class _HeadingDelegate(QStyledItemDelegate):
    """Gives a heading its ground first: the style sheet leaves none to cells.

    A delegate, since painting on the viewport would ask Qt for it, and PySide then makes every type that a widget may
    be of: 8 ms of the start.
    """

    def __init__(self, view: GroupedTable) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        painter.setBackground(colours(self._view.palette()).brush("page"))
        painter.eraseRect(0, option.rect.y(), self._view.width(), option.rect.height())
        super().paint(painter, option, index)
