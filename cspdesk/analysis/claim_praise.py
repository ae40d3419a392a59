"""Sentences that praise work, or say that all is well: no figure of the record says so, whatever it is."""

from collections.abc import Iterator

from cspdesk.analysis.claim_findings import Claimed, ClaimFinding, ClaimKind
from cspdesk.analysis.claim_owners import Held
from cspdesk.analysis.claim_praise_words import plain_of, praised_in
from cspdesk.analysis.claim_safe_record import actions
from cspdesk.analysis.claim_words import is_open, is_untold

_REASON = (
    "No figure in the record says this. Say what was done and what changed; whether that is good is for the reader to "
    "judge."
)


def praise_findings(held: Held, claimed: Claimed) -> Iterator[ClaimFinding]:
    """Give the words of a sentence that praise, the first alone; what is hoped, asked or quoted praises nothing."""
    if is_untold(claimed.sentence.masked):
        return
    own = held.of_section(claimed.section)
    plain = plain_of(claimed.sentence.masked)
    for first, last in praised_in(plain):
        around = _clauses_around(claimed, first, last)
        if plain[first:last].istitle() and first > 0:
            continue  # a name: Turning Lives Around
        if not is_open(plain[around[0] : first] + " " + plain[last : around[1]]):
            safe = actions(own) if own is not None and "actions.total" in own.figures else ""
            yield claimed.found(ClaimKind.PRAISE, first, last, _REASON, safe)
            return


def _clauses_around(claimed: Claimed, first: int, last: int) -> tuple[int, int]:
    """Return from where to where the clauses reach in which some words stand."""
    clauses = [(at, at + len(clause)) for at, clause in claimed.sentence.clauses]
    own = [(begin, end) for begin, end in clauses if begin < last and first < end] or [(first, last)]
    return min(own[0][0], first), max(own[-1][1], last)
