"""Milestones keep what was first agreed; progress is held against them, never against a line between them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.domain.milestones import (
    Milestone,
    Output,
    OutputQuarter,
    checked_milestone,
    checked_quarter,
    cumulative,
    expected_percent,
    late_days,
    progress_profile,
    reached_percent,
)
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from tests.builders import action

TODAY = date(2015, 9, 30)
OWNER = action("a")
days = st.dates(OWNER.starts_on, date(2016, 3, 31))


@st.composite
def milestones(draw: st.DrawFn) -> tuple[Milestone, ...]:
    agreed = draw(st.lists(days, min_size=1, max_size=6))
    return tuple(
        Milestone(str(n), "a", "Step", day, draw(days), draw(st.none() | days)) for n, day in enumerate(agreed)
    )


@given(days, days, st.dates(), st.integers(0, 300))
def test_a_milestone_is_never_less_late_for_being_moved_later(agreed: date, now: date, today: date, by: int) -> None:
    found = Milestone("m", "a", "Step", agreed, now)
    assert late_days(replace(found, current_on=now + timedelta(by)), today) >= late_days(found, today) >= 0
    assert late_days(replace(found, actual_on=today), today) == 0


@given(milestones(), days, days)
def test_expected_progress_never_falls_and_stands_still_between_milestones(
    found: tuple[Milestone, ...], first: date, second: date
) -> None:
    owner = replace(OWNER, due_on=date(2016, 3, 31))
    early, late = sorted((first, second))
    assert expected_percent(owner, found, early) <= expected_percent(owner, found, late)
    if late < owner.due_on and not any(early < m.baseline_on <= late for m in found):
        assert expected_percent(owner, found, early) == expected_percent(owner, found, late)


@given(milestones())
def test_milestones_without_a_share_are_spread_evenly_and_the_end_is_left_for_the_due_date(
    found: tuple[Milestone, ...],
) -> None:
    shares = [percent for _, percent in progress_profile(found)]
    assert shares == sorted(shares)
    assert all(0 < share < 100 for share in shares)
    assert max(b - a for a, b in zip([0, *shares], [*shares, 100], strict=True)) <= 100 // len(shares) + 1


@given(milestones())
def test_progress_by_milestones_counts_only_up_to_the_first_not_reached(found: tuple[Milestone, ...]) -> None:
    ordered = sorted(found, key=lambda m: (m.baseline_on, m.id))
    profile = [percent for _, percent in progress_profile(found)]
    unreached = next((place for place, m in enumerate(ordered) if m.actual_on is None), len(ordered))
    assert reached_percent(found) == (profile[unreached - 1] if unreached else 0)


def test_without_milestones_progress_is_the_share_of_time() -> None:
    assert expected_percent(OWNER, (), OWNER.starts_on) == 0
    assert expected_percent(OWNER, (), date(2015, 7, 1)) == 50
    assert expected_percent(OWNER, (), OWNER.due_on) == 100
    assert expected_percent(replace(OWNER, due_on=OWNER.starts_on), (), OWNER.starts_on) == 100


counts = st.none() | st.integers(0, 500)


@given(st.lists(st.tuples(counts, counts), max_size=4))
def test_figures_add_up_quarter_by_quarter_and_the_unknown_stays_unknown(
    values: list[tuple[int | None, int | None]],
) -> None:
    starts = [q.starts_on for q in FinancialYear(2015).quarters]
    quarters = [OutputQuarter(str(n), "o", starts[n], *pair) for n, pair in enumerate(values)]
    found = cumulative(reversed(quarters))
    assert list(found) == starts[: len(values)]
    for place, start in enumerate(found):
        for part in (0, 1):
            known = [pair[part] for pair in values[: place + 1] if pair[part] is not None]
            assert found[start][part] == (sum(known) if known else None)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": " "}, "needs a title"),
        ({"title": "x" * 301}, "too long"),
        ({"baseline_on": date(2015, 3, 31)}, "first agreed for a day before"),
        ({"current_on": date(2015, 3, 31)}, "now planned for a day before"),
        ({"percent": 101}, "0 to 100"),
        ({"percent": -1}, "0 to 100"),
    ],
)
def test_a_milestone_that_cannot_stand_is_refused_in_words(wrong: dict[str, object], words: str) -> None:
    sound = Milestone("m", "a", "Step", TODAY, TODAY)
    assert checked_milestone(sound, OWNER) is sound
    with pytest.raises(UserError, match=words):
        checked_milestone(replace(sound, **wrong), OWNER)


def test_nothing_is_counted_below_zero() -> None:
    output = Output("o", "a", "Alarms fitted")
    sound = OutputQuarter("q", "o", date(2015, 4, 1), 0, None)
    assert checked_quarter(sound, output) is sound
    for wrong in ({"target": -1}, {"actual": -1}):
        with pytest.raises(UserError, match="cannot be counted below 0"):
            checked_quarter(replace(sound, **wrong), output)
