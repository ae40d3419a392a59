"""All of a block or nothing of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection


@contextmanager
def atomic(db: Connection) -> Iterator[None]:
    """Run the block in one transaction, or as a part of the one that is open; a fault takes back what it wrote."""
    begin, keep, drop = ("begin", "commit", "rollback")
    if db.in_transaction:
        begin, keep, drop = ("savepoint part", "release part", "rollback to part")
    db.execute(begin)
    try:
        yield
        db.execute(keep)
    except BaseException:
        if db.in_transaction:  # after some faults SQLite itself has taken everything back
            db.execute(drop)
            if drop != "rollback":
                db.execute(keep)
        raise
