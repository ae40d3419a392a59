"""Who may read what a review said and decided: until now every reader could."""

from sqlite_utils import Database

from cspdesk.store import schema
from cspdesk.store.migrations.running import migrations, run

_REVIEWS = """
alter table reviews add column marking text not null default 'partner' check (
    marking = 'public' or marking = 'partner' or marking = 'restricted'
);
alter table reviews add column marking_reason text not null default 'For the partners, unless they publish it';
"""


@migrations(name="0008_reviews_are_marked")
def reviews_are_marked(db: Database) -> None:
    """Mark the reviews; older ones are for the partners until somebody says otherwise."""
    run(db, _REVIEWS)
    schema.make_journal_triggers(db)
