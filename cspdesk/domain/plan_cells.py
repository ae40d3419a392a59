"""A plan as the cells of three sheets: which columns there are, and what each says, written so that versions compare.

A cell's canonical text is what is compared, kept as exported, and merged: dates in ISO, numbers in digits, people,
organisations and actions by id, words as tidied here. How a spreadsheet shows it is the exchange layer's business.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Literal, TypeAlias

from cspdesk.domain.milestones import Milestone, OutputUnit
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionKind, ActionStatus, Rating, Recurrence
from cspdesk.domain.records import dataclass
from cspdesk.domain.whole_action import CountedOutput, WholeAction

LONGEST_CELL = 32_000  # characters; a spreadsheet holds 32,767 in one cell
_NOT_IN_A_SHEET = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

SheetName: TypeAlias = Literal["Actions", "Milestones", "Outputs"]
Kind: TypeAlias = Literal["text", "day", "count", "percent", "choice", "person", "bodies", "actions"]
Cells: TypeAlias = Mapping[str, str]  # canonical text by field; a field that is not there was not looked at
Key: TypeAlias = tuple[SheetName, str]  # which record: its sheet and id


@dataclass(frozen=True, slots=True)
class Field:
    """A column that is read back. choices: the words it may hold. lasting: what is there may not be changed."""

    name: str
    heading: str
    kind: Kind = "text"
    width: int = 14
    choices: type[StrEnum] | None = None
    lasting: bool = False


ACTION_FIELDS = (
    Field("title", "Action", width=28),
    Field("description", "What it is", width=38),
    Field("lead_id", "Lead", "person", 16),
    Field("partners", "Partners", "bodies", 20),
    Field("starts_on", "Starts", "day", 11),
    Field("due_on", "Due", "day", 11),
    Field("status", "Status", "choice", 13, ActionStatus),
    Field("percent", "Done", "percent", 7),
    Field("finished_on", "Finished", "day", 11),
    Field("stated_rating", "Rating", "choice", 12, Rating),
    Field("rating_reason", "Why this rating", width=22),
    Field("forecast_rating", "At year end", "choice", 12, Rating),
    Field("forecast_reason", "Why at year end", width=18),
    Field("update", "Latest update", width=34),
    Field("needs", "Waits for", "actions", 9),
    Field("kind", "Kind", "choice", 11, ActionKind),
    Field("recurrence", "Repeats", "choice", 11, Recurrence),
    Field("outside_control", "Outside our control", width=24),
)
MILESTONE_FIELDS = (
    Field("title", "Milestone", width=40),
    Field("baseline_on", "First agreed", "day", 13, lasting=True),
    Field("current_on", "Now planned", "day", 13),
    Field("actual_on", "Reached", "day", 13),
    Field("percent", "Share of action", "percent", 10),
    Field("note", "Note", width=36),
)
OUTPUT_FIELDS = (
    Field("title", "Output", width=34),
    Field("counts", "Counted in", "choice", 11, OutputUnit),
    Field("unit", "Unit", width=14),
    *(
        Field(f"q{quarter}_{which}", f"Q{quarter} {which}", "count", 9)
        for quarter in (1, 2, 3, 4)
        for which in ("target", "actual")
    ),
)
FIELDS: Mapping[SheetName, tuple[Field, ...]] = {
    "Actions": ACTION_FIELDS,
    "Milestones": MILESTONE_FIELDS,
    "Outputs": OUTPUT_FIELDS,
}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A record as the cells of its row; action_id is its own for an action."""

    sheet: SheetName
    id: str
    action_id: str
    cells: Cells

    @property
    def key(self) -> Key:
        """What it is found by."""
        return self.sheet, self.id


def field_called(sheet: SheetName, name: str) -> Field:
    """Return a column by its field's name."""
    return next(f for f in FIELDS[sheet] if f.name == name)


def plan_rows(actions: Iterable[WholeAction], year: FinancialYear, among: Collection[str]) -> Iterator[PlanRow]:
    """Give every row of a plan; among are the ids of the actions that the plan holds, so that no other is named."""
    for whole in actions:
        own = whole.action.id
        yield PlanRow("Actions", own, own, _action_cells(whole, among))
        for milestone in whole.milestones:
            yield PlanRow("Milestones", milestone.id, own, _milestone_cells(milestone))
        for counted in whole.outputs:
            yield PlanRow("Outputs", counted.output.id, own, _output_cells(counted, year))


def tidy(text: str) -> str:
    """Return words as a sheet can hold them: one kind of line end, no letters it cannot keep, nothing at the ends."""
    plain = _NOT_IN_A_SHEET.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.strip()[:LONGEST_CELL].rstrip()


def ids_text(ids: Iterable[str]) -> str:
    """Return several ids as one canonical text, whatever their order."""
    return ";".join(sorted(set(ids)))


def ids_in(text: str) -> tuple[str, ...]:
    """Return the ids in a canonical text."""
    return tuple(text.split(";")) if text else ()


def _action_cells(whole: WholeAction, among: Collection[str]) -> Cells:
    action = whole.action
    return {
        "title": tidy(action.title),
        "description": tidy(action.description),
        "lead_id": action.lead_id or "",
        "partners": ids_text(whole.partner_ids),
        "starts_on": action.starts_on.isoformat(),
        "due_on": action.due_on.isoformat(),
        "status": action.status.value,
        "percent": str(action.percent),
        "finished_on": _text(action.finished_on),
        "stated_rating": action.stated_rating.value,
        "rating_reason": tidy(action.rating_reason),
        "forecast_rating": action.forecast_rating.value,
        "forecast_reason": tidy(action.forecast_reason),
        "update": tidy(whole.last_update.text) if whole.last_update else "",
        "needs": ids_text(n for n in whole.needs_ids if n in among),
        "kind": action.kind.value,
        "recurrence": action.recurrence.value,
        "outside_control": tidy(action.outside_control),
    }


def _milestone_cells(milestone: Milestone) -> Cells:
    return {
        "title": tidy(milestone.title),
        "baseline_on": milestone.baseline_on.isoformat(),
        "current_on": milestone.current_on.isoformat(),
        "actual_on": _text(milestone.actual_on),
        "percent": _text(milestone.percent),
        "note": tidy(milestone.note),
    }


def _output_cells(counted: CountedOutput, year: FinancialYear) -> Cells:
    output = counted.output
    cells = {"title": tidy(output.title), "counts": output.counts.value, "unit": tidy(output.unit)}
    known = {q.quarter_starts_on: q for q in counted.quarters}
    for quarter in year.quarters:
        figures = known.get(quarter.starts_on)
        cells[f"q{quarter.number}_target"] = _text(figures.target) if figures else ""
        cells[f"q{quarter.number}_actual"] = _text(figures.actual) if figures else ""
    return cells


def _text(value: object) -> str:
    return "" if value is None else str(value)
