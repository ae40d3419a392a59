"""Opening a partnership file: is it ours, is it whole, is it ours to write, is it of our time."""

import sqlite3
from contextlib import suppress
from functools import partial
from pathlib import Path
from sqlite3 import Connection

from cspdesk.errors import DamagedFile, UserError
from cspdesk.store import schema

CACHE_KIB = 128 * 1024  # so that an import of a hundred thousand lines stays in memory until it is committed
BUSY_MS = 5_000  # how long to wait for another program that is in the middle of a write


def create_database(path: Path) -> Connection:
    """Make a new, empty partnership file. Raises UserError when there is a file already or none can be made."""
    if path.exists():
        raise UserError(f"There is already a file called {path.name}. Choose another name; nothing was overwritten.")
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.absolute().parent}. Make it first, or choose another place.")
    try:
        return _new(path)
    except (sqlite3.Error, OSError) as error:
        path.unlink(missing_ok=True)
        raise UserError(f"{path.name} could not be made in {path.absolute().parent}: {_plain(error)}.") from error


def open_database(path: Path, *, handed_on: bool = False) -> Connection:
    """Open an existing partnership file after looking whether it can be trusted.

    handed_on: to be used by another thread than this one afterwards; never by two at a time.
    Raises UserError when it is not there, not a cspdesk file or from a newer version; DamagedFile when it is broken.
    """
    if path.exists() and not path.is_file():
        raise UserError(f"{path.name} in {path.absolute().parent} is not a file. Choose a .cspdesk file.")
    if not path.is_file():
        raise UserError(f"There is no file {path.name} in {path.absolute().parent}.")
    if path.stat().st_size == 0:
        raise DamagedFile(f"{path.name} is empty: 0 bytes. Restore a backup of it.")
    try:
        db = _connect(path, handed_on=handed_on)
    except sqlite3.DatabaseError as error:
        raise _as_user_error(path, error) from error
    try:
        _look_at(path, db)
    except BaseException:
        db.close()
        raise
    return db


def _look_at(path: Path, db: Connection) -> None:
    """Raise as `open_database` does when an open file is not to be trusted."""
    try:
        application_id = int(db.execute("pragma application_id").fetchone()[0])
        version = int(db.execute("pragma user_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise _as_user_error(path, error) from error
    if application_id != schema.APPLICATION_ID:
        raise UserError(f"{path.name} was not made by cspdesk. Open a .cspdesk file.")
    if version > schema.FORMAT:
        raise UserError(f"{path.name} was made by a newer cspdesk. Update cspdesk to open it; it was not touched.")
    if not _is_begun(path, db):
        raise DamagedFile(f"{path.name} holds no partnership: it was cut off while it was being made. Make it anew.")


def is_pending(db: Connection) -> bool:
    """Return whether the file is of an older shape and must be upgraded before it can be used."""
    return int(db.execute("pragma user_version").fetchone()[0]) < schema.FORMAT


def _is_begun(path: Path, db: Connection) -> bool:
    """Return whether the file holds its partnership; without one there is nothing to show."""
    try:
        tables = db.execute("select count(*) from sqlite_master where name = 'partnerships'").fetchone()[0]
        return bool(tables and db.execute("select count(*) from partnerships").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise _as_user_error(path, error) from error


def upgrade(db: Connection) -> None:
    """Bring an older file to today's shape, one transaction a migration; the caller has copied it first."""
    _migrate(db)


def copy_in_memory(db: Connection) -> Connection:
    """Return a copy of a whole file that exists only in memory; the file is not touched."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    db.backup(copy)
    copy.execute("pragma foreign_keys = on")
    return copy


def make_read_only(db: Connection) -> None:
    """Refuse every write through this connection from now on."""
    db.execute("pragma query_only = on")


def missing_end(db: Connection, path: Path) -> str | None:
    """Return in words that the file is shorter than it says it is, or None: a glance, whatever its size."""
    pages, size = (int(db.execute(f"pragma {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    short = pages * size - path.stat().st_size
    return f"its last {short:,} bytes are missing" if short > 0 else None


def first_damage(db: Connection) -> str | None:
    """Return the first thing SQLite's own quick check finds wrong, or None; reads the whole file."""
    try:
        found = str(db.execute("pragma quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        return str(error)
    told = [line for line in found.splitlines() if not line.startswith("***")]  # SQLite's own heading says no more
    return None if found == "ok" else " ".join(told) or found


def _new(path: Path) -> Connection:
    db = _connect(path, create=True)
    try:
        db.execute(f"pragma application_id = {schema.APPLICATION_ID}")
        _migrate(db)
    except BaseException:
        db.close()  # or there are systems on which the file cannot be removed
        raise
    return db


def _connect(path: Path, *, create: bool = False, handed_on: bool = False) -> Connection:
    file, mode = path.resolve().as_uri(), "rwc" if create else "rw"
    connect = partial(sqlite3.connect, uri=True, isolation_level=None, check_same_thread=not handed_on)
    try:
        conn = connect(f"{file}?mode={mode}", timeout=BUSY_MS / 1000)
    except sqlite3.OperationalError:
        conn = connect(f"{file}?mode=ro")
    try:
        conn.execute("pragma foreign_keys = on")
        conn.execute("pragma synchronous = full")
        conn.execute(f"pragma cache_size = -{CACHE_KIB}")
        conn.execute("pragma temp_store = memory")  # what each statement might have to take back goes there, row by row
    except sqlite3.Error:
        conn.close()
        raise
    return conn


def _migrate(db: Connection) -> None:
    from sqlite_utils import Database  # here and in the migrations only: rows are read and written without it

    from cspdesk.store.migrations import migrations

    migrations.apply(Database(db, execute_plugins=False, recursive_triggers=False))
    db.execute(f"pragma user_version = {schema.FORMAT}")


def _as_user_error(path: Path, error: sqlite3.DatabaseError) -> UserError:
    text = str(error)
    if "locked" in text or "busy" in text:
        return UserError(f"{path.name} is being written to by another program. Try again in a moment.")
    if "unable to open" in text:
        return UserError(f"{path.name} cannot be opened: this account may not read it.")
    return DamagedFile(f"{path.name} is damaged or is not a cspdesk file ({text}). It was not changed.")


def _plain(error: Exception) -> str:
    text = str(error)
    if "full" in text or "No space" in text:
        return "the disk is full"
    if "unable to open" in text or isinstance(error, PermissionError):
        return "this account may not write there"
    return text


def copy_database(source: Connection, target: Path) -> None:
    """Copy a whole file as it stands, through SQLite's own backup call, beside the target and then into place.

    Raises UserError when the copy cannot be written or does not pass SQLite's check.
    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        copy = sqlite3.connect(part)
        try:
            source.backup(copy)
            copy.execute("pragma journal_mode = delete")
            sound = copy.execute("pragma integrity_check(1)").fetchone()[0]
        finally:
            copy.close()
        if sound != "ok":
            raise UserError(f"The copy {target.name} did not pass its check ({sound}), so it was not kept.")
        part.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise UserError(f"A copy could not be written to {target.absolute().parent}: {_plain(error)}.") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
