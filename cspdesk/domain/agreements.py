"""What an agreement says beyond its amount: variations, and which spend its funder allows."""

from dataclasses import dataclass
from datetime import date

from cspdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class Variation:
    """A change to an agreement that its funder made: money added to a line or taken from it, or a new last day.

    amount_pence is signed, on line_id; both are empty when only the period changes.
    """

    id: str
    agreement_id: str
    decided_on: date
    reason: str
    line_id: str | None = None
    amount_pence: int = 0
    ends_on: date | None = None
    approved_by: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """One clause of an agreement that says what may be claimed, or may not."""

    id: str
    agreement_id: str
    clause: str
    text: str
    eligible: bool
    position: int = 0


@dataclass(frozen=True, slots=True)
class ClauseUse:
    """The clause by which a transaction was found eligible or not."""

    id: str
    transaction_id: str
    rule_id: str


def checked_variation(variation: Variation) -> Variation:
    """Return the variation if it can be kept. Raises UserError naming what is wrong."""
    if not variation.reason.strip():
        raise UserError("A variation needs a reason; it is printed in every return.")
    if variation.amount_pence and variation.line_id is None:
        raise UserError("A variation of money says which budget line it changes.")
    if not variation.amount_pence and variation.ends_on is None:
        raise UserError("A variation changes an amount or the last day of the agreement.")
    return variation


def checked_rule(rule: ClaimRule) -> ClaimRule:
    """Return the clause if it can be kept. Raises UserError when it has no number or no text."""
    if not rule.clause.strip() or not rule.text.strip():
        raise UserError("A clause needs its number and what it says.")
    return rule
