"""Milestones, outputs, money and links in the panel: each change is one step, refusals are said where they arise."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cspdesk.domain.milestones import Milestone, Output, OutputQuarter, OutputUnit
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action
from cspdesk.ui.panels.action_body import ActionBody
from cspdesk.ui.panels.action_panel import ActionPanel
from cspdesk.ui.panels.picking import ElidedLink
from cspdesk.ui.session import Place, Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import Theme
from tests.ui.plan_record import PRIORITY, TODAY, make_record


@pytest.fixture
def session(theme: Theme, tmp_path: Path) -> Iterator[Session]:
    with make_record(tmp_path / "plan.cspdesk") as store:
        with store.step("Wrote milestones and outputs"):
            for each in (
                Milestone("m-1", "a-due", "Rota agreed", date(2015, 7, 1), date(2015, 7, 1), date(2015, 7, 4)),
                Milestone("m-2", "a-due", "Staff trained", date(2015, 9, 1), date(2015, 11, 2), percent=50),
            ):
                store.plans.save_milestone(each)
            store.plans.outputs.insert(Output("o-1", "a-due", "People seen", OutputUnit.PEOPLE, "people"))
            store.plans.save_quarter(OutputQuarter("q-1", "o-1", date(2015, 4, 1), 30, 28))
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


@pytest.fixture(autouse=True)
def discard(answer: Callable[[str | None], list[str]]) -> None:
    """Let go of what is typed when a test ends and its panel is closed."""
    answer("Discard")


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> ActionPanel:
    made = ActionPanel(session)
    session.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.edit(session.store.plans.actions.get("a-due"))
    for part in made.body.parts.values():
        if part.is_folded:
            part.head.click()
    return made


@pytest.fixture
def body(panel: ActionPanel) -> ActionBody:
    return panel.body


def steps(session: Session) -> list[str]:
    return [step.label for step in session.store.journal.steps()]


def said(widget: object) -> list[str]:
    return [child.text() for child in widget.findChildren(QLabel)]  # type: ignore[attr-defined]


def test_milestones_say_their_days_and_their_slip_in_words(body: ActionBody) -> None:
    assert body.parts["Milestones"].summary.text() == "1 of 2 reached, 1 late"
    assert "Reached 4 July 2015, 3 days late, first agreed 1 July 2015" in said(body.milestones)
    assert "Planned for 2 November 2015, first agreed 1 September 2015; 50% done by then" in said(body.milestones)
    assert "Planned 62 days late" in said(body.milestones)


def test_one_key_marks_a_milestone_reached_today_and_takes_it_back(
    body: ActionBody, session: Session, qtbot: QtBot
) -> None:
    milestones = session.store.plans.milestones
    qtbot.keyClick(body.milestones.rows["m-2"], Qt.Key.Key_Space)
    assert milestones.get("m-2").actual_on == TODAY
    assert steps(session)[0] == "Reached the milestone “Staff trained”"
    qtbot.keyClick(body.milestones.rows["m-2"], Qt.Key.Key_Space)
    assert milestones.get("m-2").actual_on is None


def test_a_milestone_is_edited_in_its_place_and_keeps_the_day_first_agreed(
    body: ActionBody, session: Session, qtbot: QtBot
) -> None:
    qtbot.keyClick(body.milestones.rows["m-2"], Qt.Key.Key_Return)
    editor = body.milestones.editor
    assert editor is not None
    editor.current.set_day(date(2015, 12, 1))
    qtbot.keyClick(editor.name, Qt.Key.Key_Return)
    kept = session.store.plans.milestones.get("m-2")
    assert (kept.current_on, kept.baseline_on) == (date(2015, 12, 1), date(2015, 9, 1))
    assert steps(session)[0] == "Moved the milestone “Staff trained” of “Night-time economy”"
    assert body.milestones.editor is None


def test_a_milestone_before_its_action_is_refused_beside_its_fields(body: ActionBody, session: Session) -> None:
    body.milestones.add()
    editor = body.milestones.editor
    assert editor is not None
    editor.name.setText("Too early")
    editor.baseline.set_day(date(2015, 5, 1))
    before = steps(session)
    assert not body.milestones.save()
    assert editor.problem.text() == (
        "The milestone “Too early” is first agreed for a day before “Night-time economy” starts."
    )
    editor.baseline.set_day(date(2015, 8, 1))
    assert body.milestones.save()
    assert len(steps(session)) == len(before) + 1
    assert list(body.milestones.rows) == ["m-1", *(i for i in body.milestones.rows if i not in ("m-1", "m-2")), "m-2"]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("actual", "15/10/2015", "15/10/2015 is still to come. Give the day it was reached."),
        ("current", "", "A milestone needs the day it is planned for."),
        ("share", "150", "“150” is not a share. Write a whole number from 0 to 100, or nothing."),
        ("name", " ", "A milestone of “Night-time economy” needs a title."),
    ],
)
def test_what_a_milestone_cannot_be_is_said(body: ActionBody, field: str, typed: str, words: str) -> None:
    body.milestones.edit(body.milestones._milestones[1])
    editor = body.milestones.editor
    assert editor is not None
    getattr(editor, field).setText(typed)
    assert not body.milestones.save()
    assert editor.problem.text() == words


def test_escape_leaves_a_milestone_as_it_was_and_the_panel_open(
    panel: ActionPanel, body: ActionBody, session: Session, qtbot: QtBot
) -> None:
    body.milestones.edit(body.milestones._milestones[1])
    editor = body.milestones.editor
    assert editor is not None
    editor.name.setText("Something else")
    assert panel.is_dirty
    qtbot.keyClick(editor.name, Qt.Key.Key_Escape)
    assert body.milestones.editor is None
    assert session.store.plans.milestones.get("m-2").title == "Staff trained"
    assert panel.action_id == "a-due"


def test_what_is_typed_of_a_milestone_outlives_a_change_elsewhere(body: ActionBody, session: Session) -> None:
    body.milestones.edit(body.milestones._milestones[1])
    editor = body.milestones.editor
    assert editor is not None
    editor.name.setText("Staff and pastors trained")
    session.do("Removed the other", lambda: session.store.plans.milestones.delete("m-1"))
    assert body.milestones.editor is editor
    assert editor.name.text() == "Staff and pastors trained"
    assert body.milestones.save()
    assert session.store.plans.milestones.get("m-2").title == "Staff and pastors trained"


def test_saving_the_panel_saves_what_is_typed_in_its_parts(
    panel: ActionPanel, body: ActionBody, session: Session
) -> None:
    body.milestones.edit(body.milestones._milestones[1])
    assert body.milestones.editor is not None
    body.milestones.editor.name.setText("Everybody trained")
    box = body.outputs.cards["o-1"].boxes[2]
    box.setText("31")
    box.setModified(True)
    assert panel.save()
    assert session.store.plans.milestones.get("m-2").title == "Everybody trained"
    assert 31 in [q.target for q in session.store.plans.quarters.where()]


def test_a_removed_milestone_comes_back_with_undo(body: ActionBody, session: Session, qtbot: QtBot) -> None:
    qtbot.keyClick(body.milestones.rows["m-1"], Qt.Key.Key_Delete)
    assert list(body.milestones.rows) == ["m-2"]
    session.undo()
    assert list(body.milestones.rows) == ["m-1", "m-2"]


def test_a_figure_of_a_quarter_is_one_step_and_adds_up(body: ActionBody, session: Session, qtbot: QtBot) -> None:
    card = body.outputs.cards["o-1"]
    count = len(steps(session))
    box = next(b for b in card.boxes if b.figure == "actual" and b.cell.quarter.number == 2)
    qtbot.keyClicks(box, "35")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert len(steps(session)) == count + 1
    assert steps(session)[0] == "Counted “People seen” in Q2 2015/16"
    assert body.outputs.cards["o-1"] is card
    assert [label.text() for label in card.so_far] == ["28 of 30", "63 of 30", "63 of 30", "–"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("many", "“many” is not a count. Write a whole number, or nothing when it is not known."),
        ("-3", "“People seen” cannot be counted below 0."),
    ],
)
def test_a_figure_that_cannot_be_is_said_and_stays_typed(
    body: ActionBody, session: Session, typed: str, words: str
) -> None:
    card = body.outputs.cards["o-1"]
    box = card.boxes[5]
    before = steps(session)
    box.setText(typed)
    box.setModified(True)
    assert not body.outputs.keep(box)
    assert card.problem.text() == words
    assert (box.text(), steps(session)) == (typed, before)


def test_a_figure_being_typed_outlives_an_output_added_elsewhere(body: ActionBody, session: Session) -> None:
    box = body.outputs.cards["o-1"].boxes[1]
    box.setText("31")
    box.setModified(True)
    session.do("Added", lambda: session.store.plans.outputs.insert(Output("o-2", "a-due", "Visits", position=1)))
    assert body.outputs.cards["o-1"].boxes[1].text() == "31"
    assert body.outputs.is_pending()
    assert body.outputs.save()
    assert not body.outputs.is_pending()


def test_an_output_is_added_and_removed_with_its_figures(body: ActionBody, session: Session) -> None:
    body.outputs.add()
    editor = body.outputs.editor
    assert editor is not None
    assert not body.outputs.is_pending()
    editor.name.setText("Alarms fitted")
    editor.unit.setText("alarms")
    assert body.outputs.save()
    assert [o.title for o in session.store.plans.outputs.where(order="position")] == ["People seen", "Alarms fitted"]
    assert "Counted in people, each person once" in said(body.outputs)
    body.outputs._remove(session.store.plans.outputs.get("o-1"))
    assert session.store.plans.quarters.count() == 0
    session.undo()
    assert session.store.plans.quarters.get("q-1").actual == 28


def test_a_linked_line_shows_where_its_money_stands_and_leads_there(
    body: ActionBody, session: Session, qtbot: QtBot
) -> None:
    assert body.parts["Money"].summary.text() == "no line yet"
    body.money.pick.picked.emit("l-1")
    assert session.store.plans.whole((session.store.plans.actions.get("a-due"),))[0].line_ids == ("l-1",)
    texts = said(body.money)
    figures = dict(pairwise(texts))
    assert {k: figures[k] for k in ("Revised", "Spent", "Committed", "Left", "Not yet evidenced")} == {
        "Revised": "£6,000.00",
        "Spent": "£390.50",
        "Committed": "£70.00",
        "Left": "£5,539.50",
        "Not yet evidenced": "£290.50",
    }
    (link,) = body.money.findChildren(ElidedLink)
    with qtbot.waitSignal(session.go_to) as gone:
        link.click()
    assert gone.args == [Place("priority", PRIORITY, "money", "l-1")]
    assert body.parts["Money"].summary.text() == "£5,539.50 left of £6,000"


def test_typing_part_of_a_name_and_enter_links_it(body: ActionBody, session: Session, qtbot: QtBot) -> None:
    body.money.pick.setText("pastors")
    qtbot.keyClick(body.money.pick, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [link.line_id for link in session.store.plans.lines.where()] == ["l-1"])
    assert body.money.pick.text() == ""


def test_a_name_taken_from_the_list_is_taken_once(body: ActionBody, session: Session, qtbot: QtBot) -> None:
    body.links.needs.pick._read()
    name = next(name for name, id_ in body.links.needs.pick._ids.items() if id_ == "a-late")
    count = len(steps(session))
    for _ in range(2):  # as the list and the field both tell of one Enter
        body.links.needs.pick._soon(name)
    qtbot.waitUntil(lambda: session.store.plans.dependencies.count() == 1)
    qtbot.wait(1)
    assert len(steps(session)) == count + 1
    assert body.links.needs.pick.text() == ""


def test_a_ring_of_actions_is_refused_in_words_that_name_it(body: ActionBody, session: Session) -> None:
    session.do("Linked", lambda: session.store.plans.set_needs("a-new", ("a-due",)))
    before = steps(session)
    body.links.needs.pick.picked.emit("a-new")
    assert body.links.needs.problem.text() == (
        "These actions would wait for each other: “Alarms” → “Night-time economy” → “Alarms”."
        " Take one of the links out."
    )
    assert steps(session) == before
    assert not body.links.needs.problem.isHidden()


def test_links_go_both_ways_and_each_is_one_step(body: ActionBody, session: Session) -> None:
    body.links.needs.pick.picked.emit("a-late")
    body.links.needed_by.pick.picked.emit("a-new")
    assert {(d.action_id, d.needs_id) for d in session.store.plans.dependencies.where()} == {
        ("a-due", "a-late"),
        ("a-new", "a-due"),
    }
    assert steps(session)[:2] == [
        "“Alarms” now waits for “Night-time economy”",
        "“Night-time economy” now waits for “Street pastors”",
    ]
    assert body.parts["Links"].summary.text() == "waits for 1, 1 waits for it"
    body.links._drop_needed_by(session.store.plans.actions.get("a-new"))
    assert [d.needs_id for d in session.store.plans.dependencies.where()] == ["a-late"]


def test_a_linked_action_of_another_year_is_opened_in_its_year(
    body: ActionBody, session: Session, qtbot: QtBot
) -> None:
    old = Action("a-old", PRIORITY, "First year", date(2013, 5, 1), date(2014, 2, 1))
    session.do("Added", lambda: session.store.plans.save(old))
    session.do("Linked", lambda: session.store.plans.set_needs("a-due", ("a-old", "a-late")))
    links = {link.accessibleName(): link for link in body.links.needs.findChildren(ElidedLink)}
    for title, place in (
        ("First year", Place("priority", PRIORITY, "plan", "a-old", FinancialYear(2013))),
        ("Street pastors", Place("priority", PRIORITY, "plan", "a-late")),
    ):
        with qtbot.waitSignal(session.go_to) as gone:
            links[title].click()
        assert gone.args == [place]


def test_an_indicator_is_named_by_typing(body: ActionBody, session: Session, qtbot: QtBot) -> None:
    body.links.indicators.pick.setText("Violence in public places")
    qtbot.keyClick(body.links.indicators.pick, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [i.name for i in session.store.plans.indicators.where()] == ["Violence in public places"])
    assert body.links.indicators.pick.text() == ""


def test_tab_goes_through_a_part_as_it_is_seen(body: ActionBody, qtbot: QtBot, session: Session) -> None:
    qtbot.keyClick(body.milestones.rows["m-2"], Qt.Key.Key_Space)
    wanted = [body.parts["Milestones"].head, *body.milestones.rows.values(), body.milestones.add_button]
    stop, seen = wanted[0], [wanted[0]]
    while stop is not wanted[-1]:
        stop = stop.nextInFocusChain()
        if stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
            seen.append(stop)
    assert seen == wanted


def test_empty_parts_say_what_belongs_there(session: Session, panel: ActionPanel) -> None:
    panel.edit(session.store.plans.actions.get("a-new"))
    texts = " ".join(said(panel.body))
    for words in ("No milestones yet", "No outputs yet", "No budget line pays", "Nothing was reported yet"):
        assert words in texts


def test_the_panel_is_filled_from_the_record_in_few_readings(session: Session, panel: ActionPanel) -> None:
    readings: list[str] = []
    session.store.plans._db.set_trace_callback(readings.append)
    action: Action = session.store.plans.actions.get("a-late")
    panel.edit(action)
    session.store.plans._db.set_trace_callback(None)
    assert len(readings) < 60
