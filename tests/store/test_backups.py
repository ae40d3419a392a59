"""Backups come unasked, are checked, are thinned, and come back beside what is there."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.errors import UserError
from cspdesk.store.backups import (
    AT_MOST_EVERY,
    Backup,
    back_up,
    back_up_if_due,
    backups_of,
    newest_good,
    restore,
    thinned,
)
from cspdesk.store.check import check_file
from cspdesk.store.store import Store, open_store

NOW = datetime(2016, 3, 31, 12, 0, 0)


def test_a_backup_is_a_whole_file_that_passes_the_check(store: Store, tmp_path: Path) -> None:
    made = store.back_up(tmp_path / "copies")
    assert made is not None
    assert check_file(made.path).ok
    with open_store(made.path, read_only=True) as copy:
        assert copy.funding.agreement_called("a-1") is not None


def test_a_backup_is_made_at_most_once_an_hour_unasked(store: Store, tmp_path: Path) -> None:
    first = back_up_if_due(store._db, tmp_path, "record", NOW)
    assert first is not None
    assert back_up_if_due(store._db, tmp_path, "record", NOW + AT_MOST_EVERY - timedelta(seconds=1)) is None
    assert back_up_if_due(store._db, tmp_path, "record", NOW + AT_MOST_EVERY) is not None
    assert store.back_up(tmp_path / "other", only_if_due=True) is not None
    assert store.back_up(tmp_path / "other", only_if_due=True) is None


def test_backups_are_listed_newest_first_and_other_files_are_not_among_them(store: Store, tmp_path: Path) -> None:
    for hours in (0, 5, 2):
        back_up(store._db, tmp_path, "record", NOW + timedelta(hours=hours))
    back_up(store._db, tmp_path, "another record", NOW)
    (tmp_path / "record backup of mine.cspdesk").write_text("not ours")
    assert [b.made_at.hour for b in backups_of(tmp_path, "record")] == [17, 14, 12]


def test_old_backups_are_thinned_by_day_week_and_month_as_new_ones_are_made(store: Store, tmp_path: Path) -> None:
    for days in range(0, 400, 1):
        made_at = NOW - timedelta(days=days)
        (tmp_path / f"record backup {made_at:%Y-%m-%d %H%M%S}.cspdesk").write_bytes(b"")
        (tmp_path / f"record backup {made_at - timedelta(hours=3):%Y-%m-%d %H%M%S}.cspdesk").write_bytes(b"")
    back_up(store._db, tmp_path, "record", NOW + timedelta(minutes=1))
    ages = [NOW - b.made_at for b in backups_of(tmp_path, "record")]
    assert len([a for a in ages if a <= timedelta(days=1)]) == 4
    assert len([a for a in ages if timedelta(days=3) <= a < timedelta(days=31)]) == pytest.approx(28, abs=1)
    assert len([a for a in ages if timedelta(days=31) < a < timedelta(weeks=26)]) == pytest.approx(22, abs=2)
    assert len([a for a in ages if a > timedelta(weeks=27)]) == pytest.approx(7, abs=1)


@given(st.lists(st.integers(0, 2_000), max_size=60, unique=True))
def test_thinning_keeps_the_newest_and_one_within_a_month_after_each_that_goes(days: list[int]) -> None:
    backups = [Backup(Path(str(d)), NOW - timedelta(days=d)) for d in days]
    gone = set(thinned(backups, NOW))
    kept = set(backups) - gone
    assert not backups or max(backups, key=lambda b: b.made_at) in kept
    for one in gone:
        assert any(timedelta(0) < other.made_at - one.made_at <= timedelta(days=31) for other in kept)


@given(st.lists(st.integers(0, 2_000), max_size=60, unique=True))
def test_thinning_twice_is_thinning_once(days: list[int]) -> None:
    backups = {Backup(Path(str(d)), NOW - timedelta(days=d)) for d in days}
    assert thinned(backups - set(thinned(backups, NOW)), NOW) == ()


def test_restoring_puts_a_copy_in_a_free_place(store: Store, tmp_path: Path) -> None:
    backup = back_up(store._db, tmp_path, "record", NOW)
    target = tmp_path / "back.cspdesk"
    assert restore(backup.path, target) == target
    assert check_file(target).ok


def test_restoring_never_writes_over_a_file_but_beside_it(store: Store, tmp_path: Path) -> None:
    backup = back_up(store._db, tmp_path, "record", NOW)
    before = store.path.read_bytes()
    first, second = restore(backup.path, store.path), restore(backup.path, store.path)
    assert [first.name, second.name] == ["record (restored).cspdesk", "record (restored 2).cspdesk"]
    assert store.path.read_bytes() == before


def test_a_damaged_backup_is_not_restored(store: Store, tmp_path: Path) -> None:
    backup = back_up(store._db, tmp_path, "record", NOW)
    with backup.path.open("r+b") as file:
        file.seek(4096 * 8)
        file.write(b"\xff" * 4096 * 4)
    with pytest.raises(UserError, match="Try an older backup"):
        restore(backup.path, tmp_path / "back.cspdesk")
    assert not (tmp_path / "back.cspdesk").exists()


def test_the_newest_good_backup_is_found_behind_a_bad_one(store: Store, tmp_path: Path) -> None:
    good = back_up(store._db, tmp_path, "record", NOW)
    bad = back_up(store._db, tmp_path, "record", NOW + timedelta(hours=2))
    bad.path.write_bytes(b"nothing of use")
    assert newest_good(tmp_path, "record", lambda p: p != bad.path) == good
    assert newest_good(tmp_path, "record", lambda _: False) is None


def test_a_backup_that_does_not_pass_its_check_is_not_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Unsound(sqlite3.Connection):
        def execute(self, sql: str, *_: object) -> sqlite3.Cursor:
            return super().execute("select 'page 7 is lost'" if "integrity" in sql else sql)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: connect(path, factory=Unsound))
    with pytest.raises(UserError, match="page 7 is lost"):
        store.back_up(tmp_path)
    monkeypatch.undo()
    assert not list(tmp_path.glob("*backup*"))


def test_too_many_restored_copies_are_refused(store: Store, tmp_path: Path) -> None:
    backup = back_up(store._db, tmp_path / "copies", "record", NOW)
    for number in range(1, 1000):
        tail = "" if number == 1 else f" {number}"
        (tmp_path / f"record (restored{tail}).cspdesk").touch()
    with pytest.raises(UserError, match="Too many restored copies"):
        restore(backup.path, store.path)


def test_a_backup_can_be_made_of_a_file_that_another_window_holds(store: Store, tmp_path: Path) -> None:
    with open_store(store.path, "Bea") as second:
        made = second.back_up(tmp_path / "copies")
    assert made is not None
    with closing(sqlite3.connect(made.path)) as db:
        assert db.execute("pragma journal_mode").fetchone()[0] == "delete"
