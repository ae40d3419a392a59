"""One agreement in full below the list: its lines with profile, instalments, virements, payments to assign, rules."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QWidget

from cspdesk.domain.funding import Agreement, Instalment
from cspdesk.domain.imports import AssignmentRule
from cspdesk.domain.money import short_pounds
from cspdesk.domain.positions import cash_held
from cspdesk.store.ids import new_id
from cspdesk.ui.models import funding_edits as edits
from cspdesk.ui.models.funding_columns import (
    funding_line_columns,
    instalment_columns,
    rule_columns,
    virement_columns,
)
from cspdesk.ui.models.funding_rows import AgreementDetail, AgreementRow, agreement_words, profile_words, read_detail
from cspdesk.ui.models.table import Choices, TableModel
from cspdesk.ui.panels.agreement_panel import AgreementPanel
from cspdesk.ui.panels.assign_page import AssignPage
from cspdesk.ui.panels.transaction_panel import TransactionPanel
from cspdesk.ui.panels.virement_panel import RulePanel, VirementPanel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import ElidedLabel, button, label

SECTIONS = ("lines", "instalments", "virements", "unassigned", "rules")
TITLES = ("Budget lines", "Instalments", "Virements", "Payments to assign", "Rules")
ADD = ("&Add a budget line", "&Add an instalment", "&Move money", "", "&Add a rule")


class AgreementDetailView(Card):
    """Shows the agreement it is given; forms open in the side panel."""

    edit_agreement = Signal()

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(tight=True, parent=parent)
        self._session = session
        self._row: AgreementRow | None = None
        self._detail = AgreementDetail((), (), (), (), ())
        self._year = session.year
        self.forms = AgreementPanel(session, panel)
        self.moves = VirementPanel(session, panel)
        self.rule_form = RulePanel(session, panel)
        self.payment_form = TransactionPanel(session, panel)
        self._build()

    def show_agreement(self, row: AgreementRow | None) -> None:
        """Show one agreement, or nothing."""
        self._row = row
        self.setVisible(row is not None)
        if row is None:
            return
        if self._year != self._session.year:
            self._year = self._session.year
            self._replace_lines_table()
        detail = self._detail = read_detail(
            self._session.store, row.agreement, self._session.year, self._session.sums()
        )
        self._lines.show(detail.lines)
        self._instalments.show(detail.instalments)
        self._virements.show(detail.virements)
        self._rules.show(detail.rules)
        lines = [each.line for each in detail.lines]
        self.assign.show_payments(row.id, detail.unassigned, lines, [each.rule for each in detail.rules])
        counts = (detail.lines, detail.instalments, detail.virements, detail.unassigned, detail.rules)
        for place, rows in enumerate(counts):
            self.tabs.setTabText(place, f"{TITLES[place]} ({len(rows):,})")
        self.name.setText(f"{row.agreement.reference}  {row.agreement.title}")
        self.words.setText(agreement_words(row))
        self._say()

    def show_section(self, section: str) -> None:
        """Go to one of the sections."""
        if section in SECTIONS:
            self.tabs.setCurrentIndex(SECTIONS.index(section))

    def focus_record(self, record_id: str) -> bool:
        """Put the cursor on a line, an instalment, a virement or a payment to assign; return whether it is here."""
        for table in (self.lines, self.instalments, self.virements, self.assign.table):
            if table.select_key(record_id):
                table.setFocus()
                return True
        return False

    def _build(self) -> None:
        frame = self.layout()
        if frame is not None:
            frame.setContentsMargins(1, SPACE // 2, 1, 1)
        self.name = ElidedLabel("", "lead", grow=False)
        self.words = ElidedLabel("", "quiet")
        self.change = button("&Edit agreement", "flat", icon="pencil")
        self.change.clicked.connect(self._edit_agreement)
        head = QHBoxLayout()
        head.setContentsMargins(SPACE * 2, 0, SPACE, 0)
        head.setSpacing(SPACE * 2)
        head.addWidget(self.name)
        head.addWidget(self.words, 1)
        head.addWidget(self.change)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Parts of the agreement")
        self._stack = QStackedWidget()
        self._build_tables()
        self.assign = AssignPage(self._session)
        self.assign.opened.connect(
            lambda entry: self.payment_form.edit(entry, [each.line for each in self._detail.lines])
        )
        for place, page in enumerate((self.lines, self.instalments, self.virements, self.assign, self.rules)):
            self.tabs.addTab(TITLES[place])
            self._stack.addWidget(page)
        self.tabs.currentChanged.connect(self._switch)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(self.tabs)
        self.body.addWidget(self._stack, 1)
        self.body.addLayout(self._build_foot())
        self._switch(0)

    def _build_tables(self) -> None:
        session = self._session
        self._replace_lines_table()
        self._instalments: TableModel[Any] = TableModel(instalment_columns(session), session)
        self.instalments = TableView(self._instalments, session, "Instalments")
        self.instalments.say_when_empty("No instalments yet: when does the funder pay, and how much?")
        self.instalments.opened.connect(self.forms.edit_instalment)
        self._virements: TableModel[Any] = TableModel(virement_columns(), session)
        self.virements = TableView(self._virements, session, "Virements")
        self.virements.say_when_empty("No money was moved between lines.")
        self.virements.opened.connect(lambda row: self.moves.edit(row.virement, [x.line for x in self._detail.lines]))
        self._rules: TableModel[Any] = TableModel(rule_columns(), session)
        self.rules = TableView(self._rules, session, "Rules")
        self.rules.say_when_empty(
            "No rules yet. A rule puts payments of the next import on a line by itself: "
            "assign some payments and tick “Remember as a rule”, or add one here."
        )
        self.rules.opened.connect(lambda row: self.rule_form.edit(row.rule, [x.line for x in self._detail.lines]))

    def _replace_lines_table(self) -> None:
        """The quarters' columns belong to a year, so another year has another table."""
        session = self._session
        self._lines: TableModel[Any] = TableModel(
            funding_line_columns(session, session.year, self._priorities), session
        )
        made = TableView(self._lines, session, "Budget lines of an agreement")
        made.say_when_empty("No budget lines yet: what is the money for? Add a line for each purpose.")
        made.opened.connect(lambda row: self.forms.edit_line(row.line))
        old = getattr(self, "lines", None)
        self.lines = made
        if old is not None:
            self._stack.insertWidget(0, made)
            self._stack.removeWidget(old)
            old.deleteLater()
            self._stack.setCurrentIndex(self.tabs.currentIndex())

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE * 2, 0, SPACE, SPACE // 2)
        self.note = label("", "quiet", wrap=True)
        self.add_button = button("", "flat", icon="plus")
        self.add_button.clicked.connect(self.add)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.add_button)
        return foot

    def add(self) -> None:
        """Begin a new record of the kind that is shown."""
        if self._row is None:
            return
        agreement, section = self._row.agreement, SECTIONS[self.tabs.currentIndex()]
        store = self._session.store
        if section == "lines":
            self.forms.edit_line(edits.new_line(store, agreement.id), is_new=True)
        elif section == "instalments":
            self.forms.edit_instalment(Instalment(new_id(), agreement.id, self._session.today, 0), is_new=True)
        elif section == "virements":
            self.moves.new(self._detail.lines)
        elif section == "rules" and self._detail.lines:
            lines = [each.line for each in self._detail.lines]
            position = edits.next_rule_position(store, agreement.id)
            self.rule_form.edit(AssignmentRule(new_id(), agreement.id, position, lines[0].id), lines, is_new=True)

    def _edit_agreement(self) -> None:
        if self._row is not None:
            self.forms.edit_agreement(self._row.agreement)

    def _switch(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.add_button.setText(ADD[place])
        self.add_button.setVisible(bool(ADD[place]))
        self.add_button.setDisabled(self._session.read_only)
        self._say()

    def _say(self) -> None:
        """Say beneath the table what its figures come to."""
        section = SECTIONS[self.tabs.currentIndex()] if self.tabs.count() else "lines"
        text = ""
        if self._row is not None and section == "lines":
            text = profile_words(self._detail.lines, self._session.year)
        elif self._row is not None and section == "instalments":
            text = self._cash_words(self._row.agreement)
        elif section == "virements":
            text = "What one line gives another gets, so virements sum to nought."
        elif section == "rules":
            text = "Rules are tried in order when a ledger is imported; the first that fits is taken."
        self.note.setText(text)
        self.note.setVisible(section != "unassigned")

    def _cash_words(self, agreement: Agreement) -> str:
        rows = self._detail.instalments
        due = sum(row.amount_pence for row in rows)
        received = sum(row.amount_pence for row in rows if row.received_on is not None)
        spent = self._row.spent if self._row is not None else 0
        held = cash_held(rows, ()) - spent
        gap = agreement.awarded_pence - due
        text = f"{short_pounds(received)} of {short_pounds(due)} received; {short_pounds(spent)} paid out"
        text += f"; {short_pounds(held)} held." if held >= 0 else f"; {short_pounds(-held)} paid in advance."
        if rows and gap:
            text += f" Instalments come to {short_pounds(abs(gap))} {'less' if gap > 0 else 'more'} than the award."
        return text

    def _priorities(self) -> Choices:
        return [("all", None), *((p.name, p.id) for p in self._session.store.partnership.all_priorities())]
