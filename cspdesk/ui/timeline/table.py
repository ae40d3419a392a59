"""The table of a plan, whose group headings go right across."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from cspdesk.ui.models.grouped import Heading
from cspdesk.ui.models.plan_table import PlanModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import colours
from cspdesk.ui.widgets.table import TableView


class PlanTable(TableView):
    """A table of actions, in groups or not."""

    def __init__(self, model: PlanModel, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, session, name, parent)
        self._plan = model
        for told in (model.modelReset, model.layoutChanged):
            told.connect(self._span_headings)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Give headings their ground first: the style sheet leaves none to cells."""
        painter = QPainter(self.viewport())
        ground, width = colours(self.palette()).brush("page"), self.viewport().width()
        first = max(0, self.rowAt(0))
        for row in range(first, self._plan.rowCount()):
            y = self.rowViewportPosition(row)
            if y > self.viewport().height():
                break
            if isinstance(self._plan.line(row), Heading):
                painter.fillRect(0, y, width, self.rowHeight(row), ground)
        painter.end()
        super().paintEvent(event)

    def _span_headings(self) -> None:
        self.clearSpans()
        for row in range(self._plan.rowCount()):
            if isinstance(self._plan.line(row), Heading):
                self.setSpan(row, 0, 1, self._plan.columnCount())
