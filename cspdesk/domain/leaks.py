"""What must not stand in a document, and whether it does: words are compared as words, whatever stands between them.

“12, Elm Road” is found in “12 elm-road.pdf”, so neither a change of case nor of punctuation hides a leak. A text of
more than eight words is found by any eight of them in a row, so neither does cutting it short.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cspdesk.domain.records import dataclass

CELL = "\t"
"""Stands between the cells of a row in a text that is searched."""

LINE = "\n"
"""Stands between rows and between paragraphs: no words are read across it."""

_WORD = re.compile(rf"[^\W_]+|[{CELL}{LINE}]")
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)  # break hints and directions, which have no look
_MOST = 8
_LEAST_LETTERS = 3
_LEAST_DIGITS = (7, 9)  # of one number, of several in a row: dates, quarters and small amounts stand everywhere
_REACH = 120
_NAME_WORDS = 3

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text that its readers may not see; kind is the table it is kept in, name whether something is called so.

    of_paper: it is kept back with the paper it was written in, and not for its own sake.
    """

    kind: str
    text: str
    name: bool = False
    of_paper: bool = False

    @property
    def is_telling_name(self) -> bool:
        """Whether it names one thing and no other: three words or more, or two that are written as names are.

        “Household alarms” is what anybody says of such a thing; “Operation Swallow” is not.
        """
        words = self.text.split()
        return self.name and (len(words) >= _NAME_WORDS or sum(word[:1].isupper() for word in words) > 1)


@dataclass(frozen=True, slots=True)
class HiddenNumber:
    """A number that its readers may not see beside what it counts: 3 beside “18 to 24”.

    ways: how it is written, where that is not as a whole number: 1,250.00 and £1,250.
    """

    kind: str
    label: str
    number: int
    ways: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """What it looks like: no part of a longer number, and a plain one no amount, share or part of a name."""
        if not self.ways:
            return rf"(?<![\w.,£%-]){self.number}(?![\w%]|[.,]\d)"
        return rf"(?<![\w.,])(?:{'|'.join(map(re.escape, self.ways))})(?!\w|[.,]\d)"


def words_of(text: str) -> list[str]:
    """Return a text's words, small letters and plain forms; a CELL or a LINE between them stays."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return _WORD.findall(text.casefold())


def found(hidden: Iterable[Hidden], texts: Iterable[str]) -> frozenset[Hidden]:
    """Return what is hidden and stands in any of the texts; what is too short to tell apart is never found."""
    words = [word for text in texts for word in (*words_of(text), LINE)]
    return _found_among(hidden, words)


def given_away_already(hits: Iterable[Hidden], seen: Iterable[str]) -> frozenset[Hidden]:
    """Return what of hits readers learn from what they may see anyway, so that a document gives nothing away by it.

    A name of one thing they learn only where something they may see is called so too: that somebody wrote it into
    another text that they see is no leave to publish it.
    """
    names = {hit for hit in hits if hit.is_telling_name}
    others = frozenset(hits) - names
    if not names:
        return found(others, seen)
    texts = tuple(seen)
    called = {tuple(words_of(hit.text)) for hit in names}
    most = max(map(len, called))
    alike = {words for text in texts if len(text) < _REACH * most and (words := tuple(words_of(text))) in called}
    return found(others, texts) | {hit for hit in names if tuple(words_of(hit.text)) in alike}


def said_in_papers(hits: Iterable[Hidden], texts: Iterable[str], papers: Iterable[str]) -> frozenset[Hidden]:
    """Return what of hits stands in texts only in words that papers for these readers were written with too.

    A bid is kept from the public, and the committee's paper beside it says some things in the same words. That gives
    nothing away of what is kept back only with its paper; one more row of its words than those is a leak all the same.
    """
    ours = [hit for hit in hits if hit.of_paper]
    if not ours:
        return frozenset()
    printed, written = _runs_in(ours, texts), _runs_in(ours, papers)
    return frozenset(hit for hit in ours if not (set(_runs(hit.text)) & printed) - written)


def _runs_in(hidden: Iterable[Hidden], texts: Iterable[str]) -> set[Words]:
    words = [word for text in texts for word in (*words_of(text), LINE)]
    there = frozenset(words)
    wanted: defaultdict[str, set[Words]] = defaultdict(set)
    for run in (run for each in hidden for run in _runs(each.text) if there.issuperset(run)):
        wanted[run[0]].add(run)
    return {
        run
        for place, word in enumerate(words)
        for run in wanted.get(word, ())
        if tuple(words[place : place + len(run)]) == run
    }


def _found_among(hidden: Iterable[Hidden], words: Sequence[str]) -> frozenset[Hidden]:
    there = frozenset(words)
    wanted: defaultdict[str, list[tuple[Words, Hidden]]] = defaultdict(list)
    for each in hidden:
        for run in _runs(each.text):
            if there.issuperset(run):
                wanted[run[0]].append((run, each))
    hits: set[Hidden] = set()
    if wanted:
        for place, word in enumerate(words):
            for run, each in wanted.get(word, ()):
                if each not in hits and tuple(words[place : place + len(run)]) == run:
                    hits.add(each)
    return frozenset(hits)


def _runs(text: str) -> Iterator[Words]:
    """Return what to look for of a text: all its words, or every eight in a row of many."""
    words = [word for word in words_of(text) if word not in (CELL, LINE)]
    if not _is_telling(words):
        return
    for start in range(max(len(words) - _MOST, 0) + 1):
        yield tuple(words[start : start + _MOST])


def _is_telling(words: Sequence[str]) -> bool:
    """Whether words are enough to be told from what stands in documents anyway."""
    joined = "".join(words)
    if joined.isdecimal():
        return len(joined) >= _LEAST_DIGITS[len(words) > 1]
    return len(joined) >= _LEAST_LETTERS


def numbers_found(hidden: Iterable[HiddenNumber], texts: Iterable[str]) -> frozenset[HiddenNumber]:
    """Return the hidden numbers that stand beside what they count: after it, in the same row or sentence."""
    texts = tuple(texts)
    by_label = defaultdict[str, defaultdict[str, list[HiddenNumber]]](lambda: defaultdict(list))
    for each in _likely(tuple(hidden), texts):
        for first in {next(iter(words_of(way)), "") for way in _ways(each)}:
            by_label[each.label.casefold()][first].append(each)  # of thousands of one name only a few are tried
    if not by_label:
        return frozenset()
    known = sorted(by_label, key=len, reverse=True)  # the longest first: “18 to 24” before “18”
    label = re.compile(rf"(?<![^\W_])({'|'.join(map(re.escape, known))})(?![^\W_])", re.IGNORECASE)
    hits: set[HiddenNumber] = set()
    for text in texts:
        lines = [line for line in text.split(LINE) if line.strip()]
        for place, line in enumerate(lines):
            marks = list(label.finditer(line))
            ends = [*(mark.start() for mark in marks[1:]), len(line)]
            for mark, end in zip(marks, ends, strict=False):
                after = line[mark.end() : min(end, mark.end() + _REACH)]
                lead = ".*"
                if not after.strip() and end == len(line):  # a name and what it is, one below the other
                    lead, after = r"[\s−£-]*", "".join(lines[place + 1 : place + 2])[:_REACH]
                by_first: Mapping[str, list[HiddenNumber]] = by_label.get(mark[1].casefold(), {})
                near = {each for word in {"", *words_of(after)} for each in by_first.get(word, ())}
                hits |= {each for each in near - hits if re.match(lead + each.pattern, after)}
    return frozenset(hits)


def _likely(hidden: Sequence[HiddenNumber], texts: Iterable[str]) -> Iterator[HiddenNumber]:
    """Return the hidden numbers of which both the label's words and the number's stand somewhere in the texts."""
    there = {word for text in texts for word in words_of(text)} if hidden else set()
    for each in hidden:
        if there.issuperset(words_of(each.label)) and any(there.issuperset(words_of(way)) for way in _ways(each)):
            yield each


def _ways(number: HiddenNumber) -> tuple[str, ...]:
    """Return the ways in which a number is written."""
    return number.ways or (str(number.number),)
