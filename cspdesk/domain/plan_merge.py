"""A plan that others edited, merged with what became of it here meanwhile: what changed there, here, or in both."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from cspdesk.domain.field_markings import WITHHELD
from cspdesk.domain.plan_cells import Cells, Key, SheetName, field_called
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class PlaceProblem:
    """Something wrong in a sheet, and where: column is its letter, empty for the whole row.

    rejects: the row cannot be taken as it is. Otherwise it is taken, and this says how it was understood.
    """

    sheet: str
    row: int
    column: str
    reason: str
    rejects: bool = True


@dataclass(frozen=True, slots=True)
class TheirRow:
    """A row as others left it. id is empty for a row they added; action_id then says whose it is, if that is known.

    action_title names the action of a milestone or output whose action is itself a new row.
    """

    sheet: SheetName
    row: int
    id: str
    cells: Cells
    columns: Mapping[str, str] = field(default_factory=dict)  # field -> column letter
    action_id: str = ""
    action_title: str = ""
    problems: tuple[PlaceProblem, ...] = ()
    shown: str = ""  # what the sheet is called where it was read, if not by the name of the plan's own sheet

    @property
    def key(self) -> Key:
        """What it is found by."""
        return self.sheet, self.id

    @property
    def place(self) -> tuple[str, int]:
        """Its sheet and row, as problems name them."""
        return self.shown or self.sheet, self.row

    @property
    def rejected(self) -> bool:
        """Whether it cannot be taken as it is."""
        return any(p.rejects for p in self.problems)

    def problem(self, field_name: str, reason: str, *, rejects: bool = True) -> PlaceProblem:
        """Return a problem of one of its cells."""
        return PlaceProblem(self.shown or self.sheet, self.row, self.columns.get(field_name, ""), reason, rejects)


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that reads differently there: as exported (None when that is not known), as they have it, as it is now."""

    row: TheirRow
    field: str
    exported: str | None
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What taking their version means: cells to change, cells changed on both sides, rows added and rows missing."""

    changes: tuple[CellChange, ...]
    conflicts: tuple[CellChange, ...]
    added: tuple[TheirRow, ...]
    missing: tuple[Key, ...]
    problems: tuple[PlaceProblem, ...]


def merge(exported: Mapping[Key, Cells], theirs: Sequence[TheirRow], ours: Mapping[Key, Cells]) -> Merged:
    """Return the difference between what was exported and what came back, against what is here now.

    A cell that both changed alike is no difference. A row that others removed is only listed; one removed here since
    is left out unless they changed it, which is a problem. Rows with problems are left out but count as present.
    """
    changes: list[CellChange] = []
    conflicts: list[CellChange] = []
    problems = [p for row in theirs for p in row.problems]
    doubled = _doubled(theirs)
    problems += doubled
    twice = {(p.sheet, p.row) for p in doubled}
    sound = [row for row in theirs if not row.rejected and row.place not in twice]
    for row in (r for r in sound if r.id):
        if row.key not in ours:
            problems += _gone(row, exported.get(row.key))
            continue
        differing = list(_changes(row, exported.get(row.key), ours[row.key]))
        if barred := _barred(row, differing):
            problems.append(barred)
            continue
        for change in differing:
            known = change.exported is not None and change.ours == change.exported
            (changes if known else conflicts).append(change)
    present = {row.key for row in theirs}
    missing = tuple(key for key in exported if key in ours and key not in present)
    return Merged(tuple(changes), tuple(conflicts), tuple(r for r in sound if not r.id), missing, tuple(problems))


def _changes(row: TheirRow, exported: Cells | None, ours: Cells) -> Iterable[CellChange]:
    for name, theirs in row.cells.items():
        before = None if exported is None else exported.get(name, "")
        if theirs not in (before, ours[name], WITHHELD):  # what was never sent cannot have been changed
            yield CellChange(row, name, before, theirs, ours[name])


def _doubled(theirs: Sequence[TheirRow]) -> list[PlaceProblem]:
    """Say of every row with an id that another row has too that it cannot be told which is meant.

    Without a column of ids they were recognised by their words; then one that is rejected anyway is no rival.
    """
    named = [row for row in theirs if row.id and ("id" in row.columns or not row.rejected)]
    counts = Counter(row.key for row in named)
    places = {key: [r.row for r in named if r.key == key] for key, count in counts.items() if count > 1}
    found = []
    for row in named:
        if row.key in places:
            others = " and ".join(str(n) for n in places[row.key] if n != row.row)
            reason = (
                f"This row is a copy of row {others}, its hidden id included, so it cannot be told which is which. "
                f"Empty the id in column {row.columns['id']} of the row that is new."
                if "id" in row.columns
                else f"This row and row {others} are taken for the same action. Give each its own words or reference."
            )
            found.append(row.problem("id", reason))
    return found


def _gone(row: TheirRow, exported: Cells | None) -> list[PlaceProblem]:
    if exported is None:
        reason = "The hidden id of this row belongs to nothing in this plan. Empty it to bring the row in as new."
        return [row.problem("id", reason)]
    if all(exported.get(name, "") == text for name, text in row.cells.items()):
        return []
    return [row.problem("", "This was changed there but has been removed here since. Nothing was taken of it.")]


def _barred(row: TheirRow, changes: Iterable[CellChange]) -> PlaceProblem | None:
    for change in changes:
        field_ = field_called(row.sheet, change.field)
        if field_.lasting:
            reason = f"“{field_.heading}” stays as it was once agreed. Change the day now planned instead."
            return row.problem(change.field, reason)
    return None
