"""A partnership file, open: the parts that read and write it, joined."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection

from cspdesk.domain.audience import Audience
from cspdesk.domain.partnership import Partnership
from cspdesk.errors import DamagedFile, FileInUse, UserError
from cspdesk.store import database
from cspdesk.store.atomic import atomic
from cspdesk.store.backups import Backup, back_up, back_up_if_due
from cspdesk.store.ids import new_id
from cspdesk.store.journal import Step
from cspdesk.store.lock import Holder, WriterLock
from cspdesk.store.parts import StoreParts


def account_name() -> str:
    """Return the name the computer knows its user by, for the history; empty when it knows none."""
    if named := next(filter(None, map(os.environ.get, ("LOGNAME", "USER", "LNAME", "USERNAME"))), ""):
        return named
    try:  # as `getpass` does, which loads what reads passwords as well
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return ""


def _computer_name() -> str:
    if hasattr(os, "uname"):
        return os.uname().nodename
    import platform  # takes longer to be imported than the file to be opened

    return platform.node()


class Store(StoreParts):
    """One open file. Read through its parts; write only inside `step`."""

    def __init__(self, db: Connection, path: Path, person: str, lock: WriterLock | None, holder: Holder | None) -> None:
        super().__init__(db, path, writable=lock is not None)
        self.person = person
        self.held_by = holder
        self._lock = lock
        self._changes_at_open = self._change_count()

    @property
    def left_behind(self) -> Holder | None:
        """Who had the file open when their program ended without closing it, if that is how it was found."""
        return None if self._lock is None else self._lock.left_behind

    @property
    def changed(self) -> bool:
        """Whether anything was changed since the file was opened here."""
        return self._change_count() != self._changes_at_open

    @contextmanager
    def step(self, label: str, by: str | None = None) -> Iterator[None]:
        """Open a transaction and name it, in the past tense: “Recorded a payment”. The only way to write.

        Raises FileInUse when the file is open for reading only, UserError when the disk is full.
        """
        if self.read_only:
            raise FileInUse(f"{self.path.name} is open for reading only: {self.held_by or 'its folder is read-only'}.")
        try:
            with self.journal.step(label, self.person if by is None else by):
                yield
        except sqlite3.OperationalError as error:
            raise _as_user_error(self.path, error) from error

    @contextmanager
    def reading(self, audience: Audience | None = None) -> Iterator[None]:
        """See the record as it is at one moment until the end of the block, whatever others write.

        audience: with the fields covered that these readers may not see; the one looked as now where none is given.
        """
        veil = self.journal.veil
        with veil.for_readers(veil.audience if audience is None else audience), atomic(self._db):
            yield

    def look_as(self, audience: Audience) -> None:
        """Read as an audience from here on: what it may not see is covered."""
        self.journal.veil.audience = audience

    def withheld_ids(self, table: str) -> frozenset[str]:
        """Return the records of a table that are withheld from the audience looked as; none from restricted."""
        return frozenset(self.journal.veil.withheld(table))

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Take the steps of a file that is only being made without waiting for the disk after each of them.

        The first step after the block waits until all of them are there.
        """
        self._db.execute("pragma synchronous = off")
        try:
            yield
        finally:
            self._db.execute("pragma synchronous = full")

    def undo(self, step: Step | None = None, by: str | None = None) -> Step:
        """Undo a step, or the newest that stands, and return it. Raises UserError when that cannot be."""
        wanted = step or self.history.undoable()
        if wanted is None:
            raise UserError("There is nothing to undo.")
        with self._changing_back():
            self.history.undo(wanted, self.person if by is None else by)
        return wanted

    def redo(self, step: Step | None = None, by: str | None = None) -> Step:
        """Redo a step, or the one undone last, and return it. Raises UserError when that cannot be."""
        wanted = step or self.history.redoable()
        if wanted is None:
            raise UserError("There is nothing to redo.")
        with self._changing_back():
            self.history.redo(wanted, self.person if by is None else by)
        return wanted

    @contextmanager
    def _changing_back(self) -> Iterator[None]:
        if self.read_only:
            raise FileInUse(f"{self.path.name} is open for reading only: {self.held_by or 'its folder is read-only'}.")
        try:
            yield
        except sqlite3.OperationalError as error:
            raise _as_user_error(self.path, error) from error

    def back_up(self, folder: Path, *, only_if_due: bool = False) -> Backup | None:
        """Copy the file into a folder, checked; None when only_if_due and that was done within the hour."""
        now = datetime.now()  # noqa: DTZ005 -- local time: the person reads it in the copy's name
        make = back_up_if_due if only_if_due else back_up
        return make(self._db, folder, self.path.stem, now)

    def close(self) -> None:
        """Close the file and let others write to it."""
        if "search" in self.__dict__:
            self.search.close()
        try:
            self._db.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _change_count(self) -> int:
        return int(self._db.execute("select coalesce(max(id), 0) from changes").fetchone()[0])


def create_store(path: Path, name: str, person: str | None = None) -> Store:
    """Make a new partnership file and open it; what cannot be begun leaves no file behind.

    Raises UserError when the name is empty, when the file exists or when it was deleted while somebody has it open.
    """
    if not name.strip():
        raise UserError("A partnership needs a name.")
    person = account_name() if person is None else person
    with ExitStack() as begun:
        lock, holder = _take_lock(path, person)
        if lock is not None:
            begun.callback(lock.release)
        db = database.create_database(path)
        begun.callback(path.unlink, missing_ok=True)
        begun.callback(db.close)
        if holder is not None:
            raise FileInUse(f"{path.name} was deleted while it is open elsewhere: {holder}. Close it there first.")
        store = Store(db, path, person, lock, holder)
        with store.step(f"Began the record of {name.strip()}"):
            store.partnership.partnerships.insert(Partnership(new_id(), name.strip()))
        begun.pop_all()  # the store's to close from here on
    return store


def open_store(
    path: Path,
    person: str | None = None,
    *,
    read_only: bool = False,
    backup_folder: Path | None = None,
    thorough: bool = True,
    file: Connection | None = None,
) -> Store:
    """Open a partnership file: to write if nobody else does, otherwise to read (`held_by` says who has it).

    file: the same as `database.open_database` opened it, where that was done already.

    An older file is copied into backup_folder (beside it, if none is given), the copy is checked, then it is upgraded;
    one that is only read stays as it is and is read upgraded, from memory.
    The whole file is looked through for damage first; with thorough=False only its length, for a caller that has the
    rest looked through (`database.first_damage`) while the person already reads.
    Raises UserError or DamagedFile; see `database.open_database`.
    """
    person = account_name() if person is None else person
    with ExitStack() as opened:
        db = file or database.open_database(path)
        opened.callback(db.close)
        lock, holder = (None, None) if read_only else _take_lock(path, person)
        if lock is not None:
            opened.callback(lock.release)
        with _faults_named(path):
            ready = _made_ready(db, path, backup_folder or path.parent, writable=lock is not None, thorough=thorough)
            if ready is not db:
                db.close()
                opened.callback(ready.close)
                db = ready
            store = Store(db, path, person, lock, holder)
        opened.pop_all()  # the store's to close from here on
    return store


def open_to_write(path: Path, person: str | None = None, *, backup_folder: Path | None = None) -> Store:
    """Open a partnership file to write. Raises FileInUse saying who has it when that cannot be."""
    store = open_store(path, person, backup_folder=backup_folder)
    if store.read_only:
        store.close()
        raise FileInUse(
            f"{path.name} is open elsewhere: {store.held_by}. Close it there first; nothing was changed."
            if store.held_by
            else f"{path.name} cannot be written to: its folder is read-only, or the disk is full. Nothing was changed."
        )
    return store


def _made_ready(db: Connection, path: Path, backup_folder: Path, *, writable: bool, thorough: bool) -> Connection:
    """Return the file as it may be used: itself, or an upgraded copy in memory of an older one that is only read."""
    if damage := database.missing_end(db, path) or (database.first_damage(db) if thorough else None):
        raise DamagedFile(f"{path.name} is damaged ({damage}). It was not opened and not changed.")
    if database.is_pending(db):
        if not writable:
            db = database.copy_in_memory(db)
            database.upgrade(db)
            database.make_read_only(db)
            return db
        back_up(db, backup_folder, f"{path.stem} before upgrade", datetime.now())  # noqa: DTZ005
        database.upgrade(db)
    if not writable:
        database.make_read_only(db)
    return db


@contextmanager
def _faults_named(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _as_user_error(path, error) from error
    except sqlite3.DatabaseError as error:
        raise DamagedFile(f"{path.name} is damaged ({error}). It was not opened and not changed.") from error


def _take_lock(path: Path, person: str) -> tuple[WriterLock | None, Holder | None]:
    lock = WriterLock(path)
    now = datetime.now()  # noqa: DTZ005 -- local time, as people say it
    try:
        holder = lock.acquire(Holder(person, _computer_name(), f"{now:%H:%M on %d/%m/%Y}"))
    except OSError:
        return None, None
    return (lock, None) if holder is None else (None, holder)


def _as_user_error(path: Path, error: sqlite3.OperationalError) -> UserError:
    text = str(error)
    if "full" in text:
        return UserError(f"The disk is full, so nothing was saved. {path.name} is as it was; make room and try again.")
    if "locked" in text or "busy" in text:
        return UserError(f"{path.name} is being written to by another program, so nothing was saved. Try again.")
    if "readonly" in text or "read-only" in text:
        return UserError(f"{path.name} is read-only, so nothing was saved.")
    if "disk I/O" in text:
        return UserError(f"The disk did not take the change, so nothing was saved. {path.name} is as it was.")
    raise error
