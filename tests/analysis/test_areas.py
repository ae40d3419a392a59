"""Areas stand side by side with their intervals, in no order of merit; groups against their share of the people."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.areas import (
    AreaComparison,
    before_and_after,
    compare_areas,
    latest_shared,
    share_against_population,
)
from cspdesk.analysis.change import BeforeAfter
from cspdesk.analysis.comparability import Forbidden, Why
from cspdesk.analysis.comparison import FEW_AREAS
from cspdesk.analysis.findings import EvidenceGrade, Finding, NotComputed
from cspdesk.domain.data_periods import parse_period
from cspdesk.domain.indicators import Area, Measure
from cspdesk.domain.series import Reading, series_of
from tests.indicator_builders import HEREFORDSHIRE, KNOWN_ON, broken, indicator, observed

SHARE = indicator(name="Proven re-offending", measure=Measure.PROPORTION)
YEAR = parse_period("2013")


def in_areas(counts, of=SHARE, base=1000, **more):
    areas = [HEREFORDSHIRE, *(Area(f"E0600{n:04}", f"Area {n}") for n in range(1, len(counts)))]
    return [
        series_of(of, area, observed(of, "2013", [count], [base], area=area, **more), KNOWN_ON)
        for area, count in zip(areas, counts, strict=True)
    ]


def percent(value: str, events: int | None = None) -> Reading:
    return Reading(YEAR, KNOWN_ON, Decimal(value), denominator=None if events is None else Decimal(events))


def test_few_areas_are_dots_with_intervals_and_only_those_apart_are_told_apart():
    found = compare_areas(in_areas([250, 150, 260, 400]), YEAR)
    assert isinstance(found, AreaComparison)
    assert found.funnel is None
    assert [dot.value for dot in found.dots] == [25, 15, 26, 40]
    assert found.says == (
        "Proven re-offending in 2013: Herefordshire is higher than Area 1; lower than Area 3; not clearly different"
        " from Area 2, whose interval meets its own."
    )
    assert "does not show why" in found.does_not_show


def test_enough_areas_make_a_funnel():
    found = compare_areas(in_areas([250] * FEW_AREAS), YEAR)
    assert isinstance(found, AreaComparison)
    assert found.funnel is not None
    assert len(found.funnel.points) == FEW_AREAS


def test_an_area_without_a_figure_is_named_with_the_reason():
    areas = in_areas([250, 150, 260, None])
    empty = series_of(SHARE, Area("x", "Nowhere"), (), KNOWN_ON)
    found = compare_areas([*areas, empty], YEAR)
    assert isinstance(found, AreaComparison)
    assert found.missing == ("Area 3: withheld by its source.", "Nowhere: no figure for 2013.")


def test_counts_and_single_areas_are_not_compared():
    assert isinstance(compare_areas(in_areas([1, 2], indicator()), YEAR), NotComputed)
    assert isinstance(compare_areas(in_areas([1]), YEAR), NotComputed)
    assert isinstance(compare_areas(in_areas([None, 1, 2]), YEAR), NotComputed)
    with pytest.raises(ValueError, match="one indicator"):
        compare_areas([*in_areas([1]), *in_areas([1], indicator(id="other"))], YEAR)


def test_without_counts_areas_cannot_be_told_apart():
    uncounted = indicator(measure=Measure.PROPORTION, count_not_held=True)
    found = compare_areas(in_areas([250, 150], uncounted), YEAR)
    assert isinstance(found, AreaComparison)
    assert "count not held" in found.says


def test_the_newest_shared_period_is_one_that_all_areas_have():
    longer = series_of(SHARE, HEREFORDSHIRE, observed(SHARE, "2012", [1, 2, 3], [9, 9, 9]), KNOWN_ON)
    assert latest_shared([longer, *in_areas([5, 6])[1:]]) == YEAR
    assert latest_shared([]) is None


def test_30_percent_against_4_without_counts_has_no_interval_and_says_so():
    found = share_against_population(percent("30"), percent("4"))
    assert found.index_interval is None
    assert found.says == (
        "30% of events against 4% of the population: 7.5 times its share (count not held, so no interval)."
    )


def test_30_percent_against_4_of_138_events_has_an_interval():
    found = share_against_population(percent("30", 138), percent("4"))
    assert found.index_interval is not None
    assert found.index_interval.lower < 7.5 < found.index_interval.upper
    assert share_against_population(percent("30", 138), percent("4"), counted=False).index_interval is None


def test_before_and_after_with_a_comparison_area_goes_through_the_gate_for_both():
    counts = indicator()
    there = Area("E06000051", "Shropshire")
    ours, other = observed(counts, "2013", [400, 200]), observed(counts, "2013", [400, 410], area=there)

    def asked(*breaks, later="2014"):
        treated = series_of(counts, HEREFORDSHIRE, ours, KNOWN_ON, breaks)
        comparison = series_of(counts, there, other, KNOWN_ON, breaks)
        return before_and_after(treated, comparison, YEAR, parse_period(later))

    found = asked()
    assert isinstance(found, BeforeAfter)
    assert found.grade is EvidenceGrade.COMPARISON_AREA
    assert found.finding is Finding.LOWER
    forbidden = asked(broken(date(2014, 1, 1)))
    assert isinstance(forbidden, Forbidden)
    assert forbidden.why is Why.BREAK
    assert isinstance(asked(later="2015"), Forbidden)


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=14))
def test_every_dot_lies_within_its_interval_and_areas_keep_their_order(counts: list[int]):
    found = compare_areas(in_areas(counts), YEAR)
    assert isinstance(found, AreaComparison)
    assert [dot.value * 10 for dot in found.dots] == pytest.approx(counts)
    assert all(dot.interval.lower <= dot.value <= dot.interval.upper for dot in found.dots)
