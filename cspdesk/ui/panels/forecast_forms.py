"""The forms of a forecast that is kept, and of what will be done with money that is left."""

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.forecasts import ForecastVersion, Treatment, UnderspendPlan, checked_underspend
from cspdesk.domain.funding import BudgetLine
from cspdesk.domain.money import pounds
from cspdesk.domain.outlook import Outlook
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.panels.form_panel import FormPanel
from cspdesk.ui.widgets.fields import ChoiceBox, MoneyEdit, TextBox
from cspdesk.ui.widgets.text import label


class VersionPanel(FormPanel):
    """Keeps the forecast as it stands now under a title."""

    def new(self, agreement_id: str, ended: int) -> None:
        """Begin; ended: how many quarters of the year are over, for the title that is offered."""
        if not self._panel.may_leave():
            return
        self._agreement_id = agreement_id
        self.title = QLineEdit(f"After quarter {ended}" if ended else "At the start of the year")
        self.note = TextBox("", 3)
        text = "Every line and quarter is kept as it stands now, so that it can be held against what comes."
        rows: list[tuple[str, QWidget]] = [
            ("&Title", self.title),
            ("&Note", self.note),
            ("", label(text, "quiet", wrap=True)),
        ]
        store = self._session.store
        self._begin(
            "Keep this forecast", rows, "Kept a forecast", self._check, lambda: store.forecasts.freeze(self._filled())
        )

    def _check(self) -> None:
        if not self.title.text().strip():
            raise UserError("A forecast that is kept needs a title, such as “After quarter 2”.")

    def _filled(self) -> ForecastVersion:
        session = self._session
        return ForecastVersion(
            new_id(), self._agreement_id, session.year, session.today, self.title.text().strip(), self.note.text()
        )


class UnderspendPanel(FormPanel):
    """Says what will be done with what a line has left: return it, carry it forward, or re-profile it."""

    def edit(self, outlook: Outlook) -> None:
        """Show the plans of a line, or begin one for what has none."""
        if outlook.line is None or not self._panel.may_leave():
            return
        self._line: BudgetLine = outlook.line
        self._plans = {plan.treatment: plan for plan in outlook.plans}
        first = outlook.plans[0].treatment if outlook.plans else Treatment.CARRY_FORWARD
        self._unplanned = max(outlook.unplanned, 0)
        self.treatment = ChoiceBox([(each.value.capitalize(), each) for each in Treatment])
        self.treatment.set_value(first)
        self.amount = MoneyEdit(None)
        self.how = TextBox("", 4)
        self.how.setPlaceholderText("what it will be spent on, and by when")
        self._show_plan()
        self.treatment.currentIndexChanged.connect(lambda _: self._show_plan())
        left = outlook.underspent_at_year_end
        said = f"{pounds(left)} will be left at the year’s end." if left > 0 else "Nothing will be left as it stands."
        rows: list[tuple[str, QWidget]] = [
            ("", label(f"{said} {outlook.says}".strip(), "quiet", wrap=True)),
            ("What &will be done", self.treatment),
            ("&Amount", self.amount),
            ("&How", self.how),
        ]
        store = self._session.store
        remove = None
        if outlook.plans:
            remove = self._remover(
                "Remove what is planned for this line?",
                "Ctrl+Z brings it back.",
                "Removed a plan for an underspend",
                lambda: store.forecasts.underspends.delete(*(plan.id for plan in outlook.plans)),
            )
        self._begin(
            line_name(outlook.line),
            rows,
            "Planned what is left of a line",
            self._filled,
            lambda: store.forecasts.plan_underspend(self._filled()),
            remove,
        )

    def _show_plan(self) -> None:
        known = self._plans.get(self.treatment.value())
        self.amount.set_pence(known.amount_pence if known else self._unplanned or None)
        self.how.setPlainText(known.plan if known else "")

    def _filled(self) -> UnderspendPlan:
        treatment = Treatment(self.treatment.value())
        known = self._plans.get(treatment)
        return checked_underspend(
            UnderspendPlan(
                known.id if known else new_id(),
                self._line.id,
                self._session.year,
                treatment,
                self.amount.pence() or 0,
                self.how.text(),
            )
        )
