"""Which returns an agreement asks for: until now one was owed only once somebody had begun one of its kind."""

from sqlite_utils import Database

from cspdesk.store import schema
from cspdesk.store.migrations.running import migrations, run

_ASKED = """
create table asked_returns (
    id text not null primary key,
    agreement_id text not null references agreements (id),
    template text not null check (template <> ''),
    first_period text not null check (first_period <> ''),
    unique (agreement_id, template)
) strict;
"""


@migrations(name="0014_returns_asked_for")
def returns_asked_for(db: Database) -> None:
    """Let an agreement name its returns; older ones owe what was begun, as before."""
    run(db, _ASKED)
    schema.make_journal_triggers(db)
