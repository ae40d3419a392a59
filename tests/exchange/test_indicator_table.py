"""Plain long tables of figures: what is taken, and each thing that cannot be said with its place."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.figures import Reading
from cspdesk.domain.indicators import Better, Measure
from cspdesk.exchange.indicator_choice import Choice
from cspdesk.exchange.indicator_table import read_table, write_template
from cspdesk.exchange.rejects import write_figure_problems

HEADER = "indicator,area,period,count,denominator,value,published,unit,better"
TODAY = date(2016, 8, 1)


def read(folder: Path, *rows: str, header: str = HEADER, areas: tuple[str, ...] = ()) -> Reading:
    path = folder / "figures.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return read_table([path], Choice(areas, today=TODAY))


def test_an_area_is_named_by_its_code_or_its_name(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "Noise,E06000019,2016-05,41,,,2016-07-21,complaints,lower",
        "Noise,Herefordshire,2016-06,40,,,21/07/2016,complaints,lower",
    )
    assert [(f.area, f.count, f.published) for f in reading.figures] == [
        ("E06000019", 41, date(2016, 7, 21)),
        ("E06000019", 40, date(2016, 7, 21)),
    ]
    (series,) = reading.series.values()
    assert (series.name, series.measure, series.better, series.unit) == (
        "Noise",
        Measure.COUNT,
        Better.LOWER,
        "complaints",
    )
    assert reading.counted == {"E06000019": 81}


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("Noise,E99999999,2016-05,1,,,,,", "area", "“E99999999” is neither the code nor the name"),
        ("Noise,Atlantis,2016-05,1,,,,,", "area", "Atlantis"),
        ("Noise,,2016-05,1,,,,,", "area", "neither"),
        (",E06000019,2016-05,1,,,,,", "indicator", "has no name"),
        ("Noise,E06000019,2016-13,1,,,,,", "period", "is not a period"),
        ("Noise,E06000019,2016-05,1.5,,,,,", "count", "is not whole"),
        ("Noise,E06000019,2016-05,-1,,,,,", "count", "below nought"),
        ("Share,E06000019,2016,5,0,,,%,", "denominator", "the denominator is 0"),
        ("Share,E06000019,2016,,,150,,%,", "value", "150% is not a share"),
        ("Share,E06000019,2016,50,40,,,%,", "count", "above its denominator"),
        ("Share,E06000019,2016,5,40,x%y,,%,", "value", "is not a number"),
        ("Noise,E06000019,2016-05,1,,,soon,,", "published", "soon"),
        ("Noise,E06000019,2016-05,1,,,2017-12-31,,", "published", "still to come"),
        ("Noise,E06000019,2016-05,1,,,,,sideways", "better", "“sideways” is none of lower, higher, neither"),
    ],
)
def test_what_cannot_be_is_said_with_its_place_and_the_good_row_stays(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    reading = read(tmp_path, "Other,E06000019,2016-05,7,,,,,", row)
    (problem,) = reading.problems
    assert (problem.place.file, problem.place.row, problem.place.column) == ("figures.csv", 3, column)
    assert reason in problem.reason
    assert [f.count for f in reading.figures] == [7]


@pytest.mark.parametrize("mark", ["*", "c", ":", "..", "-"])
def test_a_mark_is_kept_as_withheld(tmp_path: Path, mark: str) -> None:
    (figure,) = read(tmp_path, f"Noise,E06000019,2016-05,{mark},,,,,").figures
    assert (figure.count, figure.value, figure.suppressed) == (None, None, mark)


def test_percentages_without_counts_are_known_as_such(tmp_path: Path) -> None:
    reading = read(tmp_path, "A,E06000019,2015/16,,,50,,%,higher", "B,E06000019,2015/16,57,190,30,,%,higher")
    held = {one.name: (one.measure, one.count_not_held) for one in reading.series.values()}
    assert held == {"A": (Measure.PROPORTION, True), "B": (Measure.PROPORTION, False)}


def test_the_unit_says_what_a_rate_is_per(tmp_path: Path) -> None:
    reading = read(
        tmp_path, 'A,E06000019,2015/16,57,190000,30.0,,"per 100,000",lower', "B,E06000019,2013,,,3.1,,score,"
    )
    one, other = reading.series.values()
    assert (one.measure, one.per, other.measure) == (Measure.RATE, 100_000, Measure.VALUE)
    assert reading.figures[0].value == Decimal("30.0")


def test_one_indicator_has_one_unit(tmp_path: Path) -> None:
    reading = read(tmp_path, "A,E06000019,2015,,,50,,%,", "A,E06000019,2016,,,51,,people,")
    assert (reading.problems[0].place.column, len(reading.figures)) == ("unit", 1)


def test_a_column_of_years_with_dashes_is_one_of_financial_years(tmp_path: Path) -> None:
    reading = read(tmp_path, "A,E06000019,2011-12,5,,,,,", "A,E06000019,2012-13,6,,,,,")
    assert {f.period.kind for f in reading.figures} == {PeriodKind.FINANCIAL_YEAR}


def test_only_the_areas_chosen_are_taken(tmp_path: Path) -> None:
    rows = ["A,E06000019,2015,5,,,,,", "A,E06000020,2015,6,,,,,", "A,E99999999,2015,7,,,,,"]
    reading = read(tmp_path, *rows, areas=("E06000019",))
    assert (reading.counted, sum(reading.left_out.values()), reading.problems) == ({"E06000019": 5}, 2, [])


def test_an_area_that_is_not_known_is_taken_with_its_name(tmp_path: Path) -> None:
    reading = read(tmp_path, "A,E06000063,Cumberland,2024,5", header="indicator,area code,area name,period,count")
    assert reading.areas["E06000063"].name == "Cumberland"


def test_the_template_holds_every_column_and_reads_as_written(tmp_path: Path) -> None:
    write_template(tmp_path / "template.csv")
    reading = read_table([tmp_path / "template.csv"], Choice())
    assert not reading.problems
    assert [(f.count, f.denominator, f.value, f.lower) for f in reading.figures] == [
        (41, None, None, None),
        (57, Decimal(190), Decimal(30), Decimal("23.9")),
    ]


def test_a_saved_list_of_problems_is_put_right_and_taken_in(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "Noise,E06000019,2016-05,41,,,2016-07-21,complaints,lower",
        "Noise,Atlantis,2016-06,40,,,21/07/2016,complaints,lower",
        "=Noise,E06000019,2016-06,many,,,2016-07-21,complaints,lower",
    )
    saved = tmp_path / "problems.csv"
    assert write_figure_problems(saved, reading.problems) == 2
    text = saved.read_text("utf-8-sig")
    assert text.splitlines()[0].startswith(f"{HEADER},File,Sheet,Row")
    saved.write_text(text.replace("Noise,Atlantis", "Noise,E06000051").replace("many", "39"), "utf-8-sig")
    again = read_table([saved], Choice((), today=TODAY))
    assert not again.problems
    assert [(f.area, f.count, f.published) for f in again.figures] == [
        ("E06000051", 40, date(2016, 7, 21)),
        ("E06000019", 39, date(2016, 7, 21)),
    ]
    assert {series.name for series in again.series.values()} == {"Noise", "=Noise"}
