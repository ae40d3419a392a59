"""The one table view: rows that breathe, the keyboard throughout, copying, and words where there is nothing."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QMimeData, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableView,
    QWidget,
)

from cspdesk.ui.models.table import TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE, colours
from cspdesk.ui.widgets.cells import AtHand, CellDelegate, Look, MarkDelegate
from cspdesk.ui.widgets.column_widths import ColumnWidths, scale_of

ROW = 32


class TableView(QTableView):
    """Set it up with a model and a name to remember its widths by. `opened(record)`: Enter or a double click."""

    opened = Signal(object)
    picked = Signal()
    cleared = Signal()

    def __init__(self, model: TableModel[Any], session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = ColumnWidths(self, model, session.settings, name)
        self._empty = ""
        self._kept: list[object] = []
        self._open_on_click = False
        self._fitted_to = self.font()
        self._look: Look | None = None
        self.at_hand = AtHand(self)
        self.setAccessibleName(name)
        self._take_viewport()
        self._set_up()
        self.setModel(model)
        if model.mark_place >= 0:
            self.setItemDelegateForColumn(model.mark_place, self._marked_cells)
        self._columns.begin()
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        model.modelReset.connect(self._columns.fit_figures)
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit())
        self.activated.connect(self._activated)
        self.clicked.connect(self._clicked)

    def _take_viewport(self) -> None:
        """Have a viewport of ours, as Qt's own: to tell what kind that is PySide6 makes every kind of widget, 20 ms."""
        viewport = QWidget(self)
        viewport.setObjectName("qt_scrollarea_viewport")
        viewport.setBackgroundRole(QPalette.ColorRole.Base)
        viewport.setAutoFillBackground(True)
        viewport.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setViewport(viewport)

    @property
    def table(self) -> TableModel[Any]:
        """The model."""
        return cast(TableModel[Any], self.model())

    @property
    def look(self) -> Look:
        """What its cells are painted with now."""
        if self._look is None:
            self._look = Look(self)
        return self._look

    def say_when_empty(self, text: str) -> None:
        """Set the words shown where there are no rows."""
        if text != self._empty:
            self._empty = text
            self.viewport().update()

    def open_on_click(self) -> None:
        """Have a single click open a record, for tables that lead somewhere."""
        self._open_on_click = True
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.horizontalHeader().setCursor(Qt.CursorShape.ArrowCursor)

    def selected_records(self) -> tuple[Any, ...]:
        """Return the records selected, in the order shown."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return tuple(self.table.record(row) for row in rows)

    def current_record(self) -> Any | None:
        """Return the record the cursor is on, or None."""
        index = self.currentIndex()
        return self.table.record(index.row()) if index.isValid() else None

    def select_key(self, key: object) -> bool:
        """Select the record with this key and bring it into sight; return whether it is shown."""
        row = self.table.row_of(key)
        if row is None:
            return False
        flags = QItemSelectionModel.SelectionFlag  # named, since Ctrl held down (Ctrl+Enter saved) would add to it
        place = self.model().index(row, max(0, self.currentIndex().column()))
        self.selectionModel().setCurrentIndex(place, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(self.currentIndex())
        return True

    def add_row_action(self, text: str, keys: str, slot: Callable[[], object]) -> QAction:
        """Offer something to do with the selected rows, in the menu of the right button and by its keys."""
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def fit_rows(self, most: int, least: int = 2) -> None:
        """Be as tall as the rows are, up to so many, for a table on a page that scrolls as a whole."""
        rows = max(least, min(most, self.model().rowCount()))
        header = self.horizontalHeader().sizeHint().height()
        below = SPACE if self.model().rowCount() <= rows else 1  # no sliver of a row that is scrolled to
        self.setFixedHeight(header + rows * self.verticalHeader().defaultSectionSize() + below)

    def copy(self) -> None:
        """Copy what is shown of the selected rows with its headings, as a spreadsheet and a letter take it."""
        from cspdesk.exchange.csv_safe import safe_cell  # only when something is copied: the start stays quick

        columns = [c for place, c in enumerate(self.table.columns) if not self.isColumnHidden(place)]
        rows = [[safe_cell(column.text(record)) for column in columns] for record in self.selected_records()]
        if not rows:
            return
        titles = [column.title for column in columns]
        data = QMimeData()
        data.setText("\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in (titles, *rows)))
        body = "".join(_html_row("td", row) for row in rows)
        head = f"<thead>{_html_row('th', titles)}</thead>"
        data.setHtml(f'<table border="1" cellspacing="0" cellpadding="4">{head}<tbody>{body}</tbody></table>')
        QGuiApplication.clipboard().setMimeData(data)

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setItemDelegate(CellDelegate(self))
        self._marked_cells = MarkDelegate(self)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self._size_rows()
        self.add_row_action("&Copy", "Ctrl+C", self.copy)

    def _size_rows(self) -> None:
        height = round(ROW * scale_of(self))
        self.verticalHeader().setMinimumSectionSize(height)
        self.setIconSize(QSize(height // 2, height // 2))
        self.verticalHeader().setDefaultSectionSize(height)

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """Hide or show a column, and let those that stretch have or give the room."""
        if self.isColumnHidden(column) != hide:
            super().setColumnHidden(column, hide)
            self._columns.share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._columns.have_room(event.size().width())
        super().resizeEvent(event)

    def _keep_selection(self) -> None:
        current = self.current_record()
        self._kept = [self.table.key(r) for r in self.selected_records()]
        self._kept_current = None if current is None else self.table.key(current)

    def _restore_selection(self) -> None:
        flags = QItemSelectionModel.SelectionFlag
        rows = self.table.rows_by_key() if self._kept else {}
        for key in self._kept:
            if key in rows:
                where = self.model().index(rows[key], 0)
                self.selectionModel().select(where, flags.Select | flags.Rows)
        if self._kept_current in rows:
            place = self.model().index(rows[self._kept_current], 0)
            self.selectionModel().setCurrentIndex(place, flags.NoUpdate)

    def _activated(self, index: QModelIndex) -> None:
        editable = bool(self.model().flags(index) & Qt.ItemFlag.ItemIsEditable)
        if index.isValid() and (not editable or self._by_key):
            self.opened.emit(self.table.record(index.row()))

    _by_key = False

    def _clicked(self, index: QModelIndex) -> None:
        if self._open_on_click and index.isValid():
            self.opened.emit(self.table.record(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            index = self.currentIndex()
            if index.isValid() and self.state() != QAbstractItemView.State.EditingState:
                self.opened.emit(self.table.record(index.row()))
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        rows = self.table.rows_by_key().values()
        if not self.currentIndex().isValid() and rows:
            first = self.model().index(min(rows), 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)

    def showEvent(self, event: QShowEvent) -> None:
        """Paint all of the rows ourselves where no frame has round corners: of what is scrolled only the new, then."""
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, self.frameWidth() == 0)
        super().showEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        self.at_hand.follow(event)
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self.at_hand.look()
        if self.viewport().testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
            painter = QPainter(self.viewport())
            painter.setBackground(self.palette().base())
            painter.eraseRect(event.rect())  # to fill it with a brush, PySide6 first makes all that gradients have
            painter.end()
        super().paintEvent(event)
        if self.model() is None or self.model().rowCount() or not self._empty:
            return
        painter = QPainter(self.viewport())
        painter.setPen(colours(self.palette()).brush("quiet").color())
        box = self.viewport().rect().adjusted(SPACE * 2, SPACE * 2, -SPACE * 2, -SPACE * 2)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap), self._empty)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._look = None
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.font() != self._fitted_to:
            self._fitted_to = self.font()  # Qt says so many times over while a page is put together
            self._size_rows()
            self._columns.fit_figures()


def _html_row(tag: str, cells: Sequence[str]) -> str:
    import html  # only when something is copied

    return f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in cells)}</tr>"
