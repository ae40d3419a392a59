"""Rows that others wrote, known again by what they are called: a second import adds nothing."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_cells import Cells, Key, tidy
from cspdesk.domain.plan_memory import PlanRowMemory
from cspdesk.domain.plan_merge import Merged, TheirRow
from cspdesk.domain.records import dataclass
from cspdesk.domain.whole_action import WholeAction

_ADDED = "added to"


@dataclass(frozen=True, slots=True)
class KnownRows:
    """A workbook's rows, those known again with their ids; what was last said of each; what to remember each by."""

    rows: tuple[TheirRow, ...]
    exported: Mapping[Key, Cells]
    keys: Mapping[int, str]


def from_a_workbook(memory: PlanRowMemory) -> bool:
    """Return whether the row remembered was added to a workbook that cspdesk wrote, not to somebody's own plan."""
    return memory.key.startswith(f"{_ADDED} ")


def known_again(
    rows: Sequence[TheirRow],
    exported: Mapping[Key, Cells],
    actions: Sequence[WholeAction],
    memories: Sequence[PlanRowMemory],
    year: FinancialYear,
) -> KnownRows:
    """Return the rows, those without an id that an earlier import took in with the id they got then.

    What the workbook itself was exported with is never meant by a row without an id.
    """
    keys = dict(_keys(rows, year))
    by_key = {m.key: m for m in memories if ("Actions", m.action_id) not in exported}
    said: dict[Key, Cells] = dict(exported)
    ids: dict[str, str] = {}
    found: list[TheirRow] = []
    for row in rows:
        memory = by_key.get(keys.get(row.row, "")) if row.sheet == "Actions" and not row.id else None
        if memory is not None:
            said["Actions", memory.action_id] = memory.cells
            ids[_title(row)] = memory.action_id
            row = replace(row, id=memory.action_id, action_id=memory.action_id)
        found.append(row)
    parts = _Parts({w.action.id: w for w in actions}, exported, ids)
    return KnownRows(tuple(parts.known(row) for row in found), said, keys)


def without_other_plans(merged: Merged, rows: Sequence[TheirRow], exported: Mapping[Key, Cells]) -> Merged:
    """Return the difference with no row missing if this is hardly the plan that came in before, but another one."""
    again = sum(row.key in exported for row in rows)
    return merged if 2 * again >= len(exported) else replace(merged, missing=())


def recognised(
    row: TheirRow, key: str, known_by: Mapping[str, str], said: Mapping[Key, Cells], ours: Mapping[Key, Cells]
) -> TheirRow:
    """Return a row with the id of the action it is: the one it became before, or the one of its title.

    The first time, what it leaves empty says nothing of an action that is there. A guessed finish is no change.
    """
    found = known_by.get(key) or known_by.get(f"title {row.cells['title'].casefold()}", "")
    cells = dict(row.cells)
    before = said.get(("Actions", found))
    if found and before is None:
        cells = {name: text for name, text in cells.items() if text}
    known = (before or {}).get("finished_on") or ours.get(("Actions", found), {}).get("finished_on")
    if known and "finished_on" in cells and "finished_on" not in row.columns:
        cells["finished_on"] = known
    return replace(row, id=found, cells=cells)


def _keys(rows: Sequence[TheirRow], year: FinancialYear) -> Iterator[tuple[int, str]]:
    """Give what each added action is remembered by; two of one title are told apart by their order."""
    seen: Counter[str] = Counter()
    for row in rows:
        if row.sheet == "Actions" and not row.id:
            seen[_title(row)] += 1
            yield row.row, f"{_ADDED} {year.label} {seen[_title(row)]} {_title(row)}"


def _title(row: TheirRow) -> str:
    return row.cells.get("title", "").casefold()


class _Parts:
    """Milestones and outputs that were added, found again under their action by their own title."""

    def __init__(self, actions: Mapping[str, WholeAction], exported: Mapping[Key, Cells], ids: Mapping[str, str]):
        self._ids = ids
        self._there: dict[tuple[str, str, str], list[str]] = {}
        for own, whole in actions.items():
            for milestone in whole.milestones:
                self._add("Milestones", own, milestone.title, milestone.id, exported)
            for counted in whole.outputs:
                self._add("Outputs", own, counted.output.title, counted.output.id, exported)

    def _add(self, sheet: str, action_id: str, title: str, id_: str, exported: Mapping[Key, Cells]) -> None:
        if (sheet, id_) not in exported:
            self._there.setdefault((sheet, action_id, tidy(title).casefold()), []).append(id_)

    def known(self, row: TheirRow) -> TheirRow:
        """Return the row with its id if it is there already; cells it leaves empty then say nothing."""
        if row.id or row.sheet == "Actions":
            return row
        owner = row.action_id or self._ids.get(row.action_title.casefold(), "")
        there = self._there.get((row.sheet, owner, _title(row)))
        if not there:
            return replace(row, action_id=owner)
        cells = {name: text for name, text in row.cells.items() if text}
        return replace(row, id=there.pop(0), action_id=owner, cells=cells)
