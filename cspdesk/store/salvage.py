"""What can still be read of a damaged file, copied into a new one; the damaged file is not touched."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from cspdesk.domain.partnership import Partnership
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.store.database import create_database
from cspdesk.store.ids import new_id
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table
from cspdesk.store.schema import USER_TABLES, columns

LOST_NAME = "Partnership whose name was lost"


@dataclass(frozen=True, slots=True)
class Salvaged:
    """Where the copy is, how many rows it holds, and the tables that could not be read to their end."""

    path: Path
    rows: int
    incomplete: tuple[str, ...]


def salvage(damaged: Path, to: Path, by: str) -> Salvaged:
    """Copy every readable row of a damaged file into a new file; its earlier history is not carried over.

    Raises UserError when nothing at all can be read, or the new file cannot be made.
    """
    db = create_database(to)
    rows, incomplete = 0, []
    try:
        source = sqlite3.connect(f"{damaged.resolve().as_uri()}?mode=ro", uri=True)
        source.execute("pragma writable_schema = on")  # or SQLite reads nothing at all of a file cut short
        journal = Journal(db)
        with journal.step(f"Salvaged from {damaged.name}", by):
            db.execute("pragma defer_foreign_keys = on")
            for table in ("file_contents", *USER_TABLES):
                names = columns(db, table)
                reader = _Reader(source, table, names)
                marks = ", ".join("?" * len(names))
                cursor = db.executemany(
                    f"insert or ignore into [{table}] ({', '.join(names)}) values ({marks})",
                    reader.rows(),
                )
                rows += max(cursor.rowcount, 0)
                incomplete += [table] if reader.failed else []
            for table, rowid, *_ in db.execute("pragma foreign_key_check").fetchall():
                db.execute(f"delete from [{table}] where rowid = ?", (rowid,))
                incomplete += [] if table in incomplete else [table]
            if rows and not db.execute("select count(*) from partnerships").fetchone()[0]:  # a record has one
                Table(db, journal, Partnership, "partnerships").insert(Partnership(new_id(), LOST_NAME))
        source.close()
    finally:
        db.close()
    if not rows:
        to.unlink()
        raise UserError(f"Nothing could be read from {damaged.name}. Restore a backup instead.")
    return Salvaged(to, rows, tuple(incomplete))


class _Reader:
    """Reads a table from its start until the damage, then from its end back to it."""

    def __init__(self, source: sqlite3.Connection, table: str, names: tuple[str, ...]) -> None:
        self._source = source
        self._sql = f"select rowid, {', '.join(f'[{n}]' for n in names)} from [{table}] order by rowid"
        self.failed = False

    def rows(self) -> Iterator[tuple[object, ...]]:
        last = None
        try:
            for rowid, *row in self._source.execute(self._sql):
                last = rowid
                yield tuple(row)
        except sqlite3.DatabaseError:
            self.failed = True
            yield from self._backwards(last)

    def _backwards(self, last: int | None) -> Iterator[tuple[object, ...]]:
        try:
            for rowid, *row in self._source.execute(f"{self._sql} desc"):
                if last is not None and rowid <= last:
                    return
                yield tuple(row)
        except sqlite3.DatabaseError:
            return
