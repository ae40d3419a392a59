"""A table of sentences: rows as tall as what they say, so that nothing has to be opened to be read."""

from typing import Any

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from cspdesk.ui.models.grouped import GroupedModel, Heading
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.column_widths import FIGURE_PADDING, scale_of
from cspdesk.ui.widgets.grouped_table import GroupedTable

FIRST_SHARE = 0.36  # of the width that the first column takes at most, so that sentences keep their room
TALLEST = 10_000  # pixels, beyond which no sentence goes


class WrappingTable(GroupedTable):
    """Set up like any grouped table; its rows follow the width of its columns."""

    def __init__(self, model: GroupedModel[Any], session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, session, name, parent)
        self.setWordWrap(True)
        self._pause = QTimer(self, singleShot=True, interval=0)  # once, after everything has been laid out
        self._pause.timeout.connect(self.fit_heights)
        for told in (model.modelReset, model.layoutChanged, self.horizontalHeader().sectionResized):
            told.connect(lambda *_: self._pause.start())

    def fit_heights(self) -> None:
        """Make each row as tall as its tallest cell, and none lower than rows are elsewhere."""
        header = self.verticalHeader()
        for row in range(self._grouped.rowCount()):
            height = max(header.defaultSectionSize(), self._needed(row))
            if header.sectionSize(row) != height:
                header.resizeSection(row, height)

    def _needed(self, row: int) -> int:
        line = self._grouped.line(row)
        if isinstance(line, Heading):
            return 0
        metrics, padding = self.fontMetrics(), round(FIGURE_PADDING * scale_of(self))
        tallest = 0
        for place, column in enumerate(self._grouped.columns):
            if not self.isColumnHidden(place):
                box = QRect(0, 0, max(1, self.columnWidth(place) - padding), TALLEST)
                words = metrics.boundingRect(box, int(Qt.TextFlag.TextWordWrap), column.text(line))
                tallest = max(tallest, words.height())
        return tallest + round(SPACE * 1.5 * scale_of(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        first = self._grouped.columns[0]
        most = round(event.size().width() * FIRST_SHARE)
        if not first.stretch:
            self.setColumnWidth(0, min(round(first.width * scale_of(self)), most))
        super().resizeEvent(event)
        self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.start()
