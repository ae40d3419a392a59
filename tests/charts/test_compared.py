"""Charts of comparisons: alphabetical, with every figure in words and in a table."""

from datetime import date

from cspdesk.app.comparing import areas_compared, change_compared, common_periods, two_compared
from cspdesk.charts.compared import DotChart, FunnelChart, PairChart, dots_extent, funnel_extent
from cspdesk.domain.data_periods import Period, parse_period
from cspdesk.domain.indicators import Area, Measure
from cspdesk.domain.series import Series, series_of
from tests.indicator_builders import HEREFORDSHIRE, KNOWN_ON, broken, indicator, observed

SHARE = {"measure": Measure.PROPORTION, "unit": "%", "denominator": "people"}
Y2013 = parse_period("2013")


OTHER = Area("E07000188", "Other")  # a district, which a unitary authority may stand beside


def made(area: Area, counts: list[int], bases: list[int] | None = None, *breaks: object, **changes: object) -> Series:
    one = indicator(**changes)
    observations = observed(one, "2013", counts, bases or [], area=area)
    return series_of(one, area, observations, KNOWN_ON, breaks)  # type: ignore[arg-type]


def areas(count: int) -> list[Series]:
    names = [HEREFORDSHIRE, *(Area(f"E0700{n:04}", f"{chr(90 - n)}ton") for n in range(count - 1))]
    return [made(area, [300 + 10 * n], [1000 + 100 * n], **SHARE) for n, area in enumerate(names)]


def test_few_areas_are_dots_with_intervals_in_alphabetical_order() -> None:
    chart = areas_compared(areas(4), Y2013).chart
    assert isinstance(chart, DotChart)
    assert list(chart.places) == sorted(chart.places) == [row[0] for row in chart.table.rows]
    assert all(dot.interval for row in chart.rows for dot in row.dots)
    own = next(row for row in chart.rows if row.own)
    assert [own.name, *(dot.place for dot in own.dots)] == ["Herefordshire", 0]
    assert all(name in chart.alt_text for name in chart.places)
    low, high = dots_extent(chart)
    assert low == 0
    assert high > 30


def test_many_areas_are_a_funnel_which_says_where_each_lies() -> None:
    found = areas_compared(areas(14), Y2013)
    chart = found.chart
    assert isinstance(chart, FunnelChart)
    assert [dot.name for dot in chart.dots] == sorted(dot.name for dot in chart.dots)
    assert len(chart.curves) == 2
    assert found.says.endswith("Herefordshire is above the limits (99.8%).")
    assert [dot.outside for dot in chart.dots] == ["within" not in row[2] for row in chart.table.rows]
    assert funnel_extent(chart)[0] == 0
    assert found.grade.startswith("one time only")


def test_a_region_stands_in_no_funnel_with_its_own_parts() -> None:
    region = made(Area("E12000005", "West Midlands"), [30_000], [100_000], **SHARE)
    found = areas_compared([*areas(14), region], Y2013)
    assert isinstance(found.chart, FunnelChart)
    assert "West Midlands" not in [dot.name for dot in found.chart.dots]
    assert "West Midlands" in found.chart.notes[0]
    few = areas_compared([*areas(3), region], Y2013).chart
    assert isinstance(few, DotChart)
    assert "West Midlands" not in few.places
    assert any("West Midlands" in note for note in few.notes)


def test_counts_of_areas_are_not_compared() -> None:
    found = areas_compared([made(HEREFORDSHIRE, [300]), made(OTHER, [400])], Y2013)
    assert found.chart is None
    assert "Counts of areas of different size" in found.says


def test_a_break_within_the_period_is_noted_beside_the_areas() -> None:
    cut = broken(date(2013, 4, 1))
    found = areas_compared([made(a, [300], [1000], cut, **SHARE) for a in (HEREFORDSHIRE, OTHER)], Y2013)
    assert found.chart is not None
    assert "not comparable" in " ".join(found.chart.notes)


def test_before_and_after_shows_both_areas_from_100_and_every_measure() -> None:
    found = change_compared(made(HEREFORDSHIRE, [400, 250]), made(OTHER, [800, 810]), *_years())
    chart = found.chart
    assert isinstance(chart, DotChart)
    assert chart.places == ("2013", "2014")
    assert [round(row.dots[1].value) for row in chart.rows] == [62, 101]
    assert [name for name, _ in found.facts] == ["Relative effect size", "Weighted displacement difference"]
    assert "with a comparison area" in found.grade
    assert "does not prove" in found.does_not_show
    assert chart.table.rows[1][1:] == ("250", "62", "810", "101")


def test_before_and_after_over_a_break_gives_the_reason_and_no_number() -> None:
    cut = broken(date(2014, 1, 1))
    other = OTHER
    found = change_compared(made(HEREFORDSHIRE, [400, 250], None, cut), made(other, [800, 810], None, cut), *_years())
    assert (found.chart, found.facts, found.grade) == (None, (), "")
    assert "not counted alike" in found.says


def test_nothing_before_leaves_the_index_out() -> None:
    chart = change_compared(made(HEREFORDSHIRE, [0, 25]), made(OTHER, [80, 81]), *_years()).chart
    assert isinstance(chart, DotChart)
    assert [len(row.dots) for row in chart.rows] == [1, 2]
    assert "nought before" in chart.table.rows[1][2]


def test_two_indicators_stand_over_the_same_places_with_axes_of_their_own() -> None:
    one, other = made(HEREFORDSHIRE, [400, 250, 300]), made(HEREFORDSHIRE, [3, 4, 5], id="o", name="Other")
    found = two_compared(one, other)
    chart = found.chart
    assert isinstance(chart, PairChart)
    assert chart.panels[0].places == chart.panels[1].places == ("2013", "2014", "2015")
    assert chart.table.rows[0] == ("2013", "400", "3")
    assert "Recorded crime" in chart.alt_text
    assert "Other" in chart.alt_text
    assert "does not show that one moves the other" in found.does_not_show


def test_common_periods_are_those_of_the_first_area_and_another() -> None:
    one, other = made(HEREFORDSHIRE, [1, 2, 3]), made(OTHER, [1, 2])
    assert [p.label for p in common_periods([one, other])] == ["2014", "2013"]
    assert common_periods([one]) == common_periods([]) == ()


def _years() -> tuple[Period, Period]:
    return Y2013, parse_period("2014")
