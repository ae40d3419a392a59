"""Actions know when they need someone, and refuse what cannot be."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.plans import (
    ActionStatus,
    Recurrence,
    checked_action,
    dependency_loop,
    is_due_soon,
    is_overdue,
    moved_due,
    next_occurrence,
    occurrences,
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


def test_only_what_was_agreed_and_not_stopped_rates_its_priority() -> None:
    assert [s for s in ActionStatus if not s.rates_priority] == [ActionStatus.PROPOSED, ActionStatus.STOPPED]


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


def test_a_title_of_ten_thousand_characters_is_refused_with_its_length() -> None:
    with pytest.raises(UserError, match="10,000 characters long"):
        checked_action(action(title="x" * 10_000))


# --- moving a due date


@given(st.lists(st.integers(-100, 300), min_size=1, max_size=5))
def test_however_often_a_due_date_is_moved_the_day_first_agreed_stays(moves: list[int]) -> None:
    found = first = action(status=ActionStatus.IN_PROGRESS)
    for by in moves:
        found = moved_due(found, first.due_on + timedelta(by))
    assert found.due_on == first.due_on + timedelta(moves[-1])
    assert found.agreed_due_on == first.due_on


def test_what_is_only_proposed_was_never_agreed() -> None:
    moved = moved_due(action(status=ActionStatus.PROPOSED), date(2016, 1, 31))
    assert (moved.due_on, moved.baseline_due_on) == (date(2016, 1, 31), None)


# --- what comes round


def test_what_starts_on_the_31st_comes_round_on_the_last_day_of_shorter_months() -> None:
    group = action(recurrence=Recurrence.MONTHLY, starts_on=date(2015, 12, 31), due_on=date(2016, 4, 30))
    assert list(occurrences(group)) == [
        date(2015, 12, 31),
        date(2016, 1, 31),
        date(2016, 2, 29),
        date(2016, 3, 31),
        date(2016, 4, 30),
    ]


@given(st.sampled_from(Recurrence), st.dates(date(2014, 1, 1), date(2017, 12, 31)), st.integers(0, 1_500))
def test_occurrences_lie_in_the_actions_time_one_rhythm_apart(rhythm: Recurrence, start: date, length: int) -> None:
    found = action(recurrence=rhythm, starts_on=start, due_on=start + timedelta(length))
    days = list(occurrences(found))
    assert days == sorted(set(days))
    assert all(found.starts_on <= day <= found.due_on for day in days)
    assert bool(days) is (rhythm is not Recurrence.ONCE)
    months = [day.year * 12 + day.month for day in days]
    assert {b - a for a, b in pairwise(months)} <= {rhythm.months}


@given(st.dates(date(2015, 1, 1), date(2016, 12, 31)))
def test_the_next_occurrence_is_the_first_from_today_on(today: date) -> None:
    group = action(recurrence=Recurrence.QUARTERLY, due_on=date(2016, 3, 31))
    assert next_occurrence(group, today) == min((d for d in occurrences(group) if d >= today), default=None)
    assert next_occurrence(replace(group, status=ActionStatus.STOPPED), today) is None


# --- actions that wait for each other

graphs = st.dictionaries(st.sampled_from("abcdef"), st.frozensets(st.sampled_from("abcdef"), max_size=3))


def _reaches(needs: Mapping[str, frozenset[str]], first: str) -> set[str]:
    found: set[str] = set()
    edge = set(needs.get(first, ()))
    while edge:
        found |= edge
        edge = {n for a in edge for n in needs.get(a, ())} - found
    return found


@given(graphs)
def test_a_loop_is_found_exactly_when_some_action_waits_for_itself(needs: dict[str, frozenset[str]]) -> None:
    loop = dependency_loop(needs)
    assert (loop is not None) is any(a in _reaches(needs, a) for a in needs)
    if loop is not None:
        assert loop[0] == loop[-1]
        assert all(then in needs[first] for first, then in pairwise(loop))


def test_a_chain_of_ten_thousand_actions_is_looked_through_at_once() -> None:
    chain = {str(n): (str(n + 1),) for n in range(10_000)}
    assert dependency_loop(chain) is None
    assert dependency_loop(chain | {"10000": ("0",)}) is not None
