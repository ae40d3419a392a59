"""Which transactions the changes of the record touched, so that a part that shows many reads only these again."""

import json
from collections.abc import Iterable, Set
from typing import Any

from cspdesk.domain.records import dataclass
from cspdesk.store.journal import Change
from cspdesk.store.store import Store

MARKINGS = "field_markings"  # of whatever record: which words of it are seen
MOST = 100  # changed rows; after more than these all is read again, which takes no longer


@dataclass(frozen=True, slots=True)
class Touched:
    """What was changed since a part last looked: the transactions themselves or their proofs, and on which lines.

    transactions holds ids; line_ids the lines that changed transactions stood or stand on, None for those on no line.
    """

    transactions: frozenset[str]
    line_ids: frozenset[str | None]


class Follower:
    """Remembers up to which change a part has read, and tells what to read again."""

    def __init__(self, store: Store, otherwise: Set[str]) -> None:
        """otherwise: the other tables that the part is read from; a change to one of them has all read again."""
        self._store = store
        self._otherwise = otherwise
        self._read = -1
        self._audience = store.journal.veil.audience

    def begin(self, change: int) -> None:
        """Begin at a change: all up to it is read already."""
        self._read = change

    def take(self) -> Touched | None:
        """Return what was touched since the last call; None when all is to be read, as it is the first time."""
        before, self._audience = self._audience, self._store.journal.veil.audience
        if self._store.journal.is_open:  # what is written now may yet be taken back, and its numbers given anew
            self._read = -1
            return None
        since, self._read = self._read, self._store.journal.newest_change()
        unread = since < 0 or self._read < since or before is not self._audience  # others see other words of all
        changes = None if unread else self._store.journal.since(since, MOST)
        if changes is None or any(change.table in {MARKINGS, *self._otherwise} for change in changes):
            return None
        return _touched(self._store, changes)


def _touched(store: Store, changes: Iterable[Change]) -> Touched:
    lines: set[str | None] = set()
    ids: set[str] = set()
    linked: set[str] = set()
    for change in changes:
        if change.table == "transactions":
            ids.add(change.row_id)
            lines.update(row["line_id"] for row in _sides(change))
        elif change.table == "transaction_evidence":
            linked.update(row["transaction_id"] for row in _sides(change))
    if linked:
        lines.update(entry.line_id for entry in store.funding.transactions.named(tuple(linked)))
    return Touched(frozenset(ids | linked), frozenset(lines))


def _sides(change: Change) -> list[dict[str, Any]]:
    return [json.loads(side) for side in (change.before, change.after) if side is not None]
