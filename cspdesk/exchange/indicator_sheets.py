"""Published tables of any size, block by block: a million rows pass through and only the chosen ones are kept."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from pathlib import Path

from cspdesk.domain.figures import FigureProblem, Place
from cspdesk.errors import UserError
from cspdesk.exchange.cells import Progress, Row, cell_text
from cspdesk.exchange.csv_text import find_delimiter
from cspdesk.exchange.headings import LOOKED_AT, find_heading
from cspdesk.exchange.indicator_columns import (
    TITLES,
    FigureColumns,
    belongs_elsewhere,
    find_fields,
    is_name_of,
    kinds_of,
    missing_of,
)
from cspdesk.exchange.tables import WORKBOOK, file_bytes, refuse_other_kinds
from cspdesk.exchange.text_rows import columns_of, text_rows

BLOCK = 1 << 17  # characters read together: some 1,000 rows
LONGEST_RECORD = 1 << 22  # characters: no row is longer, so a quotation that is still open then is a fault
HEAD = 1 << 16  # bytes that decide on the encoding


@dataclass(slots=True)
class FigureSheet:
    """One sheet, or one CSV: its columns and its rows, to be gone through once.

    blocks yields some rows at a time with the number of the first of them, counted from the top of the sheet.
    """

    file: str
    name: str
    columns: FigureColumns
    width: int
    blocks: Iterator[tuple[int, Sequence[Row]]]

    def place(self, row: int, field_name: str = "") -> Place:
        """Return a place in this sheet."""
        return Place(self.file, self.name, row, self.columns.header(field_name) if field_name else "")


@dataclass(slots=True)
class Tally:
    """What became of the rows of all files so far."""

    rows: int = 0
    taken: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[FigureProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def reject(self, place: Place, reason: str) -> None:
        """Say that a row was not taken because something is wrong with it."""
        self.problems.append(FigureProblem(place, reason))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader decides of all rows with one key: the areas they count for, or why they are left out."""

    areas: tuple[str, ...]
    reason: str = ""


class Chooser(dict[Hashable, int]):
    """Remembers what is decided of each key, so that a million rows ask a few hundred times; values number verdicts."""

    def __init__(self, decide: Callable[[Hashable], Verdict]) -> None:
        super().__init__()
        self.verdicts: list[Verdict] = []
        self._decide = decide

    def __missing__(self, key: Hashable) -> int:
        self.verdicts.append(self._decide(key))
        self[key] = len(self.verdicts) - 1
        return self[key]


def open_sheets(path: Path, kind: str, tally: Tally, progress: Progress | None = None) -> Iterator[FigureSheet]:
    """Yield the sheets of a file that are of a kind; those that are not are named in the tally's notes.

    Raises UserError when the file cannot be read or no sheet in it is of the kind.
    """
    found, others = False, []
    for name, head, blocks in _sheets(path, progress):
        heading = find_heading(head, known=lambda header: is_name_of(kind, header))
        columns = find_fields(kind, heading.names)
        missing = missing_of(kind, columns)
        if missing or belongs_elsewhere(kind, heading.names):
            others.append((name, heading.names, missing))
            continue
        found = True
        yield FigureSheet(path.name, name, columns, len(heading.names), _below(blocks, heading.first_row))
    if not found:
        raise _of_another_kind(path.name, kind, others)
    tally.notes += [
        f"{path.name}: sheet “{name}” holds no figures of this kind and was left out" for name, *_ in others
    ]


def chosen_rows(
    sheet: FigureSheet, keys: Sequence[str], chooser: Chooser, tally: Tally
) -> Iterator[tuple[int, tuple[str, ...], Row]]:
    """Yield the number, the areas and the cells of each row that a chooser takes, and count all others by reason.

    keys are the fields the chooser decides by; with one the key is its cell, with more it is their tuple.
    """
    at = [sheet.columns.at[key] for key in keys]
    for first, rows in sheet.blocks:
        cells = columns_of(rows, at)
        found = list(
            map(chooser.__getitem__, cells[at[0]] if len(at) == 1 else zip(*(cells[i] for i in at), strict=True))
        )
        blank = _blank_rows(rows, cells[at[0]])
        tally.rows += len(rows) - len(blank)
        takes = [bool(verdict.areas) for verdict in chooser.verdicts]
        for number, count in Counter(found).items():
            if not takes[number]:
                tally.left_out[chooser.verdicts[number].reason] += count
        for index in blank:
            if not takes[found[index]]:
                tally.left_out[chooser.verdicts[found[index]].reason] -= 1
        skip = set(blank)
        for index in compress(range(len(rows)), map(takes.__getitem__, found)):
            row = rows[index]
            if index in skip:
                continue
            if len(row) < sheet.width and max(sheet.columns.at.values()) >= len(row):
                tally.reject(
                    sheet.place(first + index), f"the row has {len(row)} cells where its header has {sheet.width}"
                )
                continue
            yield first + index, chooser.verdicts[found[index]].areas, row


def text_at(row: Row, sheet: FigureSheet, name: str) -> str:
    """Return the text of a field in a row, with single spaces; empty where the table has no such column."""
    index = sheet.columns.at.get(name)
    return "" if index is None or index >= len(row) else " ".join(cell_text(row[index]).split())


def _blank_rows(rows: Sequence[Row], keys: Sequence[object]) -> list[int]:
    if "" not in keys:
        return []
    return [i for i, key in enumerate(keys) if key == "" and not any(cell_text(c).strip() for c in rows[i])]


def _below(blocks: Iterator[tuple[int, Sequence[Row]]], skipped: int) -> Iterator[tuple[int, Sequence[Row]]]:
    for first, rows in blocks:
        left = max(skipped - (first - 1), 0)
        if left < len(rows):
            yield first + left, rows[left:] if left else rows


def _sheets(
    path: Path, progress: Progress | None
) -> Iterator[tuple[str, Sequence[Row], Iterator[tuple[int, Sequence[Row]]]]]:
    """Yield each sheet's name, its first rows, and all its rows."""
    head = _head(path)
    if not head.startswith(WORKBOOK):
        refuse_other_kinds(head, path.name)
        blocks = _csv_blocks(path, head)
        first = next(blocks, None)
        if first is None:
            raise UserError(f"{path.name} is empty. Choose the file that holds the figures.")
        yield "", first[1][:LOOKED_AT], _again(first, blocks)
        return
    from cspdesk.exchange.workbooks import workbook_sheets

    for table in workbook_sheets(file_bytes(path), path.name, progress):
        if table.rows:
            yield table.name, table.rows[:LOOKED_AT], iter([(1, table.rows)])


def _again(
    first: tuple[int, Sequence[Row]], rest: Iterator[tuple[int, Sequence[Row]]]
) -> Iterator[tuple[int, Sequence[Row]]]:
    yield first
    yield from rest


def _head(path: Path) -> bytes:
    """Return the first bytes; faults of reading are said as `tables.file_bytes` says them."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        head = file_bytes(path)[:HEAD]
    if not head.strip(b"\0 \t\r\n"):
        raise UserError(f"{path.name} is empty. Choose the file that holds the figures.")
    return head


def _encoding(head: bytes) -> str:
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for encoding, zeros in (("utf-16-le", head[1:4000:2]), ("utf-16-be", head[:4000:2])):
        if len(zeros) > 2 and zeros.count(0) * 3 > 2 * len(zeros):
            return encoding
    return "utf-8"


def _csv_blocks(path: Path, head: bytes) -> Iterator[tuple[int, Sequence[Row]]]:
    encoding = _encoding(head)
    errors = "cspdesk-windows-1252" if encoding.startswith("utf-8") else "replace"
    delimiter, row = "", 1
    with path.open(encoding=encoding, errors=errors) as file:
        for text in _whole_records(iter(lambda: file.read(BLOCK), "")):
            if "\0" in text:
                raise UserError(f"{path.name} holds NUL characters: it is damaged or no table. Ask for it as CSV.")
            if not delimiter:
                delimiter, text = find_delimiter(text)
            rows = _rows(text, delimiter, path.name, row)
            yield row, rows
            row += len(rows)


def _whole_records(parts: Iterator[str]) -> Iterator[str]:
    """Yield text that ends where a row ends, also when a quotation holds line ends."""
    left = ""
    for part in parts:
        left += part
        cut = left.rfind("\n") + 1
        if len(left) < LONGEST_RECORD and (not cut or left.count('"', 0, cut) % 2):
            continue
        yield left[: cut or len(left)]
        left = left[cut or len(left) :]
    if left:
        yield left


def _rows(text: str, delimiter: str, name: str, first: int) -> Sequence[Row]:
    lines = text_rows(text, delimiter)
    if lines is not None:
        return lines
    rows: list[Row] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UserError(
            f"{name} cannot be read as a table from row {first + len(rows):,} on ({error}). A quotation mark may be "
            "missing there."
        ) from None
    return rows


def _of_another_kind(name: str, kind: str, others: Sequence[tuple[str, Sequence[str], Sequence[str]]]) -> UserError:
    for _, names, _ in others:
        if kinds := kinds_of(names):
            return UserError(f"{name} is no {TITLES[kind]} but a {TITLES[kinds[0]]}: import it as {kinds[0]}.")
    if not others:
        return UserError(f"{name} has no rows in it. Choose the file that holds the figures.")
    sheet, names, missing = min(others, key=lambda other: len(other[2]))
    where = f" (sheet “{sheet}”)" if sheet else ""
    there = ", ".join(filter(None, names[:12])) or "none that can be told"
    lacks = " and ".join((", ".join(missing[:-1]), missing[-1]) if len(missing) > 1 else missing)
    return UserError(f"{name} is no {TITLES[kind]}{where}: it has no column {lacks}. Its columns are {there}.")
