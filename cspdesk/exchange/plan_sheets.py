"""A plan that nobody made with cspdesk, read row by row: any table in which a council lists its actions."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_cells import tidy
from cspdesk.domain.plan_merge import TheirRow
from cspdesk.domain.plan_names import Names
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.exchange.amounts import Cell
from cspdesk.exchange.cells import Row, Table, cell_text, column_letter
from cspdesk.exchange.dates import DateOrder, find_order
from cspdesk.exchange.headings import Heading, find_heading
from cspdesk.exchange.names import layout_key
from cspdesk.exchange.plan_columns import PlanColumns, PlanField, find_plan_columns, names_plan_column
from cspdesk.exchange.plan_sheet_rows import RowMaker
from cspdesk.exchange.sheet_marks import SheetMarks

_WORDS: tuple[PlanField, ...] = ("description", "milestones", "update")  # may go on in the rows below
_TOTAL = re.compile(r"(grand |sub[- ]?)?totals?( actions)?:?", re.I)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What a sheet says: its rows as they would be actions, how its columns were read, and what to say of it."""

    sheet: str
    rows: tuple[TheirRow, ...]
    keys: Mapping[int, str]  # row -> what it is remembered by: its reference, else its title
    columns: PlanColumns
    layout: str
    notes: tuple[str, ...]


def read_sheet_plan(
    name: str,
    tables: Sequence[Table],
    marks: Mapping[str, SheetMarks],
    people: Names,
    organisations: Names,
    year: FinancialYear,
    today: date,
    *,
    sheet: str | None = None,
    told: Mapping[str, str] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
) -> SheetPlan:
    """Return the plan in a file. told: columns by field; remembered: columns by layout, from the last time.

    Raises UserError when no sheet, or not the one asked for, holds a plan.
    """
    table, heading = _choose(name, tables, sheet)
    rows = table.rows[heading.first_row :]
    layout = f"plan {layout_key(heading.names)}"
    columns = find_plan_columns(heading, rows, {**(remembered or {}).get(layout, {}), **(told or {})})
    order = _order(columns, rows)
    shown = table.name or name
    maker = RowMaker(shown, columns, people, organisations, year, today, order)
    reader = _Reader(table, heading, columns, marks.get(table.name, SheetMarks()), maker)
    found = tuple(reader.rows())
    if not found:
        raise UserError(f"{name}: no action is listed under the headings of “{shown}”.")
    notes = [f"Read from “{shown}”, headings in row {heading.first_row}."] if len(tables) > 1 else []
    if columns.left:
        notes.append(f"Not taken, because no field of a plan was recognised: {', '.join(columns.left)}.")
    if reader.totals:
        notes.append(f"Left out as a total: row {', '.join(str(n) for n in reader.totals)}.")
    return SheetPlan(shown, found, maker.keys, columns, layout, (*notes, *maker.notes()))


def _choose(name: str, tables: Sequence[Table], sheet: str | None) -> tuple[Table, Heading]:
    """Return the sheet asked for, else the one whose headings are most those of a plan."""
    if sheet is not None:
        tables = [t for t in tables if t.name.casefold() == sheet.strip().casefold()] or _no_sheet(name, tables, sheet)
    found = [(find_heading(t.rows, ".", names_plan_column), t) for t in tables]
    heading, table = max(found, key=lambda pair: (pair[0].score, len(pair[1].rows)))
    if heading.index is None or heading.score < 2:
        raise UserError(
            f"{name} has no row of headings like those of a plan (Action, Lead, Target date, Status …). "
            "Choose the sheet with --sheet, or put headings above the actions."
        )
    return table, heading


def _no_sheet(name: str, tables: Sequence[Table], sheet: str) -> list[Table]:
    raise UserError(f"{name} has no sheet “{sheet}”. Its sheets: {', '.join(t.name for t in tables)}.")


def _order(columns: PlanColumns, rows: Sequence[Row]) -> DateOrder:
    dates: tuple[PlanField, ...] = ("start", "due")
    places = [columns.columns[f] for f in dates if f in columns.columns]
    return find_order(row[p] for row in rows for p in places if p < len(row)).order


@dataclass(slots=True)
class _Above:
    """An action until it is known that the next row does not go on with it."""

    row: int
    cells: dict[PlanField, Cell]
    section: str


class _Reader:
    """Walks down a sheet: sections, merged cells, repeated headings, and rows that go on with the one above."""

    def __init__(
        self, table: Table, heading: Heading, columns: PlanColumns, marks: SheetMarks, maker: RowMaker
    ) -> None:
        self._table, self._heading, self._columns, self._marks, self._maker = table, heading, columns, marks, maker
        self._section = ""
        self.totals: list[int] = []

    def rows(self) -> Iterator[TheirRow]:
        """Give every action of the sheet, each followed by the milestones it lists."""
        names = [n.casefold() for n in self._heading.names]
        start = self._heading.first_row
        above: _Above | None = None
        for number, row in enumerate(self._table.rows[start:], start=start + 1):
            texts = [tidy(cell_text(cell)) for cell in row]
            filled = [text for text in texts if text]
            if not filled or [" ".join(t.split()).casefold() for t in texts] == names[: len(texts)]:
                continue
            if number == start + 1 and len(filled) > 1 and all(_heads(text) for text in filled):
                continue
            if _TOTAL.fullmatch(self._title(texts)):
                self.totals.append(number)
                continue
            if above is not None and self._goes_on(texts):
                self._add(above.cells, texts)
                continue
            if len(filled) == 1 and self._is_section(texts):
                self._section = filled[0]
                continue
            if above is not None:
                yield from self._made(above)
            above = _Above(number, self._cells(number, row), self._section)
        if above is not None:
            yield from self._made(above)

    def _made(self, above: "_Above") -> Iterator[TheirRow]:
        made = self._maker.make(above.row, above.cells, above.section, self._formulas(above.row))
        yield made
        yield from self._maker.steps(made, above.cells)

    def _goes_on(self, texts: list[str]) -> bool:
        """Return whether a row holds nothing but more words of the action above."""
        columns = self._columns.columns
        words = {columns[name] for name in _WORDS if name in columns and columns[name] > columns["title"]}
        return all(place in words for place, text in enumerate(texts) if text)

    def _add(self, cells: dict[PlanField, Cell], texts: list[str]) -> None:
        for name in _WORDS:
            column = self._columns.columns.get(name, len(texts))
            if column < len(texts) and texts[column]:
                cells[name] = "\n".join(filter(None, (cell_text(cells.get(name, "")), texts[column])))

    def _title(self, texts: list[str]) -> str:
        column = self._columns.columns["title"]
        return texts[column] if column < len(texts) else ""

    def _is_section(self, texts: list[str]) -> bool:
        """Return whether the one filled cell of a row heads what follows, rather than naming a bare action."""
        place = next(n for n, text in enumerate(texts) if text)
        return place != self._columns.columns["title"] or bool(
            re.match(r"(priority|objective|theme|aim)\b", texts[place], re.I)
        )

    def _cells(self, number: int, row: Row) -> dict[PlanField, Cell]:
        """Return a row's cells by field; one merged with cells above says what they say."""
        found: dict[PlanField, Cell] = {}
        for name, column in self._columns.columns.items():
            cell = row[column] if column < len(row) else ""
            first = self._marks.merged_into(number, column) if cell in ("", None) else None
            if first is not None and first[0] < number and first[0] > self._heading.first_row:
                above = self._table.rows[first[0] - 1]
                cell = above[first[1]] if first[1] < len(above) else ""
                self._maker.merged.add((column_letter(first[1]), first[0]))
            found[name] = cell
        return found

    def _formulas(self, number: int) -> set[PlanField]:
        return {n for n, column in self._columns.columns.items() if (number, column) in self._marks.formulas}


def _heads(text: str) -> bool:
    """Return whether a cell below the headings is the second line of one: “required” below “Action”."""
    return len(text.split()) <= 2 and (names_plan_column(text) or text.casefold() in ("required", "planned", "agreed"))
