"""The check finds what no reader would: lost references, unrecorded changes, evidence that was altered."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.errors import UserError
from cspdesk.store.check import NAMED, check_file
from cspdesk.store.salvage import salvage
from cspdesk.store.store import Store, create_store, open_store
from tests.builders import action, payment, reference


@pytest.fixture
def closed(store: Store) -> Path:
    with store.step("Recorded payments and what proves them"):
        store.funding.transactions.insert(*(payment(f"p{n:04}") for n in range(400)))
        store.evidence.evidence.insert(reference("r"))
        proof = store.evidence.content_evidence(b"invoice", "invoice.pdf", Evidence("f", "Invoice", EvidenceKind.FILE))
        store.evidence.evidence.insert(proof)
        store.evidence.attach_to_transactions("f", ["p0001", "p0002"])
        store.plans.save(action("a"))
    store.close()
    return store.path


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def test_a_sound_file_passes_and_is_counted(closed: Path) -> None:
    before = closed.read_bytes()
    result = check_file(closed)
    assert result.ok
    assert result.counts["transactions"] == 400
    assert result.counts["actions"] == 1
    assert result.counts["evidence"] == 2
    assert closed.read_bytes() == before


def test_what_another_program_changed_is_recorded_so_it_passes(closed: Path) -> None:
    alter(closed, "update transactions set payee = 'X' where id = 'p0001'", "delete from actions")
    assert check_file(closed).ok


def test_a_change_that_was_kept_from_the_journal_is_found(closed: Path) -> None:
    alter(closed, "drop trigger journal_transactions_update", "update transactions set payee = 'X' where id = 'p0001'")
    problems = check_file(closed).problems
    assert any("1 row of transactions is not what the history says (first: p0001)" in p for p in problems)
    assert any("Changes to transactions are not being recorded" in p for p in problems)


def test_rows_taken_or_slipped_in_behind_the_journal_are_found(closed: Path) -> None:
    alter(
        closed,
        "drop trigger journal_actions_delete",
        "delete from actions",
        "drop trigger journal_organisations_insert",
        "insert into organisations (id, name, role, note) values ('x', 'X', 'other', ''), ('y', 'Y', 'other', '')",
    )
    problems = check_file(closed).problems
    assert any("1 row of actions" in p for p in problems)
    assert any("2 rows of organisations are" in p for p in problems)


def test_history_that_was_rewritten_is_found(closed: Path) -> None:
    alter(closed, "update changes set after = json_set(after, '$.amount_pence', 1) where row_id = 'p0007'")
    assert any("first: p0007" in p for p in check_file(closed).problems)


def test_evidence_whose_bytes_were_altered_is_found_by_name(closed: Path) -> None:
    alter(closed, "drop trigger file_contents_never_change", "update file_contents set bytes = x'00'")
    assert any("“Invoice” is not the file that was put in" in p for p in check_file(closed).problems)
    alter(closed, "pragma foreign_keys = off", "delete from transaction_evidence", "delete from evidence")
    assert any("A kept file is not the file" in p for p in check_file(closed).problems)


def test_evidence_bytes_cannot_be_altered_by_mistake(closed: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never change"):
        alter(closed, "update file_contents set bytes = x'00'")


def test_references_that_lead_nowhere_are_named_and_then_counted(closed: Path) -> None:
    alter(closed, "delete from agreements")
    problems = check_file(closed).problems
    assert sum("refers to something in agreements" in p for p in problems) == NAMED
    assert any(f"{400 + 2 - NAMED} more references lead nowhere" in p for p in problems)


@pytest.mark.parametrize("at", [0.2, 0.5, 0.8])
def test_a_damaged_file_does_not_pass(closed: Path, at: float) -> None:
    with closed.open("r+b") as file:
        file.seek(int(closed.stat().st_size * at) // 4096 * 4096)
        file.write(b"\xff" * 4096)
    result = check_file(closed)
    assert not result.ok
    assert "damaged" in result.problems[0]


def test_an_empty_or_cut_file_does_not_pass(closed: Path) -> None:
    with closed.open("r+b") as file:
        file.truncate(closed.stat().st_size // 3)
    assert not check_file(closed).ok
    closed.write_bytes(b"")
    assert not check_file(closed).ok


def test_another_programs_file_is_refused_rather_than_checked(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as db:
        db.execute("create table t (x)")
    with pytest.raises(UserError, match="not made by cspdesk"):
        check_file(tmp_path / "other.db")


def break_page_of(path: Path, table: str) -> None:
    """Write over a leaf page in the middle of a table."""
    with closing(sqlite3.connect(path)) as db:
        pages = [
            number
            for number, kind in db.execute("select pageno, pagetype from dbstat where name = ?", (table,))
            if kind == "leaf"
        ]
        (size,) = db.execute("pragma page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((pages[len(pages) // 2] - 1) * size)
        file.write(b"\xff" * size)


def has_dbstat() -> bool:
    try:
        with closing(sqlite3.connect(":memory:")) as db:
            db.execute("select * from dbstat")
    except sqlite3.OperationalError:
        return False
    return True


@pytest.mark.skipif(not has_dbstat(), reason="this SQLite cannot tell which page is whose")
def test_what_can_be_read_of_a_damaged_file_is_saved_from_both_sides_of_the_damage(
    closed: Path, tmp_path: Path
) -> None:
    break_page_of(closed, "transactions")
    before = closed.read_bytes()
    saved = salvage(closed, tmp_path / "saved.cspdesk", "Ann")
    assert closed.read_bytes() == before
    assert "transactions" in saved.incomplete
    result = check_file(saved.path)
    assert result.ok
    assert 300 < result.counts["transactions"] < 400
    with open_store(saved.path) as opened:
        assert opened.funding.transactions.find("p0000") is not None
        assert opened.funding.transactions.find("p0399") is not None
        assert opened.journal.steps(limit=1)[0].label == "Salvaged from record.cspdesk"


def test_a_sound_file_is_salvaged_whole(closed: Path, tmp_path: Path) -> None:
    saved = salvage(closed, tmp_path / "saved.cspdesk", "Ann")
    assert saved.incomplete == ()
    assert check_file(saved.path).counts["transactions"] == 400


@pytest.mark.skipif(not has_dbstat(), reason="this SQLite cannot tell which page is whose")
def test_salvaged_rows_whose_parents_are_lost_are_left_out(closed: Path, tmp_path: Path) -> None:
    break_page_of(closed, "priorities")
    saved = salvage(closed, tmp_path / "saved.cspdesk", "Ann")
    assert {"priorities", "actions"} <= set(saved.incomplete)
    assert check_file(saved.path).ok


@pytest.mark.skipif(not has_dbstat(), reason="this SQLite cannot tell which page is whose")
def test_a_record_whose_name_is_lost_is_salvaged_under_another(closed: Path, tmp_path: Path) -> None:
    break_page_of(closed, "partnerships")
    saved = salvage(closed, tmp_path / "saved.cspdesk", "Ann")
    assert "partnerships" in saved.incomplete
    with open_store(saved.path) as store:
        assert store.partnership.partnership().name == "Partnership whose name was lost"


def test_a_file_of_which_nothing_can_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "lost.cspdesk"
    create_store(path, "Lost").close()
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * 60_000)
    with pytest.raises(UserError, match="Restore a backup"):
        salvage(path, tmp_path / "saved.cspdesk", "Ann")
    assert not (tmp_path / "saved.cspdesk").exists()
