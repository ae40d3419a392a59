"""Series of price levels from files: what a person loads, and the one that ships with cspdesk."""

from pathlib import Path

from cspdesk.analysis.real_terms import read_series
from cspdesk.analysis.unit_costs import Deflator
from cspdesk.errors import UserError
from cspdesk.exchange.cells import cell_text
from cspdesk.exchange.tables import read_tables
from cspdesk.paths import resource

SHIPPED = ("GDP deflator at market prices", "December 2025", "HM Treasury")


def shipped_deflator() -> Deflator:
    """Return HM Treasury's GDP deflators as they ship with cspdesk: calendar years, 1990 to 2024."""
    name, edition, source = SHIPPED
    return read_deflator_file(resource("reference", "gdp-deflator.csv"), name=name, edition=edition, source=source)


def read_deflator_file(path: Path, *, name: str, edition: str, source: str) -> Deflator:
    """Return a series from a table with the columns year and value.

    Raises UserError when the file cannot be read, lacks a column, says a year twice, mixes calendar years with
    financial years, or when nobody says where it is from.
    """
    if not name.strip() or not source.strip():
        raise UserError("A series of prices needs its name and who published it; both are printed beside every figure.")
    table = read_tables(path)[0]
    heads = [cell_text(cell).strip().casefold() for cell in table.rows[0]]
    if "year" not in heads or "value" not in heads:
        raise UserError(f"{path.name} needs the columns year and value in its first row.")
    columns = {word: heads.index(word) for word in ("year", "value")}
    rows = (
        {word: cell_text(row[at]) if at < len(row) else "" for word, at in columns.items()}
        for row in table.rows[1:]
        if any(cell_text(cell).strip() for cell in row)
    )
    return read_series(rows, name=name.strip(), edition=edition.strip(), source=source.strip())
