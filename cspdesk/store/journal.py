"""The journal: every step a person took, read for history, undo and redo.

Triggers write the changes (schema.py); a step is one transaction and names them. Undoing a step is a new step
that puts back what was there before, so nothing in the journal is ever rewritten.
"""

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from sqlite3 import Connection

from cspdesk.domain.records import dataclass
from cspdesk.store.atomic import atomic
from cspdesk.store.ids import new_id
from cspdesk.store.readings import Readings
from cspdesk.store.veil import Veil

BEGINNING = 1  # the seq of the step a record begins with: it made the partnership, so it is not undone


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person did.

    at is UTC; kind is do, undo, redo or outside (another program); its changes are those from first_change to
    last_change, for no two steps overlap; undone tells where it stands now.
    """

    seq: int
    id: str
    label: str
    person: str
    at: datetime
    kind: str
    of_step: int | None
    first_change: int
    last_change: int
    undone: bool

    @property
    def size(self) -> int:
        """How many rows it touched."""
        return self.last_change - self.first_change + 1


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after, as JSON text; before None: added, after None: removed."""

    id: int
    step: int
    table: str
    row_id: str
    before: str | None
    after: str | None


_STEPS = """
select seq, id, label, person, at, kind, of_step, first_change, last_change,
       coalesce((select later.kind = 'undo' from steps later where later.of_step = steps.seq
                 order by later.seq desc limit 1), 0)
from steps
"""


class Journal:
    """The one way to write: steps; and the readings of what they wrote."""

    def __init__(self, db: Connection) -> None:
        self._db = db
        self._open: int | None = None
        self.veil = Veil(db)  # what all tables share: the journal they write to, the veil they are read through,
        self.readings = Readings(db)  # and what was read of them

    @contextmanager
    def step(self, label: str, by: str, *, kind: str = "do", of_step: int | None = None) -> Iterator[None]:
        """Open a transaction and name it; everything in it is kept together or not at all.

        A step inside a step is part of the outer one. A step that changes nothing leaves no history.
        """
        if self._open is not None:
            yield
            return
        with self.readings.following(), atomic(self._db):
            self._open = self._begin(label, by, kind, of_step)
            try:
                yield
                self._end(self._open)
            finally:
                self._open = None

    @property
    def is_open(self) -> bool:
        """Whether a step is being taken."""
        return self._open is not None

    def _begin(self, label: str, by: str, kind: str, of_step: int | None) -> int:
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        cursor = self._db.execute(
            "insert into steps (id, label, person, at, kind, of_step, first_change, last_change)"
            " values (?, ?, ?, ?, ?, ?, (select coalesce(max(id), 0) + 1 from changes), 0)",
            (new_id(), label, by, at, kind, of_step),
        )
        seq = int(cursor.lastrowid or 0)
        self._db.execute("update open_step set step = ?", (seq,))
        return seq

    def _end(self, seq: int) -> None:
        self._db.execute("update open_step set step = null")
        self._db.execute(
            "update steps set last_change = (select coalesce(max(id), 0) from changes) where seq = ?", (seq,)
        )
        self._db.execute("delete from steps where seq = ? and last_change < first_change", (seq,))

    def steps(self, *, limit: int = 200, before: int | None = None) -> tuple[Step, ...]:
        """Return the newest steps first, from before a step if one is given."""
        rows = self._db.execute(f"{_STEPS} where seq < coalesce(?, seq + 1) order by seq desc limit ?", (before, limit))
        return tuple(_step(row) for row in rows)

    def find(self, seq: int) -> Step:
        """Return one step; KeyError when there is none."""
        row = self._db.execute(f"{_STEPS} where seq = ?", (seq,)).fetchone()
        if row is None:
            raise KeyError(seq)
        return _step(row)

    def changes(self, step: Step, *, limit: int = -1) -> tuple[Change, ...]:
        """Return what a step changed, in order; at most limit of them (-1: all)."""
        rows = self._db.execute(
            "select id, step, tbl, row_id, before, after from changes where id between ? and ? order by id limit ?",
            (step.first_change, step.last_change, limit),
        )
        return tuple(Change(*row) for row in rows)

    def newest_change(self) -> int:
        """Return the number of the newest change: what `since` is asked with, later."""
        return int(self._db.execute("select coalesce(max(id), 0) from changes").fetchone()[0])

    def since(self, change: int, most: int) -> tuple[Change, ...] | None:
        """Return what was changed since then, by whomever, in order; None when that is more than most rows."""
        rows = self._db.execute(
            "select id, step, tbl, row_id, before, after from changes where id > ? order by id limit ?",
            (change, most + 1),
        ).fetchall()
        return None if len(rows) > most else tuple(Change(*row) for row in rows)

    def of_record(self, row_id: str) -> tuple[Change, ...]:
        """Return what happened to one record after it was made, oldest first."""
        rows = self._db.execute(
            "select id, step, tbl, row_id, before, after from changes"
            " where row_id = ? and before is not null order by id",
            (row_id,),
        )
        return tuple(Change(*row) for row in rows)

    def life_of(self, row_ids: Collection[str], hanging: Collection[tuple[str, str]]) -> tuple[Change, ...]:
        """Return what happened to records from their making on, and to what hangs on them, oldest first.

        hanging names each table with a column in it that points at the records. This reads the whole journal: for the
        one record a person asks about, never for a list.
        """
        ids = json.dumps(sorted(row_ids))
        wanted = "(select value from json_each(?))"
        pointing = "".join(f" or (tbl = ? and json_extract(coalesce(after, before), ?) in {wanted})" for _ in hanging)
        values = [value for table, column in hanging for value in (table, f"$.{column}", ids)]
        rows = self._db.execute(
            f"select id, step, tbl, row_id, before, after from changes where row_id in {wanted}{pointing} order by id",
            (ids, *values),
        )
        return tuple(Change(*row) for row in rows)

    def require_open(self) -> None:
        """Raise RuntimeError when a write is tried outside a step: our bug, never the person's."""
        if self._open is None:
            raise RuntimeError("the record is written only inside store.step(...)")


def _step(row: tuple[int, str, str, str, str, str, int | None, int, int, int]) -> Step:
    seq, id_, label, person, at, kind, of_step, first, last, undone = row
    return Step(seq, id_, label, person, datetime.fromisoformat(at), kind, of_step, first, last, bool(undone))
