"""The form of a recommendation: to whom, what they said to it and why, by when, and whether it is done."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.scrutiny import Decision, Recommendation, checked_recommendation
from cspdesk.store.ids import new_id
from cspdesk.ui.models.change_words import short
from cspdesk.ui.panels.action_fields import Abreast
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.panels.marking_fields import MarkingFields
from cspdesk.ui.panels.record_form import RecordForm
from cspdesk.ui.panels.scrutiny_choices import meeting_choice, person_choice, priority_choice
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit
from cspdesk.ui.widgets.text import label

NAMED = 60  # characters of a recommendation by which the history calls it


class RecommendationForm(RecordForm[Recommendation]):
    """Adds, changes and removes one recommendation."""

    def new(self, meeting_id: str) -> bool:
        """Begin a recommendation of a meeting."""
        place = len(self._session.store.scrutiny.recommendations_of(meeting_id))
        return self.edit(Recommendation(new_id(), meeting_id, place, str(place + 1), ""), is_new=True)

    def _fill(self, record: Recommendation) -> None:
        self._build(record)
        scrutiny = self._session.store.scrutiny
        named = f"the recommendation “{short(record.text, NAMED)}”"
        self._show(
            "New recommendation" if self._is_new else f"Recommendation {record.reference}".strip(),
            self._rows(record),
            "Added a recommendation" if self._is_new else f"Changed {named}",
            lambda: checked_recommendation(self.filled()),
            lambda: scrutiny.save_recommendation(self.filled()),
            None if self._is_new else (f"Removed {named}", lambda: scrutiny.recommendations.delete(record.id)),
        )
        self.text.setFocus()

    def _build(self, record: Recommendation) -> None:
        session = self._session
        self.reference = QLineEdit(record.reference)
        self.text = GrowingBox(record.text, 2)
        self.text.setPlaceholderText("What was resolved, in the words of the minutes or in short")
        self.meeting = meeting_choice(session, record.meeting_id)
        self.priority = priority_choice(session, record.priority_id)
        self.addressed = QLineEdit(record.addressed_to)
        self.owner = person_choice(session, record.owner_id)
        self.decision: ChoiceBox[Decision] = ChoiceBox(
            [(d.value.capitalize() or "No response yet", d) for d in Decision]
        )
        self.decision.set_value(record.decision)
        self.responded = DateEdit(record.responded_on)
        self.response = GrowingBox(record.response, 2)
        self.response.setPlaceholderText("What was said to it, and why")
        self.due, self.done = DateEdit(record.due_on), DateEdit(record.done_on)
        self.outcome = GrowingBox(record.outcome, 2)
        self.marking = MarkingFields(record.marking, record.marking_reason)

    def _rows(self, record: Recommendation) -> list[tuple[str, QWidget]]:
        rows: list[tuple[str, QWidget]] = [
            ("&Recommendation", self.text),
            ("", Abreast(("N&umber", self.reference), ("D&ue", self.due))),
            ("&To", self.addressed),
            ("&Meeting", self.meeting),
            ("A&bout", self.priority),
            ("", Abreast(("Res&ponse", self.decision), ("Responded &on", self.responded))),
            ("Reason and &words", self.response),
            ("S&een to by", self.owner),
            ("Do&ne on", self.done),
            ("What &came of it", self.outcome),
            ("", self.marking),
            (
                "",
                SingleFields(
                    self._session, self._session.store.scrutiny.recommendations, "" if self._is_new else record.id
                ),
            ),
        ]
        return [*rows, ("", label("Illustrative, not a recorded fact", "caption"))] if record.illustrative else rows

    def filled(self) -> Recommendation:
        """Return the recommendation as the fields have it. Raises UserError when a date cannot be read."""
        assert self.shown is not None
        return replace(
            self.shown,
            reference=self.reference.text().strip(),
            text=self.text.text().strip(),
            meeting_id=self.meeting.value(),
            priority_id=self.priority.value(),
            addressed_to=self.addressed.text().strip(),
            owner_id=self.owner.value(),
            decision=self.decision.value(),
            response=self.response.text().strip(),
            responded_on=self.responded.day(),
            due_on=self.due.day(),
            done_on=self.done.day(),
            outcome=self.outcome.text().strip(),
            marking=self.marking.audience(),
            marking_reason=self.marking.reason(),
        )

    def _read(self, id_: str) -> Recommendation | None:
        return self._session.store.scrutiny.recommendations.find(id_)
