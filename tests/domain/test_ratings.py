"""A rating follows from dates by one published rule, says why, and never gets better by slipping."""

import re
from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.milestones import Milestone
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Action, ActionStatus, ActionUpdate, Rating, Recurrence, moved_due
from cspdesk.domain.ratings import (
    WORSE,
    ComputedRating,
    RatingRule,
    forecast_action,
    lacks_reason,
    rate_action,
    rate_priority,
    worst_slip,
)
from cspdesk.domain.whole_action import WholeAction
from cspdesk.paths import resource
from tests.builders import action

RULE = RatingRule()
TODAY = date(2015, 9, 30)
YEAR = FinancialYear(2015)
START, DUE = date(2015, 4, 1), date(2016, 3, 31)
QUARTER_DAYS = (date(2015, 6, 30), date(2015, 9, 18), date(2015, 12, 31), date(2016, 3, 1))


def running(**given: object) -> Action:
    return action("a", **{"starts_on": START, "due_on": DUE, "status": ActionStatus.IN_PROGRESS, "percent": 50} | given)


def milestone(agreed: date, **given: object) -> Milestone:
    return Milestone(
        **{"id": f"m-{agreed}", "action_id": "a", "title": "Step"}
        | {"baseline_on": agreed, "current_on": agreed}
        | given
    )


def reported(days_ago: int) -> ActionUpdate:
    return ActionUpdate("u", "a", TODAY - timedelta(days_ago), "Goes on.")


def rated(whole: WholeAction, today: date = TODAY) -> ComputedRating:
    return rate_action(whole, today, RULE)


def severity(rating: Rating) -> int:
    return WORSE.index(rating) if rating in WORSE else -1


# --- each rating, with its reason


def test_at_risk_says_which_milestone_is_late_and_how_old_the_last_update_is() -> None:
    first = milestone(QUARTER_DAYS[0], actual_on=QUARTER_DAYS[0])
    whole = WholeAction(running(), (first, *map(milestone, QUARTER_DAYS[1:])), last_update=reported(40))
    assert rated(whole).sentence == "At risk: 1 of 4 milestones is 12 days late; last update 40 days ago."


def test_on_track_says_why_too() -> None:
    later = tuple(milestone(day + timedelta(30)) for day in QUARTER_DAYS[1:])
    whole = WholeAction(
        running(), (milestone(QUARTER_DAYS[0], actual_on=QUARTER_DAYS[0]), *later), last_update=reported(5)
    )
    assert rated(whole).sentence == "On track: 1 of 4 milestones reached, the rest on time; last update 5 days ago."
    none_due = WholeAction(running(), later, last_update=reported(0))
    assert rated(none_due).sentence == "On track: 3 of 3 milestones on time; last update today."


def test_complete_needs_every_milestone_reached() -> None:
    done = running(status=ActionStatus.COMPLETE, finished_on=date(2016, 4, 12))
    reached = tuple(milestone(day, actual_on=day) for day in QUARTER_DAYS)
    assert rated(WholeAction(done, reached)).sentence == (
        "Complete: finished on 12 April 2016, 12 days later than first agreed."
    )
    missing = rated(WholeAction(done, (*reached[:3], milestone(QUARTER_DAYS[3]))))
    assert missing.sentence == "Cannot tell: said to be complete, but 1 of 4 milestones is not reached."


def test_complete_without_its_day_says_so() -> None:
    done = running(status=ActionStatus.COMPLETE)
    assert rated(WholeAction(done)).sentence == "Complete: finished on a day not given."


@pytest.mark.parametrize(
    ("given_fields", "sentence"),
    [
        ({"status": ActionStatus.PROPOSED}, "Not started: proposed, not begun."),
        ({"status": ActionStatus.STOPPED}, "Cannot tell: stopped, so not rated."),
        ({"starts_on": date(2015, 10, 5)}, "Not started: starts on 5 October 2015."),
    ],
)
def test_what_is_not_worked_on_is_not_rated_by_its_dates(given_fields: dict[str, object], sentence: str) -> None:
    assert rated(WholeAction(running(**given_fields), (milestone(START),))).sentence == sentence


def test_overdue_by_a_day_is_at_risk_and_beyond_the_threshold_off_track() -> None:
    for days, rating in ((0, Rating.ON_TRACK), (1, Rating.AT_RISK), (14, Rating.AT_RISK), (15, Rating.OFF_TRACK)):
        late = running(due_on=TODAY - timedelta(days), percent=100)
        found = rated(WholeAction(late, last_update=reported(0)))
        assert (found.rating, days) == (rating, days)
    assert found.reasons == ("due 15 days ago",)


def test_moving_the_due_date_does_not_make_it_less_late() -> None:
    late = moved_due(running(due_on=TODAY - timedelta(20), percent=100), TODAY + timedelta(30))
    found = rated(WholeAction(late, last_update=reported(0)))
    assert (found.rating, found.reasons) == (Rating.OFF_TRACK, ("due 50 days later than first agreed",))


def test_an_action_brought_forward_and_missed_is_at_risk() -> None:
    early = moved_due(running(percent=100), TODAY - timedelta(3))
    assert rated(WholeAction(early, last_update=reported(0))).sentence == "At risk: due 3 days ago."


def test_moving_a_milestone_does_not_make_it_less_late() -> None:
    moved = milestone(TODAY - timedelta(1), current_on=TODAY + timedelta(29))
    found = rated(WholeAction(running(), (moved,), last_update=reported(0)))
    assert found.sentence == "Off track: 1 of 1 milestone is planned 30 days late."


def test_progress_is_held_against_milestones_and_never_against_a_line_between_them() -> None:
    far_off = (milestone(date(2016, 3, 1)),)
    idle = running(percent=0)
    assert rated(WholeAction(idle, far_off, last_update=reported(0)), TODAY).rating is Rating.ON_TRACK
    assert rated(WholeAction(idle, last_update=reported(0)), TODAY).reasons == ("progress 0%, 49% expected by now",)


def test_milestones_reached_count_as_progress_even_when_nobody_says_so() -> None:
    reached = tuple(milestone(day, actual_on=day) for day in QUARTER_DAYS[:2])
    assert rated(WholeAction(running(percent=0), reached, last_update=reported(0))).rating is Rating.ON_TRACK


@pytest.mark.parametrize(
    ("days", "rating"),
    [(35, Rating.ON_TRACK), (36, Rating.AT_RISK), (90, Rating.AT_RISK), (91, Rating.CANNOT_TELL)],
)
def test_silence_is_a_risk_and_then_nobody_can_tell(days: int, rating: Rating) -> None:
    assert rated(WholeAction(running(), last_update=reported(days))).rating is rating


def test_without_an_update_the_days_count_from_the_start() -> None:
    young = running(starts_on=TODAY - timedelta(40))
    assert rated(WholeAction(young)).sentence == "At risk: no update since its start 40 days ago."


def test_silence_never_hides_that_it_is_off_track() -> None:
    silent = WholeAction(running(due_on=TODAY - timedelta(30)), last_update=reported(120))
    found = rated(silent)
    assert found.rating is Rating.OFF_TRACK
    assert found.reasons[-1] == "last update 120 days ago"


def test_what_should_have_begun_a_week_ago_is_at_risk() -> None:
    waiting = running(status=ActionStatus.NOT_STARTED, percent=0, starts_on=TODAY - timedelta(7))
    assert rated(WholeAction(waiting)).sentence == "At risk: not begun, 7 days after its start."


def test_what_is_late_for_years_is_said_in_years() -> None:
    for days, said in ((729, "729 days"), (730, "2 years"), (3_523, "9 years")):
        late = WholeAction(running(due_on=TODAY - timedelta(days), starts_on=date(2000, 4, 1)))
        assert rated(late).reasons[0] == f"due {said} ago"


# --- recurring


def test_a_recurring_action_is_judged_by_its_reports_not_by_a_line() -> None:
    group = running(recurrence=Recurrence.MONTHLY, percent=0, starts_on=date(2015, 4, 16))
    for made_on, rating in (
        (date(2015, 9, 16), Rating.ON_TRACK),
        (date(2015, 9, 1), Rating.AT_RISK),
        (date(2015, 6, 1), Rating.CANNOT_TELL),
    ):
        whole = WholeAction(group, last_update=ActionUpdate("u", "a", made_on, "Met."))
        assert rated(whole).rating is rating, made_on
    assert rated(whole).reasons == ("not reported since it came round on 16 June 2015",)


def test_a_yearly_action_may_be_silent_for_most_of_the_year() -> None:
    yearly = running(recurrence=Recurrence.YEARLY)
    assert rated(WholeAction(yearly, last_update=ActionUpdate("u", "a", START, "Held."))).rating is Rating.ON_TRACK


# --- slipping never helps

slips = st.integers(0, 400)
days = st.dates(date(2015, 3, 1), date(2016, 6, 30))


@st.composite
def wholes(draw: st.DrawFn) -> WholeAction:
    found = running(
        percent=draw(st.integers(0, 100)),
        status=draw(st.sampled_from([s for s in ActionStatus if s.is_open])),
        recurrence=draw(st.sampled_from(Recurrence)),
        due_on=draw(st.dates(START, date(2016, 9, 30))),
    )
    agreed = draw(st.lists(st.dates(START, date(2016, 9, 30)), max_size=4, unique=True))
    milestones = tuple(
        milestone(
            day,
            current_on=max(START, day + timedelta(draw(st.integers(-20, 60)))),
            actual_on=draw(st.none() | days),
            percent=draw(st.none() | st.integers(0, 100)),
        )
        for day in sorted(agreed)
    )
    update = draw(st.none() | days.map(lambda day: ActionUpdate("u", "a", day, "Goes on.")))
    return WholeAction(found, milestones, last_update=update)


@given(wholes(), days, slips)
def test_a_later_due_date_never_gives_a_better_rating_or_forecast(whole: WholeAction, today: date, slip: int) -> None:
    moved = replace(whole, action=moved_due(whole.action, whole.action.due_on + timedelta(slip)))
    assert severity(rated(moved, today).rating) >= severity(rated(whole, today).rating)
    before, after = (forecast_action(w, today, YEAR, RULE).rating for w in (whole, moved))
    assert severity(after) >= severity(before)


@given(wholes(), days, slips, st.data())
def test_a_later_milestone_never_gives_a_better_rating_or_forecast(
    whole: WholeAction, today: date, slip: int, data: st.DataObject
) -> None:
    if not whole.milestones:
        return
    place = data.draw(st.integers(0, len(whole.milestones) - 1))
    found = whole.milestones[place]
    late = replace(found, current_on=found.current_on + timedelta(slip), actual_on=None)
    moved = replace(whole, milestones=(*whole.milestones[:place], late, *whole.milestones[place + 1 :]))
    assert severity(rated(moved, today).rating) >= severity(rated(whole, today).rating)
    if found.actual_on is None:
        before, after = (forecast_action(w, today, YEAR, RULE).rating for w in (whole, moved))
        assert severity(after) >= severity(before)


@given(wholes(), days, st.integers(0, 100))
def test_less_progress_never_gives_a_better_rating(whole: WholeAction, today: date, less: int) -> None:
    behind = replace(whole, action=replace(whole.action, percent=max(whole.action.percent - less, 0)))
    assert severity(rated(behind, today).rating) >= severity(rated(whole, today).rating)


@given(wholes(), days, st.integers(0, 200))
def test_an_older_update_never_gives_a_better_rating(whole: WholeAction, today: date, older: int) -> None:
    if whole.last_update is None:
        return
    update = replace(whole.last_update, made_on=whole.last_update.made_on - timedelta(older))
    assert severity(rated(replace(whole, last_update=update), today).rating) >= severity(rated(whole, today).rating)


@given(wholes(), days)
def test_every_rating_and_forecast_says_why_in_a_sentence(whole: WholeAction, today: date) -> None:
    for found in (rated(whole, today), forecast_action(whole, today, YEAR, RULE)):
        assert found.reasons
        assert all(found.reasons)
        assert re.fullmatch(r"[A-Z][^:]+: .+\.", found.sentence)
        assert not re.search(r"\b1 (days|milestones)\b|\b(?!1 )\d+ (day|milestone)\b(?!s)|-\d", found.sentence)


# --- the forecast


def test_the_forecast_repeats_the_worst_slip_once_more() -> None:
    whole = WholeAction(running(), tuple(map(milestone, QUARTER_DAYS[1:])), last_update=reported(5))
    assert worst_slip(whole, TODAY, RULE) == 12
    found = forecast_action(whole, TODAY, YEAR, RULE)
    assert found.sentence == (
        "At risk: expected to finish on 12 April 2016, 12 days after the year ends if what is open slips by 12 days"
        " more, the worst slip so far."
    )


def test_what_is_on_time_is_expected_to_be_complete() -> None:
    whole = WholeAction(running(percent=60), last_update=reported(5))
    assert forecast_action(whole, TODAY, YEAR, RULE).sentence == "Complete: expected to finish on 31 March 2016."


def test_a_slip_too_small_to_be_a_risk_is_not_expected_again() -> None:
    day = QUARTER_DAYS[0]
    for slip, finish in ((6, "31 March 2016"), (7, "7 April 2016")):
        reached = milestone(day, actual_on=day + timedelta(slip))
        whole = WholeAction(running(), (reached, milestone(QUARTER_DAYS[3])), last_update=reported(5))
        assert finish in forecast_action(whole, TODAY, YEAR, RULE).sentence


def test_slow_progress_without_milestones_is_a_slip() -> None:
    slow = WholeAction(running(percent=29), last_update=reported(5))
    assert worst_slip(slow, TODAY, RULE) == 73
    assert forecast_action(slow, TODAY, YEAR, RULE).rating is Rating.OFF_TRACK


def test_what_runs_on_into_the_next_year_says_so() -> None:
    long = running(due_on=date(2016, 9, 30))
    whole = WholeAction(long, (milestone(date(2016, 3, 15), current_on=date(2016, 4, 20)),), last_update=reported(5))
    found = forecast_action(whole, TODAY, YEAR, RULE)
    assert found.rating is Rating.OFF_TRACK
    assert found.reasons[0].startswith("runs on after the year, expected to finish on 5 November 2016, 36 days later")
    assert found.reasons[1] == "by then 1 of 1 milestone is planned 72 days late"


def test_nothing_is_forecast_from_silence() -> None:
    found = forecast_action(WholeAction(running(percent=60), last_update=reported(100)), TODAY, YEAR, RULE)
    assert found.rating is Rating.CANNOT_TELL
    assert found.reasons[0] == "last update 100 days ago"


@given(wholes(), st.dates(YEAR.ends_on, date(2016, 12, 31)))
def test_once_the_year_is_over_its_forecast_is_the_rating(whole: WholeAction, today: date) -> None:
    assert forecast_action(whole, today, YEAR, RULE) == rated(whole, today)


# --- stated and computed


def test_a_stated_rating_that_differs_needs_a_reason() -> None:
    computed = ComputedRating(Rating.OFF_TRACK, ("due 15 days ago",))
    stated = running(stated_rating=Rating.ON_TRACK)
    assert lacks_reason(stated, computed)
    assert lacks_reason(replace(stated, rating_reason="  "), computed)
    for fine in (replace(stated, rating_reason="New date agreed"), replace(stated, stated_rating=Rating.OFF_TRACK)):
        assert not lacks_reason(fine, computed)


# --- a whole priority

ratings = st.lists(st.sampled_from(Rating), max_size=30)


@pytest.mark.parametrize(
    ("given_ratings", "sentence"),
    [
        ([], "Cannot tell: no actions to rate."),
        ([Rating.COMPLETE] * 3, "Complete: 3 of 3 actions complete."),
        ([Rating.COMPLETE, Rating.NOT_STARTED], "Not started: 1 of 2 actions not started; 1 complete."),
        ([Rating.ON_TRACK] * 7 + [Rating.AT_RISK], "On track: 7 of 8 open actions are on track; 1 at risk."),
        ([Rating.ON_TRACK] * 3 + [Rating.AT_RISK], "At risk: 1 of 4 open actions is at risk; 3 on track."),
        ([Rating.ON_TRACK] * 3 + [Rating.OFF_TRACK], "Off track: 1 of 4 open actions is off track; 3 on track."),
        ([Rating.ON_TRACK] * 3 + [Rating.CANNOT_TELL], "Cannot tell: 1 of 4 open actions cannot be rated; 3 on track."),
    ],
)
def test_a_priority_is_rated_by_the_shares_of_its_open_actions(given_ratings: list[Rating], sentence: str) -> None:
    assert rate_priority(given_ratings, RULE).sentence == sentence


@given(ratings, st.data())
def test_a_worse_action_never_makes_a_priority_better(found: list[Rating], data: st.DataObject) -> None:
    places = [n for n, rating in enumerate(found) if rating in WORSE[:-1]]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    worse = [*found[:place], WORSE[WORSE.index(found[place]) + 1], *found[place + 1 :]]
    assert severity(rate_priority(worse, RULE).rating) >= severity(rate_priority(found, RULE).rating)


@given(ratings)
def test_finished_actions_never_change_how_the_open_ones_rate_a_priority(found: list[Rating]) -> None:
    open_ones = [rating for rating in found if rating in WORSE]
    if open_ones:
        assert rate_priority(found, RULE) == rate_priority(open_ones, RULE)


# --- published as it is


def test_the_help_states_the_thresholds_that_a_record_starts_with() -> None:
    text = resource("help", "ratings.md").read_text(encoding="utf-8")
    stated = {int(n) for n in re.findall(r"\b(\d+)(?: days| points|%)", text)}
    assert {getattr(RULE, f.name) for f in fields(RULE) if f.name != "id"} <= stated
