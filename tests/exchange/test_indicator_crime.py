"""Police recorded crime tables in every dress: by force and partnership, quarterly and rolling, CSV and workbook."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from cspdesk.domain.figures import Reading
from cspdesk.errors import UserError
from cspdesk.exchange.indicator_choice import Choice
from cspdesk.exchange.indicator_crime import read_crime

PFA = (
    "Financial Year,Financial Quarter,Force Name,Offence Description,Offence Group,Offence Subgroup,Offence Code,"
    "Number of Offences"
)
CSP = PFA.replace("Force Name", "Force Name,CSP Name")
FORCE = "E23000016"
HEREFORDSHIRE = "E06000019"


def read(folder: Path, text: str, *areas: str, only: str = "", encoding: str = "utf-8") -> Reading:
    path = folder / "table.csv"
    path.write_bytes(text.encode(encoding))
    return read_crime([path], Choice(areas or (FORCE,), (), only))


def counts(reading: Reading) -> dict[tuple[str, str], int | None]:
    return {(f.code.removeprefix("home-office-crime:"), f.period.label): f.count for f in reading.figures}


def own(*cells: str, quarter: str = "1") -> str:
    return f"2015/16,{quarter},West Mercia,{','.join(cells)}"


def test_counts_padded_negative_and_with_thousands_are_read(tmp_path: Path) -> None:
    rows = [own("a", "Theft", "x", "1", c) for c in (" 66776 ", "-1 ", "-00 ", '"1,066"', " 7 ")]
    reading = read(tmp_path, "\n".join([PFA, *rows, ""]))
    assert counts(reading)["pfa:Theft", "Q1 2015/16"] == 66_776 - 1 + 1_066 + 7
    assert reading.counted == {FORCE: 67_848}
    assert reading.figures[0].note == "Holds corrections of -1"


@pytest.mark.parametrize("mark", ["*", "c", ":", "..", "-", "[c]"])
def test_a_withheld_part_makes_the_sum_withheld_and_never_nought(tmp_path: Path, mark: str) -> None:
    reading = read(tmp_path, "\n".join([PFA, own("a", "Theft", "x", "1", "5"), own("b", "Theft", "x", "2", mark), ""]))
    assert {(f.count, f.suppressed) for f in reading.figures} == {(None, mark)}
    assert reading.counted == {FORCE: 5}
    assert not reading.problems


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("5.5", "not whole"), ("many", "not a number"), ("", "is blank"), ("#REF!", "spreadsheet error")],
)
def test_a_count_that_is_none_is_said_with_its_place_and_its_group_is_not_summed(
    tmp_path: Path, cell: str, reason: str
) -> None:
    rows = [own("a", "Theft", "x", "1", "5"), own("b", "Theft", "x", "2", cell), own("c", "Robbery", "y", "3", "4")]
    reading = read(tmp_path, "\n".join([PFA, *rows, ""]))
    first = reading.problems[0]
    assert (first.place.file, first.place.row, first.place.column) == ("table.csv", 3, "Number of Offences")
    assert reason in first.reason
    assert counts(reading) == {("pfa:Robbery", "Q1 2015/16"): 4}
    assert [p.rejected for p in reading.problems] == [True, False, False]


@pytest.mark.parametrize("quarter", ["5", "x", ""])
def test_a_quarter_that_is_none_is_said(tmp_path: Path, quarter: str) -> None:
    reading = read(tmp_path, "\n".join([PFA, own("a", "Theft", "x", "1", "5", quarter=quarter), ""]))
    assert (reading.problems[0].place.row, reading.problems[0].place.column) == (2, "Financial Quarter")
    assert not reading.figures


def test_a_partnership_is_found_by_any_of_its_names_and_by_its_district(tmp_path: Path) -> None:
    rows = [
        f"2015/16,1,West Mercia,{name},a,Theft,x,1,{n}"
        for n, name in enumerate(('"Herefordshire, County of"', "Herefordshire", "Shropshire", "Telford & Wrekin"), 1)
    ]
    text = "\n".join([CSP, *rows, ""])
    assert read(tmp_path, text, HEREFORDSHIRE).counted == {HEREFORDSHIRE: 3}
    assert read(tmp_path, text, "E22000326").counted == {"E22000326": 3}
    assert read(tmp_path, text, "E22000333").counted == {"E22000333": 4}
    assert read(tmp_path, text, FORCE, HEREFORDSHIRE).counted == {FORCE: 10, HEREFORDSHIRE: 3}


def test_a_part_of_a_partnership_cannot_be_had_from_it(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Malvern Hills is a part of South Worcester, E22000332"):
        read(tmp_path, f"{CSP}\n2015/16,1,West Mercia,South Worcestershire,a,Theft,x,1,5\n", "E07000235")


def test_rolling_years_are_indicators_of_their_own(tmp_path: Path) -> None:
    text = (
        "12 months ending,PFA,Region,Offence,Rolling year total number of offences\n"
        '31-Mar-03,West Mercia,West Midlands,Domestic burglary,"5,000"\n'
        "2003-06-30,West Mercia,West Midlands,Domestic burglary,5100\n"
    )
    reading = read(tmp_path, text)
    code = "pfa:year to:Domestic burglary"
    assert counts(reading) == {(code, "year to March 2003"): 5_000, (code, "year to June 2003"): 5_100}
    assert reading.series[f"home-office-crime:{code}"].name == "Domestic burglary (years to a month)"


def test_only_takes_the_groups_and_subgroups_named_so(tmp_path: Path) -> None:
    rows = [own("a", "Theft offences", "Domestic burglary", "1", "5"), own("b", "Theft offences", "Other", "2", "6")]
    reading = read(tmp_path, "\n".join([PFA, *rows, ""]), only="BURGLARY")
    assert counts(reading) == {("pfa:Theft offences/Domestic burglary", "Q1 2015/16"): 5}
    assert reading.left_out == {"of an offence that was not chosen": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_encoding_and_delimiter_is_read(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = "\r\n".join([PFA, own("Café theft", "Theft", "x", "1", "5"), ""]).replace(",", delimiter)
    assert read(tmp_path, text, encoding=encoding).counted == {FORCE: 5}


def test_titles_above_the_header_and_blank_rows_are_no_rows(tmp_path: Path) -> None:
    blank = "," * PFA.count(",")
    rows = [
        "Police recorded crime",
        "",
        PFA,
        own("a", "Theft", "x", "1", "5"),
        "",
        blank,
        own("b", "Theft", "x", "1", "6"),
    ]
    reading = read(tmp_path, "\n".join(rows))
    assert (reading.rows, reading.taken, reading.counted) == (2, 2, {FORCE: 11})


def test_a_cell_that_holds_a_line_break_moves_no_row(tmp_path: Path) -> None:
    rows = [own('"a\nWest Mercia, so"', "Theft", "x", "1", "5"), own("b", "Robbery", "x", "1", "six")]
    reading = read(tmp_path, "\n".join([PFA, *rows, ""]))
    assert (reading.rows, reading.counted, reading.problems[0].place.row) == (2, {FORCE: 5}, 3)


def test_a_row_that_breaks_off_is_said(tmp_path: Path) -> None:
    reading = read(tmp_path, "\n".join([PFA, own("a", "Theft", "x", "1", "5"), "2015/16,1,West Mer"]))
    assert [str(p) for p in reading.problems] == [
        "table.csv, row 3: the row breaks off: the file may have been cut short"
    ]


def test_every_sheet_of_figures_is_taken_and_others_are_named(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Notes"
    first.append(["Police recorded crime"])
    for year in ("2014/15", "2015/16"):
        sheet = book.create_sheet(year.replace("/", "-"))
        sheet.append(PFA.split(","))
        sheet.append([year, 1, "West Mercia", "a", "Theft", "x", 31.0, 5])
        sheet.append([year, "Q2", "West Mercia", "a", "Theft", "x", "31A", "6"])
    book.save(path)
    reading = read_crime([path], Choice((FORCE,)))
    assert (reading.rows, reading.counted) == (4, {FORCE: 22})
    assert {f.place.sheet for f in reading.figures} == {"2014-15", "2015-16"}
    assert reading.notes == ["book.xlsx: sheet “Notes” holds no figures of this kind and was left out"]


def test_a_period_on_two_sheets_is_taken_once_and_said(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = Workbook()
    for title in ("one", "two"):
        sheet = book.create_sheet(title)
        sheet.append(PFA.split(","))
        for group in ("Theft", "Robbery"):
            sheet.append(["2014/15", 1, "West Mercia", "a", group, "x", "1", 5])
    book.save(path)
    reading = read_crime([path], Choice((FORCE,)))
    assert reading.counted == {FORCE: 10}
    assert len(reading.problems) == 1
    assert "two values for Q1 2014/15: book.xlsx, sheet one" in reading.problems[0].reason


def test_the_quick_way_and_the_whole_way_find_the_same(tmp_path: Path) -> None:
    rows = [f"2015/16,{q},{force},a,Theft,x,1,{n}" for n in range(400) for q in range(1, 5)
            for force in ("West Mercia", "WEST MERCIA POLICE", "Kent", '"London, City of"')]  # fmt: skip
    quick = read(tmp_path, "\n".join([PFA, *rows, ""]))
    whole = read(tmp_path, "\n".join([PFA, "", *rows, '2015/16,1,Kent,"a\nb",Theft,x,1,1', ""]))
    assert quick.counted == whole.counted == {FORCE: 2 * 4 * sum(range(400))}
    assert whole.rows == quick.rows + 1
    assert [f.count for f in quick.figures] == [f.count for f in whole.figures]


def test_rows_that_all_hold_line_breaks_are_read_to_the_last_of_many_blocks(tmp_path: Path) -> None:
    rows = [own(f'"{n}\nline ""two"""', "Theft", "x", "1", "1", quarter=str(n % 4 + 1)) for n in range(60_000)]
    reading = read(tmp_path, "\n".join([PFA, *rows, ""]))
    assert (reading.rows, reading.counted, reading.problems) == (60_000, {FORCE: 60_000}, [])


def test_a_quotation_that_is_never_closed_is_said_and_not_swallowed(tmp_path: Path) -> None:
    rows = [own("a", "Theft", "x", "1", "5")] * 3 + [own('"a', "Theft", "x", "1", "5")]
    for more, words in ((9_000, "A quotation mark may be missing"), (9, "quotation marks that open in row 5")):
        others = [own("b", "Robbery", "x", "1", "5")] * more
        with pytest.raises(UserError, match=words):
            read(tmp_path, "\n".join([PFA, *rows, *others, ""]))


def test_a_mark_for_inches_within_a_cell_is_no_quotation(tmp_path: Path) -> None:
    rows = [own('a 5" knife', "Theft", "x", "1", "5"), own("b", "Theft", "x", "1", "6")]
    assert read(tmp_path, "\n".join([PFA, *rows, ""])).counted == {FORCE: 11}


def test_a_cell_without_end_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read as a table"):
        read(tmp_path, "\n".join([PFA, own("a" * 200_000, "Theft", "x", "1", "5"), ""]))
