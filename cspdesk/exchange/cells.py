"""What a table is made of, whichever file it came from: rows of cells, and how cells and columns read."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from cspdesk.domain.records import dataclass
from cspdesk.exchange.amounts import Cell

Progress: TypeAlias = Callable[[int, int], None]  # done and total; may raise Cancelled
Row: TypeAlias = Sequence[Cell]

LARGEST_FILE = 200_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its rows from the first row of the file on, so that row n of the sheet is rows[n - 1]."""

    name: str  # of the sheet; "" for a CSV
    rows: Sequence[Row]
    broken: dict[int, str]  # index of a row that cannot be trusted as a whole -> why
    how: str = ""  # how the file was read, for the notes


def cell_text(cell: Cell) -> str:
    """Return a cell as text: whole numbers without a decimal point, dates in ISO."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if cell is None:
        return ""
    text = str(cell)
    return text.removesuffix(" 00:00:00")


def column_letter(index: int) -> str:
    """Return what a spreadsheet calls a column: 0 is A, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
