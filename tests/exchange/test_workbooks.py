"""Ledgers in workbooks: XLSX, XLS and ODS."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from cspdesk.errors import UserError
from cspdesk.exchange.cells import column_letter
from cspdesk.exchange.ledgers import preview, read_ledger

LEDGERS = Path(__file__).resolve().parent.parent / "data" / "ledgers"
HEADER = ["Date", "Invoice No", "Supplier", "Amount"]


@pytest.fixture
def workbook(tmp_path):
    """Return a function that saves sheets of rows as an XLSX and returns its path."""

    def save(**sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "ledger.xlsx"
        book.save(path)
        return path

    return save


def test_cells_of_every_kind_are_read(workbook):
    rows = [
        ["Payments over £500"],
        [],
        HEADER,
        [datetime.fromisoformat("2014-01-21T00:00"), 1105.0, "Lock Co", 1234.56],
        [date(2014, 1, 22), "00123", "Street Pastors", "£1,000.00 "],
        ["23/01/2014", 77, 247, -12],
        [41663, "R4", "Other", 0.1 + 0.2],
        [None, None, "Total", 2222.86],
    ]
    reading = read_ledger(workbook(Payments=rows))
    assert [(line.paid_on.day, line.reference, line.payee, line.amount_pence) for line in reading.lines] == [
        (21, "1105", "Lock Co", 123456),
        (22, "00123", "Street Pastors", 100000),
        (23, "77", "247", -1200),
        (24, "R4", "Other", 30),
    ]
    assert [line.row for line in reading.lines] == [4, 5, 6, 7]
    assert reading.problems[-1].reason.startswith("a total: £2,222.86, which is what")


def test_parts_of_a_penny_in_a_number_cell_are_rejected(workbook):
    reading = read_ledger(workbook(A=[HEADER, [date(2014, 1, 21), "R", "A", 33.333]]))
    assert reading.problems[0].reason == "“33.333” has more than two decimals"


def test_a_failed_formula_in_an_amount_or_date_is_named(workbook, tmp_path):
    path = workbook(
        A=[HEADER, [date(2014, 1, 21), "R", "A", "#REF!"], ["#N/A", "R2", "B", 5], [date(2014, 1, 21), "R3", "C", 1]]
    )
    reading = read_ledger(path)
    assert [(p.row, p.column, p.reason) for p in reading.problems] == [
        (2, "Amount", "the cell holds the spreadsheet error #REF!"),
        (3, "Date", "the cell holds the spreadsheet error #N/A"),
    ]


def test_true_is_not_one_pound(workbook):
    reading = read_ledger(workbook(A=[HEADER, [date(2014, 1, 21), "R", "A", True], [date(2014, 1, 21), "R", "A", 1.0]]))
    assert reading.problems[0].reason == "“TRUE” is not an amount of money"


def test_the_sheet_that_looks_like_a_ledger_is_taken_and_the_others_named(workbook):
    ledger = [HEADER, [date(2014, 1, 21), "R", "A", 5]]
    path = workbook(
        Notes=[["Read me"], ["Amounts exclude VAT"]], January=ledger, February=[HEADER, [date(2014, 2, 1), "R", "B", 6]]
    )
    reading = read_ledger(path)
    assert reading.sheet == "January"
    assert "Other sheets were left alone: Notes, February." in reading.notes
    assert read_ledger(path, sheet="february").lines[0].payee == "B"
    assert preview(path).sheets == ("Notes", "January", "February")
    with pytest.raises(UserError, match=r"no sheet called “March”\. Its sheets are: Notes, January, February"):
        read_ledger(path, sheet="March")


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_ledger_as_a_spreadsheet_program_saves_it_gives_the_same_lines_in_every_format(kind):
    reading = read_ledger(LEDGERS / f"small.{kind}")
    assert [(line.row, line.paid_on.day, line.reference, line.payee, line.amount_pence) for line in reading.lines] == [
        (4, 21, "1105", "Lock Co", 123456),
        (5, 22, "1106", "Café Society", -500),
        (6, 23, "00123", "Glass Co", 25010),
    ]
    assert "a total: £1,479.66" in next(p.reason for p in reading.problems if p.row == 7)


def test_a_sheet_with_a_million_empty_rows_behind_it_is_read(workbook, tmp_path):
    rows = [HEADER, [date(2014, 1, 21), 1105, "Lock Co", 1234.56], [date(2014, 1, 22), 1106, "Café", -5]]
    ods(tmp_path / "ledger.ods", rows)
    assert read_ledger(tmp_path / "ledger.ods").lines == read_ledger(workbook(Payments=rows)).lines


def ods(path, rows):
    """Save rows as the smallest ODS, with a million empty rows after them as spreadsheets write."""
    cells = []
    for row in rows:
        cells.append("<table:table-row>")
        for cell in row:
            if isinstance(cell, date):
                cells.append(f'<table:table-cell office:value-type="date" office:date-value="{cell}"/>')
            elif isinstance(cell, int | float):
                cells.append(f'<table:table-cell office:value-type="float" office:value="{cell}"/>')
            else:
                cells.append(f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>')
        cells.append('<table:table-cell table:number-columns-repeated="16000"/></table:table-row>')
    namespaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {namespaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Payments">{"".join(cells)}<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", kind)
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        entry = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        package.writestr(
            "META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{manifest}">{entry}</manifest:manifest>'
        )
        package.writestr("content.xml", content)


def test_a_workbook_cut_short_is_refused(workbook):
    path = workbook(A=[HEADER, [date(2014, 1, 21), "R", "A", 5]])
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(UserError, match="damaged or was cut short"):
        read_ledger(path)


def test_a_damaged_sheet_is_refused(workbook, tmp_path):
    path = workbook(A=[HEADER, [date(2014, 1, 21), "R", "A", 5]])
    other = tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for entry in source.namelist():
            data = source.read(entry)
            target.writestr(entry, data[: len(data) // 2] if entry.endswith("sheet1.xml") else data)
    with pytest.raises(UserError, match="damaged"):
        read_ledger(other)


def test_a_locked_workbook_is_named_as_such(tmp_path):
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(UserError, match="locked with a password"):
        read_ledger(path)


def test_a_word_document_is_not_a_workbook(tmp_path):
    path = tmp_path / "letter.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    with pytest.raises(UserError, match="is not a workbook"):
        read_ledger(path)


def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("cspdesk.exchange.workbooks.LARGEST_UNPACKED", 1000)
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", " " * 5000)
    with pytest.raises(UserError, match="too large to read"):
        read_ledger(path)


def test_a_cell_in_the_far_corner_does_not_fill_the_memory(tmp_path):
    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(UserError, match="has a cell far away from the others"):
        read_ledger(tmp_path / "far.xlsx")


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_a_spreadsheet(index, letter):
    assert column_letter(index) == letter


def test_rows_some_at_a_time_are_those_of_the_whole(tmp_path: Path) -> None:
    from openpyxl import Workbook

    from cspdesk.exchange.workbooks import read_workbook, workbook_rows

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["B3"], sheet["C5"], sheet["D5"] = "x", 2, True
    book.create_sheet("empty")
    book.save(tmp_path / "book.xlsx")
    data = (tmp_path / "book.xlsx").read_bytes()
    whole = {table.name: [list(row) for row in table.rows] for table in read_workbook(data, "book.xlsx")}
    parts = {name: [list(row) for rows in some for row in rows] for name, some in workbook_rows(data, "book.xlsx")}
    assert parts == whole


def test_a_sheet_a_month_is_said_so_that_none_is_forgotten(workbook):
    rows = [HEADER, [date(2014, 4, 21), "R", "A", 100]]
    reading = read_ledger(workbook(April=rows, May=[["Payments in May"], *rows], Notes=[["Nothing but words"]]))
    assert reading.sheet == "April"
    assert "Payments in the same columns stand in May, too: import each of these sheets as well." in reading.notes
