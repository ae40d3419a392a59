"""By which number a body is registered, and whether it is a voluntary one: what open data on grants asks for."""

from sqlite_utils import Database

from cspdesk.store import schema
from cspdesk.store.migrations.running import migrations, run

_ORGANISATIONS = """
alter table organisations add column registration text not null default '';
alter table organisations add column voluntary integer not null default 0 check (voluntary in (0, 1));
"""


@migrations(name="0007_registrations")
def registrations(db: Database) -> None:
    """Give organisations their registration and say which are voluntary bodies."""
    run(db, _ORGANISATIONS)
    schema.make_journal_triggers(db)
