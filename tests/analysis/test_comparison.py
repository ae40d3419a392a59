"""Areas stand against the published limits; a funnel ranks none, and says when it says little."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.comparison import (
    FEW_AREAS,
    LEVELS,
    Funnel,
    FunnelKind,
    Limits,
    Standing,
    disproportionality,
    funnel,
    limits_at,
)
from cspdesk.analysis.findings import NotComputed
from cspdesk.analysis.rates import Interval, exact_limits
from cspdesk.errors import UserError
from tests.analysis.vectors import RELATIVE, close, table

SIGNIFICANCE = {
    (Standing.HIGH, 0.998): "High (0.001)",
    (Standing.HIGH, 0.95): "High (0.025)",
    (Standing.LOW, 0.998): "Low (0.001)",
    (Standing.LOW, 0.95): "Low (0.025)",
    (Standing.WITHIN, None): "Not significant",
}
PROPORTIONS = st.lists(
    st.tuples(st.integers(0, 5000), st.integers(1, 5000)).map(lambda parts: (parts[0], parts[0] + parts[1])),
    min_size=1,
    max_size=15,
)
RATES = st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 10**6)), min_size=1, max_size=15)
FUNNELS = st.one_of(
    st.builds(funnel, PROPORTIONS, st.just("proportion")),
    st.builds(funnel, RATES, st.just("rate")),
)


def areas(name: str, count: str, base: str) -> list[tuple[float, float]]:
    """Return a pair for each row of a table."""
    return [(float(row[count]), float(row[base])) for row in table(name)]


def verdicts(found: Funnel) -> list[str]:
    """Return each area's standing as it is published."""
    return [SIGNIFICANCE[point.standing, point.beyond] for point in found.points]


def test_every_area_is_judged_by_proportion_as_published() -> None:
    found = funnel(areas("funnel_prop_inputs", "numerator", "denominator"), "proportion")
    assert verdicts(found) == [row["significance"] for row in table("funnel_prop_inputs")]


@pytest.mark.parametrize(("column", "fewest"), [("crude_per_100000_with_0", 0), ("crude_per_100000_without_0", 1)])
def test_every_area_is_judged_by_rate_as_published(column: str, fewest: int) -> None:
    rows = [row for row in table("funnel_rate_significance") if float(row["count"]) >= fewest]
    found = funnel([(float(row["count"]), float(row["pop"])) for row in rows], "rate")
    assert verdicts(found) == [row[column] for row in rows]


@pytest.mark.parametrize("row", table("funnel_prop_outputs"), ids=lambda row: row["Population"])
def test_limits_of_proportions_are_the_published_ones(row: dict[str, str]) -> None:
    found = funnel(areas("funnel_prop_inputs", "numerator", "denominator"), "proportion")
    ours = limits_at(float(row["Population"]), found)
    published = [float(row[f"{side}{level}limit"]) for side in ("Lower", "Upper") for level in ("2s0025", "3s0001")]
    places = 10**-6 / 2  # published to six decimals
    assert [*ours.lower, *ours.upper] == [pytest.approx(limit, rel=RELATIVE, abs=places) for limit in published]
    assert found.average == close(float(row["Baseline"]))


@pytest.mark.parametrize("row", table("funnel_rate_dsr_outputs"), ids=lambda row: row["Events"])
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("side", ["lower", "upper"])
def test_limits_of_rates_are_the_published_ones(row: dict[str, str], level: float, side: str) -> None:
    """The published populations come from a search; its last step, 2⁻²⁴, exceeds a millionth of them for one event."""
    found = funnel(areas("funnel_rate_inputs", "ev", "rate"), "rate_dsr")
    name, events, years = f"{side}_{'2s' if level == 0.95 else '3s'}", float(row["Events"]), 3
    expected = exact_limits(events, level)[side == "lower"]
    place = expected / (expected + 1 + events)
    near = RELATIVE + (2**-24 / (place * (1 - place)) if events == 1 else 0)
    population = expected / found.average * 100_000
    assert population == pytest.approx(float(row[f"{name}_population_1_year"]) * years, rel=near)
    limit = getattr(limits_at(population, found), side)[LEVELS.index(level)]
    assert limit == pytest.approx(events / population * 100_000, rel=1e-8)
    assert limit == pytest.approx(float(row[f"{name}_limit"]), rel=near)
    assert found.average == close(float(row["baseline"]))


@given(FUNNELS)
def test_an_area_is_outside_exactly_when_its_value_is_beyond_the_limits_drawn(found: Funnel) -> None:
    for point in found.points:
        assert point.limits is not None
        high = [
            level for level, limit in zip(LEVELS, point.limits.upper, strict=True) if point.value > limit * (1 + 1e-9)
        ]
        low = [
            level for level, limit in zip(LEVELS, point.limits.lower, strict=True) if point.value * (1 + 1e-9) < limit
        ]
        if high or low:
            assert point.standing is (Standing.HIGH if high else Standing.LOW)
            assert point.beyond == max(high or low)
        assert (point.beyond is None) == (point.standing is Standing.WITHIN)


@given(FUNNELS)
def test_limits_hold_the_average_and_narrow_as_areas_grow(found: Funnel) -> None:
    slack = 1e-9 * (1 + found.average)
    for limits in found.curve:
        lower, upper = limits.lower, limits.upper
        assert lower[1] - slack <= lower[0] <= found.average + slack
        assert found.average - slack <= upper[0] <= upper[1] + slack
    for small, large in zip(found.curve, found.curve[1:], strict=False):
        assert small.denominator < large.denominator
        assert large.upper[0] <= small.upper[0] + slack
        assert large.lower[0] >= small.lower[0] - slack


@given(RATES)
def test_the_order_of_areas_is_kept_and_changes_no_judgement(rates: list[tuple[int, int]]) -> None:
    backwards = funnel(rates[::-1], "rate")
    assert [point.standing for point in funnel(rates, "rate").points] == [
        point.standing for point in backwards.points[::-1]
    ]


@given(FUNNELS)
def test_few_areas_are_shown_as_dots_with_intervals_and_the_words_say_so(found: Funnel) -> None:
    assert found.few_areas == (len(found.points) < FEW_AREAS)
    assert ("shown with intervals, in no order of merit" in found.says) == found.few_areas
    for point in found.points:
        assert isinstance(point.interval, Interval)
        assert point.interval.lower <= point.value * (1 + 1e-9)
        assert point.value <= point.interval.upper * (1 + 1e-9)


@pytest.mark.parametrize(("number", "few"), [(FEW_AREAS - 1, True), (FEW_AREAS, False)])
def test_a_funnel_is_drawn_from_ten_areas_on(number: int, few: bool) -> None:
    assert funnel([(5, 100)] * number, "proportion").few_areas is few


def test_the_curve_runs_from_the_smallest_area_to_the_largest() -> None:
    curve = funnel([(5, 100), (90, 1000), (700, 6400)], "proportion").curve
    sizes = [limits.denominator for limits in curve]
    assert (sizes[0], sizes[-1], len(sizes)) == (100, pytest.approx(6400), 100)
    assert [later / earlier for earlier, later in pairwise(sizes)] == [pytest.approx(64 ** (1 / 99))] * 99


def test_one_event_where_almost_none_are_expected_is_high() -> None:
    found = funnel([(1, 10), *[(100, 10**6)] * 9], "rate", 0.95)
    assert found.points[0].standing is Standing.HIGH


def test_areas_that_all_differ_by_more_than_chance_are_not_marked_out() -> None:
    spread = funnel(areas("funnel_prop_inputs", "numerator", "denominator"), "proportion")
    assert spread.overdispersed
    assert spread.says == (
        "260 of 303 areas lie outside the 99.8% limits that chance sets. The areas differ by more than chance"
        " throughout, so lying outside does not mark one out."
    )
    alike = funnel([(100, 1000)] * 12, "rate")
    assert (alike.overdispersed, alike.says) == (False, "0 of 12 areas lie outside the 99.8% limits that chance sets.")


@pytest.mark.parametrize(("apart", "overdispersed"), [(13, False), (14, True)])
def test_dispersion_is_the_mean_squared_distance_in_standard_deviations(apart: int, overdispersed: bool) -> None:
    rates = funnel([(100 - apart, 1000), (100 + apart, 1000)] * 6, "rate")
    assert rates.dispersion == pytest.approx(apart**2 / 100)
    assert rates.overdispersed is overdispersed  # 12 areas: above 1 + 2 √(2 ÷ 12) = 1.82
    shares = funnel([(50 - apart, 100), (50 + apart, 100)] * 6, "proportion")
    assert shares.dispersion == pytest.approx(apart**2 / 25)
    assert funnel([(0, 1000)] * 12, "rate").dispersion == 0


def test_standardised_rates_of_few_events_are_not_judged() -> None:
    found = funnel([(0, 0), (9, 900), (300, 100), (300, 200)], "rate_dsr")
    assert [point.standing for point in found.points] == [
        Standing.UNJUDGED,
        Standing.UNJUDGED,
        Standing.LOW,
        Standing.HIGH,
    ]
    assert found.points[0].limits is None
    assert isinstance(found.points[2].interval, NotComputed)


def test_areas_of_one_size_and_without_events_have_flat_limits() -> None:
    found = funnel([(0, 100), (0, 100)], "rate")
    assert found.curve == (Limits(100, (0, 0), (0, 0)),)
    assert [point.standing for point in found.points] == [Standing.WITHIN] * 2


@pytest.mark.parametrize(
    ("points", "kind", "words"),
    [
        ([], "rate", "no areas"),
        ([(0, 0)], "rate_dsr", "no areas"),
        ([(1, 0)], "rate", "divided by"),
        ([(-1, 10)], "rate", "below 0"),
        ([(11, 10)], "proportion", "above its denominator"),
    ],
)
def test_areas_that_cannot_be_compared_are_refused_in_words(
    points: list[tuple[float, float]], kind: str, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        funnel(points, kind)


def test_a_kind_of_funnel_that_is_none_is_our_fault() -> None:
    with pytest.raises(ValueError, match="league"):
        funnel([(1, 10)], "league table")
    assert [kind.value for kind in FunnelKind] == ["proportion", "rate", "rate_dsr"]


def test_30_percent_of_victims_from_4_percent_of_people_without_counts_has_no_interval() -> None:
    found = disproportionality(0.30, 0.04)
    assert found.index == pytest.approx(7.5)
    assert found.relative_rate == pytest.approx((0.30 / 0.70) / (0.04 / 0.96))
    assert (found.index_interval, found.relative_rate_interval) == (None, None)
    assert found.says == (
        "30% of events against 4% of the population: 7.5 times its share (count not held, so no interval)."
    )


def test_30_percent_of_ten_victims_is_far_less_certain_than_of_a_thousand() -> None:
    few, many = disproportionality(0.3, 0.04, 10), disproportionality(0.3, 0.04, 1000)
    assert few.index_interval is not None
    assert many.index_interval is not None
    assert few.index_interval.lower == pytest.approx(0.107789 / 0.04, rel=1e-4)
    assert few.index_interval.lower < many.index_interval.lower < 7.5 < many.index_interval.upper
    assert "95% interval 2.69 to 15.1" in few.says


@given(st.integers(0, 1000), st.integers(0, 1000), st.floats(0.001, 0.999))
def test_index_and_relative_rate_lie_within_their_intervals(group: int, others: int, population: float) -> None:
    events = group + others + 1
    found = disproportionality(group / events, population, events)
    assert found.relative_rate is not None
    assert found.index_interval is not None
    assert found.index_interval.lower <= found.index * (1 + 1e-9)
    assert found.index <= found.index_interval.upper * (1 + 1e-9)
    assert (found.index > 1) == (found.relative_rate > 1) or found.index == pytest.approx(1)
    if found.relative_rate_interval is not None:
        assert found.relative_rate_interval.lower <= found.relative_rate * (1 + 1e-9)
        assert found.relative_rate <= found.relative_rate_interval.upper * (1 + 1e-9)


def test_when_every_event_is_the_groups_there_is_no_relative_rate() -> None:
    found = disproportionality(1, 0.5, 20)
    assert (found.relative_rate, found.relative_rate_interval) == (None, None)
    assert found.index_interval is not None


@pytest.mark.parametrize(
    ("events", "population", "words"),
    [(30, 0.04, "write one between 0 and 1"), (0.3, 4, "write one"), (0.3, 0, "nobody"), (0.3, 1, "everybody")],
)
def test_a_share_that_is_none_is_refused_in_words(events: float, population: float, words: str) -> None:
    with pytest.raises(UserError, match=words):
        disproportionality(events, population)
