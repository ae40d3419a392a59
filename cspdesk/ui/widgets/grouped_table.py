"""A table whose rows may stand in groups, each under a heading that goes right across and leads nowhere."""

from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cspdesk.ui.models.grouped import GroupedModel, Heading
from cspdesk.ui.session import Session
from cspdesk.ui.theme import colours
from cspdesk.ui.widgets.table import TableView


class GroupedTable(TableView):
    """Set up like any table, with a grouped model."""

    def __init__(self, model: GroupedModel[Any], session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, session, name, parent)
        self._grouped = model
        for told in (model.modelReset, model.layoutChanged):
            told.connect(self._span_headings)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Give headings their ground first: the style sheet leaves none to cells."""
        painter = QPainter(self.viewport())
        ground, width = colours(self.palette()).brush("page"), self.viewport().width()
        for row in range(max(0, self.rowAt(0)), self._grouped.rowCount()):
            y = self.rowViewportPosition(row)
            if y > self.viewport().height():
                break
            if self._is_heading(row):
                painter.fillRect(0, y, width, self.rowHeight(row), ground)
        painter.end()
        super().paintEvent(event)

    def _is_heading(self, row: int) -> bool:
        return isinstance(self._grouped.line(row), Heading)

    def _span_headings(self) -> None:
        self.clearSpans()
        for row in filter(self._is_heading, range(self._grouped.rowCount())):
            self.setSpan(row, 0, 1, self._grouped.columnCount())

    def _clicked(self, index: QModelIndex) -> None:
        if index.isValid() and not self._is_heading(index.row()):
            super()._clicked(index)
