"""What an edit makes of an action."""

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.domain.plans import Action, ActionStatus, Rating, checked_action
from cspdesk.domain.ratings import ComputedRating
from cspdesk.errors import UserError
from cspdesk.ui.models.plan_changes import checked_finish, wants_reason, with_percent, with_rating, with_status

ACTION = Action("a", "p", "Alarms", date(2015, 4, 1), date(2016, 3, 31))


def test_completing_takes_the_day_all_of_it_and_the_rating_that_says_so() -> None:
    done = with_status(ACTION, ActionStatus.COMPLETE, date(2015, 9, 1))
    assert (done.percent, done.stated_rating, done.finished_on) == (100, Rating.COMPLETE, date(2015, 9, 1))
    assert checked_action(done) is done


@pytest.mark.parametrize(
    ("status", "rating"),
    [(ActionStatus.IN_PROGRESS, Rating.CANNOT_TELL), (ActionStatus.NOT_STARTED, Rating.NOT_STARTED)],
)
def test_reopening_takes_the_finish_and_the_rating_off(status: ActionStatus, rating: Rating) -> None:
    reopened = with_status(with_status(ACTION, ActionStatus.COMPLETE, date(2015, 9, 1)), status)
    assert (reopened.finished_on, reopened.stated_rating, reopened.status) == (None, rating, status)


def test_another_status_keeps_the_lead_s_rating() -> None:
    rated = replace(ACTION, stated_rating=Rating.AT_RISK, rating_reason="Vacancy")
    assert with_status(rated, ActionStatus.STOPPED).stated_rating is Rating.AT_RISK
    assert with_status(rated, ActionStatus.NOT_STARTED) is rated


def test_progress_on_unstarted_work_starts_it() -> None:
    assert with_percent(ACTION, 10).status is ActionStatus.IN_PROGRESS
    assert with_percent(ACTION, 0).status is ActionStatus.NOT_STARTED


def test_a_good_rating_drops_the_reason_of_the_bad_one() -> None:
    bad = with_rating(ACTION, Rating.OFF_TRACK, " No staff ")
    assert bad.rating_reason == "No staff"
    assert with_rating(bad, Rating.ON_TRACK).rating_reason == ""


@pytest.mark.parametrize("says", list(Rating))
@pytest.mark.parametrize("stated", list(Rating))
def test_a_changed_rating_wants_a_reason_exactly_where_the_dates_say_otherwise(stated: Rating, says: Rating) -> None:
    computed = ComputedRating(says, ("so it is",))
    before = replace(ACTION, stated_rating=next(r for r in Rating if r is not stated))
    assert wants_reason(before, with_rating(before, stated), computed) == (stated is not says)
    assert not wants_reason(before, with_rating(before, stated, "Because"), computed)


def test_a_rating_that_came_without_reason_may_stay_so() -> None:
    computed = ComputedRating(Rating.OFF_TRACK, ("12 days late",))
    assert not wants_reason(ACTION, replace(ACTION, title="Other"), computed)


def test_a_finish_is_neither_to_come_nor_before_the_start() -> None:
    today = date(2015, 10, 14)
    assert checked_finish(today, ACTION, today) == today
    with pytest.raises(UserError, match="15/10/2015 is still to come"):
        checked_finish(date(2015, 10, 15), ACTION, today)
    with pytest.raises(UserError, match="before it started on 01/04/2015"):
        checked_finish(date(2015, 3, 31), ACTION, today)
