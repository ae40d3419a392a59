"""Undo and redo in the window are what the journal says, whoever took the steps."""

from __future__ import annotations

import sqlite3

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from cspdesk.domain.partnership import Person
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store
from cspdesk.ui.session import Session
from cspdesk.ui.undo import UndoStack


def add(session: Session, name: str) -> None:
    assert session.do(f"Added {name}", lambda: session.store.partnership.people.insert(Person(new_id(), name)))


def names(session: Session) -> list[str]:
    return [p.name for p in session.store.partnership.all_people()]


def test_a_step_is_undone_and_redone_by_its_label(session: Session) -> None:
    add(session, "Ann")
    assert session.undo_stack.stack.undoText() == "Added Ann"
    session.undo()
    assert names(session) == []
    assert session.undo_stack.stack.redoText() == "Added Ann"
    session.redo()
    assert names(session) == ["Ann"]


def test_steps_of_an_earlier_session_can_be_undone(store: Store) -> None:
    with store.step("Added Ann"):
        store.partnership.people.insert(Person("a", "Ann"))
    stack = UndoStack(store)
    stack.undo()
    assert store.partnership.all_people() == ()


def test_what_was_undone_in_an_earlier_session_can_be_redone(store: Store) -> None:
    for name in "AB":
        with store.step(f"Added {name}"):
            store.partnership.people.insert(Person(name, name))
    store.undo()
    store.undo()
    stack = UndoStack(store)
    assert stack.stack.redoText() == "Added A"
    stack.redo()
    stack.redo()
    assert [p.name for p in store.partnership.all_people()] == ["A", "B"]


def test_new_work_ends_the_chance_to_redo(session: Session) -> None:
    add(session, "Ann")
    session.undo()
    add(session, "Bob")
    assert not session.undo_stack.stack.canRedo()
    assert session.store.history.redoable() is None


def test_a_step_that_changed_nothing_cannot_be_undone(session: Session) -> None:
    before = session.undo_stack.stack.undoText()
    assert session.do("Did nothing", lambda: None)
    assert session.undo_stack.stack.undoText() == before


def test_a_step_undone_out_of_order_leaves_the_stack_true_to_the_journal(session: Session) -> None:
    add(session, "Ann")
    first = session.store.history.undoable()
    add(session, "Bob")
    assert first is not None
    session.undo_step(first)
    assert names(session) == ["Bob"]
    assert session.undo_stack.stack.undoText() == "Added Bob"
    assert session.undo_stack.stack.redoText() == "Added Ann"


def test_undoing_what_later_work_needs_is_refused_and_changes_nothing(
    session: Session, errors: list[Exception]
) -> None:
    store = session.store
    add(session, "Ann")
    first = store.history.undoable()
    person = store.partnership.all_people()[0]
    session.do("Renamed Ann", lambda: store.partnership.people.save(Person(person.id, "Anna")))
    assert first is not None
    session.undo_step(first)
    assert isinstance(errors[0], UserError)
    assert "Renamed Ann" in str(errors[0])
    assert names(session) == ["Anna"]


def test_what_another_program_wrote_is_noticed_and_can_be_undone(session: Session, qtbot: QtBot) -> None:
    other = sqlite3.connect(session.store.path)
    other.execute("insert into people (id, name, organisation_id, post, email) values ('x', 'Zed', null, '', '')")
    other.commit()
    other.close()
    with qtbot.waitSignal(session.changed):
        session.look_again()
    assert session.undo_stack.stack.undoText() == "Changed with another program"
    session.undo()
    assert names(session) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.sampled_from("aur"), max_size=12))
def test_any_walk_leaves_the_stack_as_the_journal_would_rebuild_it(session: Session, moves: list[str]) -> None:
    for move in moves:
        if move == "a":
            add(session, new_id())
        else:
            (session.undo if move == "u" else session.redo)()
        undoable, redoable = session.store.history.undoable(), session.store.history.redoable()
        assert session.undo_stack.stack.undoText() == (undoable.label if undoable else "")
        assert session.undo_stack.stack.redoText() == (redoable.label if redoable else "")
