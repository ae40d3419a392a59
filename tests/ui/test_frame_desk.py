"""The Desk says what needs somebody, to the penny, and leads there."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.plans import Action
from cspdesk.domain.positions import Position
from cspdesk.ui.models.desk_tables import due_words
from cspdesk.ui.session import Place, Session
from cspdesk.ui.tabs.desk import DeskTab
from cspdesk.ui.widgets.money_bar import money_words
from tests.ui.frame_record import IDS, fill


@pytest.fixture
def desk(session: Session, qtbot: QtBot) -> DeskTab:
    fill(session.store)
    session.look_again()
    made = DeskTab(session)
    qtbot.addWidget(made)
    return made


def test_the_pounds_not_yet_evidenced_are_said_to_the_penny(desk: DeskTab) -> None:
    assert desk.untraced.words.text() == "£525.00 of £1,525.00 is not yet evidenced"
    assert desk.untraced.more.text() == "2 of 3 payments have no proof in 2015/16"


def test_payments_without_a_line_are_counted(desk: DeskTab) -> None:
    assert desk.unassigned.words.text() == "1 payment without a budget line"
    assert desk.unassigned.more.text() == "£25.00 in 2015/16"


def test_what_is_late_comes_before_what_is_due_soon(desk: DeskTab) -> None:
    assert [row.id for row in desk.due.records] == [IDS.late, IDS.secret, IDS.soon]
    assert desk.overdue.words.text() == "2 actions late"
    assert desk.overdue.more.text() == "1 action due in the next 14 days"


def test_each_priority_that_is_not_retired_has_a_row(desk: DeskTab) -> None:
    names = [desk.priorities.columns[0].text(row) for row in desk.priorities.records]
    assert names == ["Safer homes", "Safer roads (proposed)"]
    homes = desk.priorities.records[0]
    assert (homes.open_actions, homes.overdue, homes.next_due) == (4, 2, date(2015, 9, 20))
    assert homes.position == Position(600_000, 0, 0, 150_000)


def test_what_an_audience_may_not_see_is_withheld_and_counted(desk: DeskTab, session: Session) -> None:
    session.show_audience(Audience.PUBLIC)
    desk.reload()
    assert [row.id for row in desk.due.records] == [IDS.late, IDS.soon]
    assert desk.withheld.text() == "1 priority or action withheld from this audience."


def test_another_year_has_its_own_money(desk: DeskTab, session: Session) -> None:
    session.show_year(type(session.year)(2014))
    desk.reload()
    assert desk.untraced.words.text() == "No payments yet"
    assert not desk.untraced.go.isVisibleTo(desk)


def test_enter_on_a_priority_goes_to_it(desk: DeskTab, session: Session, qtbot: QtBot) -> None:
    desk.priority_view.selectRow(1)
    with qtbot.waitSignal(session.go_to) as going:
        qtbot.keyClick(desk.priority_view, Qt.Key.Key_Return)
    assert going.args == [Place("priority", IDS.roads)]


def test_one_click_on_an_action_goes_to_it(desk: DeskTab, session: Session, qtbot: QtBot) -> None:
    desk.resize(1200, 700)
    desk.show()
    where = desk.due_view.visualRect(desk.due.index(0, 0)).center()
    with qtbot.waitSignal(session.go_to) as going:
        qtbot.mouseClick(desk.due_view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert going.args == [Place("priority", IDS.homes, "plan", IDS.late)]


def test_an_empty_record_says_how_to_begin(session: Session, qtbot: QtBot) -> None:
    desk = DeskTab(session)
    qtbot.addWidget(desk)
    assert desk.nothing.isVisibleTo(desk)
    assert desk.nothing.button.text() == "Add a priority"
    assert desk.overdue.words.text() == "Nothing is late"


@pytest.mark.parametrize(
    ("position", "words"),
    [
        (Position(7_500_000, 0, 0, 5_120_000, 400_000), "£51,200 spent, £4,000 committed, £19,800 left of £75,000"),
        (Position(10_000, 0, 0, 12_050), "£120.50 spent, £20.50 over the £100"),
        (Position(10_000), "£0 spent, £100 left of £100"),
    ],
)
def test_money_is_said_in_a_sentence(position: Position, words: str) -> None:
    assert money_words(position) == words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2015, 9, 13), "1 day late"),
        (date(2015, 9, 14), "today"),
        (date(2015, 9, 15), "tomorrow"),
        (date(2015, 9, 20), "20/09/2015"),
        (date(2015, 7, 16), "60 days late"),
        (date(2015, 7, 15), "2 months late"),
        (date(2014, 9, 1), "12 months late"),
        (date(2013, 10, 1), "23 months late"),
        (date(2013, 9, 1), "2 years late"),
        (date(2005, 9, 1), "10 years late"),
    ],
)
def test_how_late_an_action_is_is_said_as_people_say_it(due: date, words: str) -> None:
    assert due_words(Action("a", "p", "Title", date(2014, 4, 1), due), date(2015, 9, 14)) == words
