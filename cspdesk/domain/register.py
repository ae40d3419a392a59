"""What two documents of one kind say differently, read from the figures that were kept with them."""

import json
import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from cspdesk.domain.money import pounds
from cspdesk.domain.records import dataclass

_STEP = re.compile(r'"version":\s?"step (\d+)"')
_NAMES = ("name", "reference", "ref", "title", "number", "line", "id", "key")
_LEFT_OUT = ("figures", "priorities")  # what things only stand in: they are named by what is inside
_OF_MONEY = ("money", "traced", "position", "total", "paid_by_quarter")  # whole pence, but for the counts in them
Told = str | tuple[str, ...]  # a figure, or sentences under one name
_DIGIT, _SENTENCE, _CALLED_BY = re.compile(r"\d"), 60, (", ref", ", reference", ", title", ", hash", ", sha256")
_NOT_FIGURES = frozenset(("format", "document", "made_on", "version", "as_at", "id", "used", "shape"))


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure by its name, before and after; nothing where it was not there."""

    name: str
    before: str
    after: str


def record_step(figures: str) -> int | None:
    """Return the number of the step at which a document's figures were read, or None where they do not say."""
    found = _STEP.search(figures)
    return int(found[1]) if found else None


def changed_figures(before: str, after: str) -> tuple[Changed, ...]:
    """Return the figures that differ between two documents' kept figures (JSON), in the order they stand in."""
    first, second = dict(_told(json.loads(before))), dict(_told(json.loads(after)))
    names = [*first, *(name for name in second if name not in first)]
    return tuple(
        changed
        for name in names
        if first.get(name) != second.get(name)
        for changed in _changed(name, first.get(name, ""), second.get(name, ""))
    )


def figures_in(kept: str) -> tuple[Changed, ...]:
    """Return the figures that a document was made of, from what was kept of it (JSON), each as what it came to be.

    Its words are left out, and the numbers by which actions and lines are called.
    """
    return tuple(
        each
        for each in changed_figures("{}", kept)
        if _DIGIT.search(each.after) and len(each.after) <= _SENTENCE and not each.name.endswith(_CALLED_BY)
    )


def _changed(name: str, before: Told, after: Told) -> Iterator[Changed]:
    """Give a figure that changed; of sentences only those that are others, wherever the rest moved to."""
    if isinstance(before, str) and isinstance(after, str):
        yield Changed(name, before, after)
        return
    old, new = _sentences(before), _sentences(after)
    for same, *places in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if same != "equal":
            begun, ended, begins, ends = places
            pairs = zip_longest(old[begun:ended], new[begins:ends], fillvalue="")
            for place, (was, now) in enumerate(pairs, start=begins + 1):
                yield Changed(f"{name}, {place}", was, now)


def _sentences(told: Told) -> tuple[str, ...]:
    return told if isinstance(told, tuple) else tuple(filter(None, (told,)))


def _told(kept: Any) -> Iterator[tuple[str, Told]]:
    """Give every figure of a document; those bound in its words by name, not where they are written."""
    figures = kept["figures"] if isinstance(kept, Mapping) and isinstance(kept.get("figures"), Mapping) else kept
    bound = figures.get("used") if isinstance(figures, Mapping) else None
    if not bound:
        yield from _figures(kept)
        return
    yield from ((each["label"], each["text"]) for each in bound)
    yield from _figures({key: each for key, each in figures.items() if key != "sections"})


def _figures(value: Any, name: str = "", *, money: bool = False) -> Iterator[tuple[str, Told]]:
    """Give every figure with the names of what it stands in: Lines, L1: actual. money: whole numbers are pence."""
    if isinstance(value, Mapping):
        if set(value) == {"pence", "pounds"}:
            yield name, pounds(value["pence"])
        elif set(value) == {"columns", "rows"}:
            yield from _figures([dict(zip(value["columns"], row, strict=False)) for row in value["rows"]], name)
        else:
            for key, each in value.items():
                if key in _LEFT_OUT:
                    yield from _figures(each, name)
                elif key not in _NOT_FIGURES:
                    pence = key in _OF_MONEY or (money and not key.startswith("payments"))
                    yield from _figures(each, _joined(name, _words(str(key))), money=pence)
    elif isinstance(value, list):
        yield from _listed(value, name, money=money)
    elif value is not None and value != "":
        is_money = isinstance(value, int) and not isinstance(value, bool) and (money or name.endswith(" pence"))
        yield name.removesuffix(" pence"), pounds(value) if is_money else str(value)


def _listed(values: list[Any], name: str, *, money: bool) -> Iterator[tuple[str, Told]]:
    if values and all(isinstance(each, str) for each in values):
        yield name, tuple(values)
        return
    for place, each in enumerate(values, start=1):
        yield from _figures(each, _joined(name, _called(each, place)), money=money)


def _called(value: Any, place: int) -> str:
    """Return what tells one thing in a list from the others."""
    if isinstance(value, Mapping):
        for key in _NAMES:
            if isinstance(value.get(key), str) and value[key].strip():
                return str(value[key])
    return str(place)


def _words(key: str) -> str:
    return "payments" if key == "spends" else key.replace("_", " ")


def _joined(name: str, more: str) -> str:
    return f"{name}, {more}" if name else f"{more[:1].upper()}{more[1:]}"
