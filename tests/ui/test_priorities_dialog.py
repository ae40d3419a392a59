"""The priorities: every change is one step; a retired one keeps its history."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cspdesk.domain.partnership import PriorityStatus
from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.members import PriorityDialog
from cspdesk.ui.dialogs.priorities import PrioritiesDialog
from cspdesk.ui.models.partnership_edits import moved
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from tests.ui.plan_record import PRIORITY, TODAY, make_record


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with make_record(tmp_path / "plan.cspdesk") as store:
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> PrioritiesDialog:
    made = PrioritiesDialog(session)
    qtbot.addWidget(made)
    return made


def names(session: Session) -> list[str]:
    return [p.name for p in session.store.partnership.all_priorities()]


def last(session: Session) -> str:
    return session.store.journal.steps()[0].label


def test_moving_a_priority_changes_the_order_of_the_tabs_in_one_step(
    dialog: PrioritiesDialog, session: Session
) -> None:
    dialog.list.table.select_key("p-new")
    dialog.move_by(-1)
    assert names(session) == ["Alcohol and drugs", "A fifth priority", "Re-offending"]
    assert last(session) == "Moved the priority A fifth priority"
    session.undo()
    assert names(session) == ["Alcohol and drugs", "Re-offending", "A fifth priority"]
    assert [line.id for line in dialog.list.model.records] == [PRIORITY, "p-other", "p-new"]


@pytest.mark.parametrize(
    ("by", "order"), [(-9, "bacd"), (-1, "bacd"), (0, "abcd"), (1, "acbd"), (2, "acdb"), (9, "acdb")]
)
def test_a_move_stops_at_the_ends(by: int, order: str) -> None:
    assert moved(("a", "b", "c", "d"), "b", by) == tuple(order)


def test_a_proposed_priority_is_activated(dialog: PrioritiesDialog, session: Session) -> None:
    dialog.list.table.select_key("p-new")
    assert (dialog.propose.isEnabled(), dialog.activate.isEnabled(), dialog.retire.isEnabled()) == (False, True, True)
    dialog.put(PriorityStatus.ACTIVE)
    assert session.store.partnership.priorities.get("p-new").status is PriorityStatus.ACTIVE
    assert last(session) == "Activated the priority A fifth priority"


def test_retiring_is_asked_about_and_keeps_the_plan(
    dialog: PrioritiesDialog, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter([False, True])

    def confirm(parent: object, title: str, text: str, yes: str) -> bool:
        asked.append(text)
        return next(answers)

    monkeypatch.setattr(messages, "confirm", confirm)
    dialog.list.table.select_key(PRIORITY)
    dialog.put(PriorityStatus.RETIRED)
    assert session.store.partnership.priorities.get(PRIORITY).status is PriorityStatus.ACTIVE
    assert "4 actions of it are still open." in asked[0]
    dialog.put(PriorityStatus.RETIRED)
    assert session.store.partnership.priorities.get(PRIORITY).status is PriorityStatus.RETIRED
    assert len(session.store.plans.actions_of(PRIORITY)) == 4


def test_renaming_in_place_refuses_a_name_that_is_taken(
    dialog: PrioritiesDialog, session: Session, qtbot: QtBot
) -> None:
    model = dialog.list.model
    assert model.setData(model.index(0, 0), "  Drugs and   alcohol ")
    assert names(session)[0] == "Drugs and alcohol"
    with qtbot.waitSignal(session.failed) as told:
        assert not model.setData(model.index(0, 0), "re-OFFENDING")
    assert "There is already one called “re-OFFENDING”" in str(told.args)
    assert names(session)[0] == "Drugs and alcohol"


def test_a_new_priority_is_proposed_behind_the_others_with_its_new_lead(session: Session, qtbot: QtBot) -> None:
    form = PriorityDialog(session, None)
    qtbot.addWidget(form)
    form.accept()
    assert form.problem_of(form.name) == "A priority needs a name."
    form.name.setText("Rural crime")
    form.lead.setEditText("Eve Fresh")
    form.accept()
    made = session.store.partnership.all_priorities()[-1]
    assert (made.name, made.status) == ("Rural crime", PriorityStatus.PROPOSED)
    assert session.store.partnership.people.get(made.lead_id or "").name == "Eve Fresh"
    assert last(session) == "Added the priority Rural crime"
    session.undo()
    assert "Eve Fresh" not in [p.name for p in session.store.partnership.all_people()]
