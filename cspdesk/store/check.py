"""Is the file what it claims to be: whole, consistent, fully journalled, its evidence untouched."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from cspdesk.domain.records import dataclass
from cspdesk.errors import DamagedFile
from cspdesk.store import search_index
from cspdesk.store.database import open_database
from cspdesk.store.schema import USER_TABLES, row_json, tables_of

NAMED = 20  # how many faults of one kind are spelled out before they are only counted


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was counted and what was found wrong; ok when nothing was.

    stale: what is wrong with what is only derived from the record and can be made anew at any time.
    """

    counts: dict[str, int]
    problems: tuple[str, ...]
    stale: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the file can be trusted."""
        return not self.problems


def check_file(path: Path) -> CheckResult:
    """Look through a whole partnership file without changing it.

    Raises UserError when it is not a cspdesk file at all; damage is reported in the result.
    """
    try:
        db = open_database(path)
    except DamagedFile as damage:
        return CheckResult({}, (str(damage),))
    try:
        return check_database(db)
    except sqlite3.DatabaseError as error:
        return CheckResult({}, (f"The file is damaged: {error}.",))
    finally:
        db.close()


def check_database(db: Connection) -> CheckResult:
    """Verify structure, references, journal and evidence of an open file."""
    broken = [f"The file is damaged: {text}." for (text,) in db.execute("pragma integrity_check") if text != "ok"]
    if broken:
        return CheckResult({}, tuple(broken[:NAMED]))
    problems = [*_references(db), *_journal_faults(db), *_evidence_faults(db)]
    return CheckResult(_counts(db), tuple(problems), tuple(search_index.faults(db)))


def _counts(db: Connection) -> dict[str, int]:
    tables = (*USER_TABLES, "file_contents", "steps", "changes")
    present = tables_of(db)
    return {t: int(db.execute(f"select count(*) from [{t}]").fetchone()[0]) for t in tables if t in present}


def _references(db: Connection) -> Iterator[str]:
    faults = db.execute("pragma foreign_key_check").fetchall()
    for table, rowid, parent, _ in faults[:NAMED]:
        yield f"Row {rowid} of {table} refers to something in {parent} that is not there."
    if len(faults) > NAMED:
        yield f"{len(faults) - NAMED} more references lead nowhere."


def _journal_faults(db: Connection) -> Iterator[str]:
    """Replay the journal: the last that it says of each row must be what the row is, and no row may lack a word."""
    there = tables_of(db)
    for table in (t for t in USER_TABLES if t in there):
        present = row_json(db, table, "t.")
        differing = db.execute(
            f"""
            with last as (select row_id, after, max(id) from changes where tbl = ? group by row_id)
            select t.id, last.after, {present}
            from [{table}] t left join last on last.row_id = t.id where last.after is not {present}
            union all
            select last.row_id, last.after, null from last left join [{table}] t on t.id = last.row_id
            where t.id is null and last.after is not null
            """,
            (table,),
        )
        later = _later_columns(db, table)
        faults = [(row_id,) for row_id, said, is_now in differing if not _same_but_for(later, said, is_now)]
        if faults:
            yield (
                f"{len(faults)} row{'s' if len(faults) > 1 else ''} of {table} "
                f"{'are' if len(faults) > 1 else 'is'} not what the history says (first: {faults[0][0]})."
            )
    missing = _missing_triggers(db)
    if missing:
        yield f"Changes to {', '.join(missing)} are not being recorded: a trigger was removed."


def _later_columns(db: Connection, table: str) -> dict[str, Any]:
    """Return what each column holds in rows that are older than it is."""
    about = db.execute(f"pragma table_info([{table}])")
    return {str(name): _declared(db, default) for _, name, _, _, default, _ in about.fetchall()}


def _declared(db: Connection, default: str | None) -> Any:
    return None if default is None else db.execute(f"select {default}").fetchone()[0]


def _same_but_for(later: dict[str, Any], said: str | None, is_now: str | None) -> bool:
    """Return whether the history says of a row what it is, but for columns added since, which hold their default."""
    if said is None or is_now is None:
        return said == is_now
    return bool(later | json.loads(said) == json.loads(is_now))


def _missing_triggers(db: Connection) -> list[str]:
    there, tables = (
        {row[0] for row in db.execute("select name from sqlite_master where type = 'trigger'")},
        tables_of(db),
    )
    events = ("insert", "update", "delete")
    return [t for t in USER_TABLES if t in tables and any(f"journal_{t}_{e}" not in there for e in events)]


def _evidence_faults(db: Connection) -> Iterator[str]:
    for sha256, content in db.execute("select sha256, bytes from file_contents"):
        if hashlib.sha256(content).hexdigest() != sha256:
            titles = [row[0] for row in db.execute("select title from evidence where sha256 = ?", (sha256,))]
            what = f"The evidence “{titles[0]}”" if titles else "A kept file"
            yield f"{what} is not the file that was put in: its bytes no longer match its SHA-256 {sha256}."
