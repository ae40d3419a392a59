"""Sheets of XLSX, XLS and ODS workbooks, read by calamine, which runs nothing that is in them."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from itertools import chain, groupby, islice, repeat
from typing import TYPE_CHECKING, TypeAlias
from xml.etree import ElementTree

from cspdesk.errors import UserError
from cspdesk.exchange.cells import LARGEST_FILE, Progress, Row, Table
from cspdesk.exchange.sheet_parts import Part, has_large_sheet, parts, sheet_files

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

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
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(data: bytes, name: str, progress: Progress | None = None) -> list[Table]:
    """Return every sheet; raises UserError when the workbook is locked, damaged or of another kind."""
    from python_calamine import CalamineWorkbook

    if ENCRYPTED in data:
        raise _locked(name)
    errors = _check_package(data, name)
    with _faults_said(name):
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables: list[Table] = []
        for index, sheet_name in enumerate(workbook.sheet_names):
            if progress:
                progress(index, len(workbook.sheet_names))
            sheet = workbook.get_sheet_by_index(index)
            rows: list[Row] = [_without_truth(row) for row in sheet.to_python(skip_empty_area=False)]
            _name_errors(rows, errors.get(sheet_name, ()))
            tables.append(Table(sheet_name, rows, {}, "read as a workbook"))
    return tables


def workbook_rows(
    data: bytes, name: str, progress: Progress | None = None
) -> Iterator[tuple[str, Iterator[list[Row]]]]:
    """Yield each sheet's name and its rows from the first on, some at a time; raises as `read_workbook`.

    For sheets of a million rows: of a large sheet only a part is held at once. A cell whose formula failed is blank.
    """
    from python_calamine import CalamineWorkbook

    if ENCRYPTED in data:
        raise _locked(name)
    _check_package(data, name, whole=False)
    with _faults_said(name):
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                if has_large_sheet(package):
                    yield from _rows_of_parts(package, name, progress)
                    return
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for index, sheet_name in enumerate(workbook.sheet_names):
            if progress:
                progress(index, len(workbook.sheet_names))
            yield sheet_name, _some_at_a_time(_rows_below(workbook.get_sheet_by_index(index)))


@contextmanager
def _faults_said(name: str) -> Iterator[None]:
    """Say in words what stands against reading a workbook."""
    from python_calamine import CalamineError, PasswordError, XmlError, ZipError

    try:
        yield
    except PasswordError:
        raise _locked(name) from None
    except (CalamineError, XmlError, ZipError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _unreadable(name, error) from None
    except OverflowError:
        raise UserError(
            f"{name} has a cell that is laid out as a date or a time and holds a number far beyond any. Correct it, or "
            "save the sheet as CSV."
        ) from None


def _rows_of_parts(
    package: zipfile.ZipFile, name: str, progress: Progress | None
) -> Iterator[tuple[str, Iterator[list[Row]]]]:
    """Yield the sheets of a package whose sheets are read part by part."""

    def opened() -> Iterator[tuple[int, int, "CalamineSheet"]]:
        with _faults_said(name):
            for part in parts(package, progress):
                yield part.sheet, part.above, _sheet_of(part)

    for _, cut in groupby(opened(), key=lambda each: each[0]):
        first = next(cut)
        yield first[2].name, _some_at_a_time(_rows_of(chain([first], cut)))  # noqa: B031 -- gone through once


def _sheet_of(part: Part) -> "CalamineSheet":
    """Return the sheet of a part alone: its workbook, with all texts that sheets share, is let go of."""
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(part.package)).get_sheet_by_index(part.index)


def _rows_of(cut: "Iterable[tuple[int, int, CalamineSheet]]") -> Iterator[Row]:
    """Yield the rows of one sheet from its parts, each as wide as those above it: a part ends with its last cell."""
    done = width = 0
    for _, above, sheet in cut:
        width = max(width, sheet.start[1] + sheet.width if sheet.start else 0)
        for row in _rows_below(sheet, above, done):
            done += 1
            yield [*row, *repeat("", width - len(row))]


def _rows_below(sheet: "CalamineSheet", above: int = 0, done: int = 0) -> Iterator[Row]:
    """Yield a sheet's rows, those between the last one done and its first blank; above is added to its row numbers."""
    if sheet.start is None:
        return
    top, left = sheet.start
    yield from repeat([""] * (left + sheet.width), max(above + top - done, 0))
    before = [""] * left
    for row in sheet.to_python():
        yield [*before, *_without_truth(row)]


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
    found: dict[str, list[ErrorCell]] = {}
    for sheet, part in sheet_files(package).items():
        if part:
            text = package.read(part)
            _refuse_vast(text, sheet, name)
            cells = ERROR_CELL.findall(text) if b't="e"' in text else []
            found[sheet] = [(int(row), letters.decode(), shown.decode()) for letters, row, shown in cells]
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
