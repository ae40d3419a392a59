"""A chart drawn large on a page that has its title, its verdict and its notes around it; with them in every picture."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from cspdesk.ui.charts.frame import C, ChartFrame

PICTURE = QSize(900, 340)  # pixels that a picture is wide at least, and its drawing is high
HINT = "Point at the chart, or use the arrow keys, to read it off."


class PageView(ChartFrame[C]):
    """A chart drawn large. says: the verdict, which stands above the drawing in every picture of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.says = ""
        column = self.column()
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)

    def copy(self) -> None:
        """Put the chart on the clipboard as a picture, with the verdict above it."""
        with self._as_picture():
            super().copy()

    def write(self, path: Path) -> None:
        """Write the chart with the verdict above it, or its figures (.csv). Raises UserError when that cannot be."""
        if path.suffix.lower() == ".csv":
            super().write(path)
            return
        with self._as_picture():
            super().write(path)

    @contextmanager
    def _as_picture(self) -> Iterator[None]:
        """Let the chart be as it is to be taken away: roomy, nothing looked at, the verdict in place of the hint."""
        size, focused = self.size(), self._plot is not None and self._plot.hasFocus()
        if self._plot is not None:
            self._plot.clearFocus()
        self.point_at(None)
        self.reading.setText(self.says)
        for part in (self.title, self.notes):
            part.show()
        wide = max(size.width(), PICTURE.width())
        words = sum(part.heightForWidth(wide) for part in (self.title, self.reading, self.legend, self.notes))
        self._settle(QSize(wide, max(size.height(), words + PICTURE.height())))
        try:
            yield
        finally:
            self.reading.setText(HINT)
            self._leave_to_page()
            self._settle(size)
            if focused and self._plot is not None:
                self._plot.setFocus()

    def _leave_to_page(self) -> None:
        for part in (self.title, self.notes):
            part.hide()

    def show_chart(self, chart: C) -> None:
        """Show a chart; its title and its notes stand on the page around it, and with it only in a picture."""
        super().show_chart(chart)
        self._leave_to_page()

    def _settle(self, size: QSize) -> None:
        self.resize(size)
        layout = self.layout()
        if layout is not None:
            layout.activate()
