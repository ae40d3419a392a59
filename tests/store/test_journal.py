"""Every change is recorded, whoever makes it, and only whole steps are."""

import json
import sqlite3
from pathlib import Path

import pytest

from cspdesk.store.schema import OUTSIDE_LABEL, USER_TABLES
from cspdesk.store.store import Store, open_store
from tests.builders import agreement, payment


def labels(store: Store) -> list[str]:
    return [step.label for step in store.journal.steps()]


def test_a_step_is_recorded_with_who_what_and_the_row_before_and_after(store: Store) -> None:
    with store.step("Recorded a payment", by="Bea"):
        store.funding.transactions.insert(payment("p"))
    with store.step("Corrected a payment"):
        store.funding.transactions.update(payment("p", amount_pence=2_000))
    corrected, recorded = store.journal.steps(limit=2)
    assert (recorded.label, recorded.person, recorded.kind) == ("Recorded a payment", "Bea", "do")
    (change,) = store.journal.changes(corrected)
    assert change.table == "transactions"
    assert json.loads(change.before or "")["amount_pence"] == 1_000
    assert json.loads(change.after or "")["amount_pence"] == 2_000


def test_a_failed_step_leaves_no_history_and_no_rows(store: Store) -> None:
    before = labels(store)
    with pytest.raises(sqlite3.IntegrityError), store.step("Recorded payments"):
        store.funding.transactions.insert(payment("p"), payment("q", line_id="no such line"))
    assert labels(store) == before
    assert store.funding.transactions.count() == 0
    assert store.funding.agreements.count() == 1


def test_a_step_inside_a_step_is_part_of_it(store: Store) -> None:
    with store.step("Outer"), store.step("Inner"):
        store.funding.transactions.insert(payment())
    assert labels(store)[0] == "Outer"
    assert "Inner" not in labels(store)


def test_a_step_that_changes_nothing_leaves_no_history(store: Store) -> None:
    before = labels(store)
    with store.step("Looked at an agreement"):
        store.funding.save_agreement(agreement())
    assert labels(store) == before


def test_a_write_outside_a_step_is_refused(store: Store) -> None:
    with pytest.raises(RuntimeError, match=r"store\.step"):
        store.funding.transactions.insert(payment())
    with pytest.raises(RuntimeError, match=r"store\.step"):
        store.funding.transactions.update(payment())
    with pytest.raises(RuntimeError, match=r"store\.step"):
        store.funding.transactions.delete("p")
    assert store.funding.transactions.count() == 0


def test_updating_or_getting_what_is_not_there_is_a_fault(store: Store) -> None:
    with pytest.raises(KeyError), store.step("Corrected a payment"):
        store.funding.transactions.update(payment("nobody"))
    with pytest.raises(KeyError):
        store.funding.transactions.get("nobody")
    with pytest.raises(KeyError):
        store.journal.find(999)


@pytest.mark.parametrize("table", USER_TABLES)
def test_every_table_of_the_record_is_journalled(store: Store, table: str) -> None:
    found = store._db.execute("select name from sqlite_master where type = 'trigger' and tbl_name = ?", (table,))
    triggers = {row[0] for row in found}
    assert {f"journal_{table}_{event}" for event in ("insert", "update", "delete")} <= triggers


def test_no_table_of_the_file_is_forgotten_by_the_journal(store: Store) -> None:
    found = store._db.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    tables = {row[0] for row in found}
    keeping = {"steps", "changes", "open_step", "_sqlite_migrations", "file_contents"}
    derived = {table for table in tables if table.startswith("search_")}  # made anew from the record at any time
    assert tables - derived == set(USER_TABLES) | keeping


def test_a_write_by_another_program_is_recorded_and_shown_as_such(store: Store) -> None:
    with store.step("Recorded a payment"):
        store.funding.transactions.insert(payment("p"))
    other = sqlite3.connect(store.path)
    other.execute("update transactions set payee = 'Somebody else' where id = 'p'")
    other.execute("update transactions set amount_pence = 5 where id = 'p'")
    other.commit()
    other.close()
    newest = store.journal.steps(limit=1)[0]
    assert (newest.label, newest.kind, newest.person, newest.size) == (OUTSIDE_LABEL, "outside", "", 2)
    assert [c.step for c in store.journal.of_record("p")] == [newest.seq] * 2


def test_work_after_an_outside_change_is_a_step_of_its_own(store: Store) -> None:
    other = sqlite3.connect(store.path)
    other.execute("update agreements set title = 'Renamed'")
    other.commit()
    other.close()
    with store.step("Recorded a payment"):
        store.funding.transactions.insert(payment())
    assert labels(store)[:2] == ["Recorded a payment", OUTSIDE_LABEL]


def test_steps_come_newest_first_and_in_pages(store: Store) -> None:
    for number in range(5):
        with store.step(f"Step {number}"):
            store.funding.transactions.insert(payment())
    first = store.journal.steps(limit=2)
    second = store.journal.steps(limit=2, before=first[-1].seq)
    assert [s.label for s in (*first, *second)] == ["Step 4", "Step 3", "Step 2", "Step 1"]


def test_the_history_is_there_after_closing_and_opening(tmp_path: Path, store: Store) -> None:
    with store.step("Recorded a payment"):
        store.funding.transactions.insert(payment())
    store.close()
    with open_store(store.path) as again:
        assert labels(again)[0] == "Recorded a payment"
