"""What an agreement's funder has paid and will pay: due, received, overdue."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from cspdesk.domain.funding import Instalment
from cspdesk.domain.money import short_pounds
from cspdesk.domain.periods import long_date
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store
from cspdesk.ui.models.funding_columns import instalment_columns
from cspdesk.ui.models.funding_rows import AgreementRow
from cspdesk.ui.panels.agreement_panel import AgreementPanel
from cspdesk.ui.panels.agreement_section import AgreementSection
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.side_panel import SidePanel


class InstalmentsSection(AgreementSection):
    """The instalments of an agreement; typed in place, or in a form."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(session, panel, parent)
        self.forms = AgreementPanel(session, panel)
        self.instalments = self.make_table(
            instalment_columns(session),
            "Instalments",
            "No instalments yet: when does the funder pay, and how much?",
            self.forms.edit_instalment,
        )
        self.instalments.picked.connect(self._enable)
        self.column.addWidget(self.instalments, 1)
        self.received_button = self.make_button("&Received today", self.receive, "check")
        self.add_foot(self.received_button, self.make_button("&Add an instalment", self.add))

    def reload(self) -> None:
        """Read the instalments."""
        rows = self._session.store.funding.instalments_of(self.row.id)
        self.instalments.table.show(rows)
        self.note.setText(cash_words(self._session.store, self.row, rows))
        self._enable()

    def add(self) -> None:
        """Begin a new instalment."""
        due = max(self._session.today, self.row.agreement.starts_on)
        self.forms.edit_instalment(Instalment(new_id(), self.row.id, due, 0), is_new=True)

    def receive(self) -> bool:
        """Record that the selected instalments came in today, as one step; return whether it was taken."""
        store, today = self._session.store, self._session.today
        due = [i for i in self.instalments.selected_records() if i.received_on is None]

        def work() -> None:
            for instalment in due:
                store.terms.save_instalment(replace(instalment, received_on=today))

        return bool(due) and self._session.do(f"Recorded money received on {long_date(today)}", work)

    def _enable(self) -> None:
        waiting = any(i.received_on is None for i in self.instalments.selected_records())
        self.received_button.setEnabled(waiting and not self._session.read_only)


def cash_words(store: Store, row: AgreementRow, instalments: tuple[Instalment, ...]) -> str:
    """Say what came in, what went out, what is held, and whether the instalments make the award."""
    due = sum(i.amount_pence for i in instalments)
    received = sum(i.amount_pence for i in instalments if i.received_on is not None)
    owed = {a.transaction_id for a in store.commitments.accruals_of(row.id) if a.paid_on is None}
    unpaid = sum(t.amount_pence for t in store.funding.transactions.named(tuple(owed))) if owed else 0
    paid = row.spent - unpaid
    held = received - paid
    text = f"{short_pounds(received)} of {short_pounds(due)} received; {short_pounds(paid)} paid out"
    text += f"; {short_pounds(held)} held." if held >= 0 else f"; {short_pounds(-held)} paid in advance."
    if unpaid:
        text += f" {short_pounds(unpaid)} more is accrued and not paid yet."
    gap = row.award - due
    if instalments and gap:
        text += f" Instalments come to {short_pounds(abs(gap))} {'less' if gap > 0 else 'more'} than the award."
    return text
