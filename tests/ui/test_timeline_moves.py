"""Moving things on the timeline: what is made of the record, what is remembered, and what is refused in words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.milestones import Milestone
from cspdesk.domain.plans import Action, ActionStatus, Recurrence
from cspdesk.domain.whole_action import WholeAction
from cspdesk.errors import UserError
from cspdesk.ui.timeline.facts import Kind, bar_of
from cspdesk.ui.timeline.moves import Grip, Part, checked_grip, live_words, moved
from cspdesk.ui.timeline.words import bar_words, milestone_words

TODAY = date(2015, 10, 14)
ACTION = Action("a", "p", "Alarms", date(2015, 5, 1), date(2015, 12, 31), status=ActionStatus.IN_PROGRESS, percent=40)
REACHED = Milestone("m1", "a", "First ten", date(2015, 7, 1), date(2015, 7, 1), date(2015, 7, 11))
AHEAD = Milestone("m2", "a", "All fitted", date(2015, 11, 1), date(2015, 11, 20))
WHOLE = WholeAction(ACTION, (REACHED, AHEAD))
BAR, END = Grip("a", Part.BAR), Grip("a", Part.END)


def test_moving_the_end_keeps_the_due_date_first_agreed() -> None:
    change = moved(WHOLE, END, 10)
    assert (change.action.due_on, change.action.agreed_due_on) == (date(2016, 1, 10), date(2015, 12, 31))
    assert change.label == "Moved the due date of “Alarms” to 10 January 2016"
    assert change.action.starts_on == ACTION.starts_on
    again = moved(replace(WHOLE, action=change.action), END, 5)
    assert again.action.agreed_due_on == date(2015, 12, 31)


def test_moving_a_bar_takes_along_only_what_is_not_reached_yet() -> None:
    change = moved(WHOLE, BAR, 14)
    assert (change.action.starts_on, change.action.due_on) == (date(2015, 5, 15), date(2016, 1, 14))
    assert [(m.id, m.current_on, m.baseline_on) for m in change.milestones] == [
        ("m2", date(2015, 12, 4), AHEAD.baseline_on)
    ]
    assert change.label == "Moved “Alarms” 14 days later: 15 May 2015 to 14 January 2016"
    assert live_words(change, 14) == "15 May 2015 to 14 January 2016, with 1 milestone · 14 days later"


def test_moving_a_milestone_leaves_the_day_first_agreed() -> None:
    change = moved(WHOLE, Grip("a", Part.MILESTONE, "m2"), -3)
    assert [(m.current_on, m.baseline_on) for m in change.milestones] == [(date(2015, 11, 17), date(2015, 11, 1))]
    assert change.label == "Moved the milestone “All fitted” to 17 November 2015"
    assert change.action == ACTION
    assert change.said == "17 November 2015"
    assert moved(WHOLE, Grip("a", Part.MILESTONE, "m2"), 60).said == "19 January 2016, after its action is due"


@pytest.mark.parametrize(
    ("grip", "days", "said"),
    [
        (END, -250, "“Alarms” is due before it starts. Check its two dates."),
        (
            Grip("a", Part.MILESTONE, "m2"),
            -250,
            "The milestone “All fitted” cannot come before its action starts on 1 May 2015.",
        ),
        (
            BAR,
            90,
            "“Alarms” cannot start on 30 July 2015: its milestone “First ten” was first agreed for 1 July 2015."
            " Move the end of the bar or the milestones instead.",
        ),
        (END, 100_000, "15 October 2289 lies outside what a plan can hold."),
    ],
)
def test_a_date_that_cannot_stand_is_refused_in_words(grip: Grip, days: int, said: str) -> None:
    with pytest.raises(UserError) as told:
        moved(WHOLE, grip, days)
    assert str(told.value) == said


def test_what_is_a_fact_is_not_moved() -> None:
    with pytest.raises(UserError, match="was reached on 11 July 2015, so its day stays"):
        checked_grip(WHOLE, Grip("a", Part.MILESTONE, "m1"))
    done = replace(WHOLE, action=replace(ACTION, status=ActionStatus.COMPLETE, finished_on=TODAY))
    with pytest.raises(UserError, match="is complete. Set it going again before you move its dates"):
        checked_grip(done, END)
    stopped = replace(WHOLE, action=replace(ACTION, status=ActionStatus.STOPPED))
    with pytest.raises(UserError, match="is stopped"):
        moved(stopped, BAR, 1)


@given(st.integers(-200, 400))
def test_moving_the_end_there_and_back_leaves_the_dates_as_they_were(days: int) -> None:
    change = moved(WHOLE, END, days)
    back = moved(replace(WHOLE, action=change.action), END, -days)
    assert (back.action.due_on, back.action.agreed_due_on) == (ACTION.due_on, ACTION.due_on)


@pytest.mark.parametrize(
    ("given_", "kind"),
    [
        ({}, Kind.RUNNING),
        ({"status": ActionStatus.NOT_STARTED, "percent": 0}, Kind.AHEAD),
        ({"status": ActionStatus.PROPOSED, "percent": 0}, Kind.PROPOSED),
        ({"status": ActionStatus.STOPPED}, Kind.STOPPED),
        ({"status": ActionStatus.COMPLETE, "finished_on": date(2015, 9, 1)}, Kind.COMPLETE),
        ({"due_on": date(2015, 10, 1)}, Kind.LATE),
    ],
)
def test_each_state_of_an_action_is_drawn_in_a_way_of_its_own(given_: dict[str, object], kind: Kind) -> None:
    assert bar_of(WholeAction(replace(ACTION, **given_)), TODAY).kind is kind  # type: ignore[arg-type]


def test_a_bar_runs_to_the_day_it_was_finished_and_a_late_one_on_to_today() -> None:
    done = bar_of(WholeAction(replace(ACTION, status=ActionStatus.COMPLETE, finished_on=date(2015, 9, 1))), TODAY)
    assert date.fromordinal(done.ends) == date(2015, 9, 1)
    late = bar_of(WholeAction(replace(ACTION, due_on=date(2015, 10, 1))), TODAY)
    assert date.fromordinal(late.runs_to) == TODAY


def test_milestones_are_drawn_where_they_stand_with_the_day_first_agreed() -> None:
    first, second = bar_of(WHOLE, TODAY).marks
    assert (date.fromordinal(first.on), first.reached, first.is_late) == (date(2015, 7, 11), True, False)
    assert date.fromordinal(first.agreed) == date(2015, 7, 1)
    assert (date.fromordinal(second.on), second.reached, second.is_late) == (date(2015, 11, 20), False, True)


def test_a_recurring_action_has_a_tick_for_each_time_it_comes_round() -> None:
    monthly = replace(ACTION, recurrence=Recurrence.MONTHLY, due_on=date(2015, 8, 1))
    days = [date.fromordinal(day) for day in bar_of(WholeAction(monthly), TODAY).ticks]
    assert days == [date(2015, 5, 1), date(2015, 6, 1), date(2015, 7, 1), date(2015, 8, 1)]


def test_a_bar_is_told_in_words() -> None:
    late = replace(ACTION, due_on=date(2015, 10, 2), baseline_due_on=date(2015, 9, 2))
    words = bar_words(replace(WHOLE, action=late, needs_ids=("b", "secret")), TODAY, {"b": "Survey"})
    assert words.split("\n") == [
        "Alarms",
        "1 May to 2 October 2015, 40% done",
        "Due 30 days later than first agreed (2 September 2015)",
        "12 days late",
        "Waits for “Survey”",
        "Waits for 1 action not shown here",
    ]


def test_a_milestone_is_told_in_words() -> None:
    assert milestone_words(REACHED, TODAY).split("\n") == [
        "Milestone: First ten",
        "Reached on 11 July 2015, 10 days later than first agreed (1 July 2015)",
    ]
    passed = replace(AHEAD, current_on=TODAY - timedelta(days=1), baseline_on=TODAY - timedelta(days=1))
    assert milestone_words(passed, TODAY).split("\n")[1:] == [
        "Planned for 13 October 2015, as first agreed",
        "Not reached yet: 1 day late",
    ]
