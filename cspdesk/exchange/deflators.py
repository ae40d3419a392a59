"""Series of price levels from files: what a person loads, and the one that ships with cspdesk."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from cspdesk.analysis.real_terms import read_series
from cspdesk.analysis.unit_costs import Deflator
from cspdesk.errors import UserError
from cspdesk.exchange.cells import Row, cell_text
from cspdesk.exchange.tables import read_tables
from cspdesk.paths import resource

SHIPPED = ("GDP deflator at market prices", "December 2025", "HM Treasury")
TITLES_AT_MOST = 30  # rows above the headings
YEARS = ("financial year", "year", "calendar year", "fiscal year")  # a series of financial years goes before another
LEVELS = ("value", "index", "deflator", "gdp deflator", "gdp deflator at market prices", "price index")
_NUMBER = re.compile(r"\s*\d+(?:\.\d+)?\s*")
_BEGINS_WITH_YEAR = re.compile(r"\s*\d{4}")


def shipped_deflator() -> Deflator:
    """Return HM Treasury's GDP deflators as they ship with cspdesk: calendar years, 1990 to 2024."""
    name, edition, source = SHIPPED
    return read_deflator_file(resource("reference", "gdp-deflator.csv"), name=name, edition=edition, source=source)


def read_deflator_file(path: Path, *, name: str, edition: str, source: str) -> Deflator:
    """Return a series from a table with the columns year and value, or as HM Treasury calls them, on any of its sheets.

    Titles may stand above and notes below. Raises UserError when the file cannot be read, lacks a column, says a year
    twice, mixes calendar years with financial years, or when nobody says where it is from.
    """
    if not name.strip() or not source.strip():
        raise UserError("A series of prices needs its name and who published it; both are printed beside every figure.")
    for table in read_tables(path):
        for at, head in enumerate(table.rows[:TITLES_AT_MOST]):
            if columns := _columns([_plain(cell_text(cell)) for cell in head]):
                rows = _rows(table.rows, at + 1, *columns)
                return read_series(rows, name=name.strip(), edition=edition.strip(), source=source.strip())
    raise UserError(f"{path.name} needs the columns year and value, one beside the other, below any titles.")


def _plain(heading: str) -> str:
    """Return a heading without what is said in brackets or of its base: GDP deflator (2024-25 = 100)."""
    words = re.sub(r"\(.*?\)|\[.*?\]", " ", heading).replace("_", " ").casefold()
    return " ".join(words.split()).rstrip(":*")


def _columns(heads: Sequence[str]) -> tuple[int, int] | None:
    """Return where the years and their levels stand: the levels nearest to the right of the years, else to the left."""
    for name in YEARS:
        if name in heads:
            year = heads.index(name)
            levels = [place for place, head in enumerate(heads) if head in LEVELS]
            if levels:
                return year, min(levels, key=lambda place: (place < year, abs(place - year)))
    return None


def _rows(rows: Sequence[Row], first: int, year: int, level: int) -> Iterator[dict[str, str]]:
    """Yield the rows of years from the first on, each with its number in the file.

    One that has neither a year nor a number is a note or a second heading.
    """
    for number, row in enumerate(rows[first:], first + 1):
        cells = [cell_text(row[at]) if at < len(row) else "" for at in (year, level)]
        if _BEGINS_WITH_YEAR.match(cells[0]) or (cells[0].strip() and _NUMBER.fullmatch(cells[1])):
            yield {"row": str(number), "year": cells[0].strip(), "value": cells[1]}
