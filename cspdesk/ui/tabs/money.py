"""The Money tab of a priority: its budget lines, its transactions, and spend against profile."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cspdesk.domain.audience import may_see
from cspdesk.domain.funding import BudgetLine
from cspdesk.domain.money import short_pounds
from cspdesk.domain.positions import Traced
from cspdesk.store.year_lines import LineRow
from cspdesk.ui.charts.view import ChartView
from cspdesk.ui.models.money_columns import line_columns, total_texts
from cspdesk.ui.models.money_edits import new_entry
from cspdesk.ui.models.money_profile import priority_chart
from cspdesk.ui.models.money_rows import PriorityMoney, TransactionRow, payments, read_priority_money
from cspdesk.ui.models.plan_rows import withheld_words
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.panels.transaction_list import TransactionList
from cspdesk.ui.panels.transaction_panel import TransactionPanel
from cspdesk.ui.panels.transaction_table import TotalsRow
from cspdesk.ui.session import Place, Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.empty import EmptyState
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label

TRANSACTIONS, LINES, CHART = range(3)


class MoneyTab(QWidget):
    """Where the money of one priority stands in the year looked at, to the penny, and what proves it."""

    def __init__(self, session: Session, priority_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._priority_id = priority_id
        self._money = PriorityMoney((), (), Traced(), 0)
        self._build()
        self.reload()

    def reload(self) -> None:
        """Read the record and show it."""
        self._money = read_priority_money(
            self._session.store,
            self._priority_id,
            self._session.year,
            self._session.sums(),
            self._session.entries(self._priority_id).read,
        )
        rows = [row for row in self._money.transactions if may_see(self._session.audience, row.entry.marking)]
        self._lines.show(self._money.lines)
        self.lines.setColumnHidden(1, len({row.agreement.id for row in self._money.lines}) < 2)
        self.transactions.show_rows(rows, [row.line for row in self._money.lines])
        self._say(rows)
        self._show_totals()
        self._tabs.setTabText(0, f"Transactions ({len(rows):,})")
        self._tabs.setTabText(1, f"Budget lines ({len(self._money.lines):,})")
        empty = not self._money.lines and not self._money.transactions
        self._pages.setCurrentWidget(self._empty if empty else self._scroll)
        self._empty.title.setText(f"No money is set aside for this priority in {self._session.year.label}")
        if self._tabs.currentIndex() == CHART:
            self._show_chart()

    def focus_record(self, place: Place) -> None:
        """Show a transaction or a budget line, whatever is filtered out now."""
        if any(row.id == place.record_id for row in self._money.transactions):
            self._tabs.setCurrentIndex(TRANSACTIONS)
            self.transactions.focus(str(place.record_id))
        elif place.record_id is not None and self.lines.select_key(place.record_id):
            self._tabs.setCurrentIndex(LINES)
            self.lines.setFocus()
        else:
            self._tabs.setCurrentIndex(TRANSACTIONS)
            self.transactions.table.setFocus()

    def add_payment(self) -> None:
        """Begin a new payment on the line that is looked at, or on the first whose agreement runs today."""
        lines = self._money.lines
        if not lines:
            return
        running = (row for row in lines if self._runs(row.line))
        picked = self.lines.selected_records()
        line = (picked[0] if picked else next(running, lines[0])).line
        entry = new_entry(line, line.agreement_id, self._session.today)
        self._form.edit(entry, [row.line for row in lines], is_new=True)

    def _runs(self, line: BudgetLine) -> bool:
        agreement = self._session.store.funding.agreements.get(line.agreement_id)
        return agreement.starts_on <= self._session.today <= agreement.ends_on

    def _build(self) -> None:
        self.panel = SidePanel(self)
        self._form = TransactionPanel(self._session, self.panel)
        self._pages = QStackedWidget(self)
        self._page = QWidget()
        self._scroll = scrolling(self._page, self._pages)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(self._build_head())
        column.addWidget(self._build_parts(), 1)
        self._empty = EmptyState(
            "No money is set aside for this priority",
            "Money comes from a funder’s agreement. Set a budget line aside for this priority in Funding; "
            "its payments, commitments and forecasts then stand here.",
            "Go to Funding",
        )
        self._empty.pressed.connect(lambda: self._session.go_to.emit(Place("funding")))
        self._pages.addWidget(self._scroll)
        self._pages.addWidget(self._empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._pages, 1)
        row.addWidget(self.panel)
        self.panel.closed.connect(self._go_on)

    def _go_on(self) -> None:
        """Go on where the person was, so that the next payment is one key away."""
        if self.transactions.table.isVisible():
            self.transactions.table.setFocus()

    def _build_head(self) -> QHBoxLayout:
        """What there is to say about the year's money beyond the priority's header; usually nothing."""
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        self.more = label("", "quiet", wrap=True)
        self.unassigned = button("", "link")
        self.unassigned.clicked.connect(lambda: self._session.go_to.emit(Place("funding", section="unassigned")))
        row.addWidget(self.unassigned)
        row.addWidget(self.more, 12)
        row.addStretch(1)
        return row

    def _build_tab_row(self) -> QHBoxLayout:
        self._tabs = QTabBar()
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for title in ("Transactions", "Budget lines", "Spend against profile"):
            self._tabs.addTab(title)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs.setAccessibleName("Parts of the money")
        self.import_button = button("&Import a ledger…", "flat", icon="upload")
        self.import_button.clicked.connect(self._import)
        self.add_button = button("&Add a payment", "primary", icon="plus")
        self.add_button.clicked.connect(self.add_payment)
        row = QHBoxLayout()
        row.setContentsMargins(0, SPACE // 2, SPACE, SPACE // 2)
        row.setSpacing(SPACE)
        row.addWidget(self._tabs)
        row.addStretch(1)
        for made in (self.import_button, self.add_button):
            made.setDisabled(self._session.read_only)
            row.addWidget(made)
        return row

    def _build_lines(self) -> QWidget:
        page = QWidget(self._stack)
        self._lines: TableModel[LineRow] = TableModel(line_columns(), self._session)
        self.lines = TableView(self._lines, self._session, "Budget lines of a priority")
        self.lines.picked.connect(self._pick_line)
        self.lines.opened.connect(self._open_line)
        self._totals = TotalsRow(self.lines)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.lines, 100)
        column.addWidget(self._totals)
        column.addStretch(1)
        hint = label("Enter or a double click on a line shows its transactions.", "caption", wrap=True)
        hint.setContentsMargins(SPACE * 3 // 2, SPACE, SPACE, SPACE)
        column.addWidget(hint)
        return page

    def _build_parts(self) -> Card:
        card = Card(tight=True, parent=self._page)
        tab_row = self._build_tab_row()
        self._stack = QStackedWidget(card)
        self.transactions = TransactionList(self._session, self._stack)
        self.transactions.opened.connect(self._open)
        self.transactions.line_chosen.connect(self._follow_line)
        self.chart = ChartView()
        self.chart.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        for part in (self.transactions, self._build_lines(), self.chart):
            self._stack.addWidget(part)
        self._tabs.currentChanged.connect(self._switch)
        card.layout().setContentsMargins(1, 0, 1, 1)  # type: ignore[union-attr]
        card.body.setSpacing(0)
        card.body.addLayout(tab_row)
        card.body.addWidget(self._stack, 1)
        return card

    def _say(self, shown: list[TransactionRow]) -> None:
        money = self._money
        more = []
        audience = self._session.audience
        if words := withheld_words(len(money.transactions) - len(shown), "transaction", audience):
            more.append(f"{words}; the sums have them.")
        if words := withheld_words(money.agreements_withheld, "agreement", audience):
            more.append(f"{words}; nothing of it is counted here.")
        if money.elsewhere:
            more.append(
                f"{short_pounds(money.elsewhere)} of other years stands on these lines and is not counted here."
            )
        self.more.setText(" ".join(more))
        self.more.setVisible(bool(more))
        count = money.unassigned.payments
        waiting = f"{payments(count)} of these agreements ({short_pounds(money.unassigned.paid)})"
        self.unassigned.setText(f"{waiting} {'has' if count == 1 else 'have'} no budget line yet: assign")
        self.unassigned.setVisible(count > 0)

    def _show_totals(self) -> None:
        total = self._money.total
        alarming = {
            index
            for index, column in enumerate(self._lines.columns)
            if (column.title == "Available" and total.available < 0)
            or (column.title == "Variance" and total.variance > 0)
        }
        self._totals.show_texts(total_texts(self._money.lines, total), alarming.__contains__)
        row = self.lines.verticalHeader().defaultSectionSize()
        head = self.lines.horizontalHeader().sizeHint().height() + 4
        self.lines.setMaximumHeight(head + row * max(len(self._money.lines), 1))
        self.lines.setMinimumHeight(head + row * 2)

    def _pick_line(self) -> None:
        picked = self.lines.selected_records()
        self.transactions.choose_line(picked[0].id if len(picked) == 1 else None)

    def _open_line(self, row: LineRow) -> None:
        """Show what stands on a line."""
        self.transactions.choose_line(row.id)
        self._tabs.setCurrentIndex(TRANSACTIONS)
        self.transactions.table.setFocus()

    def _follow_line(self, line_id: Any) -> None:
        if line_id is None:
            self.lines.clearSelection()
        else:
            self.lines.select_key(line_id)

    def _switch(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        if place == CHART:
            self._show_chart()

    def _show_chart(self) -> None:
        session = self._session
        ids = [row.id for row in self._money.lines]
        self.chart.show_chart(priority_chart(session.store, ids, session.sums(), session.year, session.today))

    def _open(self, row: TransactionRow) -> None:
        lines = self._session.store.funding.lines_of(row.entry.agreement_id)
        self._form.edit(row.entry, lines)

    def _import(self) -> None:
        from cspdesk.ui.dialogs.import_ledger import open_import

        open_import(self._session, self)
