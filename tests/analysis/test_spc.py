"""Control charts are the published ones, move with their data, and claim nothing where there is too little."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cspdesk.analysis.spc import Assurance, Chart, Segment, assurance, xmr
from cspdesk.analysis.spc_rules import Rule
from cspdesk.errors import UserError
from tests.analysis.vectors import close, document

CASES = document("xmr_vectors")["cases"]
CAUSES = {
    "Common Cause": (None, 0),
    "Above UCL": (Rule.OUTSIDE, 1),
    "Below LCL": (Rule.OUTSIDE, -1),
    "7 Point Trend (Increasing)": (Rule.TREND, 1),
    "7 Point Trend (Decreasing)": (Rule.TREND, -1),
    "2 in 3 Above CL": (Rule.TWO_OF_THREE, 1),
    "2 in 3 Below CL": (Rule.TWO_OF_THREE, -1),
    "7 Points Above CL": (Rule.SHIFT, 1),
    "7 Points Below CL": (Rule.SHIFT, -1),
}
PROMISES = {
    "consistent_pass": Assurance.MET,
    "consistent_fail": Assurance.MISSED,
    "inconsistent": Assurance.BY_CHANCE,
    None: None,
}
BETTER = {"increase": "higher", "decrease": "lower", "neutral": "neither"}
WHOLE = st.integers(-10_000, 10_000)
SERIES = st.lists(WHOLE, min_size=1, max_size=60)


def chart_of(case: dict[str, Any]) -> Chart:
    """Return our chart of a published case."""
    options, dates = case["options"], case["input"]["date"]
    return xmr(
        case["input"]["value"],
        breaks=[dates.index(day) for day in options["rebase_dates"]],
        baseline_points=options["fix_after_n_points"],
        screen=options["screen_outliers"],
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_segment_is_the_published_one(case: dict[str, Any]) -> None:
    dates = case["input"]["date"]
    for ours, theirs in zip(chart_of(case).segments, case["expected"]["segments"], strict=True):
        assert (dates[ours.start], ours.n, ours.trial) == (theirs["start"], theirs["n"], theirs["short_group_warning"])
        assert [ours.mean, ours.lower, ours.upper] == [close(theirs[name]) for name in ("mean", "lpl", "upl")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_point_is_judged_as_published(case: dict[str, Any]) -> None:
    for ours, theirs in zip(chart_of(case).points, case["expected"]["points"], strict=True):
        assert [ours.mean, ours.lower, ours.upper] == [close(theirs[name]) for name in ("mean", "lpl", "upl")]
        assert ours.side == theirs["relative_to_mean"]
        assert ours.outside == theirs["outside_limits"]
        assert ours.near == theirs["close_to_limits"]
        assert (ours.special_cause, ours.direction) == CAUSES[theirs["special_cause_type"]]
        assert bool(ours.rules) == theirs["special_cause_flag"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["options"]["target"] is not None], ids=lambda case: case["id"]
)
def test_the_promise_about_a_target_is_the_published_one(case: dict[str, Any]) -> None:
    last, options = chart_of(case).points[-1], case["options"]
    better = BETTER[options["improvement_direction"]]
    assert assurance(last.lower, last.upper, options["target"], better) is PROMISES[case["expected"]["assurance_type"]]


@pytest.mark.parametrize("case", document("rule_vectors")["assurance"], ids=lambda case: case["improvement_direction"])
def test_a_target_outside_the_limits_is_always_met_or_always_missed(case: dict[str, Any]) -> None:
    found = [assurance(*limits, case["target"], BETTER[case["improvement_direction"]]) for limits in case["limits"]]
    assert found == [PROMISES[promise] for promise in case["expect"]]


@given(SERIES, st.integers(-1000, 1000), st.sampled_from([0.5, 2.0, 8.0]), st.booleans())
def test_limits_shift_and_scale_with_the_data(values: list[int], shift: int, scale: float, screen: bool) -> None:
    plain = xmr(values, screen=screen).segments[0]
    moved = xmr([value * scale + shift for value in values], screen=screen).segments[0]
    ours = [plain.mean, plain.lower, plain.near_lower, plain.near_upper, plain.upper]
    theirs = [moved.mean, moved.lower, moved.near_lower, moved.near_upper, moved.upper]
    assert theirs == pytest.approx([limit * scale + shift for limit in ours], rel=1e-9, abs=1e-6)


@given(SERIES)
def test_turning_a_series_upside_down_turns_its_verdicts(values: list[int]) -> None:
    ours, theirs = xmr(values).points, xmr([-value for value in values]).points
    assert [point.side for point in ours] == [-point.side for point in theirs]
    for one, other in zip(ours, theirs, strict=True):
        assume(Rule.TREND not in one.rules)  # a peak is part of the rise, so upside down it is part of the other run
        assert (one.rules, one.direction) == (other.rules, -other.direction)


@given(SERIES, st.lists(st.integers(0, 70), max_size=4))
def test_segments_cover_the_series_and_know_nothing_of_each_other(values: list[int], breaks: list[int]) -> None:
    chart = xmr(values, breaks=breaks)
    assert sum(segment.n for segment in chart.segments) == len(values) == len(chart.points)
    for segment in chart.segments:
        alone = xmr(values[segment.start : segment.start + segment.n])
        assert alone.points == chart.points[segment.start : segment.start + segment.n]


@given(SERIES)
def test_limits_stand_around_the_mean_in_order(values: list[int]) -> None:
    for point in xmr(values).points:
        assert point.lower <= point.near_lower <= point.mean <= point.near_upper <= point.upper
        assert point.outside == (not point.lower <= point.value <= point.upper)
        assert not (point.near and point.outside)
        assert bool(point.rules) == bool(point.direction)
        assert list(point.rules) == [rule for rule in Rule if rule in point.rules]


@given(st.floats(-1e6, 1e6), st.integers(1, 200))
def test_a_constant_series_has_its_mean_as_limits_and_no_special_cause(value: float, n: int) -> None:
    chart = xmr([value] * n)
    assert (chart.segments[0].lower, chart.segments[0].mean, chart.segments[0].upper) == (value, value, value)
    assert not any(point.rules or point.side for point in chart.points)


@given(SERIES, SERIES)
def test_what_comes_after_the_baseline_does_not_move_its_limits(baseline: list[int], later: list[int]) -> None:
    held = xmr([*baseline, *later], baseline_points=len(baseline)).segments[0]
    alone = xmr(baseline).segments[0]
    assert (held.mean, held.lower, held.upper, held.trial) == (alone.mean, alone.lower, alone.upper, alone.trial)
    assert held.n == len(baseline) + len(later)


@pytest.mark.parametrize(
    ("n", "trial", "too_short"),
    [(1, True, True), (5, True, True), (6, True, False), (12, True, False), (13, False, False)],
)
def test_limits_are_trial_under_13_points_and_none_are_drawn_under_6(n: int, trial: bool, too_short: bool) -> None:
    segment: Segment = xmr(range(n)).segments[0]
    assert (segment.trial, segment.too_short) == (trial, too_short)


def test_no_point_is_judged_where_the_segment_is_too_short() -> None:
    outlier = xmr([0, 0, 0, 0, 100]).points[-1]
    assert outlier.outside
    assert outlier.rules == ()
    assert xmr([0, 0, 0, 0, 0, 100], screen=False).points[-1].rules == (Rule.OUTSIDE,)


def test_limits_are_2_66_mean_moving_ranges_from_the_mean_and_near_limits_two_thirds_of_that() -> None:
    found = xmr([8, 12] * 7).segments[0]
    limits = [found.lower, found.near_lower, found.mean, found.near_upper, found.upper]
    assert limits == pytest.approx([-0.64, 10 - 2 / 3 * 10.64, 10, 10 + 2 / 3 * 10.64, 20.64])


def test_a_large_moving_range_is_left_out_once() -> None:
    values = [10, 12, 11, 13, 12, 11, 90, 12, 13, 11, 12, 10, 11, 12]
    screened, unscreened = xmr(values).segments[0], xmr(values, screen=False).segments[0]
    small = [2, 1, 2, 1, 1, 1, 2, 1, 2, 1, 1]
    assert screened.upper - screened.mean == pytest.approx(2.66 * sum(small) / len(small))
    assert unscreened.upper - unscreened.mean == pytest.approx(2.66 * (sum(small) + 79 + 78) / (len(small) + 2))


def test_a_point_meets_every_rule_it_is_part_of_and_is_named_for_the_first() -> None:
    chart = xmr([8, 12] * 6 + [10.5, 10.6, 10.7, 10.8, 10.9, 11.0, 11.1])
    assert chart.points[-1].rules == (Rule.TREND, Rule.SHIFT)
    assert chart.points[-1].special_cause is Rule.TREND
    assert chart.points[0].special_cause is None


def test_a_break_after_the_last_point_waits_for_data() -> None:
    assert xmr([1, 2, 3], breaks=[3, 9]) == xmr([1, 2, 3])


def test_an_empty_series_has_an_empty_chart() -> None:
    assert xmr([]) == Chart((), ())


@pytest.mark.parametrize("missing", [float("nan"), float("inf"), None])
def test_a_missing_value_is_refused_with_its_place(missing: Any) -> None:
    with pytest.raises(UserError, match="number 2 has none"):
        xmr([1.0, missing, 2.0])


def test_a_baseline_of_no_points_and_a_break_before_the_series_are_refused() -> None:
    with pytest.raises(UserError, match="at least one point"):
        xmr([1.0, 2.0], baseline_points=0)
    with pytest.raises(ValueError, match="position"):
        xmr([1.0, 2.0], breaks=[-1, 1])
