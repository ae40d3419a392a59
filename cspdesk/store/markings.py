"""Markings of single fields, and the rule for small numbers, as kept."""

from collections import defaultdict
from collections.abc import Mapping
from sqlite3 import Connection

from cspdesk.domain.audience import DisclosureRule, FieldMarking
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class MarkingStore:
    """Who may see what, where that is not said by the record itself."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self.fields = Table(db, journal, FieldMarking, "field_markings")
        self.rules = Table(db, journal, DisclosureRule, "disclosure_rules")

    def of_record(self, table_name: str, record_id: str) -> dict[str, FieldMarking]:
        """Return the marked fields of a record, by field."""
        found = self.fields.where("record_id = ? and table_name = ?", record_id, table_name)
        return {marking.field: marking for marking in found}

    def by_table(self) -> Mapping[str, Mapping[str, Mapping[str, FieldMarking]]]:
        """Return every marking by table, record and field."""
        found: defaultdict[str, defaultdict[str, dict[str, FieldMarking]]] = defaultdict(lambda: defaultdict(dict))
        for marking in self.fields.where():
            found[marking.table_name][marking.record_id][marking.field] = marking
        return found

    def rule(self) -> DisclosureRule:
        """Return the rule for small numbers; the usual one where nobody set another."""
        return next(iter(self.rules.where()), DisclosureRule())
