"""Which rows of a table are not for some readers, as the condition that finds them: the veil's rule in SQL."""

from collections.abc import Mapping
from sqlite3 import Connection

from cspdesk.domain.audience import Audience, may_see
from cspdesk.store import schema
from cspdesk.store.veil import OWNERS

# What belongs to a record besides what `veil.OWNERS` says: table, its column, the record's table.
BELONGS = {
    "action_updates": ("action_id", "actions"),
    "action_indicators": ("action_id", "actions"),
    "milestones": ("action_id", "actions"),
    "outputs": ("action_id", "actions"),
    "output_quarters": ("output_id", "outputs"),
    "year_end_decisions": ("action_id", "actions"),
    "instalments": ("agreement_id", "agreements"),
    "variations": ("agreement_id", "agreements"),
    "forecast_versions": ("agreement_id", "agreements"),
    "claim_rules": ("agreement_id", "agreements"),
    "assignment_rules": ("agreement_id", "agreements"),
    "audit_samples": ("agreement_id", "agreements"),
    "closed_periods": ("agreement_id", "agreements"),
    "underspend_plans": ("line_id", "budget_lines"),
    "funding_needs": ("priority_id", "priorities"),
    "accruals": ("transaction_id", "transactions"),
    "audit_items": ("transaction_id", "transactions"),
    "case_recommendations": ("review_id", "case_reviews"),
    "review_decisions": ("review_id", "reviews"),
    "observations": ("indicator_id", "indicators"),
    "breaks": ("indicator_id", "indicators"),
    "annotations": ("indicator_id", "indicators"),
    "overrulings": ("paper_id", "papers"),
    "funding_options": ("paper_id", "papers"),
}

# What a person types, and can give something away by; not states, dates and keys, which are the same everywhere.
TYPED = frozenset(
    (
        "name",
        "title",
        "text",
        "description",
        "note",
        "reason",
        "reference",
        "payee",
        "category",
        "aim",
        "why_chosen",
        "rating_reason",
        "forecast_reason",
        "outside_control",
        "conditions",
        "variance_reason",
        "approved_by",
        "source",
        "file_name",
        "sha256",
        "proves",
        "summary",
        "basis",
        "definition",
        "numerator",
        "denominator",
        "baseline_note",
        "code",
        "override_reason",
        "minutes",
        "asked_by",
        "asked_of",
        "answer",
        "answered_by",
        "what_happened",
        "addressed_to",
        "response",
        "outcome",
        "body",
        "consent_note",
        "checked_by",
        "area",
        "post",
        "spend",
        "bearer",
        "clause",
        "part",
        "breakdown",
    )
)

_TOO_COMMON = frozenset(("unit", "licence", "source_link"))  # words, but what they say is said of everything


def columns_of(db: Connection) -> Mapping[str, frozenset[str]]:
    """Return the columns of every table of the record."""
    return {table: frozenset(schema.columns(db, table)) for table in schema.USER_TABLES}


def is_word(field: str) -> bool:
    """Return whether a marked field is a word, which is covered by itself; a figure withholds its whole record."""
    return field in TYPED | _TOO_COMMON


def _owners(table: str) -> tuple[tuple[str, str], ...]:
    return (*OWNERS.get(table, ()), *((BELONGS[table],) if table in BELONGS else ()))


def hidden_rows(known: Mapping[str, frozenset[str]], table: str, audience: Audience) -> str | None:
    """Return the condition under which a row of a table, called t, is not for these readers; None where none ever is.

    Its own marking says so, or one of a figure of it alone, or that of what it belongs to. known: see `columns_of`.
    """
    above = [each.value for each in Audience if not may_see(audience, each)]
    if not above:
        return None
    names, tests = ", ".join(f"'{value}'" for value in above), []
    if "marking" in known[table]:
        figures = ", ".join(f"'{c}'" for c in sorted(known[table]) if not is_word(c))
        tests.append(f"t.marking in ({names})")
        tests.append(
            f"t.id in (select record_id from field_markings where table_name = '{table}' "
            f"and field in ({figures}) and marking in ({names}))"
        )
    if "audience" in known[table]:
        tests.append(f"t.audience in ({names})")
    for column, owner in _owners(table):
        if (hidden := hidden_rows(known, owner, audience)) is not None:
            tests.append(f"t.[{column}] in (select t.id from [{owner}] t where {hidden})")
    return f"({' or '.join(tests)})" if tests else None
