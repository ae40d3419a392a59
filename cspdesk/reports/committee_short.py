"""How a priority's page is made to fit: what is told more briefly, and what goes on in an annex, in a fixed order."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from cspdesk.domain.narrative import Passage, Words
from cspdesk.domain.records import dataclass
from cspdesk.reports.paper_written import WrittenText

Look = Literal["points", "body", "table"]
MANY = 1_000


@dataclass(frozen=True, slots=True)
class Short:
    """How briefly a page is told.

    steps: the milestones furthest behind stand in a table, else in a sentence. unknown: how what is not known is set;
    table: beside whom it is compared with. low: charts are lower. drawn: how many charts there are. said: how many
    sentences are given of each closing part. words: of each text that a person wrote. caveats: those of the charts
    stand under them.
    """

    steps: bool = True
    unknown: Look = "points"
    low: bool = False
    drawn: int = 2
    said: int = MANY
    words: int = MANY
    caveats: bool = True

    @property
    def leaves_out(self) -> bool:
        """Whether something may go on in the annex."""
        return self.drawn < 2 or self.said < MANY or self.words < MANY or not self.caveats


# Each tells no more than the one before it; what the last leaves on the page always fits on it.
LEVELS = (
    Short(),
    Short(low=True),
    Short(steps=False, low=True),
    Short(steps=False, low=True, unknown="body"),
    Short(steps=False, low=True, unknown="table"),
    Short(steps=False, unknown="table", low=True, said=4),
    Short(steps=False, unknown="table", low=True, said=3, words=90),
    Short(steps=False, unknown="table", low=True, said=2, words=60),
    Short(steps=False, unknown="table", low=True, said=2, words=60, drawn=1),
    Short(steps=False, unknown="table", low=True, said=1, words=40, drawn=1, caveats=False),
    Short(steps=False, unknown="table", low=True, said=0, words=40, drawn=0, caveats=False),
)
_LONGEST = 9  # letters a word, as room is reckoned: a text of a few very long words is cut too


def cut(text: str, words: int) -> str:
    """Return a text of no more than so many words, with a mark where it was cut."""
    if words >= MANY:
        return text
    kept = " ".join(text.split()[:words])
    if len(kept) > words * _LONGEST:
        kept = kept[: words * _LONGEST].rsplit(" ", 1)[0] if " " in kept else kept[: words * _LONGEST]
    return text if kept == " ".join(text.split()) else f"{kept.rstrip(' .,;:')} …"


def cut_text(text: WrittenText, words: int) -> WrittenText:
    """Return what a person wrote with no more than so many words; headings are left out where it is cut."""
    if words >= MANY or _length(text.passages) <= words:
        return text
    kept: list[Passage] = []
    left = words
    for passage in text.passages:
        said = _said(passage)
        if left <= 0:
            break
        if passage.kind == "heading":
            continue
        kept.append(replace(passage, runs=(Words(cut(said, left)),)) if len(said) > left * _LONGEST or
                    len(said.split()) > left else passage)  # fmt: skip
        left -= max(len(said.split()), len(said) // _LONGEST)
    return replace(text, passages=tuple(kept), notes=())


def is_cut(text: WrittenText, words: int) -> bool:
    """Return whether a text would be cut."""
    return cut_text(text, words) != text


def _length(passages: Sequence[Passage]) -> int:
    return sum(max(len(said.split()), len(said) // _LONGEST) for said in map(_said, passages))


def _said(passage: Passage) -> str:
    return "".join(run.text for run in passage.runs if isinstance(run, Words))
