"""Since the last review: what became of a plan, told action by action in plain sentences."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from cspdesk.domain.records import dataclass
from cspdesk.domain.since_actions import of_action, of_computed, of_counts, of_milestone, of_reports
from cspdesk.domain.since_items import Row, RowSince, SinceItem, SinceKind, SinceNames
from cspdesk.domain.since_money import of_money
from cspdesk.domain.since_year_end import moved_by_year_end, of_year_end

TABLES = (
    "actions",
    "milestones",
    "action_updates",
    "output_quarters",
    "year_end_decisions",
    "action_lines",
    "budget_lines",
    "virements",
    "transactions",
)


@dataclass(frozen=True, slots=True)
class SinceReview:
    """All that changed, by kind, then by the action's title."""

    items: tuple[SinceItem, ...]

    def of_kind(self, kind: SinceKind) -> tuple[SinceItem, ...]:
        """Return what changed in one way."""
        return tuple(each for each in self.items if each.kind is kind)

    def of_action(self, action_id: str) -> tuple[SinceItem, ...]:
        """Return what changed about one action."""
        return tuple(each for each in self.items if each.action_id == action_id)

    @property
    def counts(self) -> dict[SinceKind, int]:
        """How many actions changed in each way; ways in which none did are left out."""
        found = {kind: len({each.action_id for each in self.of_kind(kind)}) for kind in SinceKind}
        return {kind: count for kind, count in found.items() if count}


def since(rows: Iterable[RowSince], names: SinceNames) -> SinceReview:
    """Return what became of the plan that a review looked at, from the rows that differ since it was held."""
    rows = tuple(rows)
    fresh = {row.row_id for row in rows if row.table == "actions" and row.before is None}
    told = _folded(sorted(_items(rows, names), key=_order), fresh)
    return SinceReview(tuple(sorted(told, key=_order)))


_KINDS = tuple(SinceKind)
_MOVES = (SinceKind.SLIPPED, SinceKind.EARLIER)


def _order(each: SinceItem) -> tuple[int, str, str]:
    return _KINDS.index(each.kind), each.title, each.action_id


def _folded(items: Sequence[SinceItem], fresh: Collection[str]) -> Iterator[SinceItem]:
    """Give the items, all that is told of an action added since in the one that says it was added."""
    told = {each.action_id: each for each in items if each.kind is SinceKind.ADDED and each.action_id in fresh}
    for each in items:
        added = told.get(each.action_id)
        if added is None:
            yield each
        elif each.kind is not SinceKind.ADDED:
            told[each.action_id] = replace(added, sentence=f"{added.sentence} {each.sentence}")
    yield from told.values()


def _items(rows: tuple[RowSince, ...], names: SinceNames) -> Iterator[SinceItem]:
    touched = {row.row_id: row for row in rows if row.table == "actions"}
    moved = moved_by_year_end(rows, names)
    for row in touched.values():
        if any(names.covers(known) for known in (row.before, row.after) if known is not None):
            yield from (each for each in of_action(row, names) if each.kind not in _MOVES or not _carried(row, moved))
    fresh = {row.row_id for row in touched.values() if row.before is None}
    there = {action_id: action for action_id, action in names.actions.items() if action_id not in fresh}
    for row in rows:
        action = there.get(row.known["action_id"]) if row.table == "milestones" else None
        if action is not None:
            yield from of_milestone(row, action)
    yield from of_computed(there.values(), names)
    yield from of_counts(rows, names)
    yield from of_reports(rows, names)
    yield from of_year_end(rows, names)
    yield from of_money(rows, names)


def _carried(row: RowSince, moved: Collection[tuple[str, str, str]]) -> bool:
    """Return whether an action's due date was moved by carrying it forward, and not again since."""
    return (
        row.before is not None
        and row.after is not None
        and (row.row_id, row.before["due_on"], row.after["due_on"]) in moved
    )


__all__ = ("TABLES", "Row", "RowSince", "SinceItem", "SinceKind", "SinceNames", "SinceReview", "since")
