"""What an action is: its title, who leads it and who takes part, its dates, its kind, and who may see it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import long_date
from cspdesk.domain.plans import Action, ActionKind, Recurrence, moved_due
from cspdesk.errors import UserError
from cspdesk.ui.panels.action_fields import Abreast, Captioned, OrganisationsBox
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.panels.telling import column_of, say
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, PersonBox, on_edit
from cspdesk.ui.widgets.reason_edit import ReasonEdit
from cspdesk.ui.widgets.text import label

RECURRENCE_WORDS = {
    Recurrence.ONCE: "Once",
    Recurrence.MONTHLY: "Every month",
    Recurrence.QUARTERLY: "Every quarter",
    Recurrence.YEARLY: "Every year",
}


class DetailsPart(QWidget):
    """The fields of an action that are saved together with the form; `edited` when one changes."""

    edited = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self._shown: Action | None = None
        self._session = session
        self._build_fields()
        column = column_of(self, SPACE)
        for row in (
            Captioned("&Title", self.name),
            Abreast(("St&arts", self.starts), ("D&ue", self.due)),
            self.agreed,
            Captioned("&Lead", self.lead),
            Captioned("&Partners", self.partners),
            Captioned("D&escription", self.description),
            Abreast(("&Kind of work", self.kind), ("Comes rou&nd", self.recurrence)),
            Captioned("Outside our control", self.outside),
            Captioned("Who &may see it", self.marking),
            self._marking_row,
            self.single,
            self.illustrative,
        ):
            column.addWidget(row)
        self.marking.currentIndexChanged.connect(self._show_rows)
        for field in (
            *(self.name, self.starts, self.due, self.lead, self.partners, self.description, self.kind),
            *(self.recurrence, self.outside, self.marking, self.marking_reason, self.illustrative),
        ):
            on_edit(field, self._changed)

    def _build_fields(self) -> None:
        self.name = QLineEdit()
        self.starts, self.due = DateEdit(), DateEdit()
        self.agreed = label("", "quiet", wrap=True)
        self.lead = PersonBox()
        self.partners = OrganisationsBox(())
        self.description = GrowingBox(lines=2)
        self.kind: ChoiceBox[ActionKind] = ChoiceBox([(each.value.capitalize(), each) for each in ActionKind])
        self.recurrence: ChoiceBox[Recurrence] = ChoiceBox([(w, each) for each, w in RECURRENCE_WORDS.items()])
        self.outside = GrowingBox()
        self.outside.setPlaceholderText("What the partnership cannot influence")
        self.marking: ChoiceBox[Audience] = ChoiceBox([(each.label, each) for each in Audience])
        self.marking_reason = ReasonEdit()
        self._marking_row = Captioned("Reason for that", self.marking_reason)
        self.single = SingleFields(self._session, self._session.store.plans.actions)
        self.illustrative = QCheckBox("Illustrative, not a recorded fact")
        for box in (self.lead, self.kind, self.recurrence):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def fill(self, action: Action, partner_ids: Sequence[str]) -> None:
        """Show an action."""
        self._filling = True
        self._shown = action
        kept = self._session.store.partnership
        self.lead.set_people(kept.all_people())
        self.partners.set_organisations(kept.all_organisations())
        self.name.setText(action.title)
        self.starts.set_day(action.starts_on)
        self.due.set_day(action.due_on)
        self.lead.set_person(action.lead_id)
        self.partners.set_chosen(partner_ids)
        self.description.setPlainText(action.description)
        self.kind.set_value(action.kind)
        self.recurrence.set_value(action.recurrence)
        self.outside.setPlainText(action.outside_control)
        self.marking.set_value(action.marking)
        self.marking_reason.setText(action.marking_reason)
        is_kept = self._session.store.plans.actions.find(action.id) is not None
        self.single.show_record(action.id if is_kept else "")
        self.illustrative.setChecked(action.illustrative)
        self.illustrative.setVisible(action.illustrative)
        self._show_rows()
        self._filling = False

    def apply(self, action: Action, *, is_new: bool) -> Action:
        """Return the action as the fields have it; the due date first agreed stays with it when it is moved.

        Raises UserError naming what is missing or cannot be read.
        """
        starts, due = self.starts.day(), self.due.day()
        if starts is None or due is None:
            raise UserError("An action needs the day it starts and the day it is due.")
        public = self.marking.value() is Audience.PUBLIC
        action = replace(action, due_on=due) if is_new else moved_due(action, due) if due != action.due_on else action
        return replace(
            action,
            title=self.name.text().strip(),
            description=self.description.text(),
            lead_id=self.lead.person_id(),
            starts_on=starts,
            kind=self.kind.value(),
            recurrence=self.recurrence.value(),
            outside_control=self.outside.text(),
            marking=self.marking.value(),
            marking_reason="" if public else self.marking_reason.text().strip(),
            illustrative=self.illustrative.isChecked(),
        )

    def _show_rows(self) -> None:
        self._marking_row.setVisible(self.marking.value() is not Audience.PUBLIC)
        action = self._shown
        moved = action is not None and action.agreed_due_on != action.due_on
        say(self.agreed, f"First agreed: due {long_date(action.agreed_due_on)}" if action and moved else "")

    def _changed(self) -> None:
        if not self._filling:
            self.edited.emit()
