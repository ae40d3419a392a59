"""At a year's end what is open is carried or closed with its reason, and nothing else of it changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.milestones import Milestone
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionStatus
from cspdesk.domain.reviews import YearEnd
from cspdesk.domain.whole_action import WholeAction
from cspdesk.domain.year_end import YearEndChoice, is_open_at_the_end, settle
from cspdesk.errors import UserError
from tests.builders import action

YEAR = FinancialYear(2015)
ON = date(2016, 3, 30)
NEW_DUE = date(2016, 6, 30)
OPEN = action("a", status=ActionStatus.IN_PROGRESS, percent=60)
CARRY = YearEndChoice("a", YearEnd.CARRIED, "Staff came late", NEW_DUE)


def test_a_carried_action_keeps_the_day_first_agreed_and_all_else() -> None:
    settled = settle(WholeAction(OPEN), CARRY, YEAR, ON)
    assert settled.action == replace(OPEN, due_on=NEW_DUE, baseline_due_on=OPEN.due_on)
    decision = settled.decision
    assert (decision.decision, decision.reason, decision.year) == (YearEnd.CARRIED, "Staff came late", YEAR)
    assert (decision.due_before, decision.due_after, decision.decided_on) == (OPEN.due_on, NEW_DUE, ON)


@given(st.lists(st.tuples(st.dates(OPEN.starts_on, NEW_DUE), st.booleans()), max_size=5), st.booleans())
def test_open_milestones_move_with_the_due_date_by_choice_and_reached_ones_never(
    steps: list[tuple[date, bool]], move: bool
) -> None:
    milestones = tuple(
        Milestone(str(n), "a", "Step", day, day, day if reached else None) for n, (day, reached) in enumerate(steps)
    )
    settled = settle(WholeAction(OPEN, milestones), replace(CARRY, move_milestones=move), YEAR, ON)
    still_open = [m for m in milestones if m.actual_on is None]
    by = NEW_DUE - OPEN.due_on
    assert list(settled.milestones) == ([replace(m, current_on=m.current_on + by) for m in still_open] if move else [])


def test_a_closed_action_is_stopped_and_keeps_its_dates_and_progress() -> None:
    choice = YearEndChoice("a", YearEnd.CLOSED, "No money")
    settled = settle(WholeAction(OPEN, (Milestone("m", "a", "Step", ON, ON),)), choice, YEAR, ON)
    assert settled.action == replace(OPEN, status=ActionStatus.STOPPED)
    assert settled.milestones == ()
    assert settled.decision.due_before == settled.decision.due_after == OPEN.due_on


@pytest.mark.parametrize(
    ("given_action", "choice", "words"),
    [
        (OPEN, replace(CARRY, reason=" "), "Say why"),
        (OPEN, replace(CARRY, due_on=None), "due after 31 March 2016"),
        (OPEN, replace(CARRY, due_on=YEAR.ends_on), "due after 31 March 2016"),
        (replace(OPEN, status=ActionStatus.STOPPED), CARRY, "not open at the end of 2015/16"),
        (replace(OPEN, due_on=NEW_DUE), CARRY, "not open at the end of 2015/16"),
    ],
)
def test_a_choice_that_cannot_stand_is_refused_in_words(
    given_action: object, choice: YearEndChoice, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        settle(WholeAction(given_action), choice, YEAR, ON)  # type: ignore[arg-type]


@given(st.sampled_from(ActionStatus), st.integers(-30, 30))
def test_what_must_be_decided_is_what_is_open_and_due_by_the_years_last_day(status: ActionStatus, days: int) -> None:
    found = action(status=status, due_on=YEAR.ends_on + timedelta(days))
    assert is_open_at_the_end(found, YEAR) is (status.is_open and days <= 0)
