"""CSV in any dress: the encoding, the delimiter and the quoting are found from the text itself."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from cspdesk.errors import UserError
from cspdesk.exchange.cells import Progress, Row, Table
from cspdesk.exchange.text_rows import text_rows

DELIMITERS = ",;\t|"
DELIMITER_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
CHUNK = 10_000  # rows between two calls of progress
SAMPLE = 60_000  # characters that decide on the delimiter


def read_csv(data: bytes, name: str, progress: Progress | None = None) -> Table:
    """Return the rows of a CSV; raises UserError when it is not text or breaks off inside quotation marks."""
    text, encoding = decode(data)
    if "\0" in text:
        raise UserError(f"{name} holds NUL characters: it is damaged or not a table. Ask for it as CSV or XLSX.")
    delimiter, text = find_delimiter(text)
    how = f"read as {encoding} text with {DELIMITER_NAMES[delimiter]} between the columns"
    if lines := text_rows(text, delimiter):
        return Table("", lines, _cut_short(text, lines), how)
    total = text.count("\n") + 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    try:
        while chunk := list(islice(reader, CHUNK)):
            rows += chunk
            if progress:
                progress(min(len(rows), total), total)
    except csv.Error as error:
        raise UserError(
            f"{name} cannot be read as a table from row {len(rows) + 1} on ({error}). "
            "A quotation mark may be missing there."
        ) from None
    _refuse_open_quotation(text, delimiter, rows, name)
    broken = _run_together(rows, delimiter) if reader.line_num > len(rows) else {}
    broken |= _cut_short(text, rows)
    return Table("", rows, broken, how)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding; every byte becomes some character."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    head = data[:4000]
    if len(head) > 3 and head[1::2].count(0) * 3 > len(head):
        return _decoded(data, "utf-16-le")
    if len(head) > 3 and head[::2].count(0) * 3 > len(head):
        return _decoded(data, "utf-16-be")
    return _decoded(data, "utf-8")


def _decoded(data: bytes, encoding: str) -> tuple[str, str]:
    if encoding != "utf-8":
        return data.decode(encoding, errors="replace"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("utf-8", errors="cspdesk-windows-1252"), "Windows-1252"


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are not UTF-8 as Windows-1252, so that files which mix the two come out right as well."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error("cspdesk-windows-1252", _windows_1252)


def find_delimiter(text: str) -> tuple[str, str]:
    """Return the delimiter and the text without a spreadsheet's own `sep=` line."""
    first, _, rest = text.partition("\n")
    declared = first.strip().strip('"').lower()
    if declared.startswith("sep=") and len(declared) == 5 and declared[4] in DELIMITERS:
        return declared[4], rest
    if first.lower().startswith("sep=\t"):
        return "\t", rest
    sample = text[:SAMPLE]
    if len(text) > SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter)), text


def _evenness(sample: str, delimiter: str) -> tuple[float, float]:
    """Return how much a delimiter makes of the sample, to be compared.

    That is columns, times the share of rows that have just that many; where two make as much, the share of rows that
    are divided at all.
    """
    try:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row)
    except csv.Error:
        return 0.0, 0.0
    if not widths:
        return 0.0, 0.0
    most = max((width - 1) * count for width, count in widths.items()) / widths.total()
    return most, 1 - widths[1] / widths.total()


def _refuse_open_quotation(text: str, delimiter: str, rows: Sequence[Row], name: str) -> None:
    """A quotation mark that is never closed swallows every row after it; say so instead of losing them."""
    if text.count('"') % 2 == 0 or not rows:
        return
    lines = io.StringIO(text, newline="").readlines()
    span = sum(cell.count("\n") for cell in rows[-1] if isinstance(cell, str))
    for tail in {max(span, 1), span + 1}:
        try:
            list(csv.reader(lines[-tail:], delimiter=delimiter, strict=True))
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                raise UserError(
                    f"{name} breaks off inside quotation marks that open in row {len(rows)}: it was cut short, or a "
                    "quotation mark is missing. Ask for the file again or correct that row."
                ) from None


def _run_together(rows: Sequence[Row], delimiter: str) -> dict[int, str]:
    """Find rows in which a missing quotation mark has made one cell of several rows."""
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    needed = max(width - 1, 2)
    reason = "a quotation mark is missing: one cell runs over into the next row"
    return {
        index: reason
        for index, row in enumerate(rows)
        for cell in row
        if isinstance(cell, str) and "\n" in cell and cell.count(delimiter) >= needed
    }


def _cut_short(text: str, rows: Sequence[Row]) -> dict[int, str]:
    """Find a last row that ends sooner than every other and without an end of line."""
    if len(rows) < 3 or text.endswith(("\n", "\r")):
        return {}
    if len(rows[-1]) >= min(len(row) for row in rows[-20:-1]) or len(rows[-1]) < 2:
        return {}
    return {len(rows) - 1: "the row breaks off: the file may have been cut short"}
