"""The forms of one organisation, one person and one priority; each is saved as one step."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.domain.partnership import Organisation, OrganisationRole, Person, Priority, PriorityStatus
from cspdesk.store.ids import new_id
from cspdesk.ui.dialogs.form import FormDialog
from cspdesk.ui.models.partnership_edits import (
    checked_email,
    checked_name,
    next_position,
    organisation_label,
    person_label,
    priority_label,
)
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.fields import ChoiceBox, PersonBox, TextBox
from cspdesk.ui.widgets.form_rows import in_field
from cspdesk.ui.widgets.reason_edit import ReasonEdit


class OrganisationDialog(FormDialog):
    """One organisation, new or known."""

    def __init__(self, session: Session, organisation: Organisation | None, parent: QWidget | None = None) -> None:
        super().__init__("An organisation" if organisation else "A new organisation", self._save_it, parent)
        self._session = session
        self._before = organisation
        self._begun = organisation or Organisation(new_id(), "")
        self.name = QLineEdit(self._begun.name)
        self.role = ChoiceBox([(each.value.capitalize(), each) for each in OrganisationRole])
        self.role.set_value(self._begun.role)
        self.registration = QLineEdit(self._begun.registration)
        self.registration.setPlaceholderText("such as GB-CHC-1234567 for a charity, GB-COH-01234567 for a company")
        self.voluntary = QCheckBox("&Voluntary, community or social enterprise body")
        self.voluntary.setToolTip("Grants to it are published whatever their size")
        self.voluntary.setChecked(self._begun.voluntary)
        self.note = TextBox(self._begun.note, 2)
        self.add("&Name", self.name)
        self.add("What it &is to the partnership", self.role)
        self.add("&Registration, by org-id.guide", self.registration)
        self.add("Whose grants are all published", self.voluntary)
        self.add("N&ote", self.note)

    def _save_it(self) -> bool:
        kept = self._session.store.partnership
        names = {o.id: o.name for o in kept.all_organisations()}
        name = in_field(self.name, lambda: checked_name(self.name.text(), names, self._begun.id, "An organisation"))
        after = replace(
            self._begun,
            name=name,
            role=self.role.value(),
            note=self.note.text(),
            registration=self.registration.text().strip(),
            voluntary=self.voluntary.isChecked(),
        )
        return self._session.do(organisation_label(self._before, after), lambda: kept.organisations.save(after))


class PersonDialog(FormDialog):
    """One person, new or known."""

    def __init__(self, session: Session, person: Person | None, parent: QWidget | None = None) -> None:
        super().__init__("A person" if person else "A new person", self._save_it, parent)
        self._session = session
        self._before = person
        self._begun = person or Person(new_id(), "")
        self.name = QLineEdit(self._begun.name)
        organisations = session.store.partnership.all_organisations()
        self.organisation: ChoiceBox[str | None] = ChoiceBox([("None", None), *((o.name, o.id) for o in organisations)])
        self.organisation.set_value(self._begun.organisation_id)
        self.post = QLineEdit(self._begun.post)
        self.email = QLineEdit(self._begun.email)
        self.add("&Name", self.name)
        self.add("&Organisation", self.organisation)
        self.add("&Post", self.post)
        self.add("&E-mail", self.email)

    def _save_it(self) -> bool:
        kept = self._session.store.partnership
        names = {p.id: p.name for p in kept.all_people()}
        after = replace(
            self._begun,
            name=in_field(self.name, lambda: checked_name(self.name.text(), names, self._begun.id, "A person")),
            organisation_id=self.organisation.value(),
            post=self.post.text().strip(),
            email=in_field(self.email, lambda: checked_email(self.email.text())),
        )
        return self._session.do(person_label(self._before, after), lambda: kept.people.save(after))


class PriorityDialog(FormDialog):
    """One priority, new or known."""

    def __init__(self, session: Session, priority: Priority | None, parent: QWidget | None = None) -> None:
        super().__init__("A priority" if priority else "A new priority", self._save_it, parent)
        self._session = session
        self._before = priority
        kept = session.store.partnership
        self._begun = priority or Priority(new_id(), next_position(session.store), "", status=PriorityStatus.PROPOSED)
        self.name = QLineEdit(self._begun.name)
        self.aim = TextBox(self._begun.aim, 2)
        self.why = TextBox(self._begun.why_chosen, 2)
        self.lead = PersonBox(kept.all_people())
        self.lead.set_person(self._begun.lead_id)
        self.status = ChoiceBox([(each.value.capitalize(), each) for each in PriorityStatus])
        self.status.set_value(self._begun.status)
        self.marking = ChoiceBox([(each.label, each) for each in Audience])
        self.marking.set_value(self._begun.marking)
        self.reason = ReasonEdit(self._begun.marking_reason)
        for words, field in (
            ("&Name", self.name),
            ("&Aim", self.aim),
            ("&Why it was chosen", self.why),
            ("&Lead", self.lead),
            ("S&tatus", self.status),
            ("Who &may see it", self.marking),
            ("&Reason for that", self.reason),
        ):
            self.add(words, field)
        if priority is not None:
            self.rows.addWidget(SingleFields(session, kept.priorities, priority.id))

    def _save_it(self) -> bool:
        kept = self._session.store.partnership
        names = {p.id: p.name for p in kept.all_priorities()}
        name = in_field(self.name, lambda: checked_name(self.name.text(), names, self._begun.id, "A priority"))
        newcomer = Person(new_id(), typed) if (typed := self.lead.new_name()) else None
        after = replace(
            self._begun,
            name=name,
            aim=self.aim.text(),
            why_chosen=self.why.text(),
            lead_id=newcomer.id if newcomer else self.lead.person_id(),
            status=self.status.value(),
            marking=self.marking.value(),
            marking_reason=self.reason.text().strip(),
        )

        def work() -> None:
            if newcomer is not None:
                kept.people.insert(newcomer)
            kept.priorities.save(after)

        return self._session.do(priority_label(self._before, after), work)
