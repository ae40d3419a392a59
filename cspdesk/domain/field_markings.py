"""Single fields that fewer may see than their record: which can be marked, and what stands in their place.

Of a marked word `WITHHELD` stands in its place. A figure, an amount, a number or a day, would be given away by sums, by
charts and by the order of rows, so where one is marked the whole record is withheld: see `store.veil`.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, get_args

from cspdesk.domain.audience import Audience, FieldMarking, may_see
from cspdesk.domain.records import field_kinds

WITHHELD = "Withheld"
"""What readers see in place of a field that they may not see."""

NOT_WORDS = frozenset(
    ("id", "marking_reason", "sha256", "media_type", "frozen", "template", "section", "code", "breakdown", "part")
)
"""Texts of a marked record that are no words of its own: keys, and what has a marking of another kind."""

NOT_FIGURES = frozenset(("position", "per", "size_bytes", "at_change", "source_row"))
"""Numbers that say nothing by themselves: places in an order or a file, sizes, and what a rate is reckoned per."""


@cache
def words_of(kind: Any) -> tuple[str, ...]:
    """Return the fields of a kind of record that are words of its own."""
    words = (name for name, hint in field_kinds(kind).items() if hint is str and name not in NOT_WORDS)
    return tuple(name for name in words if not name.endswith("_id"))


def figures_of(kind: Any) -> tuple[str, ...]:
    """Return the fields of a kind of record that are amounts, numbers or days."""
    from decimal import Decimal  # few records hold any

    figures = {date, int, Decimal}
    hints = ((name, get_args(hint) or (hint,)) for name, hint in field_kinds(kind).items())
    return tuple(name for name, hint in hints if figures & set(hint) and name not in NOT_FIGURES)


def markable(kind: Any) -> tuple[str, ...]:
    """Return the fields of a kind of record that can be marked by themselves, where it has a marking; in its order."""
    if "marking" not in field_kinds(kind) or kind is FieldMarking:
        return ()
    chosen = {*words_of(kind), *figures_of(kind)}
    return tuple(name for name in field_kinds(kind) if name in chosen)


def fewest(marks: Iterable[tuple[Audience, str]]) -> tuple[Audience, str]:
    """Return the marking, with its reason, of those that the fewest may see; the first of several alike."""
    return max(marks, key=lambda mark: sum(not may_see(audience, mark[0]) for audience in Audience))
