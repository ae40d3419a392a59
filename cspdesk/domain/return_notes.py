"""What is said beside a figure of a return that alone would say more than the record does."""

from collections.abc import Mapping

from cspdesk.domain.funding import Certainty
from cspdesk.domain.proof import counted
from cspdesk.domain.return_periods import PeriodKind
from cspdesk.domain.return_record import ReturnRecord

_CERTAINTY = {
    Certainty.REQUESTED: "Requested, not confirmed.",
    Certainty.INDICATIVE: "Indicative, not confirmed.",
    Certainty.AT_RISK: "At risk.",
}


def noted(help_: str, source: str, record: ReturnRecord, sums: Mapping[str, int]) -> str:
    """Return a field's help with what is to be known of the figure itself put first."""
    return f"{_note(source, record, sums)} {help_}".strip()


def _note(source: str, record: ReturnRecord, sums: Mapping[str, int]) -> str:
    if source in ("awarded", "award"):
        return _CERTAINTY.get(record.agreement.certainty, "")
    if source == "underspend_year_end" and record.period.kind is PeriodKind.YEAR and not record.is_over:
        return f"Expected; the year {'has not begun' if record.as_at < record.period.starts_on else 'is not over'}."
    if source in ("actions", "milestones_due") and (hidden := sums["actions_withheld"]):
        of_them = "those of " if source == "milestones_due" else ""
        return f"Without {of_them}{counted(hidden, 'action')} withheld from this version."
    return ""
