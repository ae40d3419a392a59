"""Single fields that fewer may see than their record: which can be marked, and what stands in their place."""

from collections.abc import Iterable, Mapping
from typing import Any

from cspdesk.domain.audience import Audience, FieldMarking, may_see
from cspdesk.domain.records import field_kinds

WITHHELD = "Withheld"
"""What readers see in place of a field that they may not see."""

NOT_WORDS = frozenset(
    ("id", "marking_reason", "sha256", "media_type", "frozen", "template", "section", "code", "breakdown", "part")
)
"""Texts of a marked record that are no words of its own: keys, and what has a marking of another kind."""


def markable(kind: Any) -> tuple[str, ...]:
    """Return the fields of a kind of record that can be marked by themselves: its words, where it has a marking."""
    kinds = field_kinds(kind)
    if "marking" not in kinds:
        return ()
    words = (name for name, hint in kinds.items() if hint is str and name not in NOT_WORDS)
    return tuple(name for name in words if not name.endswith("_id"))


def hidden_fields(markings: Iterable[FieldMarking], audience: Audience) -> Mapping[str, frozenset[str]]:
    """Return the fields of each record, by its id, that an audience may not see."""
    found: dict[str, set[str]] = {}
    for each in markings:
        if not may_see(audience, each.marking):
            found.setdefault(each.record_id, set()).add(each.field)
    return {id_: frozenset(fields) for id_, fields in found.items()}
