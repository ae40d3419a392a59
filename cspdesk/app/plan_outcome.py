"""What an import of a plan did or would do, told to people and to programs: the command line's way."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from cspdesk.app.files import opened
from cspdesk.app.plan_imports import PlanComparison, PlanOptions, known_plan, read_plan, take_plan
from cspdesk.app.refused import refused_for
from cspdesk.domain.plan_cells import Key, field_called
from cspdesk.domain.plan_merge import CellChange, TheirRow
from cspdesk.domain.plan_writes import PlanWrites
from cspdesk.domain.records import dataclass

_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """An import as it went; refused is the sentence that says why nothing was changed."""

    comparison: PlanComparison
    writes: PlanWrites
    applied: bool
    removed: tuple[Key, ...] = ()
    refused: str = ""
    took: Literal["theirs", "ours"] = "ours"

    def figures(self) -> dict[str, object]:
        """Return the counts for programs: of rows of the sheet Actions, but rejected of every sheet.

        An action of which a milestone or an output changes is a changed one.
        """
        comparison, writes = self.comparison, self.writes
        rows = [r for r in comparison.rows if r.sheet == "Actions"]
        rejected = rejected_rows(writes)
        in_conflict = {_owner(c.row) for c in comparison.merged.conflicts}
        busy = writes.changed | in_conflict
        return {
            "applied": self.applied,
            "rows": len(rows),
            "added": len(writes.added),
            "changed": len(writes.changed),
            "conflicts": len(in_conflict),
            "unchanged": sum(bool(r.id) and r.id not in busy and r.place not in rejected for r in rows),
            "rejected": len(rejected),
            "missing": len(comparison.merged.missing),
            "removed": len(self.removed),
            "took": self.took,
            "mapping": dict(comparison.mapping),
            "conflict_cells": [_cell(c) for c in comparison.merged.conflicts],
            "missing_rows": [
                {"sheet": sheet, "title": comparison.names.get((sheet, id_), "")}
                for sheet, id_ in comparison.merged.missing
            ],
            "problems": [
                {"sheet": p.sheet, "row": p.row, "column": p.column, "reason": p.reason, "rejected": p.rejects}
                for p in writes.problems
            ],
            "notes": list(comparison.notes),
        }

    def sentences(self) -> list[str]:
        """Return the same for people."""
        figures = self.figures()
        said = [f"{self.comparison.source.name}: {figures['rows']:,} actions."]
        for word in ("added", "changed", "conflicts", "unchanged", "rejected", "missing", "removed"):
            if figures[word] or word in ("added", "changed", "unchanged"):
                said.append(f"  {word:<10} {figures[word]:>6,}")
        return [*said, *_short(self._conflicts()), *_short(self._missing()), *_short(self._problems()), *self._notes()]

    def _conflicts(self) -> Iterator[str]:
        for change in self.comparison.merged.conflicts:
            place = f"{change.row.place[0]} {change.row.columns.get(change.field, '')}{change.row.row}"
            heading = field_called(change.row.sheet, change.field).heading
            kept = "theirs was taken" if self.took == "theirs" else "ours was kept"
            yield f"  Both changed {place}, {heading}: theirs “{change.theirs}”, ours “{change.ours}”; {kept}."

    def _missing(self) -> Iterator[str]:
        for key in self.comparison.merged.missing:
            done = "removed here too" if key in self.removed else "kept here"
            yield f"  No longer in the sheet {key[0]}: “{self.comparison.names.get(key, '')}”; {done}."

    def _problems(self) -> Iterator[str]:
        for p in sorted(self.writes.problems, key=lambda p: (not p.rejects, p.sheet, p.row)):
            yield f"  {p.sheet} row {p.row}, {f'column {p.column}' if p.column else 'whole row'}: {p.reason}"

    def _notes(self) -> list[str]:
        return [f"  Note: {note}" for note in self.comparison.notes]


def rejected_rows(writes: PlanWrites) -> set[tuple[str, int]]:
    """Return the sheet and row of everything that cannot be taken as it is."""
    return {(p.sheet, p.row) for p in writes.problems if p.rejects}


def import_plan(
    source: Path,
    file: Path,
    priority: str,
    options: PlanOptions,
    today: date,
    *,
    partial: bool = False,
    dry_run: bool = False,
    take: Literal["theirs", "ours"] = "ours",
    remove_missing: bool = False,
) -> PlanOutcome:
    """Import a plan as the command line does: all rows or none, unless partial; never anything when dry_run.

    Cells changed on both sides stay ours unless theirs are to be taken; rows missing there are removed only if said.
    Raises UserError when the file, the priority or the plan is not to be had.
    """
    with opened(file, to_write=not dry_run) as store:
        comparison = read_plan(source, known_plan(store, priority, today), options)
        writes = comparison.writes(comparison.merged.conflicts if take == "theirs" else ())
        refused = "" if partial else _refusal(writes, dry_run=dry_run)
        if dry_run or refused:
            return PlanOutcome(comparison, writes, applied=False, refused=refused, took=take)
        removed = take_plan(store, comparison, writes, remove_missing=remove_missing)
    return PlanOutcome(comparison, writes, applied=True, removed=removed, took=take)


def _refusal(writes: PlanWrites, *, dry_run: bool) -> str:
    first = next((p for p in writes.problems if p.rejects), None)
    if first is None:
        return ""
    place = f"{first.sheet} row {first.row}{f', column {first.column}' if first.column else ''}"
    return refused_for(len(rejected_rows(writes)), f"{place}: {first.reason}", "workbook", dry_run=dry_run)


def _cell(change: CellChange) -> dict[str, object]:
    return {
        "sheet": change.row.place[0],
        "row": change.row.row,
        "column": change.row.columns.get(change.field, ""),
        "field": change.field,
        "exported": change.exported,
        "theirs": change.theirs,
        "ours": change.ours,
    }


def _owner(row: TheirRow) -> str:
    return row.id if row.sheet == "Actions" else row.action_id


def _short(sentences: Iterator[str]) -> list[str]:
    told = list(sentences)
    more = [f"  … and {len(told) - _MOST_TOLD:,} more."] if len(told) > _MOST_TOLD else []
    return told[:_MOST_TOLD] + more
