"""The end of a year: many actions at once, looked over before it is done, one step, and seen later."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionKind, ActionStatus
from cspdesk.domain.reviews import Review, YearEnd
from cspdesk.store.store import open_store
from cspdesk.ui.dialogs import year_end
from cspdesk.ui.dialogs.year_end import YearEndDialog
from cspdesk.ui.models.plan_history import action_history
from cspdesk.ui.models.year_end_rows import Fate
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.plan_reviews import ReviewsTab
from tests.ui.plan_record import PRIORITY, YEAR, make_record

AFTER = date(2016, 4, 11)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with make_record(tmp_path / "plan.cspdesk") as store:
        with store.step("Said why"):
            late = store.plans.actions.get("a-late")
            store.plans.save(replace(late, rating_reason="Two posts are empty.", kind=ActionKind.SERVICE))
        yield Session(store, Settings(tmp_path / "settings.ini"), AFTER)


@pytest.fixture(autouse=True)
def leaves_unasked(answer: Callable[[str | None], list[str]]) -> None:
    """Let dialogs with something decided close when a test ends."""
    answer("Leave")


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> YearEndDialog:
    made = YearEndDialog(session)
    qtbot.addWidget(made)
    made.show()
    return made


def row_of(dialog: YearEndDialog, id_: str) -> int:
    row = dialog.model.row_of(id_)
    assert row is not None
    return row


def cell(dialog: YearEndDialog, id_: str, title: str) -> str:
    column = next(c for c in dialog.model.columns if c.title == title)
    return column.text(dialog.model.record(row_of(dialog, id_)))


def put(dialog: YearEndDialog, id_: str, title: str, value: object) -> bool:
    place = [c.title for c in dialog.model.columns].index(title)
    index = dialog.model.index(row_of(dialog, id_), place)
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    return dialog.model.setData(index, value)


def steps(session: Session) -> int:
    return len(session.store.journal.steps(limit=1000))


def test_it_begins_with_the_year_that_is_over_while_actions_of_it_are_open(dialog: YearEndDialog) -> None:
    assert dialog.year.value() == YEAR
    assert {row.id for row in dialog.model.rows} == {"a-late", "a-due", "a-new", "a-kept"}


def test_each_action_begins_as_carried_with_a_day_and_the_reason_of_its_rating(dialog: YearEndDialog) -> None:
    assert cell(dialog, "a-late", "New due date") == "31/03/2017"
    assert cell(dialog, "a-due", "New due date") == "30/06/2016"
    assert cell(dialog, "a-late", "Why (printed)") == "Two posts are empty."
    assert cell(dialog, "a-due", "Why (printed)") == "Say why"
    assert dialog.standing.text() == "4 carried forward, 0 closed; 3 still need a reason"


def test_many_are_decided_at_once(dialog: YearEndDialog) -> None:
    dialog.table.selectAll()
    dialog.fate.set_value(Fate.CLOSE)
    dialog.reason.setText("The money ended.")
    dialog.apply()
    assert {row.fate for row in dialog.model.rows} == {Fate.CLOSE}
    assert {row.reason for row in dialog.model.rows} == {"The money ended."}
    assert cell(dialog, "a-due", "New due date") == "–"
    assert dialog.standing.text() == "0 carried forward, 4 closed"


def test_with_none_selected_no_reason_is_written_over(dialog: YearEndDialog) -> None:
    dialog.reason.setText("Not finished.")
    dialog.apply()
    assert cell(dialog, "a-late", "Why (printed)") == "Two posts are empty."
    assert cell(dialog, "a-due", "Why (printed)") == "Not finished."
    assert dialog.standing.text() == "4 carried forward, 0 closed"


def test_what_was_decided_is_not_thrown_away_unasked(
    dialog: YearEndDialog, answer: Callable[[str | None], list[str]]
) -> None:
    put(dialog, "a-due", "Why (printed)", "Not finished.")
    asked = answer(None)
    dialog.reject()
    dialog.year.set_value(FinancialYear(2016))
    dialog.year.activated.emit(1)
    assert len(asked) == 2
    assert dialog.isVisible()
    assert dialog.year.value() == YEAR
    assert cell(dialog, "a-due", "Why (printed)") == "Not finished."
    answer("Leave")
    dialog.reject()
    assert not dialog.isVisible()


def test_only_the_selected_ones_are_decided(dialog: YearEndDialog) -> None:
    dialog.table.select_key("a-due")
    dialog.due.setText("30/09/2016")
    dialog.apply()
    assert cell(dialog, "a-due", "New due date") == "30/09/2016"
    assert cell(dialog, "a-new", "New due date") == "30/06/2016"


def test_cells_are_typed_into_and_what_is_no_date_is_said(dialog: YearEndDialog) -> None:
    assert put(dialog, "a-due", "New due date", "1 August 2016")
    assert cell(dialog, "a-due", "New due date") == "01/08/2016"
    assert not put(dialog, "a-due", "New due date", "soon")
    assert "not a date" in dialog.problem.text()
    assert put(dialog, "a-due", "What becomes of it", Fate.LATER)
    assert cell(dialog, "a-due", "What becomes of it") == "Decide later"


def test_nothing_is_done_while_a_reason_is_missing(dialog: YearEndDialog, session: Session) -> None:
    before = steps(session)
    dialog.look_over()
    assert dialog.problem.text().startswith("Say why “")
    assert dialog.pages.currentIndex() == 0
    assert steps(session) == before


def test_a_day_within_the_year_that_ends_is_refused(dialog: YearEndDialog) -> None:
    dialog.reason.setText("Not finished.")
    dialog.apply()
    put(dialog, "a-due", "New due date", "31/03/2016")
    dialog.look_over()
    assert dialog.problem.text() == "“Night-time economy” is carried, so it is due after 31 March 2016."


def test_leaving_all_for_later_is_nothing_to_do(dialog: YearEndDialog) -> None:
    dialog.fate.set_value(Fate.LATER)
    dialog.apply()
    dialog.look_over()
    assert "Nothing is decided" in dialog.problem.text()


def decide(dialog: YearEndDialog) -> None:
    dialog.reason.setText("Not finished.")
    dialog.apply()
    put(dialog, "a-new", "What becomes of it", Fate.CLOSE)
    put(dialog, "a-kept", "What becomes of it", Fate.LATER)
    dialog.look_over()


def test_it_is_looked_over_then_done_as_one_step_and_undone_in_one(
    dialog: YearEndDialog, session: Session, qtbot: QtBot
) -> None:
    before, plans = steps(session), session.store.plans
    was = plans.actions.where()
    decide(dialog)
    assert dialog.pages.currentIndex() == 1
    assert steps(session) == before
    qtbot.mouseClick(dialog.finish, Qt.MouseButton.LeftButton)
    assert steps(session) == before + 1
    assert plans.actions.get("a-due").due_on == date(2016, 6, 30)
    assert plans.actions.get("a-due").agreed_due_on == date(2016, 3, 31)
    assert plans.actions.get("a-new").status is ActionStatus.STOPPED
    assert plans.actions.get("a-kept") in was
    decided = {d.action_id: d.decision for d in session.store.reviews.year_end_of(YEAR)}
    assert decided == {"a-late": YearEnd.CARRIED, "a-due": YearEnd.CARRIED, "a-new": YearEnd.CLOSED}
    session.undo()
    assert plans.actions.where() == was
    assert not session.store.reviews.year_end_of(YEAR)


def test_what_was_decided_is_seen_in_reviews_in_what_changed_and_in_the_history(
    dialog: YearEndDialog, session: Session, qtbot: QtBot
) -> None:
    held = Review("v", PRIORITY, YEAR, date(2016, 3, 1), 0, "{}")
    session.do("Held a review", lambda: session.store.reviews.hold(held))
    decide(dialog)
    dialog.do()
    session.show_year(FinancialYear(2016))
    tab = ReviewsTab(session, PRIORITY)
    qtbot.addWidget(tab)
    assert tab.lists.year_ends.said.text() == "2 actions carried forward, 1 closed"
    tab.show_since()
    told = {row.item.kind.value: row.item.sentence for row in tab.look.since.rows if row.item.action_id == "a-due"}
    assert told["carried forward"] == (
        "Carried forward from 2015/16, now due 30 June 2016 (it was 31 March 2016): Not finished."
    )
    closed = [r.item for r in tab.look.since.rows if r.item.kind.value == "closed at the end of the year"]
    assert [item.action_id for item in closed] == ["a-new"]
    assert any("Not finished." in words for words in action_history(session.store, "a-new")[0].words)


def test_what_the_audience_may_not_see_is_left_alone_and_said(session: Session, qtbot: QtBot) -> None:
    session.show_audience(Audience.PUBLIC)
    dialog = YearEndDialog(session)
    qtbot.addWidget(dialog)
    assert "a-kept" not in {row.id for row in dialog.model.rows}
    assert "1 open action is withheld from the public version" in dialog.told.text()


def test_a_year_without_open_actions_offers_nothing_to_do(
    dialog: YearEndDialog, session: Session, qtbot: QtBot
) -> None:
    dialog.reason.setText("Not finished.")
    dialog.apply()
    dialog.do()
    again = YearEndDialog(session)
    qtbot.addWidget(again)
    assert again.year.value() == FinancialYear(2016)
    again.year.set_value(YEAR)
    again.show_year()
    assert not again.model.rows
    assert not again.go_on.isEnabled()


def test_a_file_open_for_reading_carries_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_record(tmp_path / "plan.cspdesk").close()
    shown: list[object] = []
    monkeypatch.setattr(year_end, "YearEndDialog", shown.append)
    with open_store(tmp_path / "plan.cspdesk", "Bob", read_only=True) as store:
        session = Session(store, Settings(tmp_path / "settings.ini"), AFTER)
        refused: list[Exception] = []
        session.failed.connect(refused.append)
        year_end.open_year_end(session, None)
    assert "reading only" in str(refused[0])
    assert not shown
