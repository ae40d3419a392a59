"""The figures of a chart in a table beside it; a row chosen is read off on the chart, and the other way round."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from cspdesk.ui.charts.frame import Drawn
from cspdesk.ui.models.result_figures import FigureRow, empty_columns, figure_columns, figure_rows
from cspdesk.ui.models.table import Column, TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.table import TableView

MOST_BESIDE = 0.46  # of the width that the table of figures takes at most
MOST_BESIDE_FEW = 0.56  # where the chart has a few places only, and needs less of it
FEW = 4


class ResultFigures(QWidget):
    """`pointed(place)`: a row was chosen. The newest figures are last, and in sight first."""

    pointed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shape: tuple[tuple[str, int], ...] = ()
        self._following = False
        self.table: TableView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._column = column
        self.setMinimumWidth(SPACE * 30)

    def show_table(self, chart: Drawn, *, newest_last: bool = True) -> None:
        """Show the figures of a chart."""
        table = self._table_for(figure_columns(chart.table))
        table.setAccessibleName(f"Figures of {chart.title}")
        model: TableModel[FigureRow] = table.table
        model.show(figure_rows(chart.table))
        hidden = empty_columns(chart.table)
        for place in range(len(chart.table.headings)):
            table.setColumnHidden(place, place in hidden)
        if newest_last:
            QTimer.singleShot(0, table, table.scrollToBottom)  # once it has its place on the page

    def needed_width(self) -> int:
        """Return how wide the table is with all its columns in sight."""
        if self.table is None:
            return self.minimumWidth()
        columns = [c for c in range(self.table.table.columnCount()) if not self.table.isColumnHidden(c)]
        beside = self.table.verticalScrollBar().sizeHint().width() + SPACE
        return sum(map(self.table.columnWidth, columns)) + beside

    def share(self, sides: QSplitter) -> None:
        """Take the width of the columns of what stands in two halves, and leave the chart the part it needs."""
        whole = sides.width()
        most = MOST_BESIDE_FEW if self.table is not None and self.table.table.rowCount() <= FEW else MOST_BESIDE
        beside = min(self.needed_width(), int(whole * most))
        sides.setSizes([whole - beside, beside])

    def point_at(self, place: int | None) -> None:
        """Choose the row of a place of the chart."""
        if self.table is None or (place is None and self.table.hasFocus()):
            return
        self._following = True
        if place is None or not self.table.select_key(place):
            self.table.clearSelection()
        self._following = False

    def _table_for(self, columns: tuple[Column[FigureRow], ...]) -> TableView:
        """Return the table, made anew when it needs other columns."""
        shape = tuple((column.title, column.width) for column in columns)
        if self.table is not None and shape == self._shape:
            return self.table
        if self.table is not None:
            self.table.hide()
            self.table.deleteLater()
        model: TableModel[FigureRow] = TableModel(columns, self._session)
        self.table, self._shape = TableView(model, self._session, "Figures"), shape
        self.table.say_when_empty("No figures yet.")
        self.table.picked.connect(self._picked)
        self._column.addWidget(self.table)
        return self.table

    def _picked(self) -> None:
        if self.table is not None and not self._following and (chosen := self.table.selected_records()):
            self.pointed.emit(chosen[0].id)
