"""Ledgers taken in: what is known already, each import, remembered layouts and rules."""

import json
from collections.abc import Iterable, Mapping, Sequence
from sqlite3 import Connection

from cspdesk.domain.funding import Transaction
from cspdesk.domain.imports import AssignmentRule, LedgerImport, LedgerLayout
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table, Value, insert_columns

# What differs from one imported payment to the next, in the order `add_lines` takes it.
OWN = (
    "id",
    "occurred_on",
    "payee",
    "amount_pence",
    "line_id",
    "description",
    "reference",
    "category",
    "vat_pence",
    "outside_period",
    "source_row",
)


class ImportStore:
    """Which ledgers came in, how their columns were read, and how their payments find a line."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self.imports = Table(db, journal, LedgerImport, "ledger_imports")
        self.layouts = Table(db, journal, LedgerLayout, "ledger_layouts")
        self.rules = Table(db, journal, AssignmentRule, "assignment_rules")
        self._transactions = Table(db, journal, Transaction, "transactions")

    def imports_of(self, agreement_id: str) -> tuple[LedgerImport, ...]:
        """Return the ledgers taken into an agreement, newest first."""
        return self.imports.where("agreement_id = ?", agreement_id, order="imported_at desc, id desc")

    def known_lines(self, agreement_id: str) -> Sequence[tuple[str, str, str, str, str, str, int]]:
        """Return an agreement's payments as (id, ISO date, payee, description, reference, category, pence)."""
        return self._db.execute(
            "select id, occurred_on, payee, description, reference, category, amount_pence from transactions"
            " where agreement_id = ? and kind = 'actual' order by id",
            (agreement_id,),
        ).fetchall()

    def add_lines(self, common: Transaction, parts: Iterable[Sequence[Sequence[Value]]]) -> None:
        """Add imported payments: what all have in common, and in parts of some thousand the columns OWN of each.

        The common values stand in the statement itself: a hundred thousand rows are then bound with half the values.
        """
        self._transactions.require_step()
        same = dict(zip(self._transactions.columns, self._transactions.encode(common), strict=True))
        quoted = {c: self._db.execute("select quote(?)", (v,)).fetchone()[0] for c, v in same.items() if c not in OWN}
        into = f"insert into transactions ({', '.join((*OWN, *quoted))}) values"
        row = f"({', '.join((*'?' * len(OWN), *quoted.values()))})"
        for columns in parts:
            insert_columns(self._db, into, row, columns)

    def change_amounts(self, changes: Iterable[tuple[str, int, int | None, str]]) -> None:
        """Correct payments that a later ledger shows with another amount: (id, pence, VAT pence, import id)."""
        self._transactions.require_step()
        self._db.executemany(
            "update transactions set amount_pence = ?, vat_pence = ?, import_id = ? where id = ?",
            ((pence, vat, import_id, id_) for id_, pence, vat, import_id in changes),
        )

    def remembered_mappings(self) -> dict[str, dict[str, str]]:
        """Return how sources were read last time: by layout key, field to column header."""
        return {layout.id: dict(json.loads(layout.mapping)) for layout in self.layouts.where()}

    def remember_mapping(self, layout_key: str, title: str, mapping: Mapping[str, str]) -> None:
        """Keep how a source of this layout is read, for the next time."""
        self.layouts.save(LedgerLayout(layout_key, title, json.dumps(dict(sorted(mapping.items())))))

    def rules_of(self, agreement_id: str) -> tuple[AssignmentRule, ...]:
        """Return an agreement's assignment rules in the order they are tried."""
        return self.rules.where("agreement_id = ?", agreement_id, order="position, id")
