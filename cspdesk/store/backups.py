"""Backups: made unasked, verified, thinned by day, week and month, and restored beside, never over."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from sqlite3 import Connection

from cspdesk.domain.records import dataclass
from cspdesk.errors import DamagedFile, UserError
from cspdesk.store.database import copy_database, first_damage, open_database

AT_MOST_EVERY = timedelta(hours=1)
KEEP_ALL, KEEP_DAILY, KEEP_WEEKLY = timedelta(days=2), timedelta(days=31), timedelta(weeks=26)
_STAMP = "%Y-%m-%d %H%M%S"
SUFFIX = ".cspdesk"


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy of a file as it was."""

    path: Path
    made_at: datetime


def backups_of(folder: Path, name: str) -> tuple[Backup, ...]:
    """Return the backups of a file in a folder, newest first."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        stem, _, stamp = path.stem.rpartition(" backup ")
        try:
            made_at = datetime.fromisoformat(f"{stamp[:13]}:{stamp[13:15]}:{stamp[15:]}")  # local, as a person reads it
        except ValueError:
            continue
        if stem == name:
            found.append(Backup(path, made_at))
    return tuple(sorted(found, key=lambda b: b.made_at, reverse=True))


def back_up(db: Connection, folder: Path, name: str, now: datetime) -> Backup:
    """Copy a file into a folder as it stands now, checked; then thin the older copies.

    Raises UserError when the folder cannot be written to, or the copy does not pass its check.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"No backup can be kept in {folder}: {error.strerror}.") from error
    backup = Backup(folder / f"{name} backup {now.strftime(_STAMP)}{SUFFIX}", now)
    copy_database(db, backup.path)
    for old in thinned(backups_of(folder, name), now):
        with suppress(OSError):  # one too many is no reason to say that there is none
            old.path.unlink()
    return backup


def back_up_if_due(db: Connection, folder: Path, name: str, now: datetime) -> Backup | None:
    """Copy a file unless that was done within the hour; None when it was."""
    newest = next(iter(backups_of(folder, name)), None)
    if newest is not None and now - newest.made_at < AT_MOST_EVERY:
        return None
    return back_up(db, folder, name, now)


def thinned(backups: Iterable[Backup], now: datetime) -> tuple[Backup, ...]:
    """Return the backups to let go: all of 2 days are kept, then the newest of a day, of a week, of a month."""
    kept: set[tuple[str, object]] = set()
    gone = []
    for backup in sorted(backups, key=lambda b: b.made_at, reverse=True):
        age = now - backup.made_at
        if age <= KEEP_ALL:
            continue
        period = _period(backup.made_at, age)
        if period in kept:
            gone.append(backup)
        kept.add(period)
    return tuple(gone)


def _period(made_at: datetime, age: timedelta) -> tuple[str, object]:
    if age <= KEEP_DAILY:
        return "day", made_at.date()
    if age <= KEEP_WEEKLY:
        return "week", made_at.isocalendar()[:2]
    return "month", (made_at.year, made_at.month)


def restore(backup: Path, to: Path) -> Path:
    """Copy a backup to a path and return where it went: beside, under a new name, when a file is there already.

    Raises UserError when the backup is not a sound cspdesk file.
    """
    try:
        db = open_database(backup)
    except DamagedFile as error:
        raise UserError(f"{error} Try an older backup.") from error
    try:
        if damage := first_damage(db):
            raise UserError(f"{backup.name} is damaged ({damage}). Try an older backup.")
        target = _free_name(to)
        copy_database(db, target)
    finally:
        db.close()
    return target


def newest_good(folder: Path, name: str, is_good: Callable[[Path], bool]) -> Backup | None:
    """Return the newest backup that passes a check, or None."""
    return next((b for b in backups_of(folder, name) if is_good(b.path)), None)


def _free_name(path: Path) -> Path:
    if not path.exists():
        return path
    for number in range(1, 1000):
        candidate = path.with_name(f"{path.stem} (restored{'' if number == 1 else f' {number}'}){path.suffix}")
        if not candidate.exists():
            return candidate
    raise UserError(f"Too many restored copies lie beside {path.name}. Move some away first.")
