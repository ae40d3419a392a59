"""An agreement's payments without a budget line, and the rules that put imported payments on lines."""

from PySide6.QtWidgets import QWidget

from cspdesk.domain.funding import Transaction
from cspdesk.domain.imports import AssignmentRule
from cspdesk.store.ids import new_id
from cspdesk.ui.models import funding_edits as edits
from cspdesk.ui.models.funding_columns import rule_columns
from cspdesk.ui.models.funding_rows import RuleRow, read_rules
from cspdesk.ui.panels.agreement_section import AgreementSection
from cspdesk.ui.panels.assign_page import AssignPage
from cspdesk.ui.panels.transaction_panel import TransactionPanel
from cspdesk.ui.panels.virement_panel import RulePanel
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.side_panel import SidePanel


class AssignSection(AgreementSection):
    """Payments that wait for a budget line."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(session, panel, parent)
        self.payment_form = TransactionPanel(session, panel)
        self.page = AssignPage(session)
        self.page.opened.connect(self._open)
        self.tables.append(self.page.table)
        self.column.addWidget(self.page, 1)

    def reload(self) -> None:
        """Read what waits."""
        store, id_ = self._session.store, self.row.id
        self.page.show_payments(
            id_, store.funding.unassigned(id_), store.funding.lines_of(id_), store.imports.rules_of(id_)
        )

    def _open(self, entry: Transaction) -> None:
        self.payment_form.edit(entry, self._session.store.funding.lines_of(self.row.id))


class RulesSection(AgreementSection):
    """Rules in the order in which they are tried."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(session, panel, parent)
        self.form = RulePanel(session, panel)
        self.rules = self.make_table(
            rule_columns(),
            "Rules",
            "No rules yet. A rule puts payments of the next import on a line by itself: "
            "assign some payments and tick “Remember as a rule”, or add one here.",
            self._open,
        )
        self.column.addWidget(self.rules, 1)
        self.note.setText("Rules are tried in order when a ledger is imported; the first that fits is taken.")
        self.add_foot(self.make_button("&Add a rule", self.add))

    def reload(self) -> None:
        """Read the rules."""
        self.rules.table.show(read_rules(self._session.store, self.row.id))

    def add(self) -> None:
        """Begin a new rule, if there is a line it can name."""
        lines = self._session.store.funding.lines_of(self.row.id)
        if lines:
            position = edits.next_rule_position(self._session.store, self.row.id)
            self.form.edit(AssignmentRule(new_id(), self.row.id, position, lines[0].id), lines, is_new=True)

    def _open(self, row: RuleRow) -> None:
        self.form.edit(row.rule, self._session.store.funding.lines_of(self.row.id))
