"""What a person does for scrutiny, and with who may see what: a part of the story that papers.py tells."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cspdesk.domain.audience import Audience
from cspdesk.ui.main_window import MainWindow
from tests.e2e.person import Person, Wait, child, titled

ANSWER = "By asking about safe rooms."
OUTCOME = "A key was changed at the invented house"
SECRET = "Where the invented refuge stands"
REASON = "safety of a place"


class ScrutinyWork(Person):
    """Adds a meeting, a question that is answered, a recommendation; marks a record and a field of another."""

    window: MainWindow
    scrutiny: Any  # its tab, once it is shown

    def work_for_scrutiny(self) -> Iterator[Wait]:
        self.click_tab(self.window.bar, "Scrutiny")
        yield "the scrutiny tab", lambda: child(self.window, "ScrutinyTab")
        self.scrutiny = child(self.window, "ScrutinyTab")
        yield from self.add_meeting()
        yield from self.ask_and_answer()
        yield from self.recommend()
        yield from self.mark_question()
        yield from self.mark_field()
        yield from self.look_as_public()
        yield from self.restrict_publicity()

    def add_meeting(self) -> Iterator[Wait]:
        form = self.scrutiny.meeting_form
        yield from self.begin("New meeting", form)
        self.rewrite(form.held, "28/09/2016")
        yield from self.save()
        yield "the meeting chosen", self.scrutiny.meetings.table.selected_records

    def ask_and_answer(self) -> Iterator[Wait]:
        form = self.scrutiny.question_form
        yield from self.begin("New question", form)
        self.write(form.text, "How do members help the helpline?")
        yield from self.save()
        yield from self.reopen(self.scrutiny.questions, form)
        assert self.window.focusWidget() is form.answer, "a question that is open waits for its answer"
        self.write(form.answer, ANSWER)
        yield from self.save()
        asked = self.chosen(self.scrutiny.questions).question
        assert (asked.answer, asked.answered_on) == (ANSWER, self.window.session.today)

    def recommend(self) -> Iterator[Wait]:
        form = self.scrutiny.recommendation_form
        yield from self.begin("New recommendation", form)
        self.write(form.text, "Tell every tenant of the helpline")
        self.choose(form.decision, "Accepted")
        self.write(form.response, "Accepted, since it costs nothing.")
        self.rewrite(form.due, "29/09/2016")
        self.rewrite(form.done, "30/09/2016")
        self.write(form.outcome, OUTCOME)
        yield from self.look("5 a recommendation")
        yield from self.save()
        made = self.chosen(self.scrutiny.recommendations).made
        assert (made.decision.value, made.done_on, made.outcome) == ("accepted", self.window.session.today, OUTCOME)

    def mark_question(self) -> Iterator[Wait]:
        form = self.scrutiny.question_form
        yield from self.reopen(self.scrutiny.questions, form)
        self.rewrite(form.text, SECRET)
        self.choose(form.marking.marking, Audience.RESTRICTED.label)
        self.write(form.marking.reason_field, REASON)
        yield from self.save()
        asked = self.chosen(self.scrutiny.questions).question
        assert (asked.marking, asked.marking_reason) == (Audience.RESTRICTED, REASON)

    def mark_field(self) -> Iterator[Wait]:
        yield from self.reopen(self.scrutiny.recommendations, self.scrutiny.recommendation_form)
        self.press("Mark single fields…", self.scrutiny.panel)
        yield "its single fields", lambda: titled("Mark single fields")
        box = titled("Mark single fields")
        row = box.fields["outcome"]
        self.choose(row.marking, Audience.PARTNER.label)
        yield "a field for the reason", lambda: row.reason.y() > row.marking.y()
        self.write(row.reason, REASON)
        yield from self.look("6 a field marked")
        self.press("Save", box)
        yield "the field marked", lambda: QApplication.activeModalWidget() is None
        made = self.chosen(self.scrutiny.recommendations).made
        assert list(self.window.session.store.markings.of_record("recommendations", made.id)) == ["outcome"]
        self.press("Cancel", self.scrutiny.panel)
        yield "the form closed", self.scrutiny.panel.isHidden

    def look_as_public(self) -> Iterator[Wait]:
        audience, session = self.window.top.audience, self.window.session
        assert self.told() >= {SECRET, OUTCOME}, "what is marked is still told to restricted readers"
        self.choose(audience, Audience.PUBLIC.label)
        yield "the public’s view", lambda: session.audience is Audience.PUBLIC
        assert not self.told() & {SECRET, OUTCOME}, "what is marked is told to the public"
        yield from self.look("7 viewed as the public")
        self.choose(audience, Audience.RESTRICTED.label)
        yield "the whole view", lambda: session.audience is Audience.RESTRICTED

    def told(self) -> set[str]:
        """What the rows of questions and recommendations hold for the readers chosen."""
        asked = [row.question.text for row in self.scrutiny.questions.model.records]
        return {*asked, *(row.made.outcome for row in self.scrutiny.recommendations.model.records)}

    def restrict_publicity(self) -> Iterator[Wait]:
        form = self.scrutiny.period_form
        yield from self.begin("New restricted period", form)
        self.write(form.title, "An invented vote")
        self.rewrite(form.starts, "01/09/2016")
        self.rewrite(form.ends, "31/10/2016")
        yield from self.save()

    # --- records in the panel

    def begin(self, words: str, form: Any) -> Iterator[Wait]:
        """Press the button that begins a new record."""
        self.press(words)
        yield f"a form for it: {words}", lambda: form.shown is not None

    def reopen(self, listing: Any, form: Any) -> Iterator[Wait]:
        """Open the record that is chosen in a list, with Enter."""
        listing.table.setFocus()
        QTest.keyClick(listing.table, Qt.Key.Key_Return)
        yield f"the record of “{listing.table.accessibleName()}”", lambda: form.shown_id is not None

    def save(self) -> Iterator[Wait]:
        """Save what the panel shows, as one step."""
        journal = self.window.session.store.journal
        newest = journal.newest_change()
        self.press("Save", self.scrutiny.panel)
        yield "it is saved", lambda: journal.newest_change() > newest and self.scrutiny.panel.isHidden()

    def chosen(self, listing: Any) -> Any:
        """Return the row that is chosen in a list."""
        (row,) = listing.table.selected_records()
        return row
