"""What an agreement says beyond its amount: variations, and which spend its funder allows."""

from collections.abc import Iterable, Sequence
from datetime import date

from cspdesk.domain.funding import Agreement, BudgetLine, Eligibility, Instalment
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import long_date
from cspdesk.domain.records import dataclass
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


def varied_pence(variations: Iterable[Variation]) -> int:
    """Return by how much variations change what was awarded; negative when they take money away."""
    return sum(v.amount_pence for v in variations)


def award_pence(agreement: Agreement, variations: Iterable[Variation] = ()) -> int:
    """Return what the agreement comes to now: awarded, as varied since."""
    return agreement.awarded_pence + varied_pence(variations)


def checked_variation(variation: Variation, agreement: Agreement, line: BudgetLine | None, revised: int) -> Variation:
    """Return the variation if it can be kept; revised is the line's revised amount without it, in pence.

    Raises UserError when it lacks a reason, changes nothing, is of another agreement's line, takes more than the line
    holds, or ends the agreement before it starts.
    """
    if not variation.reason.strip():
        raise UserError("A variation needs a reason; it is printed in every return.")
    if variation.amount_pence and line is None:
        raise UserError("A variation of money says which budget line it changes.")
    if not variation.amount_pence and variation.ends_on is None:
        raise UserError("A variation changes an amount or the last day of the agreement.")
    if line is not None and line.agreement_id != agreement.id:
        raise UserError(f"That budget line is not one of agreement {agreement.reference}. Choose one of its own lines.")
    if revised + variation.amount_pence < 0:
        raise UserError(
            f"{pounds(-variation.amount_pence)} cannot be taken from the line: its revised amount is {pounds(revised)}."
        )
    if variation.ends_on is not None and variation.ends_on < agreement.starts_on:
        raise UserError(
            f"Agreement {agreement.reference} starts on {long_date(agreement.starts_on)}; it cannot end before that."
        )
    return variation


def checked_rule(rule: ClaimRule) -> ClaimRule:
    """Return the clause if it can be kept. Raises UserError when it has no number or no text."""
    if not rule.clause.strip() or not rule.text.strip():
        raise UserError("A clause needs its number and what it says.")
    return rule


def checked_use(rule: ClaimRule, agreement_id: str, judged: Eligibility) -> ClaimRule:
    """Return the clause if it bears the judgement. Raises UserError when it is another agreement's or says not so."""
    if rule.agreement_id != agreement_id:
        raise UserError(f"Clause {rule.clause} belongs to another agreement. Choose one of this agreement's clauses.")
    if judged is not (Eligibility.ELIGIBLE if rule.eligible else Eligibility.INELIGIBLE):
        said = "allows" if rule.eligible else "rules out"
        raise UserError(f"Clause {rule.clause} {said} the spend, so it cannot be marked “{judged.value}” by it.")
    return rule


def checked_instalment(
    instalment: Instalment, agreement: Agreement, others: Sequence[Instalment], variations: Iterable[Variation] = ()
) -> Instalment:
    """Return the instalment if it can be kept; others are all the agreement's instalments.

    Raises UserError when it is of nothing, dated before the agreement, or claims more than was awarded.
    """
    if instalment.amount_pence == 0:
        raise UserError("An instalment needs an amount.")
    days = [day for day in (instalment.due_on, instalment.received_on) if day is not None]
    if min(days) < agreement.starts_on:
        raise UserError(
            f"An instalment of {long_date(min(days))} comes before agreement {agreement.reference} starts, on "
            f"{long_date(agreement.starts_on)}. Check the date."
        )
    claimed = instalment.amount_pence + sum(o.amount_pence for o in others if o.id != instalment.id)
    award = award_pence(agreement, variations)
    if claimed > award:
        raise UserError(
            f"The instalments would come to {pounds(claimed)}, {pounds(claimed - award)} more than the "
            f"{pounds(award)} awarded by agreement {agreement.reference}. Enter a variation first if the award grew."
        )
    return instalment
