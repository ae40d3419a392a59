"""Tables from files: any CSV or workbook as rows of cells, or a sentence saying why not."""

import os
from pathlib import Path

from cspdesk.errors import UserError
from cspdesk.exchange.cells import LARGEST_FILE, Progress, Table
from cspdesk.exchange.csv_text import read_csv

NOT_TABLES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
WEB_PAGE = (b"<!doctype html", b"<html", b"<table", b"<?xml")
WORKBOOK = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def read_tables(path: str | Path, *, progress: Progress | None = None) -> list[Table]:
    """Return every sheet of a file that has any cell (a CSV has one); raises UserError saying what is wrong."""
    source = Path(path)
    data = file_bytes(source)
    if data.startswith(WORKBOOK):
        from cspdesk.exchange.workbooks import read_workbook

        tables = read_workbook(data, source.name, progress)
    else:
        refuse_other_kinds(data, source.name)
        tables = [read_csv(data, source.name, progress)]
    filled = [table for table in tables if any(cell != "" for row in table.rows for cell in row)]
    if not filled:
        raise UserError(f"{source.name} has no rows in it. Choose the file that holds the rows to take in.")
    return filled


def file_bytes(source: Path) -> bytes:
    """Return what is in a file; raises UserError saying why that cannot be had or is no table."""
    try:
        if source.is_dir():
            raise UserError(f"{source} is a folder. Choose the file in it.")
        size = os.stat(source).st_size
        if size > LARGEST_FILE:
            raise UserError(
                f"{source.name} is {size / 1e6:,.0f} MB; a table of up to {LARGEST_FILE // 1_000_000} MB can be read. "
                "Divide it into smaller files, or save only the rows that are needed."
            )
        data = source.read_bytes()
    except FileNotFoundError:
        raise UserError(f"There is no file {source}. Check its name and where it is kept.") from None
    except PermissionError:
        raise UserError(f"{source.name} may not be read. Close it in other programs or ask for access to it.") from None
    except OSError as error:
        raise UserError(f"{source.name} could not be read ({error.strerror}). Copy it here and try again.") from error
    if not data[:1000].strip(b"\0 \t\r\n") and not data.strip(b"\0 \t\r\n"):
        raise UserError(f"{source.name} is empty. Choose the file that holds the rows to take in.")
    return data


def refuse_other_kinds(data: bytes, name: str) -> None:
    """Raise UserError where a file's first bytes are those of something that is no table."""
    for start, kind in NOT_TABLES:
        if data.startswith(start):
            raise UserError(f"{name} is {kind}, not a table. Ask for it as CSV, XLSX, XLS or ODS.")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower().startswith(WEB_PAGE):
        raise UserError(
            f"{name} is a web page or XML, whatever its name says. Open it in a spreadsheet and save it as CSV."
        )
