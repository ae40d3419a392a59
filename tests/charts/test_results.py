"""A chart of results is cut at its breaks, shows limits only where there are some, and tells all of it in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.analysis.indicator_change import intervals_of
from cspdesk.analysis.signals import signals
from cspdesk.charts.results import ResultChart, extent, labelled, results_chart, value_ticks, x_of
from cspdesk.domain.data_periods import PeriodKind, parse_period
from cspdesk.domain.indicators import Annotation, Area, Break, BreakEffect, Measure
from cspdesk.domain.series import Series, series_of
from cspdesk.domain.variation import Variation
from tests.indicator_builders import HEREFORDSHIRE, KNOWN_ON, broken, indicator, observed, series

MONTHLY = indicator(frequency=PeriodKind.MONTH, unit="burglaries")
STEADY = [20, 22, 19, 21, 20, 23, 18, 20, 21, 19, 22, 20, 21, 20]


def drawn(found: Series, **more: object) -> ResultChart:
    return results_chart(found, signals(found), intervals=intervals_of(found), **more)  # type: ignore[arg-type]


def months(counts: list[int | None], *breaks: Break, of=MONTHLY) -> Series:
    return series(of, observed(of, "2015-01", counts), *breaks)


def pieces(chart: ResultChart) -> list[int]:
    return [len(stretch.points) for stretch in chart.stretches]


def test_the_line_is_cut_at_a_break_and_the_limits_start_anew():
    chart = drawn(months([*STEADY, *STEADY[:6]], broken(date(2016, 3, 1))))
    assert pieces(chart) == [14, 6]
    assert [(one.first, one.last, one.name) for one in chart.limits] == [(0, 13, "limits"), (14, 19, "trial limits")]
    assert [(one.x, one.forbids) for one in chart.breaks] == [(13.5, True)]
    assert chart.breaks[0].text.endswith("; not comparable.")


def test_a_figure_that_a_break_falls_into_stands_alone():
    assert pieces(drawn(months(STEADY, broken(date(2015, 6, 15))))) == [5, 1, 8]


def test_an_overridden_break_does_not_cut_and_says_who_set_it_aside():
    aside = broken(date(2015, 6, 1), override_by="Analyst", override_reason="12 records in all")
    chart = drawn(months(STEADY, aside))
    assert pieces(chart) == [14]
    assert "set aside by Analyst: 12 records in all" in chart.breaks[0].text


def test_the_line_is_cut_where_figures_are_missing_or_withheld():
    chart = drawn(months([20, 21, None, 19, 22]))
    assert pieces(chart) == [2, 2]
    assert chart.table.rows[2][:2] == ("March 2015", "withheld (*)")
    gap = drawn(series(MONTHLY, [*observed(MONTHLY, "2015-01", [20]), *observed(MONTHLY, "2015-03", [20])]))
    assert pieces(gap) == [1, 1]
    assert gap.table.rows[1][:2] == ("February 2015", "none held")


def test_too_few_points_have_no_limits_and_a_note_says_so():
    chart = drawn(months(STEADY[:5]))
    assert chart.limits == ()
    assert any("too few points for limits" in note for note in chart.notes)


def test_intervals_are_drawn_only_where_there_are_no_limits():
    assert all(p.interval is None for s in drawn(months(STEADY)).stretches for p in s.points)
    yearly = indicator()
    chart = drawn(series(yearly, observed(yearly, "2013", [100, 110])))
    assert all(p.interval and p.interval[0] < p.value < p.interval[1] for s in chart.stretches for p in s.points)
    assert any("One figure a year" in note for note in chart.notes)


def test_a_point_that_stands_out_says_what_it_means_in_words():
    points = [p for s in drawn(months([*STEADY, 60])).stretches for p in s.points]
    assert points[-1].variation is Variation.WORSE
    assert points[-1].text == "March 2016: 60, above the upper limit (worse)"
    steady = [p for s in drawn(months(STEADY)).stretches for p in s.points]
    assert {(p.variation, "," in p.text) for p in steady} == {(Variation.NOISE, False)}


def test_the_path_to_a_target_goes_on_beyond_the_newest_figure_in_a_months_share():
    aimed = indicator(
        frequency=PeriodKind.MONTH,
        baseline_from=date(2015, 1, 1),
        baseline_to=date(2015, 12, 31),
        target=120,
        target_on=date(2016, 6, 30),
    )
    chart = drawn(months(STEADY, of=aimed))
    assert (chart.to_come, chart.places[-1]) == (14, "June 2016")
    base, path = chart.levels
    assert base.name == "Baseline, 2015"
    assert path.points[1] == (pytest.approx(17.5, abs=0.1), 10)
    assert drawn(months(STEADY, broken(date(2016, 1, 1)), of=aimed)).levels[0].points[1][0] == 11.5
    assert len(drawn(months(STEADY, broken(date(2016, 1, 1)), of=aimed)).levels) == 1


def test_an_annotation_is_told_where_it_happened_and_changes_nothing():
    told = Annotation("a", "i", date(2015, 3, 1), "Operation Daring", date(2015, 4, 30))
    plain = months(STEADY)
    found = series_of(MONTHLY, HEREFORDSHIRE, observed(MONTHLY, "2015-01", STEADY), KNOWN_ON, (), (told,))
    assert [(e.first, e.text) for e in drawn(found).events] == [(1.5, "Operation Daring")]
    assert drawn(found).stretches == drawn(plain).stretches
    assert "1 March 2015 to 30 April 2015: Operation Daring." in drawn(found).alt_text


def test_other_areas_are_drawn_where_they_have_figures():
    share, there = indicator(measure=Measure.PROPORTION), Area("E06000051", "Shropshire")
    ours = series(share, observed(share, "2012", [10, 20], [100, 100]))
    other = series_of(share, there, observed(share, "2013", [30], [100], area=there), KNOWN_ON)
    chart = drawn(ours, comparators=[ours, other])
    assert [(o.name, o.points) for o in chart.others] == [("Shropshire", ((1, 30.0),))]
    assert chart.table.headings[-1] == "Shropshire"
    assert [row[-1] for row in chart.table.rows] == ["none held", "30%"]


def test_the_words_tell_extremes_breaks_and_verdict_but_no_range_across_a_break():
    text = drawn(months([5, 90, 20, 30], broken(date(2015, 3, 1))), says="It is so.").alt_text
    assert "since 1 March 2015 lowest 20 in March 2015, highest 30 in April 2015" in text
    assert "90" not in text
    assert text.endswith("not comparable. It is so.")
    assert drawn(series(MONTHLY, [])).alt_text.endswith("no figures.")


def test_the_table_gives_every_figure_with_its_limits_and_day():
    row = drawn(months(STEADY)).table.rows[0]
    assert row[0:3] == ("January 2015", "20", "20")
    assert row[7] == "20 February 2015"
    assert " to " in row[5]


@pytest.mark.parametrize(
    ("measure", "value", "written"),
    [
        (Measure.PROPORTION, 24.62, "24.6%"),
        (Measure.COUNT, 1523, "1,523"),
        (Measure.COUNT, 17.9, "18"),
        (Measure.RATE, 0.42, "0.4"),
    ],
)
def test_values_are_written_as_people_write_them(measure: Measure, value: float, written: str):
    found = series(indicator(measure=measure), [])
    assert drawn(found).written.value(value) == written


def test_names_under_the_axis_are_few_and_hold_the_newest():
    chart = drawn(months([20] * 20))
    for most in (1, 3, 7, 20):
        places = labelled(chart, most)
        assert len(places) <= most
        assert chart.to_come - 1 in places


def test_a_day_lies_within_its_period_and_never_beyond_the_ends():
    periods = [parse_period("2015"), parse_period("2016")]
    days = (date(2014, 1, 1), date(2015, 1, 1), date(2016, 1, 1), date(2020, 1, 1))
    assert [x_of(day, periods) for day in days] == [-0.5, -0.5, 0.5, 1.5]


@given(st.floats(-1e6, 1e6), st.floats(0, 1e7))
def test_the_marks_of_the_axis_hold_every_value_and_are_few(low: float, size: float):
    marks = value_ticks(low, low + size)
    assert marks[0] <= low
    assert marks[-1] >= low + size
    assert 2 <= len(marks) <= 9


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 500)), min_size=1, max_size=40),
    st.lists(st.tuples(st.dates(date(2014, 1, 1), date(2019, 1, 1)), st.sampled_from(BreakEffect)), max_size=3),
)
def test_every_figure_is_drawn_once_within_the_axis_and_no_line_crosses_a_break(counts, days):
    breaks = [broken(day, effect, id=f"b{n}") for n, (day, effect) in enumerate(days)]
    found = series(MONTHLY, observed(MONTHLY, "2015-01", counts), *breaks, known_on=date(2030, 1, 1))
    chart = drawn(found)
    low, high = extent(chart)
    points = [p for s in chart.stretches for p in s.points]
    assert [p.value for p in points] == [c for c in counts if c is not None]
    assert all(low <= p.value <= high for p in points)
    cutting = [b.x for b in chart.breaks if -0.5 < b.x < len(chart.places) - 0.5]
    for stretch in chart.stretches:
        inside = [x for x in cutting if stretch.points[0].place <= x < stretch.points[-1].place]
        assert not inside
