"""Undo and redo of any step: put rows back as they were, or say which later work stands in the way."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from sqlite3 import Connection
from typing import Any

from cspdesk.errors import UserError
from cspdesk.store.journal import BEGINNING, Change, Journal, Step
from cspdesk.store.schema import columns, row_json

NAMED = 3  # how many later steps a refusal names before it only counts

# What people and other programs did, with the last undo or redo of each (latest) and whether that was an undo.
_WORK = """
with work as (
    select seq, coalesce(latest, seq) as latest,
           coalesce((select kind = 'undo' from steps l where l.seq = latest), 0) as undone
    from (select seq, kind, (select max(l.seq) from steps l where l.of_step = steps.seq) as latest from steps)
    where kind in ('do', 'outside')
)
"""


class History:
    """What can be undone and redone, and doing so; each is itself a step."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self._journal = journal

    def undoable(self) -> Step | None:
        """Return the newest step that stands, or None. The record's beginning always stands."""
        return self._first(f"where undone = 0 and seq > {BEGINNING} order by seq desc")

    def redoable(self) -> Step | None:
        """Return the step undone last, or None; new work after the undo ends the chance, as in any editor."""
        return self._first("where undone = 1 and latest > (select max(seq) from work) order by latest desc")

    def undo(self, step: Step, by: str) -> None:
        """Put back what a step changed. Raises UserError naming the later work that depends on it."""
        if step.kind in ("undo", "redo") or step.undone:
            raise UserError(f"“{step.label}” is not something that can be undone now.")
        if step.seq == BEGINNING:
            raise UserError(f"“{step.label}” cannot be undone: the record begins with it. Nothing was changed.")
        self._apply(step, by, forward=False)

    def redo(self, step: Step, by: str) -> None:
        """Do again what was undone. Raises UserError when work since then stands in the way."""
        if not step.undone:
            raise UserError(f"“{step.label}” has not been undone.")
        self._apply(step, by, forward=True)

    def _first(self, condition: str) -> Step | None:
        row = self._db.execute(f"{_WORK} select seq from work {condition} limit 1").fetchone()
        return None if row is None else self._journal.find(int(row[0]))

    def _apply(self, step: Step, by: str, *, forward: bool) -> None:
        changes = self._journal.changes(step)
        verb = "redo" if forward else "undo"
        self._refuse_if_changed_since(step, changes, forward=forward)
        try:
            with self._journal.step(f"{verb.capitalize()}: {step.label}", by, kind=verb, of_step=step.seq):
                self._write(changes, forward=forward)
        except sqlite3.IntegrityError as error:
            self._refuse_if_referred_to(step, changes, forward=forward)
            raise UserError(
                f"“{step.label}” cannot be {verb}ne: later work has taken its place. Nothing was changed."
            ) from error

    def _write(self, changes: tuple[Change, ...], *, forward: bool) -> None:
        """Write the wanted side of each change, in order (or backwards); references are checked at the end."""
        self._db.execute("pragma defer_foreign_keys = on")
        moves = changes if forward else tuple(reversed(changes))
        sides = ((c.table, c.row_id, *((c.before, c.after) if forward else (c.after, c.before))) for c in moves)
        for (table, was, becomes), group in groupby(sides, lambda s: (s[0], s[2] is not None, s[3] is not None)):
            rows = [(row_id, text) for _, row_id, _, text in group]
            if not becomes:
                self._db.executemany(f"delete from [{table}] where id = ?", ((i,) for i, _ in rows))
            else:
                self._put(table, (json.loads(text) for _, text in rows if text is not None), update=was)

    def _put(self, table: str, rows: Iterable[dict[str, Any]], *, update: bool) -> None:
        known = columns(self._db, table)
        for names, group in groupby(rows, lambda row: tuple(c for c in known if c in row)):
            marks = ", ".join(f"[{c}] = :{c}" for c in names) if update else ", ".join(f":{c}" for c in names)
            sql = (
                f"update [{table}] set {marks} where id = :id"
                if update
                else f"insert into [{table}] ({', '.join(f'[{c}]' for c in names)}) values ({marks})"
            )
            self._db.executemany(sql, group)

    def _refuse_if_changed_since(self, step: Step, changes: tuple[Change, ...], *, forward: bool) -> None:
        expected: dict[tuple[str, str], str | None] = {}
        for change in changes if not forward else reversed(changes):
            expected[change.table, change.row_id] = change.before if forward else change.after
        differing = {
            row_id
            for table in dict.fromkeys(table for table, _ in expected)
            for row_id, now in self._present(step, table)
            if not _same_row(now, expected[table, row_id])
        }
        if differing:
            self._refuse(step, differing, forward=forward)

    def _present(self, step: Step, table: str) -> Iterator[tuple[str, str | None]]:
        present = row_json(self._db, table, "t.")
        return iter(
            self._db.execute(
                f"select distinct c.row_id, iif(t.id is null, null, {present}) from changes c"
                f" left join [{table}] t on t.id = c.row_id where c.id between ? and ? and c.tbl = ?",
                (step.first_change, step.last_change, table),
            )
        )

    def _refuse_if_referred_to(self, step: Step, changes: tuple[Change, ...], *, forward: bool) -> None:
        """Try it once more in a transaction that is thrown away, to see which rows are left hanging."""
        hanging: set[str] = set()
        self._db.execute("begin")
        try:
            self._write(changes, forward=forward)
            for table, rowid, *_ in self._db.execute("pragma foreign_key_check").fetchall():
                row = self._db.execute(f"select id from [{table}] where rowid = ?", (rowid,)).fetchone()
                hanging.add(str(row[0]))
        except sqlite3.IntegrityError:
            return
        finally:
            self._db.execute("rollback")
        self._refuse(step, hanging, forward=forward)

    def _refuse(self, step: Step, row_ids: set[str], *, forward: bool) -> None:
        later = self._later_steps(step, row_ids)
        named = ", ".join(f"“{s.label}”" for s in later[:NAMED]) or "work that was undone since"
        more = f" and {len(later) - NAMED} more" if len(later) > NAMED else ""
        verb = "redone" if forward else "undone"
        raise UserError(
            f"“{step.label}” cannot be {verb}: later work builds on it or changed the same ({named}{more})."
            " Nothing was changed."
        )

    def _later_steps(self, step: Step, row_ids: set[str]) -> list[Step]:
        found: set[int] = set()
        for row_id in sorted(row_ids):
            found.update(c.step for c in self._journal.of_record(row_id) if c.id > step.last_change)
        if missing := row_ids - {c.row_id for s in found for c in self._journal.changes(self._journal.find(s))}:
            rows = self._db.execute(
                "select distinct step, row_id from changes where id > ? and before is null", (step.last_change,)
            )
            found.update(seq for seq, row_id in rows if row_id in missing)
        steps = (self._journal.find(seq) for seq in sorted(found, reverse=True))
        return [s for s in steps if s.kind in ("do", "outside") and not s.undone]


def _same_row(now: str | None, then: str | None) -> bool:
    """Return whether two rows as JSON are the same; columns that only one of them knows do not count."""
    if now == then or now is None or then is None:
        return now == then
    a, b = json.loads(now), json.loads(then)
    return all(a[key] == b[key] for key in a.keys() & b.keys())
