"""What a sentence tells of money, plans and outputs in words alone: spent in full, every milestone met, on track."""

import re
from collections import defaultdict

from cspdesk.analysis.claim_told_words import Told, patterns
from cspdesk.analysis.claim_words import is_open, spells
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class TellsOf:
    """One thing told, from first to last of a sentence; whose are the words that say whose it is, empty for nobody's.

    each names what of, where every one of a kind is spoken of. its: it is of what was named before.
    """

    what: Told
    first: int
    last: int
    whose: str = ""
    each: str = ""
    its: bool = False


_W = r"[\w’'/&§-]+"
# What leaves something out, tells of some of it, of another time, or of what is to be: nothing is claimed of all of it.
_LESS = re.compile(
    r"\b(?:except(?:ing)?|apart from|other than|aside from|but for|all but|save for|bar one|excluding"
    r"|exception|not all"
    r"|not every|some of|part of|in part|partly|mostly|largely|broadly|on the whole|by and large"
    r"|more or less|quarters?"
    r"|half|halves|months?|weeks?|summer|winter|spring|autumn|Christmas|Easter|phase|stage|last year"
    r"|previous(?:ly)?"
    r"|earlier years?|next year|years before|in the past|of the time|usually|often|sometimes|as a rule"
    r"|only (?:one|two"
    r"|a few)|Q[1-4])\b",
    re.IGNORECASE,
)
_SET = re.compile(
    r"\b(?:must|ensur(?:e|es|ing)|make sure|requir(?:e|es|ed|ement|ing)|conditions?|once|when(?! the year)|before"
    r"|in order|so that"
    r"|provided|assum\w+|depends?|depended|goal|target is|objective|agreed that|imagine|suppose"
    r"|example|unlikely|likely"
    r"|doubt\w*|can be|be sure|ready to|due to be|about to|on condition|has to|have to|had to|supposed)\b",
    re.IGNORECASE,
)
_NEARLY = re.compile(
    r"\b(?:nearly|almost|virtually|practically|about|up to|towards|near|most of|close to|far from"
    r"|than)\s*$",
    re.IGNORECASE,
)
_TO = re.compile(r"\bto\s+(?:have |be )?$", re.IGNORECASE)
_PART = re.compile(r"[;:–—]|, |,? (?:but|while|whilst|whereas|although|though|yet|so) ")
_THEN = re.compile(
    rf"(?<!\w)(?:for|of|from|in|at|under|on|across|towards|within|about) (?P<whose>{_W}(?: (?!for |of |from ){_W})*)",
    re.IGNORECASE,
)
# How and why a thing was done says nothing of whose it is.
_REASON = re.compile(r"\s(?:because|with|despite|in spite|thanks|as|since|which|who|by|than|and|or)\s.*", re.IGNORECASE)
_HEAD = re.compile(rf"^\s*(?:in|for|under|within|on|of|at) (?P<whose>{_W}(?: {_W}){{0,8}}?), ", re.IGNORECASE)
_REFERENCE = re.compile(r"\b[A-Z]{2,}[\w/]*-[\w/-]+")  # PCC-2015-CORE is of no year
_POSSESSIVE = re.compile(r"\b(?:its|their|his|her)\b", re.IGNORECASE)
_LAST = re.compile(r"^.*\b(?:that|because|so|say|says|said|know|sure)\s", re.IGNORECASE)  # before what is told
_BREAKS_OFF = re.compile(
    r"\s(?:and|or|which|that|who|as|because|since|by|with|despite|thanks|to"
    r"|than)\s.*",
    re.IGNORECASE,
)


def tells_of(sentence: str, year: FinancialYear) -> tuple[TellsOf, ...]:
    """Return what a sentence (its bound figures masked) tells of a year's money and plan; the first of what overlaps.

    Nothing where it leaves something out, speaks of another time or a part of the year, hopes, asks, plans or denies.
    """
    if _LESS.search(sentence) or not _is_of(sentence, year):
        return ()
    found: list[TellsOf] = []
    for what, pattern in patterns():
        for match in pattern.finditer(sentence):
            taken = any(each.first < match.end() and match.start() < each.last for each in found)
            if not taken and not _is_denied(sentence, match):
                found.append(_made(what, sentence, match))
    return tuple(sorted(found, key=lambda each: each.first))


def _is_of(sentence: str, year: FinancialYear) -> bool:
    """Return whether every time that a sentence names is the whole year, or the day it ended on."""
    return all(
        (s.starts_on, s.ends_on) == (year.starts_on, year.ends_on) or s.ends_on == year.ends_on
        for s in spells(_REFERENCE.sub("", sentence))
    )


def _is_denied(sentence: str, match: re.Match[str]) -> bool:
    first, last = _around(sentence, match)
    before, after = sentence[first : match.start()], sentence[match.end() : last]
    rest = f"{before} {after}"
    return bool(is_open(rest) or _SET.search(rest) or _NEARLY.search(before) or _TO.search(before))


def _around(sentence: str, match: re.Match[str]) -> tuple[int, int]:
    """Return the part of a sentence, from one mark to the next, in which something is told."""
    first, last = 0, len(sentence)
    for mark in _PART.finditer(sentence):
        if mark.end() <= match.start():
            first = mark.end()
        elif mark.start() >= match.end():
            return first, mark.start()
    return first, last


def _made(what: Told, sentence: str, match: re.Match[str]) -> TellsOf:
    groups: defaultdict[str, str] = defaultdict(str)
    for name, text in match.groupdict().items():
        groups[name.rstrip("0123456789")] += f" {text or ''}"
    head = _HEAD.match(sentence)
    then = _REASON.sub("", f" {sentence[match.end() : _around(sentence, match)[1]]} ")
    after = [head["whose"] if head else "", *(found["whose"] for found in _THEN.finditer(then))]
    subject = _LAST.sub("", groups["whose"])
    own = [subject, groups["mod"], groups["gap"]]
    whose = " ".join(" ".join((*own, *(_BREAKS_OFF.sub("", words) for words in after))).split())
    its = bool(groups["its"].strip()) or bool(_POSSESSIVE.search(groups["whose"]))
    begins = match.start() + (len(lead[0]) if (lead := re.match(r"\s*and\s+", match[0], re.IGNORECASE)) else 0)
    return TellsOf(what, begins, match.end(), whose, groups["each"].strip(), its)
