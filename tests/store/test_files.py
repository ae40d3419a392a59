"""Opening a file: ours or not, whole or not, of our time or not, ours to write or not."""

import errno
import getpass
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from cspdesk.app.files import new_file
from cspdesk.errors import DamagedFile, FileInUse, UserError
from cspdesk.store import database, lock, sample, schema
from cspdesk.store import store as store_module
from cspdesk.store.database import copy_database, create_database, first_damage
from cspdesk.store.lock import Holder, WriterLock
from cspdesk.store.migrations import migrations
from cspdesk.store.store import Store, account_name, create_store, open_store, open_to_write
from tests.builders import new_store, payment

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def closed(store: Store) -> Path:
    with store.step("Recorded payments"):
        store.funding.transactions.insert(*(payment() for _ in range(500)))
    store.close()
    return store.path


OLD_FILE = Path(__file__).resolve().parent.parent / "old_databases" / "0001_the_record.cspdesk"


def damage(path: Path, at: float) -> None:
    """Write over a page of the file, a share of the way into it."""
    with path.open("r+b") as file:
        file.seek(int(path.stat().st_size * at) // 4096 * 4096)
        file.write(b"\xff" * 4096)


def test_a_new_file_is_marked_as_ours(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as db:
        assert db.execute("pragma application_id").fetchone()[0] == schema.APPLICATION_ID
        assert db.execute("pragma user_version").fetchone()[0] == schema.FORMAT
        assert db.execute("pragma journal_mode").fetchone()[0] == "delete"


def test_every_table_is_strict(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as db:
        kinds = db.execute("select name, strict from pragma_table_list where schema = 'main' and type = 'table'")
        loose = {name for name, strict in kinds if not strict}
    assert loose <= {"sqlite_schema", "sqlite_sequence", "_sqlite_migrations"}


def test_a_new_file_needs_a_name_a_folder_and_a_free_place(tmp_path: Path, closed: Path) -> None:
    before = closed.read_bytes()
    with pytest.raises(UserError, match="already a file"):
        create_store(closed, "Another")
    with pytest.raises(UserError, match="no folder"):
        create_store(tmp_path / "nowhere" / "new.cspdesk", "Another")
    with pytest.raises(UserError, match="needs a name"):
        create_store(tmp_path / "new.cspdesk", "  ")
    assert closed.read_bytes() == before
    assert not (tmp_path / "new.cspdesk").exists()


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_new_file_where_this_account_may_not_write_is_refused_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UserError, match="may not write there"):
        create_store(tmp_path / "new.cspdesk", "Another")


def test_a_file_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[sqlite3.Connection] = []

    def full(db: sqlite3.Connection) -> None:
        begun.append(db)
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(database, "_migrate", full)
    with pytest.raises(UserError, match="the disk is full"):
        create_database(tmp_path / "new.cspdesk")
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        begun[0].execute("select 1")
    assert not (tmp_path / "new.cspdesk").exists()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda p: p.unlink(), "There is no file"),
        (lambda p: p.write_bytes(b""), "is empty"),
        (lambda p: p.write_text("Dear all,\n" * 500), "damaged or is not a cspdesk file"),
    ],
)
def test_what_is_no_partnership_file_is_refused_in_words(
    closed: Path, make: Callable[[Path], None], words: str
) -> None:
    make(closed)
    with pytest.raises(UserError, match=words):
        open_store(closed)


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table t (x)")
    before = path.read_bytes()
    with pytest.raises(UserError, match="not made by cspdesk"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_file_from_a_newer_version_is_refused_in_words_and_left_alone(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as db:
        db.execute(f"pragma user_version = {schema.FORMAT + 1}")
    before = closed.read_bytes()
    with pytest.raises(UserError, match="newer cspdesk"):
        open_store(closed)
    assert closed.read_bytes() == before


@pytest.mark.parametrize("at", [0.3, 0.6, 0.9])
def test_a_damaged_file_is_named_as_such_and_never_half_opened(closed: Path, at: float) -> None:
    damage(closed, at)
    before = closed.read_bytes()
    with pytest.raises(DamagedFile, match="damaged"):
        open_store(closed)
    assert closed.read_bytes() == before
    assert not list(closed.parent.glob("*.lock"))


def test_a_file_cut_short_is_damaged_even_at_a_glance(closed: Path) -> None:
    with closed.open("r+b") as file:
        file.truncate(closed.stat().st_size // 2)
    with pytest.raises(DamagedFile):
        open_store(closed, thorough=False)


def test_damage_that_a_glance_misses_is_found_by_the_check_that_follows(closed: Path) -> None:
    damage(closed, 0.6)
    with open_store(closed, thorough=False) as opened:
        found = first_damage(opened._db)
    assert found is not None
    assert "\n" not in found, "it is told within a sentence"
    assert "***" not in found


def test_a_disk_too_full_for_the_lock_is_named_beside_a_folder_that_is_read_only(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(WriterLock, "_sign", full)
    with pytest.raises(FileInUse, match="read-only, or the disk is full"):
        open_to_write(closed)


def test_a_second_window_reads_only_and_says_who_has_the_file_and_since_when(store: Store) -> None:
    with open_store(store.path, "Bea") as second:
        assert second.read_only
        assert "Ann on " in str(second.held_by)
        assert "since " in str(second.held_by)
        assert second.partnership.partnership().name == "Testshire Partnership"
        with pytest.raises(FileInUse, match="reading only: Ann on"), second.step("Recorded a payment"):
            second.funding.transactions.insert(payment())
        with pytest.raises(sqlite3.OperationalError):
            second._db.execute("delete from priorities")


def test_the_command_line_is_told_who_has_the_file(store: Store) -> None:
    with pytest.raises(FileInUse, match="open elsewhere: Ann on"):
        open_to_write(store.path, "Bea")


def test_closing_lets_the_next_one_write(store: Store) -> None:
    store.close()
    with open_to_write(store.path, "Bea") as second:
        assert not second.read_only
        assert second.left_behind is None


def test_a_folder_that_cannot_be_written_to_means_reading_only(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError("no")

    monkeypatch.setattr(WriterLock, "acquire", refused)
    with open_store(closed) as opened:
        assert opened.read_only
        with pytest.raises(FileInUse, match="folder is read-only"), opened.step("Tried"):
            pass
    with pytest.raises(FileInUse, match="cannot be written to"):
        open_to_write(closed)


def test_a_lock_left_by_a_crash_is_seen_to_be_stale(closed: Path) -> None:
    script = (
        "import os, signal, sys; from pathlib import Path; from cspdesk.store.store import open_store;"
        "opened = open_store(Path(sys.argv[1]), 'Cat'); os.kill(os.getpid(), signal.SIGKILL)"
    )
    died = subprocess.run([sys.executable, "-c", script, str(closed)], check=False)
    assert died.returncode == -signal.SIGKILL
    with open_to_write(closed, "Bea") as opened:
        assert not opened.read_only
        assert opened.left_behind is not None
        assert opened.left_behind.person == "Cat"


def test_a_lock_whose_words_cannot_be_read_still_holds(closed: Path) -> None:
    first, second = WriterLock(closed), WriterLock(closed)
    assert first.acquire(Holder("Ann", "desk", "10:00")) is None
    (closed.parent / f".{closed.name}.lock").write_text("not json")
    assert second.acquire(Holder("Bea", "lap", "11:00")) == Holder("", "another computer", "a moment ago")
    first.release()
    first.release()
    assert second.acquire(Holder("Bea", "lap", "11:00")) is None
    second.release()


def test_a_lock_let_go_while_another_waits_for_it_is_not_held_by_two(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = (WriterLock(closed) for _ in range(3))
    first.acquire(Holder("Ann", "desk", "10:00"))
    real = lock._try_lock

    def late(file: int) -> bool:
        monkeypatch.setattr(lock, "_try_lock", real)
        first.release()
        return real(file)

    monkeypatch.setattr(lock, "_try_lock", late)
    assert second.acquire(Holder("Bea", "lap", "11:00")) is None
    assert third.acquire(Holder("Cat", "top", "12:00")) == Holder("Bea", "lap", "11:00")
    second.release()
    assert not list(closed.parent.glob(".*.lock"))


def test_a_lock_taken_away_by_hand_is_not_taken_from_the_next_one(closed: Path) -> None:
    first, second, third = (WriterLock(closed) for _ in range(3))
    first.acquire(Holder("Ann", "desk", "10:00"))
    (closed.parent / f".{closed.name}.lock").unlink()
    assert second.acquire(Holder("Bea", "lap", "11:00")) is None
    first.release()
    assert third.acquire(Holder("Cat", "top", "12:00")) == Holder("Bea", "lap", "11:00")
    second.release()


def test_a_lock_that_cannot_be_signed_is_not_left_behind(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(lock.os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        WriterLock(closed).acquire(Holder("Ann", "desk", "10:00"))
    assert not list(closed.parent.glob(".*.lock"))


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights there")
def test_a_file_reached_by_two_names_has_one_writer(closed: Path) -> None:
    other = closed.with_name("other.cspdesk")
    other.symlink_to(closed)
    with open_store(closed, "Ann"), open_store(other, "Bea") as second:
        assert second.read_only


@pytest.mark.parametrize("order", ["first, then second", "second, then first"])
def test_nothing_is_left_beside_a_file_that_two_had_open(closed: Path, order: str) -> None:
    first, second = open_store(closed, "Ann"), open_store(closed, "Bea")
    for opened in (first, second) if order.startswith("first") else (second, first):
        opened.close()
    assert [path.name for path in closed.parent.iterdir()] == [closed.name]


def test_a_file_whose_history_cannot_be_read_is_damaged_and_let_go(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Store) -> int:
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr(Store, "_change_count", broken)
    with pytest.raises(DamagedFile, match="malformed"):
        open_store(closed, thorough=False)
    assert not list(closed.parent.glob(".*.lock"))


def test_a_file_that_could_not_be_begun_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> str:
        raise UserError("The disk is full.")

    monkeypatch.setattr(store_module, "new_id", full)
    with pytest.raises(UserError, match="full"):
        create_store(tmp_path / "new.cspdesk", "Testshire")
    assert not list(tmp_path.iterdir())


def test_nothing_is_begun_where_a_deleted_file_is_still_open(store: Store) -> None:
    store.path.unlink()
    with pytest.raises(FileInUse, match="deleted while it is open elsewhere"):
        create_store(store.path, "Testshire")
    assert not store.path.exists()


def test_a_file_cut_off_while_it_was_being_made_is_said_so(tmp_path: Path) -> None:
    create_database(path := tmp_path / "new.cspdesk").close()
    with pytest.raises(DamagedFile, match="holds no partnership"):
        open_store(path)
    assert not list(tmp_path.glob(".*.lock"))


def test_a_sample_that_cannot_be_filled_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Store) -> None:
        raise UserError("The disk is full.")

    monkeypatch.setattr(sample, "fill_with_sample", full)
    with pytest.raises(UserError, match="full"):
        new_file(tmp_path / "new.cspdesk", None, sample=True)
    assert not list(tmp_path.iterdir())


def older(path: Path) -> None:
    """Make a file look as if its last migration had not run yet."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("delete from _sqlite_migrations")
        db.execute("pragma user_version = 0")
        db.commit()


def test_every_migration_counts_in_the_number_that_tells_an_older_file() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        assert len(migrations.pending(Database(db))) == schema.FORMAT


def test_an_older_file_is_copied_and_the_copy_checked_before_it_is_upgraded(
    closed: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    older(closed)
    before = closed.read_bytes()
    monkeypatch.setattr(database, "_migrate", lambda db: None)
    with open_store(closed, backup_folder=tmp_path / "copies"):
        pass
    (copy,) = (tmp_path / "copies").glob("*before upgrade*.cspdesk")
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("pragma integrity_check").fetchone()[0] == "ok"
        assert db.execute("select count(*) from transactions").fetchone()[0] == 500
    assert closed.read_bytes() == before


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(closed: Path) -> None:
    older(closed)  # the migration will find its tables there already, and fail
    before = closed.read_bytes()
    with pytest.raises(sqlite3.OperationalError):
        open_store(closed)
    assert closed.read_bytes() == before


def test_an_older_file_that_is_only_read_is_read_as_upgraded_and_stays_as_it_was(tmp_path: Path) -> None:
    old = Path(shutil.copy(OLD_FILE, tmp_path / "old.cspdesk"))
    before = old.read_bytes()
    with open_store(old, read_only=True) as opened:
        assert opened.read_only
        assert opened.plans.milestones.count() == 0
        assert opened.plans.actions.count() == 44
    assert old.read_bytes() == before
    assert list(tmp_path.iterdir()) == [old]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("database or disk is full", "The disk is full"),
        ("database is locked", "written to by another program"),
        ("attempt to write a readonly database", "read-only"),
        ("disk I/O error", "did not take the change"),
    ],
)
def test_faults_of_the_disk_are_told_in_words(store: Store, text: str, words: str) -> None:
    with pytest.raises(UserError, match=words), store.step("Recorded a payment"):
        raise sqlite3.OperationalError(text)


def test_faults_of_ours_are_not_dressed_up(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), store.step("Recorded a payment"):
        store._db.execute("select * from nowhere")


def test_a_full_disk_says_so_and_leaves_the_data_as_it_was(store: Store) -> None:
    pages = int(store._db.execute("pragma page_count").fetchone()[0])
    store._db.execute(f"pragma max_page_count = {pages + 4}")
    with pytest.raises(UserError, match="The disk is full"), store.step("Recorded payments"):
        store.funding.transactions.insert(*(payment() for _ in range(5_000)))
    assert store.funding.transactions.count() == 0
    assert store.journal.steps(limit=1)[0].label == "Set up"
    with store.step("Recorded a payment"):
        store.funding.transactions.insert(payment())
    with pytest.raises(UserError, match="The disk is full"), store.step("More"):
        store.funding.transactions.insert(*(payment() for _ in range(5_000)))
    assert store.undo().label == "Recorded a payment"


def test_undo_on_a_full_disk_says_so_and_changes_nothing(store: Store) -> None:
    with store.step("Recorded payments"):
        store.funding.transactions.insert(*(payment() for _ in range(3_000)))
    pages = int(store._db.execute("pragma page_count").fetchone()[0])
    store._db.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(UserError, match="The disk is full"):
        store.undo()
    assert store.funding.transactions.count() == 3_000


def test_a_copy_that_cannot_be_written_is_told_and_leaves_no_part(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"):
        copy_database(store._db, tmp_path / "nowhere" / "copy.cspdesk")
    target = tmp_path / "there"
    target.mkdir()
    (target / "full").mkdir()
    with pytest.raises(UserError, match="could not be written"):
        copy_database(store._db, target / "full")  # a folder is in its place
    assert not list(tmp_path.rglob("*.part"))


def test_the_account_has_a_name_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert account_name() == getpass.getuser()
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(variable, "")
    assert account_name() == getpass.getuser()
    monkeypatch.setitem(sys.modules, "pwd", None)
    assert account_name() == ""


def test_reading_sees_the_record_at_one_moment(store: Store, tmp_path: Path) -> None:
    with store.reading():
        assert store.funding.agreements.count() == 1
    assert not store.changed or store.path.exists()
    second = new_store(tmp_path, "second")
    assert second.changed
    second.close()
    with open_store(second.path) as again:
        assert not again.changed
