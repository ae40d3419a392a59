"""Ledgers: what a file seems to hold, shown before anything is taken; its payments, and reasons for all other rows."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from cspdesk.domain.ledgers import LedgerLine, Problem
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.exchange.amounts import Cell, DecimalSign
from cspdesk.exchange.cells import Progress, Table, cell_text
from cspdesk.exchange.columns import ColumnMapping, FieldGuess, find_columns
from cspdesk.exchange.dates import DateOrder, OrderFound, find_order
from cspdesk.exchange.headings import LOOKED_AT, Heading, find_heading
from cspdesk.exchange.ledger_months import Months
from cspdesk.exchange.lines import read_lines
from cspdesk.exchange.names import credit_column, layout_key, normal
from cspdesk.exchange.readings import Reading, Rules
from cspdesk.exchange.rejects import write_rejects
from cspdesk.exchange.tables import read_tables
from cspdesk.exchange.text_rows import columns_of

__all__ = ["LedgerPreview", "LedgerReading", "preview", "read_ledger", "write_rejects"]

SHOWN = 20  # rows of a preview
ORDER_NAMES: Mapping[DateOrder, str] = {"dmy": "day, month, year", "mdy": "month, day, year", "ymd": "year, month, day"}


@dataclass(frozen=True, slots=True)
class LedgerPreview:
    """What a file seems to hold, for a person to confirm or change."""

    sheets: tuple[str, ...]
    sheet: str
    header_row: int | None  # 1-based; None where the first row is already a payment
    headers: tuple[str, ...]  # as shown: never empty, no two alike; these are what a mapping names
    rows: tuple[tuple[str, ...], ...]  # the first rows below the header
    guesses: tuple[FieldGuess, ...]
    mapping: Mapping[str, str]  # field -> header
    layout_key: str
    date_order: DateOrder
    date_order_reason: str
    date_order_certain: bool
    how: str  # how the file was read: encoding and delimiter


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """Everything a ledger holds: rows = lines + problems, and nothing is in neither."""

    lines: tuple[LedgerLine, ...]
    problems: tuple[Problem, ...]
    rows: int  # of the sheet, except the header
    mapping: Mapping[str, str]
    headers: tuple[str, ...]  # as written in the file, for `write_rejects`
    layout_key: str
    notes: tuple[str, ...]
    sheet: str = ""


def preview(
    path: str | Path,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    date_order: DateOrder | None = None,
    decimal: DecimalSign = ".",
    progress: Progress | None = None,
) -> LedgerPreview:
    """Return what a ledger's columns seem to hold and why; raises UserError when the file is no table."""
    tables = read_tables(path, progress=progress)
    table, heading = _choose(tables, sheet, Path(path).name, decimal)
    body = table.rows[heading.first_row :]
    columns = find_columns(heading, body, told=mapping, decimal=decimal)
    dates = columns.column("date")
    cells = columns_of(body, [] if dates is None else [dates], progress)
    order = _order(columns, cells, date_order, _months(columns, heading, cells))
    return LedgerPreview(
        sheets=tuple(each.name for each in tables),
        sheet=table.name,
        header_row=None if heading.index is None else heading.index + 1,
        headers=heading.labels,
        rows=tuple(tuple(map(cell_text, row)) for row in body[:SHOWN]),
        guesses=columns.guesses,
        mapping=columns.as_headers(),
        layout_key=layout_key(heading.names),
        date_order=order.order,
        date_order_reason=order.reason,
        date_order_certain=order.certain,
        how=table.how,
    )


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector still: a ledger is a million objects in no cycle, and looking is dear."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()  # what was made meanwhile now counts as old, and is not looked through at once
            gc.enable()


@collector_at_rest()
def read_ledger(
    path: str | Path,
    mapping: Mapping[str, str] | None = None,
    *,
    sheet: str | None = None,
    date_order: DateOrder | None = None,
    default_date: date | None = None,
    period: tuple[date, date] | None = None,
    allow_outside: bool = False,
    decimal: DecimalSign = ".",
    remembered: Mapping[str, Mapping[str, str]] | None = None,
    progress: Progress | None = None,
) -> LedgerReading:
    """Return a ledger's payments, and a reason for every row that is not one.

    mapping gives field -> header (or column letter; "" for no column); what it does not give is guessed.
    remembered gives, by layout key, how such ledgers were read before; mapping goes before it.
    default_date is the date of every payment where the ledger has no dates. period bounds the dates that are taken.
    Raises UserError when there is no table, no column of amounts, or no date; Cancelled when progress raises it.
    """
    name = Path(path).name
    tables = read_tables(path, progress=progress)
    table, heading = _choose(tables, sheet, name, decimal)
    told = {**(remembered or {}).get(layout_key(heading.names), {}), **(mapping or {})}
    body = table.rows[heading.first_row :]
    columns = find_columns(heading, body, told=told, decimal=decimal)
    _require(columns, heading, name, default_date)
    cells = columns_of(body, columns.columns(heading.names), progress)
    months = _months(columns, heading, cells)
    order = _order(columns, cells, date_order, months)
    rules = Rules(order, decimal, default_date, period, allow_outside, months)
    reading = Reading(table, heading, columns, cells, rules)
    if progress:
        progress(len(table.rows), len(table.rows))
    lines, problems, notes = read_lines(reading, heading, table.rows[: heading.first_row])
    return LedgerReading(
        lines=tuple(lines),
        problems=tuple(problems),
        rows=len(table.rows) - (heading.index is not None),
        mapping=columns.as_headers(),
        headers=heading.names if any(heading.names) else heading.labels,
        layout_key=layout_key(heading.names),
        notes=(*_notes(tables, table, heading, columns, reading, lines), *notes),
        sheet=table.name,
    )


def _choose(tables: Sequence[Table], sheet: str | None, name: str, decimal: DecimalSign) -> tuple[Table, Heading]:
    """Return the sheet asked for, or else the first of those that look most like a ledger."""
    if sheet:
        wanted = [table for table in tables if table.name.casefold() == sheet.strip().casefold()]
        if not wanted:
            names = ", ".join(table.name for table in tables if table.name)
            told = f"Its sheets are: {names}." if names else "It is a CSV, which has none."
            raise UserError(f"{name} has no sheet called “{sheet}”. {told}")
        tables = wanted
    found = [(table, find_heading(table.rows, decimal)) for table in tables]
    return max(found, key=lambda pair: (len(pair[0].rows) > pair[1].first_row, pair[1].score))


def _require(columns: ColumnMapping, heading: Heading, name: str, default_date: date | None) -> None:
    listed = ", ".join(heading.labels[:30])
    if columns.column("net") is None and columns.column("gross") is None:
        raise UserError(f"No column of amounts is recognised in {name}. Say which it is: its columns are {listed}.")
    if columns.column("date") is None and default_date is None:
        why = next(guess.reason for guess in columns.guesses if guess.field == "date").partition(": ")[2].rstrip(".")
        lacks = f"{name} has no column of dates{f': {why}' if why else ''}."
        raise UserError(f"{lacks} Give the date its payments were made, or say which column it is.")


def _months(columns: ColumnMapping, heading: Heading, cells: Mapping[int, list[Cell]]) -> Months | None:
    column = columns.column("date")
    return None if column is None else Months.of(heading.names, column, cells[column])


def _order(
    columns: ColumnMapping, cells: Mapping[int, list[Cell]], told: DateOrder | None, months: Months | None
) -> OrderFound:
    column = columns.column("date")
    if column is None:
        return OrderFound(told or "dmy", "there is no column of dates", True)
    if months:
        return OrderFound(
            told or "dmy", f"there are no days; {months.where}: the last day of each month is taken", True
        )
    found = find_order(set(cells[column]))
    return OrderFound(told, "as chosen", True, found.serials) if told else found


def _credits(columns: ColumnMapping, heading: Heading) -> str:
    """Return the header of the credits that are taken off the debits, "" where there are none."""
    amount = columns.column("net")
    amount = columns.column("gross") if amount is None else amount
    column = None if amount is None else credit_column(heading.names, amount)
    return "" if column is None else heading.labels[column]


def _of_other_sheets(tables: Sequence[Table], table: Table, heading: Heading) -> list[str]:
    """Say which sheets were not read, and which of them hold payments in the same columns, as with a sheet a month."""
    others = [other for other in tables if other is not table]
    names = list(map(normal, heading.names))
    alike = [
        other.name for other in others if any(list(map(_normal_cell, row)) == names for row in other.rows[:LOOKED_AT])
    ]
    notes = [f"Other sheets were left alone: {', '.join(other.name for other in others)}."] if others else []
    if any(names) and alike:
        notes.append(
            f"Payments in the same columns stand in {', '.join(alike)}, too: import each of these sheets as well."
        )
    return notes


def _normal_cell(cell: Cell) -> str:
    return normal(cell_text(cell))


def _notes(
    tables: Sequence[Table],
    table: Table,
    heading: Heading,
    columns: ColumnMapping,
    reading: Reading,
    lines: Sequence[LedgerLine],
) -> list[str]:
    """Say what was settled without asking, so that it can be checked."""
    notes = [f"The file was {table.how}." if not table.name else f"The sheet “{table.name}” was read."]
    notes += _of_other_sheets(tables, table, heading)
    if columns.column("date") is None:
        notes.append("The ledger has no dates; every payment has the date that was given.")
    elif months := reading.rules.months:
        notes.append(f"The ledger has no days: each payment has the last day of the month given by {months.where}.")
    else:
        order = reading.rules.order
        notes.append(f"Dates were read as {ORDER_NAMES[order.order]}: {order.reason}.")
    counted = columns.as_headers().get("net") or columns.as_headers().get("gross", "")
    credited = _credits(columns, heading)
    notes.append(f"“{counted}”{f', less “{credited}”,' if credited else ''} is what counts against the agreement.")
    if columns.column("vat") is not None and columns.column("net") is None:
        notes.append("VAT is noted but was neither taken off nor added.")
    if nameless := 0 if all(reading.payees) else sum(not line.payee for line in lines):
        notes.append("1 payment names no payee." if nameless == 1 else f"{nameless:,} payments name no payee.")
    if nothing := 0 if all(reading.amounts) else sum(not line.amount_pence for line in lines):
        notes.append("1 payment is of £0.00." if nothing == 1 else f"{nothing:,} payments are of £0.00.")
    return notes
