"""What the check of a text finds: the words, why they say more than the record does, what would be safe to say."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from cspdesk.analysis.claim_sentences import Sentence
from cspdesk.analysis.claim_subjects import Subject, spoken_of
from cspdesk.domain.bound_figures import BoundFigure, Figures
from cspdesk.domain.papers import Overruling
from cspdesk.domain.records import dataclass


class ClaimKind(StrEnum):
    """What is wrong with a sentence, in the words that stand beside it."""

    CONTRADICTED = "contradicted"
    BEYOND_REACH = "beyond the data"
    ACROSS_BREAK = "across a break"
    NO_FIGURE = "no such figure"
    INSIDE_NOISE = "cannot be told from chance"
    STALE = "old data"
    NO_DENOMINATOR = "of how many is not known"
    CAUSE = "cause not shown"
    NOT_BOUND = "number not bound"
    NO_CAVEAT = "caveat missing"
    GOOD_NEWS_ONLY = "only good news"
    PRAISE = "praise"


class Severity(StrEnum):
    """How grave a finding is: the record says otherwise, does not say so, or more has to be said."""

    WRONG = "wrong"
    NOT_SHOWN = "not shown"
    INCOMPLETE = "incomplete"


_GRAVITY = {
    ClaimKind.CONTRADICTED: Severity.WRONG,
    ClaimKind.BEYOND_REACH: Severity.WRONG,
    ClaimKind.ACROSS_BREAK: Severity.WRONG,
    ClaimKind.NO_FIGURE: Severity.WRONG,
    ClaimKind.NOT_BOUND: Severity.INCOMPLETE,
    ClaimKind.NO_CAVEAT: Severity.INCOMPLETE,
    ClaimKind.GOOD_NEWS_ONLY: Severity.INCOMPLETE,
}


@dataclass(frozen=True, slots=True)
class ClaimFinding:
    """One finding: words from start to end of a section's text, in the sentence from sentence_start to sentence_end.

    reason says in a sentence what is wrong; safe is a sentence to put in the place of the whole one, empty where none
    can be made. sentence is as it was typed: a finding stays overruled while it stays.
    """

    kind: ClaimKind
    section: str
    words: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    reason: str
    safe: str = ""

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return _GRAVITY.get(self.kind, Severity.NOT_SHOWN)

    def accepted(self, body: str) -> str:
        """Return the section's text with what is safe to say in the place of the sentence."""
        if not self.safe or body[self.sentence_start : self.sentence_end] != self.sentence:
            return body
        return body[: self.sentence_start] + self.safe + body[self.sentence_end :]

    def is_overruled_by(self, made: Overruling) -> bool:
        """Return whether a person set it aside."""
        own = (self.kind.value, self.section, self.sentence)
        return own == (made.finding, made.section, made.words)


@dataclass(frozen=True, slots=True)
class ClaimContext:
    """What the claims of a paper are held against: every indicator's verdict, and the day it is read on.

    elsewhere holds the indicators of other priorities: what a paper says of them has to be so, but it need not tell
    of them.
    """

    subjects: tuple[Subject, ...]
    today: date
    elsewhere: tuple[Subject, ...] = ()

    def spoken_of(self, words: str, keys: Iterable[str] = (), values: Iterable[float] = ()) -> tuple[Subject, ...]:
        """Return the indicators that words speak of, the paper's own before those of others."""
        keys, values = tuple(keys), tuple(values)
        return spoken_of(words, self.subjects, keys, values) or spoken_of(words, self.elsewhere, keys, values)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One sentence of a section under the check, with the figures and the indicators it may speak of."""

    section: str
    sentence: Sentence
    figures: Figures
    context: ClaimContext

    @property
    def bound(self) -> tuple[tuple[BoundFigure, int], ...]:
        """The figures it is bound to and that there are, with where each stands."""
        found = ((self.figures.get(key), at) for key, at in self.sentence.keys)
        return tuple((figure, at) for figure, at in found if figure is not None)

    def found(self, kind: ClaimKind, first: int, last: int, reason: str, safe: str = "") -> ClaimFinding:
        """Return a finding about the words between two places of the sentence."""
        sentence = self.sentence
        return ClaimFinding(
            kind,
            self.section,
            sentence.text[first:last],
            sentence.start + first,
            sentence.start + last,
            sentence.text,
            sentence.start,
            sentence.end,
            reason,
            "" if safe.strip() == sentence.text.strip() else safe,
        )


def standing(
    findings: Iterable[ClaimFinding], overrulings: Sequence[Overruling]
) -> tuple[tuple[ClaimFinding, ...], tuple[Overruling, ...]]:
    """Return the findings that nobody set aside, and the overrulings that still set one aside."""
    known = tuple(findings)
    left = tuple(f for f in known if not any(map(f.is_overruled_by, overrulings)))
    return left, tuple(made for made in overrulings if any(f.is_overruled_by(made) for f in known))
