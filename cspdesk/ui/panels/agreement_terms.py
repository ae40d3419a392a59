"""An agreement's conditions, how sure it is, its clauses on what may be claimed; and what partners put in beside it."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.agreements import ClaimRule
from cspdesk.domain.audience import may_see
from cspdesk.domain.match import Match, MatchKind
from cspdesk.domain.periods import long_date
from cspdesk.store.ids import new_id
from cspdesk.ui.models import funding_edits as edits
from cspdesk.ui.models.funding_terms import (
    MatchRow,
    certainty_words,
    clause_columns,
    match_columns,
    match_words,
    read_clauses,
    read_matches,
)
from cspdesk.ui.panels.agreement_section import AgreementSection
from cspdesk.ui.panels.claim_rule_panel import ClaimRulePanel, MatchPanel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.text import label


class TermsSection(AgreementSection):
    """What the funder asks, above the clauses that say what may be claimed."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(session, panel, parent)
        self.form = ClaimRulePanel(session, panel)
        self.certainty = label("", "body", wrap=True)
        self.conditions = label("", "quiet", wrap=True)
        self.confirm_button = self.make_button("Confirmed &today", self.confirm, "check")
        said = QVBoxLayout()
        said.addWidget(self.certainty)
        said.addWidget(self.conditions)
        top = QHBoxLayout()
        top.setContentsMargins(SPACE * 2, SPACE, SPACE, SPACE)
        top.addLayout(said, 1)
        top.addWidget(self.confirm_button)
        self.clauses = self.make_table(
            clause_columns(),
            "Clauses on what may be claimed",
            "No clauses yet: which spend does the funder allow, and which does it rule out? "
            "Payments are then judged by the number of a clause.",
            lambda row: self.form.edit(row.rule),
        )
        self.column.addLayout(top)
        self.column.addWidget(self.clauses, 1)
        self.add_foot(self.make_button("&Add a clause", self.add))

    def reload(self) -> None:
        """Read conditions and clauses."""
        agreement = self.row.agreement
        self.certainty.setText(certainty_words(agreement))
        self.conditions.setText(agreement.conditions or "No conditions are recorded.")
        rows = read_clauses(self._session.store, agreement.id)
        self.clauses.table.show(rows)
        judged = sum(row.uses for row in rows)
        self.note.setText(f"{judged:,} {'payment is' if judged == 1 else 'payments are'} judged by these clauses.")
        self.note.setVisible(bool(rows))

    def add(self) -> None:
        """Begin a new clause."""
        position = max((r.rule.position for r in self.clauses.table.records), default=0) + 1
        self.form.edit(ClaimRule(new_id(), self.row.id, "", "", eligible=True, position=position), is_new=True)

    def confirm(self) -> bool:
        """Record that the certainty was confirmed today; return whether it was taken."""
        agreement, today = self.row.agreement, self._session.today
        changed = replace(agreement, confirmed_on=today)
        done = f"Confirmed agreement {agreement.reference} on {long_date(today)}"
        return self._session.do(done, lambda: edits.save_agreement(self._session.store, changed))


class MatchSection(AgreementSection):
    """Match funding and help in kind, beside the grant and never in its sums."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(session, panel, parent)
        self.form = MatchPanel(session, panel)
        self.matches = self.make_table(
            match_columns(),
            "Match and help in kind",
            "Nothing yet: what do partners put in beside this grant, in money or in kind?",
            self._open,
        )
        self.column.addWidget(self.matches, 1)
        self.add_foot(self.make_button("&Add a contribution", self.add))

    def reload(self) -> None:
        """Read what was put in."""
        session = self._session
        rows = read_matches(session.store, self.row.id)
        shown = [row for row in rows if may_see(session.audience, row.match.marking)]
        self.matches.table.show(shown)
        withheld = len(rows) - len(shown)
        self.note.setText(match_words(rows) + (f" {withheld:,} withheld from this version." if withheld else ""))

    def add(self) -> None:
        """Begin a new contribution."""
        self._edit(Match(new_id(), self.row.id, MatchKind.CASH, self._session.today, 0), is_new=True)

    def _open(self, row: MatchRow) -> None:
        self._edit(row.match)

    def _edit(self, match: Match, *, is_new: bool = False) -> None:
        store = self._session.store
        self.form.edit(match, store.funding.lines_of(self.row.id), store.partnership.all_organisations(), is_new=is_new)
