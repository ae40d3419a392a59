"""The history of one action in words, read from the journal: the action itself and all that hangs on it."""

import json
from collections.abc import Iterator
from datetime import datetime

from cspdesk.domain.records import dataclass
from cspdesk.store.journal import Change
from cspdesk.store.store import Store
from cspdesk.ui.models.plan_history_words import ActionWords

HANGING = (
    ("action_updates", "action_id"),
    ("action_partners", "action_id"),
    ("action_evidence", "action_id"),
    ("milestones", "action_id"),
    ("outputs", "action_id"),
    ("action_dependencies", "action_id"),
    ("action_dependencies", "needs_id"),
    ("action_lines", "action_id"),
    ("action_indicators", "action_id"),
    ("commissioned_services", "action_id"),
    ("year_end_decisions", "action_id"),
)
QUARTERS = (("output_quarters", "output_id"),)


@dataclass(frozen=True, slots=True)
class Moment:
    """One step in the life of an action: when (local time), who, and what changed, a sentence each."""

    at: datetime
    person: str
    words: tuple[str, ...]


def action_history(store: Store, action_id: str) -> tuple[Moment, ...]:
    """Return what happened to an action and what hangs on it, newest first."""
    words = ActionWords(store, action_id)
    by_step: dict[int, list[str]] = {}
    for change in _changes(store, action_id):
        by_step.setdefault(change.step, []).extend(words.of(change))
    return tuple(reversed(list(_moments(store, by_step))))


def _changes(store: Store, action_id: str) -> list[Change]:
    """Return every change of the action, of what points at it, and of the figures of its outputs, in order."""
    own = store.journal.life_of((action_id,), HANGING)
    outputs = {_one(c)["id"] for c in own if c.table == "outputs"}
    counted = store.journal.life_of(outputs, QUARTERS) if outputs else ()
    return sorted({c.id: c for c in (*own, *counted)}.values(), key=lambda c: c.id)


def _one(change: Change) -> dict[str, str]:
    return dict(json.loads(change.after or change.before or "{}"))


def _moments(store: Store, by_step: dict[int, list[str]]) -> Iterator[Moment]:
    for seq, said in by_step.items():
        step = store.journal.find(seq)
        first = ["Undone:"] if step.kind == "undo" else ["Redone:"] if step.kind == "redo" else []
        if said:
            yield Moment(step.at.astimezone(), step.person, (*first, *said))
