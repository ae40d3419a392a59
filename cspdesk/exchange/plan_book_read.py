"""A plan workbook that cspdesk wrote and others edited, read back: what was exported, and every row as it is now."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_cells import FIELDS, Cells, Field, Key, SheetName, tidy
from cspdesk.domain.plan_merge import PlaceProblem, TheirRow
from cspdesk.domain.plan_names import Names
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.exchange.amounts import Cell, Unreadable
from cspdesk.exchange.cells import Row, Table, cell_text, column_letter
from cspdesk.exchange.plan_book_form import ACTION, FORM, ID, KEPT_SHEET, REF
from cspdesk.exchange.plan_readings import Known, read_cell
from cspdesk.exchange.sheet_marks import SheetMarks

_LOOKED_AT = 60  # rows from the top in which the headings may be
_ENOUGH = 3  # known headings in a row make it the header


@dataclass(frozen=True, slots=True)
class Kept:
    """What the hidden sheet says was exported."""

    partnership_id: str
    priority_id: str
    priority: str
    year: FinancialYear
    people: Mapping[str, str]  # id -> as it was shown
    organisations: Mapping[str, str]
    refs: Mapping[str, str]  # ref -> action id
    titles: Mapping[str, str]  # action id -> title
    cells: Mapping[Key, Cells]
    owners: Mapping[Key, str]  # which action a row belongs to


@dataclass(frozen=True, slots=True)
class PlanBook:
    """A workbook as it came back."""

    name: str
    kept: Kept
    rows: tuple[TheirRow, ...]
    notes: tuple[str, ...] = ()
    looked_at: frozenset[SheetName] = frozenset()  # sheets that are there


@dataclass(slots=True)
class _Place:
    """Where a sheet's table is."""

    header: int  # row, from 1
    fields: dict[int, Field] = field(default_factory=dict)  # by column
    id: int | None = None
    ref: int | None = None
    action: int | None = None


def kept_in(tables: Sequence[Table]) -> Kept | None:
    """Return what was exported, None when the workbook is not one that cspdesk wrote.

    Raises UserError when a newer cspdesk wrote it.
    """
    sheet = next((t for t in tables if t.name == KEPT_SHEET), None)
    if sheet is None or not sheet.rows or _texts(sheet.rows[0])[:1] != ["cspdesk plan"]:
        return None
    lines = [_texts(row) for row in sheet.rows]
    if lines[0][1] != FORM:
        raise UserError("This workbook was written by a newer cspdesk. Update cspdesk to read it.")
    try:
        return _kept(lines)
    except KeyError:
        raise UserError(
            "The hidden sheet by which cspdesk knows this workbook again has been changed. Take the workbook as it was "
            "exported, and copy the changes into it."
        ) from None


def _kept(lines: list[list[str]]) -> Kept:
    about = {line[0]: line for line in lines if line[0] in ("partnership", "priority", "year")}
    cells: dict[Key, dict[str, str]] = {}
    owners: dict[Key, str] = {}
    for line in lines:
        if line[0] == "row" and line[1] in FIELDS:
            owners[line[1], line[2]] = line[3]  # type: ignore[index]
            cells[line[1], line[2]] = {f.name: "" for f in FIELDS[line[1]]}  # type: ignore[index]
        elif line[0] == "cell":
            cells[line[1], line[2]][line[3]] = line[4]  # type: ignore[index]
    return Kept(
        partnership_id=about["partnership"][1],
        priority_id=about["priority"][1],
        priority=about["priority"][2],
        year=FinancialYear.parse(about["year"][1]),
        people={line[1]: line[2] for line in lines if line[0] == "person"},
        organisations={line[1]: line[2] for line in lines if line[0] == "organisation"},
        refs={line[2]: line[1] for line in lines if line[0] == "action"},
        titles={line[1]: line[3] for line in lines if line[0] == "action"},
        cells=cells,
        owners=owners,
    )


def read_plan_book(
    source: Path,
    kept: Kept,
    tables: Sequence[Table],
    marks: Mapping[str, SheetMarks],
    people: Mapping[str, str],
    organisations: Mapping[str, str],
) -> PlanBook:
    """Return every row of a workbook as it is now. people and organisations: names of today by id.

    Raises UserError when the hidden ids are gone, for then no row can be told from a new one.
    """
    shared = Counter(tidy(title).casefold() for title in kept.titles.values())
    titles = {t: id_ for id_, title in kept.titles.items() if shared[t := tidy(title).casefold()] == 1}
    known = Known(
        Names.of(people, kept.people),
        Names.of(organisations, kept.organisations),
        titles | {ref.casefold(): id_ for ref, id_ in kept.refs.items()},
    )
    rows: list[TheirRow] = []
    notes: list[str] = []
    looked_at: set[SheetName] = set()
    there = {t.name: t for t in tables}
    for name in FIELDS:
        table = there.get(name) or _renamed(name, tables)
        if table is None:
            notes.append(f"The sheet “{name}” is not in the workbook, so nothing of it was looked at.")
            continue
        reader = _SheetReader(source.name, table, name, marks.get(table.name, SheetMarks()), kept, known)
        rows += reader.rows()
        notes += reader.notes
        looked_at.add(name)
    if not looked_at:
        raise UserError(f"{source.name}: none of the sheets {', '.join(FIELDS)} is in it any more, so it says nothing.")
    return PlanBook(source.name, kept, tuple(rows), tuple(notes), frozenset(looked_at))


def _renamed(name: SheetName, tables: Sequence[Table]) -> Table | None:
    """Return the sheet that has another name now: the only one with the id and nearly all headings of this one."""
    wanted = {f.heading.casefold() for f in FIELDS[name]}
    found = []
    for table in tables:
        words = [{tidy(cell_text(cell)).casefold() for cell in row} for row in table.rows[:_LOOKED_AT]]
        if table.name not in (*FIELDS, KEPT_SHEET) and any(
            ID.casefold() in row and 2 * len(row & wanted) > len(wanted) for row in words
        ):
            found.append(table)
    return found[0] if len(found) == 1 else None


class _SheetReader:
    def __init__(self, book: str, table: Table, name: SheetName, marks: SheetMarks, kept: Kept, known: Known) -> None:
        self._table, self._name, self._marks, self._kept, self._known = table, name, marks, kept, known
        self._shown = table.name if table.name != name else ""
        self._place = self._find_header(book)
        self._letters = {f.name: column_letter(c) for c, f in self._place.fields.items()}
        self._letters |= {"id": column_letter(self._place.id or 0)}
        if self._place.ref is not None:
            self._letters["action"] = column_letter(self._place.ref)
        missing = [f.heading for f in FIELDS[name] if f not in self._place.fields.values()]
        self.notes = [f"The sheet “{self._shown}” was read as the sheet “{name}”."] * bool(self._shown) + [
            f"{name}: no column is called “{heading}”, so nothing of it was looked at." for heading in missing
        ]

    def rows(self) -> Iterator[TheirRow]:
        """Give every row that holds anything."""
        for number, row in enumerate(self._table.rows[self._place.header :], start=self._place.header + 1):
            if any(self._cell(row, column) != "" for column in self._place.fields):
                yield self._read(number, row)

    def _find_header(self, book: str) -> _Place:
        by_heading = {f.heading.casefold(): f for f in FIELDS[self._name]}
        for number, row in enumerate(self._table.rows[:_LOOKED_AT], start=1):
            words = {column: tidy(cell_text(cell)).casefold() for column, cell in enumerate(row)}
            fields = {column: by_heading[word] for column, word in words.items() if word in by_heading}
            if len(fields) >= _ENOUGH:
                self._refuse_doubled(book, [field.heading for field in fields.values()])
                place = {word: column for column, word in words.items()}
                found = _Place(number, fields, *(place.get(w.casefold()) for w in (ID, REF, ACTION)))
                if found.id is None:
                    raise UserError(
                        f"{book}: the column “{ID}” of the sheet “{self._name}”, which is hidden, has been deleted, so "
                        "no row can be told from a new one. Copy it back from the workbook as it was exported."
                    )
                return found
        raise UserError(
            f"{book}: the sheet “{self._name}” has lost its row of headings. Copy it back from the workbook as it was "
            "exported, or delete the sheet to leave it out."
        )

    def _refuse_doubled(self, book: str, headings: list[str]) -> None:
        if twice := [heading for heading, count in Counter(headings).items() if count > 1]:
            raise UserError(
                f"{book}: two columns of the sheet “{self._shown or self._name}” are called “{twice[0]}”, so it cannot "
                "be told which is meant. Rename the one that was added."
            )

    def _read(self, number: int, row: Row) -> TheirRow:
        id_ = tidy(cell_text(self._cell(row, self._place.id)))
        cells: dict[str, str] = {}
        problems: list[PlaceProblem] = []
        for column, field_ in self._place.fields.items():
            said = self._mark(number, column)
            if not said:
                try:
                    cells[field_.name], note = read_cell(self._cell(row, column), field_, self._known)
                except Unreadable as error:
                    said = f"{error}."
                else:
                    exported = self._kept.cells.get((self._name, id_), {}).get(field_.name)
                    if note and cells[field_.name] != exported:
                        problems.append(self._problem(number, column, note, rejects=False))
            if said:
                problems.append(self._problem(number, column, said))
        owner, title = self._owner(row, id_)
        return TheirRow(self._name, number, id_, cells, self._letters, owner, title, tuple(problems), self._shown)

    def _mark(self, number: int, column: int) -> str:
        """Return what is wrong with a cell whatever it shows; empty when nothing is."""
        if (number, column) in self._marks.formulas:
            return "This cell is a formula. Type what it should say instead."
        first = self._marks.merged_into(number, column)
        if first is not None:
            return f"This cell is merged with {column_letter(first[1])}{first[0]}. Take the merged cells apart."
        return ""

    def _owner(self, row: Row, id_: str) -> tuple[str, str]:
        if self._name == "Actions":
            return id_, ""
        if id_:
            return self._kept.owners.get((self._name, id_), ""), ""
        title = cell_text(self._cell(row, self._place.action))
        found = self._known.action(self._cell(row, self._place.ref)) or self._known.action(title)
        return found or "", tidy(title) or tidy(cell_text(self._cell(row, self._place.ref)))

    def _cell(self, row: Row, column: int | None) -> Cell:
        return row[column] if column is not None and column < len(row) else ""

    def _problem(self, number: int, column: int, reason: str, *, rejects: bool = True) -> PlaceProblem:
        return PlaceProblem(self._shown or self._name, number, column_letter(column), reason, rejects)


def _texts(row: Row) -> list[str]:
    return [cell_text(cell) for cell in row] + [""] * (5 - len(row))
