"""The form of a variation: what the funder added to a line or took from it, or a new last day."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.agreements import Variation, checked_variation
from cspdesk.domain.funding import Agreement, BudgetLine
from cspdesk.domain.money import pounds
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.panels.form_panel import FormPanel
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, MoneyEdit, TextBox
from cspdesk.ui.widgets.text import label


class VariationPanel(FormPanel):
    """Records a variation; it says what the line and the award come to with it as it is typed."""

    def new(self, agreement: Agreement, lines: Sequence[BudgetLine]) -> None:
        """Begin a variation of an agreement."""
        self.edit(Variation(new_id(), agreement.id, self._session.today, ""), agreement, lines, is_new=True)

    def edit(
        self, variation: Variation, agreement: Agreement, lines: Sequence[BudgetLine], *, is_new: bool = False
    ) -> None:
        """Show a variation."""
        if not self._panel.may_leave():
            return
        self._variation, self._agreement = variation, agreement
        self._lines = {line.id: line for line in lines}
        self.line: ChoiceBox[str | None] = ChoiceBox(
            [("No line: only the period changes", None), *((line_name(line), line.id) for line in lines)]
        )
        self.line.set_value(variation.line_id if not is_new or not lines else lines[0].id)
        self.amount = MoneyEdit(variation.amount_pence or None)
        self.amount.setPlaceholderText("£0.00, or −£0.00 if it is taken away")
        self.ends = DateEdit(variation.ends_on)
        self.day = DateEdit(variation.decided_on)
        self.reason = TextBox(variation.reason, 3)
        self.approved = QLineEdit(variation.approved_by)
        self.reference = QLineEdit(variation.reference)
        self.after = label("", "quiet", wrap=True)
        self.line.currentIndexChanged.connect(self._say)
        self.amount.textChanged.connect(self._say)
        self._say()
        rows: list[tuple[str, QWidget]] = [
            ("Budget &line", self.line),
            ("&Amount added; with a minus if taken away", self.amount),
            ("", self.after),
            ("New last &day, if the period changes", self.ends),
            ("&Reason, printed in every return", self.reason),
            ("De&cided on", self.day),
            ("A&pproved by", self.approved),
            ("The funder’s re&ference", self.reference),
        ]
        store = self._session.store
        remove = None
        if not is_new:
            remove = self._remover(
                "Remove this variation?",
                "The award and the line go back to what they were. Ctrl+Z brings it back.",
                "Removed a variation",
                lambda: store.terms.remove_variation(variation),
            )
        done = "Recorded a variation" if is_new else "Changed a variation"
        title = "New variation" if is_new else "Variation"
        self._begin(title, rows, done, self._checked, lambda: store.terms.vary(self._filled()), remove)

    def _filled(self) -> Variation:
        day = self.day.day()
        if day is None:
            raise UserError("A variation needs the day it was decided.")
        return replace(
            self._variation,
            line_id=self.line.value(),
            amount_pence=self.amount.pence() or 0,
            ends_on=self.ends.day(),
            decided_on=day,
            reason=self.reason.text(),
            approved_by=self.approved.text().strip(),
            reference=self.reference.text().strip(),
        )

    def _checked(self) -> Variation:
        variation = self._filled()
        line = self._lines.get(variation.line_id or "")
        return checked_variation(variation, self._agreement, line, self._revised())

    def _revised(self) -> int:
        line_id = self.line.value()
        if line_id is None:
            return 0
        return self._session.store.funding.line_position(line_id, without=self._variation.id).revised

    def _say(self) -> None:
        try:
            amount = self.amount.pence() or 0
        except UserError:
            self.after.setText("")
            return
        if self.line.value() is None:
            self.after.setText("The lines stay as they are.")
            return
        before = self._revised()
        self.after.setText(f"The line may spend {pounds(before)} now, {pounds(before + amount)} after.")
