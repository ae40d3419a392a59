"""How wide the columns of a table are: as given, as a person drew them, as their figures need, and as there is room."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QHeaderView, QTableView

from cspdesk.ui.models.table import TableModel
from cspdesk.ui.settings import Settings

LEAST_SHARE = 0.5  # of the width a column that stretches is given, and never less
FIGURE_PADDING = 26  # beside a figure in its cell
BODY_PIXELS = 13  # the body text of 100%, to which widths and heights are given


class ColumnWidths:
    """Those of one view, remembered under a name."""

    def __init__(self, view: QTableView, model: TableModel[Any], settings: Settings, name: str) -> None:
        self._view = view
        self._model = model
        self._settings = settings
        self._name = f"columns/{name}"
        self._widths: list[int] = []  # at 100%
        self._room: int | None = None  # the width of the rows, once they have been laid out

    def begin(self) -> None:
        """Give each column its width: the one it was drawn to, or that of its kind."""
        header, columns = self._view.horizontalHeader(), self._model.columns
        self._widths = [column.width for column in columns]
        stretched = [i for i, column in enumerate(columns) if column.stretch]
        for i, column in enumerate(columns):
            self._view.setColumnWidth(i, round(column.width * scale_of(self._view)))
        for i in stretched:
            header.setSectionResizeMode(i, QHeaderView.ResizeMode.Stretch)
        kept = self._settings.text(self._name).split()
        if len(kept) == len(columns) and all(width.isdigit() for width in kept):
            self._widths = [int(width) or self._widths[i] for i, width in enumerate(kept)]
            for i, width in enumerate(self._widths):
                if i not in stretched:
                    self._view.setColumnWidth(i, round(width * scale_of(self._view)))
        header.sectionResized.connect(self._remember)

    def have_room(self, width: int) -> None:
        """Take the width of the rows, in pixels."""
        self._room = width
        self.share_room()

    def share_room(self) -> None:
        """Let columns that stretch take the room left, and scroll sideways rather than squeeze them to nothing."""
        header, columns = self._view.horizontalHeader(), self._model.columns
        stretched = [i for i, column in enumerate(columns) if column.stretch and not self._view.isColumnHidden(i)]
        if not stretched or self._room is None or self._view.model() is None:
            return
        scale = scale_of(self._view)
        others = sum(header.sectionSize(i) for i in range(len(columns)) if i not in stretched)
        least = {i: round((columns[i].least or columns[i].width * LEAST_SHARE) * scale) for i in stretched}
        fits = self._room - others >= sum(least.values())
        wanted = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive
        for i in stretched:
            if header.sectionResizeMode(i) is not wanted:
                header.setSectionResizeMode(i, wanted)
            if not fits:
                header.resizeSection(i, least[i])

    def fit_figures(self) -> None:
        """Widen columns of figures to their largest and smallest: a figure cut short reads as another figure."""
        font = self._view.font()
        font.setBold(True)
        metrics, records = QFontMetrics(font), self._model.records
        for i, column in enumerate(self._model.columns):
            if column.align != "right" or column.sort is None or not records:
                continue
            ends = (min(records, key=column.sort), max(records, key=column.sort))
            widest = max(metrics.horizontalAdvance(column.text(record)) for record in ends)
            needed = widest + round(FIGURE_PADDING * scale_of(self._view))
            if not column.stretch and needed > self._width(i):
                self._view.setColumnWidth(i, needed)
        self.share_room()

    def _width(self, column: int) -> int:
        """Return how wide a column is, or will be once it is shown again: a hidden one says 0 of itself."""
        if self._view.isColumnHidden(column):
            return round(self._widths[column] * scale_of(self._view))
        return self._view.columnWidth(column)

    def _remember(self, *_: object) -> None:
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            return  # laid out by Qt, not by the person
        if self._view.horizontalHeader().viewport().cursor().shape() != Qt.CursorShape.SplitHCursor:
            return  # so is it while a press elsewhere shows the page
        for i in range(len(self._widths)):
            if not self._view.isColumnHidden(i):  # a hidden one has no width of its own for now
                self._widths[i] = round(self._view.columnWidth(i) / scale_of(self._view))
        self._settings.keep(self._name, " ".join(str(width) for width in self._widths))


def scale_of(view: QTableView) -> float:
    """Return how large a view's text is beside that of 100%."""
    pixels = view.font().pixelSize()
    return max(0.5, pixels / BODY_PIXELS) if pixels > 0 else 1.0
