"""The index behind the search; empty at first, it is filled from the journal when somebody searches."""

from sqlite_utils import Database

from cspdesk.store.migrations.running import migrations
from cspdesk.store.search_index import make_tables


@migrations(name="0003_search")
def search(db: Database) -> None:
    """Make the index. It is derived from the record and not part of it, so its tables are not journalled."""
    make_tables(db)
