"""Sheets of XLSX, XLS and ODS workbooks, read by calamine, which runs nothing that is in them."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain, islice
from typing import TypeAlias
from xml.etree import ElementTree

from cspdesk.errors import UserError
from cspdesk.exchange.cells import LARGEST_FILE, Progress, Row, Table

AT_ONCE = 2_000  # rows of a large sheet seen together
LARGEST_UNPACKED = 5 * LARGEST_FILE  # bytes: beyond it a small file is a trap, not a ledger
ErrorCell: TypeAlias = tuple[int, str, str]  # row, column letters, what the cell shows
ERROR_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*/>|<f.*?</f>)?<v>([^<]*)</v>', re.DOTALL)
CELL_LETTERS = re.compile(rb'<c r="([A-Z]+)')
ROW_NUMBER = re.compile(rb'<row[^>]*? r="(\d+)"')
CHUNK = 1 << 20  # bytes
DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
FILLED_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*[^/]>')
LARGEST_SHEET = 30_000_000  # cells once laid out in rows and columns
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(data: bytes, name: str, progress: Progress | None = None) -> list[Table]:
    """Return every sheet; raises UserError when the workbook is locked, damaged or of another kind."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

    if ENCRYPTED in data:
        raise _locked(name)
    errors = _check_package(data, name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables: list[Table] = []
        for index, sheet_name in enumerate(workbook.sheet_names):
            if progress:
                progress(index, len(workbook.sheet_names))
            sheet = workbook.get_sheet_by_index(index)
            rows: list[Row] = [_without_truth(row) for row in sheet.to_python(skip_empty_area=False)]
            _name_errors(rows, errors.get(sheet_name, ()))
            tables.append(Table(sheet_name, rows, {}, "read as a workbook"))
    except PasswordError:
        raise _locked(name) from None
    except (CalamineError, XmlError, ZipError) as error:
        raise _unreadable(name, error) from None
    return tables


def workbook_rows(
    data: bytes, name: str, progress: Progress | None = None
) -> Iterator[tuple[str, Iterator[list[Row]]]]:
    """Yield each sheet's name and its rows from the first on, some at a time; raises as `read_workbook`.

    For sheets of a million rows: one is held at once, and of its rows as Python sees them only some. A cell whose
    formula failed is blank.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

    if ENCRYPTED in data:
        raise _locked(name)
    _check_package(data, name, whole=False)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for index, sheet_name in enumerate(workbook.sheet_names):
            if progress:
                progress(index, len(workbook.sheet_names))
            sheet = workbook.get_sheet_by_index(index)
            before = [""] * (sheet.start[1] if sheet.start else 0)
            yield sheet_name, _some_at_a_time([*before, *_without_truth(row)] for row in sheet.iter_rows())
    except PasswordError:
        raise _locked(name) from None
    except (CalamineError, XmlError, ZipError) as error:
        raise _unreadable(name, error) from None


def _some_at_a_time(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some


def _unreadable(name: str, error: Exception) -> UserError:
    return UserError(
        f"{name} cannot be opened as a workbook ({error}): it is damaged, was cut short or is of another kind. "
        "Ask for it again as XLSX or CSV."
    )


def _locked(name: str) -> UserError:
    return UserError(f"{name} is locked with a password. Open it, save it without the password, and import that copy.")


def _check_package(data: bytes, name: str, *, whole: bool = True) -> Mapping[str, Sequence[ErrorCell]]:
    """Refuse a package that is cut short, holds no workbook, or would fill the memory once unpacked.

    Returns the cells of each sheet whose formula failed, which calamine leaves blank (XLSX only; none unless whole).
    """
    if not data.startswith(b"PK"):
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
            if unpacked > LARGEST_UNPACKED:
                size = f"{unpacked / 1e6:,.0f} MB"
                raise UserError(f"{name} unpacks to {size}, which is too large to read. Save it as CSV in parts.")
            names = set(package.namelist())
            if "content.xml" not in names and not any(entry.startswith("xl/") for entry in names):
                raise UserError(f"{name} is not a workbook but another package. Ask for it as CSV or XLSX.")
            if not whole and _is_modest(package):
                return {}
            return _failed_formulas(package, name) if "xl/workbook.xml" in names else {}
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ElementTree.ParseError):
        raise UserError(f"{name} is damaged or was cut short, so it cannot be read. Ask for it again.") from None


def _is_modest(package: zipfile.ZipFile) -> bool:
    """Return whether no sheet can be larger than can be laid out; a sheet of any size is looked through in parts."""
    for part in package.namelist():
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            letters: set[bytes] = set()
            rows = 0
            with package.open(part) as stream:
                head = stream.read(5000)
                if told := DIMENSION.search(head):
                    letters, rows = {told[1]}, int(told[2])
                else:
                    for chunk in chain((head,), iter(lambda: stream.read(CHUNK), b"")):
                        letters |= set(CELL_LETTERS.findall(chunk))
                        rows = max([rows, *map(int, ROW_NUMBER.findall(chunk))])
            if rows * max((_number(each.decode()) for each in letters), default=0) > LARGEST_SHEET:
                return False
    return True


def _failed_formulas(package: zipfile.ZipFile, name: str) -> dict[str, list[ErrorCell]]:
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    sheets = ElementTree.fromstring(package.read("xl/workbook.xml")).iter(f"{{{MAIN}}}sheet")
    found: dict[str, list[ErrorCell]] = {}
    for sheet in sheets:
        target = targets.get(sheet.get(f"{{{RELATION}}}id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in package.namelist():
            text = package.read(part)
            _refuse_vast(text, sheet.get("name", ""), name)
            cells = ERROR_CELL.findall(text) if b't="e"' in text else []
            found[sheet.get("name", "")] = [
                (int(row), letters.decode(), shown.decode()) for letters, row, shown in cells
            ]
    return found


def _refuse_vast(text: bytes, sheet: str, name: str) -> None:
    """One cell at the far corner makes the sheet billions of cells once laid out, which would end the program."""
    told = DIMENSION.search(text, 0, 5000)
    if told and _number(told[1].decode()) * int(told[2]) <= LARGEST_SHEET:
        return
    cells = [(letters, int(row)) for letters, row in FILLED_CELL.findall(text)]
    width = max((_number(letters.decode()) for letters in {letters for letters, _ in cells}), default=0)
    if width * max((row for _, row in cells), default=0) > LARGEST_SHEET:
        raise UserError(
            f"Sheet “{sheet}” of {name} has a cell far away from the others. Delete it, or save the sheet as CSV."
        )


def _number(letters: str) -> int:
    return reduce(lambda number, letter: number * 26 + ord(letter) - 64, letters, 0)


def _name_errors(rows: list[Row], errors: Sequence[ErrorCell]) -> None:
    """Put the name of each failed formula where it failed, so that the row can be rejected for it."""
    for row, letters, shown in errors:
        column = _number(letters) - 1
        if row <= len(rows) and column < len(rows[row - 1]) and rows[row - 1][column] == "":
            rows[row - 1] = [shown if index == column else cell for index, cell in enumerate(rows[row - 1])]


def _without_truth(row: Row) -> Row:
    """Write TRUE and FALSE as words: as values Python would take them for 1 and 0."""
    return [str(cell).upper() if cell is True or cell is False else cell for cell in row]
