"""What was written in a paper, as frozen: texts, the figures they use, what was found in them and what is missing."""

from datetime import date

from cspdesk.domain.narrative import Passage, Words
from cspdesk.domain.paper_templates import Writing
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class UsedFigure:
    """A figure that a sentence is bound to, as it stood."""

    key: str
    label: str
    text: str
    source: str
    caveat: str
    period: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """A finding of the checker that nobody set aside: the words, why, and what would be safe to say."""

    section: str
    kind: str
    words: str
    reason: str
    safe: str


@dataclass(frozen=True, slots=True)
class WrittenText:
    """What a person wrote in a section, of a priority where it is of one; notes are its figures' caveats."""

    priority: str
    passages: tuple[Passage, ...]
    words: int
    notes: tuple[str, ...]
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """One section of the paper with its words."""

    key: str
    title: str
    write: Writing
    required: bool
    max_words: int
    parts: tuple[str, ...]
    annex: bool
    texts: tuple[WrittenText, ...]

    @property
    def is_written(self) -> bool:
        """Whether a person writes anything here."""
        return self.write is not Writing.NOTHING

    @property
    def line(self) -> str:
        """What was written, as one line."""
        words = (run.text for t in self.texts for p in t.passages for run in p.runs if isinstance(run, Words))
        return " ".join("".join(words).split())


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the paper still lacks: in which section, and what an assessor would ask."""

    section: str
    says: str
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overruled:
    """A finding of the checker that a person set aside."""

    section: str
    finding: str
    words: str
    by: str
    reason: str
    on: date
