"""What a table of a return is made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Cell = str | int | None
CellKind = Literal["money", "count", "words", "date"]
Columns = tuple[tuple[str, CellKind], ...]


@dataclass(frozen=True, slots=True)
class TableValue:
    """A table: headings with what stands under them (money in whole pence, dates in ISO), rows, and their total."""

    columns: Columns
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None


def summed(columns: Columns, rows: Iterable[tuple[Cell, ...]], first: str = "Total") -> TableValue:
    """Return a table with the sum of its money and counts below."""
    known = tuple(rows)
    total: list[Cell] = [first]
    for place, (_, kind) in enumerate(columns[1:], start=1):
        amounts = [row[place] for row in known]
        total.append(sum(a for a in amounts if isinstance(a, int)) if kind in ("money", "count") else None)
    return TableValue(columns, known, tuple(total) if known else None)


def iso(day: date | None) -> str | None:
    """Return a day as tables hold it; None for none."""
    return day.isoformat() if day else None
