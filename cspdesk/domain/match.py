"""What partners put in beside the grant: match funding and help in kind, never mixed with the grant's money."""

from datetime import date
from enum import StrEnum

from cspdesk.domain.audience import Audience
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


class MatchKind(StrEnum):
    """Whether money was given, or time, rooms and goods."""

    CASH = "cash"
    IN_KIND = "in kind"


@dataclass(frozen=True, slots=True)
class Match:
    """A contribution to what an agreement pays for; basis says how help in kind was valued."""

    id: str
    agreement_id: str
    kind: MatchKind
    given_on: date
    amount_pence: int
    contributor_id: str | None = None
    line_id: str | None = None
    description: str = ""
    basis: str = ""
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""
    illustrative: bool = False


def checked_match(match: Match) -> Match:
    """Return the contribution if it can be kept. Raises UserError naming what is wrong."""
    if match.amount_pence <= 0:
        raise UserError("A contribution is worth more than nothing.")
    if match.kind is MatchKind.IN_KIND and not match.basis.strip():
        raise UserError("Help in kind needs the basis on which it was valued: hours and rate, or the usual price.")
    return match
