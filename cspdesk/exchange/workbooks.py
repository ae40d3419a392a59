"""Sheets of XLSX, XLS and ODS workbooks, read by calamine, which runs nothing that is in them."""

import io
import zipfile

from cspdesk.errors import UserError
from cspdesk.exchange.tables import LARGEST_FILE, Progress, Row, Table

LARGEST_UNPACKED = 5 * LARGEST_FILE  # bytes: beyond it a small file is a trap, not a ledger
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(data: bytes, name: str, progress: Progress | None = None) -> list[Table]:
    """Return every sheet; raises UserError when the workbook is locked, damaged or of another kind."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, XmlError, ZipError

    if ENCRYPTED in data:
        raise _locked(name)
    _check_package(data, name)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables: list[Table] = []
        for index, sheet_name in enumerate(workbook.sheet_names):
            if progress:
                progress(index, len(workbook.sheet_names))
            sheet = workbook.get_sheet_by_index(index)
            rows: list[Row] = [_without_truth(row) for row in sheet.to_python(skip_empty_area=False)]
            tables.append(Table(sheet_name, rows, {}, "read as a workbook"))
    except PasswordError:
        raise _locked(name) from None
    except (CalamineError, XmlError, ZipError) as error:
        raise UserError(
            f"{name} cannot be opened as a workbook ({error}): it is damaged, was cut short or is of another kind. "
            "Ask for it again as XLSX or CSV."
        ) from None
    return tables


def _locked(name: str) -> UserError:
    return UserError(f"{name} is locked with a password. Open it, save it without the password, and import that copy.")


def _check_package(data: bytes, name: str) -> None:
    """Refuse a package that is cut short, holds no workbook, or would fill the memory once unpacked."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
            names = set(package.namelist())
    except zipfile.BadZipFile:
        raise UserError(
            f"{name} is damaged or was cut short, so nothing in it can be read. Ask for it again."
        ) from None
    if unpacked > LARGEST_UNPACKED:
        raise UserError(
            f"{name} unpacks to {unpacked / 1e6:,.0f} MB, which is too large to read. Save it as CSV in parts."
        )
    if "content.xml" not in names and not any(entry.startswith("xl/") for entry in names):
        raise UserError(f"{name} is not a workbook but another kind of package. Ask for the ledger as CSV or XLSX.")


def _without_truth(row: Row) -> Row:
    """Write TRUE and FALSE as words: as values Python would take them for 1 and 0."""
    return [str(cell).upper() if cell is True or cell is False else cell for cell in row]
