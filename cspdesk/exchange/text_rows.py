"""The rows of a CSV, kept as text until they are asked for; and columns, from whichever rows there are."""

import csv
from collections.abc import Collection, Iterator, Sequence
from itertools import repeat
from typing import TypeVar, overload

from cspdesk.exchange.amounts import Cell
from cspdesk.exchange.cells import Progress, Row

T = TypeVar("T")

AT_ONCE = 200  # lines divided together: few enough to stay in the processor's cache


class TextRows(Sequence[Row]):
    """Rows that are read out of their line each time they are asked for.

    A ledger has a million cells, of which an import looks at some columns from top to bottom and at a few rows:
    to make them all would take longer than all else that reading does.
    """

    def __init__(self, lines: list[str], delimiter: str, quoted: dict[int, Row], width: int, shortest: int) -> None:
        """Take the lines, the rows of those that had quotation marks, and the cells of the longest and shortest row."""
        self._lines = lines
        self._delimiter = delimiter
        self._quoted = quoted
        self.width = width
        self.shortest = shortest

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, range(len(self._lines)))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, int):
            return self._row(range(len(self._lines))[index])
        places = range(len(self._lines))[index]
        if len(places) < AT_ONCE or places.step != 1:
            return [self._row(place) for place in places]
        moved = {place - places.start: row for place, row in self._quoted.items() if place in places}
        return TextRows(self._lines[index], self._delimiter, moved, self.width, self.shortest)

    def picked(self, places: Sequence[int]) -> "TextRows":
        """Return some of the rows, in the order of their places."""
        if len(places) == len(self):
            return self
        lines = [self._lines[place] for place in places]
        quoted = {n: self._quoted[place] for n, place in enumerate(places) if place in self._quoted}
        return TextRows(lines, self._delimiter, quoted, self.width, self.shortest)

    def columns(self, wanted: Collection[int], progress: Progress | None) -> dict[int, list[Cell]]:
        """Return columns from top to bottom; where a row is too short there is an empty text."""
        found: dict[int, list[Cell]] = {column: [] for column in wanted}
        total = len(self._lines)
        for start in range(0, total, AT_ONCE):
            lines = self._lines[start : start + AT_ONCE]
            cells = self._divided(lines)
            for column, values in found.items():
                values += cells[column :: self.width] if column < self.width else [""] * len(lines)
            if progress:
                progress(min(start + AT_ONCE, total), total)
        for place, row in self._quoted.items():
            for column, values in found.items():
                values[place] = row[column] if column < len(row) else ""
        return found

    def _divided(self, lines: list[str]) -> list[str]:
        """Return the cells of some lines, one row after another, all of the same width."""
        cells = self._delimiter.join(lines).split(self._delimiter)
        if len(cells) == len(lines) * self.width:
            return cells
        missing = (self.width - 1 - line.count(self._delimiter) for line in lines)
        whole = [line + self._delimiter * cells for line, cells in zip(lines, missing, strict=True)]
        return self._delimiter.join(whole).split(self._delimiter)

    def _row(self, place: int) -> Row:
        line = self._lines[place]
        return self._quoted.get(place) or (line.split(self._delimiter) if line else [])


def text_rows(text: str, delimiter: str) -> TextRows | None:
    """Return the rows of a CSV in which every row is one line; None where `csv` must look at the whole itself.

    Both give the same rows. Lines with quotation marks are read by `csv`: where one of them does not end its row, or
    where there are as many marks as lines, this shorter way ends.
    """
    if text.count('"') > text.count("\n"):
        return None
    lines = _lines(text)
    if len(text) > csv.field_size_limit() < max(map(len, lines), default=0):
        return None
    places = [place for place, line in enumerate(lines) if '"' in line] if '"' in text else []
    last = "a quotation that is still open takes this in, too"
    *rows, _ = csv.reader([*(f"{lines[place]}\n" for place in places), last], delimiter=delimiter)
    if len(rows) != len(places):
        return None
    for place, row in zip(places, rows, strict=True):
        lines[place] = delimiter * (len(row) - 1)
    ends = [*map(str.count, lines, repeat(delimiter))] or [0]
    return TextRows(lines, delimiter, dict(zip(places, rows, strict=True)), 1 + max(ends), 1 + min(ends))


def _lines(text: str) -> list[str]:
    if "\r" in text and not text.count("\r") == text.count("\n") == text.count("\r\n"):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\r\n" if "\r" in text else "\n")
    return lines if lines[-1] else lines[:-1]


def widest(rows: Sequence[Row]) -> int:
    """Return the cells of the longest row."""
    return rows.width if isinstance(rows, TextRows) else max(map(len, rows), default=0)


def shortest(rows: Sequence[Row]) -> int:
    """Return the cells of the shortest row, or fewer where only some rows are left; without rows nought."""
    return rows.shortest if isinstance(rows, TextRows) else min(map(len, rows), default=0)


def some_of(values: Sequence[T], places: Sequence[int]) -> Sequence[T]:
    """Return some of the values, in the order of their places."""
    return values if len(places) == len(values) else [values[place] for place in places]


def columns_of(rows: Sequence[Row], wanted: Collection[int], progress: Progress | None = None) -> dict[int, list[Cell]]:
    """Return columns from top to bottom; where a row is too short there is an empty text."""
    if isinstance(rows, TextRows):
        return rows.columns(wanted, progress)
    return {column: [row[column] if column < len(row) else "" for row in rows] for column in wanted}
