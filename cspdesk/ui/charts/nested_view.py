"""Where the money goes on screen: nested columns, with every figure in a table beside."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QWidget

from cspdesk.charts.nested import NestedChart
from cspdesk.ui.charts.frame import ChartFrame
from cspdesk.ui.charts.look import Look
from cspdesk.ui.charts.view import figures_table, fill_figures

if TYPE_CHECKING:
    from cspdesk.ui.charts.frame import AnyPlot

WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
AROUND = 26  # pixels of a cell that its words cannot use
WIDE = 170  # letters from which the drawing may have half of the width
TEXTS = 3  # columns of the table that hold names


class NestedView(ChartFrame[NestedChart]):
    """Money in three columns: the sentence it comes to, its drawing, its table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = figures_table()
        self.table.setWordWrap(True)
        self.table.horizontalHeader().sectionResized.connect(lambda *_: self._fit_rows())
        self.reading.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(self.column(), 1)
        row.addWidget(self.table, 1)
        self.looked_at.connect(self._select)

    def show_chart(self, chart: NestedChart) -> None:
        """Show a chart and its figures."""
        fill_figures(self.table, chart.table, chart.title, TEXTS)
        head = self.table.horizontalHeader()
        for column in range(TEXTS):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        super().show_chart(chart)
        self._keep_room()
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the sentence in a window of another width, and in a narrow one for the names in the table."""
        super().resizeEvent(event)
        is_narrow = self.width() < self.fontMetrics().averageCharWidth() * WIDE
        for place, share in enumerate((2, 3) if is_narrow else (1, 1)):
            self._row.setStretch(place, share)
        self._row.activate()  # so that the sentence is measured at the width it has now
        self._keep_room()

    def _keep_room(self) -> None:
        """Let what is read off take the room of the whole sentence, so that the drawing stays under the mouse."""
        if self._chart is not None:
            whole = QRect(0, 0, max(self.reading.width(), 200), 10_000)
            wrapped = self.reading.fontMetrics().boundingRect(whole, WRAP, self._chart.alt_text)
            self.reading.setFixedHeight(wrapped.height() + 2)

    def _fit_rows(self) -> None:
        """Make each row as high as its names need; what Qt reckons leaves out the room around a cell's words."""
        metrics = self.table.fontMetrics()
        for row, cells in enumerate(self._chart.table.rows if self._chart is not None else ()):
            rooms = (QRect(0, 0, max(self.table.columnWidth(n) - AROUND, 40), 10_000) for n in range(TEXTS))
            heights = [
                metrics.boundingRect(room, WRAP, name).height() for room, name in zip(rooms, cells, strict=False)
            ]
            self.table.setRowHeight(row, max(heights) + 8)

    def _select(self, place: int | None) -> None:
        """Choose the first row of what the block holds; what is summed up has none of its own."""
        names = () if place is None or self._chart is None else self._chart.names(place)
        rows = self._chart.table.rows if self._chart is not None and names else ()
        found = next((n for n, row in enumerate(rows) if row[: len(names)] == names), None)
        if found is None:
            self.table.clearSelection()
        else:
            self.table.selectRow(found)

    def _new_plot(self, look: Look) -> "AnyPlot":
        from cspdesk.ui.charts.nested_plot import NestedPlot

        return NestedPlot(look, self._read_off)

    def _draw_on(self, plot: "AnyPlot", chart: NestedChart, look: Look) -> None:
        from cspdesk.ui.charts.nested_plot import NestedPlot

        assert isinstance(plot, NestedPlot)
        plot.draw(chart, look)

    def _words(self, chart: NestedChart, place: int | None) -> str:
        return chart.alt_text if place is None else f"{chart.says(place)}."

    def _signs(self, _chart: NestedChart, _look: Look) -> Sequence[QWidget]:
        return ()
