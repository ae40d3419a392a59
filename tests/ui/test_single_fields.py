"""Single fields are marked from a record's form, told quietly there, and covered where fewer look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCompleter, QLabel
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience, Reason
from cspdesk.domain.field_markings import WITHHELD, markable
from cspdesk.domain.papers import Paper, PaperKind, PaperText
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.scrutiny import Meeting, Question
from cspdesk.store.rows import Table
from cspdesk.store.store import create_store
from cspdesk.ui.dialogs.field_marks import FIGURES, FieldMarksDialog
from cspdesk.ui.models.change_words import ChangeWords
from cspdesk.ui.models.scrutiny_rows import read_scrutiny
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.session import Place, Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.scrutiny import ScrutinyTab
from cspdesk.ui.widgets.reason_edit import ReasonEdit
from tests.secrets_planted import all_tables

TODAY = date(2016, 9, 30)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with create_store(tmp_path / "s.cspdesk", "Testshire", "Ann") as store:
        with store.step("Entered"):
            store.scrutiny.meetings.insert(Meeting("m", "Scrutiny", date(2016, 2, 3)))
            store.scrutiny.save_question(
                Question("q", "m", 0, "Where is it?", asked_by="Cllr Smith", answer="Mill Lane")
            )
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


def dialog_for(session: Session, qtbot: QtBot) -> FieldMarksDialog:
    questions = session.store.scrutiny.questions
    made = FieldMarksDialog(session, questions, questions.get("q"))
    qtbot.addWidget(made)
    return made


def mark(session: Session, qtbot: QtBot, field: str, audience: Audience | None, reason: str = "") -> None:
    box = dialog_for(session, qtbot)
    box.fields[field].marking.set_value(audience)
    box.fields[field].reason.setText(reason)
    box.accept()


def test_a_field_is_marked_in_one_step_and_undo_takes_it_back(session: Session, qtbot: QtBot):
    mark(session, qtbot, "answer", Audience.RESTRICTED, "Safety of a place: Mill Lane")
    [(field, kept)] = session.store.markings.of_record("questions", "q").items()
    assert (field, kept.marking) == ("answer", Audience.RESTRICTED)
    session.undo()
    assert not session.store.markings.of_record("questions", "q")


def test_marking_it_as_the_record_again_takes_the_marking_off(session: Session, qtbot: QtBot):
    mark(session, qtbot, "answer", Audience.PARTNER, "Commercial")
    mark(session, qtbot, "answer", None)
    assert not session.store.markings.of_record("questions", "q")


def test_only_fewer_than_the_record_are_offered(session: Session, qtbot: QtBot):
    box = dialog_for(session, qtbot).fields["answer"].marking
    assert [box.itemText(i) for i in range(box.count())] == ["As the record: public", "Partner", "Restricted"]


def test_the_form_says_quietly_what_is_marked_and_why(session: Session, qtbot: QtBot):
    made = SingleFields(session, session.store.scrutiny.questions, "q")
    qtbot.addWidget(made)
    made.show()
    assert not made.said.isVisible()
    mark(session, qtbot, "answer", Audience.RESTRICTED, "Safety of a place: Mill Lane")
    assert made.said.text() == "Seen by fewer: answer (restricted)"
    assert "Mill Lane" in made.said.toolTip()
    session.show_audience(Audience.PUBLIC)
    made.show_record("q")
    assert "Mill Lane" not in made.said.toolTip()


def test_the_window_viewed_as_the_public_shows_that_a_field_is_withheld_and_not_what(session: Session, qtbot: QtBot):
    mark(session, qtbot, "answer", Audience.RESTRICTED, "Safety of a place")
    tab = ScrutinyTab(session)
    qtbot.addWidget(tab)
    session.audience_changed.connect(tab.reload)
    session.show_audience(Audience.PUBLIC)
    tab.focus_record(Place("scrutiny", record_id="q"))
    assert tab.question_form.answer.text() == WITHHELD
    tab.question_form.asked_of.setText("The police")
    tab.panel.save_button.click()
    session.show_audience(Audience.RESTRICTED)
    kept = session.store.scrutiny.questions.get("q")
    assert (kept.answer, kept.asked_of) == ("Mill Lane", "The police")


def test_the_history_tells_a_marking(session: Session, qtbot: QtBot):
    mark(session, qtbot, "answer", Audience.RESTRICTED, "Safety of a place")
    [step] = session.store.journal.steps(limit=1)
    assert step.label == "Marked single fields of a question of scrutiny"
    [told] = [ChangeWords(session.store).tell(c) for c in session.store.journal.changes(step)]
    assert told.heading.startswith("Marking of a field added")


def test_every_table_that_can_be_marked_has_the_control_where_its_records_are_edited(session: Session):
    """A table whose forms offer no marking could be marked by nobody: a new one cannot be forgotten."""
    forms = [path.read_text(encoding="utf-8") for path in Path("cspdesk/ui").rglob("*.py")]
    forms = [text for text in forms if "SingleFields(" in text]
    tables = all_tables(session.store)  # which makes the parts that are made when first asked for
    parts = [vars(part) for part in vars(session.store).values() if hasattr(part, "__dict__")]
    known = [(place, made) for part in parts for place, made in part.items() if isinstance(made, Table)]
    missing = [
        name
        for name, table in tables.items()
        if markable(table._kind)
        and not any(made.name == name and f".{place}" in text for place, made in known for text in forms)
    ]
    assert not missing


def test_a_figure_is_marked_under_what_that_means_for_its_record(session: Session, qtbot: QtBot):
    box = dialog_for(session, qtbot)
    said = "\n".join(each.text() for each in box.findChildren(QLabel))
    assert FIGURES in said
    assert "the whole record is withheld" in said
    assert list(box.fields)[-2:] == ["due_on", "answered_on"]
    mark(session, qtbot, "due_on", Audience.PARTNER, "Not published yet")
    session.show_audience(Audience.PUBLIC)
    reading = read_scrutiny(session.store, session.audience, TODAY)
    assert (reading.questions, reading.withheld) == ((), 1)


def test_a_paper_and_its_texts_are_marked_whole_in_one_step(session: Session, qtbot: QtBot):
    store = session.store
    with store.step("Begun"):
        store.papers.papers.insert(Paper("p", PaperKind.COMMITTEE, "committee", "Summary", FinancialYear(2015), TODAY))
        store.papers.texts.insert(PaperText("x", "p", "need", "What is needed"))
    control = SingleFields(session, store.papers.texts, "x", whole=True)
    qtbot.addWidget(control)
    assert control.said.text() == ""
    box = FieldMarksDialog(session, store.papers.texts, store.papers.texts.get("x"), whole=True)
    qtbot.addWidget(box)
    assert box.whole is not None
    box.whole.marking.set_value(Audience.PARTNER)
    box.whole.reason_field.setText("Commercial")
    box.accept()
    assert store.papers.texts.get("x").marking is Audience.PARTNER
    assert control.said.text() == "Seen by partner readers"
    [step] = store.journal.steps(limit=1)
    assert step.label == "Marked who may see a text of a paper"


def test_every_reason_that_may_be_printed_is_offered(qtbot: QtBot):
    made = ReasonEdit()
    qtbot.addWidget(made)
    offered: QCompleter = made.completer()
    offered.setCompletionPrefix("")
    assert offered.completionCount() == len(Reason)
    offered.setCompletionPrefix("paragraph 3")
    assert offered.currentCompletion() == Reason.EXEMPT_3


def test_what_is_said_of_a_step_does_not_name_it_where_fewer_look(session: Session):
    said: list[str] = []
    session.message.connect(said.append)
    session.do("Told of Mill Lane", lambda: session.store.scrutiny.meetings.save(Meeting("n", "Other", TODAY)))
    session.show_audience(Audience.PUBLIC)
    session.undo()
    assert said == ["Saved: Told of Mill Lane", "Undone"]
