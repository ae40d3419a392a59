"""Partnership files opened for a purpose: made, written to, only read, backed up, got out of trouble."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

try:  # as the standard library's own `random` does: hashlib loads OpenSSL, 2 ms of the start
    if sys.version_info >= (3, 12):
        from _sha2 import sha256  # type: ignore[import-not-found]
    else:
        from _sha256 import sha256  # type: ignore[import-not-found]
except ImportError:
    from hashlib import sha256

from cspdesk import paths
from cspdesk.domain.funding import TransactionKind
from cspdesk.domain.plans import is_overdue
from cspdesk.errors import UserError
from cspdesk.store.backups import newest_good
from cspdesk.store.store import Store, create_store, open_store, open_to_write

SAMPLE_NAME = "Herefordshire Community Safety Partnership"


def backup_folder(file: Path) -> Path:
    """Return where a file's backups go: a folder of its own, for two files may share a name."""
    place = sha256(str(file.resolve().parent).encode()).hexdigest()[:8]
    return paths.backup_dir() / f"{file.stem} {place}"


def new_file(path: Path, name: str | None, *, sample: bool = False) -> None:
    """Make a partnership file, empty or holding the sample. Raises UserError when it cannot be made."""
    if not name and not sample:
        raise UserError("Give the partnership a name: cspdesk new FILE --name NAME.")
    with ExitStack() as made:
        store = create_store(path, name or SAMPLE_NAME)
        made.callback(path.unlink, missing_ok=True)
        with store:
            if sample:
                from cspdesk.store.sample import fill_with_sample

                fill_with_sample(store)
        made.pop_all()  # it is whole, and stays


@contextmanager
def writing(path: Path) -> Iterator[Store]:
    """Open a file to write for the block; afterwards a backup is made if anything changed and one is due.

    Raises FileInUse when somebody else has it; see `store.open_store` for the rest.
    """
    with open_to_write(path, backup_folder=backup_folder(path)) as store:
        yield store
        if store.changed:
            try:
                store.back_up(backup_folder(path), only_if_due=True)
            except UserError as error:
                print(f"The work is saved, but no backup was made: {error}", file=sys.stderr)


@contextmanager
def opened(path: Path, *, to_write: bool) -> Iterator[Store]:
    """Open a file to write or only to read, for the block."""
    if to_write:
        with writing(path) as store:
            yield store
    else:
        with open_store(path, read_only=True) as store:
            yield store


def back_up(path: Path, folder: Path | None) -> Path:
    """Copy a file into a folder (its own backup folder unless given), checked, and return the copy's path."""
    with open_store(path, read_only=True) as store:
        made = store.back_up(folder or backup_folder(path))
    if made is None:
        raise UserError(f"No backup of {path.name} was made.")
    return made.path


def ways_out(path: Path) -> tuple[str, ...]:
    """Return what can be done about a damaged file: its newest good backup if there is one, and a salvage copy."""
    backup = newest_good_backup(path)
    first = (
        (f"The newest good backup is {backup}: cspdesk restore '{backup}' --to '{path}' puts it beside the file.",)
        if backup
        else ("No good backup of it is on this computer.",)
    )
    return (*first, f"What can still be read can be copied: cspdesk salvage '{path}' --to NEW.cspdesk")


def newest_good_backup(path: Path) -> Path | None:
    """Return a file's newest backup that passes the check, or None."""
    from cspdesk.store.check import check_file

    found = newest_good(backup_folder(path), path.stem, lambda copy: check_file(copy).ok)
    return None if found is None else found.path


def loose_ends(path: Path) -> dict[str, int]:
    """Return what in a sound file waits for somebody: pounds not evidenced, payments without a line, late actions."""
    with open_store(path, read_only=True) as store:
        paid = [s for s in store.funding.sums() if s.kind is TransactionKind.ACTUAL]
        today = datetime.now().astimezone().date()
        return {
            "paid_pence": sum(s.amount_pence for s in paid),
            "not_evidenced_pence": sum(s.amount_pence - s.proved_pence for s in paid),
            "payments_without_line": sum(s.count for s in paid if s.line_id is None),
            "late_actions": sum(is_overdue(action, today) for action in store.plans.open_actions()),
        }
