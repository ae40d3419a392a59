"""A table whose rows stand in groups, each under a heading that goes right across and leads nowhere."""

from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from cspdesk.ui.models.grouped import GroupedModel, Heading
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.table import TableView


class GroupedTable(TableView):
    """Set up like any table, with a grouped model."""

    def __init__(self, model: GroupedModel[Any], session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, session, name, parent)
        self._grouped = model
        for told in (model.modelReset, model.layoutChanged):
            told.connect(self._span_headings)

    def _span_headings(self) -> None:
        self.clearSpans()
        for row in range(self._grouped.rowCount()):
            if isinstance(self._grouped.line(row), Heading):
                self.setSpan(row, 0, 1, self._grouped.columnCount())

    def _clicked(self, index: QModelIndex) -> None:
        if index.isValid() and not isinstance(self._grouped.line(index.row()), Heading):
            super()._clicked(index)
