"""Changes of an action, and of what hangs on it, as sentences."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from cspdesk.domain.periods import Quarter, long_date
from cspdesk.store.journal import Change
from cspdesk.store.store import Store

QUOTED = 80  # how many characters of a long text a history line shows
Row = dict[str, Any]


class ActionWords:
    """Tells the changes of one action, with names for ids."""

    def __init__(self, store: Store, action_id: str) -> None:
        self._id = action_id
        self._people = {p.id: p.name for p in store.partnership.all_people()}
        self._organisations = {o.id: o.name for o in store.partnership.all_organisations()}
        self._priorities = {p.id: p.name for p in store.partnership.all_priorities()}
        self._outputs: dict[str, str] = {}
        self._store = store
        self._tell: dict[str, Callable[[Row, Row], Iterator[str]]] = {
            "actions": self._action,
            "action_updates": self._update,
            "action_partners": self._partner,
            "action_evidence": self._evidence,
            "milestones": self._milestone,
            "outputs": self._output,
            "output_quarters": self._quarter,
            "action_dependencies": self._dependency,
            "action_lines": self._line,
            "action_indicators": self._indicator,
            "commissioned_services": self._service,
            "year_end_decisions": self._year_end,
        }

    def of(self, change: Change) -> Iterator[str]:
        """Give a sentence for each thing a change changed; a row that was not there, or is gone, is empty."""
        before: Row = json.loads(change.before or "{}")
        after: Row = json.loads(change.after or "{}")
        yield from self._tell[change.table](before, after)

    def _action(self, before: Row, after: Row) -> Iterator[str]:
        if not before or not after:
            yield "Added" if after else "Deleted"
        else:
            yield from self._fields(_FIELDS, before, after)

    def _fields(self, fields: Mapping[str, str], before: Row, after: Row) -> Iterator[str]:
        for field, name in fields.items():
            was, now = before.get(field), after.get(field)
            if was != now:
                yield self._field(field, name, was, now)

    def _field(self, field: str, name: str, was: object, now: object) -> str:
        if field in _LONG:
            return f"{name} {'removed' if not now else 'written' if not was else 'changed'}"
        if field == "illustrative":
            return "Marked illustrative" if now else "No longer marked illustrative"
        if was is None or was == "":
            return f"{name}: {self._value(field, now)}"
        return f"{name}: {self._value(field, was)} → {self._value(field, now)}"

    def _value(self, field: str, value: object) -> str:
        if value is None or value == "":
            return "none"
        if field.endswith("_on"):
            return long_date(date.fromisoformat(str(value)))
        if field == "percent":
            return f"{value}%"
        names: Mapping[str, str] = {"lead_id": self._people, "priority_id": self._priorities}.get(field, {})
        return names.get(str(value), "someone no longer in the record" if names else _short(str(value)))

    def _update(self, before: Row, after: Row) -> Iterator[str]:
        verb = "Update removed" if not after else "Update changed" if before else "Update"
        yield f"{verb}: “{_short((after or before)['text'])}”"

    def _partner(self, before: Row, after: Row) -> Iterator[str]:
        name = self._organisations.get((after or before)["organisation_id"], "An organisation")
        yield f"{name} takes part" if after else f"{name} no longer takes part"

    def _evidence(self, before: Row, after: Row) -> Iterator[str]:
        found = self._store.evidence.evidence.find((after or before)["evidence_id"])
        title = f"“{_short(found.title)}”" if found else "that was removed since"
        yield f"Evidence {title} {'attached' if after else 'detached'}"

    def _milestone(self, before: Row, after: Row) -> Iterator[str]:
        name = f"Milestone “{_short((after or before)['title'])}”"
        if not after:
            yield f"{name} removed"
        elif not before:
            yield f"{name} added, for {long_date(date.fromisoformat(after['current_on']))}"
        else:
            yield from (f"{name}, {_lower(words)}" for words in self._fields(_MILESTONE, before, after))

    def _output(self, before: Row, after: Row) -> Iterator[str]:
        row = after or before
        self._outputs[row["id"]] = row["title"]
        name = f"Output “{_short(row['title'])}”"
        if not before or not after:
            yield f"{name} {'added' if after else 'removed'}"
        else:
            yield from (f"{name}, {_lower(words)}" for words in self._fields(_OUTPUT, before, after))

    def _quarter(self, before: Row, after: Row) -> Iterator[str]:
        row = after or before
        name = _short(self._outputs.get(row["output_id"], "an output"))
        quarter = Quarter.of(date.fromisoformat(row["quarter_starts_on"])).label
        for field, words in _QUARTER.items():
            was, now = (None if row.get(field) == "" else row.get(field) for row in (before, after))
            if was != now:
                told = _count(now) if was is None else f"{_count(was)} → {_count(now)}"
                yield f"“{name}” in {quarter}, {words}: {told}"

    def _dependency(self, before: Row, after: Row) -> Iterator[str]:
        row = after or before
        waits = row["action_id"] == self._id
        other = self._title(row["needs_id"] if waits else row["action_id"])
        if waits:
            yield f"Waits for {other}" if after else f"No longer waits for {other}"
        else:
            yield f"{other} waits for it" if after else f"{other} no longer waits for it"

    def _title(self, action_id: str) -> str:
        found = self._store.plans.actions.find(action_id)
        return f"“{_short(found.title)}”" if found else "an action that was deleted since"

    def _line(self, before: Row, after: Row) -> Iterator[str]:
        found = self._store.funding.lines.find((after or before)["line_id"])
        name = f"“{f'{found.reference} {found.title}'.strip()}”" if found else "A budget line that was removed since"
        yield f"{name} pays for it" if after else f"{name} no longer pays for it"

    def _indicator(self, before: Row, after: Row) -> Iterator[str]:
        name = f"“{_short((after or before)['name'])}”"
        yield f"Meant to move {name}" if after else f"No longer meant to move {name}"

    def _service(self, before: Row, after: Row) -> Iterator[str]:
        mine = [row.get("action_id") == self._id for row in (before, after)]
        name = f"Commissioned service “{_short((after or before)['title'])}”"
        if mine[0] != mine[1]:
            yield f"{name} {'belongs to it' if mine[1] else 'no longer belongs to it'}"
        else:
            yield f"{name} changed"

    def _year_end(self, before: Row, after: Row) -> Iterator[str]:
        row = after or before
        taken_back = "" if after else "Taken back: "
        yield f"{taken_back}{row['decision'].capitalize()} at the year’s end: “{_short(row['reason'])}”"


_FIELDS = {
    "title": "Title",
    "priority_id": "Priority",
    "kind": "Kind",
    "recurrence": "Comes round",
    "description": "Description",
    "lead_id": "Lead",
    "starts_on": "Start",
    "due_on": "Due",
    "baseline_due_on": "Due as first agreed",
    "status": "Status",
    "percent": "Progress",
    "finished_on": "Finished",
    "stated_rating": "Rating",
    "rating_reason": "Reason for the rating",
    "forecast_rating": "Rating at the year’s end",
    "forecast_reason": "Reason for the rating at the year’s end",
    "outside_control": "Outside our control",
    "marking": "Marking",
    "marking_reason": "Reason for the marking",
    "illustrative": "",
}
_MILESTONE = {
    "title": "Title",
    "baseline_on": "First agreed for",
    "current_on": "Now planned for",
    "actual_on": "Reached",
    "percent": "Share of the action",
    "note": "Note",
    "illustrative": "",
}
_OUTPUT = {"title": "Title", "counts": "Counts", "unit": "Unit", "illustrative": ""}
_QUARTER = {"target": "target", "actual": "actual", "note": "note"}
_LONG = {"description", "rating_reason", "forecast_reason", "marking_reason", "note"}


def _count(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else _short(str(value)) if value else "none"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else line[: QUOTED - 1].rstrip() + "…"
