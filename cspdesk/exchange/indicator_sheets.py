"""Published tables of any size, block by block: a million rows pass through and only the chosen ones are kept."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, compress
from pathlib import Path

from cspdesk.errors import UserError
from cspdesk.exchange.amounts import Cell
from cspdesk.exchange.cells import Progress, Row, cell_text
from cspdesk.exchange.csv_text import find_delimiter
from cspdesk.exchange.figure_sheet import FigureSheet, Tally
from cspdesk.exchange.headings import LOOKED_AT, find_heading
from cspdesk.exchange.indicator_block import Block, breaks_off, encoding_of, whole_records
from cspdesk.exchange.indicator_choice import OTHER_AREA, Chooser
from cspdesk.exchange.indicator_columns import (
    TITLES,
    belongs_elsewhere,
    find_fields,
    is_name_of,
    kinds_of,
    missing_of,
)
from cspdesk.exchange.tables import WORKBOOK, file_bytes, refuse_other_kinds
from cspdesk.exchange.text_rows import TextRows, columns_of, shortest, some_of

BLOCK = 1 << 16  # characters read together: some 300 to 900 rows
CUT_SHORT = "the row breaks off: the file may have been cut short"
SAMPLE = 8_000  # characters that decide on the delimiter
LONGEST_NAME = 40  # letters of a column's name in a sentence
HEAD = 1 << 16  # bytes that decide on the encoding


def open_sheets(path: Path, kind: str, tally: Tally, progress: Progress | None = None) -> Iterator[FigureSheet]:
    """Yield the sheets of a file that are of a kind; those that are not are named in the tally's notes.

    Raises UserError when the file cannot be read or no sheet in it is of the kind.
    """
    found, others = False, []
    for name, head, blocks in _sheets(path, progress):
        names, first = _heading(head, kind)
        columns = find_fields(kind, names)
        missing = missing_of(kind, columns)
        if missing or belongs_elsewhere(kind, names):
            others.append((name, names if any(names) else _likeliest(head), missing))
            continue
        found = True
        yield FigureSheet(path.name, name, columns, len(names), _below(blocks, first))
    if not found:
        raise _of_another_kind(path.name, kind, others)
    tally.notes += [
        f"{path.name}: sheet “{name}” holds no figures of this kind and was left out" for name, *_ in others
    ]


def kind_of_file(path: Path, progress: Progress | None = None) -> str | None:
    """Return the kind of published figures a file's first telling sheet is of; None when it is none that is known.

    Raises UserError when the file cannot be read.
    """
    for _, head, _ in _sheets(path, progress):
        for kind in TITLES:
            names, _ = _heading(head, kind)
            if not missing_of(kind, find_fields(kind, names)) and not belongs_elsewhere(kind, names):
                return kind
    return None


def _likeliest(head: Sequence[Row]) -> list[str]:
    """Return the headings of another kind of table, else the cells of the first fullest row, to say what one holds."""
    rows = [[" ".join(cell_text(cell).split()) for cell in row] for row in head]
    return next((row for row in rows if kinds_of(row)), max(rows, key=lambda row: sum(map(bool, row))))


def _heading(head: Sequence[Row], kind: str) -> tuple[Sequence[str], int]:
    """Return the names of the columns and how many rows stand above the figures."""
    names = [" ".join(cell_text(cell).split()) for cell in head[0]]
    if not missing_of(kind, find_fields(kind, names)):
        return names, 1
    heading = find_heading(head, known=lambda header: is_name_of(kind, header))
    return heading.names, heading.first_row


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of one block that a chooser takes: their numbers, the areas each counts for, and their cells.

    columns: the cells of some fields, from top to bottom, where they were asked for.
    """

    numbers: Sequence[int]
    areas: Sequence[tuple[str, ...]]
    rows: Sequence[Row]
    columns: Mapping[str, Sequence[Cell]]


def chosen_rows(
    sheet: FigureSheet, keys: Sequence[str], chooser: Chooser, tally: Tally, needles: Sequence[str] = ()
) -> Iterator[tuple[int, tuple[str, ...], Row]]:
    """Yield the number, the areas and the cells of each row that a chooser takes; see `chosen_blocks`."""
    for chosen in chosen_blocks(sheet, keys, chooser, tally, needles):
        yield from zip(chosen.numbers, chosen.areas, chosen.rows, strict=True)


def chosen_blocks(
    sheet: FigureSheet,
    keys: Sequence[str],
    chooser: Chooser,
    tally: Tally,
    needles: Sequence[str] = (),
    fields: Sequence[str] = (),
) -> Iterator[Chosen]:
    """Yield the rows that a chooser takes, block by block, and count all others by reason.

    keys are the fields the chooser decides by; with one the key is its cell, with more it is their tuple. needles, in
    small letters, are such that every row to be taken holds one: all other rows are only counted, as of another area.
    fields: those whose columns are wanted.
    """
    where = sheet.columns.at
    needed, deciding_cell = max(where.values()), max(where[key] for key in keys)
    for block in sheet.blocks:
        numbers, rows, others = block.among(needles, sheet.width)
        tally.rows += others
        tally.left_out[OTHER_AREA] += others
        divided = columns_of(rows, {where[name] for name in (*keys, *fields)})
        deciding = [divided[where[key]] for key in keys]
        found = list(map(chooser.__getitem__, deciding[0] if len(keys) == 1 else zip(*deciding, strict=True)))
        seen = Counter(found)
        blank = _blank_rows(rows, found, chooser.blanks & seen.keys())
        tally.rows += len(rows) - len(blank)
        lacking = _lacking(rows, deciding_cell, blank)
        lacking += [len(rows) - 1] if block.cut and len(rows) - 1 not in (*lacking, *blank) else []
        for index in (*blank, *lacking):
            seen[found[index]] -= 1
        takes = [bool(verdict.areas) for verdict in chooser.verdicts]
        for verdict, count in seen.items():
            if not takes[verdict]:
                tally.left_out[chooser.verdicts[verdict].reason] += count
        taken: Sequence[int] = range(len(rows))
        if not all(takes[verdict] for verdict in seen):
            taken = list(compress(taken, map(takes.__getitem__, found)))
        if lacking or shortest(rows) <= needed:
            short = {index for index in taken if len(rows[index]) <= needed}
            cut = len(rows) - 1 if block.cut else None
            for index in sorted({*short, *lacking} - {*blank}):
                said = f"the row has {len(rows[index])} cells where its header has {sheet.width}"
                reason = CUT_SHORT if index == cut else said
                tally.reject_row(sheet, numbers[index], rows[index], "", reason, summed=True)
            taken = [index for index in taken if index not in short and index not in lacking]
        areas = [verdict.areas for verdict in chooser.verdicts]
        yield Chosen(
            some_of(numbers, taken),
            list(map(areas.__getitem__, some_of(found, taken))),
            rows.picked(taken) if isinstance(rows, TextRows) else some_of(rows, taken),
            {name: some_of(divided[where[name]], taken) for name in fields},
        )


def _lacking(rows: Sequence[Row], deciding: int, blank: Sequence[int]) -> list[int]:
    """Return the rows that end before what decides whether they are wanted: they are of no area that could be told."""
    if shortest(rows) > deciding:
        return []
    left_out = set(blank)
    return [index for index, row in enumerate(rows) if len(row) <= deciding and index not in left_out]


def text_at(row: Row, sheet: FigureSheet, name: str) -> str:
    """Return the text of a field in a row, with single spaces; empty where the table has no such column."""
    index = sheet.columns.at.get(name)
    return "" if index is None or index >= len(row) else " ".join(cell_text(row[index]).split())


def _blank_rows(rows: Sequence[Row], found: Sequence[int], blanks: Set[int]) -> list[int]:
    """Return the rows in which nothing stands; they are looked for among those whose deciding cell is blank."""
    if not blanks:
        return []
    return [i for i, number in enumerate(found) if number in blanks and not any(cell_text(c).strip() for c in rows[i])]


def _below(blocks: Iterator[Block], skipped: int) -> Iterator[Block]:
    for block in blocks:
        left = max(skipped - (block.first - 1), 0)
        if left < len(block):
            yield block.below(left) if left else block


def _sheets(path: Path, progress: Progress | None) -> Iterator[tuple[str, Sequence[Row], Iterator[Block]]]:
    """Yield each sheet's name, its first rows, and all its rows."""
    head = _head(path)
    if not head.startswith(WORKBOOK):
        refuse_other_kinds(head, path.name)
        blocks = _csv_blocks(path, head, progress)
        first = next(blocks, None)
        if first is None:
            raise UserError(f"{path.name} is empty. Choose the file that holds the figures.")
        yield "", first.rows[:LOOKED_AT], chain((first,), blocks)
        return
    from cspdesk.exchange.workbooks import workbook_rows

    for name, parts in workbook_rows(file_bytes(path), path.name, progress):
        if top := next(parts, None):
            yield name, top[:LOOKED_AT], _book_blocks(path.name, chain((top,), parts))


def _book_blocks(name: str, parts: Iterator[list[Row]]) -> Iterator[Block]:
    first = 1
    for rows in parts:
        yield Block(first, name, rows=rows)
        first += len(rows)


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


def _csv_blocks(path: Path, head: bytes, progress: Progress | None) -> Iterator[Block]:
    encoding = encoding_of(head)
    errors = "cspdesk-windows-1252" if encoding.startswith("utf-8") else "replace"
    delimiter, row, done, total = "", 1, 0, path.stat().st_size
    before: Block | None = None
    with path.open(encoding=encoding, errors=errors) as file:
        for text in whole_records(iter(lambda: file.read(BLOCK), "")):
            if "\0" in text:
                raise UserError(f"{path.name} holds NUL characters: it is damaged or no table. Ask for it as CSV.")
            done += len(text)
            if progress:
                progress(min(done, total), total)
            if not delimiter:
                sample = text[:SAMPLE]
                delimiter, rest = find_delimiter(sample)
                text = text[len(sample) - len(rest) :]
            block = Block(row, path.name, text, delimiter)
            row += len(block)
            block.cut = breaks_off(block, before)
            before = block
            yield block


def _of_another_kind(name: str, kind: str, others: Sequence[tuple[str, Sequence[str], Sequence[str]]]) -> UserError:
    for _, names, _ in others:
        if kinds := kinds_of(names):
            return UserError(f"{name} is no {TITLES[kind]} but a {TITLES[kinds[0]]}: import it as {kinds[0]}.")
    if not others:
        return UserError(f"{name} has no rows in it. Choose the file that holds the figures.")
    sheet, names, missing = min(others, key=lambda other: len(other[2]))
    where = f" (sheet “{sheet}”)" if sheet else ""
    told = (name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…" for name in names[:12] if name)
    there = ", ".join(told) or "none that can be told"
    lacks = " and ".join((", ".join(missing[:-1]), missing[-1]) if len(missing) > 1 else missing)
    return UserError(f"{name} is no {TITLES[kind]}{where}: it has no column {lacks}. Its columns are {there}.")
