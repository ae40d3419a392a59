"""The form that says which returns an agreement asks for, each from its first period on."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from cspdesk.domain.funding import Agreement
from cspdesk.domain.return_periods import periods_between
from cspdesk.domain.return_templates import Template
from cspdesk.ui.panels.form_panel import FormPanel
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.text import label

EXPLAINED = "From then on each of its returns is owed, period by period, and the Desk says when one is due."


class AskedReturnsForm(FormPanel):
    """One choice a kind of return: not asked for, or the first period it is owed for."""

    def edit(self, agreement: Agreement, templates: Sequence[Template]) -> None:
        """Show what an agreement asks for."""
        if not self._panel.may_leave():
            return
        returns = self._session.store.returns
        known = {each.template: each.first_period for each in returns.asked_of(agreement.id)}
        self.fields: dict[str, ChoiceBox[str]] = {}
        rows: list[tuple[str, QWidget]] = [("", label(EXPLAINED, "quiet", wrap=True))]
        for template in templates:
            periods = periods_between(template.period, agreement.starts_on, agreement.ends_on)
            field = ChoiceBox([("Not asked for", ""), *((f"From {each.label} on", str(each)) for each in periods)])
            field.set_value(known.get(template.name, ""))
            self.fields[template.name] = field
            rows.append((template.title, field))
        words = f"Said which returns {agreement.reference} asks for"
        title = f"Returns asked for by {agreement.reference}"
        self._begin(title, rows, words, self._wanted, lambda: returns.ask(agreement.id, self._wanted()))

    def _wanted(self) -> dict[str, str]:
        return {name: first for name, field in self.fields.items() if (first := field.value())}
