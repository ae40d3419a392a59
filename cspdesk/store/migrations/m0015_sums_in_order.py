"""What a line was charged, and what is in doubt, read from an index each: it took a look at every payment."""

from sqlite_utils import Database

from cspdesk.store.migrations.running import migrations, run

_INDEXES = """
drop index transactions_line;
create index transactions_line on transactions (line_id, occurred_on, kind, amount_pence, id) where line_id is not null;
create index transactions_in_doubt on transactions (occurred_on)
    where kind = 'commitment' or line_id is null or outside_period or eligibility = 'ineligible';
"""


@migrations(name="0015_sums_in_order")
def sums_in_order(db: Database) -> None:
    """Hold in the index of a line's payments all that is summed of them, and index the few that are in doubt."""
    run(db, _INDEXES)
