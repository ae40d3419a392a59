"""Amounts of money typed beside what the record knows the money of: “£40,000 on domestic violence”."""

import re
from collections.abc import Iterator

from cspdesk.analysis.claim_findings import Claimed, ClaimFinding, ClaimKind
from cspdesk.analysis.claim_numbers import TypedNumber, typed_numbers
from cspdesk.analysis.claim_owners import Held, Owner, names_somebody
from cspdesk.analysis.claim_words import is_open, spells
from cspdesk.domain.bound_figures import BoundFigure
from cspdesk.domain.records import dataclass

# By what an amount is told to be, the figures that it may be: the first is the one it is held against.
_MEASURES = {
    "spent": ("paid", "outturn", "evidenced"),
    "set": ("revised", "original", "awarded"),
    "awarded": ("awarded", "revised", "original", "received"),
    "received": ("received", "awarded", "revised"),
    "left": ("left", "variance"),
    "committed": ("committed",),
    "untraced": ("untraced",),
}
_SPENT = r"(?:spent|paid(?: out)?|went|gone|used|invested|put)"
_SET = r"(?:allocated|set aside|budgeted|earmarked|agreed)"
_W = r"[\w’'/&-]+"
_WHOSE = rf"(?P<whose>{_W}(?: {_W}){{0,9}}?)"
_END = r"(?=\s*(?:$|[.,;:!)]|\bwhich\b|\bthat\b|\bbut\b|\bwhile\b))"
_IS = r"(?: (?:was|were|is|has been|have been|had been))?(?: all| already)?"
# What follows the amount: £40,000 (was spent) on domestic violence.
_AFTER = (
    ("spent", re.compile(rf"{_IS} {_SPENT} (?:on|to|towards|for|into) {_WHOSE}{_END}", re.I)),
    ("set", re.compile(rf"{_IS} {_SET} (?:to|for) {_WHOSE}{_END}", re.I)),
    ("awarded", re.compile(rf"{_IS} awarded (?:to|for|under|by) {_WHOSE}{_END}", re.I)),
    ("received", re.compile(rf"{_IS} received (?:from|under|for) {_WHOSE}{_END}", re.I)),
    ("left", re.compile(rf"{_IS} (?:left|unspent|underspent) (?:on|for|of|under) {_WHOSE}{_END}", re.I)),
    ("committed", re.compile(rf"{_IS} committed (?:to|on|for) {_WHOSE}{_END}", re.I)),
)
_BARE = re.compile(rf" (?:on|to|towards|for|into) {_WHOSE}{_END}", re.I)
_ALL = re.compile(
    rf"{_IS}(?: (?:spent|paid))?(?: (?:in all|in total|altogether|overall|(?:in|during"
    rf"|over) (?:the year|§*\d{{4}}/\d\d)))*{_END}",
    re.I,
)
# What stands before it: domestic violence cost £40,000; the budget of domestic violence was £40,000; we spent £40,000.
_ABOUT = (
    r"(?P<near>(?: (?:about|around|nearly|almost|over|under|more than|less than|up to|at least"
    r"|some|roughly|just))*) $"
)
_BEFORE = (
    ("spent", re.compile(rf"(?:^|[,;:] | and ){_WHOSE} (?:has |have )?(?:cost|spent|paid)(?: us)?{_ABOUT}", re.I)),
    (
        "spent",
        re.compile(
            rf"\b(?:spending|expenditure|spend) (?:on|for) {_WHOSE} (?:was|is|came to"
            rf"|reached){_ABOUT}",
            re.I,
        ),
    ),
    ("set", re.compile(rf"\bbudget (?:of|for) {_WHOSE} (?:was|is|of){_ABOUT}", re.I)),
    ("set", re.compile(rf"(?:^|[,;:] | and ){_WHOSE} (?:had|has|was given|got) a budget of{_ABOUT}", re.I)),
    ("awarded", re.compile(rf"(?:^|[,;:] | and ){_WHOSE} (?:was|were) awarded{_ABOUT}", re.I)),
    ("received", re.compile(rf"(?:^|[,;:] | and ){_WHOSE} received{_ABOUT}", re.I)),
)
_VERB = re.compile(
    rf"\b(?P<verb>spent|paid|invested|put|allocated|set aside|earmarked|awarded|received"
    rf"|committed){_ABOUT}",
    re.I,
)
_VERBS = {"allocated": "set", "set aside": "set", "earmarked": "set", "awarded": "awarded", "received": "received"}
_VERBS |= {"committed": "committed"}
_MORE = re.compile(r"\b(?:over|more than|at least|above)\s*$", re.I)
_LESS = re.compile(r"\b(?:under|less than|up to|below|at most|nearly|almost|not quite)\s*$", re.I)
_ROUGHLY = re.compile(
    r"\b(?:about|around|roughly|some|approximately|nearly|almost|close to"
    r"|just (?:over|under))\s*$",
    re.I,
)
# Part of an amount, a rate, another time: the record's figure is of the whole year.
_PART = re.compile(
    r"\b(?:each|per|a further|further|another|extra|additional|of which|includ\w+|quarters?|Q[1-4]"
    r"|months?|weeks?|half"
    r"|last year|next year|previous\w*|savings?|saved|society|national\w*|every|a year|annually"
    r"|in kind|match\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Said:
    """That an amount is told as a measure of an owner."""

    owner: Owner
    measure: str


def amount_findings(held: Held, claimed: Claimed) -> Iterator[ClaimFinding]:
    """Give the amounts beside an owner of money that the record has another amount for."""
    masked = claimed.sentence.masked
    if _PART.search(masked):
        return
    own = held.of_section(claimed.section)
    for number in typed_numbers(masked):
        if number.sort != "£" or number.value is None:
            continue
        said = _said(held, masked, number, own)
        if said is None or any((s.starts_on, s.ends_on) != _year(said.owner) for s in spells(masked)):
            continue
        figure = _against(said, masked, number)
        if figure is not None:
            reason = f"The record has another amount: {figure.label}, {figure.text}."
            text = claimed.sentence.text
            safe = f"{_without_about(text[: number.first])}@{{{figure.key}}}{text[number.last :]}"
            yield claimed.found(ClaimKind.CONTRADICTED, number.first, number.last, reason, safe)


def _year(owner: Owner) -> tuple[object, object]:
    return owner.year.starts_on, owner.year.ends_on


def _said(held: Held, sentence: str, number: TypedNumber, own: Owner | None) -> _Said | None:
    before, after = sentence[: number.first], sentence[number.last :]
    if is_open(sentence):
        return None
    for measure, pattern in _AFTER:
        if (found := pattern.match(after)) is not None:
            return _of(held, measure, found["whose"])
    verb = _VERB.search(before)
    measure = _VERBS.get(verb["verb"].casefold(), "spent") if verb else ""
    if measure and (found := _BARE.match(after)) is not None:
        return _of(held, measure, found["whose"])
    for each, pattern in _BEFORE:
        if (found := pattern.search(before)) is not None and names_somebody(found["whose"]) and _ALL.match(after):
            return _of(held, each, found["whose"])
    whole = re.fullmatch(
        r"\s*(?:in all, |in \d{4}/\d\d,? )?(?:we|the partnership)(?: have"
        r"| has)? (?:spent|paid)",
        _bare(before),
        re.I,
    )
    return _Said(own, "spent") if whole and own is not None and _ALL.match(after) else None


def _bare(before: str) -> str:
    return _without_about(before).rstrip()


def _without_about(before: str) -> str:
    """Return what stands before an amount without the words that make it a rough one."""
    for pattern in (_MORE, _LESS, _ROUGHLY):
        before = pattern.sub("", before)
    return before


def _of(held: Held, measure: str, whose: str) -> _Said | None:
    owner = held.named(re.sub(r"\b(?:in|during|over|for) (?:the year|\d{4}/\d\d)$", "", whose))
    return _Said(owner, measure) if owner is not None else None


def _against(said: _Said, sentence: str, number: TypedNumber) -> BoundFigure | None:
    """Return the figure that an amount goes against; None where it is one of those it may be."""
    names = _MEASURES[said.measure]
    figures = [
        f for name in names if (f := said.owner.figures.get(f"money.{name}")) is not None and f.value is not None
    ]
    if not figures or number.value is None:
        return None
    before = sentence[: number.first]
    fits = (_fits(number.value * 100, abs(figure.value or 0), before, number.words) for figure in figures)
    return None if any(fits) else figures[0]


def _fits(typed: float, held: float, before: str, words: str) -> bool:
    """Return whether an amount may be told so: rounded by no more than a hundredth, or as roughly as it says."""
    if _ROUGHLY.search(before):
        return abs(typed - held) <= held / 10
    if _MORE.search(before):
        return held >= typed
    if _LESS.search(before):
        return held <= typed
    return abs(typed - held) <= max(50, held / 100) if _is_rounded(words) else typed == held


def _is_rounded(words: str) -> bool:
    return "." not in words or not re.search(r"\.\d\d$", words)
