"""One sheet of published figures with its columns, and the count of what became of the rows of all sheets."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cspdesk.domain.figures import FigureProblem, Place
from cspdesk.exchange.cells import Row, cell_text
from cspdesk.exchange.indicator_block import Block
from cspdesk.exchange.indicator_columns import FigureColumns

MOST_HELD = 10_000  # rejected rows whose cells are held; of a file that is wrong throughout that is enough to see why


@dataclass(slots=True)
class FigureSheet:
    """One sheet, or one CSV: its columns and its rows, to be gone through once."""

    file: str
    name: str
    columns: FigureColumns
    width: int
    blocks: Iterator[Block]

    def place(self, row: int, field_name: str = "") -> Place:
        """Return a place in this sheet."""
        return Place(self.file, self.name, row, self.columns.header(field_name) if field_name else "")

    def cells(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Return what a row holds, by the file's own headings; columns that are not understood are left out."""
        fields = sorted(self.columns.at.items(), key=lambda each: each[1])
        return tuple((self.columns.header(name), cell_text(row[at]) if at < len(row) else "") for name, at in fields)


@dataclass(slots=True)
class Tally:
    """What became of the rows of all files so far."""

    rows: int = 0
    taken: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[FigureProblem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def reject_row(
        self, sheet: FigureSheet, number: int, row: Row, field_name: str, reason: str, *, summed: bool = False
    ) -> None:
        """Say that a row was not taken because something is wrong with it, and what it holds; see FigureProblem."""
        self.problems.append(self.problem(sheet, number, row, field_name, reason, summed=summed))

    def problem(
        self, sheet: FigureSheet, number: int, row: Row, field_name: str, reason: str, *, summed: bool
    ) -> FigureProblem:
        """Return what is to be said of a row that is not taken."""
        cells = sheet.cells(row) if len(self.problems) < MOST_HELD else ()
        return FigureProblem(sheet.place(number, field_name), reason, cells=cells, summed=summed)
