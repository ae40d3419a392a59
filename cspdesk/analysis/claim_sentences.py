"""A text as the sentences it is made of, each with its place in it: what the check of claims reads."""

import re
from collections.abc import Iterator

from cspdesk.domain.records import dataclass

FILLER = "\N{SECTION SIGN}"  # stands for every character of a bound figure, so that a key is never read as words
_MARK = re.compile(r"[ \t]*(?:#{1,3} +|[-•] +|\d{1,2}[.)] +)")
_END = re.compile(r"[.!?…]+[\"”’')\]*]*(?=\s)|[.!?…]+[\"”’')\]*]*$")
_ABBREVIATIONS = frozenset(
    (  # noqa: SIM905
        "e.g i.e mr mrs ms dr st no nos cf vs approx fig figs para paras p pp dept sgt supt insp cllr rev prof a.m p.m"
        " ref refs vol ch art sec s"
    ).split()
)
_BOUND = re.compile(r"@\{([^{}\s]+)\}")
_TITLE = re.compile(r"[“\"][\w’'-]+(?: [\w’'-]+){0,4}[,.]?[”\"]")  # a motto or a heading, not what somebody said
_CLAUSE = re.compile(
    r"[;:–—]|,? (?:and|but|while|whilst|whereas|although|though|yet|since then|so) |, (?:which|with|as|because) |, "
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it was typed, from start to end of the text.

    masked is the same with every bound figure and every mark of emphasis covered, letter for letter; keys are the
    figures it is bound to with where each begins in it.
    """

    text: str
    start: int
    masked: str
    keys: tuple[tuple[str, int], ...]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)

    @property
    def clauses(self) -> tuple[tuple[int, str], ...]:
        """Its clauses, masked, each with where it begins in the sentence."""
        found, begin = [], 0
        for mark in _CLAUSE.finditer(self.masked):
            found.append((begin, self.masked[begin : mark.start()]))
            begin = mark.end()
        return tuple(each for each in (*found, (begin, self.masked[begin:])) if each[1].strip())

    def keys_within(self, first: int, last: int) -> tuple[str, ...]:
        """Return the figures that stand between two places in it."""
        return tuple(key for key, at in self.keys if first <= at < last)


def sentences_of(body: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order; a heading or a point of a list ends where its line ends."""
    return tuple(sentence for first, last in _blocks(body) for sentence in _split(body, first, last))


def _blocks(body: str) -> Iterator[tuple[int, int]]:
    """Give the first and last place of each heading, point and paragraph, without the marks they begin with."""
    begin: int | None = None
    at = end = 0
    for line in body.splitlines(keepends=True):
        bare = line.rstrip()
        mark = _MARK.match(line)
        if begin is not None and (mark or not bare):
            yield begin, end
            begin = None
        if bare and begin is None:
            begin = at + (mark.end() if mark else len(line) - len(line.lstrip()))
        end = at + len(bare) if bare else end
        if mark and line.lstrip().startswith("#") and begin is not None:
            yield begin, end
            begin = None
        at += len(line)
    if begin is not None:
        yield begin, end


def _split(body: str, first: int, last: int) -> Iterator[Sentence]:
    begin = first
    for mark in _END.finditer(body, first, last):
        if mark.start() < begin or _is_abbreviation(body[begin : mark.start()], mark[0]):
            continue
        following = body[mark.end() : last].lstrip()
        if following and following[0].islower():
            continue
        if body[begin : mark.end()].strip():
            yield _sentence(body, begin, mark.end())
        begin = last - len(following)
    if body[begin:last].strip():
        yield _sentence(body, begin, last)


def _is_abbreviation(before: str, mark: str) -> bool:
    if not mark.startswith(".") or mark.startswith(".."):
        return False
    word = before.split()[-1].lstrip("(“\"‘'*") if before.split() else ""
    return word.casefold() in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word.isupper() and word != "I")


def _sentence(body: str, first: int, last: int) -> Sentence:
    text = body[first:last]
    covered = _BOUND.sub(lambda found: FILLER * len(found[0]), text)
    covered = _TITLE.sub(lambda found: "“" + " " * (len(found[0]) - 2) + "”", covered)
    masked = covered.replace("*", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")
    return Sentence(text, first, masked, tuple((found[1], found.start()) for found in _BOUND.finditer(text)))
