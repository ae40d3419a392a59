"""Giving a plan out and taking it in, as a person does in the window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cspdesk.app.plans import PlanRequest, plan_record, write_plan
from cspdesk.domain.audience import Audience
from cspdesk.domain.plans import Action, ActionStatus
from cspdesk.ui.dialogs.plan_export import PlanExportDialog, open_plan_export
from cspdesk.ui.dialogs.plan_import import PlanImportDialog, open_plan_import
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import Theme
from tests.ui.plan_record import PRIORITY, TODAY, make_record

HEADER = 5


@pytest.fixture
def session(theme: Theme, tmp_path: Path) -> Iterator[Session]:
    """A record with a plan."""
    store = make_record(tmp_path / "plan.cspdesk")
    made = Session(store, Settings(tmp_path / "settings.ini"), TODAY)
    yield made
    made.close()


@pytest.fixture
def plan(session: Session, tmp_path: Path) -> Path:
    """The plan of the priority, sent round as a workbook."""
    record = plan_record(session.store, priority(session), session.year.label, session.today)
    request = PlanRequest(priority(session), session.year.label, Audience.RESTRICTED.value)
    return write_plan(record, request, tmp_path / "plan.xlsx", source=session.store.path).path


def priority(session: Session) -> str:
    return session.store.partnership.priorities.get(first(session).priority_id).name


def first(session: Session) -> Action:
    """Return the first action in the workbook."""
    return session.store.plans.actions_in(session.year, PRIORITY)[0]


def edit(path: Path, heading: str, value: object, row: int = 1) -> None:
    book = load_workbook(path)
    column = next(c.column for c in book["Actions"][HEADER] if c.value == heading)
    book["Actions"].cell(HEADER + row, column).value = value
    book.save(path)


def opened(qtbot: QtBot, session: Session, path: Path) -> PlanImportDialog:
    made = PlanImportDialog(session, first(session).priority_id)
    qtbot.addWidget(made)
    made.show()
    made.take(path)
    made.next()
    qtbot.waitUntil(lambda: not made.is_busy)
    return made


def test_what_others_changed_is_shown_then_taken_as_one_step(qtbot: QtBot, session: Session, plan: Path) -> None:
    before = first(session)
    edit(plan, "Action", "Their words")
    dialog = opened(qtbot, session, plan)
    assert dialog.check.summary.text() == "1 action changed."
    assert session.store.plans.actions.get(before.id) == before
    dialog.next()
    assert session.store.plans.actions.get(before.id).title == "Their words"
    assert dialog.done_title.text() == "1 action changed."
    session.undo()
    assert session.store.plans.actions.get(before.id) == before


def test_a_conflict_keeps_ours_until_theirs_is_taken(qtbot: QtBot, session: Session, plan: Path) -> None:
    before = first(session)
    edit(plan, "Action", "Their words")
    session.do("Reworded", lambda: session.store.plans.save(replace(before, title="Our words")))
    dialog = opened(qtbot, session, plan)
    (shown,) = dialog.check._models[1].records
    assert (shown.exported, shown.ours, shown.theirs, shown.taken) == (before.title, "Our words", "Their words", "Ours")
    assert not dialog.next_button.isEnabled()
    dialog.check.take_theirs.click()
    assert dialog.check._models[1].records[0].taken == "Theirs"
    dialog.next()
    assert session.store.plans.actions.get(before.id).title == "Their words"


def test_a_rejected_row_stands_in_the_way_until_the_good_rest_is_asked_for(
    qtbot: QtBot, session: Session, plan: Path
) -> None:
    edit(plan, "Lead", "Nobody known")
    edit(plan, "Action", "Something new", row=40)
    dialog = opened(qtbot, session, plan)
    problem = dialog.check._models[4].records[0]
    assert (problem.sheet, problem.row, problem.column) == ("Actions", HEADER + 1, "E")
    assert "1 row is rejected" in dialog.problem.text()
    dialog.check.part.setChecked(True)
    assert dialog.next_button.isEnabled()
    dialog.next()
    new = [a for a in session.store.plans.actions.where() if a.title == "Something new"]
    assert [a.status for a in new] == [ActionStatus.PROPOSED]


def test_a_workbook_of_another_kind_is_refused_in_words(qtbot: QtBot, session: Session, plan: Path) -> None:
    told: list[object] = []
    session.failed.connect(told.append)
    plan.write_bytes(plan.read_bytes()[:2_000])
    dialog = opened(qtbot, session, plan)
    assert dialog.pages.currentIndex() == 0
    assert "damaged or was cut short" in str(told[0])


def test_a_plan_made_elsewhere_shows_its_columns_and_takes_them_as_told(
    qtbot: QtBot, session: Session, plan: Path, tmp_path: Path
) -> None:
    source = tmp_path / "council.csv"
    source.write_text("Ref,Action,Lead officer,By when,Words\n1,Lock gates,Somebody,Q3,More about it\n")
    dialog = opened(qtbot, session, source)
    assert dialog.check.summary.text() == "1 action added."
    assert dialog.check.tabs.isTabVisible(5)
    assert dialog.check._boxes["due"].value() == "By when"
    dialog.check._boxes["description"].set_value("Words")
    qtbot.waitUntil(lambda: not dialog.is_busy)
    dialog.next()
    (new,) = [a for a in session.store.plans.actions.where() if a.title == "Lock gates"]
    assert "More about it" in new.description
    assert new.due_on == date(session.year.first, 12, 31)


def test_a_plan_is_printed_seen_and_kept_in_the_register(qtbot: QtBot, session: Session, plan: Path) -> None:
    dialog = PlanExportDialog(session, first(session).priority_id)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.make()
    qtbot.waitUntil(lambda: dialog.made is not None)
    assert dialog.preview.pages >= 1
    dialog.keep_and_close()
    (document,) = session.store.documents.all_documents()
    assert (document.kind, document.priority_id) == ("action plan", first(session).priority_id)


@pytest.mark.parametrize(("place", "ending", "begins"), [(1, ".xlsx", b"PK"), (2, ".ics", b"BEGIN:VCALENDAR")])
def test_a_workbook_or_a_calendar_is_saved_where_it_is_asked(
    qtbot: QtBot, session: Session, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    place: int, ending: str, begins: bytes,
) -> None:  # fmt: skip
    dialog = PlanExportDialog(session, first(session).priority_id)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.forms.button(place).setChecked(True)
    assert dialog.person.isVisible() == (ending == ".ics")
    wanted = tmp_path / "saved"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(wanted), ""))
    dialog.make()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert wanted.with_name(f"saved{ending}").read_bytes().startswith(begins)
    assert session.store.documents.all_documents() == ()


def test_without_a_priority_both_say_what_to_do(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session.store.partnership, "all_priorities", tuple)
    told: list[object] = []
    session.failed.connect(told.append)
    open_plan_export(session, None)
    open_plan_import(session, None)
    assert len(told) == 2
    assert all("priority" in str(error) for error in told)
