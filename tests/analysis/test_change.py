"""A change is given with its interval, and called one only where the interval allows it."""

from math import inf, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.change import (
    Change,
    before_after_comparison,
    difference_of_proportions,
    rate_ratio,
    relative_effect_size,
    weighted_displacement_difference,
)
from cspdesk.analysis.findings import EvidenceGrade, Finding, NotComputed
from cspdesk.errors import UserError

COUNT = st.integers(0, 100_000)
SOME = st.integers(1, 100_000)
PAIR = st.tuples(COUNT, COUNT)
SHARE = st.tuples(COUNT, COUNT).map(lambda parts: (parts[0], parts[0] + parts[1] + 1))


def ratio(count: int, base: int, compared: int, compared_base: int, confidence: float = 0.95) -> Change:
    """Return a rate ratio that is known to exist."""
    found = rate_ratio(count, base, compared, compared_base, confidence)
    assert isinstance(found, Change)
    return found


@pytest.mark.parametrize(
    ("counts", "limits"),
    [
        ((56, 70, 48, 80), (0.0524, 0.3339)),
        ((9, 10, 3, 10), (0.1705, 0.8090)),
        ((6, 7, 2, 7), (0.0582, 0.8062)),
        ((5, 56, 0, 29), (-0.0381, 0.1926)),
        ((0, 10, 0, 20), (-0.1611, 0.2775)),
        ((0, 10, 0, 10), (-0.2775, 0.2775)),
        ((10, 10, 0, 20), (0.6791, 1.0000)),
        ((10, 10, 0, 10), (0.6075, 1.0000)),
    ],
)
def test_a_difference_of_proportions_has_newcombes_published_limits(
    counts: tuple[int, int, int, int], limits: tuple[float, float]
) -> None:
    found = difference_of_proportions(*counts)
    assert (round(found.lower, 4), round(found.upper, 4)) == limits


@given(SHARE, SHARE)
def test_a_difference_lies_within_its_interval_and_turns_with_its_sides(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    found, turned = difference_of_proportions(*one, *other), difference_of_proportions(*other, *one)
    assert -1 <= found.lower <= found.estimate <= found.upper <= 1
    assert [turned.lower, turned.upper] == pytest.approx([-found.upper, -found.lower], abs=1e-12)
    assert (found.finding is Finding.CANNOT_TELL) == (found.lower <= 0 <= found.upper)


@given(COUNT, SOME, SOME, SOME)
def test_a_ratio_lies_within_its_interval(count: int, base: int, compared: int, compared_base: int) -> None:
    found = ratio(count, base, compared, compared_base)
    assert 0 <= found.lower <= found.estimate <= found.upper < inf
    assert (found.finding is Finding.CANNOT_TELL) == (found.lower <= 1 <= found.upper)


@given(SOME, SOME, SOME, SOME)
def test_a_ratio_turned_round_is_its_inverse(count: int, base: int, compared: int, compared_base: int) -> None:
    found, turned = ratio(count, base, compared, compared_base), ratio(compared, compared_base, count, base)
    assert [turned.lower, turned.estimate, turned.upper] == pytest.approx(
        [1 / found.upper, 1 / found.estimate, 1 / found.lower], rel=1e-6
    )


@given(st.integers(1, 2000), st.integers(1, 2000), st.integers(2, 20))
def test_a_ratio_narrows_with_more_data(count: int, compared: int, times: int) -> None:
    few, many = ratio(count, 1, compared, 1), ratio(count * times, 1, compared * times, 1)
    assert few.lower < many.lower
    assert many.upper < few.upper


def test_a_ratio_has_the_exact_limits_of_a_binomial_share() -> None:
    found = ratio(0, 1, 5, 1)  # of 5 events none on this side: (1 − share)⁵ = 0.025
    share = 1 - 0.025 ** (1 / 5)
    assert (found.lower, found.upper) == (0, pytest.approx(share / (1 - share)))


def test_26_percent_more_is_a_rise_of_many_and_no_rise_of_few() -> None:
    assert ratio(12600, 1, 10000, 1).finding is Finding.HIGHER
    few = ratio(126, 1, 100, 1)
    assert few.finding is Finding.CANNOT_TELL
    assert "1.26 times the rate it is compared with (95% interval 0.961 to 1.66)" in few.says
    assert "cannot be told from chance" in few.says


@given(st.integers(0, 5000), st.integers(1, 5000), st.floats(1.01, 10))
def test_counts_that_vary_more_than_chance_have_wider_limits_around_the_same_ratio(
    count: int, compared: int, dispersion: float
) -> None:
    calm, noisy = ratio(count, 1, compared, 1), rate_ratio(count, 1, compared, 1, dispersion=dispersion)
    assert isinstance(noisy, Change)
    assert noisy.estimate == calm.estimate
    assert noisy.lower <= calm.lower <= calm.upper < noisy.upper
    assert "dispersion" in noisy.method


def test_twice_the_dispersion_is_half_the_evidence() -> None:
    full, noisy = ratio(63, 1, 50, 1), rate_ratio(126, 1, 100, 1, dispersion=2)
    assert isinstance(noisy, Change)
    assert (noisy.lower, noisy.upper) == (pytest.approx(full.lower), pytest.approx(full.upper))


@pytest.mark.parametrize("missing", range(4))
def test_50_percent_against_5_percent_without_counts_is_no_comparison(missing: int) -> None:
    counts: list[float | None] = [10, 20, 1, 20]
    counts[missing] = None
    found = difference_of_proportions(*counts)
    assert isinstance(found, NotComputed)
    assert "counts behind the percentages are not held" in found.says


def test_none_before_gives_no_ratio_but_the_reason() -> None:
    found = rate_ratio(7, 100, 0, 100)
    assert isinstance(found, NotComputed)
    assert "no ratio can be given" in found.says


def test_the_weighted_displacement_difference_is_the_papers() -> None:
    found = weighted_displacement_difference((207, 110), (308, 318), (178, 157), (150, 140))
    error = sqrt(207 + 110 + 308 + 318 + 178 + 157 + 150 + 140)
    assert found.estimate == (110 - 207) - (318 - 308) + (157 - 178) - (140 - 150) == -118
    assert [found.lower, found.upper] == pytest.approx([-118 - 1.959964 * error, -118 + 1.959964 * error])
    assert found.finding is Finding.LOWER
    assert found.says.startswith("118 fewer than if the areas had changed alike (95% interval 196 fewer to 40 fewer)")


def test_a_fall_of_ten_more_than_elsewhere_cannot_be_told_from_chance() -> None:
    found = weighted_displacement_difference((100, 80), (100, 90))
    assert found.estimate == -10
    assert (found.upper - found.lower) / 2 / 1.959964 == pytest.approx(19.235, abs=1e-3)
    assert found.finding is Finding.CANNOT_TELL


@pytest.mark.parametrize(("after", "finding"), [(74, Finding.LOWER), (75, Finding.CANNOT_TELL)])
def test_a_difference_is_told_only_where_its_whole_interval_is_below_none(after: int, finding: Finding) -> None:
    found = weighted_displacement_difference((100, after), (0, 0))
    assert -0.2 < found.upper < 1
    assert found.finding is finding


def test_the_relative_effect_size_has_twice_the_variance_of_independent_events() -> None:
    found = relative_effect_size((200, 100), (120, 180))
    assert isinstance(found, Change)
    reach = 1.959964 * sqrt(2 * (1 / 200 + 1 / 100 + 1 / 120 + 1 / 180))
    assert found.estimate == 3
    assert [log(found.lower), log(found.upper)] == pytest.approx([log(3) - reach, log(3) + reach])
    assert found.finding is Finding.LOWER


@given(PAIR, PAIR, st.floats(1, 10), st.floats(1, 10))
def test_more_dispersion_never_turns_cannot_tell_into_a_finding(
    treated: tuple[int, int], comparison: tuple[int, int], less: float, more: float
) -> None:
    less, more = sorted((less, more))
    calm = before_after_comparison(treated, comparison, dispersion=less)
    noisy = before_after_comparison(treated, comparison, dispersion=more)
    assert noisy.finding in (calm.finding, Finding.CANNOT_TELL)
    difference = noisy.displacement_difference
    assert difference.lower <= difference.estimate <= difference.upper


@given(PAIR, PAIR)
def test_both_measures_must_agree_before_anything_is_said(
    treated: tuple[int, int], comparison: tuple[int, int]
) -> None:
    found = before_after_comparison(treated, comparison)
    if found.finding is not Finding.CANNOT_TELL:
        assert isinstance(found.relative_effect, Change)
        assert found.relative_effect.finding is found.displacement_difference.finding is found.finding
    assert ("cannot be told from chance" in found.says) == (found.finding is Finding.CANNOT_TELL)


@given(COUNT, COUNT)
def test_areas_that_changed_alike_show_no_effect(before: int, after: int) -> None:
    found = before_after_comparison((before, after), (before, after))
    assert found.finding is Finding.CANNOT_TELL
    assert "as many as if the areas had changed alike" in found.says


def test_a_comparison_area_is_graded_and_proves_no_cause() -> None:
    found = before_after_comparison((400, 200), (400, 400))
    assert found.finding is Finding.LOWER
    assert found.grade is EvidenceGrade.COMPARISON_AREA
    assert found.grade.words == "before and after, with a comparison area"
    assert "does not prove what caused" in found.does_not_show


def test_a_count_of_0_leaves_no_relative_effect_and_so_no_finding() -> None:
    found = before_after_comparison((400, 0), (400, 400))
    assert isinstance(found.relative_effect, NotComputed)
    assert found.displacement_difference.finding is Finding.LOWER
    assert found.finding is Finding.CANNOT_TELL


def test_what_cannot_be_compared_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="comparison area of its own"):
        weighted_displacement_difference((1, 2), (3, 4), (5, 6))
    with pytest.raises(UserError, match="cannot be below 0"):
        before_after_comparison((1, -2), (3, 4))
    with pytest.raises(UserError, match="cannot be below 0"):
        rate_ratio(-1, 10, 5, 10)
    with pytest.raises(UserError, match="above its denominator"):
        difference_of_proportions(11, 10, 1, 10)
    with pytest.raises(ValueError, match="below 1"):
        relative_effect_size((1, 2), (3, 4), dispersion=0.5)
    with pytest.raises(ValueError, match="below 1"):
        rate_ratio(1, 2, 3, 4, dispersion=0.5)
