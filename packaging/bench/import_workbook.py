"""The memory it takes to read a published crime table of a million rows out of a workbook."""

from __future__ import annotations

import csv
import tempfile
import zipfile
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from bench import Result, import_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "memory of an import of a million rows of a workbook"
BAR = import_figures.MEMORY_MB
UNIT = "MB"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Table" sheetId="1" r:id="r1"/></sheets></workbook>',
}


def measure() -> Result:
    """Import the workbook into a new record in a process of its own; the value is the most memory that it held."""
    from cspdesk.store.store import create_store

    with tempfile.TemporaryDirectory() as folder:
        book, record = Path(folder, "prc-csp.xlsx"), Path(folder, "record.cspdesk")
        write_book(book, import_figures.ROWS)
        create_store(record, "Bench", "Bench").close()
        return Result(import_figures.held(import_figures.TABLE.kind, book, record))


def write_book(path: Path, rows: int) -> None:
    """Write the table of `import_figures` as the plainest XLSX there is."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in _PARTS.items():
            package.writestr(name, content)
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            lines = chain((import_figures.TABLE.header,), islice(import_figures.lines(), rows))
            for number, cells in enumerate(csv.reader(lines), start=1):
                sheet.write(_row(number, cells).encode())
            sheet.write(b"</sheetData></worksheet>")


def _row(number: int, cells: Sequence[str]) -> str:
    return f'<row r="{number}">{"".join(map(_cell, cells))}</row>'


def _cell(text: str) -> str:
    if text.strip().isdigit():
        return f"<c><v>{text.strip()}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'
