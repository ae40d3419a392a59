"""Opening, in, out and closing by year; every difference beside the records that make it."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Agreement, Instalment
from cspdesk.ui.models.funding_reconcile import (
    WHAT_TO_DO,
    DifferenceRow,
    MadeBy,
    difference_columns,
    difference_rows,
    made_by,
    made_by_columns,
    reconcile_words,
    year_columns,
    year_rows,
)
from cspdesk.ui.models.reckoning import reckoning_of
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.panels.agreement_panel import AgreementPanel
from cspdesk.ui.panels.readable import keep_readable
from cspdesk.ui.panels.transaction_panel import TransactionPanel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import ElidedLabel


class ReconcileView(QWidget):
    """Ties ledger, agreements and returns together, for the agreements it is given."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._agreements: dict[str, Agreement] = {}
        self._payments = TransactionPanel(session, panel)
        self._forms = AgreementPanel(session, panel)
        self._reckoning = reckoning_of(session)
        self._reckoning.ready.connect(self._show)
        self._build()

    def show_agreements(self, agreements: Sequence[Agreement]) -> None:
        """Reconcile these agreements."""
        self._agreements = {a.id: a for a in agreements}
        for table in (self.years, self.differences):
            table.setColumnHidden(0, len(agreements) == 1)
        self._show()

    def focus_record(self, record_id: str) -> bool:
        """Put the cursor on a difference; return whether it is here."""
        return self.differences.select_key(record_id)

    def _build(self) -> None:
        self.said = ElidedLabel("", "strong")
        self.said.setContentsMargins(SPACE * 2, SPACE // 2, SPACE * 2, SPACE // 2)
        self._shown_to: Audience | None = None
        self.years = self._table(year_columns(), "Opening, in, out and closing by year")
        self.differences = self._table(difference_columns(), "Differences")
        self.differences.say_when_empty("Nothing differs: every pound is on a line, inside its agreement and paid.")
        self.differences.picked.connect(self._show_made_by)
        self.made_by = self._table(made_by_columns(), "What makes the difference")
        self.made_by.opened.connect(self._open)
        self.what = ElidedLabel("", "quiet")
        self.what.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        beside = QWidget()
        side = QVBoxLayout(beside)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        side.addWidget(self.what)
        side.addWidget(self.made_by, 1)
        below = QSplitter(Qt.Orientation.Horizontal)
        below.setChildrenCollapsible(False)
        keep_readable(self.years, 6)
        keep_readable(self.differences, 8)
        below.addWidget(self.differences)
        below.addWidget(beside)
        below.setStretchFactor(0, 5)
        below.setStretchFactor(1, 4)
        whole = QSplitter(Qt.Orientation.Vertical)
        whole.setChildrenCollapsible(False)
        whole.addWidget(self.years)
        whole.addWidget(below)
        whole.setStretchFactor(0, 2)
        whole.setStretchFactor(1, 3)
        whole.setSizes([SPACE * 21, SPACE * 36])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.said)
        column.addWidget(whole, 1)

    def _table(self, columns: object, name: str) -> TableView:
        model: TableModel[object] = TableModel(columns, self._session)  # type: ignore[arg-type]
        return TableView(model, self._session, name)

    def _show(self) -> None:
        found = self._reckoning.now()
        if found is None:
            self.said.setText("Adding up…")
            if self._shown_to != self._session.audience:  # what others saw goes at once
                for view in (self.years, self.differences, self.made_by):
                    view.table.show(())
            return
        self._shown_to = self._session.audience
        years = year_rows(found.reconciliation, self._agreements)
        differences = difference_rows(found.reconciliation, self._agreements)
        self.years.table.show(years)
        with QSignalBlocker(self.differences):
            self.differences.table.show(differences)
            if differences and not self.differences.selected_records():
                self.differences.selectRow(0)
        self.said.setText(reconcile_words(years, differences))
        self._show_made_by()

    def _show_made_by(self) -> None:
        picked: tuple[DifferenceRow, ...] = self.differences.selected_records()
        row = picked[0] if len(picked) == 1 else None
        rows = () if row is None else made_by(self._session.store, row.difference, self._session.audience)
        self.made_by.table.show(rows)
        self.what.setText("" if row is None else WHAT_TO_DO[row.difference.kind])
        self.made_by.say_when_empty("" if row is None else "It is a difference of sums, not of single payments.")

    def _open(self, row: MadeBy) -> None:
        if isinstance(row.record, Instalment):
            self._forms.edit_instalment(row.record)
        else:
            lines = self._session.store.funding.lines_of(row.record.agreement_id)
            self._payments.edit(row.record, lines)
