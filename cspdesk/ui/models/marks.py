"""The quiet sign in a row of a table: that fewer than everybody may see its record, or one field of it, and why."""

from collections.abc import Mapping, Sequence
from typing import Any

from cspdesk.domain.audience import Audience, FieldMarking, reason_said

DEEPEST = 2  # a row holds its record, or holds what holds it

_places: dict[type, tuple[str, ...]] = {}  # where rows of each kind hold the record that carries the marking


def mark_words(row: Any, single: Mapping[str, Sequence[FieldMarking]]) -> str:
    """Return what the sign of a row says; empty where everybody may see all of its record.

    single: the markings of single fields by record. Of reasons only those that may be printed are said.
    """
    record = marked_record(row)
    if record is None:
        return ""
    said = []
    if record.marking is not Audience.PUBLIC:
        reason = getattr(record, "marking_reason", "")
        why = f": {reason_said(reason).lower()}" if reason else ""
        said.append(f"Seen by {record.marking.value} readers only{why}.")
    if fields := single.get(getattr(record, "id", "")):
        from cspdesk.ui.models.change_words import field_words  # where something is marked: the start stays quick

        names = ", ".join(sorted(f"{field_words(each.field)} ({each.marking.value})" for each in fields))
        said.append(f"Seen by fewer: {names}.")
    return " ".join(said)


def marked_record(row: Any) -> Any | None:
    """Return the record of a row that carries a marking; None where none does."""
    place = _places.get(type(row))
    if place is None:
        place = _place_of(row, DEEPEST)
        if place is None:
            return None
        _places[type(row)] = place
    for name in place:
        row = getattr(row, name)
    return row if hasattr(row, "marking") else None


def _place_of(held: Any, depth: int) -> tuple[str, ...] | None:
    """Return by which names of a row its record is reached, the nearest first; None where there is none."""
    if hasattr(held, "marking"):
        return ()
    names = getattr(type(held), "__match_args__", ()) if depth else ()
    found = ((name, _place_of(getattr(held, name), 0)) for name in names)
    near = next(((name, *rest) for name, rest in found if rest is not None), None)
    if near is not None or depth <= 1:
        return near
    deeper = ((name, _place_of(getattr(held, name), depth - 1)) for name in names)
    return next(((name, *rest) for name, rest in deeper if rest is not None), None)
