"""Published tables as they are really written: each shape is read for what it says, rows that are wrong are named."""

import csv
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from cspdesk.cli import main
from cspdesk.domain.figures import FigureProblem, Place
from cspdesk.exchange.rejects import write_figure_problems
from tests.builders import new_store

HEREFORDSHIRE, WEST_MERCIA = "E06000019", "E23000016"
CRIME = "Financial Year,Financial Quarter,Force Name,Offence Group,Offence Subgroup,Number of Offences"
STREET = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Context"
OUTCOMES = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type"
PROFILES = "Indicator ID,Indicator Name,Area Code,Area Name,Sex,Age,Time period,Value,Count,Denominator"


@pytest.fixture
def take(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    with new_store(tmp_path) as store:
        file = store.path

    def run(kind: str, source: Path, *words: str, code: int = 0) -> Any:
        command = ["import", "indicators", kind, str(source), *words, "--into", str(file), "--json", "--partial"]
        assert main(command) == code
        out = capsys.readouterr()
        said = json.loads(out.out) if out.out else out.err
        if out.out:
            assert said["rows"] == said["taken"] + said["rejected"] + sum(said["left_out"].values())
        return said

    return run


def written(path: Path, header: str, rows: Sequence[str]) -> Path:
    path.write_text("\n".join((header, *rows, "")), encoding="utf-8")
    return path


def street(month: str = "2015-04", small: str = "Herefordshire 001A", kind: str = "Burglary") -> str:
    return f",{month},West Mercia Police,West Mercia Police,-2.7,52.0,On or near X,E01014000,{small},{kind},"


@pytest.mark.parametrize(
    "year",
    ["2015/16", "2015-16", "2015–16", "2015/2016", "FY2015/16", "2015/16 (p)", "2015/16 [r]", "Apr 2015 - Mar 2016",
     "April 2015 to March 2016"],
)  # fmt: skip
def test_a_financial_year_is_read_however_it_is_written(take: Any, tmp_path: Path, year: str) -> None:
    table = written(tmp_path / "a.csv", CRIME, [f'{year},2,West Mercia,Theft,Burglary,"1,234 "'])
    said = take("home-office-crime", table, "--area", WEST_MERCIA)
    assert (said["counted"], said["series"][0]["reach"]) == (1_234, "Q2 2015/16")


@pytest.mark.parametrize("quarter", ["2", "2.0", "Q2", "Quarter 2", "Jul-Sep", "July to September", "Q2 (Jul-Sep)"])
def test_a_quarter_is_read_however_it_is_written(take: Any, tmp_path: Path, quarter: str) -> None:
    table = written(tmp_path / "a.csv", CRIME, [f"2015/16,{quarter},West Mercia,Theft,Burglary,5"])
    assert take("home-office-crime", table, "--area", WEST_MERCIA)["series"][0]["reach"] == "Q2 2015/16"


@pytest.mark.parametrize("quarter", ["5", "Jul-Dec", "0", "half"])
def test_what_is_no_quarter_is_rejected(take: Any, tmp_path: Path, quarter: str) -> None:
    table = written(tmp_path / "a.csv", CRIME, [f"2015/16,{quarter},West Mercia,Theft,Burglary,5"])
    (problem,) = take("home-office-crime", table, "--area", WEST_MERCIA)["problems"]
    assert (problem["row"], problem["column"]) == (2, "Financial Quarter")


def test_a_table_of_subgroups_alone_is_taken(take: Any, tmp_path: Path) -> None:
    header = "Financial Year,Financial Quarter,Police Force Name,CSP Name,Offence Subgroup,Offence Count"
    rows = ["2015/16,1,West Mercia,Herefordshire,Burglary,12", "2015/16,1,West Mercia,Shropshire,Burglary,13"]
    said = take("home-office-crime", written(tmp_path / "a.csv", header, rows), "--area", HEREFORDSHIRE)
    assert (said["counted"], said["series"][0]["name"]) == (12, "Burglary")


@pytest.mark.parametrize(
    ("periods", "reach", "frequency"),
    [
        (["Apr-15", "May-15"], "May 2015", "month"),
        (["2015 Apr", "2015 May"], "May 2015", "month"),
        (["2015M04", "2015M05"], "May 2015", "month"),
        (["201504", "201505"], "May 2015", "month"),
        (["04/2015", "05/2015"], "May 2015", "month"),
        (["2015-04-01", "2015-05-01"], "May 2015", "month"),
        (["01/04/2015", "01/05/2015"], "May 2015", "month"),
        (["2015 Q2", "2015 Q3"], "Q2 2015/16", "quarter"),
        (["Q2 2015", "Q3 2015"], "Q2 2015/16", "quarter"),
        (["Apr-Jun 2015", "Jul to Sep 2015"], "Q2 2015/16", "quarter"),
        (["Jul 2015 - Sep 2015"], "Q2 2015/16", "quarter"),
        (["FY 2015/16"], "2015/16", "financial year"),
        (["2015 Jan - Dec"], "2015", "calendar year"),
        (["YE Jun 2015"], "year to June 2015", "rolling years"),
        (["2010-12", "2011-13"], "2011 to 2013", "rolling years"),
        (["2010-11", "2011-12"], "2011/12", "financial year"),
    ],
)
def test_a_column_of_periods_is_read_as_what_it_is(
    take: Any, tmp_path: Path, periods: list[str], reach: str, frequency: str
) -> None:
    rows = [f"1,Admissions,{HEREFORDSHIRE},Herefordshire,Persons,All ages,{period},12.5,40,32000" for period in periods]
    said = take("fingertips", written(tmp_path / "a.csv", PROFILES, rows), "--area", HEREFORDSHIRE)
    assert (said["taken"], said["rejected"]) == (len(periods), 0)
    assert (said["series"][0]["reach"], said["series"][0]["frequency"]) == (reach, frequency)


@pytest.mark.parametrize("days", [["2015-04-01", "2015-07-01"], ["2015-04-01"], ["2015-04-01", "2015-05-02"]])
def test_dates_that_may_be_of_quarters_are_no_months(take: Any, tmp_path: Path, days: list[str]) -> None:
    rows = [f"Noise,{HEREFORDSHIRE},{day},12" for day in days]
    said = take("table", written(tmp_path / "a.csv", "indicator,area,period,count", rows))
    assert (said["taken"], said["rejected"]) == (0, len(days))


def test_percent_and_pound_signs_are_read_for_what_they_say(take: Any, tmp_path: Path) -> None:
    rows = [f"Success,{HEREFORDSHIRE},2015/16,45.2%", f'Cost,{HEREFORDSHIRE},2015/16,"£1,200"']
    said = take("table", written(tmp_path / "a.csv", "indicator,area,period,value", rows))
    assert {one["name"]: one["measure"] for one in said["series"]} == {"Success": "proportion", "Cost": "value"}


def test_an_archive_of_months_is_read_and_what_else_is_in_it_is_said(take: Any, tmp_path: Path) -> None:
    archive = tmp_path / "download.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for month in ("2015-04", "2015-05"):
            made.writestr(f"{month}/{month}-west-mercia-street.csv", f"{STREET}\n{street(month)}\n")
        made.writestr("2015-04/2015-04-west-mercia-outcomes.csv", f"{OUTCOMES}\n")
    said = take("police-street", archive, "--area", HEREFORDSHIRE)
    assert (said["counted"], said["series"][0]["reach"]) == (2, "May 2015")
    assert any("outcomes.csv is no street-level crime file" in note for note in said["notes"])


@pytest.mark.parametrize(("content", "reason"), [(b"PK\3\4 cut short", "damaged"), (b"", "holds no table")])
def test_an_archive_that_cannot_be_read_is_refused_in_words(
    take: Any, tmp_path: Path, content: bytes, reason: str
) -> None:
    archive = tmp_path / "download.zip"
    archive.write_bytes(content)
    if not content:
        with zipfile.ZipFile(archive, "w") as made:
            made.writestr("read me.pdf", "no table")
    assert reason in take("police-street", archive, "--area", HEREFORDSHIRE, code=1)


def test_the_first_street_level_files_give_figures_for_a_force_and_for_nobody_else(take: Any, tmp_path: Path) -> None:
    header = "Month,Reported by,Falls within,Easting,Northing,Location,Crime type,Context"
    file = written(tmp_path / "a.csv", header, ["2010-12,West Mercia Police,West Mercia Police,3,2,X,Burglary,"])
    assert take("police-street", file, "--area", WEST_MERCIA)["counted"] == 1
    assert "no figures for Herefordshire" in take("police-street", file, "--area", HEREFORDSHIRE, code=1)


def test_a_rejected_row_is_told_with_its_place_its_cells_and_its_reason(take: Any, tmp_path: Path) -> None:
    crime = written(
        tmp_path / "crime.csv",
        CRIME,
        ["2015/16,1,West Mercia,Theft,Burglary,n/k", "2015/16,9,West Mercia,Theft,Burglary,7"],
    )
    said = take("home-office-crime", crime, "--area", WEST_MERCIA)
    assert [
        (p["row"], p["column"], p["cells"].get("Number of Offences")) for p in said["problems"] if p["rejected"]
    ] == [
        (2, "Number of Offences", "n/k"),
        (3, "Financial Quarter", "7"),
    ]
    assert said["rejected_by_reason"] == {
        "“n/k” is not a number": 1,
        "“9” is not a quarter of a financial year; quarters are 1 to 4": 1,
    }
    months = written(tmp_path / "street.csv", STREET, [street(), street(kind=""), street("April"), street("April")])
    said = take("police-street", months, "--area", HEREFORDSHIRE)
    assert [(p["row"], p["column"], p["cells"]["LSOA name"]) for p in said["problems"]] == [
        (3, "Crime type", "Herefordshire 001A"),
        (4, "Month", "Herefordshire 001A"),
        (5, "Month", "Herefordshire 001A"),
    ]
    assert sorted(said["rejected_by_reason"].values()) == [1, 2]
    rows = [f"1,Admissions,{HEREFORDSHIRE},Herefordshire,Persons,All ages,{p}" for p in ("2015,a,1,2", "May,3,1,2")]
    said = take("fingertips", written(tmp_path / "f.csv", PROFILES, rows), "--area", HEREFORDSHIRE)
    assert [(p["column"], p["cells"]["Value"]) for p in said["problems"]] == [("Time period", "3"), ("Value", "a")][
        ::-1
    ]


def test_a_row_of_a_sum_is_told_so_that_it_cannot_be_taken_in_by_itself(tmp_path: Path) -> None:
    place, cells = Place("a.csv", "", 2, "Count"), (("Year", "2015/16"), ("Count", "n/k"))
    alone = FigureProblem(place, "no number", cells=cells)
    path = tmp_path / "problems.csv"
    assert write_figure_problems(path, [alone, FigureProblem(place, "no number", cells=cells, summed=True)]) == 2
    with path.open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["Year"], first["Count"], first["The row"]) == ("2015/16", "n/k", "")
    assert (second["Year"], second["Count"], second["The row"]) == ("", "", "Year: 2015/16; Count: n/k")
