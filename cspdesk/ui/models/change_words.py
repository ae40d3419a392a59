"""The journal in words: what a step changed, field by field, as people say it."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from cspdesk.domain.data_periods import Period, PeriodKind
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import FinancialYear, Quarter, long_date
from cspdesk.domain.records import dataclass
from cspdesk.store.journal import Change, Step
from cspdesk.store.store import Store
from cspdesk.ui.models.record_names import RecordNames

KINDS = {
    "partnerships": "Partnership",
    "organisations": "Organisation",
    "people": "Person",
    "priorities": "Priority",
    "actions": "Action",
    "action_partners": "Partner of an action",
    "action_updates": "Update on an action",
    "agreements": "Agreement",
    "instalments": "Instalment",
    "budget_lines": "Budget line",
    "profile_amounts": "Profile of a line",
    "virements": "Virement",
    "ledger_imports": "Ledger import",
    "ledger_layouts": "Layout of a ledger",
    "assignment_rules": "Rule for assigning",
    "transactions": "Transaction",
    "evidence": "Evidence",
    "transaction_evidence": "Proof of a transaction",
    "action_evidence": "Proof of an action",
    "documents": "Document",
    "milestones": "Milestone",
    "outputs": "Output",
    "output_quarters": "Quarter of an output",
    "action_dependencies": "What an action waits for",
    "action_lines": "Budget line that pays for an action",
    "action_indicators": "Indicator of an action",
    "commissioned_services": "Commissioned service",
    "case_reviews": "Case review",
    "case_recommendations": "Recommendation of a case review",
    "rating_rules": "Rating rule",
    "reviews": "Review",
    "review_decisions": "Decision of a review",
    "year_end_decisions": "Year-end decision",
    "variations": "Variation",
    "claim_rules": "Rule for claiming",
    "clause_uses": "Use of a clause",
    "commitment_payments": "Payment of a commitment",
    "accruals": "Accrual",
    "refunds": "Refund",
    "matches": "Match funding",
    "shared_costs": "Shared cost",
    "cost_shares": "Share of a cost",
    "forecast_versions": "Forecast",
    "forecast_amounts": "Amount of a forecast",
    "underspend_plans": "Plan for an underspend",
    "funding_needs": "Need for funding",
    "deflators": "Price index",
    "audit_samples": "Audit sample",
    "audit_items": "Item of an audit sample",
    "closed_periods": "Closed period",
    "returns": "Return to a funder",
    "asked_returns": "Return asked for",
    "return_answers": "Answer in a return",
    "areas": "Area",
    "populations": "Population of an area",
    "indicators": "Indicator",
    "observations": "Observation",
    "breaks": "Break in a series",
    "comparator_sets": "Comparator set",
    "comparator_areas": "Area of a comparator set",
    "annotations": "Note on an indicator",
    "plan_rows": "Row of a plan from elsewhere",
    "meetings": "Meeting",
    "questions": "Question of scrutiny",
    "recommendations": "Recommendation of scrutiny",
    "field_markings": "Marking of a field",
    "publicity_periods": "Period of restricted publicity",
    "publicity_exports": "Publication in a restricted period",
    "disclosure_rules": "Rule for small numbers",
    "papers": "Paper",
    "paper_texts": "Text of a paper",
    "overrulings": "Overruled finding",
    "funding_options": "Option of a request",
    "case_studies": "Case study",
    "beneficiaries": "People who benefited",
    "document_sendings": "Sending of a document",
}
FIELDS = {
    "person_id": "by",
    "starts_on": "starts",
    "due_on": "due",
    "ends_on": "ends",
    "finished_on": "finished",
    "made_on": "made",
    "decided_on": "decided",
    "occurred_on": "dated",
    "confirmed_on": "confirmed",
    "received_on": "received",
    "quarter_starts_on": "quarter from",
    "percent": "progress",
    "aim": "aim",
    "why_chosen": "why chosen",
    "from_line_id": "from line",
    "to_line_id": "to line",
    "sha256": "SHA-256",
    "source_sha256": "SHA-256 of the source",
    "vat_pence": "VAT",
    "stated_rating": "stated rating",
    "rating_reason": "reason for the rating",
    "forecast_rating": "stated rating at the year’s end",
    "forecast_reason": "reason for the rating at the year’s end",
    "outside_control": "outside our control",
    "baseline_due_on": "due as first agreed",
    "baseline_on": "first agreed for",
    "current_on": "now planned for",
    "actual_on": "reached",
    "extendable_to": "can be extended to",
    "notice_on": "last day for notice",
    "stage_due_on": "next stage due",
    "held_on": "held",
    "next_on": "next review",
    "done_on": "done",
    "answered_on": "answered",
    "responded_on": "responded",
    "what_happened": "what happened since",
    "body": "committee",
    "record_id": "record",
    "table_name": "kind of record",
    "went_on_on": "made",
    "went_on_by": "went on",
    "least_public": "smallest count told to the public",
    "least_partner": "smallest count told to partners",
    "due_before": "due before",
    "due_after": "due now",
    "needs_id": "waits for",
    "on_day": "first day counted the new way",
    "override_by": "compared all the same by",
    "override_reason": "reason for comparing all the same",
    "count_not_held": "numbers behind the percentages were not published",
    "denominator": "out of",
    "set_id": "set of areas",
    "milestone_at_risk_days": "at risk: days a milestone is late",
    "milestone_off_track_days": "off track: days a milestone is late",
    "due_off_track_days": "off track: days past the due date",
    "progress_at_risk_points": "at risk: points of progress behind",
    "progress_off_track_points": "off track: points of progress behind",
    "update_stale_days": "at risk: days without an update",
    "update_cannot_tell_days": "cannot tell: days without an update",
    "priority_at_risk_percent": "priority at risk: share of actions",
    "priority_off_track_percent": "priority off track: share of actions",
}
NOT_TOLD = {"id", "import_id", "figures", "mapping", "source_row", "frozen", "at_change", "position"}
TELLING = ("title", "name", "text", "reference", "payee", "file_name", "source_name", "reason", "document", "body")
BELONGING = {  # what is said of a record besides its own name: whose it is
    "milestones": "action_id",
    "outputs": "action_id",
    "action_indicators": "action_id",
    "action_updates": "action_id",
    "year_end_decisions": "action_id",
    "breaks": "indicator_id",
    "annotations": "indicator_id",
    "case_recommendations": "review_id",
    "review_decisions": "review_id",
    "questions": "meeting_id",
    "recommendations": "meeting_id",
}
JOINED = {"action_dependencies": " waits for "}  # how the two ends of a link are told; otherwise with a dash
DAYS = ("extendable_to", "due_before", "due_after", "on_day", "baseline_from", "baseline_to")
LONGEST = 300  # characters of a text that are shown


@dataclass(frozen=True, slots=True)
class Told:
    """One record that a step touched: its heading, and (field, before, after) for what changed in it."""

    heading: str
    fields: tuple[tuple[str, str, str], ...]


class ChangeWords:
    """Tells changes; ids of other records are told by what those are called now."""

    def __init__(self, store: Store) -> None:
        self._names = RecordNames(store)

    def tell(self, change: Change) -> Told:
        """Return one change in words."""
        before = _row(change.before)
        after = _row(change.after)
        verb = "added" if before is None else "removed" if after is None else "changed"
        row = after or before or {}
        kind = KINDS.get(change.table, change.table.replace("_", " ").capitalize())
        name = self._called(change.table, row)
        heading = f"{kind} {verb}: {name}" if name else f"{kind} {verb}"
        return Told(heading, tuple(self._fields(before or {}, after or {})))

    def _fields(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
        told = []
        for field in {**before, **after}:
            was, becomes = before.get(field), after.get(field)
            if field in NOT_TOLD or was == becomes or (not before and _blank(becomes)) or (not after and _blank(was)):
                continue
            told.append((field_words(field), self._value(field, was), self._value(field, becomes)))
        return told

    def _called(self, table: str, row: Mapping[str, Any]) -> str:
        own = next((short(str(row[field]), 80) for field in TELLING if row.get(field)), "")
        if table == "reviews":
            return self._review(row)
        if own:
            owner = BELONGING.get(table)
            whose = self._names.name(owner, str(row[owner])) if owner and row.get(owner) else ""
            return f"{own} ({short(whose, 60)})" if whose else own
        links = [f for f in row if f.endswith("_id") and row[f] and f != "import_id"]
        told = JOINED.get(table, " – ").join(filter(None, (self._names.name(f, str(row[f])) for f in links)))
        if table == "observations":
            return f"{told}, {_period(row)}"
        quarter = row.get("quarter_starts_on")
        return f"{told}, {Quarter.of(date.fromisoformat(str(quarter))).label}" if quarter else told

    def _review(self, row: Mapping[str, Any]) -> str:
        """Tell a review by whose it is and when it was held."""
        whose = self._names.name("priority_id", str(row["priority_id"])) if row.get("priority_id") else "the whole plan"
        return f"{whose}, {long_date(date.fromisoformat(str(row['held_on'])))}"

    def _value(self, field: str, value: Any) -> str:
        if value is None or value == "":
            return "nothing"
        if field.endswith("_id"):
            return self._names.name(field, str(value)) or "something since removed"
        return value_words(field, value)


def _period(row: Mapping[str, Any]) -> Period:
    """Return the period that a figure is for."""
    first, last = (date.fromisoformat(str(row[field])) for field in ("starts_on", "ends_on"))
    return Period(first, last, PeriodKind(row["kind"]))


def field_words(field: str) -> str:
    """Return what a field is called on screen."""
    if field in FIELDS:
        return FIELDS[field]
    words = field
    for ending in ("_id", "_pence", "_on", "_at"):
        words = words.removesuffix(ending)
    return words.replace("_", " ")


def value_words(field: str, value: Any) -> str:
    """Return a value as people write it: money in pounds, days in words, yes and no."""
    if field.endswith("_pence"):
        return pounds(int(value))
    if field.endswith("_on") or field in DAYS:
        return long_date(date.fromisoformat(str(value)))
    if field in ("illustrative", "personal_data", "outside_period", "count_not_held"):
        return "yes" if value else "no"
    if field == "percent" or field.endswith("_percent"):
        return f"{value}%"
    if field == "year":
        return FinancialYear(int(value)).label
    return short(str(value), LONGEST)


def short(text: str, most: int) -> str:
    """Return a text on one line, cut with … when it is longer than so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def step_words(step: Step) -> str:
    """Return what a step was, with what became of it."""
    return f"{step.label} (undone)" if step.undone else step.label


def person_words(step: Step) -> str:
    """Return who took a step."""
    if step.kind == "outside":
        return "another program"
    return step.person or "no name"


def _row(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))


def _blank(value: Any) -> bool:
    return value is None or value == "" or value == 0
