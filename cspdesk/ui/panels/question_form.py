"""The form of a question that members asked: of whom, the answer, and what happened since."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.scrutiny import Question, checked_question
from cspdesk.store.ids import new_id
from cspdesk.ui.models.change_words import short
from cspdesk.ui.panels.action_fields import Abreast
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.panels.marking_fields import MarkingFields
from cspdesk.ui.panels.record_form import RecordForm
from cspdesk.ui.panels.scrutiny_choices import meeting_choice, priority_choice
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.widgets.fields import DateEdit
from cspdesk.ui.widgets.text import label

NAMED = 60  # characters of a question by which the history calls it


class QuestionForm(RecordForm[Question]):
    """Adds, changes and removes one question."""

    def new(self, meeting_id: str) -> bool:
        """Begin a question asked at a meeting."""
        place = len(self._session.store.scrutiny.questions_of(meeting_id))
        return self.edit(Question(new_id(), meeting_id, place, ""), is_new=True)

    def _fill(self, record: Question) -> None:
        self._build(record)
        scrutiny = self._session.store.scrutiny
        named = f"the question “{short(record.text, NAMED)}”"
        self._show(
            "New question" if self._is_new else "Question",
            self._rows(record),
            "Added a question" if self._is_new else f"Changed {named}",
            lambda: checked_question(self.filled()),
            lambda: scrutiny.save_question(self.filled()),
            None if self._is_new else (f"Removed {named}", lambda: scrutiny.questions.delete(record.id)),
        )
        (self.text if self._is_new or not record.is_open else self.answer).setFocus()

    def _build(self, record: Question) -> None:
        self.text = GrowingBox(record.text, 2)
        self.text.setPlaceholderText("What members asked, in their words or in short")
        self.meeting = meeting_choice(self._session, record.meeting_id)
        self.priority = priority_choice(self._session, record.priority_id)
        self.asked_by, self.asked_of = QLineEdit(record.asked_by), QLineEdit(record.asked_of)
        self.due = DateEdit(record.due_on)
        self.answer = GrowingBox(record.answer, 3)
        self.answered = DateEdit(record.answered_on)
        self.answered_by = QLineEdit(record.answered_by)
        self.happened = GrowingBox(record.what_happened, 2)
        for field in (self.asked_by, self.asked_of, self.answered_by):
            field.setCursorPosition(0)  # of words too long for the field the first are shown
        self.marking = MarkingFields(record.marking, record.marking_reason)

    def _rows(self, record: Question) -> list[tuple[str, QWidget]]:
        rows: list[tuple[str, QWidget]] = [
            ("&Question", self.text),
            ("&Meeting", self.meeting),
            ("A&bout", self.priority),
            ("", Abreast(("As&ked by", self.asked_by), ("Asked &of", self.asked_of))),
            ("Answer &due", self.due),
            ("A&nswer", self.answer),
            ("", Abreast(("Ans&wered on", self.answered), ("Answered b&y", self.answered_by))),
            ("What &happened since", self.happened),
            ("", self.marking),
            (
                "",
                SingleFields(self._session, self._session.store.scrutiny.questions, "" if self._is_new else record.id),
            ),
        ]
        return [*rows, ("", label("Illustrative, not a recorded fact", "caption"))] if record.illustrative else rows

    def filled(self) -> Question:
        """Return the question as the fields have it. Raises UserError when a date cannot be read.

        An answer written here without a day is taken to be given today.
        """
        assert self.shown is not None
        answer, answered_on = self.answer.text().strip(), self.answered.day()
        if answer and answered_on is None and self.shown.is_open:
            answered_on = self._session.today
        return replace(
            self.shown,
            text=self.text.text().strip(),
            meeting_id=self.meeting.value(),
            priority_id=self.priority.value(),
            asked_by=self.asked_by.text().strip(),
            asked_of=self.asked_of.text().strip(),
            due_on=self.due.day(),
            answer=answer,
            answered_on=answered_on,
            answered_by=self.answered_by.text().strip(),
            what_happened=self.happened.text().strip(),
            marking=self.marking.audience(),
            marking_reason=self.marking.reason(),
        )

    def _read(self, id_: str) -> Question | None:
        return self._session.store.scrutiny.questions.find(id_)
