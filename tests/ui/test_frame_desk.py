"""The Desk says what needs somebody, to the day and to the penny, and leads there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.milestones import Milestone
from cspdesk.domain.partnership import Person
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionStatus, ActionUpdate, Rating, Recurrence
from cspdesk.domain.positions import Position
from cspdesk.domain.ratings import rate_action
from cspdesk.domain.reviews import Review, ReviewDecision
from cspdesk.domain.services import CaseRecommendation, CaseReview, CaseReviewStage, CommissionedService
from cspdesk.store.review_dates import ReviewDate
from cspdesk.store.store import Store
from cspdesk.ui.models.desk_needs import Need, due_in_words, reviews_to_come
from cspdesk.ui.models.desk_tables import group_words, need_columns, priority_columns, summary_words
from cspdesk.ui.models.grouped import Heading
from cspdesk.ui.session import Place, Session
from cspdesk.ui.tabs.desk import QUIET, WHO, DeskTab
from cspdesk.ui.tabs.priority import PriorityTab
from cspdesk.ui.widgets.money_bar import left_words, money_words
from tests.indicator_builders import HEREFORDSHIRE, indicator, observed
from tests.ui.conftest import TODAY
from tests.ui.frame_record import IDS, fill

WORDS = {column.title: column.text for column in need_columns()}
SAID = {column.title: column.text for column in priority_columns()}


@pytest.fixture
def record(session: Session) -> Store:
    """The small record, each action heard of today and stated as its dates say."""
    fill(session.store)
    session.look_again()
    return session.store


@pytest.fixture
def desk(session: Session, record: Store, qtbot: QtBot) -> DeskTab:
    made = DeskTab(session)
    qtbot.addWidget(made)
    return made


def of(desk: DeskTab, need: Need) -> list[tuple[str, str]]:
    """Return what stands in one group, each with its When."""
    desk.reload()
    return [(row.what, row.when) for row in desk.reading.needs if row.need is need]


def keep(session: Session, *records: object) -> None:
    """Add records of any kind in one step."""
    store = session.store
    tables = {
        Milestone: store.plans.milestones,
        ActionUpdate: store.plans.updates,
        CommissionedService: store.services.services,
        CaseReview: store.services.case_reviews,
        CaseRecommendation: store.services.recommendations,
        Review: store.reviews.reviews,
        ReviewDecision: store.reviews.decisions,
        Person: store.partnership.people,
    }
    assert session.do("Added", lambda: [tables[type(r)].insert(r) for r in records])  # type: ignore[index, attr-defined]


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def test_what_is_late_comes_before_what_is_due_soon(desk: DeskTab) -> None:
    dated = [(row.need, row.what, row.when) for row in desk.reading.needs if row.need <= Need.SOON]
    assert dated == [
        (Need.LATE, "Fit alarms", "13 days late"),
        (Need.LATE, "Watch a house", "12 days late"),
        (Need.SOON, "Mark bicycles", "in 6 days"),
    ]
    assert desk.summary.text() == "2 things late, 1 thing due in the next 14 days"
    assert desk.summary.property("tone") == "danger"


def test_groups_say_how_many_stand_under_them(desk: DeskTab) -> None:
    headings = [line.words for row in range(desk.needs.rowCount()) if isinstance(line := desk.needs.line(row), Heading)]
    assert headings[:2] == ["Late (2)", "Due in the next 14 days (1)"]
    assert headings[-1] == "Money to account for (2)"
    assert group_words("Late", desk.reading.needs) == f"Late ({len(desk.reading.needs)})"


def test_one_group_can_be_looked_at_alone(desk: DeskTab, session: Session) -> None:
    choices = [desk.shown.itemText(i) for i in range(desk.shown.count())]
    assert choices[:3] == [f"Everything ({len(desk.reading.needs)})", "Late (2)", "Due in the next 14 days (1)"]
    desk.shown.set_value(Need.SOON)
    assert [row.what for row in desk.needs.records] == ["Mark bicycles"]
    desk.reload()
    assert [row.what for row in desk.needs.records] == ["Mark bicycles"]
    soon = session.store.plans.actions.get(IDS.soon)
    session.do("Stopped it", lambda: session.store.plans.save(replace(soon, status=ActionStatus.STOPPED)))
    desk.reload()
    assert desk.shown.value() is None
    assert len(desk.needs.records) == len(desk.reading.needs)


def test_each_row_says_what_where_and_who(desk: DeskTab) -> None:
    first = desk.reading.needs[0]
    said = {title: text(first) for title, text in WORDS.items()}
    assert said == {
        "What": "Fit alarms",
        "Kind": "Action",
        "When": "13 days late",
        "Who": "Homes lead",
        "Where": "Safer homes",
    }


def test_pounds_not_evidenced_and_payments_without_a_line_are_said_to_the_penny(desk: DeskTab) -> None:
    assert of(desk, Need.MONEY) == [
        ("£25.00 paid without a budget line", "1 payment in 2015/16"),
        ("£500.00 of £1,500.00 is not yet evidenced", "1 payment in 2015/16"),
    ]


def test_another_year_has_its_own_money_and_the_same_dates(desk: DeskTab, session: Session) -> None:
    session.show_year(FinancialYear(2014))
    assert of(desk, Need.MONEY) == []
    assert len(of(desk, Need.LATE)) == 2


def test_a_late_action_of_an_earlier_year_is_opened_in_its_year(desk: DeskTab, session: Session) -> None:
    session.show_year(FinancialYear(2016))
    desk.reload()
    assert desk.reading.needs[0].place == Place("priority", IDS.homes, "plan", IDS.late, FinancialYear(2015))


def test_milestones_are_said_unless_their_action_is_late_itself(desk: DeskTab, session: Session) -> None:
    keep(
        session,
        Milestone("m1", IDS.soon, "Bicycles bought", on(-30), on(-3)),
        Milestone("m2", IDS.soon, "Paint mixed", on(-30), on(-10), on(-9)),
        Milestone("m3", "action-far", "Half counted", on(2), on(2)),
        Milestone("m4", IDS.late, "Alarms bought", on(-90), on(-60)),
    )
    assert ("Bicycles bought (Mark bicycles)", "3 days late") in of(desk, Need.LATE)
    assert ("Half counted (Count burglaries)", "in 2 days") in of(desk, Need.SOON)
    told = [row.what for row in desk.reading.needs]
    assert not [what for what in told if "Paint" in what or "Alarms bought" in what]


def test_an_action_nobody_spoke_of_is_asked_about_unless_it_is_late(desk: DeskTab, session: Session) -> None:
    assert of(desk, Need.SILENT) == [
        ("Count burglaries", "no update since it began, 166 days"),
        ("Mark bicycles", "no update since it began, 166 days"),
    ]
    keep(
        session, ActionUpdate("u1", "action-far", on(-40), "Counting"), ActionUpdate("u2", IDS.soon, on(-34), "Marking")
    )
    assert of(desk, Need.SILENT) == [("Count burglaries", "no update for 40 days")]


def test_a_rating_stated_otherwise_than_the_dates_say_needs_a_reason(desk: DeskTab, session: Session) -> None:
    late = session.store.plans.actions.get(IDS.late)
    stated = replace(late, stated_rating=Rating.ON_TRACK)
    session.do("Stated a rating", lambda: session.store.plans.save(stated))
    asked = dict(of(desk, Need.REASON))
    assert asked["Fit alarms"].startswith("stated on track, dates say ")
    explained = replace(stated, rating_reason="The ladder came back today")
    session.do("Explained it", lambda: session.store.plans.save(explained))
    assert "Fit alarms" not in dict(of(desk, Need.REASON))


def test_a_recurring_action_is_said_when_it_comes_round(desk: DeskTab, session: Session) -> None:
    far = session.store.plans.actions.get("action-far")
    monthly = replace(far, starts_on=date(2015, 4, 20), recurrence=Recurrence.MONTHLY)
    session.do("Made it monthly", lambda: session.store.plans.save(monthly))
    assert ("Count burglaries", "in 6 days") in of(desk, Need.SOON)
    (row,) = [r for r in desk.reading.needs if r.what == "Count burglaries" and r.need is Need.SOON]
    assert row.kind == "Comes round monthly"


def test_reviews_and_decisions_are_said_until_they_are_held_and_done(desk: DeskTab, session: Session) -> None:
    keep(
        session,
        Review("r1", IDS.homes, session.year, on(-90), 0, "{}", on(-2)),
        Review("r2", IDS.roads, session.year, on(-90), 0, "{}", on(-2)),
        Review("r3", IDS.roads, session.year, on(-1), 0, "{}", on(10)),
        ReviewDecision("d1", "r1", 1, "Buy a ladder", "person-1", on(-5)),
        ReviewDecision("d2", "r1", 2, "Sell the ladder", None, on(3)),
        ReviewDecision("d3", "r1", 3, "Done long ago", None, on(-5), on(-6)),
    )
    late, soon = of(desk, Need.LATE), of(desk, Need.SOON)
    assert {("Next review of the plan", "2 days late"), ("Buy a ladder", "5 days late")} <= set(late)
    assert {("Sell the ladder", "in 3 days"), ("Next review of the plan", "in 10 days")} <= set(soon)
    assert "Done long ago" not in dict(late)
    session.show_audience(Audience.PUBLIC)
    assert ("Next review of the plan", "2 days late") in of(desk, Need.LATE)
    assert "Buy a ladder" not in dict(of(desk, Need.LATE))


def test_a_review_of_the_whole_plan_takes_the_place_of_older_ones() -> None:
    own = ReviewDate("own", "p", on(-50), on(5))
    whole = ReviewDate("whole", None, on(-10), on(60))
    assert reviews_to_come((whole, own)) == {None: whole}
    newer = ReviewDate("newer", "p", on(-1), on(30))
    assert reviews_to_come((newer, whole, own)) == {"p": newer, None: whole}
    assert reviews_to_come((ReviewDate("last", "p", on(-1), None),)) == {}


def test_services_are_said_early_and_case_reviews_when_they_are_due(desk: DeskTab, session: Session) -> None:
    keep(
        session,
        CommissionedService("s1", IDS.homes, "Alarm fitting", "org-1", on(-300), on(80), notice_on=on(7)),
        CommissionedService("s2", IDS.homes, "Far away", None, on(-300), on(200), notice_on=on(-1)),
        CaseReview("c1", IDS.homes, "DHR 7", on(-99), CaseReviewStage.WRITING, on(-4)),
        CaseReview("c2", IDS.homes, "DHR 8", on(-99), CaseReviewStage.PUBLISHED, on(-4)),
        CaseRecommendation("c3", "c2", 1, "Share the address", "org-1", on(9)),
    )
    assert ("Alarm fitting", "in 7 days") in of(desk, Need.SOON)
    assert of(desk, Need.AHEAD) == [("Alarm fitting", "in 80 days")]
    assert ("DHR 7: being written, next stage", "4 days late") in of(desk, Need.LATE)
    assert ("Share the address (DHR 8)", "in 9 days") in of(desk, Need.SOON)
    assert not [row for row in desk.reading.needs if "Far away" in row.what or row.what.startswith("DHR 8:")]


def test_what_an_audience_may_not_see_is_withheld_and_counted(desk: DeskTab, session: Session) -> None:
    keep(session, CaseReview("c1", IDS.homes, "DHR 7", on(-99), CaseReviewStage.WRITING, on(-4)))
    session.show_audience(Audience.PUBLIC)
    assert [what for what, _ in of(desk, Need.LATE)] == ["Fit alarms"]
    assert desk.withheld.text() == "1 priority or action withheld from this audience."


def test_mine_shows_what_is_mine_and_is_remembered(desk: DeskTab, session: Session, qtbot: QtBot) -> None:
    keep(session, Person("ann", "Ann Officer", "org-1"), Person("bob", "Bob"))
    session.do(
        "Gave it away",
        lambda: session.store.plans.save(replace(session.store.plans.actions.get(IDS.soon), lead_id="ann")),
    )
    desk.reload()
    desk.mine.click()
    assert desk.me.currentText() == "Ann Officer"
    assert {row.place.record_id for row in desk.needs.records} == {IDS.soon}
    assert [row.id for row in desk.priorities.records] == [IDS.homes]
    desk.me.set_value("bob")
    assert (desk.summary.text(), desk.needs.records) == ("Nothing is late, nothing due in the next 14 days", ())
    again = DeskTab(session)
    qtbot.addWidget(again)
    assert again.mine.isChecked()
    assert again.me.currentText() == "Bob"
    again.everyone.click()
    assert len(again.needs.records) > 5
    assert not again.me.isVisibleTo(again)


def test_mine_asks_who_one_is_when_nobody_is_known(desk: DeskTab) -> None:
    desk.mine.click()
    assert desk.me.currentText() == "Nobody"
    assert desk.need_view._empty == WHO


def test_what_an_organisation_is_asked_to_do_is_its_peoples(desk: DeskTab, session: Session) -> None:
    keep(
        session,
        Person("ann", "Ann Officer", "org-1"),
        CaseReview("c1", IDS.homes, "DHR 7", on(-99)),
        CaseRecommendation("c2", "c1", 1, "Share the address", "org-1", on(9)),
    )
    desk.reload()
    desk.mine.click()
    assert [row.what for row in desk.needs.records] == ["Share the address (DHR 7)"]


def test_each_priority_that_is_not_retired_has_a_row(desk: DeskTab) -> None:
    assert [SAID["Priority"](row) for row in desk.priorities.records] == ["Safer homes", "Safer roads (proposed)"]
    homes = desk.priorities.records[0]
    assert (homes.open_actions, homes.overdue, homes.next_due) == (4, 2, date(2015, 9, 20))
    assert homes.position == Position(600_000, 0, 0, 150_000)
    assert SAID["Late"](homes) == "2 of 4"
    assert SAID["Money of the year"](homes) == "£4,500 left of £6,000"


def test_a_priority_is_rated_by_its_dates_by_its_leads_and_at_the_years_end(desk: DeskTab, session: Session) -> None:
    plans = session.store.plans
    actions = [replace(a, stated_rating=Rating.ON_TRACK) for a in plans.actions_of(IDS.homes)]
    session.do("Said all is well", lambda: [plans.save(a) for a in actions])
    keep(session, *(ActionUpdate(f"u{i}", a.id, on(-1), "All well") for i, a in enumerate(actions)))
    desk.reload()
    homes, roads = desk.priorities.records
    assert homes.computed.rating in (Rating.AT_RISK, Rating.OFF_TRACK)
    assert homes.stated.rating is Rating.ON_TRACK
    assert SAID["Leads say"](homes) == "On track"
    assert (roads.computed.rating, roads.computed.reasons) == (Rating.CANNOT_TELL, ("no actions to rate",))


def test_stopped_actions_do_not_count_in_a_rating(desk: DeskTab, session: Session) -> None:
    plans = session.store.plans
    stopped = [replace(a, status=ActionStatus.STOPPED) for a in plans.actions_of(IDS.homes)]
    session.do("Stopped all", lambda: [plans.save(a) for a in stopped])
    desk.reload()
    assert desk.priorities.records[0].computed.reasons == ("no actions to rate",)
    assert of(desk, Need.LATE) == []


def test_the_head_of_a_priority_shows_both_ratings_and_its_next_review(
    session: Session, record: Store, qtbot: QtBot
) -> None:
    keep(session, Review("r1", IDS.homes, session.year, on(-9), 0, "{}", date(2015, 12, 14)))
    tab = PriorityTab(session, IDS.homes)
    qtbot.addWidget(tab)
    assert "Next review: 14 December 2015" in tab.facts.text()
    assert tab.computed.accessibleName().startswith("What the dates of its actions say: ")
    assert tab.stated.accessibleName().startswith("What the leads of its actions say: ")
    assert tab.money.words.text() == "£4,500 left of £6,000"
    assert tab.money.accessibleName() == "£1,500 spent, £4,500 left of £6,000"


def test_enter_on_a_priority_goes_to_it(desk: DeskTab, session: Session, qtbot: QtBot) -> None:
    desk.priority_view.selectRow(1)
    with qtbot.waitSignal(session.go_to) as going:
        qtbot.keyClick(desk.priority_view, Qt.Key.Key_Return)
    assert going.args == [Place("priority", IDS.roads)]


def test_one_click_on_what_is_late_goes_to_it_and_one_on_its_heading_nowhere(
    desk: DeskTab, session: Session, qtbot: QtBot
) -> None:
    desk.resize(1200, 700)
    desk.show()
    gone: list[object] = []
    session.go_to.connect(gone.append)
    for row in (0, 1):
        where = desk.need_view.visualRect(desk.needs.index(row, 0)).center()
        qtbot.mouseClick(desk.need_view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert gone == [Place("priority", IDS.homes, "plan", IDS.late)]


def test_the_keyboard_begins_at_the_first_thing_and_enter_opens_it(
    desk: DeskTab, session: Session, qtbot: QtBot
) -> None:
    desk.show()
    desk.activateWindow()
    desk.focus_record(Place("desk"))
    qtbot.waitUntil(lambda: desk.need_view.currentIndex().isValid())
    with qtbot.waitSignal(session.go_to) as going:
        qtbot.keyClick(desk.need_view, Qt.Key.Key_Return)
    assert going.args == [Place("priority", IDS.homes, "plan", IDS.late)]


def test_an_empty_record_says_how_to_begin(session: Session, qtbot: QtBot) -> None:
    desk = DeskTab(session)
    qtbot.addWidget(desk)
    assert desk.nothing.isVisibleTo(desk)
    assert desk.nothing.button.text() == "Add a priority"
    assert desk.summary.text() == "Nothing is late, nothing due in the next 14 days"
    assert not desk.mine.isEnabled()


def test_a_desk_without_needs_is_quiet(desk: DeskTab, session: Session) -> None:
    session.do(
        "Finished all",
        lambda: [
            session.store.plans.save(replace(a, status=ActionStatus.STOPPED))
            for a in session.store.plans.open_actions()
        ],
    )
    session.show_year(FinancialYear(2014))
    desk.reload()
    assert desk.reading.needs == ()
    assert desk.need_view._empty == QUIET
    assert summary_words(desk.reading) == "Nothing is late, nothing due in the next 14 days"


@pytest.mark.parametrize(
    ("position", "words", "left"),
    [
        (
            Position(7_500_000, 0, 0, 5_120_000, 400_000),
            "£51,200 spent, £4,000 committed, £19,800 left of £75,000",
            "£19,800 left of £75,000",
        ),
        (Position(10_000, 0, 0, 12_050), "£120.50 spent, £20.50 over the £100", "£20.50 over the £100"),
        (Position(10_000), "£0 spent, £100 left of £100", "£100 left of £100"),
    ],
)
def test_money_is_said_in_a_sentence(position: Position, words: str, left: str) -> None:
    assert money_words(position) == words
    assert left_words(position) == left


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2015, 9, 13), "1 day late"),
        (date(2015, 9, 14), "today"),
        (date(2015, 9, 15), "tomorrow"),
        (date(2015, 9, 20), "in 6 days"),
        (date(2015, 7, 16), "60 days late"),
        (date(2015, 7, 15), "2 months late"),
        (date(2014, 9, 1), "12 months late"),
        (date(2013, 10, 1), "23 months late"),
        (date(2013, 9, 1), "2 years late"),
        (date(2005, 9, 1), "10 years late"),
    ],
)
def test_when_something_is_is_said_as_people_say_it(due: date, words: str) -> None:
    assert due_in_words(due, date(2015, 9, 14)) == words


def test_actions_with_their_dates_alone_are_rated_as_whole_ones(session: Session, record: Store) -> None:
    keep(session, Milestone("m1", IDS.soon, "Bought", on(-30), on(-3)), ActionUpdate("u1", IDS.soon, on(-40), "Begun"))
    actions, rule = record.plans.actions_of(IDS.homes), record.plans.rating_rule()
    whole = [rate_action(w, TODAY, rule) for w in record.plans.whole(actions)]
    assert [rate_action(w, TODAY, rule) for w in record.plans.with_dates(actions)] == whole


def test_the_desk_itself_scrolls_only_where_needs_and_priorities_have_no_room(desk: DeskTab, qtbot: QtBot) -> None:
    desk.resize(1366, 560)
    desk.show()
    qtbot.waitUntil(lambda: desk._scroll.verticalScrollBar().maximum() == 0)
    assert desk.priority_view.verticalScrollBar().maximum() == 0
    assert not desk.recent_view.isVisible(), "History tells it as well"
    desk.resize(1366, 1200)
    qtbot.waitUntil(desk.recent_view.isVisible)
    assert desk._scroll.verticalScrollBar().maximum() == 0
    desk.resize(1366, 240)
    qtbot.waitUntil(lambda: desk._scroll.verticalScrollBar().maximum() > 0)


def test_figures_that_are_due_late_or_stopped_are_said_with_their_place(session: Session, desk: DeskTab) -> None:
    results = session.store.results
    monthly = indicator(id="m", name="Burglaries", frequency=PeriodKind.MONTH, priority_id=IDS.homes)
    with session.store.step("Entered indicators"):
        results.areas.insert(HEREFORDSHIRE)
        results.save(replace(monthly, owner_id="person-1", next_due_on=TODAY - timedelta(4)))
        results.save(replace(monthly, id="soon", name="Reports", next_due_on=TODAY + timedelta(3)))
        results.save(replace(monthly, id="old", name="Calls"))
        results.save(replace(monthly, id="fresh", name="Alarms"))
        results.save(replace(monthly, id="secret", name="Watched", next_due_on=TODAY, marking=Audience.RESTRICTED))
        results.add_observations(observed(replace(monthly, id="old"), "2015-01", [3, 4]))
        results.add_observations(observed(replace(monthly, id="fresh"), "2015-06", [3, 4]))
    assert ("Burglaries", "4 days late") in of(desk, Need.LATE)
    assert ("Reports", "in 3 days") in of(desk, Need.SOON)
    assert of(desk, Need.FIGURES) == [("Calls", "data to 28 February 2015, more expected by 17 April 2015")]
    (late,) = [row for row in desk.reading.needs if row.what == "Burglaries"]
    assert late.place == Place("priority", IDS.homes, "results", "m")
    assert (late.who, late.mine) == ("Homes lead", frozenset({"person-1"}))
    session.show_audience(Audience.PUBLIC)
    desk.reload()
    assert "Watched" not in {row.what for row in desk.reading.needs}
