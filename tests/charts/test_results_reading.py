"""A chart of results is read off place by place in words that hold its limits, its breaks and what happened."""

from datetime import date

import pytest

from cspdesk.analysis.indicator_change import intervals_of
from cspdesk.analysis.signals import signals
from cspdesk.charts.results import ResultChart, results_chart
from cspdesk.charts.results_reading import Parts, axis_lines, reading_at, with_parts
from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.indicators import Annotation, Area, Measure
from cspdesk.domain.series import series_of
from tests.indicator_builders import HEREFORDSHIRE, KNOWN_ON, broken, indicator, observed, series

THERE = Area("E06000051", "Shropshire")
STEADY = [20, 22, 19, 21, 20, 23, 18, 20, 21, 19, 22, 20, 21, 20]
AIMED = indicator(
    frequency=PeriodKind.MONTH,
    unit="burglaries",
    baseline_from=date(2015, 1, 1),
    baseline_to=date(2015, 12, 31),
    target=120,
    target_on=date(2016, 6, 30),
)


@pytest.fixture
def chart() -> ResultChart:
    """Fourteen months, one withheld, one that stands out, a caution, an operation, another area, a target to come."""
    counts = [*STEADY[:5], None, *STEADY[6:], 60]
    told = Annotation("a", "i", date(2015, 3, 1), "Operation Daring", date(2015, 4, 30))
    found = series_of(AIMED, HEREFORDSHIRE, observed(AIMED, "2015-01", counts), KNOWN_ON, (), (told,))
    other = series_of(AIMED, THERE, observed(AIMED, "2015-01", [31, 32], area=THERE), KNOWN_ON)
    return results_chart(found, signals(found), intervals=intervals_of(found), comparators=[other])


def test_a_place_is_read_off_with_its_limits_and_what_happened_then(chart: ResultChart):
    words = reading_at(with_parts(chart, Parts()), 2)
    assert words.startswith("March 2015: 19, one of seven or more in a row below the mean (better); limits 18 to ")
    assert words.endswith("Operation Daring.")
    assert "Operation Daring" not in reading_at(chart, 5)
    assert "Operation Daring" not in reading_at(with_parts(chart, Parts(events=False)), 2)


def test_a_point_that_stands_out_says_so(chart: ResultChart):
    assert "above the upper limit (worse)" in reading_at(chart, 14)


def test_withheld_and_still_to_come_are_said_and_no_figure_is_given(chart: ResultChart):
    assert reading_at(with_parts(chart, Parts()), 5) == "June 2015: withheld (*)."
    assert reading_at(chart, chart.to_come) == "April 2016: still to come."


def test_other_areas_are_read_off_only_where_they_are_shown(chart: ResultChart):
    assert reading_at(with_parts(chart, Parts(others=True)), 1).endswith("; Shropshire 32.")
    assert "Shropshire" not in reading_at(with_parts(chart, Parts()), 1)
    assert "Shropshire" not in with_parts(chart, Parts()).table.headings
    assert with_parts(chart, Parts(others=True)).table.headings[-1] == "Shropshire"


def test_a_break_is_read_off_at_its_place_whole():
    found = series(AIMED, observed(AIMED, "2015-01", STEADY), broken(date(2015, 6, 1)))
    chart = results_chart(found, signals(found))
    for parts in (Parts(), Parts(limits=False, levels=False, events=False)):
        says = [reading_at(with_parts(chart, parts), place) for place in range(len(STEADY))]
        told = [place for place, words in enumerate(says) if "Break on 1 June 2015" in words]
        assert len(told) == 1
        assert says[told[0]].endswith("not comparable.")


def test_an_interval_is_read_off_where_there_are_no_limits():
    share = indicator(measure=Measure.PROPORTION, unit="")
    found = series(share, observed(share, "2012", [100, 120], [1000, 1000]))
    chart = results_chart(found, signals(found), intervals=intervals_of(found))
    assert reading_at(chart, 1) == "2013: 12%; 95% interval 10.1% to 14.2%."


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("September 2016", ("September", "2016")),
        ("year to December 2013", ("year to", "December 2013")),
        ("Q2 2015/16", ("Q2", "2015/16")),
        ("2015/16", ("2015/16",)),
        ("2013 to 2015", ("2013 to", "2015")),
    ],
)
def test_periods_are_written_in_lines_under_an_axis(name: str, lines: tuple[str, ...]):
    assert axis_lines(name) == lines


def test_marks_of_an_axis_are_written_to_their_last_figure():
    count, share = (series(indicator(measure=measure), []) for measure in (Measure.COUNT, Measure.PROPORTION))
    marks = [results_chart(s, signals(s)).written.mark for s in (count, share)]
    assert [marks[0](value) for value in (0, 1500, 0.25, -2)] == ["0", "1,500", "0.25", "−2"]
    assert marks[1](2.5) == "2.5%"
    assert results_chart(share, signals(share)).written.value(0.031) == "0.03%"
