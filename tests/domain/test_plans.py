"""Actions know when they need someone, and refuse what cannot be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.plans import (
    ActionStatus,
    checked_action,
    is_due_soon,
    is_overdue,
)
from cspdesk.errors import UserError
from tests.builders import action

TODAY = date(2015, 9, 30)


@given(st.sampled_from(ActionStatus), st.integers(-40, 40))
def test_an_action_is_late_or_due_soon_or_neither_but_never_both(status: ActionStatus, days: int) -> None:
    found = action(status=status, due_on=TODAY + timedelta(days=days))
    late, soon = is_overdue(found, TODAY), is_due_soon(found, TODAY)
    assert not (late and soon)
    assert late == (status.is_open and days < 0)
    assert soon == (status.is_open and 0 <= days <= 14)


def test_finished_and_stopped_actions_are_closed() -> None:
    assert [s for s in ActionStatus if not s.is_open] == [ActionStatus.COMPLETE, ActionStatus.STOPPED]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "needs a title"),
        ({"due_on": date(2015, 3, 31)}, "due before it starts"),
        ({"percent": 101}, "0 to 100"),
        ({"percent": -1}, "0 to 100"),
        ({"status": ActionStatus.COMPLETE}, "the day it was finished"),
    ],
)
def test_an_action_that_cannot_stand_is_refused_in_words(wrong: dict[str, object], words: str) -> None:
    with pytest.raises(UserError, match=words):
        checked_action(action(**wrong))


def test_a_finished_action_with_its_day_stands() -> None:
    done = action(status=ActionStatus.COMPLETE, finished_on=TODAY)
    assert checked_action(done) is done
