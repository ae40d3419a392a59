"""Statistics held to the textbooks' formulas, written out here a second time and as plainly as they stand there."""

from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.change import difference_of_proportions
from cspdesk.analysis.findings import NotComputed
from cspdesk.analysis.rates import proportion_interval, rate_interval
from cspdesk.analysis.spc import xmr
from cspdesk.analysis.spc_rules import Rule

Z = NormalDist().inv_cdf(0.975)
VALUES = st.lists(st.integers(0, 12) | st.integers(-500, 500), min_size=1, max_size=50)
CLOSE = {"rel": 1e-9, "abs": 1e-9}


def limits_of(values: list[int]) -> tuple[float, float, float, float, float]:
    """Return the mean, the limits and the near limits of one segment, large moving ranges left out once."""
    mean = sum(values) / len(values)
    moves = [abs(values[i] - values[i - 1]) for i in range(1, len(values))]
    typical = sum(moves) / len(moves) if moves else 0.0
    kept = [move for move in moves if move < 3.267 * typical]
    if kept:
        typical = sum(kept) / len(kept)
    reach = 2.66 * typical
    return mean, mean - reach, mean + reach, mean - reach * 2 / 3, mean + reach * 2 / 3


def windows(n: int, place: int, size: int) -> list[range]:
    """Return every window of a size that holds a place."""
    return [range(start, start + size) for start in range(n - size + 1) if start <= place < start + size]


def rules_of(values: list[int], place: int, around: tuple[float, float, float, float, float]) -> set[Rule]:
    """Return the rules that a point meets, by looking at every window around it."""
    mean, lower, upper, near_lower, near_upper = around
    n, found = len(values), set()
    outside = lambda i: not lower <= values[i] <= upper  # noqa: E731
    near = lambda i: not outside(i) and not near_lower <= values[i] <= near_upper  # noqa: E731
    if outside(place):
        found.add(Rule.OUTSIDE)
    for window in windows(n, place, 7):
        steps = [values[i] - values[i - 1] for i in window[1:]]
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            found.add(Rule.TREND)
        if all(values[i] > mean for i in window) or all(values[i] < mean for i in window):
            found.add(Rule.SHIFT)
    for window in windows(n, place, 3):
        same_side = all(values[i] > mean for i in window) or all(values[i] < mean for i in window)
        if near(place) and same_side and sum(map(near, window)) >= 2:
            found.add(Rule.TWO_OF_THREE)
    return found


@given(VALUES, st.lists(st.integers(0, 50), max_size=4))
def test_every_point_meets_the_rules_that_looking_at_every_window_finds(values: list[int], breaks: list[int]) -> None:
    chart = xmr(values, breaks=breaks)
    starts = sorted({0, *(place for place in breaks if place < len(values))})
    for segment, (start, end) in zip(chart.segments, zip(starts, [*starts[1:], len(values)], strict=True), strict=True):
        stretch = values[start:end]
        around = limits_of(stretch)
        ours = (segment.mean, segment.lower, segment.upper, segment.near_lower, segment.near_upper)
        assert ours == pytest.approx(around, **CLOSE)
        for place, point in enumerate(chart.points[start:end]):
            expected = rules_of(stretch, place, ours) if len(stretch) >= 6 else set()
            assert set(point.rules) == expected
            assert (point.direction != 0) == bool(expected)


def wilson(count: float, n: float) -> tuple[float, float]:
    """Return Wilson's limits as Newcombe (1998, method 3) writes them."""
    p = count / n
    middle, half = 2 * n * p + Z * Z, Z * sqrt(Z * Z + 4 * n * p * (1 - p))
    return (middle - half) / (2 * (n + Z * Z)), (middle + half) / (2 * (n + Z * Z))


SHARES = st.integers(1, 400).flatmap(lambda n: st.tuples(st.sampled_from([0, n]) | st.integers(0, n), st.just(n)))


@given(SHARES)
def test_a_proportion_has_wilsons_limits(share: tuple[int, int]) -> None:
    found, (lower, upper) = proportion_interval(*share), wilson(*share)
    assert (found.lower, found.upper) == pytest.approx((lower, upper), rel=1e-9, abs=1e-12)
    assert 0 <= found.lower <= found.value <= found.upper <= 1


@given(SHARES, SHARES)
def test_a_difference_of_proportions_has_newcombes_limits(one: tuple[int, int], other: tuple[int, int]) -> None:
    found = difference_of_proportions(*one, *other)
    assert not isinstance(found, NotComputed)
    p, q = one[0] / one[1], other[0] / other[1]
    (l1, u1), (l2, u2) = wilson(*one), wilson(*other)
    lower = p - q - sqrt((p - l1) ** 2 + (u2 - q) ** 2)
    upper = p - q + sqrt((u1 - p) ** 2 + (q - l2) ** 2)
    assert (found.estimate, found.lower, found.upper) == pytest.approx((p - q, lower, upper), rel=1e-9, abs=1e-9)


def poisson_tail(count: int, mean: float) -> float:
    """Return how likely a count of at most so many is, term by term."""
    from math import exp

    term = total = exp(-mean)
    for k in range(1, count + 1):
        term *= mean / k
        total += term
    return total


@given(st.integers(0, 300), st.integers(1, 10**7))
def test_a_rate_has_byars_limits_and_under_ten_events_the_exact_ones(count: int, people: int) -> None:
    found = rate_interval(count, people, per=1_000)
    scale = 1_000 / people
    if count < 10:
        assert poisson_tail(count, found.upper / scale) == pytest.approx(0.025, rel=1e-6)
        if count:
            assert 1 - poisson_tail(count - 1, found.lower / scale) == pytest.approx(0.025, rel=1e-6)
        else:
            assert found.lower == 0
        return
    lower = count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3
    upper = (count + 1) * (1 - 1 / (9 * (count + 1)) + Z / (3 * sqrt(count + 1))) ** 3
    assert (found.lower, found.upper) == pytest.approx((lower * scale, upper * scale), rel=1e-9)
