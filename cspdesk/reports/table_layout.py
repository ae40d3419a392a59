"""How a table is laid out: the width of each column, the size of its type, and its rows broken into lines."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from cspdesk.domain.records import dataclass
from cspdesk.reports.blocks import Column, Row, Table
from cspdesk.reports.fonts import Fonts
from cspdesk.reports.style import CELL, HEAD_CELL, QUIET, Sheet, Type
from cspdesk.reports.writing import wrap

PAD = 2.3  # above and below the words of a row
GAP = 4.0  # left and right of the words of a cell
_SMALLEST = 5.4
_HAIR = 0.01  # more than the last bits lost in adding and taking off widths, so that what just fits is not broken
_TITLE_ROOM = 0.15  # of the page: what the columns without a fixed width must be left with, each weight of one
_LEAST_ROOM = 0.085  # the same where the type would be too small to read otherwise
_READABLE = 7.2  # a table that would be set smaller has its first column on a line of its own above the others

_FEW_ROWS = 100  # a longer table is not read through for its longest words
_LONG_WORD = 0.3  # of the page: a longer word is broken wherever it stands

_AGAIN = ", continued"
_MARK = " (illustrative)"
_BRACKETS = re.compile(r" \([^()]*\)")

Lines = str | list[str]


@dataclass(frozen=True, slots=True)
class Laid:
    """A row whose cells have been broken into lines."""

    row: Row
    cells: list[Lines]
    height: float


class TableLayout:
    """A table measured: kind is its type, head its headings', cells the columns that each cell is made of."""

    def __init__(self, fonts: Fonts, table: Table, sheet: Sheet) -> None:
        self._fonts = fonts
        self._sheet = sheet
        self._columns = table.columns
        self._rows = table.rows
        self.kind, self.widths = self._fit()
        # Where figures leave no room for what they are of, it stands on a line of its own above them.
        self._above = self.kind.size < _READABLE and bool(table.columns[0].weight) and len(table.columns) > 2
        if self._above:
            self.kind, self.widths = self._fit_below()
        self.bold = Type(self.kind.size, self.kind.leading, bold=True)
        self.head = Type(min(HEAD_CELL.size, self.kind.size), HEAD_CELL.leading, bold=True, colour=QUIET)
        self.edges = [sheet.left + sum(self.widths[:place]) for place in range(len(self.widths))]
        starts = [place for place, column in enumerate(table.columns) if not column.joined]
        self.cells = [range(a, b) for a, b in pairwise([*starts, len(table.columns)])]
        measure = partial(fonts.bold.width, size=self.head.size)
        self.headings = [
            wrap(fonts.ready(column.heading), (sheet.width if self._is_above(place) else width) - 2 * GAP, measure)
            for place, (column, width) in enumerate(zip(table.columns, self.widths, strict=True))
        ]
        if self._above:
            self.headings[0] += [""] * max(map(len, self.headings[1:]))

    @property
    def head_height(self) -> float:
        """How tall the row of headings is."""
        return max(len(lines) for lines in self.headings) * self.head.leading + 2 * PAD + 1

    def _is_above(self, place: int) -> bool:
        """Return whether a column stands on a line of its own above the others."""
        return self._above and place == 0

    def _fit(self) -> tuple[Type, list[float]]:
        """Return the largest type in which every figure stands unbroken, and the width of each column."""
        return self._fitted(self._columns)

    def _fit_below(self) -> tuple[Type, list[float]]:
        """Return the same where the first column stands above the others."""
        kind, widths = self._fitted(self._columns[1:])
        return kind, [0.0, *widths]

    def _fitted(self, columns: Sequence[Column]) -> tuple[Type, list[float]]:
        share, whole = sum(c.weight for c in columns), self._sheet.width
        size = CELL.size
        while whole - sum(self._fixed(c, size) for c in columns) < share * _TITLE_ROOM * whole and size > _SMALLEST:
            size = round(size - 0.2, 2)
        if size < _READABLE and whole - sum(self._fixed(c, _READABLE) for c in columns) >= share * _LEAST_ROOM * whole:
            size = _READABLE  # words in narrow columns are read more easily than tiny ones
        fixed = [self._fixed(c, size) for c in columns]
        room = whole - sum(fixed)
        kind = Type(size, CELL.leading * size / CELL.size)
        if not share:
            return kind, [width + room / len(columns) for width in fixed]
        shared = [width or max(room, 1.0) * c.weight / share for c, width in zip(columns, fixed, strict=True)]
        return kind, self._with_whole_words(columns, shared, size)

    def _with_whole_words(self, columns: Sequence[Column], widths: list[float], size: float) -> list[float]:
        """Return widths in which a column takes from the others what its longest word lacks, as far as they can spare.

        Only of columns that share what room there is, and of a table that is short.
        """
        if not isinstance(self._rows, tuple) or len(self._rows) > _FEW_ROWS:
            return widths
        first, fonts, most = len(self._columns) - len(columns), self._fonts, _LONG_WORD * self._sheet.width
        held = [row.cells for row in self._rows if row.kind == "row"]
        spare = list[float]()
        for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
            words = {word for cells in held for word in cells[first + place].split()} if column.weight else ()
            longest = max(
                (w for word in words if (w := fonts.regular.width(fonts.ready(word), size)) < most), default=0
            )
            spare.append(width - longest - 2 * GAP - _HAIR if longest else 0.0)
        lacking, left = (sum(max(sign * each, 0.0) for each in spare) for sign in (-1, 1))
        if not lacking or not left:
            return widths
        taken, given = min(lacking / left, 1.0), min(left / lacking, 1.0)
        return [width - each * (taken if each > 0 else given) for width, each in zip(widths, spare, strict=True)]

    def _fixed(self, column: Column, size: float) -> float:
        if column.weight:
            return 0.0
        fonts = self._fonts
        words = column.heading.split(" ")
        heading = max(fonts.bold.width(fonts.ready(word), min(HEAD_CELL.size, size)) for word in words)
        return max(heading, fonts.bold.width(fonts.ready(column.fit), size)) + 2 * GAP + _HAIR

    def group_lines(self, text: str) -> list[str]:
        """Break the words of a group, which run across all columns, into lines."""
        measure = partial(self._fonts.bold.width, size=self.kind.size)
        return wrap(self._fonts.ready(text), self._sheet.width - 2 * GAP, measure)

    def group_again(self, text: str) -> str:
        """Return what a group is called where it goes on over a page, on one line.

        A long name goes without what stands in brackets, and then without its end; a mark that it bears stays.
        """
        room, measure = self._sheet.width - 2 * GAP, partial(self._fonts.bold.width, size=self.kind.size)
        name, mark = self._fonts.ready(text).removesuffix(_MARK), _MARK if text.endswith(_MARK) else ""
        if measure(f"{name}{mark}{_AGAIN}") > room:
            name = _BRACKETS.sub("", name)
        kept, more = name.split(), f"{mark}{_AGAIN}"
        while len(kept) > 1 and measure(f"{' '.join(kept)}{more}") > room:
            kept, more = kept[:-1], f" …{mark}{_AGAIN}"
        return f"{' '.join(kept)}{more}"

    def laid(self) -> Iterator[Laid]:
        """Break every row into lines, one at a time."""
        fonts, widths, size, leading = self._fonts, self.widths, self.kind.size, self.kind.leading
        room = [(self._sheet.width if self._is_above(place) else w) - 2 * GAP for place, w in enumerate(widths)]
        # No plain letter is wider than its size, so a short plain text needs no measuring.
        sure = [int(width / size) for width in room]
        measures = {bold: partial((fonts.bold if bold else fonts.regular).width, size=size) for bold in (False, True)}
        for row in self._rows:
            measure = measures[row.kind != "row"]
            cells: list[Lines] = []
            most = 1
            if row.kind == "group":
                cells.append(self.group_lines(row.cells[0]))
                most = len(cells[0])
            else:
                for place, raw in enumerate(row.cells):
                    text = fonts.ready(raw)
                    if (len(text) > sure[place] or not text.isascii()) and measure(text) > room[place]:
                        wide = room[place] if row.kind == "row" else self._room_with_empty(row, place, room)
                        lines = wrap(text, wide, measure)
                        most = max(most, len(lines))
                        cells.append(lines)
                    else:
                        cells.append(text)
            if self._above and row.kind != "group":
                cells, most = self._below_first(cells)
            yield Laid(row, cells, most * leading + 2 * PAD)

    def _below_first(self, cells: Sequence[Lines]) -> tuple[list[Lines], int]:
        """Return the cells of a row with the first above the others, and how many lines that takes."""
        lines = [[cell] if isinstance(cell, str) else cell for cell in cells]
        first = len(lines[0])
        moved: list[Lines] = [lines[0], *([""] * first + own for own in lines[1:])]
        return moved, max(map(len, moved))

    def _room_with_empty(self, row: Row, place: int, room: list[float]) -> float:
        """Return a total's room for its words, which may run on over the empty cells after it."""
        wide = room[place]
        for after in range(place + 1, len(row.cells)):
            if row.cells[after] or self._columns[place].align == "right":
                break
            wide += self.widths[after]
        return wide
