"""A change between comparable figures has the interval its counts allow, and no size where they are not held."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.change import CRIME_DISPERSION, rate_ratio
from cspdesk.analysis.comparability import Allowed, with_year_before
from cspdesk.analysis.findings import Finding, NotComputed
from cspdesk.analysis.indicator_change import (
    IndicatorChange,
    before_after,
    change_of,
    difference_between,
    interval_of,
    intervals_of,
)
from cspdesk.analysis.rates import Blank
from cspdesk.domain.data_periods import parse_period
from cspdesk.domain.indicators import Area, BreakEffect, Measure
from cspdesk.domain.series import Reading, series_of
from cspdesk.errors import UserError
from tests.indicator_builders import KNOWN_ON, broken, indicator, observed, series

COUNTS = st.integers(1, 20_000)


def pair(measure=Measure.COUNT, counts=(100, 150), bases=(), **changes):
    one = indicator(measure=measure, **changes)
    answer = with_year_before(series(one, observed(one, "2014", counts, bases)))
    assert isinstance(answer, Allowed)
    return answer.pair


def published(*triples: tuple[str, str, str], measure=Measure.VALUE):
    one = indicator(measure=measure, unit="years")
    made = observed(one, "2014", values=[value for value, _, _ in triples])
    made = [replace(o, lower=Decimal(a), upper=Decimal(b)) for o, (_, a, b) in zip(made, triples, strict=True)]
    answer = with_year_before(series(one, made))
    assert isinstance(answer, Allowed)
    return answer.pair


def test_counts_change_by_a_ratio_that_allows_for_clusters():
    change, ratio = change_of(pair()), rate_ratio(150, 1, 100, 1, dispersion=CRIME_DISPERSION)
    assert isinstance(change, IndicatorChange)
    assert not isinstance(ratio, NotComputed)
    assert (change.estimate, change.unit) == (pytest.approx(50), "%")
    assert (change.lower, change.upper) == (
        pytest.approx(100 * (ratio.lower - 1)),
        pytest.approx(100 * (ratio.upper - 1)),
    )


def test_rates_allow_for_how_many_people_there_were():
    change = change_of(pair(Measure.RATE, (100, 150), (10_000, 15_000)))
    assert isinstance(change, IndicatorChange)
    assert change.estimate == pytest.approx(0, abs=1e-9)
    assert change.finding is Finding.CANNOT_TELL


def test_proportions_change_by_percentage_points():
    change = change_of(pair(Measure.PROPORTION, (300, 200), (1000, 1000)))
    assert isinstance(change, IndicatorChange)
    assert (change.estimate, change.unit, change.finding) == (pytest.approx(-10), " percentage points", Finding.LOWER)


@pytest.mark.parametrize("measure", [Measure.PROPORTION, Measure.RATE])
def test_without_counts_a_change_has_no_size(measure: Measure):
    one = indicator(measure=measure, count_not_held=True)
    answer = with_year_before(series(one, observed(one, "2014", values=["5", "50"])))
    assert isinstance(answer, Allowed)
    found = change_of(answer.pair)
    assert isinstance(found, NotComputed)
    assert "count is not held" in found.says


def test_counts_said_not_to_be_held_are_not_used():
    assert isinstance(change_of(pair(Measure.PROPORTION, (3, 2), (10, 10), count_not_held=True)), NotComputed)


def test_a_published_figure_without_interval_has_no_size():
    one = indicator(measure=Measure.VALUE)
    answer = with_year_before(series(one, observed(one, "2014", values=["5", "50"])))
    assert isinstance(answer, Allowed)
    assert isinstance(change_of(answer.pair), NotComputed)


def test_published_intervals_that_lie_far_apart_show_a_change():
    change = change_of(published(("10", "9", "11"), ("20", "18", "22")))
    assert isinstance(change, IndicatorChange)
    assert (change.estimate, change.finding, change.unit) == (10, Finding.HIGHER, " years")
    assert change.lower == pytest.approx(10 - 5**0.5)


def test_from_nothing_and_from_corrections_no_percentage_is_given():
    assert "none in 2014" in change_of(pair(counts=(0, 5))).says
    assert "below 0" in change_of(pair(counts=(5, -1))).says


@given(st.sampled_from(Measure), COUNTS, COUNTS, st.integers(20_000, 10**6))
def test_an_interval_holds_its_estimate(measure: Measure, earlier: int, later: int, base: int):
    two = pair(measure, (earlier, later), (base, base)) if measure is not Measure.VALUE else None
    two = two or published((str(earlier), str(earlier - 1), str(earlier + 2)), (str(later), "0", str(later)))
    change = change_of(two)
    assert isinstance(change, IndicatorChange)
    assert change.lower <= change.estimate <= change.upper
    for reading in (two.earlier, two.later):
        found = interval_of(reading, two.indicator)
        assert not isinstance(found, Blank)
        assert found.lower <= found.value <= found.upper


def test_an_interval_that_does_not_hold_its_value_is_not_taken_from_the_source():
    one = indicator()
    strange = replace(observed(one, "2015", [100])[0], lower=Decimal(1), upper=Decimal(2))
    found = interval_of(series(one, [strange]).readings[0], one)
    assert not isinstance(found, Blank)
    assert found.method != "as published"


def test_only_figures_with_an_interval_are_given_one_on_a_chart():
    one = indicator(measure=Measure.PROPORTION)
    found = series(one, [*observed(one, "2014", [5], [10]), *observed(one, "2015", values=["50"])])
    assert list(intervals_of(found)) == [parse_period("2014")]


def test_before_and_after_takes_two_pairs_of_the_same_periods():
    treated, other = pair(counts=(200, 100)), pair(counts=(200, 210))
    found = before_after(treated, other)
    assert not isinstance(found, NotComputed)
    assert found.finding is Finding.LOWER
    assert found.says.endswith("chance alone explains.")
    careful = replace(treated, breaks=(broken(date(2015, 1, 1), BreakEffect.CAUTION),))
    told = before_after(careful, other)
    assert told.says.endswith("with caution: records were back-dated after an audit, from 1 January 2015.")
    with pytest.raises(UserError, match="one indicator"):
        before_after(treated, pair(counts=(5, 5), id="other"))
    uncounted = published(("5", "4", "6"), ("5", "4", "6"))
    assert isinstance(before_after(uncounted, uncounted), NotComputed)


def test_fifty_against_five_percent_without_counts_cannot_be_told_from_chance():
    one = indicator(measure=Measure.PROPORTION, count_not_held=True)
    readings = [series(one, observed(one, "2015", values=[value])).readings[0] for value in ("50", "5")]
    found = difference_between(*readings, one)
    assert isinstance(found, NotComputed)
    assert "not held" in found.says


def test_fifty_against_five_percent_with_counts_has_an_interval():
    one = indicator(measure=Measure.PROPORTION)
    readings = [Reading(parse_period("2015"), KNOWN_ON, Decimal(v), c, Decimal(40)) for v, c in ((50, 20), (5, 2))]
    found = difference_between(*readings, one)
    assert not isinstance(found, NotComputed)
    assert found.lower > 0.2
    later = replace(readings[1], period=parse_period("2016"))
    with pytest.raises(UserError, match="at one time only"):
        difference_between(readings[0], later, one)
    with pytest.raises(UserError, match="percentages"):
        difference_between(*readings, indicator())


def test_areas_of_their_own_have_their_own_series():
    one, there = indicator(), Area("E06000051", "Shropshire")
    assert series_of(one, there, observed(one, "2015", [3], area=there), KNOWN_ON).latest is not None


def test_a_count_above_what_it_is_out_of_gives_no_change():
    assert "do not belong together" in change_of(pair(Measure.PROPORTION, (5, 20), (10, 10))).says
