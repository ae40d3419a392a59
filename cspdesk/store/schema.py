"""What the file is called by other tools, its tables, and the triggers that journal them."""

from collections.abc import Iterator
from sqlite3 import Cursor
from typing import Protocol

APPLICATION_ID = 0x43535044  # "CSPD": lets any tool tell the file for what it is
FORMAT = 12  # user_version: how many migrations a file has taken; of a file with more, this cspdesk is too old to know

# Every table a person's work lands in. Each has one text primary key, `id`, and is journalled.
USER_TABLES = (
    "partnerships",
    "organisations",
    "people",
    "priorities",
    "actions",
    "action_partners",
    "action_updates",
    "agreements",
    "instalments",
    "budget_lines",
    "profile_amounts",
    "virements",
    "ledger_imports",
    "ledger_layouts",
    "assignment_rules",
    "transactions",
    "evidence",
    "transaction_evidence",
    "action_evidence",
    "documents",
    "milestones",
    "outputs",
    "output_quarters",
    "action_dependencies",
    "action_lines",
    "action_indicators",
    "commissioned_services",
    "case_reviews",
    "case_recommendations",
    "rating_rules",
    "reviews",
    "review_decisions",
    "year_end_decisions",
    "variations",
    "claim_rules",
    "clause_uses",
    "commitment_payments",
    "accruals",
    "refunds",
    "matches",
    "shared_costs",
    "cost_shares",
    "forecast_versions",
    "forecast_amounts",
    "underspend_plans",
    "funding_needs",
    "deflators",
    "audit_samples",
    "audit_items",
    "closed_periods",
    "returns",
    "return_answers",
    "indicators",
    "areas",
    "populations",
    "observations",
    "breaks",
    "annotations",
    "comparator_sets",
    "comparator_areas",
    "plan_rows",
    "meetings",
    "questions",
    "recommendations",
    "field_markings",
    "publicity_periods",
    "publicity_exports",
    "disclosure_rules",
    "papers",
    "paper_texts",
    "overrulings",
    "funding_options",
    "case_studies",
    "beneficiaries",
    "document_sendings",
    "asked_returns",
)

OUTSIDE_LABEL = "Changed with another program"


class Executes(Protocol):
    """A connection, or what sqlite-utils hands to a migration."""

    def execute(self, sql: str, /) -> Cursor:
        """Run one statement."""


def tables_of(db: Executes) -> frozenset[str]:
    """Return the names of the tables there are."""
    return frozenset(str(row[0]) for row in db.execute("select name from sqlite_master where type = 'table'"))


def columns(db: Executes, table: str) -> tuple[str, ...]:
    """Return a table's column names in order."""
    return tuple(str(row[1]) for row in db.execute(f"PRAGMA table_info([{table}])"))


def row_json(db: Executes, table: str, prefix: str = "") -> str:
    """Return the SQL that writes one row of a table as JSON: the same words in the triggers and in `check`."""
    return "json_object(" + ", ".join(f"'{c}', {prefix}[{c}]" for c in columns(db, table)) + ")"


def make_journal_triggers(db: Executes) -> None:
    """Make, or make again, the triggers of every user table from its present columns.

    A migration that adds or alters a user table ends with this, so no column is ever left out. Those that stand as
    they should are left: a new file goes through every migration, and would make each trigger many times over.
    """
    there = dict(db.execute("select name, sql from sqlite_master where type = 'trigger'"))
    existing = tables_of(db)
    for table in USER_TABLES:
        if table in existing:
            for name, sql in _journal_triggers(db, table):
                if there.get(name) != sql:
                    db.execute(f"drop trigger if exists [{name}]")
                    db.execute(sql)


def _journal_triggers(db: Executes, table: str) -> Iterator[tuple[str, str]]:
    """Give the name and the statement of each trigger of a table, written as SQLite keeps them."""
    old, new = row_json(db, table, "old."), row_json(db, table, "new.")
    for event, row_id, before, after in (
        ("insert", "new.id", "null", new),
        ("update", "new.id", old, new),
        ("delete", "old.id", old, "null"),
    ):
        name = f"journal_{table}_{event}"
        yield (
            name,
            f"CREATE TRIGGER [{name}] after {event} on [{table}] begin"
            f" insert into changes (step, tbl, row_id, before, after)"
            f" values ((select step from open_step), '{table}', {row_id}, {before}, {after}); end",
        )


def make_outside_trigger(db: Executes) -> None:
    """Make the trigger that names changes for which no step is open: another program made them.

    Changes of the same minute go into one step, so that a colleague's editing session reads as one thing done.
    """
    db.execute(
        f"""
        create trigger outside_change after insert on changes when new.step is null begin
            insert into steps (id, label, person, at, kind, first_change, last_change)
            select lower(hex(randomblob(16))), '{OUTSIDE_LABEL}', '', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'),
                'outside', new.id, new.id
            where not exists (
                select 1 from steps where seq = (select max(seq) from steps) and kind = 'outside'
                and at > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-1 minute')
            );
            update changes set step = (select max(seq) from steps) where id = new.id;
            update steps set last_change = new.id where seq = (select max(seq) from steps);
        end
        """
    )
