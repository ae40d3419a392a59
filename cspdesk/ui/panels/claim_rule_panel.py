"""The forms of a clause and of a contribution beside the grant."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.agreements import ClaimRule, checked_rule
from cspdesk.domain.funding import BudgetLine
from cspdesk.domain.match import Match, MatchKind, checked_match
from cspdesk.domain.partnership import Organisation
from cspdesk.errors import UserError
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.panels.form_panel import FormPanel
from cspdesk.ui.panels.marking_fields import MarkingFields
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, MoneyEdit, TextBox


class ClaimRulePanel(FormPanel):
    """One clause of an agreement: its number, what it says, and whether it allows or rules out."""

    def edit(self, rule: ClaimRule, *, is_new: bool = False) -> None:
        """Show a clause."""
        if not self._panel.may_leave():
            return
        self._rule = rule
        self.clause = QLineEdit(rule.clause)
        self.clause.setPlaceholderText("such as 4.2")
        self.text = TextBox(rule.text, 4)
        self.eligible = ChoiceBox([("Allows such spend", True), ("Rules such spend out", False)])
        self.eligible.set_value(rule.eligible)
        rows: list[tuple[str, QWidget]] = [
            ("&Clause", self.clause),
            ("What it &says", self.text),
            ("What it &does", self.eligible),
        ]
        store = self._session.store
        remove = None
        if not is_new:
            remove = self._remover(
                f"Remove clause {rule.clause}?",
                "Ctrl+Z brings it back.",
                f"Removed clause {rule.clause}",
                lambda: store.terms.remove_rule(rule),
            )
        done = "Added a clause" if is_new else f"Changed clause {rule.clause}"
        title = "New clause" if is_new else f"Clause {rule.clause}"
        self._begin(title, rows, done, self._filled, lambda: store.terms.save_rule(self._filled()), remove)

    def _filled(self) -> ClaimRule:
        return checked_rule(
            replace(
                self._rule,
                clause=self.clause.text().strip(),
                text=self.text.text(),
                eligible=self.eligible.value(),
            )
        )


class MatchPanel(FormPanel):
    """What a partner put in beside the grant: money, or time, rooms and goods with the basis of their worth."""

    def edit(
        self, match: Match, lines: Sequence[BudgetLine], givers: Sequence[Organisation], *, is_new: bool = False
    ) -> None:
        """Show a contribution."""
        if not self._panel.may_leave():
            return
        self._match = match
        self.kind = ChoiceBox([(each.value.capitalize(), each) for each in MatchKind])
        self.kind.set_value(match.kind)
        self.giver: ChoiceBox[str | None] = ChoiceBox([("Not said", None), *((o.name, o.id) for o in givers)])
        self.giver.set_value(match.contributor_id)
        self.amount = MoneyEdit(match.amount_pence or None)
        self.basis = TextBox(match.basis, 2)
        self.basis.setPlaceholderText("hours and rate, or the usual price")
        self.description = TextBox(match.description, 2)
        self.line: ChoiceBox[str | None] = ChoiceBox([("No line", None), *((line_name(x), x.id) for x in lines)])
        self.line.set_value(match.line_id)
        self.day = DateEdit(match.given_on)
        self.marking = MarkingFields(match.marking, match.marking_reason)
        rows: list[tuple[str, QWidget]] = [
            ("&Kind", self.kind),
            ("Given &by", self.giver),
            ("&Worth", self.amount),
            ("How that was &valued, for help in kind", self.basis),
            ("What it &is", self.description),
            ("Budget &line it helps", self.line),
            ("Given &on", self.day),
            ("", self.marking),
        ]
        store = self._session.store
        if not is_new:
            rows.append(("", SingleFields(self._session, store.terms.matches, match.id)))
        remove = None
        if not is_new:
            remove = self._remover(
                "Remove this contribution?",
                "Ctrl+Z brings it back.",
                "Removed a contribution",
                lambda: store.terms.matches.delete(match.id),
            )
        done = "Recorded a contribution" if is_new else "Changed a contribution"
        title = "New contribution" if is_new else "Contribution"
        self._begin(title, rows, done, self._filled, lambda: store.terms.save_match(self._filled()), remove)

    def _filled(self) -> Match:
        day = self.day.day()
        if day is None:
            raise UserError("A contribution needs the day it was given.")
        return checked_match(
            replace(
                self._match,
                kind=self.kind.value(),
                contributor_id=self.giver.value(),
                amount_pence=self.amount.pence() or 0,
                basis=self.basis.text(),
                description=self.description.text(),
                line_id=self.line.value(),
                given_on=day,
                marking=self.marking.audience(),
                marking_reason=self.marking.reason(),
            )
        )
