"""What the cells of a ledger's columns look like, by which a column is told whatever its name."""

import re
from collections.abc import Sequence

from cspdesk.domain.records import dataclass
from cspdesk.exchange.amounts import Cell, DecimalSign, Unreadable
from cspdesk.exchange.cells import Row, cell_text
from cspdesk.exchange.dates import parse_date
from cspdesk.exchange.headings import reads_as_amount, reads_as_date

EXACT_MONEY = re.compile(r"[£,]|\.\d\d\)?-?$")


@dataclass(frozen=True, slots=True)
class Content:
    """What a column's cells look like, as shares of those that are filled."""

    filled: int
    dates: float
    named_dates: float  # as dates, if a name says so: plain numbers may then be spreadsheet days
    money: float
    pennies: float  # money written as such: with pence, separators or a currency sign
    words: float
    distinct: int


def content_of(rows: Sequence[Row], column: int, decimal: DecimalSign) -> Content:
    """Return what a column's cells in some rows look like."""
    cells: list[Cell] = [row[column] for row in rows if column < len(row)]
    cells = [cell for cell in cells if cell is not None and cell != "" and not _is_blank(cell)]
    if not cells:
        return Content(0, 0, 0, 0, 0, 0, 0)
    count = len(cells)
    dates = sum(map(reads_as_date, cells))
    money = [cell for cell in cells if reads_as_amount(cell, decimal)]
    exact = sum(1 for cell in money if _is_exact_money(cell))
    words = sum(
        1 for cell in cells if isinstance(cell, str) and any(map(str.isalpha, cell)) and not reads_as_date(cell)
    )
    named = sum(map(_could_be_date, cells))
    return Content(
        count, dates / count, named / count, len(money) / count, exact / count, words / count, len(set(cells))
    )


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _is_exact_money(cell: Cell) -> bool:
    if isinstance(cell, float):
        return not cell.is_integer()
    return bool(EXACT_MONEY.search(cell_text(cell).strip()))


def _could_be_date(cell: Cell) -> bool:
    if reads_as_date(cell):
        return True
    try:
        return parse_date(cell, serials=True) is not None
    except Unreadable:
        return False
