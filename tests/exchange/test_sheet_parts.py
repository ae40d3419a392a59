"""Large sheets, cut into parts that are read one after another: the rows are those of the whole."""

import io
import re
import zipfile
from collections import deque
from datetime import date

import openpyxl
import pytest

from cspdesk.errors import Cancelled, UserError
from cspdesk.exchange import sheet_parts
from cspdesk.exchange.workbooks import workbook_rows

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
CONTENT = (
    f'<office:document-content xmlns:office="{OFFICE}:office:1.0" xmlns:table="{OFFICE}:table:1.0" '
    f'xmlns:text="{OFFICE}:text:1.0"><office:body><office:spreadsheet>%s</office:spreadsheet></office:body>'
    "</office:document-content>"
)


def rows_of(data: bytes) -> dict[str, list[list[object]]]:
    """Return every sheet that has rows, all of its rows."""
    found = {name: [list(row) for some in parts for row in some] for name, parts in workbook_rows(data, "book")}
    return {name: rows for name, rows in found.items() if rows}


@pytest.fixture
def cut_small(monkeypatch: pytest.MonkeyPatch):
    """Have sheets cut after some rows already; returns how many parts were made."""

    def cutting() -> list[sheet_parts.Part]:
        monkeypatch.setattr(sheet_parts, "PART", 700)
        monkeypatch.setattr(sheet_parts, "CHUNK", 100)
        made: list[sheet_parts.Part] = []
        keep = sheet_parts.parts

        def kept(*arguments: object):
            for part in keep(*arguments):  # type: ignore[arg-type]
                made.append(part)
                yield part

        monkeypatch.setattr("cspdesk.exchange.workbooks.parts", kept)
        return made

    return cutting


def book() -> bytes:
    """Return an XLSX of two filled sheets and an empty one: dates, gaps, blank rows, truth, signs."""
    made = openpyxl.Workbook()
    first = made.active
    first.title = "A & B"
    first["C3"] = "Above <nothing>"
    for number in range(5, 105):
        first.cell(number, 2, date(2016, 1, 1 + number % 28))
        first.cell(number, 4, number / 4)
        first.cell(number, 5, f"Row {number} & more")
    first["B140"], first["C140"] = True, 7
    made.create_sheet("Empty")
    last = made.create_sheet("Last")
    for number in range(1, 60):
        last.append([f"Text {number % 7}", number])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_sheets(data: bytes, change) -> bytes:
    """Return a workbook with the XML of its sheets changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name.startswith("xl/worksheets/") else content)
    return out.getvalue()


def unnumbered(xml: bytes) -> bytes:
    return re.sub(rb'(<(?:row|c)) r="\w+"', rb"\1", xml)


def prefixed(xml: bytes) -> bytes:
    named = re.sub(rb"<(/?)(worksheet|sheetData|row|c|v|is|t|f|dimension|sheetViews)\b", rb"<\1x:\2", xml)
    return named.replace(b"xmlns=", b"xmlns:x=")


@pytest.mark.parametrize("change", [bytes, unnumbered, prefixed])
def test_the_parts_of_an_xlsx_give_the_rows_of_the_whole(cut_small, change) -> None:
    data = with_sheets(book(), change)
    whole = rows_of(data)
    made = cut_small()
    assert rows_of(data) == whole
    assert len(whole) == 2
    assert {part.sheet for part in made} == {0, 2}
    assert len(made) > 10


def test_the_parts_of_an_ods_give_the_rows_of_the_whole(cut_small) -> None:
    def row(*texts: object, more: str = "") -> str:
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
        )
        return f"<table:table-row{more}>{cells}</table:table-row>"

    blank = row("", more=' table:number-rows-repeated="3"')
    listed = [row(f"Row {number}", "a &amp; b", more=' table:style-name="ro1"') for number in range(80)]
    listed[40] = f"</table:table-row-group>{blank}<table:table-row-group>{listed[40]}"
    twice = row("twice", more=' table:number-rows-repeated="2"')
    tables = (
        f'<table:table table:name="Notes">{row("Read me")}</table:table>',
        f'<table:table table:name="A &amp; B"><table:table-header-rows>{row("Name", "What")}</table:table-header-rows>'
        f"{blank}<table:table-row-group>{''.join(listed)}</table:table-row-group>{twice}{blank}</table:table>",
        '<table:table table:name="Empty"/>',
        f'<table:table table:name="Last">{"".join(listed[:30])}</table:table>',
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", "<manifest/>")
        package.writestr("content.xml", CONTENT % "".join(tables))
    data = out.getvalue()
    whole = rows_of(data)
    made = cut_small()
    assert rows_of(data) == whole
    assert list(whole) == ["Notes", "A & B", "Last"]
    assert len(made) > 10


def test_a_sheet_that_is_cut_short_is_said_to_be_damaged(cut_small) -> None:
    data = with_sheets(book(), lambda xml: xml[: len(xml) // 2])
    cut_small()
    with pytest.raises(UserError, match=r"cannot be opened as a workbook|damaged"):
        rows_of(data)


def test_reading_part_by_part_can_be_stopped(cut_small) -> None:
    seen: list[float] = []

    def stop(done: int, total: int) -> None:
        seen.append(done / total)
        if len(seen) == 5:
            raise Cancelled

    data = book()
    cut_small()
    with pytest.raises(Cancelled):
        deque(deque(parts, 0) for _, parts in workbook_rows(data, "book", stop))
    assert seen == sorted(seen)
    assert 0 < seen[-1] < 1


def rich(xml: bytes) -> bytes:
    """Have shared texts kept as programs also do: in pieces, with a reading aid, one that is empty."""
    pieces = b'<si><r><rPr><b/></rPr><t>Te</t></r><r><t xml:space="preserve">xt  0</t></r></si>'
    aided = b'<si><t>Text 1</t><rPh sb="0" eb="1"><t>aid</t></rPh></si>'
    return (
        xml.replace(b"<si><t>Text 0</t></si>", pieces)
        .replace(b"<si><t>Text 1</t></si>", aided)
        .replace(b"<si><t>Text 2</t></si>", b"<si/>")
    )


def named(xml: bytes) -> bytes:
    """Have shared texts written under a name of their own, which leaves them where they are."""
    return re.sub(rb"<(/?)(sst|si|t)\b", rb"<\1s:\2", xml).replace(b"xmlns=", b"xmlns:s=")


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def sharing(data: bytes, sheets, change) -> bytes:
    """Return a workbook with its texts in one place, changed, and its sheets changed."""
    texts: dict[bytes, int] = {}

    def shared(xml: bytes) -> bytes:
        number = lambda found: b't="s"><v>%d</v></c>' % texts.setdefault(found[1], len(texts))  # noqa: E731
        return sheets(re.sub(rb't="inlineStr"><is>(.*?)</is></c>', number, xml))

    out = io.BytesIO(with_sheets(data, shared))
    strings = b'<sst xmlns="%s">%s</sst>' % (MAIN.encode(), b"".join(b"<si>%s</si>" % text for text in texts))
    made = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            told = {
                "[Content_Types].xml": f'<Override PartName="/{sheet_parts.STRINGS}" ContentType="{CONTENT_TYPE}"/>',
                "xl/_rels/workbook.xml.rels": f'<Relationship Id="own" Type="{KIND}" Target="sharedStrings.xml"/>',
            }.get(name, "")
            new.writestr(name, re.sub(rb"(</(?:Types|Relationships)>)$", told.encode() + rb"\1", old.read(name)))
        new.writestr(sheet_parts.STRINGS, change(strings))
    return made.getvalue()


@pytest.mark.parametrize("change", [bytes, rich, named])
@pytest.mark.parametrize("sheets", [bytes, prefixed])
def test_texts_that_cells_share_are_those_of_the_whole(cut_small, change, sheets) -> None:
    data = sharing(book(), sheets, change)
    whole = rows_of(data)
    assert [row[0] for row in whole["Last"][:3]] == ["Text 1", "" if change is rich else "Text 2", "Text 3"]
    assert whole["Last"][6][0] == ("Text  0" if change is rich else "Text 0")
    made = cut_small()
    assert rows_of(data) == whole
    assert len(made) > 10
    assert all((b"sharedStrings.xml" in part.package) == (change is named) for part in made)
