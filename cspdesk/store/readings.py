"""What was read of the tables, kept until one of them changes.

After a step a page is read anew, and of the twenty tables that it is read from hardly ever more than one has changed.
Which a step changed the journal says; anything else that writes to the file has all be read again.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from sqlite3 import Connection
from typing import Any

MOST_ROWS = 10_000  # kept of all tables together; a reading of more than a tenth of them is not kept
MOST_CHANGES = 1_000  # of one step; after more all is read again, which takes no longer than looking through them

Key = tuple[str, tuple[object, ...]]


class Readings:
    """Records as they were read, by the statement and its values."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._known: dict[Key, tuple[Any, ...]] = {}  # the oldest first
        self._rows = 0
        self._state = self._state_now()

    def once(self, sql: str, values: tuple[object, ...], read: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
        """Return what a statement gives: as it was read before, unless a table that it names may have changed."""
        self._look()
        key = (sql, values)
        if (known := self._known.get(key)) is not None:
            return known
        found = read()
        if len(found) * 10 <= MOST_ROWS:
            self._keep(key, found)
        return found

    @contextmanager
    def following(self) -> Iterator[None]:
        """Take in what the step taken in the block changed, if it is kept; if not, all is read again."""
        self._look()
        (newest,) = self._db.execute("select coalesce(max(id), 0) from changes").fetchone()
        yield
        rows = self._db.execute("select tbl from changes where id > ? limit ?", (newest, MOST_CHANGES + 1)).fetchall()
        now = self._state_now()
        if len(rows) <= MOST_CHANGES and now[1] == self._state[1] and not self._db.in_transaction:
            changed = frozenset(table for (table,) in rows)
            self._drop([key for key in self._known if not changed.isdisjoint(_words(key[0]))])
            self._state = now

    def _look(self) -> None:
        """Forget everything if the file was written to and nobody said which tables."""
        if self._state != (now := self._state_now()):
            self._drop(list(self._known))
            if not self._db.in_transaction:  # otherwise it may yet be taken back, and is forgotten at every look
                self._state = now

    def _keep(self, key: Key, found: tuple[Any, ...]) -> None:
        self._known[key] = found
        self._rows += len(found) + 1
        while self._rows > MOST_ROWS:
            self._drop([next(iter(self._known))])

    def _drop(self, keys: Iterable[Key]) -> None:
        for key in keys:
            self._rows -= len(self._known.pop(key)) + 1

    def _state_now(self) -> tuple[int, int]:
        """Return what differs as soon as this connection (first) or another program (second) has written."""
        return self._db.total_changes, int(self._db.execute("pragma data_version").fetchone()[0])


@lru_cache(1_000)
def _words(sql: str) -> frozenset[str]:
    """Return the words of a statement, among them the names of the tables that it reads."""
    return frozenset("".join(c if c.isalnum() or c == "_" else " " for c in sql).split())
