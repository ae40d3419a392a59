"""One change to many actions: one step, all of it or nothing, and refused in words that name the action."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.plans import ActionKind, ActionStatus, Rating
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.bulk_actions import BulkDialog
from cspdesk.ui.models.plan_bulk import BulkChange, save_bulk, typed_days
from cspdesk.ui.models.plan_rows import PlanRow, read_plan
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.plan import PlanTab
from tests.ui.plan_record import PRIORITY, TODAY, YEAR, make_record


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with make_record(tmp_path / "plan.cspdesk") as store:
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


def rows(session: Session, *ids: str) -> list[PlanRow]:
    found = read_plan(session.store, PRIORITY, YEAR, Audience.RESTRICTED, TODAY).rows
    return [row for row in found if not ids or row.id in ids]


def steps(session: Session) -> list[str]:
    return [step.label for step in session.store.journal.steps()]


@pytest.mark.parametrize(
    ("wanted", "field", "value", "label"),
    [
        (BulkChange(lead_id="h-cat"), "lead_id", "h-cat", "Changed the lead of 4 actions"),
        (BulkChange(lead_id=None), "lead_id", None, "Changed the lead of 2 actions"),
        (BulkChange(kind=ActionKind.SERVICE), "kind", ActionKind.SERVICE, "Changed the kind of 4 actions"),
        (BulkChange(status=ActionStatus.STOPPED), "status", ActionStatus.STOPPED, "Changed the status of 4 actions"),
        (
            BulkChange(marking=Audience.PARTNER, marking_reason="Names places"),
            "marking",
            Audience.PARTNER,
            "Changed the marking of 4 actions",
        ),
        (
            BulkChange(rating=Rating.AT_RISK, reason="Funding is late"),
            "rating_reason",
            "Funding is late",
            "Changed the rating of 4 actions",
        ),
        (
            BulkChange(lead_id="h-cat", kind=ActionKind.TASK),
            "kind",
            ActionKind.TASK,
            "Changed the lead and the kind of 4 actions",
        ),
    ],
)
def test_one_change_to_many_is_one_step_and_one_undo(
    session: Session, wanted: BulkChange, field: str, value: object, label: str
) -> None:
    before, count = session.store.plans.actions.where(), len(steps(session))
    assert save_bulk(session, rows(session), wanted)
    assert {getattr(action, field) for action in session.store.plans.actions.where()} == {value}
    assert (len(steps(session)), steps(session)[0]) == (count + 1, label)
    session.undo()
    assert session.store.plans.actions.where() == before


def test_due_dates_move_together_and_each_keeps_the_day_first_agreed(session: Session) -> None:
    before = {row.id: row.action.due_on for row in rows(session)}
    assert save_bulk(session, rows(session), BulkChange(due_days=14))
    for row in rows(session):
        assert ((row.action.due_on - before[row.id]).days, row.action.agreed_due_on) == (14, before[row.id])
    assert steps(session)[0] == "Moved the due dates of 4 actions by 14 days, later"


def test_completing_takes_the_day_and_what_goes_with_it(session: Session) -> None:
    chosen = rows(session, "a-late", "a-due")
    assert save_bulk(session, chosen, BulkChange(status=ActionStatus.COMPLETE, finished_on=date(2015, 10, 1)))
    done = session.store.plans.actions.get("a-due")
    assert (done.finished_on, done.percent, done.stated_rating) == (date(2015, 10, 1), 100, Rating.COMPLETE)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (BulkChange(), "Nothing would change: choose what is to be another way."),
        (BulkChange(due_days=-200), "“Street pastors” is due before it starts. Check its two dates."),
        (BulkChange(due_days=9_999), "A due date moves by at most 3,660 days at once."),
        (BulkChange(status=ActionStatus.COMPLETE), "Give the day they were finished."),
        (
            BulkChange(status=ActionStatus.COMPLETE, finished_on=date(2015, 12, 1)),
            "“Street pastors”: 01/12/2015 is still to come. Give the day it was finished.",
        ),
        (
            BulkChange(rating=Rating.ON_TRACK),
            "“Street pastors” would be rated on track, and its dates say off track. Say why.",
        ),
    ],
)
def test_what_one_action_cannot_take_changes_none(session: Session, wanted: BulkChange, said: str) -> None:
    before, count = session.store.plans.actions.where(), len(steps(session))
    with pytest.raises(UserError) as told:
        save_bulk(session, rows(session), wanted)
    assert str(told.value) == said
    assert (session.store.plans.actions.where(), len(steps(session))) == (before, count)


def test_a_due_date_of_what_is_finished_stays(session: Session) -> None:
    save_bulk(session, rows(session, "a-new"), BulkChange(status=ActionStatus.STOPPED))
    with pytest.raises(UserError, match="“Alarms” is stopped, so its due date stays"):
        save_bulk(session, rows(session, "a-new", "a-due"), BulkChange(due_days=7))


@pytest.mark.parametrize(
    ("text", "days"), [("", 0), ("14", 14), (" +14 ", 14), ("-7", -7), ("−7 days", -7), ("1 day", 1)]
)
def test_days_are_read_as_people_type_them(text: str, days: int) -> None:
    assert typed_days(text) == days


@pytest.mark.parametrize("text", ["two", "1.5", "1e3", "--", "99999999999999999999"])
def test_what_is_no_number_of_days_is_said(text: str) -> None:
    with pytest.raises(UserError, match="is not a number of days"):
        typed_days(text)


def test_the_dialog_asks_for_what_goes_with_a_choice_and_saves_in_one_step(session: Session, qtbot: QtBot) -> None:
    dialog = BulkDialog(session, rows(session))
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.reason.isVisible()
    dialog.rating.set_value(Rating.AT_RISK)
    assert dialog.reason.isVisible()
    dialog.accept()
    assert dialog.isVisible(), "a reason is wanted"
    dialog.reason.setText("Two posts are empty")
    dialog.days.setText("7")
    dialog.accept()
    assert not dialog.isVisible()
    assert steps(session)[0] == "Changed the rating and the due date of 4 actions"


def test_the_button_for_many_comes_with_the_second_selected_row(session: Session, qtbot: QtBot) -> None:
    tab = PlanTab(session, PRIORITY)
    qtbot.addWidget(tab)
    tab.resize(1300, 600)
    tab.show()
    tab.table.selectRow(0)
    assert not tab.bar.bulk_button.isVisible()
    tab.table.selectAll()
    assert tab.bar.bulk_button.isVisible()
    assert tab.bar.bulk_button.text() == "Change 4 selected…"
