"""What was reported to a funder, and quarters closed so that nothing reported changes silently."""

from datetime import date
from enum import StrEnum

from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """A quarter of an agreement that was closed; figures are its sums then, as JSON, at_change the journal's place."""

    id: str
    agreement_id: str
    quarter_starts_on: date
    closed_on: date
    closed_by: str
    at_change: int
    figures: str


class ReturnState(StrEnum):
    """Whether a return is still being written or was sent."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class Return:
    """One return: a template filled in for an agreement and a period (2015/16-Q2, or 2015/16 for a whole year).

    figures are what it said when it was submitted, as JSON; the next one starts from them.
    """

    id: str
    agreement_id: str
    template: str
    period: str
    state: ReturnState = ReturnState.DRAFT
    submitted_on: date | None = None
    submitted_by: str = ""
    figures: str = "{}"
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class AskedReturn:
    """A kind of return that an agreement asks for, from a first period on (2015/16-Q1, or 2015/16)."""

    id: str
    agreement_id: str
    template: str
    first_period: str


@dataclass(frozen=True, slots=True)
class ReturnAnswer:
    """What a person wrote, chose or decided in one field of a return."""

    id: str
    return_id: str
    field: str
    text: str
