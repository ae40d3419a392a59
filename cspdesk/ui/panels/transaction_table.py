"""Tables of money: transactions that take files dropped on them, and the row of totals beneath budget lines."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTableView, QWidget

from cspdesk.ui.models.table import TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE, colours
from cspdesk.ui.widgets.table import TableView

INSET = SPACE + 3  # as cells: their padding and the room of a focus frame


class TransactionTable(TableView):
    """Transactions; files dropped on a row are announced by `dropped(record, paths)`."""

    dropped = Signal(object, object)

    def __init__(self, model: TableModel[Any], session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, session, name, parent)
        self.setAcceptDrops(not session.read_only)
        self.setDropIndicatorShown(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if _files(event) and index.isValid():
            self.selectRow(index.row())
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.clearSelection()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        paths = _files(event)
        if paths and index.isValid():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(self.table.record(index.row()), paths)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self.clearSelection()


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class TotalsRow(QWidget):
    """One row of sums that stands still beneath a table, each under its column."""

    def __init__(self, table: QTableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._texts: tuple[str, ...] = ()
        self._alarming: Callable[[int], bool] = lambda _: False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        table.horizontalHeader().sectionResized.connect(self.update)
        table.horizontalHeader().geometriesChanged.connect(self.update)
        table.horizontalScrollBar().valueChanged.connect(self.update)

    def show_texts(self, texts: Sequence[str], alarming: Callable[[int], bool]) -> None:
        """Show one text under each column; alarming says which columns are out of order."""
        self._texts = tuple(texts)
        self._alarming = alarming
        titles = [str(self._table.model().headerData(i, Qt.Orientation.Horizontal)) for i in range(len(texts))]
        spoken = [f"{title} {text}" for title, text in zip(titles, texts, strict=True) if text]
        self.setAccessibleName("; ".join(spoken))
        self._fit()
        self.update()

    def _fit(self) -> None:
        """Widen columns of figures to their sums: a sum cut short reads as another sum."""
        font = self.font()
        font.setBold(True)
        metrics, model, header = QFontMetrics(font), self._table.model(), self._table.horizontalHeader()
        for column, text in enumerate(self._texts):
            side = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
            if self._table.isColumnHidden(column) or not int(side) & Qt.AlignmentFlag.AlignRight:
                continue
            needed = metrics.horizontalAdvance(text) + 2 * INSET
            if needed > header.sectionSize(column):
                header.resizeSection(column, needed)

    def sizeHint(self) -> QSize:
        return QSize(0, self._table.verticalHeader().defaultSectionSize())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- Qt calls it so
        painter = QPainter(self)
        shades = colours(self.palette())
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.fillRect(0, 0, self.width(), 1, shades.brush("strong_line"))
        header = self._table.horizontalHeader()
        start = self._table.viewport().x()
        for column, text in enumerate(self._texts):
            if header.isSectionHidden(column):
                continue
            left = start + header.sectionViewportPosition(column) + INSET
            box = self.rect().adjusted(left, 0, 0, 0)
            box.setWidth(max(0, header.sectionSize(column) - 2 * INSET))
            painter.setPen(shades.brush("danger" if self._alarming(column) else "text").color())
            side = self._table.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(side), shown)
