"""A chart on screen: drawn, said in a sentence, read off by mouse or arrow key, and its figures in a table beside."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QKeySequence, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cspdesk.charts.chart import Chart, Series
from cspdesk.errors import UserError
from cspdesk.ui.charts.look import look_for

if TYPE_CHECKING:
    from cspdesk.ui.charts.plot import Plot


class ChartView(QWidget):
    """Shows one chart at a time; pyqtgraph is loaded when the first one is seen."""

    def __init__(self, parent: QWidget | None = None, *, figures: bool = True) -> None:
        """figures: whether its table stands beside it; without, a table of the same figures is on the page."""
        super().__init__(parent)
        self._figures = figures
        self._chart: Chart | None = None
        self._plot: Plot | None = None
        self._drawn: Chart | None = None
        self.title = QLabel()
        self.title.setObjectName("chartTitle")
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.reading = QLabel()
        self.reading.setWordWrap(True)
        self.reading.setTextFormat(Qt.TextFormat.PlainText)
        self.notes = QLabel()
        self.notes.setWordWrap(True)
        self.table = _figures_table()
        self._keys = QHBoxLayout()
        self._keys.setSpacing(16)
        self._stage = QVBoxLayout()
        self._lay_out()
        self._offer("Copy", self.copy, "Ctrl+C")
        self._offer("Save as SVG or PNG…", self.choose_file)

    def copy(self) -> None:
        """Put the chart on the clipboard as a picture."""
        from cspdesk.ui.charts.export import copy

        copy(self)

    def write(self, path: Path) -> None:
        """Write the chart as the ending of the path says: .svg, or a PNG. Raises UserError when that cannot be."""
        from cspdesk.ui.charts.export import write

        if self._chart is not None:
            write(self, path, self._chart.title, self._chart.alt_text)

    def choose_file(self) -> None:
        """Ask where to, and write the chart there."""
        from cspdesk.ui.dialogs import messages

        wanted = f"{self._chart.title if self._chart else 'Chart'}.svg".replace("/", "-")
        name, _ = QFileDialog.getSaveFileName(self, "Save the chart", wanted, "SVG (*.svg);;PNG (*.png)")
        try:
            if name:
                self.write(Path(name))
        except UserError as error:
            messages.tell_error(self, error)

    def _offer(self, words: str, do: Callable[[], None], keys: str = "") -> None:
        """Offer something in the menu of the right button, and by its keys."""
        action = QAction(words, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda *_: do())
        self.addAction(action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; it is drawn at once if it can be seen, otherwise when it first is."""
        self._chart = chart
        self.title.setText(chart.title)
        self.notes.setText(" ".join(chart.notes))
        self.notes.setVisible(bool(chart.notes))
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.alt_text)
        self._read_off(None)
        self._fill_table(chart)
        if self.isVisible():
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what is waiting, once the window has been painted."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._draw)

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the colours of a changed theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._drawn = None
            QTimer.singleShot(0, self, self._draw)

    @property
    def is_drawn(self) -> bool:
        """Whether the chart last given is on screen."""
        return self._plot is not None and self._drawn is self._chart

    def point_at(self, place: int | None) -> None:
        """Read off one place of the x axis, as the mouse or an arrow key does."""
        if self._plot is not None:
            self._plot.point_at(place)

    def _draw(self) -> None:
        if self._chart is None or self._drawn is self._chart or not self.isVisible():
            return
        from cspdesk.ui.charts.plot import Plot

        look = look_for(self.palette())
        if self._plot is None:
            self._plot = Plot(look, self._read_off)
            self._plot.setMinimumSize(240, 104)
            self._stage.addWidget(self._plot, 1)
            self._plot.setAccessibleName("Chart; the arrow keys read it off")
        self._plot.setAccessibleDescription(self._chart.alt_text)
        self._plot.draw(self._chart, look)
        self._drawn = self._chart
        self._show_keys(self._chart)

    def _read_off(self, place: int | None) -> None:
        """Say what the chart says, or its figures at one place of the x axis."""
        if self._chart is None:
            return
        self.reading.setText(self._chart.alt_text if place is None else figures_at(self._chart, place))
        if place is not None and place < self.table.rowCount():
            self.table.selectRow(place)
        else:
            self.table.clearSelection()

    def _fill_table(self, chart: Chart) -> None:
        self.table.setRowCount(len(chart.table.rows))
        self.table.setColumnCount(len(chart.table.headings))
        for column, heading in enumerate(chart.table.headings):
            title = QTableWidgetItem(heading)
            title.setTextAlignment(_side(column))
            self.table.setHorizontalHeaderItem(column, title)
        for row, cells in enumerate(chart.table.rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_side(column))
                self.table.setItem(row, column, item)
        self.table.setAccessibleName(f"Figures of {chart.title}")

    def _show_keys(self, chart: Chart) -> None:
        while (item := self._keys.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        colours = look_for(self.palette()).series
        for place, series in enumerate(chart.series):
            if any(value is not None for _, value in series.points):
                colour = colours[0] if series.kind == "step" else colours[place % len(colours)]
                self._keys.addWidget(_Key(series, colour))
        self._keys.addStretch(1)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.title)
        left.addWidget(self.reading)
        left.addLayout(self._keys)
        left.addLayout(self._stage, 1)
        left.addWidget(self.notes)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(left, 1)
        row.addWidget(self.table, 0, Qt.AlignmentFlag.AlignTop)
        self.table.setVisible(self._figures)


class _Key(QWidget):
    """What one series looks like, and its name."""

    def __init__(self, series: Series, colour: QColor) -> None:
        super().__init__()
        self._series = series
        self._colour = colour
        row = QHBoxLayout(self)
        row.setContentsMargins(28, 0, 0, 0)
        row.addWidget(QLabel(series.name))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- Qt calls it so
        """Draw a bar, a dashed line, or a line with a diamond."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() // 2
        if self._series.kind == "bar":
            painter.fillRect(4, middle - 5, 16, 10, self._colour)
            return
        style = Qt.PenStyle.DashLine if self._series.kind == "step" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(self._colour, 2, style))
        painter.drawLine(0, middle, 22, middle)

    def sizeHint(self) -> QSize:
        """Room for the sign and the name."""
        return super().sizeHint().expandedTo(QSize(60, 20))


def figures_at(chart: Chart, place: int) -> str:
    """Return the figures of one place of the x axis in words."""
    names = chart.x.categories
    where = names[place] if place < len(names) else str(place)
    row = chart.table.rows[place] if place < len(chart.table.rows) else ()
    figures = [f"{heading} {cell}" for heading, cell in zip(chart.table.headings[1:], row[1:], strict=False)]
    return f"{row[0] if row else where}: {'; '.join(figures)}"


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _figures_table() -> QTableWidget:
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
