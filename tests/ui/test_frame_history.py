"""The History tells each step in words and undoes any of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from cspdesk.domain.milestones import Milestone, Output, OutputQuarter, OutputUnit
from cspdesk.domain.ratings import RatingRule
from cspdesk.store.journal import Change
from cspdesk.store.schema import USER_TABLES
from cspdesk.ui.models.change_words import KINDS, ChangeWords, field_words, short, value_words
from cspdesk.ui.models.record_names import RecordNames
from cspdesk.ui.session import Place, Session
from cspdesk.ui.tabs import history
from cspdesk.ui.tabs.history import HistoryTab
from tests.ui.frame_record import IDS, fill


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> HistoryTab:
    fill(session.store)
    session.look_again()
    made = HistoryTab(session)
    qtbot.addWidget(made)
    session.changed.connect(made.reload)
    return made


def test_steps_are_listed_newest_first(tab: HistoryTab) -> None:
    labels = [step.label for step in tab.steps.records]
    assert labels[:3] == ["Wrote the plan", "Added the agreement CORE", "Set up the partnership"]


def test_every_kind_of_record_has_a_word() -> None:
    assert set(KINDS) == set(USER_TABLES)


def test_every_record_that_others_point_to_is_told_by_its_name(session: Session) -> None:
    """What a field points to is found in the table that the schema says."""
    pointing = {
        (field, referenced)
        for table in USER_TABLES
        for _, _, referenced, field, *_ in session.store._db.execute(f"pragma foreign_key_list({table})")
        if field.endswith("_id")
    }
    names = RecordNames(session.store)
    own = {("review_id", "reviews"), ("sample_id", "audit_samples")}  # told by their day
    assert {(field, table) for field, table in pointing if getattr(names.table(field), "name", None) != table} == own


def test_a_change_is_told_field_by_field_as_people_write(session: Session) -> None:
    fill(session.store)
    row = {"id": "x", "title": "Alarms", "original_pence": 50_000, "priority_id": IDS.homes, "due_on": "2016-05-05"}
    after = row | {"original_pence": 75_050, "priority_id": IDS.roads, "due_on": None}
    change = Change(1, 1, "budget_lines", "x", json.dumps(row), json.dumps(after))
    told = ChangeWords(session.store).tell(change)
    assert told.heading == "Budget line changed: Alarms"
    assert told.fields == (
        ("original", "£500.00", "£750.50"),
        ("priority", "Safer homes", "Safer roads"),
        ("due", "5 May 2016", "nothing"),
    )


def test_what_was_added_is_told_without_its_empty_fields(session: Session) -> None:
    change = Change(1, 1, "people", "x", None, json.dumps({"id": "x", "name": "Ann", "post": "", "email": None}))
    told = ChangeWords(session.store).tell(change)
    assert told == type(told)("Person added: Ann", (("name", "nothing", "Ann"),))


def test_a_link_is_told_by_what_it_joins(session: Session) -> None:
    fill(session.store)
    link = {"id": "pay-1:proof-1", "evidence_id": "proof-1", "transaction_id": "pay-1"}
    told = ChangeWords(session.store).tell(Change(1, 1, "transaction_evidence", "l", json.dumps(link), None))
    assert told.heading == "Proof of a transaction removed: Invoice – Payee of pay-1"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("amount_pence", -25_000, "−£250.00"),
        ("illustrative", 1, "yes"),
        ("percent", 40, "40%"),
        ("year", 2015, "2015/16"),
        ("status", "in progress", "in progress"),
    ],
)
def test_values_are_told_by_their_kind(field: str, value: object, words: str) -> None:
    assert value_words(field, value) == words


def test_fields_and_long_texts_are_told_shortly() -> None:
    assert field_words("marking_reason") == "marking reason"
    assert field_words("rating_reason") == "reason for the rating"
    assert short("a\nb " * 100, 9) == "a b a b…"


def test_any_step_can_be_undone_and_redone_where_it_stands(tab: HistoryTab, session: Session) -> None:
    tab.focus_record(Place("history", record_id=str(tab.steps.records[0].seq)))
    tab.undo.click()
    assert session.store.plans.open_actions() == ()
    assert tab.steps.records[0].label == "Undo: Wrote the plan"
    undone = next(s for s in tab.steps.records if s.undone)
    tab.focus_record(Place("history", record_id=str(undone.seq)))
    assert not tab.undo.isVisibleTo(tab)
    tab.redo.click()
    assert len(session.store.plans.open_actions()) == 4


def test_a_refused_undo_says_why_and_changes_nothing(
    tab: HistoryTab, session: Session, errors: list[Exception]
) -> None:
    tab.focus_record(Place("history", record_id=str(tab.steps.records[2].seq)))
    tab.undo.click()
    assert "cannot be undone" in str(errors[0])
    assert len(session.store.partnership.all_priorities()) == 3


def test_the_filter_finds_steps_that_were_not_loaded_yet(
    tab: HistoryTab, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "PAGE", 2)
    tab._loaded = ()
    tab.reload()
    assert len(tab.steps.records) == 2
    assert tab.more.isVisibleTo(tab)
    tab.filter.search.setText("SET UP")
    tab.filter.changed.emit()
    assert [s.label for s in tab.steps.records] == ["Set up the partnership"]


def test_earlier_steps_are_loaded_in_pages(tab: HistoryTab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "PAGE", 3)
    tab._loaded = ()
    tab.reload()
    tab.more.click()
    assert len(tab.steps.records) == 4
    assert not tab.more.isVisibleTo(tab)


def test_parts_of_a_plan_are_told_with_the_action_they_belong_to(session: Session) -> None:
    fill(session.store)
    first, second = session.store.plans.open_actions()[:2]
    with session.store.step("Planned"):
        session.store.plans.save_milestone(
            Milestone("m-1", first.id, "Rota agreed", first.starts_on, first.due_on, percent=40)
        )
        session.store.plans.outputs.insert(Output("o-1", first.id, "People seen", OutputUnit.PEOPLE))
        session.store.plans.save_quarter(OutputQuarter("q-1", "o-1", date(2015, 7, 1), 30))
        session.store.plans.set_needs(first.id, (second.id,))
        session.store.plans.rules.save(RatingRule(milestone_at_risk_days=10))
    words = ChangeWords(session.store)
    told = [words.tell(c) for c in session.store.journal.changes(session.store.journal.steps()[0])]
    assert [each.heading for each in told] == [
        f"Milestone added: Rota agreed ({first.title})",
        f"Output added: People seen ({first.title})",
        "Quarter of an output added: People seen, Q2 2015/16",
        f"What an action waits for added: {first.title} waits for {second.title}",
        "Rating rule added",
    ]
    assert ("progress", "nothing", "40%") in told[0].fields
    assert ("at risk: days a milestone is late", "nothing", "10") in told[4].fields


def test_another_year_leaves_the_history_as_it_stands_and_a_step_does_not(tab: HistoryTab, session: Session) -> None:
    told = tab._scroll.widget()
    session.step_year(1)
    tab.reload()
    assert tab._scroll.widget() is told
    priorities = session.store.partnership.priorities
    other = replace(priorities.where()[0], name="Another name")
    session.do("Renamed a priority", lambda: priorities.update(other))
    assert tab.steps.records[0].label == "Renamed a priority"
