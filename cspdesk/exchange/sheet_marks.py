"""What a workbook's sheets hold beside values: which cells are formulas, and which are merged (XLSX, ODS)."""

import io
import re
import zipfile
from collections.abc import Mapping
from functools import reduce
from xml.etree import ElementTree

from cspdesk.domain.records import dataclass
from cspdesk.exchange.sheet_parts import sheet_files

_FORMULA = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f[\s>/]')
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

Corner = tuple[int, int]  # row from 1, column from 0


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """The formula cells of a sheet, and its merged areas by their first and last corners."""

    formulas: frozenset[Corner] = frozenset()
    merged: tuple[tuple[Corner, Corner], ...] = ()

    def merged_into(self, row: int, column: int) -> Corner | None:
        """Return the first corner of the merged area that a cell is part of, None when it stands by itself."""
        for first, last in self.merged:
            if first[0] <= row <= last[0] and first[1] <= column <= last[1]:
                return first
        return None


def sheet_marks(data: bytes) -> Mapping[str, SheetMarks]:
    """Return the marks of each sheet by its name; nothing for a file that is neither an XLSX nor an ODS package."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "content.xml" in package.namelist():
            return _ods_marks(package.read("content.xml"))
        if "xl/workbook.xml" not in package.namelist():
            return {}
        return {name: _marks(package.read(file)) for name, file in sheet_files(package).items() if file}


def _marks(text: bytes) -> SheetMarks:
    return SheetMarks(
        frozenset((int(row), _column(letters)) for letters, row in _FORMULA.findall(text)),
        tuple(((int(r1), _column(c1)), (int(r2), _column(c2))) for c1, r1, c2, r2 in _MERGED.findall(text)),
    )


def _ods_marks(content: bytes) -> dict[str, SheetMarks]:
    tables = ElementTree.fromstring(content).iter(f"{_TABLE}table")
    return {table.get(f"{_TABLE}name", ""): _ods_sheet(table) for table in tables}


def _ods_sheet(table: ElementTree.Element) -> SheetMarks:
    """Walk a sheet in which alike rows and cells stand once with their number."""
    formulas: set[Corner] = set()
    merged: list[tuple[Corner, Corner]] = []
    number = 1
    for row in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in row:
            if cell.get(f"{_TABLE}formula"):
                formulas.add((number, column))
            down, across = (int(cell.get(f"{_TABLE}number-{way}-spanned", 1)) for way in ("rows", "columns"))
            if down * across > 1:
                merged.append(((number, column), (number + down - 1, column + across - 1)))
            column += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        number += int(row.get(f"{_TABLE}number-rows-repeated", 1))
    return SheetMarks(frozenset(formulas), tuple(merged))


def _column(letters: bytes) -> int:
    return reduce(lambda number, letter: number * 26 + letter - 64, letters, 0) - 1
