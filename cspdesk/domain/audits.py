"""Samples drawn for audit: repeatable, and each item's check recorded."""

from datetime import date
from enum import StrEnum

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


class CheckResult(StrEnum):
    """What a check of a sampled payment found."""

    OPEN = "not checked"
    GOOD = "in order"
    QUERY = "query"
    BAD = "not in order"


@dataclass(frozen=True, slots=True)
class AuditSample:
    """A sample of an agreement's payments of a year; the same seed and payments draw the same sample again."""

    id: str
    agreement_id: str
    year: FinancialYear
    drawn_on: date
    drawn_by: str
    seed: int
    percent: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class AuditItem:
    """One sampled payment, and what its check found."""

    id: str
    sample_id: str
    transaction_id: str
    result: CheckResult = CheckResult.OPEN
    checked_on: date | None = None
    checked_by: str = ""
    note: str = ""


def checked_finding(item: AuditItem) -> AuditItem:
    """Return the item if its check can be kept. Raises UserError when it is not said who checked, or what is wrong."""
    if item.result is CheckResult.OPEN:
        return item
    if not item.checked_by.strip():
        raise UserError("A check needs the name of who made it.")
    if item.result is not CheckResult.GOOD and not item.note.strip():
        raise UserError(f"“{item.result.value}” needs a note: what is missing or wrong?")
    return item
