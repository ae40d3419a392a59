"""The one table view: rows that breathe, the keyboard throughout, copying, and words where there is nothing."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QMimeData, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFontMetrics,
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
    QHeaderView,
    QTableView,
    QWidget,
)

from cspdesk.ui.models.table import TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE, colours
from cspdesk.ui.widgets.cells import CellDelegate, Look, MarkDelegate

ROW = 32
LEAST_SHARE = 0.5  # of the width a column that stretches is given, and never less
FIGURE_PADDING = 26  # beside a figure in its cell
BODY_PIXELS = 13  # the body text of 100%, to which widths and heights are given


class TableView(QTableView):
    """Set it up with a model and a name to remember its widths by. `opened(record)`: Enter or a double click."""

    opened = Signal(object)
    picked = Signal()
    cleared = Signal()

    def __init__(self, model: TableModel[Any], session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._name = f"columns/{name}"
        self._empty = ""
        self._kept: list[object] = []
        self._open_on_click = False
        self._widths: list[int] = []  # at 100%
        self._room: int | None = None  # the width of the rows, once they have been laid out
        self._fitted_to = self.font()
        self._look: Look | None = None
        self.setAccessibleName(name)
        self._take_viewport()
        self._set_up()
        self.setModel(model)
        if model.mark_place >= 0:
            self.setItemDelegateForColumn(model.mark_place, self._marked_cells)
        self._size_columns()
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        model.modelReset.connect(self._fit_figures)
        self.selectionModel().selectionChanged.connect(lambda *_: self.picked.emit())
        self.horizontalHeader().sectionResized.connect(self._remember)
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
        height = round(ROW * self._scale())
        self.verticalHeader().setMinimumSectionSize(height)
        self.setIconSize(QSize(height // 2, height // 2))
        self.verticalHeader().setDefaultSectionSize(height)

    def _size_columns(self) -> None:
        header = self.horizontalHeader()
        self._widths = [column.width for column in self.table.columns]
        stretched = [i for i, column in enumerate(self.table.columns) if column.stretch]
        for i, column in enumerate(self.table.columns):
            self.setColumnWidth(i, round(column.width * self._scale()))
        for i in stretched:
            header.setSectionResizeMode(i, QHeaderView.ResizeMode.Stretch)
        kept = self._session.settings.text(self._name).split()
        if len(kept) == len(self.table.columns) and all(width.isdigit() for width in kept):
            self._widths = [int(width) or self._widths[i] for i, width in enumerate(kept)]
            for i, width in enumerate(self._widths):
                if i not in stretched:
                    self.setColumnWidth(i, round(width * self._scale()))

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """Hide or show a column, and let those that stretch have or give the room."""
        if self.isColumnHidden(column) != hide:
            super().setColumnHidden(column, hide)
            self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._room = event.size().width()
        self._share_room()
        super().resizeEvent(event)

    def _share_room(self) -> None:
        """Let columns that stretch take the room left, and scroll sideways rather than squeeze them to nothing."""
        header = self.horizontalHeader()
        columns = self.table.columns if self.model() is not None else ()
        stretched = [i for i, column in enumerate(columns) if column.stretch and not self.isColumnHidden(i)]
        if not stretched or self._room is None:
            return
        others = sum(header.sectionSize(i) for i in range(len(columns)) if i not in stretched)
        least = {i: round((columns[i].least or columns[i].width * LEAST_SHARE) * self._scale()) for i in stretched}
        fits = self._room - others >= sum(least.values())
        wanted = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive
        for i in stretched:
            if header.sectionResizeMode(i) is not wanted:
                header.setSectionResizeMode(i, wanted)
            if not fits:
                header.resizeSection(i, least[i])

    def _fit_figures(self) -> None:
        """Widen columns of figures to their largest and smallest: a figure cut short reads as another figure."""
        font = self.font()
        font.setBold(True)
        metrics, records = QFontMetrics(font), self.table.records
        for i, column in enumerate(self.table.columns):
            if column.align != "right" or column.sort is None or not records:
                continue
            ends = (min(records, key=column.sort), max(records, key=column.sort))
            widest = max(metrics.horizontalAdvance(column.text(record)) for record in ends)
            needed = widest + round(FIGURE_PADDING * self._scale())
            if not column.stretch and needed > self.columnWidth(i):
                self.setColumnWidth(i, needed)
        self._share_room()

    def _remember(self, *_: object) -> None:
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            return  # laid out by Qt, not by the person
        if self.horizontalHeader().viewport().cursor().shape() != Qt.CursorShape.SplitHCursor:
            return  # so is it while a press elsewhere shows the page
        for i in range(len(self._widths)):
            if not self.isColumnHidden(i):  # a hidden one has no width of its own for now
                self._widths[i] = round(self.columnWidth(i) / self._scale())
        self._session.settings.keep(self._name, " ".join(str(width) for width in self._widths))

    def _scale(self) -> float:
        return max(0.5, self.font().pixelSize() / BODY_PIXELS) if self.font().pixelSize() > 0 else 1.0

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

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.viewport().testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent):
            QPainter(self.viewport()).fillRect(event.rect(), self.palette().base())
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
            self._fit_figures()


def _html_row(tag: str, cells: Sequence[str]) -> str:
    import html  # only when something is copied

    return f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in cells)}</tr>"
