"""Which action a row of somebody else's plan became, and what it said, so that taking it in again adds nothing."""

from sqlite_utils import Database

from cspdesk.store import schema
from cspdesk.store.migrations.running import migrations, run

_PLAN_ROWS = """
create table plan_rows (
    id text not null primary key,
    priority_id text not null references priorities (id),
    key text not null check (key <> ''),
    action_id text not null references actions (id),
    said text not null check (json_valid(said)),
    unique (priority_id, key)
) strict;
create index plan_rows_action on plan_rows (action_id);
"""


@migrations(name="0006_plans_from_elsewhere")
def plans_from_elsewhere(db: Database) -> None:
    """Remember the rows of plans that were not made with cspdesk."""
    run(db, _PLAN_ROWS)
    schema.make_journal_triggers(db)
