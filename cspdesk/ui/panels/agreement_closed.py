"""An agreement's quarters: closed, so that their figures cannot change silently, and the corrections since."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from cspdesk.domain.audience import may_see
from cspdesk.domain.forecasts import ForecastVersion
from cspdesk.domain.funding import Transaction
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.models.funding_closed import (
    CorrectionRow,
    QuarterRow,
    correction_columns,
    correction_rows,
    quarter_columns,
    read_quarters,
)
from cspdesk.ui.panels.agreement_section import AgreementSection
from cspdesk.ui.panels.transaction_panel import TransactionPanel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.text import label


class ClosedSection(AgreementSection):
    """Quarters above, what became of the selected one below."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(session, panel, parent)
        self._payments = TransactionPanel(session, panel)
        self.quarters = self.make_table(quarter_columns(), "Quarters of the agreement", "")
        self.quarters.picked.connect(self._show_corrections)
        self.heading = label("", "strong", wrap=True)
        self.heading.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE // 2)
        self.corrections = self.make_table(
            correction_columns(), "Corrections since the quarter was closed", "", self._open
        )
        self.column.addWidget(self.quarters, 3)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.corrections, 2)
        self.close_button = self.make_button("&Close this quarter", self.close_quarter, "check")
        self.again_button = self.make_button("Close a&gain with these figures", self.close_again, "check")
        self.add_foot(self.again_button, self.close_button)
        self.note.setText(
            "Closing locks nothing: a later change is told in the next return. It keeps the forecast as it stands, too."
        )

    def reload(self) -> None:
        """Read the quarters and what changed in those that are closed."""
        rows = read_quarters(self._session.store, self.row.agreement)
        with QSignalBlocker(self.quarters):
            self.quarters.table.show(rows)
            if rows and not self.quarters.selected_records():
                self.quarters.selectRow(self._first(rows))
        self._show_corrections()

    def _first(self, rows: tuple[QuarterRow, ...]) -> int:
        """Return the row to look at first: one that has changed, or else one that is over and not closed yet."""
        today = self._session.today
        changed = [place for place, row in enumerate(rows) if row.corrections]
        waiting = [n for n, row in enumerate(rows) if row.closed is None and row.quarter.ends_on < today]
        return next(iter((*changed, *waiting)), 0)

    def close_quarter(self) -> bool:
        """Keep the selected quarter's figures, and the forecast, as they stand; return whether that was done."""
        session, picked = self._session, self._picked()
        if picked is None:
            session.show_error(UserError("Select the quarter to close."))
            return False
        store, quarter = session.store, picked.quarter

        def work() -> None:
            store.returns.close_quarter(self.row.id, quarter, by=store.person, on=session.today)
            if store.funding.lines_of(self.row.id):  # so that its forecast stands beside what comes of the next one
                title = f"At the close of {quarter.label}"
                store.forecasts.freeze(ForecastVersion(new_id(), self.row.id, quarter.year, session.today, title))

        return session.do(f"Closed {quarter.label} of {self.row.agreement.reference}", work)

    def close_again(self) -> bool:
        """Keep the selected quarter's present figures instead, if it was not reported; return whether that was done."""
        session, picked = self._session, self._picked()
        if picked is None:
            return False
        keep = session.store.returns.close_again
        return session.do(
            f"Closed {picked.quarter.label} of {self.row.agreement.reference} again",
            lambda: keep(self.row.id, picked.quarter, by=session.store.person, on=session.today),
        )

    def _picked(self) -> QuarterRow | None:
        rows = self.quarters.selected_records()
        return rows[0] if len(rows) == 1 else None

    def _show_corrections(self) -> None:
        picked = self._picked()
        rows = () if picked is None else correction_rows(picked, self._session.store)
        self.corrections.table.show(rows)
        self.corrections.setVisible(bool(rows))
        may = picked is not None and not self._session.read_only
        self.close_button.setEnabled(may and picked is not None and picked.closed is None)
        self.again_button.setVisible(picked is not None and bool(rows) and not picked.reported)
        self.again_button.setEnabled(may)
        self.heading.setText("" if picked is None else _heading(picked))

    def _open(self, row: CorrectionRow) -> None:
        """Show the transaction that makes the correction, where there is one."""
        store = self._session.store
        found = (store.funding.transactions.find(id_) for id_ in row.correction.transaction_ids)
        entry: Transaction | None = next(
            (t for t in found if t is not None and may_see(self._session.audience, t.marking)), None
        )
        if entry is not None:
            self._payments.edit(entry, store.funding.lines_of(entry.agreement_id))


def _heading(row: QuarterRow) -> str:
    """Say how a quarter stands."""
    name = row.quarter.label
    if row.closed is None:
        return f"{name} is open."
    if row.reported:
        changed = f"{name} is no longer what was reported; the next return tells what changed:"
        return changed if row.corrections else f"{name} stands as it was reported."
    changed = f"{name}, not reported yet, is no longer as it was when it was closed:"
    return changed if row.corrections else f"{name} stands as it was closed; it was not reported yet."
