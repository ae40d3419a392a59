"""Dated looks at a plan: what it said, what was decided, and what became of each action at the year's end."""

from datetime import date
from enum import StrEnum

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class Review:
    """A look at the plan of one priority, or of all (priority_id None), on a day.

    at_change is the journal's place when it was held: what changed since is read from there. frozen is the plan as
    it then stood, as JSON. marking says who may read its summary and decisions; its dates are for every reader.
    """

    id: str
    priority_id: str | None
    year: FinancialYear
    held_on: date
    at_change: int
    frozen: str
    next_on: date | None = None
    summary: str = ""
    marking: Audience = Audience.PARTNER
    marking_reason: str = "For the partners, unless they publish it"


@dataclass(frozen=True, slots=True)
class ReviewDecision:
    """What a review decided, who sees to it and by when."""

    id: str
    review_id: str
    position: int
    text: str
    owner_id: str | None = None
    due_on: date | None = None
    done_on: date | None = None


class YearEnd(StrEnum):
    """What happens to an action that is still open when its year ends."""

    CARRIED = "carried forward"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class YearEndDecision:
    """What was decided of one open action at the end of a year, and why; the action itself lives on."""

    id: str
    action_id: str
    year: FinancialYear
    decision: YearEnd
    reason: str
    decided_on: date
    due_before: date
    due_after: date


def checked_review(review: Review) -> Review:
    """Return the review if it can be kept. Raises UserError naming what is wrong."""
    if review.next_on is not None and review.next_on <= review.held_on:
        raise UserError("The next review comes after this one. Check its date.")
    return review


def checked_decision(decision: ReviewDecision) -> ReviewDecision:
    """Return the decision if it can be kept. Raises UserError when it says nothing."""
    if not decision.text.strip():
        raise UserError("A decision needs a sentence that says what was decided.")
    return decision
