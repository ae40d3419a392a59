"""What a workbook's sheets hold beside values: which cells are formulas, and which are merged (XLSX only)."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from xml.etree import ElementTree

from cspdesk.exchange.workbooks import MAIN, RELATION

_FORMULA = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f[\s>/]')
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')

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
    """Return the marks of each sheet by its name; nothing for a file that is no XLSX package."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if "xl/workbook.xml" not in package.namelist():
            return {}
        relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        targets = {each.get("Id"): each.get("Target", "") for each in relations}
        sheets = ElementTree.fromstring(package.read("xl/workbook.xml")).iter(f"{{{MAIN}}}sheet")
        parts = {s.get("name", ""): targets.get(s.get(f"{{{RELATION}}}id"), "") for s in sheets}
        names = set(package.namelist())
        found = {name: target.lstrip("/") if target[:1] == "/" else f"xl/{target}" for name, target in parts.items()}
        return {name: _marks(package.read(part)) for name, part in found.items() if part in names}


def _marks(text: bytes) -> SheetMarks:
    return SheetMarks(
        frozenset((int(row), _column(letters)) for letters, row in _FORMULA.findall(text)),
        tuple(((int(r1), _column(c1)), (int(r2), _column(c2))) for c1, r1, c2, r2 in _MERGED.findall(text)),
    )


def _column(letters: bytes) -> int:
    return reduce(lambda number, letter: number * 26 + letter - 64, letters, 0) - 1
