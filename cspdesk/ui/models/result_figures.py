"""The figures of a chart of results as the rows of a table; a row's number is its place on the chart."""

import textwrap
from collections.abc import Callable, Iterable

from cspdesk.charts.chart import DataTable
from cspdesk.domain.records import dataclass
from cspdesk.ui.models.table import Column

NOTHING = ("", "–", "none held")  # stands among figures, and is aligned with them
LETTER, OF_HEAD, PADDING = 7, 6, 28  # pixels at 100% of a letter at its widest, of one in a heading, and beside words
WIDEST = 320
SHORT, LONG = 14, 36  # letters of a heading that stay in one line, and in two


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One period: its place on the x axis, and its cells as people would write them."""

    id: int
    cells: tuple[str, ...]


def figure_rows(table: DataTable) -> tuple[FigureRow, ...]:
    """Return the rows of a chart's table."""
    return tuple(FigureRow(place, cells) for place, cells in enumerate(table.rows))


def figure_columns(table: DataTable) -> tuple[Column[FigureRow], ...]:
    """Return a column for each heading, as wide as its words; figures sort as numbers, periods by time."""
    return tuple(_column(table, place, heading) for place, heading in enumerate(table.headings))


def _column(table: DataTable, place: int, heading: str) -> Column[FigureRow]:
    cells = [row[place] for row in table.rows]
    lines = _heading_lines(heading, max(map(len, cells), default=0))
    return Column(
        heading,
        _cell(place),
        sort=_sorted(place),
        align="right" if place and _all_figures(cells) else "left",
        width=min(WIDEST, max([*(len(c) * LETTER for c in cells), *(len(n) * OF_HEAD for n in lines)]) + PADDING),
        heading="\n".join(lines),
    )


def _heading_lines(heading: str, widest: int) -> list[str]:
    """Return a heading in one line, or in two or three where it is longer than the cells below it need."""
    if len(heading) <= max(widest, SHORT):
        return [heading]
    least = max(widest, *map(len, heading.split()))
    most = 2 if len(heading) <= LONG else 3
    tried = (textwrap.wrap(heading, wide) for wide in range(least, len(heading) + 1))
    return next(lines for lines in tried if len(lines) <= most)


def empty_columns(table: DataTable) -> tuple[int, ...]:
    """Return which columns say nothing: those without a word, and a count that is the value itself."""
    columns = list(zip(*table.rows, strict=True))
    values = columns[table.headings.index("Value")] if columns and "Value" in table.headings else ()
    return tuple(
        place
        for place, (heading, cells) in enumerate(zip(table.headings, columns, strict=False))
        if not any(cells) or (heading == "Count" and cells == values)
    )


def _all_figures(cells: Iterable[str]) -> bool:
    """Return whether a column holds single figures alone, which stand under one another by their units."""
    return all(cell in NOTHING or (" " not in cell and not _number(cell.lstrip("£"))[0]) for cell in cells)


def _cell(place: int) -> Callable[[FigureRow], str]:
    return lambda row: row.cells[place]


def _sorted(place: int) -> Callable[[FigureRow], object]:
    if place == 0:
        return lambda row: row.id
    return lambda row: _number(row.cells[place])


def _number(text: str) -> tuple[bool, float, str]:
    """Return what a cell is sorted by: its first number, or its words after all numbers."""
    first = text.split(" ")[0].rstrip("%").replace(",", "").replace("−", "-")
    try:
        return False, float(first), text
    except ValueError:
        return True, 0.0, text
