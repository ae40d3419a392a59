"""The index behind the search: derived from the record, never part of it, and brought up to date from the journal.

Triggers write every change of every table to the journal, whoever makes it; the index knows up to which change it has
read and reads on from there when somebody searches. So an import of a hundred thousand rows and a step of one field
pay nothing for it, and undo, redo, other programs and older files need no care of their own. Indexing a hundred
thousand payments takes about a second, in parts of some thousand changes each.
"""

import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from sqlite3 import Connection

from cspdesk.errors import UserError
from cspdesk.store.atomic import atomic
from cspdesk.store.schema import Executes
from cspdesk.store.search_kinds import SEARCHED, Searched

PART = 2_000  # changes read at once: some 30 ms, so that a window that reads on in parts stays at hand

_TABLES = """
create table search_records (
    id integer primary key,
    kind integer not null,
    row_id text not null,
    title text not null,
    words text not null,
    unique (row_id, kind)
) strict;
create table search_state (
    only_row integer primary key check (only_row = 1),
    change integer not null,
    given integer not null,
    made_of text not null
) strict;
create virtual table search_words using fts5 (
    title, words, content = 'search_records', content_rowid = 'id', columnsize = 0, prefix = '1 2 3',
    tokenize = 'unicode61 remove_diacritics 2'
);
create trigger search_records_insert after insert on search_records begin
    insert into search_words (rowid, title, words) values (new.id, new.title, new.words);
end;
create trigger search_records_delete after delete on search_records begin
    insert into search_words (search_words, rowid, title, words) values ('delete', old.id, old.title, old.words);
end;
"""

# The index is made of these statements; an index made of others, by an older cspdesk, is made anew.
MADE_OF = sha256(repr((_TABLES, SEARCHED)).encode()).hexdigest()


def make_tables(db: Executes) -> None:
    """Make the empty index, in place of one that is there."""
    for name in ("search_words", "search_records", "search_state"):
        db.execute(f"drop table if exists main.[{name}]")
    statement = ""
    for line in _TABLES.strip().splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
    db.execute(f"insert into search_state values (1, 0, 0, '{MADE_OF}')")


def place_of(db: Connection) -> int:
    """Return up to which change the index has read; -1 when it must be made anew."""
    if not has_tables(db):
        return -1
    change, made_of = db.execute("select change, made_of from search_state").fetchone()
    return int(change) if made_of == MADE_OF and change <= newest_change(db) else -1


def has_tables(db: Connection) -> bool:
    """Return whether there is an index in this very file (not in one that is attached)."""
    there = db.execute("select 1 from main.sqlite_master where type = 'table' and name = 'search_state'")
    return there.fetchone() is not None


def newest_change(db: Connection) -> int:
    """Return the id of the newest change of the journal."""
    return int(db.execute("select coalesce(max(id), 0) from changes").fetchone()[0])


def read_on(db: Connection, most: int = PART) -> int:
    """Index what the next changes changed, at most so many, and return how many are still to come.

    Raises UserError when the index cannot be written, on a full disk or while another program writes.
    """
    place, newest = place_of(db), newest_change(db)
    if place == newest:
        return 0
    last = min(max(place, 0) + most, newest)
    try:
        with atomic(db):
            if place < 0:
                make_tables(db)
            _index(db, max(place, 0), last)
            db.execute("update search_state set change = ?", (last,))
    except sqlite3.OperationalError as error:
        raise UserError(
            f"The search could not take in the latest changes ({error}). The record is as it was."
        ) from error
    return newest - last


def rebuild(db: Connection) -> None:
    """Make the whole index anew from the record."""
    with atomic(db):
        make_tables(db)
        for each in SEARCHED:
            _add(db, each)
        db.execute("update search_state set change = ?", (newest_change(db),))


def _index(db: Connection, after: int, last: int) -> None:
    touched = {t for (t,) in db.execute("select distinct tbl from changes where id > ? and id <= ?", (after, last))}
    for each in SEARCHED:
        if each.table in touched:
            rows = f"(select row_id from changes where id > {after} and id <= {last} and tbl = '{each.table}')"
            db.execute(f"delete from search_records where kind = {each.number} and row_id in {rows}")
            _add(db, each, f"where t.id in {rows}")


def _add(db: Connection, each: Searched, which: str = "") -> None:
    """Index all records of a kind, or some: kind, day and a running number make up the id, so newer ones are last."""
    given = int(db.execute("select given from search_state").fetchone()[0])
    added = db.execute(
        f"insert into search_records (id, kind, row_id, title, words)"
        f" select ({each.number} << 56) | (day << 32) | (? + row_number() over ()), {each.number}, id, title, words"
        f" from ({each.select()} {which})",
        (given,),
    ).rowcount
    db.execute("update search_state set given = ?", (given + added,))


def faults(db: Connection) -> Iterator[str]:
    """Say where the index is not what it would be if it were made anew, up to the change it has read to."""
    place = place_of(db)
    if place < 0:
        return
    differing = sum(_differing(db, each, place) for each in SEARCHED)
    if differing:
        yield f"The search index says something else than {differing} of the records it was made from."
        return
    try:
        db.execute("insert into search_words (search_words, rank) values ('integrity-check', 1)")
    except sqlite3.OperationalError:
        return  # open for reading only, or another program writes: then only the words were compared
    except sqlite3.DatabaseError:
        yield "The search index does not hold the words of its records."


def _differing(db: Connection, each: Searched, place: int) -> int:
    later = f"(select row_id from changes where id > {place} and tbl = '{each.table}')"
    now = f"select id, title, words from ({each.select()} where t.id not in {later})"
    kept = f"select row_id, title, words from search_records where kind = {each.number} and row_id not in {later}"
    return int(
        db.execute(
            f"select count(distinct id) from (select * from ({now} except {kept}) union all"
            f" select * from ({kept} except {now}))"
        ).fetchone()[0]
    )
