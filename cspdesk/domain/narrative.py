"""The plain text that papers are written in: headings, lists, emphasis, and figures bound to the record.

    # A heading            begins with one to three number signs and a space
    - a point of a list    begins with a hyphen and a space
    a *stressed* word      stands between asterisks
    @{money.spent}         is the figure of that key, as the record has it

Lines that follow each other are one paragraph; an empty line ends it.
"""

import re
from collections.abc import Callable, Iterator
from typing import Literal

from cspdesk.domain.records import dataclass

BOUND = re.compile(r"@\{([^{}\s]+)\}")
_RUNS = re.compile(r"@\{(?P<key>[^{}\s]+)\}|(?<![\w*])\*(?P<stressed>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])")


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they were typed."""

    text: str
    stressed: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """The place of a figure, by its key."""

    key: str


Run = Words | Bound


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading (level 1 to 3), a point of a list, or a paragraph (level 0), as the runs it is made of."""

    kind: Literal["heading", "point", "paragraph"]
    runs: tuple[Run, ...]
    level: int = 0


def read_narrative(body: str) -> tuple[Passage, ...]:
    """Return what a text is made of, in order; anything that is no mark is words, so every text can be read."""
    return tuple(_passages(body))


def bound_keys(body: str) -> tuple[str, ...]:
    """Return the keys of the figures that a text is bound to, each once, in order."""
    return tuple(dict.fromkeys(BOUND.findall(body)))


def in_words(text: str, figure: Callable[[str], str]) -> str:
    """Return a text with each bound figure as words; figure gives those of a key."""
    return BOUND.sub(lambda found: figure(found[1]), text)


def _passages(body: str) -> Iterator[Passage]:
    lines: list[str] = []
    for line in [*body.splitlines(), ""]:
        marked = _marked(line.strip())
        if (marked is not None or not line.strip()) and lines:
            yield Passage("paragraph", _runs(" ".join(lines)))
            lines = []
        if marked is not None:
            yield marked
        elif line.strip():
            lines.append(line.strip())


def _marked(line: str) -> Passage | None:
    """Return a line that is a heading or a point; None for one of a paragraph."""
    heading = re.match(r"(#{1,3}) +(.+)", line)
    if heading:
        return Passage("heading", _runs(heading[2]), len(heading[1]))
    point = re.match(r"[-•] +(.+)", line)
    return Passage("point", _runs(point[1])) if point else None


def _runs(text: str) -> tuple[Run, ...]:
    found: list[Run] = []
    end = 0
    for mark in _RUNS.finditer(text):
        if mark.start() > end:
            found.append(Words(text[end : mark.start()]))
        found.append(Bound(mark["key"]) if mark["key"] else Words(mark["stressed"], stressed=True))
        end = mark.end()
    if end < len(text):
        found.append(Words(text[end:]))
    return tuple(found)
