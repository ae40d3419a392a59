"""The form of one agreement, of one budget line and of one instalment."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Agreement, BudgetLine, Certainty, Instalment, Spend, VatBasis, checked_agreement
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.models import funding_edits as edits
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.panels.form_panel import FormPanel
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, MoneyEdit, TextBox
from cspdesk.ui.widgets.reason_edit import ReasonEdit
from cspdesk.ui.widgets.steady import SteadyBox


class AgreementPanel(FormPanel):
    """Fills a side panel with an agreement, a line or an instalment, and saves it as one step."""

    def new_agreement(self) -> None:
        """Begin a new agreement for the year looked at."""
        year = self._session.year
        self.edit_agreement(Agreement(new_id(), "", "", "", year.starts_on, year.ends_on, 0), is_new=True)

    def edit_agreement(self, agreement: Agreement, *, is_new: bool = False) -> None:
        """Show an agreement."""
        if not self._panel.may_leave():
            return
        form = _AgreementForm(self._session, agreement)

        def work() -> None:
            edits.save_agreement(self._session.store, form.filled())

        label_ = "Recorded an agreement" if is_new else f"Changed agreement {agreement.reference}"
        remove = None
        if not is_new:
            remove = self._remover(
                f"Remove agreement {agreement.reference}?",
                "Its budget lines, profile, instalments, virements and rules go with it. Ctrl+Z brings all back.",
                f"Removed agreement {agreement.reference}",
                lambda: edits.remove_agreement(self._session.store, agreement),
            )
        title = "New agreement" if is_new else f"Agreement {agreement.reference}"
        single = SingleFields(self._session, self._session.store.funding.agreements, "" if is_new else agreement.id)
        self._begin(title, [*form.rows, ("", single)], label_, form.checked, work, remove)

    def edit_line(self, line: BudgetLine, *, is_new: bool = False) -> None:
        """Show a budget line."""
        if not self._panel.may_leave():
            return
        form = _LineForm(self._session, line)
        label_ = "Added a budget line" if is_new else f"Changed budget line {line.reference}"
        remove = None
        if not is_new:
            remove = self._remover(
                f"Remove {line_name(line)}?",
                "Its transactions stay in the agreement without a line. Ctrl+Z brings it back.",
                f"Removed budget line {line.reference}",
                lambda: edits.remove_line(self._session.store, line),
            )
        title = "New budget line" if is_new else line_name(line)
        self._begin(
            title, form.rows, label_, form.filled, lambda: edits.save_line(self._session.store, form.filled()), remove
        )

    def edit_instalment(self, instalment: Instalment, *, is_new: bool = False) -> None:
        """Show an instalment."""
        if not self._panel.may_leave():
            return
        form = _InstalmentForm(instalment)
        label_ = "Recorded an instalment" if is_new else "Changed an instalment"
        store = self._session.store
        remove = None
        if not is_new:
            remove = self._remover(
                "Remove this instalment?",
                "Ctrl+Z brings it back.",
                "Removed an instalment",
                lambda: store.funding.instalments.delete(instalment.id),
            )
        title = "New instalment" if is_new else "Instalment"
        self._begin(title, form.rows, label_, form.filled, lambda: edits.save_instalment(store, form.filled()), remove)


class _AgreementForm:
    def __init__(self, session: Session, agreement: Agreement) -> None:
        self._session = session
        self._agreement = agreement
        organisations = session.store.partnership.all_organisations()
        names = {o.id: o.name for o in organisations}
        self.reference = QLineEdit(agreement.reference)
        self.title = QLineEdit(agreement.title)
        self.funder = SteadyBox()
        self.funder.setEditable(True)
        self.funder.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.funder.addItems([o.name for o in organisations])
        self.funder.setEditText(names.get(agreement.funder_id, ""))
        self.recipient: ChoiceBox[str | None] = ChoiceBox(
            [("Not said", None), *((o.name, o.id) for o in organisations)]
        )
        self.recipient.set_value(agreement.recipient_id)
        self.starts = DateEdit(agreement.starts_on)
        self.ends = DateEdit(agreement.ends_on)
        self.awarded = MoneyEdit(agreement.awarded_pence or None)
        self.certainty = ChoiceBox([(each.value.capitalize(), each) for each in Certainty])
        self.certainty.set_value(agreement.certainty)
        self.confirmed = DateEdit(agreement.confirmed_on)
        self.conditions = TextBox(agreement.conditions, 3)
        self.note = TextBox(agreement.note, 2)
        self.marking = ChoiceBox([(each.label, each) for each in Audience])
        self.marking.set_value(agreement.marking)
        self.reason = ReasonEdit(agreement.marking_reason)

    @property
    def rows(self) -> list[tuple[str, QWidget]]:
        """The form's rows."""
        return [
            ("Funder’s &reference", self.reference),
            ("&Title", self.title),
            ("&Funder", self.funder),
            ("Re&cipient", self.recipient),
            ("&Starts on", self.starts),
            ("&Ends on", self.ends),
            ("&Awarded", self.awarded),
            ("Certaint&y", self.certainty),
            ("Confirmed &on", self.confirmed),
            ("Con&ditions", self.conditions),
            ("&Note", self.note),
            ("&Who may see it", self.marking),
            ("Reason for that", self.reason),
        ]

    def filled(self) -> Agreement:
        """Return the agreement as the form has it; call it inside a step, for a new funder is added."""
        funder_id = edits.funder_called(self._session.store, self.funder.currentText())
        return replace(self.checked(), funder_id=funder_id)

    def checked(self) -> Agreement:
        """Return the agreement without its funder. Raises UserError naming the field that cannot be taken."""
        starts, ends, awarded = self.starts.day(), self.ends.day(), self.awarded.pence()
        if starts is None or ends is None:
            raise UserError("An agreement needs the first and the last day of its period.")
        if awarded is None:
            raise UserError("An agreement needs the amount awarded; nought is an amount.")
        if not self.reference.text().strip():
            raise UserError("An agreement needs the funder’s reference.")
        if not self.funder.currentText().strip():
            raise UserError("An agreement needs a funder: who pays?")
        agreement = replace(
            self._agreement,
            reference=self.reference.text().strip(),
            title=self.title.text().strip(),
            starts_on=starts,
            ends_on=ends,
            awarded_pence=awarded,
            recipient_id=self.recipient.value(),
            certainty=self.certainty.value(),
            confirmed_on=self.confirmed.day(),
            conditions=self.conditions.text(),
            note=self.note.text(),
            marking=self.marking.value(),
            marking_reason=self.reason.text().strip(),
        )
        return checked_agreement(agreement)


class _LineForm:
    def __init__(self, session: Session, line: BudgetLine) -> None:
        self._line = line
        priorities = session.store.partnership.all_priorities()
        self.reference = QLineEdit(line.reference)
        self.title = QLineEdit(line.title)
        self.priority: ChoiceBox[str | None] = ChoiceBox(
            [("All priorities", None), *((p.name, p.id) for p in priorities)]
        )
        self.priority.set_value(line.priority_id)
        self.original = MoneyEdit(line.original_pence or None)
        self.spend = ChoiceBox(
            [("Revenue: keeps work going", Spend.REVENUE), ("Capital: buys what lasts", Spend.CAPITAL)]
        )
        self.spend.set_value(line.spend)
        self.vat = ChoiceBox([(each.value[0].upper() + each.value[1:], each) for each in VatBasis])
        self.vat.set_value(line.vat_basis)
        self.reason = TextBox(line.variance_reason, 3)

    @property
    def rows(self) -> list[tuple[str, QWidget]]:
        """The form's rows."""
        return [
            ("&Title", self.title),
            ("Short &reference", self.reference),
            ("&Priority", self.priority),
            ("&Original amount", self.original),
            ("&Kind of spend", self.spend),
            ("Amounts &are meant", self.vat),
            ("&Reason for its variance, printed in the evidence of spend", self.reason),
        ]

    def filled(self) -> BudgetLine:
        """Return the line as the form has it."""
        return replace(
            self._line,
            reference=self.reference.text(),
            title=self.title.text(),
            priority_id=self.priority.value(),
            original_pence=self.original.pence() or 0,
            spend=Spend(self.spend.value()),
            vat_basis=VatBasis(self.vat.value()),
            variance_reason=self.reason.text(),
        )


class _InstalmentForm:
    def __init__(self, instalment: Instalment) -> None:
        self._instalment = instalment
        self.due = DateEdit(instalment.due_on)
        self.amount = MoneyEdit(instalment.amount_pence or None)
        self.received = DateEdit(instalment.received_on)
        self.note = TextBox(instalment.note, 2)

    @property
    def rows(self) -> list[tuple[str, QWidget]]:
        """The form's rows."""
        return [
            ("&Due on", self.due),
            ("&Amount", self.amount),
            ("&Received on, if it has come in", self.received),
            ("&Note", self.note),
        ]

    def filled(self) -> Instalment:
        """Return the instalment as the form has it."""
        due = self.due.day()
        if due is None:
            raise UserError("An instalment needs the day it is due.")
        return replace(
            self._instalment,
            due_on=due,
            amount_pence=self.amount.pence() or 0,
            received_on=self.received.day(),
            note=self.note.text(),
        )
