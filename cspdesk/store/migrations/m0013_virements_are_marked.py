"""Who may read why money was moved between lines: until now every reader could."""

from sqlite_utils import Database

from cspdesk.store import schema
from cspdesk.store.migrations.running import migrations, run

_VIREMENTS = """
alter table virements add column marking text not null default 'public' check (
    marking = 'public' or marking = 'partner' or marking = 'restricted'
);
alter table virements add column marking_reason text not null default '';
"""


@migrations(name="0013_virements_are_marked")
def virements_are_marked(db: Database) -> None:
    """Mark the virements; older ones are for all until somebody says otherwise."""
    run(db, _VIREMENTS)
    schema.make_journal_triggers(db)
