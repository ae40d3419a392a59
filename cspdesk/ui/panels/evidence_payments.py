"""The table of payments that takes files: dropped on a row, on the selected rows, or pasted."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from cspdesk.ui.models.evidence_rows import PaymentRow
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.panels.evidence_taking import dragged_files, files_on_clipboard
from cspdesk.ui.session import Session
from cspdesk.ui.theme import colours
from cspdesk.ui.widgets.table import TableView


class PaymentTable(TableView):
    """`dropped(payments, paths)`: files for the payments they were dropped on.

    Dropped on a selected row they are for all selected rows, on another row for that one, beside the rows for the
    selected ones.
    """

    dropped = Signal(object, object)

    def __init__(self, model: TableModel[PaymentRow], session: Session, parent: QWidget | None = None) -> None:
        super().__init__(model, session, "Payments and their proof", parent)
        self._target: tuple[int, ...] = ()
        self.setAcceptDrops(not session.read_only)
        self.setDropIndicatorShown(False)

    def rows_for(self, row: int) -> tuple[int, ...]:
        """Return the rows that a file dropped on a row (-1: beside them all) is for."""
        selected = tuple(sorted({index.row() for index in self.selectionModel().selectedRows()}))
        return selected if row < 0 or row in selected else (row,)

    def take(self, rows: tuple[int, ...], paths: list[Path]) -> None:
        """Announce files for the payments in these rows."""
        if paths:
            self.dropped.emit(tuple(self.table.record(row) for row in rows), paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._follow(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._follow(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(())
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        rows = self.rows_for(self.indexAt(event.position().toPoint()).row())
        self._mark(())
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.take(rows, dragged_files(event.mimeData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self.acceptDrops():
            self.take(self.rows_for(-1), files_on_clipboard())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._target:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(colours(self.palette()).accent), 2))
        for row in self._target:
            box = self.visualRect(self.model().index(row, 0))
            painter.drawRoundedRect(QRectF(2, box.y() + 1, self.viewport().width() - 4, box.height() - 3), 4, 4)

    def _follow(self, event: QDragEnterEvent | QDragMoveEvent) -> None:
        if not dragged_files(event.mimeData()):
            event.ignore()
            return
        self._mark(self.rows_for(self.indexAt(event.position().toPoint()).row()))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _mark(self, rows: tuple[int, ...]) -> None:
        if rows != self._target:
            self._target = rows
            self.viewport().update()
