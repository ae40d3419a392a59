"""What numbers a sentence holds, typed or bound: whether the record has them, and what has to stand beside them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cspdesk.analysis import claim_safe as safe
from cspdesk.analysis.bound_results import NUMBERS_NOT_HELD, OLD
from cspdesk.analysis.claim_findings import Claimed, ClaimFinding, ClaimKind
from cspdesk.analysis.claim_numbers import TypedNumber, typed_numbers
from cspdesk.analysis.claim_subjects import Subject, stems_of
from cspdesk.analysis.claim_words import is_untold, spells
from cspdesk.analysis.verdict_words import BY_CHANCE
from cspdesk.domain.bound_figures import BoundFigure, Figures
from cspdesk.domain.bound_plans import SEVERAL
from cspdesk.domain.series import month_of

TYPED = (
    "is typed and not bound to the record: nobody can tell where it comes from, and it stays when the record changes"
)
_SAID = {
    BY_CHANCE: r"\bchance\b",
    OLD: r"\bdata (?:end|stop|reach)\b|\bnewest (?:data|figures?) \w+ (?:from|of)\b|\bnothing can be said\b",
    NUMBERS_NOT_HELD: r"\bnot (?:known|held|published|given|said)\b|\bhow many\b",
    SEVERAL: r"\b(?:several times|more than once|counted (?:twice|again)|not different people)\b",
}
_NUMBER = re.compile(r"£?\d[\d,]*(?:\.\d+)?\s?%?")


def figure_findings(claimed: Claimed) -> Iterator[ClaimFinding]:
    """Give what is wrong with the figures that a sentence is bound to: not there, forbidden, or told without caveat."""
    for key, at in claimed.sentence.keys:
        last = at + len(f"@{{{key}}}")
        figure = claimed.figures.get(key)
        if figure is None:
            reason = "The figure is not, or no longer, among those that this paper may tell."
            yield claimed.found(ClaimKind.NO_FIGURE, at, last, reason)
        elif figure.forbidden:
            yield _forbidden(claimed, figure, at, last)
        else:
            yield from _caveat(claimed, figure, at, last)


def _forbidden(claimed: Claimed, figure: BoundFigure, at: int, last: int) -> ClaimFinding:
    subject = next((s for s in claimed.context.subjects if s.key == figure.subject), None)
    if subject is None:
        return claimed.found(ClaimKind.NO_FIGURE, at, last, figure.forbidden)
    broken = any(why == figure.forbidden for _, why in subject.broken)
    instead = safe.not_compared(subject, claimed.figures) if broken else safe.newest(subject, claimed.figures)
    kind = ClaimKind.ACROSS_BREAK if broken else ClaimKind.NO_FIGURE
    return claimed.found(kind, at, last, figure.forbidden, instead)


def _caveat(claimed: Claimed, figure: BoundFigure, at: int, last: int) -> Iterator[ClaimFinding]:
    missing = [part for part in _parts(figure.caveat) if not _said(part, claimed.sentence.masked)]
    if not missing:
        return
    kind = ClaimKind.NO_DENOMINATOR if NUMBERS_NOT_HELD in missing else ClaimKind.NO_CAVEAT
    reason = f"With “{figure.text}” it has to be said: {figure.caveat}."
    yield claimed.found(kind, at, last, reason, safe.with_caveat(claimed.sentence.text, figure))


def _parts(caveat: str) -> list[str]:
    """Return the caveats that one is put together from: those known by their words, and the rest."""
    found = [known for known in _SAID if known in caveat]
    rest = caveat
    for known in found:
        rest = rest.replace(known, "")
    rest = re.sub(r"^(?:\W|and\b)+|(?:\W|\band)+$", "", rest)
    return [*found, *([rest] if len(rest) > 3 else [])]


def _said(part: str, sentence: str) -> bool:
    if part in _SAID:
        return bool(re.search(_SAID[part], sentence, re.IGNORECASE))
    words = stems_of(part)
    return 2 * len(words & stems_of(sentence)) >= len(words)


def number_findings(claimed: Claimed, index: "NumberIndex") -> Iterator[ClaimFinding]:
    """Give the numbers of a sentence that are typed, with the figure of the record that could stand there."""
    typed = typed_numbers(claimed.sentence.masked)
    if not typed:
        return
    keys = tuple(key for key, _ in claimed.sentence.keys)
    values = [n.value for n in typed if n.value is not None]
    about = claimed.context.spoken_of(claimed.sentence.masked, keys, values)
    for number in typed:
        yield _typed(claimed, number, about, index)


def _typed(claimed: Claimed, number: TypedNumber, about: Sequence[Subject], index: "NumberIndex") -> ClaimFinding:
    same = index.same(number, claimed.sentence.masked, {subject.key for subject in about})
    if same is not None:
        instead = _bound_instead(claimed, number, same)
        return claimed.found(ClaimKind.NOT_BOUND, number.first, number.last, f"“{number.words}” {TYPED}.", instead)
    other = index.other(number, claimed.sentence.masked)
    if other is not None:
        reason = f"The record has another number: {other.label}, {other.text}."
        return claimed.found(ClaimKind.CONTRADICTED, number.first, number.last, reason)
    unknown = [s for s in about if not s.counts_held and number.sort == "%"]
    if unknown:
        reason = f"{unknown[0].name}: the percentage was published without the numbers behind it."
        instead = safe.newest(unknown[0], claimed.figures)
        return claimed.found(ClaimKind.NO_DENOMINATOR, number.first, number.last, reason, instead)
    return claimed.found(ClaimKind.NOT_BOUND, number.first, number.last, f"“{number.words}” {TYPED}.")


def _bound_instead(claimed: Claimed, number: TypedNumber, figure: BoundFigure) -> str:
    """Return the sentence with a figure in the place of a number; empty where the words around would not fit it."""
    text = claimed.sentence.text
    subject = next((s for s in claimed.context.subjects if s.key == figure.subject), None)
    if figure.finding and subject is not None:
        return safe.changed(subject, claimed.figures)
    if text.startswith(figure.text, number.first):
        last = number.first + len(figure.text)
    elif any(True for _ in spells(claimed.sentence.masked)) and any(True for _ in spells(figure.text)):
        return ""
    else:
        last = number.last
        unit = figure.text.removeprefix(number.words).split(" in ")[0]
        last += len(unit) if text.startswith(unit, last) else 0
    return f"{text[: number.first]}{safe.bound(figure)}{text[last:]}"


class NumberIndex:
    """The record's figures by their numbers, to find the one that a typed number is."""

    def __init__(self, figures: Figures) -> None:
        self._by_number: defaultdict[tuple[float, str], list[BoundFigure]] = defaultdict(list)
        self._titled: dict[str, frozenset[str]] = {}
        self._outputs: defaultdict[str, list[BoundFigure]] = defaultdict(list)
        for figure in figures.values():
            found = _NUMBER.match(figure.text)
            if found is None or figure.key.endswith("_interval"):
                continue
            number = typed_numbers(found[0])
            if number and number[0].value is not None:
                self._by_number[number[0].value, number[0].sort].append(figure)
            if figure.key.startswith("output."):
                self._titled[figure.subject] = stems_of(figure.label.rsplit(":", 1)[0])
                self._outputs[figure.subject].append(figure)

    def same(self, number: TypedNumber, sentence: str, subjects: set[str]) -> BoundFigure | None:
        """Return the figure that has this number: one the sentence speaks of, or the only one there is."""
        if number.value is None:
            return None
        found = self._by_number.get((number.value, number.sort), [])
        own = [f for f in found if f.subject in subjects]
        stems = stems_of(sentence)
        titled = own or [f for f in found if self._titled.get(f.subject, frozenset(("",))) <= stems]
        titled = titled or [f for f in found if subjects and len(stems_of(f.label.split(":")[0]) & stems) > 1]
        large = number.sort == "£" or number.value >= 10
        only = found if len({f.subject for f in found}) == 1 and large and not subjects else []
        return next(iter(titled or only), None)

    def other(self, number: TypedNumber, sentence: str) -> BoundFigure | None:
        """Return the count of an output that the sentence names in full and gives another number of."""
        if number.sort or number.value is None:
            return None
        stems = stems_of(sentence)
        named = [subject for subject, title in self._titled.items() if title <= stems]
        if len(named) != 1:
            return None
        unit = self._outputs[named[0]][0].unit.split()[0] if self._outputs[named[0]][0].unit else ""
        follows = re.match(rf"\s+(?:\w+\s+)?{re.escape(unit)}\b", sentence[number.last :]) if unit else None
        return next((f for f in self._outputs[named[0]] if f.key.endswith(".actual")), None) if follows else None


def dated_findings(claimed: Claimed) -> Iterator[ClaimFinding]:
    """Give the results that a sentence tells as of a time that their data do not reach."""
    if is_untold(claimed.sentence.masked):
        return
    for figure, at in claimed.bound:
        if figure.reach is None or not figure.key.startswith("indicator.") or not figure.text:
            continue
        before = claimed.sentence.masked[:at]
        near = [s for s in spells(before) if s.starts_on > figure.reach and not s.since]
        if near:
            reason = f"The data behind “{figure.text}” reach to {month_of(figure.reach)} and say nothing of that time."
            yield claimed.found(ClaimKind.BEYOND_REACH, at, at + len(f"@{{{figure.key}}}"), reason)


def differing(claimed: Sequence[Claimed]) -> Iterator[ClaimFinding]:
    """Give the typed numbers of an indicator that an earlier sentence gives another way for the same time."""
    said: dict[tuple[object, ...], tuple[float, str]] = {}
    for each in claimed:
        masked = each.sentence.masked
        keys = tuple(key for key, _ in each.sentence.keys)
        for number in typed_numbers(masked):
            about = each.context.spoken_of(masked, keys, [number.value or 0.0])
            if number.value is None or len(about) != 1:
                continue
            before = said.setdefault((about[0].key, number.sort, *spells(masked)), (number.value, each.sentence.text))
            if before[0] != number.value and before[1] != each.sentence.text:
                reason = f"Another sentence gives another number of it: “{before[1]}”"
                yield each.found(ClaimKind.CONTRADICTED, number.first, number.last, reason)
