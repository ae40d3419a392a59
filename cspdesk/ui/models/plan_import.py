"""What the import of a plan shows: every cell that changes, side by side, and every row with its place."""

from collections.abc import Collection, Iterable
from datetime import date

from cspdesk.app.plan_imports import PlanComparison
from cspdesk.app.plan_outcome import rejected_rows
from cspdesk.domain.periods import long_date
from cspdesk.domain.plan_cells import Key, field_called, ids_in
from cspdesk.domain.plan_merge import CellChange, PlaceProblem, TheirRow
from cspdesk.domain.plan_writes import PlanWrites
from cspdesk.domain.records import dataclass
from cspdesk.ui.models.table import Column

Cell = tuple[str, int, str]  # sheet, row and field


@dataclass(frozen=True, slots=True)
class Differing:
    """A cell that differs, in words: as exported, there and here; taken says whose is to stand."""

    key: Cell
    place: str
    what: str
    heading: str
    exported: str
    theirs: str
    ours: str
    taken: str = ""


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that others added."""

    key: tuple[str, int]
    place: str
    kind: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A row that is no longer in the workbook."""

    key: Key
    kind: str
    title: str


class PlanWords:
    """Puts a comparison into words, ids by the names people know."""

    def __init__(self, comparison: PlanComparison) -> None:
        known = comparison.known
        self._comparison = comparison
        self._names = {p.id: p.name for p in known.people} | {o.id: o.name for o in known.organisations}
        self._names |= {w.action.id: w.action.title for w in known.actions}

    def changes(self) -> list[Differing]:
        """Return the cells that only they changed."""
        return [self._differing(c) for c in self._comparison.merged.changes]

    def conflicts(self, theirs: Collection[Cell]) -> list[Differing]:
        """Return the cells that both changed, with whose is taken."""
        return [
            self._differing(c, "Theirs" if cell_of(c) in theirs else "Ours") for c in self._comparison.merged.conflicts
        ]

    def added(self) -> list[NewRow]:
        """Return the rows that they added."""
        return [self._new(row) for row in self._comparison.merged.added]

    def missing(self) -> list[Gone]:
        """Return the rows that they removed."""
        names = self._comparison.names
        return [Gone(key, key[0].removesuffix("s"), names.get(key, "")) for key in self._comparison.merged.missing]

    def _differing(self, change: CellChange, taken: str = "") -> Differing:
        row, field = change.row, field_called(change.row.sheet, change.field)
        exported = "not known" if change.exported is None else self._said(row, change.field, change.exported)
        return Differing(
            cell_of(change),
            _place(row, change.field),
            self._title(row),
            field.heading,
            exported,
            self._said(row, change.field, change.theirs),
            self._said(row, change.field, change.ours),
            taken,
        )

    def _said(self, row: TheirRow, name: str, text: str) -> str:
        match field_called(row.sheet, name).kind:
            case _ if not text:
                return "–"
            case "day":
                return long_date(date.fromisoformat(text))
            case "percent":
                return f"{text}%"
            case "choice":
                return text.capitalize()
            case "person" | "bodies" | "actions":
                return "; ".join(self._names.get(i, "unknown") for i in ids_in(text))
        return text

    def _title(self, row: TheirRow) -> str:
        if row.sheet == "Actions":
            return self._names.get(row.id, row.cells.get("title", ""))
        return self._comparison.names.get(row.key, row.cells.get("title", ""))

    def _new(self, row: TheirRow) -> NewRow:
        of = self._names.get(row.action_id, row.action_title)
        due = row.cells.get("due_on") or row.cells.get("current_on") or ""
        parts = [f"of “{of}”" if of and row.sheet != "Actions" else ""]
        parts.append(f"due {long_date(date.fromisoformat(due))}" if due else "")
        parts.append(self._names.get(row.cells.get("lead_id", ""), ""))
        about = ", ".join(part for part in parts if part)
        return NewRow(row.place, _place(row), row.sheet.removesuffix("s"), row.cells.get("title", ""), about)


def cell_of(change: CellChange) -> Cell:
    """Return what tells one differing cell from another."""
    return (*change.row.place, change.field)


def summary_words(comparison: PlanComparison, writes: PlanWrites) -> str:
    """Say what importing would do, in one line."""
    merged = comparison.merged
    parts = (
        (len(writes.added), "action added", "actions added"),
        (len(writes.changed), "action changed", "actions changed"),
        (len(merged.conflicts), "cell changed on both sides", "cells changed on both sides"),
        (len(merged.missing), "row no longer there", "rows no longer there"),
        (len(rejected_rows(writes)), "row rejected", "rows rejected"),
    )
    said = [f"{count:,} {one if count == 1 else many}" for count, one, many in parts if count]
    return f"{', '.join(said)}." if said else "Nothing in it differs from the record."


def done_words(writes: PlanWrites, removed: int) -> str:
    """Say what was imported."""
    parts = (
        (len(writes.added), "action added", "actions added"),
        (len(writes.changed), "action changed", "actions changed"),
        (removed, "row removed", "rows removed"),
    )
    said = [f"{count:,} {one if count == 1 else many}" for count, one, many in parts if count]
    return f"{', '.join(said)}." if said else "Nothing was changed."


def change_columns() -> tuple[Column[Differing], ...]:
    """Return the columns of cells that they changed."""
    return (
        Column("Cell", lambda d: d.place, width=110),
        Column("What", lambda d: d.what, width=190),
        Column("Column", lambda d: d.heading, width=120),
        Column("Here now", lambda d: d.ours, width=190),
        Column("In the workbook", lambda d: d.theirs, width=190, stretch=True),
    )


def conflict_columns() -> tuple[Column[Differing], ...]:
    """Return the columns of cells that both changed."""
    return (
        Column("What", lambda d: d.what, width=150),
        Column("Column", lambda d: d.heading, width=96, tooltip=lambda d: d.place),
        Column("As exported", lambda d: d.exported, width=130),
        Column("Ours, here now", lambda d: d.ours, width=150, strong=lambda d: d.taken == "Ours"),
        Column(
            "Theirs, in the workbook", lambda d: d.theirs, width=150, stretch=True, strong=lambda d: d.taken == "Theirs"
        ),
        Column("Taken", lambda d: d.taken, width=80, strong=lambda _: True),
    )


def new_columns() -> tuple[Column[NewRow], ...]:
    """Return the columns of rows that they added."""
    return (
        Column("Row", lambda r: r.place, sort=lambda r: r.key, width=120),
        Column("Kind", lambda r: r.kind, width=90),
        Column("Words", lambda r: r.title, width=300, stretch=True),
        Column("About it", lambda r: r.about, width=280),
    )


def gone_columns() -> tuple[Column[Gone], ...]:
    """Return the columns of rows that they removed."""
    return (
        Column("Kind", lambda g: g.kind, width=100),
        Column("Words", lambda g: g.title, width=400, stretch=True),
    )


def problem_columns() -> tuple[Column[PlaceProblem], ...]:
    """Return the columns of what is wrong, or was understood in its own way."""
    return (
        Column("Sheet", lambda p: p.sheet, width=120),
        Column("Row", lambda p: f"{p.row:,}", sort=lambda p: p.row, align="right", width=60),
        Column("Column", lambda p: p.column or "whole row", width=90),
        Column("Row is", lambda p: "rejected" if p.rejects else "taken", width=80, strong=lambda p: p.rejects),
        Column("Why", lambda p: p.reason, width=420, stretch=True),
    )


def in_order(problems: Iterable[PlaceProblem]) -> list[PlaceProblem]:
    """Return what rejects rows first, then by place."""
    return sorted(problems, key=lambda p: (not p.rejects, p.sheet, p.row, p.column))


def _place(row: TheirRow, name: str = "") -> str:
    sheet, number = row.place
    return f"{sheet} {row.columns.get(name, '')}{number}" if name else f"{sheet} row {number}"
