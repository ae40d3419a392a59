"""What the records are called now that other records point to."""

from typing import Any

from cspdesk.domain.periods import long_date
from cspdesk.store.rows import Table
from cspdesk.store.store import Store

NAMING = ("name", "title", "body", "payee", "source_name", "clause", "period", "reference")  # the first filled in tells


class RecordNames:
    """Looks each record up once, by the field that points to it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: dict[tuple[str, str], str] = {}

    def name(self, field: str, id_: str) -> str:
        """Return what the record is called that a field (lead_id, from_line_id) points to; empty when it is gone."""
        key = (field, id_)
        if key not in self._names:
            self._names[key] = self._look_up(field, id_)
        return self._names[key]

    def table(self, field: str) -> Table[Any] | None:
        """Return the table that a field points into, or None for a field that names no record."""
        return next((t for name, t in self._tables() if field == name or field.endswith(f"_{name}")), None)

    def _look_up(self, field: str, id_: str) -> str:
        if field == "review_id" and (held := self._store.reviews.reviews.find(id_)) is not None:
            return f"review of {long_date(held.held_on)}"
        if field == "sample_id" and (sample := self._store.audits.samples.find(id_)) is not None:
            return f"sample drawn on {long_date(sample.drawn_on)}"
        table = self.table(field)
        record = None if table is None else table.find(id_)
        return next((str(name) for attribute in NAMING if (name := getattr(record, attribute, ""))), "")

    def _tables(self) -> tuple[tuple[str, Table[Any]], ...]:
        store = self._store
        people, organisations = store.partnership.people, store.partnership.organisations
        transactions = store.funding.transactions
        return (
            *((field, people) for field in ("person_id", "lead_id", "owner_id")),
            *((f"{whose}_id", organisations) for whose in ("organisation", "funder", "recipient", "provider")),
            ("contributor_id", organisations),
            *((f"{which}_id", transactions) for which in ("transaction", "commitment", "payment", "refund")),
            ("priority_id", store.partnership.priorities),
            ("action_id", store.plans.actions),
            ("needs_id", store.plans.actions),
            ("output_id", store.plans.outputs),
            ("agreement_id", store.funding.agreements),
            ("line_id", store.funding.lines),
            ("import_id", store.imports.imports),
            ("rule_id", store.terms.rules),
            ("cost_id", store.shared_costs.costs),
            ("version_id", store.forecasts.versions),
            ("return_id", store.returns.returns),
            ("evidence_id", store.evidence.evidence),
            ("document_id", store.documents.documents),
            ("paper_id", store.papers.papers),
            ("meeting_id", store.scrutiny.meetings),
            ("period_id", store.scrutiny.publicity_periods),
            ("review_id", store.services.case_reviews),
            ("indicator_id", store.results.indicators),
            ("area_id", store.results.areas),
            ("set_id", store.results.comparator_sets),
        )
