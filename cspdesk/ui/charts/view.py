"""A chart of money on screen, with its figures in a table beside."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from cspdesk.charts.chart import Chart, DataTable, Series
from cspdesk.ui.charts.frame import ChartFrame
from cspdesk.ui.charts.legend import SignKey
from cspdesk.ui.charts.look import Look

if TYPE_CHECKING:
    from cspdesk.ui.charts.frame import AnyPlot
    from cspdesk.ui.charts.placed import PlacedPlot


LEAST_DRAWN = 560  # pixels of its width that a drawing needs for the names of its axis to stand apart
MOST_BELOW = 180  # pixels that a table under a drawing takes of its height: a year's quarters


class ChartView(ChartFrame[Chart]):
    """A chart whose x axis has categories: the sentence it comes to, its drawing, its table."""

    def __init__(self, parent: QWidget | None = None, *, figures: bool = True) -> None:
        """figures: whether its table stands beside it; without, a table of the same figures is on the page."""
        super().__init__(parent)
        self.table = figures_table()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(24)
        self._sides.addLayout(self.column(), 1)
        self._sides.addWidget(self.table, 0, Qt.AlignmentFlag.AlignTop)
        self.table.setVisible(figures)
        self.looked_at.connect(self._select)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart and its figures."""
        fill_figures(self.table, chart.table, chart.title)
        super().show_chart(chart)
        self._place_table()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the table where it leaves the drawing room."""
        super().resizeEvent(event)
        self._place_table()

    def _place_table(self) -> None:
        """Put the table under the drawing where beside it there would be too little left to read the axis."""
        beside = self.width() - self.table.sizeHint().width() >= LEAST_DRAWN
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._sides.direction() is not way:
            self._sides.setDirection(way)
            self._sides.setSpacing(24 if beside else 8)
        wanted = self.table.sizeHint()
        self.table.setMinimumSize(240, 0 if beside else min(wanted.height(), MOST_BELOW))

    def _new_plot(self, look: Look) -> "PlacedPlot":
        from cspdesk.ui.charts.plot import Plot

        return Plot(look, self._read_off)

    def _draw_on(self, plot: "AnyPlot", chart: Chart, look: Look) -> None:
        from cspdesk.ui.charts.plot import Plot

        assert isinstance(plot, Plot)
        plot.draw(chart, look)

    def _words(self, chart: Chart, place: int | None) -> str:
        return chart.alt_text if place is None else figures_at(chart, place)

    def _signs(self, chart: Chart, look: Look) -> Sequence[QWidget]:
        return [
            _key(series, look.series[0] if series.kind == "step" else look.series[place % len(look.series)])
            for place, series in enumerate(chart.series)
            if any(value is not None for _, value in series.points)
        ]

    def _select(self, place: int | None) -> None:
        if place is not None and place < self.table.rowCount():
            self.table.selectRow(place)
        else:
            self.table.clearSelection()


def fill_figures(table: QTableWidget, figures: DataTable, title: str, texts: int = 1) -> None:
    """Put a chart's figures into a table; the first columns, so many of them, are names and stand on the left."""
    table.setRowCount(len(figures.rows))
    table.setColumnCount(len(figures.headings))
    for column, heading in enumerate(figures.headings):
        item = QTableWidgetItem(heading)
        item.setTextAlignment(_side(column, texts))
        table.setHorizontalHeaderItem(column, item)
    for row, cells in enumerate(figures.rows):
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setTextAlignment(_side(column, texts))
            table.setItem(row, column, item)
    table.setAccessibleName(f"Figures of {title}")


def _key(series: Series, colour: QColor) -> SignKey:
    """Return what one series looks like, and its name: a bar, a dashed line, or a line."""

    def draw(painter: QPainter, box: QRectF) -> None:
        middle = box.center().y()
        if series.kind == "bar":
            painter.fillRect(QRectF(box.x() + 4, middle - 5, 16, 10), colour)
            return
        style = Qt.PenStyle.DashLine if series.kind == "step" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 2, style))
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))

    return SignKey(series.name, draw)


def figures_at(chart: Chart, place: int) -> str:
    """Return the figures of one place of the x axis in words."""
    names = chart.x.categories
    where = names[place] if place < len(names) else str(place)
    row = chart.table.rows[place] if place < len(chart.table.rows) else ()
    figures = [f"{heading} {cell}" for heading, cell in zip(chart.table.headings[1:], row[1:], strict=False)]
    return f"{row[0] if row else where}: {'; '.join(figures)}"


def _side(column: int, texts: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column >= texts else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def figures_table() -> QTableWidget:
    """Return an empty table for a chart's figures."""
    table = QTableWidget()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setMinimumWidth(240)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
    return table
