"""Costs that several boards share: each cost of the year, its shares to the penny, and what was charged for it."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.domain.shared_costs import SharedCost, ShareKey
from cspdesk.store.ids import new_id
from cspdesk.ui.models.funding_shared import (
    CostRow,
    ShareRow,
    cost_columns,
    costs_words,
    read_costs,
    read_shares,
    share_columns,
)
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.panels.readable import keep_readable
from cspdesk.ui.panels.shared_form import SharedCostPanel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.empty import EmptyState
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label

EMPTY = (
    "A business unit, an analyst or a hall that several boards pay for together: give its cost, by what it is shared, "
    "and who bears it. The shares are worked out to the penny."
)


class SharedPage(QStackedWidget):
    """The year's shared costs above, the shares of the selected one below."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.form = SharedCostPanel(session, panel)
        self._empty = EmptyState("", EMPTY, "" if session.read_only else "Share a cost")
        self._empty.pressed.connect(self.add)
        self._costs: TableModel[CostRow] = TableModel(cost_columns(), session)
        self.costs = TableView(self._costs, session, "Shared costs")
        self.costs.picked.connect(self._show_shares)
        self.costs.opened.connect(self._open)
        self._shares: TableModel[ShareRow] = TableModel(share_columns(), session)
        self.shares = TableView(self._shares, session, "Shares of a cost")
        self.shares.opened.connect(lambda _: self._open_picked())
        self._page = self._build_page()
        self.addWidget(self._page)
        self.addWidget(self._empty)
        self.reload()

    def reload(self) -> None:
        """Read the year's shared costs."""
        session = self._session
        rows = read_costs(session.store, session.store.shared_costs.costs_of(session.year))
        with QSignalBlocker(self.costs):
            self._costs.show(rows)
            if rows and not self.costs.selected_records():
                self.costs.selectRow(0)
        self.said.setText(costs_words(rows))
        self._empty.title.setText(f"No cost is shared in {session.year.label}")
        self.setCurrentWidget(self._page if rows else self._empty)
        self._show_shares()

    def focus_record(self, record_id: str) -> bool:
        """Put the cursor on a shared cost; return whether it is here."""
        return self.costs.select_key(record_id)

    def add(self) -> None:
        """Begin a shared cost of the year looked at."""
        self.form.edit(SharedCost(new_id(), "", self._session.year, 0, ShareKey.EQUAL), (), is_new=True)

    def _build_page(self) -> QWidget:
        page = QWidget()
        self.said = label("", "quiet", wrap=True)
        self.add_button = button("&Share a cost", icon="plus")
        self.add_button.clicked.connect(self.add)
        self.add_button.setDisabled(self._session.read_only)
        head = QHBoxLayout()
        head.addWidget(self.said, 1)
        head.addWidget(self.add_button)
        above, below = Card(tight=True), Card(tight=True)
        keep_readable(self.costs, 6)
        keep_readable(self.shares, 8)
        above.body.addWidget(self.costs)
        self._heading = label("", "strong")
        self._heading.setContentsMargins(SPACE * 2, 0, SPACE * 2, 0)
        below.body.addWidget(self._heading)
        below.body.addWidget(self.shares, 1)
        sides = QSplitter(Qt.Orientation.Vertical)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(SPACE)
        sides.addWidget(above)
        sides.addWidget(below)
        sides.setStretchFactor(0, 2)
        sides.setStretchFactor(1, 3)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(sides, 1)
        return page

    def _show_shares(self) -> None:
        rows: tuple[CostRow, ...] = self.costs.selected_records()
        row = rows[0] if rows else None
        self._shares.show(() if row is None else read_shares(self._session.store, row.cost))
        self._heading.setText("" if row is None else f"{row.cost.title}: who bears what")

    def _open(self, row: CostRow) -> None:
        self.form.edit(row.cost, row.shares)

    def _open_picked(self) -> None:
        if rows := self.costs.selected_records():
            self._open(rows[0])
