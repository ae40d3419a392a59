"""Second step of an import: the first rows, what each column was taken for and why, all of it to be changed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cspdesk.exchange.dates import DateOrder
from cspdesk.exchange.ledgers import ORDER_NAMES, LedgerPreview
from cspdesk.exchange.names import FIELDS, Field
from cspdesk.ui.models.money_import import FIELD_WORDS, field_of, guess_sentences, told_with, what_is_missing
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit
from cspdesk.ui.widgets.text import label

WIDEST = SPACE * 26


class ColumnsPage(QWidget):
    """`changed`: something was told that the preview must be made again with; `edited`: only the date was."""

    changed = Signal()
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: LedgerPreview | None = None
        self.told: dict[str, str] = {}
        self._order_chosen = False
        self.table = QTableWidget()
        self.strip = FieldStrip(self.table, self._choose_field)
        self._build()

    def show_preview(self, shown: LedgerPreview) -> None:
        """Show what a file seems to hold."""
        self._shown = shown
        self._fill_table(shown)
        self.strip.offer(shown)
        with QSignalBlocker(self.sheet), QSignalBlocker(self.order):
            self.sheet.set_options([(name, name) for name in shown.sheets])
            self.sheet.set_value(shown.sheet)
            self.order.set_value(shown.date_order)
        self._options.setRowVisible(self.sheet, len(shown.sheets) > 1)
        has_date = bool(shown.mapping.get("date"))
        self._options.setRowVisible(self.order, has_date)
        self._options.setRowVisible(self.day, not has_date)
        self.order_reason.setText(
            f"{shown.date_order_reason[:1].upper()}{shown.date_order_reason[1:]}." if has_date else ""
        )
        self._options.setRowVisible(self.order_reason, has_date)
        self._explain(shown)

    def begin(self) -> None:
        """Forget what was told of another file."""
        self.told, self._order_chosen = {}, False

    def problem(self) -> str:
        """Say what is still missing, or nothing. Raises UserError when the date typed is none."""
        if self._shown is None:
            return "The file is not read yet."
        if missing := what_is_missing(self._shown):
            return missing
        if not self._shown.mapping.get("date") and self.day.day() is None:
            return "The ledger has no column of dates: give the date its payments were made."
        return ""

    def date_order(self) -> DateOrder | None:
        """Return the order of day and month if the person chose one."""
        return self.order.value() if self._order_chosen else None

    def default_day(self) -> date | None:
        """Return the date given for a ledger without dates."""
        return self.day.day()

    def _build(self) -> None:
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setAccessibleName("First rows of the ledger")
        self._build_options()
        self.how = label("", "caption", wrap=True)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(SPACE)
        side = QWidget()
        side.setProperty("role", "page")
        column = QVBoxLayout(side)
        column.setContentsMargins(SPACE, 0, SPACE, 0)
        column.setSpacing(SPACE * 2)
        column.addLayout(self._options)
        column.addWidget(label("What the columns were taken for", "strong"))
        column.addLayout(self._reasons)
        column.addWidget(self.how)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setProperty("role", "clear")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(side)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE * 2)
        left = QVBoxLayout()
        left.setSpacing(SPACE // 2)
        left.addWidget(self.strip)
        left.addWidget(self.table, 1)
        row.addLayout(left, 3)
        row.addWidget(scroll, 1)

    def _build_options(self) -> None:
        self.sheet: ChoiceBox[str] = ChoiceBox()
        self.order: ChoiceBox[DateOrder] = ChoiceBox([(words, order) for order, words in ORDER_NAMES.items()])
        self.decimal: ChoiceBox[str] = ChoiceBox([("1,234.50", "point"), ("1.234,50", "comma")])
        self.day = DateEdit()
        self.order_reason = label("", "caption", wrap=True)
        for box in (self.sheet, self.order, self.decimal):
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for box in (self.sheet, self.decimal):
            box.currentIndexChanged.connect(self.changed)
        self.order.activated.connect(self._choose_order)
        self.day.textChanged.connect(self.edited)
        self._options = QFormLayout()
        self._options.setVerticalSpacing(SPACE // 2)
        self._options.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._options.addRow("&Sheet", self.sheet)
        self._options.addRow("Dates a&re written", self.order)
        self._options.addRow("", self.order_reason)
        self._options.addRow("Date of all &payments", self.day)
        self._options.addRow("Amounts are &written", self.decimal)

    def _fill_table(self, shown: LedgerPreview) -> None:
        first = 1 if shown.header_row is None else shown.header_row + 1
        self.table.setRowCount(len(shown.rows))
        self.table.setColumnCount(len(shown.headers))
        self.table.setHorizontalHeaderLabels(shown.headers)
        self.table.setVerticalHeaderLabels([str(first + i) for i in range(len(shown.rows))])
        for row, cells in enumerate(shown.rows):
            for column, text in enumerate(cells[: len(shown.headers)]):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        for column in range(len(shown.headers)):
            narrowest = self.strip.narrowest
            widest = WIDEST if field_of(shown, shown.headers[column]) else narrowest
            self.table.setColumnWidth(column, min(max(self.table.columnWidth(column), narrowest), widest))

    def _explain(self, shown: LedgerPreview) -> None:
        while (item := self._reasons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        sentences = sorted(guess_sentences(shown.guesses), key=lambda told: not told[2])
        for name, reason, found in sentences:
            self._reasons.addWidget(label(f"{name}: {reason}", "body" if found else "quiet", wrap=True))
        where = "first row is a payment" if shown.header_row is None else f"header in row {shown.header_row}"
        self.how.setText(f"{shown.how[:1].upper()}{shown.how[1:]}; {where}.")

    def _choose_order(self) -> None:
        self._order_chosen = True
        self.changed.emit()

    def _choose_field(self, header: str, field: Field | None) -> None:
        assert self._shown is not None
        self.told = told_with(self._shown, self.told, header, field)
        self.changed.emit()


class FieldStrip(QWidget):
    """A choice above each column of a table: which field it holds."""

    def __init__(self, table: QTableWidget, choose: Callable[[str, Field | None], None]) -> None:
        super().__init__()
        self._table = table
        self._choose = choose
        self._window = QWidget(self)  # cuts off choices of columns that are scrolled out of sight
        self._boxes: list[ChoiceBox[Field | None]] = []
        table.horizontalHeader().sectionResized.connect(lambda *_: self._place())
        table.horizontalHeader().geometriesChanged.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(lambda _: self._place())

    @property
    def narrowest(self) -> int:
        """The width a choice needs, in pixels."""
        return self.fontMetrics().horizontalAdvance("Gross amount") + SPACE * 6

    def offer(self, shown: LedgerPreview) -> None:
        """Put a choice above each column, set to what it was taken for."""
        for old in self._boxes:
            old.deleteLater()
        self._boxes = []
        options: list[tuple[str, Field | None]] = [("Not used", None), *((FIELD_WORDS[f], f) for f in FIELDS)]
        for name in shown.headers:
            box = ChoiceBox(options, self._window)
            box.set_value(field_of(shown, name))
            box.setAccessibleName(f"What column {name} holds")
            box.activated.connect(lambda _, box=box, name=name: self._choose(name, box.value()))
            box.installEventFilter(self)
            box.show()
            self._boxes.append(box)
        self.updateGeometry()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the column of the choice that the keyboard reaches into sight."""
        if event.type() == QEvent.Type.FocusIn and watched in self._boxes:
            column = self._boxes.index(watched)
            self._table.scrollTo(self._table.model().index(0, column))
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        height = self._boxes[0].sizeHint().height() if self._boxes else self.fontMetrics().height() + SPACE * 2
        return QSize(0, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        header, start = self._table.horizontalHeader(), self._table.verticalHeader().width() + 1
        self._window.setGeometry(start, 0, max(0, self.width() - start), self.height())
        for column, box in enumerate(self._boxes):
            left, width = header.sectionViewportPosition(column), header.sectionSize(column)
            box.setGeometry(left + 2, 0, max(0, width - 4), self.height())
