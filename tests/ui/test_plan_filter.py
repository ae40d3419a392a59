"""What of a plan is shown: filters that combine, groups with their headings, the two ratings, and copying."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.milestones import Milestone
from cspdesk.domain.plans import Action, ActionStatus, Rating
from cspdesk.store.store import Store
from cspdesk.ui.models.grouped import Heading
from cspdesk.ui.models.plan_filter import Due, PlanFilter, Rated, RatingWanted, is_due
from cspdesk.ui.models.plan_groups import Grouping
from cspdesk.ui.models.plan_rows import PlanRow, milestones_words, read_plan
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.plan import PlanTab
from tests.ui.plan_record import PRIORITY, TODAY, YEAR, make_record


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_record(tmp_path / "plan.cspdesk") as made:
        with made.step("Added partners and milestones"):
            made.plans.save(made.plans.actions.get("a-late"), ("o-police", "o-council"))
            made.plans.save_milestone(Milestone("m-1", "a-due", "Venue found", date(2015, 9, 1), date(2015, 11, 2)))
            made.plans.save_milestone(
                Milestone("m-2", "a-due", "Begun", date(2015, 7, 1), date(2015, 7, 1), date(2015, 7, 3))
            )
        yield made


@pytest.fixture
def rows(store: Store) -> tuple[PlanRow, ...]:
    return read_plan(store, PRIORITY, YEAR, Audience.RESTRICTED, TODAY).rows


@pytest.fixture
def tab(store: Store, tmp_path: Path, qtbot: QtBot) -> PlanTab:
    session = Session(store, Settings(tmp_path / "settings.ini"), TODAY)
    made = PlanTab(session, PRIORITY)
    session.changed.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1300, 600)
    made.show()
    return made


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (PlanFilter(partner="Council"), {"a-late"}),
        (PlanFilter(text="council"), {"a-late"}),
        (PlanFilter(text="venue"), {"a-due"}),
        (PlanFilter(rating=RatingWanted(Rating.OFF_TRACK, computed=True)), {"a-late", "a-due", "a-kept"}),
        (PlanFilter(rating=RatingWanted(Rating.OFF_TRACK, computed=False)), set()),
        (PlanFilter(rating=Rated.UNEXPLAINED), {"a-late", "a-due", "a-kept"}),
        (PlanFilter(due=Due.OVERDUE), {"a-late"}),
        (PlanFilter(due=Due.NEXT_QUARTER, status=ActionStatus.NOT_STARTED), {"a-new", "a-kept"}),
        (PlanFilter(due=Due.NEXT_QUARTER, lead="Ann Other", text="night"), {"a-due"}),
        (PlanFilter(due=Due.MOVED), set()),
    ],
)
def test_filters_combine(rows: tuple[PlanRow, ...], wanted: PlanFilter, ids: set[str]) -> None:
    wanted = replace(wanted, today=TODAY)
    assert not wanted.takes_all
    assert {row.id for row in rows if wanted.takes(row)} == ids


@pytest.mark.parametrize(
    ("due", "first", "last"),
    [
        (Due.SOON, date(2015, 10, 14), date(2015, 10, 28)),
        (Due.MONTH, date(2015, 10, 1), date(2015, 10, 31)),
        (Due.NEXT_MONTH, date(2015, 11, 1), date(2015, 11, 30)),
        (Due.QUARTER, date(2015, 10, 1), date(2015, 12, 31)),
        (Due.NEXT_QUARTER, date(2016, 1, 1), date(2016, 3, 31)),
        (Due.OVERDUE, date(2015, 5, 1), date(2015, 10, 13)),
    ],
)
def test_due_takes_exactly_its_days(due: Due, first: date, last: date) -> None:
    action = Action("a", "p", "A", date(2015, 1, 1), first, status=ActionStatus.IN_PROGRESS)
    day = date(2015, 5, 1)
    taken = []
    while day <= date(2016, 6, 30):
        if is_due(replace(action, due_on=day), due, TODAY):
            taken.append(day)
        day = date.fromordinal(day.toordinal() + 1)
    assert (taken[0], taken[-1], len(taken)) == (first, last, (last - first).days + 1)
    assert not is_due(replace(action, status=ActionStatus.STOPPED), due, TODAY)


def test_how_many_are_shown_is_said_and_one_click_shows_all_again(tab: PlanTab) -> None:
    tab.bar.filters.choose("Partner", "Police")
    tab.bar.late_only.setChecked(True)
    assert tab.bar.count.text() == "1 of 4 actions"
    assert tab.bar.clear_button.isVisible()
    tab.bar.clear_button.click()
    assert tab.bar.count.text() == "4 actions: 1 late"
    assert not tab.bar.clear_button.isVisible()
    assert len(tab.model.records) == 4


def test_the_partners_offered_are_those_of_the_plan(tab: PlanTab) -> None:
    box = tab.bar.filters.box("Partner")
    assert [box.itemText(i) for i in range(box.count())] == ["Partner", "Council", "Police"]


@pytest.mark.parametrize(
    ("grouping", "headings"),
    [
        (Grouping.LEAD, ["Ann Other: 1 action", "Bob Else: 1 action, 1 late", "Nobody leads yet: 2 actions"]),
        (Grouping.STATUS, ["Not started: 2 actions", "In progress: 2 actions, 1 late"]),
        (Grouping.STATED, ["Cannot tell: 1 action", "Not started: 1 action", "On track: 2 actions, 1 late"]),
        (Grouping.COMPUTED, ["Off track: 3 actions, 1 late", "Not started: 1 action"]),
        (
            Grouping.MONTH,
            [
                "Due in September 2015: 1 action, 1 late",
                "Due in February 2016: 1 action",
                "Due in March 2016: 2 actions",
            ],
        ),
        (Grouping.KIND, ["Project: 4 actions, 1 late"]),
    ],
)
def test_groups_stand_under_headings_that_count_them(tab: PlanTab, grouping: Grouping, headings: list[str]) -> None:
    tab.bar.groups.set_value(grouping)
    lines = [tab.model.line(row) for row in range(tab.model.rowCount())]
    assert [line.words for line in lines if isinstance(line, Heading)] == headings
    assert len(lines) == len(headings) + 4
    tab.bar.groups.set_value(None)
    assert tab.model.rowCount() == 4


def test_a_heading_is_neither_selected_nor_edited_nor_copied(tab: PlanTab) -> None:
    tab.bar.groups.set_value(Grouping.LEAD)
    index = tab.model.index(0, 0)
    assert tab.model.flags(index) == Qt.ItemFlag.NoItemFlags
    assert tab.table.columnSpan(0, 0) == tab.model.columnCount()
    tab.table.selectAll()
    assert len(tab.table.selected_records()) == 4
    tab.table.copy()
    assert "Nobody leads" not in QGuiApplication.clipboard().text()


def test_sorting_and_the_selection_hold_within_groups(tab: PlanTab) -> None:
    tab.table.select_key("a-new")
    tab.bar.groups.set_value(Grouping.LEAD)
    titles = [column.title for column in tab.model.columns]
    tab.model.sort(titles.index("Due"), Qt.SortOrder.DescendingOrder)
    assert [row.id for row in tab.model.records] == ["a-due", "a-late", "a-new", "a-kept"]
    assert [row.id for row in tab.table.selected_records()] == ["a-new"]


def test_a_difference_of_ratings_is_a_word_and_a_shape_and_says_why(tab: PlanTab) -> None:
    titles = [column.title for column in tab.model.columns]
    at, column = tab.model.row_of("a-late"), titles.index("Difference")
    assert at is not None
    index = tab.model.index(at, column)
    assert index.data() == "No reason"
    assert not index.data(Qt.ItemDataRole.DecorationRole).isNull()
    assert index.data(Qt.ItemDataRole.ToolTipRole).startswith("By its dates: Off track: ")
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).endswith("differ and no reason is given")
    computed = tab.model.index(at, titles.index("Computed"))
    assert computed.data() == "Off track"
    assert computed.data(Qt.ItemDataRole.ToolTipRole) == tab.model.record(at).computed.sentence
    assert not tab.table.isColumnHidden(column)


def test_a_rating_other_than_the_dates_say_keeps_its_reason(tab: PlanTab, store: Store) -> None:
    class Answers:
        asked = 0

        def reason(self, action: Action, rating: Rating) -> str:
            self.asked += 1
            return "The venue promised it."

        def finish(self, action: Action) -> date:
            return TODAY

    tab.model._asker = answers = Answers()
    titles = [column.title for column in tab.model.columns]
    at = tab.model.row_of("a-kept")
    assert at is not None
    assert tab.model.setData(tab.model.index(at, titles.index("Stated")), "on track")
    kept = store.plans.actions.get("a-kept")
    assert (kept.stated_rating, kept.rating_reason, answers.asked) == (Rating.ON_TRACK, "The venue promised it.", 1)
    assert tab.model.index(at, titles.index("Difference")).data() == "Explained"


def test_milestones_are_counted_with_those_late(rows: tuple[PlanRow, ...]) -> None:
    said = {row.id: milestones_words(row.whole, TODAY) for row in rows}
    assert said["a-due"] == "1 of 2, 1 late"
    assert said["a-new"] == ""


def test_copying_takes_the_columns_in_sight_with_their_headings(tab: PlanTab) -> None:
    tab.table.select_key("a-due")
    tab.table.copy()
    data = QGuiApplication.clipboard().mimeData()
    head, line = data.text().split("\n")
    shown = [c.title for place, c in enumerate(tab.model.columns) if not tab.table.isColumnHidden(place)]
    assert head.split("\t") == shown
    assert "Start" not in shown
    assert line.split("\t")[0] == "Night-time economy"
    assert "<th>Action</th>" in data.html()
    assert "<td>Night-time economy</td>" in data.html()


def test_what_a_plan_waits_for_elsewhere_is_named_only_to_those_who_may_see_it(store: Store) -> None:
    secret = Action(
        "a-else", "p-other", "Covert work", date(2015, 4, 1), date(2016, 3, 31), marking=Audience.RESTRICTED
    )
    with store.step("Linked"):
        store.plans.save(secret)
        store.plans.set_needs("a-due", ["a-else"])
    full = read_plan(store, PRIORITY, YEAR, Audience.RESTRICTED, TODAY)
    assert full.titles["a-else"] == "Covert work"
    assert "a-else" not in read_plan(store, PRIORITY, YEAR, Audience.PUBLIC, TODAY).titles
