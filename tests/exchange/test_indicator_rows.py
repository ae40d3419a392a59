"""Published figures: every row of a file is taken, left out or rejected, and never two of these."""

from pathlib import Path

import pytest

from cspdesk.domain.figures import Reading
from cspdesk.exchange.indicator_choice import Choice
from cspdesk.exchange.indicator_crime import read_crime
from cspdesk.exchange.indicator_street import read_street

FORCE, HEREFORDSHIRE, SHROPSHIRE = "E23000016", "E06000019", "E06000051"
PFA = "Financial Year,Financial Quarter,Force Name,Offence Group,Number of Offences"
CSP = "Financial Year,Financial Quarter,Force Name,CSP Name,Offence Group,Number of Offences"
STREET = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)
HEREFORD = ",2015-06,West Mercia Police,West Mercia Police,1,2,On or near X,E01,Herefordshire 001A,Burglary,,"
TELFORD = HEREFORD.replace("Herefordshire", "Telford and Wrekin")


def crime(folder: Path, *lines: str, area: str = FORCE) -> Reading:
    return whole(read_crime([written(folder, lines)], Choice((area,))))


def street(folder: Path, *lines: str, area: str = HEREFORDSHIRE) -> Reading:
    return whole(read_street([written(folder, [STREET, *lines])], Choice((area,))))


def written(folder: Path, lines: "list[str] | tuple[str, ...]", name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def whole(reading: Reading) -> Reading:
    """Return a reading after counting its rows."""
    assert reading.rows == reading.taken + sum(reading.left_out.values()) + rejected(reading)
    assert reading.taken == sum(figure.rows for figure in reading.figures)
    assert sum(reading.counted.values()) == sum(figure.adds for figure in reading.figures)
    return reading


def rejected(reading: Reading) -> int:
    return sum(problem.rows for problem in reading.problems if problem.rejected)


def test_all_rows_of_a_period_without_a_quarter_are_rejected(tmp_path: Path) -> None:
    reading = crime(tmp_path, PFA, *["2015/16,9,West Mercia,Theft,1"] * 3, "2015/16,1,West Mercia,Theft,4")
    assert (rejected(reading), reading.taken, reading.counted) == (3, 1, {FORCE: 4})


def test_rows_that_are_summed_with_a_rejected_one_are_not_said_to_be_taken(tmp_path: Path) -> None:
    rows = [f"2015/16,1,West Mercia,{group},{count}" for group, count in (("Theft", 5), ("Theft", "six"), ("Arson", 2))]
    reading = crime(tmp_path, PFA, *rows)
    assert (rejected(reading), reading.taken, reading.counted) == (1, 1, {FORCE: 2})
    assert reading.left_out == {"of a sum that lacks a rejected row, so that it is not taken": 1}


def test_all_rows_of_a_period_that_another_file_has_are_rejected_and_said_once(tmp_path: Path) -> None:
    rows = [f"2015/16,1,West Mercia,{group},5" for group in ("Theft", "Arson", "Robbery")]
    paths = [written(tmp_path, [PFA, *rows], name) for name in ("one.csv", "two.csv")]
    reading = whole(read_crime(paths, Choice((FORCE,))))
    assert (len(reading.problems), rejected(reading), reading.counted) == (1, 3, {FORCE: 15})


def test_a_month_of_street_records_that_another_file_has_is_rejected_row_by_row(tmp_path: Path) -> None:
    paths = [written(tmp_path, [STREET, *[HEREFORD] * 4], name) for name in ("one.csv", "two.csv")]
    reading = whole(read_street(paths, Choice((HEREFORDSHIRE,))))
    assert (len(reading.problems), rejected(reading), reading.taken) == (1, 4, 4)


def test_a_row_counts_once_though_it_is_of_a_district_and_of_its_force(tmp_path: Path) -> None:
    path = written(tmp_path, [STREET, *[HEREFORD] * 3, *[TELFORD] * 2])
    reading = whole(read_street([path], Choice((HEREFORDSHIRE,), (FORCE,))))
    assert (reading.taken, reading.counted) == (5, {HEREFORDSHIRE: 3, FORCE: 5})


@pytest.mark.parametrize("others", [0, 2_000])
def test_a_street_row_cut_short_before_its_place_is_rejected_with_its_row(tmp_path: Path, others: int) -> None:
    cut = ",2015-06,West Mercia Police,West Mercia Police,1,2"
    reading = street(tmp_path, HEREFORD, cut, *[TELFORD] * others)
    assert [str(problem) for problem in reading.problems] == [
        "table.csv, row 3: the row has 6 cells where its header has 12"
    ]
    assert reading.left_out.total() == others


def test_a_row_of_another_area_that_lacks_its_last_cells_is_still_of_another_area(tmp_path: Path) -> None:
    reading = street(tmp_path, HEREFORD, TELFORD.rsplit(",", 3)[0])
    assert not reading.problems
    assert reading.left_out == {"of another area or body": 1}


def test_a_last_row_that_breaks_off_is_rejected_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path, [PFA, "2015/16,1,West Mercia,Theft,5", "2015/16,1,Kent,Theft,5"])
    for cut in ("2015/16,1,Kent,The", "2015/16,1,West Mercia,Theft", "2015/16"):
        path.write_text(f"{PFA}\n2015/16,1,West Mercia,Theft,5\n{cut}", encoding="utf-8")
        reading = whole(read_crime([path], Choice((FORCE,))))
        assert (rejected(reading), reading.taken, reading.problems[0].place.row) == (1, 1, 3)


def test_a_row_that_sums_up_others_is_not_added_to_them(tmp_path: Path) -> None:
    rows = ["2015/16,1,West Mercia,Theft,5", "2015/16,1,West Mercia,Arson,2", "2015/16,1,West Mercia,Total,7"]
    reading = crime(tmp_path, PFA, *rows, "2015/16,2,West Mercia,TOTAL RECORDED CRIME,9")
    totals = {f.period.label: f.count for f in reading.figures if f.code == "home-office-crime:pfa:Total"}
    assert totals == {"Q1 2015/16": 7, "Q2 2015/16": 9}  # of the second quarter the table has nothing but the total
    assert reading.left_out == {"that sum up other rows": 1}
    assert reading.counted == {FORCE: 16}


@pytest.mark.parametrize(
    ("header", "cell", "label"),
    [
        ("Financial Year", "2015/16 Q1", "Q1 2015/16"),
        ("Period", "2015/16 Q1", "Q1 2015/16"),
        ("Period", "Apr-Jun 2015", "Q1 2015/16"),
        ("Period", "2015/16", "2015/16"),
        ("Financial Year", "2015/16 Q1 - 2016/17 Q4", "2015/16 to 2016/17"),
        ("Financial Year", "2015/16 Q1 to 2015/16 Q4", "2015/16"),
        ("Year ending", "Year ending March 2016", "year to March 2016"),
        ("12 months ending", "31-Mar-16", "year to March 2016"),
    ],
)
def test_periods_are_read_in_one_column_too(tmp_path: Path, header: str, cell: str, label: str) -> None:
    reading = crime(tmp_path, f"{header},Force Name,Offence Group,Number of Offences", f"{cell},West Mercia,Theft,5")
    assert {figure.period.label for figure in reading.figures} == {label}


def test_a_quarter_that_says_another_year_is_refused(tmp_path: Path) -> None:
    reading = crime(tmp_path, PFA, "2015/16,2015/16 Q1,West Mercia,Theft,5", "2015/16,2014/15 Q2,West Mercia,Theft,6")
    assert reading.counted == {FORCE: 5}
    assert reading.problems[0].place.column == "Financial Quarter"


def test_districts_that_were_merged_add_up_to_the_partnership_of_today(tmp_path: Path) -> None:
    names = ("Oswestry", "Shrewsbury & Atcham", "South Shropshire", "North Shropshire", "Bridgnorth", "The Wrekin")
    reading = crime(tmp_path, CSP, *[f"2004/05,1,West Mercia,{name},Theft,1" for name in names], area=SHROPSHIRE)
    assert reading.counted == {SHROPSHIRE: 5}


def test_a_partnership_is_known_by_its_code_whatever_its_name(tmp_path: Path) -> None:
    header = CSP.replace("CSP Name", "CSP Name,ONS Code")
    rows = ["2015/16,1,West Mercia,Safer Hereford,E22000326,Theft,3", "2015/16,1,West Mercia,Other,E22000333,Theft,4"]
    assert crime(tmp_path, header, *rows, area=HEREFORDSHIRE).counted == {HEREFORDSHIRE: 3}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Devon and Cornwall Police", "E23000035"),
        ("Hampshire & Isle of Wight Constabulary", "E23000030"),
        ("Metropolitan Police Service", "E23000001"),
        ("City of London", "E23000034"),
        ("Dyfed Powys", "W15000004"),
    ],
)
def test_a_force_is_known_by_each_of_its_names(tmp_path: Path, name: str, code: str) -> None:
    assert crime(tmp_path, PFA, f"2015/16,1,{name},Theft,3", area=code).counted == {code: 3}


def test_a_partnership_of_which_some_districts_are_lacking_is_said_to_be_so(tmp_path: Path) -> None:
    rows = [f"2011/12,1,West Mercia,{name},Theft,1" for name in ("Bromsgrove", "Redditch", "Wyre Forest")]
    whole_one = crime(tmp_path, CSP, *rows, area="E22000368")
    assert (whole_one.counted, whole_one.notes) == ({"E22000368": 3}, [])
    assert crime(tmp_path, CSP, *rows[:2], area="E22000368").notes == [
        "North Worcestershire lacks Wyre Forest: the figures are of its other districts alone"
    ]
