"""What can be searched: each kind of record with the words it is found by and who may see it."""

from collections.abc import Mapping
from enum import StrEnum

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.records import dataclass

AMOUNT = "\ue000"  # begins the one word that an amount of money is indexed as, 1234x50; no word that is typed does


class SearchKind(StrEnum):
    """A kind of record that can be found."""

    PRIORITY = "priority"
    ACTION = "action"
    MILESTONE = "milestone"
    OUTPUT = "output"
    UPDATE = "update"
    SERVICE = "service"
    CASE_REVIEW = "case review"
    RECOMMENDATION = "recommendation"
    REVIEW = "review"
    DECISION = "decision"
    MEETING = "meeting"
    QUESTION = "question"
    RESOLVED = "scrutiny recommendation"
    AGREEMENT = "agreement"
    LINE = "budget line"
    EVIDENCE = "evidence"
    DOCUMENT = "document"
    PAPER = "paper"
    PAPER_TEXT = "text of a paper"
    PERSON = "person"
    ORGANISATION = "organisation"
    INDICATOR = "indicator"
    TRANSACTION = "transaction"


@dataclass(frozen=True, slots=True)
class Searched:
    """How one kind is indexed. All but the numbers is SQL over its table, which is called t.

    number orders the kinds in the index; the one with by far the most records has the highest. title and words: what
    it is found by, a match in the title first. day: newer ones come first.
    """

    number: int
    kind: SearchKind
    table: str
    title: str
    words: str
    day: str

    def select(self) -> str:
        """Return the SQL that gives each record's day, id, title and words."""
        return (
            f"select coalesce(cast({self.day} as integer), 0) as day, t.id as id,"
            f" {self.title} as title, {self.words} as words from [{self.table}] t"
        )

    def hidden_from(self, audience: Audience, known: Mapping[str, frozenset[str]]) -> str:
        """Return the SQL that gives the index's ids of the records that the audience may not see; empty when none.

        A record of which a single field is hidden is not found either: what it is found by might be that field. known:
        see `hidden_rows.columns_of`.
        """
        from cspdesk.store.hidden_rows import hidden_rows  # only where fewer than everybody look

        hidden = hidden_rows(known, self.table, audience)
        if hidden is None:
            return ""
        above = ", ".join(f"'{each.value}'" for each in Audience if not may_see(audience, each))
        single = f"select record_id from field_markings where table_name = '{self.table}' and marking in ({above})"
        return (
            f"select r.id from [{self.table}] t join search_records r on r.row_id = t.id and r.kind = {self.number} "
            f"where {hidden} or t.id in ({single})"
        )


def _joined(*parts: str) -> str:
    return " || ' ' || ".join(parts)


def _amount(column: str) -> str:
    return f"'{AMOUNT}' || (abs({column}) / 100) || 'x' || substr('0' || (abs({column}) % 100), -2)"


def _on(column: str) -> str:
    return f"julianday({column})"


_K = SearchKind

SEARCHED = (
    Searched(
        1,
        _K.PRIORITY,
        "priorities",
        "t.name",
        _joined("t.aim", "t.why_chosen"),
        "1000 - t.position",
    ),
    Searched(
        2,
        _K.ACTION,
        "actions",
        "t.title",
        _joined("t.description", "t.rating_reason", "t.forecast_reason", "t.outside_control"),
        _on("t.due_on"),
    ),
    Searched(3, _K.MILESTONE, "milestones", "t.title", "t.note", _on("t.current_on")),
    Searched(4, _K.OUTPUT, "outputs", "t.title", "t.unit", "1000 - t.position"),
    Searched(5, _K.UPDATE, "action_updates", "t.text", "''", _on("t.made_on")),
    Searched(
        6,
        _K.SERVICE,
        "commissioned_services",
        "t.title",
        _joined("t.note", _amount("t.value_pence")),
        _on("t.ends_on"),
    ),
    Searched(
        7,
        _K.CASE_REVIEW,
        "case_reviews",
        "t.reference",
        _joined("t.stage", "t.note"),
        _on("t.opened_on"),
    ),
    Searched(8, _K.RECOMMENDATION, "case_recommendations", "t.text", "''", _on("t.due_on")),
    Searched(9, _K.REVIEW, "reviews", "t.summary", "''", _on("t.held_on")),
    Searched(10, _K.DECISION, "review_decisions", "t.text", "''", _on("t.due_on")),
    Searched(
        11,
        _K.AGREEMENT,
        "agreements",
        _joined("t.reference", "t.title"),
        _joined("t.conditions", "t.note", _amount("t.awarded_pence")),
        _on("t.starts_on"),
    ),
    Searched(
        12,
        _K.LINE,
        "budget_lines",
        _joined("t.reference", "t.title"),
        _joined("t.variance_reason", _amount("t.original_pence")),
        "1000 - t.position",
    ),
    Searched(
        13,
        _K.EVIDENCE,
        "evidence",
        "t.title",
        _joined("t.reference", "t.file_name", "t.source", "t.proves"),
        _on("t.dated_on"),
    ),
    Searched(
        14,
        _K.DOCUMENT,
        "documents",
        "t.title",
        _joined("t.kind", "t.note", "t.made_by"),
        _on("t.made_on"),
    ),
    Searched(15, _K.PERSON, "people", "t.name", _joined("t.post", "t.email"), "0"),
    Searched(16, _K.ORGANISATION, "organisations", "t.name", _joined("t.role", "t.note"), "0"),
    Searched(
        17,
        _K.MEETING,
        "meetings",
        _joined("t.body", "t.title"),
        _joined("t.minutes", "t.note"),
        _on("t.held_on"),
    ),
    Searched(
        18,
        _K.QUESTION,
        "questions",
        "t.text",
        _joined("t.asked_by", "t.asked_of", "t.answer", "t.answered_by", "t.what_happened"),
        _on("coalesce(t.due_on, t.answered_on)"),
    ),
    Searched(
        19,
        _K.RESOLVED,
        "recommendations",
        "t.text",
        _joined("t.reference", "t.addressed_to", "t.decision", "t.response", "t.outcome"),
        _on("coalesce(t.due_on, t.done_on)"),
    ),
    Searched(
        20,
        _K.INDICATOR,
        "indicators",
        "t.name",
        _joined("t.definition", "t.unit", "t.source", "t.note"),
        "1000 - t.position",
    ),
    Searched(
        21,
        _K.PAPER,
        "papers",
        "t.title",
        _joined("t.kind", "t.template"),
        _on("t.begun_on"),
    ),
    Searched(22, _K.PAPER_TEXT, "paper_texts", "t.body", "''", "0"),
    Searched(
        63,
        _K.TRANSACTION,
        "transactions",
        "t.payee",
        _joined("t.description", "t.reference", "t.category", "t.note", _amount("t.amount_pence")),
        _on("t.occurred_on"),
    ),
)
