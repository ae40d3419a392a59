"""Sentences that tell results in words alone: nothing else is found in them, and yet no figure bears what they say."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from cspdesk.analysis import claim_reason_forms as reason_forms
from cspdesk.analysis import claim_result_forms as result_forms
from cspdesk.analysis.claim_findings import Claimed, ClaimFinding, ClaimKind
from cspdesk.analysis.claim_forms import compiled
from cspdesk.analysis.claim_praise_words import plain_of
from cspdesk.analysis.claim_rules import claims_of
from cspdesk.analysis.claim_words import is_open, is_untold

# By what a form tells: its words, tried in this order, and why no record bears it.
_FORMS = {
    "would": reason_forms.WOULD_HAVE,
    "foretold": reason_forms.FORETOLD,
    "presumed": reason_forms.PRESUMED,
    "proved": reason_forms.PROVED,
    "credit": reason_forms.CREDIT,
    "ranked": reason_forms.RANKED,
    "never": result_forms.NEVER,
    "lives": result_forms.LIVES,
    "told": result_forms.TOLD,
}
_REASONS = {
    "told": "No figure beside it bears this, so nobody can tell from the record whether it is so.",
    "lives": "No figure in the record tells how people feel, live or act; one person's words are told as theirs.",
    "never": "A record holds what was noticed; it cannot show that something never happens.",
    "would": "What would have happened without the work is not known: there is nothing to compare with.",
    "proved": "The record holds no evidence that could prove this.",
    "credit": "The record does not show what made the difference.",
    "foretold": "No data tell of what is to come. Say what is expected, and on what ground.",
    "presumed": "No data tell of what is to come. Say what is expected, and on what ground.",
    "ranked": "The record holds no comparison that bears this.",
}
_KINDS = {"would": ClaimKind.CAUSE, "proved": ClaimKind.CAUSE, "credit": ClaimKind.CAUSE}
# What is hoped, believed, feared or made a condition is not foretold; what hangs on the money itself is.
_UNSURE = r"""
hop(e|es|ed|ing)|may|might|could|whether|aims?|aimed|thinks?|thought|belief|believes?|fears?(?= that)|worr(y|ied)
expect(s|ed|ation)?|plan(s|ned)? to|planned|intend(s|ed)?|asked|not known|unlikely|risk|should|would|depends?
perhaps|possibl[ey]|assum\w+|theor(y|ies)|untested|suppos\w+
to (see|ask|learn) (if|how)|in the hope|no claim|nothing here|so that
(is|are) (among|one of) ({word} ){0,3}(priorit(y|ies)|aims?|goals?|objectives?)
if(?! ((current|present|this|the|our|no) (progress|trend|grant|funding|money|bid|work|project|scheme|service)
    |we lose)\b)
"""
# Words that look like a denial and are part of what is told.
_TOLD_BY_DENIAL = r"""
no (longer|more|worse|better|higher|lower|accident|coincidence|small)|hardly|not (just|only|merely|an? accident)
not an? (problem|issue|concern)
"""
_ASKED = r"whether|nobody (knows|can)|cannot|unknown|what would|how many would"
_DOUBTED = r"not|whether|may|might|could|risk that"
_ABOUT = r"{harm}|{who}|{good}|worse|die|dead|lives|hospital|casualty|emergency|prison|court|battleground|tragedy"


def result_findings(claimed: Claimed) -> Iterator[ClaimFinding]:
    """Give the first thing that a sentence tells beyond its figures, by the gravest form it takes; nothing of what is
    hoped, asked, denied or quoted, nor where a figure is bound to it."""
    masked = claimed.sentence.masked
    if is_untold(masked) or claimed.sentence.keys:
        return
    agreed = any(claim.direction and claim.direction == claim.subject.direction for claim in claims_of(claimed))
    for sort, found in _forms(plain_of(masked)):
        if sort != "told" or not agreed:
            yield claimed.found(_KINDS.get(sort, ClaimKind.NO_FIGURE), *found.span(), _REASONS[sort])
            return


def _forms(plain: str) -> Iterator[tuple[str, re.Match[str]]]:
    for sort, pattern in _patterns().items():
        for found in pattern.finditer(plain):
            if _is_told(sort, plain, found):
                yield sort, found


def _is_told(sort: str, plain: str, found: re.Match[str]) -> bool:
    """Return whether a form is told as it is; each sort has words of its own that only seem to hope or to deny."""
    if found.start() == 0 and found[0].istitle() and " " in found[0]:
        return False  # a name: Safer Streets
    rest = f"{plain[: found.start()]} {plain[found.end() :]}"
    if sort == "would":
        return _says(_ABOUT, plain) and not _says(_ASKED, plain)
    if sort == "foretold":
        return _says(_ABOUT, plain) and not _says(_UNSURE, plain)
    if sort == "presumed":
        return not _says(_DOUBTED, plain)
    if sort == "never":
        return not _says(_UNSURE, rest)
    before = plain[: found.start()] if sort in ("credit", "proved") else rest
    own = _pattern(_TOLD_BY_DENIAL).sub(" ", found[0])
    return not is_open(before) and not is_open(own) and not _says(_UNSURE, rest)


def _says(forms: str, plain: str) -> bool:
    return _pattern(forms).search(plain) is not None


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Return the pattern of each sort, made when the first text is checked: there are many words."""
    return {sort: compiled(forms) for sort, forms in _FORMS.items()}


_pattern = cache(compiled)
