"""What readers may not see, and what they may, read from every table at once.

This knows nothing of how documents are gathered: it is what they are searched for after they are made.
"""

from collections.abc import Iterator, Mapping
from sqlite3 import Connection

from cspdesk.domain.audience import Audience, may_see, reason_rest
from cspdesk.domain.disclosure import told_breakdowns
from cspdesk.domain.leaks import Hidden, HiddenNumber
from cspdesk.store import schema
from cspdesk.store.withheld_numbers import withheld_numbers

# What belongs to a record that carries the marking: table, its column, the record's table.
_BELONGS = {
    "action_updates": ("action_id", "actions"),
    "milestones": ("action_id", "actions"),
    "outputs": ("action_id", "actions"),
    "year_end_decisions": ("action_id", "actions"),
    "instalments": ("agreement_id", "agreements"),
    "budget_lines": ("agreement_id", "agreements"),
    "virements": ("agreement_id", "agreements"),
    "variations": ("agreement_id", "agreements"),
    "forecast_versions": ("agreement_id", "agreements"),
    "accruals": ("transaction_id", "transactions"),
    "audit_items": ("transaction_id", "transactions"),
    "case_recommendations": ("review_id", "case_reviews"),
    "review_decisions": ("review_id", "reviews"),
    "observations": ("indicator_id", "indicators"),
    "breaks": ("indicator_id", "indicators"),
    "annotations": ("indicator_id", "indicators"),
}

# What a person types, and can give something away by; not states, dates and keys, which are the same everywhere.
_TYPED = frozenset(
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

# Words that stand in documents because a person wrote them into one: that they do is no leave to publish them.
_WRITTEN = frozenset(("paper_texts", "return_answers", "overrulings", "funding_options"))
_NOT_READ = frozenset(("documents", "document_sendings", "ledger_imports", "ledger_layouts", "field_markings"))
_TELLING_REASON = 4  # words
_LABELS = frozenset(("breakdown", "part"))  # “18 to 24” gives nobody away; the number beside it may


class WithheldTexts:
    """What an audience may not see, and what else it sees."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def texts(self, audience: Audience) -> Iterator[Hidden]:
        """Return every text that is marked for fewer readers, or belongs to a record that is."""
        if audience is Audience.RESTRICTED:
            return
        for table, columns in self._columns().items():
            hidden = _hidden(table, columns, audience)
            if hidden is None:
                continue
            typed = sorted(columns & _TYPED - _LABELS)
            chosen = ", ".join(f"t.[{c}]" for c in typed) or "null"
            reason = "t.marking_reason" if "marking_reason" in columns else "''"
            for *values, said in self._db.execute(f"select {chosen}, {reason} from [{table}] t where {hidden}"):
                yield from (Hidden(table, value) for value in (*values, _own_reason(said)) if value)
        yield from self._marked_fields(audience)

    def numbers(self, audience: Audience) -> Iterator[HiddenNumber]:
        """Return the numbers of people that are too small to be told, amounts and values of withheld records.

        Each beside what it counts or is known by.
        """
        told, hidden = self._people(audience)
        yield from (HiddenNumber("beneficiaries", label, number) for label, number in sorted(hidden - told))
        yield from withheld_numbers(self._db, [each.value for each in Audience if not may_see(audience, each)])

    def seen(self, audience: Audience) -> Iterator[str]:
        """Return every text that these readers may see, wherever it stands, but for what was written into papers."""
        marked = {(t, r, f) for t, r, f in self._fields_above(audience)}
        for table, columns in self._columns().items():
            typed = sorted(columns & _TYPED)
            if not typed or table in _WRITTEN | _NOT_READ:
                continue
            hidden = _hidden(table, columns, audience)
            where = f" where not ({hidden})" if hidden else ""
            for column in typed:
                if any(t == table and f == column for t, _, f in marked):
                    each = self._db.execute(f"select t.[{column}], t.id from [{table}] t{where}")
                    yield from (value for value, id_ in each if value and (table, id_, column) not in marked)
                else:
                    rows = self._db.execute(f"select distinct t.[{column}] from [{table}] t{where}")
                    yield from (value for (value,) in rows if value)

    def _columns(self) -> Mapping[str, frozenset[str]]:
        return {table: frozenset(schema.columns(self._db, table)) for table in schema.USER_TABLES}

    def _fields_above(self, audience: Audience) -> list[tuple[str, str, str]]:
        rows = self._db.execute("select table_name, record_id, field, marking from field_markings")
        return [(t, r, f) for t, r, f, marking in rows if not may_see(audience, Audience(marking))]

    def _marked_fields(self, audience: Audience) -> Iterator[Hidden]:
        known = self._columns()
        for table, record_id, field in self._fields_above(audience):
            if field in known.get(table, ()) and field in _TYPED - _LABELS:
                for (value,) in self._db.execute(f"select [{field}] from [{table}] where id = ?", (record_id,)):
                    if value:
                        yield Hidden(table, str(value))

    def _people(self, audience: Audience) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
        """Return the counts of people that are told and those that are not, each with what it counts."""
        rule = self._db.execute("select least_public, least_partner from disclosure_rules").fetchone() or (5, 0)
        least = {Audience.PUBLIC: rule[0], Audience.PARTNER: rule[1]}.get(audience, 0)
        groups: dict[tuple[str, int], dict[str, dict[str, int]]] = {}
        for priority, year, breakdown, part, people in self._db.execute(
            "select priority_id, year, breakdown, part, people from beneficiaries order by breakdown, position, id"
        ):
            groups.setdefault((priority, year), {}).setdefault(breakdown, {})[part] = people
        told: set[tuple[str, int]] = set()
        hidden: set[tuple[str, int]] = set()
        for breakdowns in groups.values():
            for each in told_breakdowns(breakdowns, least):
                for part, count in each.parts:
                    (told if count is not None else hidden).add((part, breakdowns[each.name][part]))
        return told, hidden


def _own_reason(marking_reason: str) -> str:
    """Return what a reason says in a person's own words; a few (“the refuge”) are what anybody says of such a thing."""
    own = reason_rest(marking_reason)
    return own if len(own.split()) >= _TELLING_REASON else ""


def _hidden(table: str, columns: frozenset[str], audience: Audience) -> str | None:
    """Return the condition under which a row of a table is not for these readers; None where none ever is."""
    above = [each.value for each in Audience if not may_see(audience, each)]
    if not above or table in _NOT_READ:
        return None
    names = ", ".join(f"'{value}'" for value in above)
    if "marking" in columns:
        return f"t.marking in ({names})"
    if table in _BELONGS:
        column, owner = _BELONGS[table]
        return f"t.[{column}] in (select id from [{owner}] where marking in ({names}))"
    return None
