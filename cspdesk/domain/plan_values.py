"""Canonical texts of a plan's cells put back into records: what a cell says becomes what a field holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from cspdesk.domain.milestones import Milestone, Output, OutputQuarter, OutputUnit
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_cells import Cells
from cspdesk.domain.plans import Action, ActionKind, ActionStatus, Rating, Recurrence, moved_due

T = TypeVar("T", Action, Milestone, Output)


def action_with(action: Action, cells: Cells, *, agreed: bool = True) -> Action:
    """Return the action with these cells; the due date first agreed stays with it, unless nothing was agreed yet.

    Partners, what it waits for and updates are kept beside it, not in it.
    """
    changed = _with(action, cells, _ACTION)
    if "due_on" not in cells:
        return changed
    due_on = date.fromisoformat(cells["due_on"])
    return moved_due(changed, due_on) if agreed else replace(changed, due_on=due_on)


def milestone_with(milestone: Milestone, cells: Cells) -> Milestone:
    """Return the milestone with these cells; the day first agreed stays."""
    return _with(milestone, cells, _MILESTONE)


def output_with(output: Output, cells: Cells) -> Output:
    """Return the output with these cells; its figures are `quarter_figures`."""
    return _with(output, cells, _OUTPUT)


def quarter_figures(
    output_id: str,
    known: Sequence[OutputQuarter],
    cells: Cells,
    year: FinancialYear,
    make_id: Callable[[], str],
) -> list[OutputQuarter]:
    """Return the quarters of a year whose figures these cells change; those that cells do not name stay."""
    there = {q.quarter_starts_on: q for q in known}
    found: list[OutputQuarter] = []
    for quarter in year.quarters:
        given: dict[str, Any] = {
            which: _count(cells[name])
            for which in ("target", "actual")
            if (name := f"q{quarter.number}_{which}") in cells
        }
        old = there.get(quarter.starts_on)
        if old is None and any(value is not None for value in given.values()):
            found.append(OutputQuarter(make_id(), output_id, quarter.starts_on, **given))
        elif old is not None and (new := replace(old, **given)) != old:
            found.append(new)
    return found


def _with(record: T, cells: Cells, readers: Mapping[str, Callable[[str], Any]]) -> T:
    return replace(record, **{name: read(cells[name]) for name, read in readers.items() if name in cells})


def _word(kind: type[StrEnum], default: StrEnum | None = None) -> Callable[[str], StrEnum | None]:
    return lambda text: kind(text) if text else default


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _count(text: str) -> int | None:
    return int(text) if text else None


_ACTION: Mapping[str, Callable[[str], Any]] = {
    "title": str,
    "description": str,
    "lead_id": lambda text: text or None,
    "starts_on": _day,
    "status": _word(ActionStatus, ActionStatus.PROPOSED),
    "percent": lambda text: int(text or 0),
    "finished_on": _day,
    "stated_rating": _word(Rating, Rating.CANNOT_TELL),
    "rating_reason": str,
    "forecast_rating": _word(Rating, Rating.CANNOT_TELL),
    "forecast_reason": str,
    "kind": _word(ActionKind, ActionKind.PROJECT),
    "recurrence": _word(Recurrence, Recurrence.ONCE),
    "outside_control": str,
}
_MILESTONE: Mapping[str, Callable[[str], Any]] = {
    "title": str,
    "current_on": _day,
    "actual_on": _day,
    "percent": _count,
    "note": str,
}
_OUTPUT: Mapping[str, Callable[[str], Any]] = {
    "title": str,
    "counts": _word(OutputUnit, OutputUnit.THINGS),
    "unit": str,
}
