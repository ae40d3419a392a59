"""The rules mark every point of a pattern, and only those; held to the published package's own unit tests."""

from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.spc_rules import RUN, shifts, trends, twos_of_three
from tests.analysis.vectors import document

VECTORS = document("rule_vectors")
STRETCHES = st.lists(st.tuples(st.sampled_from([-1, 0, 1]), st.integers(1, 9)), max_size=6).map(
    lambda stretches: [sign for sign, length in stretches for _ in range(length)]
)


def completed(expect: list[int]) -> list[int]:
    """Return the members of each run of seven, given the points that complete one, which is what is published."""
    return [next((end for end in expect[i : i + RUN] if end), 0) for i in range(len(expect))]


@pytest.mark.parametrize("case", VECTORS["seven_point_one_side_mean"])
def test_seven_on_one_side_are_a_shift(case: dict[str, Any]) -> None:
    sides = case["relative_to_mean"]
    assert [abs(mark) for mark in shifts(sides)] == completed(case["expect"])


@pytest.mark.parametrize("case", VECTORS["seven_point_trend"])
def test_seven_rising_or_falling_are_a_trend(case: dict[str, Any]) -> None:
    assert trends(case["y"]) == completed(case["expect"])


@pytest.mark.parametrize("case", VECTORS["two_in_three"])
def test_two_of_three_near_a_limit_are_marked_where_they_are_near(case: dict[str, Any]) -> None:
    near = [bool(flag) for flag in case["close_to_limits"]]
    found = [abs(mark) for mark in twos_of_three(case["relative_to_mean"], near)]
    assert found == [mark if close else 0 for mark, close in zip(case["expect"], near, strict=True)]


def test_where_a_rise_meets_a_fall_the_peak_is_part_of_the_rise() -> None:
    assert trends([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]) == [1] * 7 + [-1] * 6
    assert trends([7, 6, 5, 4, 3, 2, 1, 2, 3, 4, 5, 6, 7]) == [-1] * 6 + [1] * 7


def test_points_on_the_mean_are_no_shift() -> None:
    assert shifts([0] * 9) == [0] * 9


@given(STRETCHES)
def test_a_shift_is_marked_exactly_where_a_window_of_seven_agrees(sides: list[int]) -> None:
    windows = [range(start, start + RUN) for start in range(len(sides) - RUN + 1)]
    agreeing = [window for window in windows if abs(sum(sides[i] for i in window)) == RUN]
    assert [bool(mark) for mark in shifts(sides)] == [
        any(i in window for window in agreeing) for i in range(len(sides))
    ]


@given(STRETCHES)
def test_a_trend_is_marked_exactly_where_seven_in_a_row_are_in_order(steps: list[int]) -> None:
    values = list(accumulate(steps))

    def strict(window: list[int]) -> bool:
        ordered = sorted(set(window))
        return len(ordered) == RUN and window in (ordered, ordered[::-1])

    starts = [start for start in range(len(values) - RUN + 1) if strict(values[start : start + RUN])]
    expected = [any(start <= i < start + RUN for start in starts) for i in range(len(values))]
    assert [bool(mark) for mark in trends(values)] == expected
