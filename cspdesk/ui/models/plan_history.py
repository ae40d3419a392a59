"""The history of one action in words, read from the journal."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cspdesk.domain.periods import long_date
from cspdesk.store.journal import Change
from cspdesk.store.store import Store

HANGING = {"action_updates": "action_id", "action_partners": "action_id", "action_evidence": "action_id"}
QUOTED = 80  # how many characters of a long text a history line shows


@dataclass(frozen=True, slots=True)
class Moment:
    """One step in the life of an action: when (local time), who, and what changed, a sentence each."""

    at: datetime
    person: str
    words: tuple[str, ...]


def action_history(store: Store, action_id: str) -> tuple[Moment, ...]:
    """Return what happened to an action and what hangs on it, newest first."""
    words = _Words(store)
    by_step: dict[int, list[str]] = {}
    for change in store.journal.life_of(action_id, HANGING):
        by_step.setdefault(change.step, []).extend(words.of(change))
    moments: list[Moment] = []
    for seq, said in by_step.items():
        step = store.journal.find(seq)
        first = ["Undone:"] if step.kind == "undo" else ["Redone:"] if step.kind == "redo" else []
        if said:
            moments.append(Moment(step.at.astimezone(), step.person, (*first, *said)))
    return tuple(reversed(moments))


class _Words:
    """Changes of rows as sentences, with names for ids."""

    def __init__(self, store: Store) -> None:
        self._people = {p.id: p.name for p in store.partnership.all_people()}
        self._organisations = {o.id: o.name for o in store.partnership.all_organisations()}
        self._priorities = {p.id: p.name for p in store.partnership.all_priorities()}
        self._store = store

    def of(self, change: Change) -> Iterator[str]:
        """Give a sentence for each thing a change changed."""
        before = None if change.before is None else json.loads(change.before)
        after = None if change.after is None else json.loads(change.after)
        tell: Callable[[Any, Any], Iterator[str]] = {
            "actions": self._action,
            "action_updates": self._update,
            "action_partners": self._partner,
            "action_evidence": self._evidence,
        }[change.table]
        yield from tell(before, after)

    def _action(self, before: dict[str, Any] | None, after: dict[str, Any] | None) -> Iterator[str]:
        if before is None or after is None:
            yield "Added" if before is None else "Deleted"
            return
        for field, name in _FIELDS.items():
            was, now = before.get(field), after.get(field)
            if was != now:
                yield self._field(field, name, was, now)

    def _field(self, field: str, name: str, was: object, now: object) -> str:
        if field in _LONG:
            return f"{name} {'removed' if not now else 'written' if not was else 'changed'}"
        if field == "illustrative":
            return "Marked illustrative" if now else "No longer marked illustrative"
        if not was:
            return f"{name}: {self._value(field, now)}"
        return f"{name}: {self._value(field, was)} → {self._value(field, now)}"

    def _value(self, field: str, value: object) -> str:
        if value is None or value == "":
            return "none"
        if field in _DATES:
            return long_date(date.fromisoformat(str(value)))
        if field == "percent":
            return f"{value}%"
        names: Mapping[str, str] = {"lead_id": self._people, "priority_id": self._priorities}.get(field, {})
        return names.get(str(value), "someone no longer in the record" if names else _short(str(value)))

    def _update(self, before: dict[str, Any] | None, after: dict[str, Any] | None) -> Iterator[str]:
        if after is None:
            yield f"Update removed: “{_short((before or {})['text'])}”"
        else:
            verb = "Update" if before is None else "Update changed"
            yield f"{verb}: “{_short(after['text'])}”"

    def _partner(self, before: dict[str, Any] | None, after: dict[str, Any] | None) -> Iterator[str]:
        name = self._organisations.get((after or before or {})["organisation_id"], "An organisation")
        yield f"{name} takes part" if after is not None else f"{name} no longer takes part"

    def _evidence(self, before: dict[str, Any] | None, after: dict[str, Any] | None) -> Iterator[str]:
        found = self._store.evidence.evidence.find((after or before or {})["evidence_id"])
        title = f"“{_short(found.title)}”" if found else "that was removed since"
        yield f"Evidence {title} {'attached' if after is not None else 'detached'}"


_FIELDS = {
    "title": "Title",
    "priority_id": "Priority",
    "description": "Description",
    "lead_id": "Lead",
    "starts_on": "Start",
    "due_on": "Due",
    "status": "Status",
    "percent": "Progress",
    "finished_on": "Finished",
    "stated_rating": "Rating",
    "rating_reason": "Reason for the rating",
    "marking": "Marking",
    "marking_reason": "Reason for the marking",
    "illustrative": "",
}
_LONG = {"description", "rating_reason", "marking_reason"}
_DATES = {"starts_on", "due_on", "finished_on"}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else line[: QUOTED - 1].rstrip() + "…"
