"""The forms of a virement and of an assignment rule."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.funding import BudgetLine, Virement
from cspdesk.domain.imports import AssignmentRule
from cspdesk.domain.money import pounds
from cspdesk.domain.positions import Position, checked_virement
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.models import funding_edits as edits
from cspdesk.ui.models.funding_rows import FundingLineRow, line_position
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.panels.form_panel import FormPanel
from cspdesk.ui.panels.marking_fields import MarkingFields
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, MoneyEdit, SteadyNumber, TextBox
from cspdesk.ui.widgets.text import label


class VirementPanel(FormPanel):
    """Moves money between two lines of one agreement; what one gives the other gets, so it sums to nought."""

    def new(self, lines: Sequence[FundingLineRow]) -> None:
        """Begin a virement between the lines of an agreement; it needs two."""
        if len(lines) < 2:
            self._session.show_error(
                UserError("A virement moves money between two budget lines: add another line first.")
            )
            return
        first, second = lines[0].line, lines[1].line
        virement = Virement(new_id(), first.agreement_id, first.id, second.id, 0, self._session.today, "")
        self.edit(virement, [row.line for row in lines], is_new=True)

    def edit(self, virement: Virement, lines: Sequence[BudgetLine], *, is_new: bool = False) -> None:
        """Show a virement."""
        if not self._panel.may_leave():
            return
        self._virement = virement
        options = [(line_name(line), line.id) for line in lines]
        self.giving, self.getting = ChoiceBox(options), ChoiceBox(options)
        self.giving.set_value(virement.from_line_id)
        self.getting.set_value(virement.to_line_id)
        self.amount = MoneyEdit(virement.amount_pence or None)
        self.day = DateEdit(virement.decided_on)
        self.reason = TextBox(virement.reason, 3)
        self.approved = QLineEdit(virement.approved_by)
        self.marking = MarkingFields(virement.marking, virement.marking_reason)
        self.left = label("", "quiet", wrap=True)
        for box in (self.giving, self.getting):
            box.currentIndexChanged.connect(self._say_left)
        self.amount.textChanged.connect(self._say_left)
        self._say_left()
        rows: list[tuple[str, QWidget]] = [
            ("&From", self.giving),
            ("&To", self.getting),
            ("&Amount", self.amount),
            ("", self.left),
            ("&Reason, printed in the evidence of spend", self.reason),
            ("A&pproved by", self.approved),
            ("&Decided on", self.day),
            ("", self.marking),
        ]
        store = self._session.store
        if not is_new:
            rows.append(("", SingleFields(self._session, store.funding.virements, virement.id)))
        remove = None
        if not is_new:
            remove = self._remover(
                "Remove this virement?",
                "Both lines go back to what they were. Ctrl+Z brings it back.",
                "Removed a virement",
                lambda: store.funding.remove_virement(virement),
            )
        label_ = "Moved money between lines" if is_new else "Changed a virement"
        title = "New virement" if is_new else "Virement"
        self._begin(title, rows, label_, self._checked, lambda: edits.save_virement(store, self._filled()), remove)

    def _filled(self) -> Virement:
        day = self.day.day()
        if day is None:
            raise UserError("A virement needs the day it was decided.")
        return replace(
            self._virement,
            from_line_id=self.giving.value(),
            to_line_id=self.getting.value(),
            amount_pence=self.amount.pence() or 0,
            decided_on=day,
            reason=self.reason.text(),
            approved_by=self.approved.text().strip(),
            marking=self.marking.audience(),
            marking_reason=self.marking.reason(),
        )

    def _checked(self) -> Virement:
        """Return the virement if it can be made; a refusal says what the line has left."""
        virement = self._filled()
        position = self._before(virement.from_line_id)
        if virement.amount_pence > position.available:
            name = self.giving.currentText()
            raise UserError(
                f"{name} has {pounds(position.available)} left to move, not {pounds(virement.amount_pence)}."
            )
        return checked_virement(virement, position)

    def _before(self, line_id: str) -> Position:
        return line_position(self._session.store, line_id, without=self._virement.id)

    def _say_left(self) -> None:
        try:
            amount = self.amount.pence() or 0
        except UserError:
            self.left.setText("")
            return
        giving, getting = self.giving.value(), self.getting.value()
        if giving == getting:
            self.left.setText("Choose two different lines.")
            return
        told = []
        for line_id, box, moved in ((giving, self.giving, -amount), (getting, self.getting, amount)):
            before = self._before(line_id).available
            told.append(
                f"{box.currentText().split()[0]}: {pounds(before)} available now, {pounds(before + moved)} after."
            )
        self.left.setText("\n".join(told))


class RulePanel(FormPanel):
    """A rule that puts payments on a line: all the words it names must be there."""

    def edit(self, rule: AssignmentRule, lines: Sequence[BudgetLine], *, is_new: bool = False) -> None:
        """Show a rule."""
        if not self._panel.may_leave() or not lines:
            return
        self._rule = rule
        self.payee, self.category, self.text = (QLineEdit(t) for t in (rule.payee, rule.category, rule.text))
        self.line = ChoiceBox([(line_name(line), line.id) for line in lines])
        self.line.set_value(rule.line_id)
        self.order = SteadyNumber()
        self.order.setRange(1, 9_999)
        self.order.setValue(rule.position)
        rows: list[tuple[str, QWidget]] = [
            ("&Payee has", self.payee),
            ("&Category has", self.category),
            ("&Description or reference has", self.text),
            ("Then it goes on &line", self.line),
            ("&Order; the first rule that fits is taken", self.order),
        ]
        store = self._session.store
        remove = None
        if not is_new:
            remove = self._remover(
                "Remove this rule?",
                "What it has assigned stays assigned. Ctrl+Z brings the rule back.",
                "Removed a rule",
                lambda: store.imports.rules.delete(rule.id),
            )
        label_ = "Added a rule" if is_new else "Changed a rule"
        title = "New rule" if is_new else "Rule"
        self._begin(title, rows, label_, self._filled, lambda: edits.save_rule(store, self._filled()), remove)

    def _filled(self) -> AssignmentRule:
        return edits.checked_rule(
            replace(
                self._rule,
                line_id=self.line.value(),
                payee=self.payee.text(),
                category=self.category.text(),
                text=self.text.text(),
                position=self.order.value(),
            )
        )
