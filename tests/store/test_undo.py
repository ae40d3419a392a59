"""Any step can be undone and redone, in order, for ever; or it is said which later work stands in the way."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.domain.partnership import Organisation
from cspdesk.domain.plans import ActionUpdate
from cspdesk.errors import FileInUse, UserError
from cspdesk.store.check import check_file
from cspdesk.store.schema import USER_TABLES
from cspdesk.store.store import Store, open_store
from tests.builders import action, agreement, line, new_store, payment, reference, virement


def rows_of(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of the record."""
    with closing(sqlite3.connect(path)) as db:
        return {t: sorted(db.execute(f"select * from [{t}]").fetchall(), key=str) for t in USER_TABLES}


def add_payment(store: Store, number: int) -> None:
    store.funding.transactions.insert(payment(f"p{number}", amount_pence=number))


def edit_payments(store: Store, number: int) -> None:
    for entry in store.funding.transactions.where():
        store.funding.transactions.update(payment(entry.id, amount_pence=number, payee=f"Payee {number}"))


def assign_payments(store: Store, number: int) -> None:
    ids = [t.id for t in store.funding.transactions.where()]
    store.funding.assign(ids, ("line-1", "line-2", None)[number % 3])


def prove_payments(store: Store, number: int) -> None:
    store.evidence.evidence.insert(reference(f"e{number}"))
    store.evidence.attach_to_transactions(f"e{number}", [t.id for t in store.funding.transactions.where()])


def remove_evidence(store: Store, number: int) -> None:
    for proof in store.evidence.all_evidence()[: number % 3]:
        store.evidence.remove(proof.id)


def remove_payments(store: Store, number: int) -> None:
    store.funding.remove_transactions([t.id for t in store.funding.transactions.where()][: number % 4])


def add_action(store: Store, number: int) -> None:
    store.partnership.organisations.insert(Organisation(f"o{number}", f"Partner {number}"))
    store.plans.save(action(f"a{number}"), (f"o{number}",))
    store.plans.updates.insert(ActionUpdate(f"u{number}", f"a{number}", date(2015, 6, 1), "Begun"))


def remove_actions(store: Store, number: int) -> None:
    for found in store.plans.open_actions()[: number % 3]:
        store.plans.remove(found.id)


def add_then_remove(store: Store, number: int) -> None:
    store.funding.transactions.insert(payment(f"gone{number}"))
    store.funding.transactions.update(payment(f"gone{number}", amount_pence=1))
    store.funding.transactions.delete(f"gone{number}")


MOVES: tuple[Callable[[Store, int], None], ...] = (
    add_payment,
    edit_payments,
    assign_payments,
    prove_payments,
    remove_evidence,
    remove_payments,
    add_action,
    remove_actions,
    add_then_remove,
)


@given(moves=st.lists(st.sampled_from(MOVES), max_size=14), reopen_at=st.integers(0, 14))
@settings(max_examples=25)
def test_random_work_undone_is_the_start_and_redone_is_the_end(
    moves: list[Callable[[Store, int], None]], reopen_at: int
) -> None:
    with TemporaryDirectory() as folder:
        store = new_store(Path(folder))
        start = rows_of(store.path)
        seq = store.journal.steps(limit=1)[0].seq
        for number, move in enumerate(moves, start=1):
            with store.step(f"{move.__name__} {number}"):
                move(store, number)
        end = rows_of(store.path)
        taken = len([s for s in store.journal.steps() if s.seq > seq])
        for done in range(taken):
            if done == reopen_at:
                store.close()
                store = open_store(store.path, "Bea")
            store.undo()
        assert rows_of(store.path) == start
        for _ in range(taken):
            store.redo()
        assert rows_of(store.path) == end
        store.close()
        assert check_file(store.path).problems == ()


def test_undo_goes_back_one_more_each_time_and_redo_forward_again(store: Store) -> None:
    for number in (1, 2, 3):
        with store.step(f"Payment {number}"):
            add_payment(store, number)
    assert [store.undo().label, store.undo().label] == ["Payment 3", "Payment 2"]
    assert [store.redo().label, store.undo().label, store.undo().label] == ["Payment 2", "Payment 2", "Payment 1"]
    assert [store.redo().label for _ in range(3)] == ["Payment 1", "Payment 2", "Payment 3"]


def test_undo_and_redo_are_themselves_in_the_history(store: Store) -> None:
    with store.step("Payment"):
        add_payment(store, 1)
    store.undo(by="Bea")
    newest = store.journal.steps(limit=1)[0]
    assert (newest.label, newest.kind, newest.person) == ("Undo: Payment", "undo", "Bea")
    assert store.journal.find(newest.of_step or 0).undone


def test_new_work_after_an_undo_ends_the_chance_to_redo(store: Store) -> None:
    with store.step("First"):
        add_payment(store, 1)
    store.undo()
    with store.step("Second"):
        add_payment(store, 2)
    with pytest.raises(UserError, match="nothing to redo"):
        store.redo()
    assert store.undo().label == "Second"


def test_nothing_to_undo_is_said(tmp_path: Path, store: Store) -> None:
    while store.history.undoable():
        store.undo()
    with pytest.raises(UserError, match="nothing to undo"):
        store.undo()
    assert store.partnership.partnership().name


def test_the_beginning_of_a_record_is_not_undone(store: Store) -> None:
    with pytest.raises(UserError, match="the record begins with it"):
        store.undo(store.journal.find(1))


def test_undoing_what_later_work_changed_names_that_work_and_changes_nothing(store: Store) -> None:
    with store.step("Recorded a payment"):
        add_payment(store, 1)
    recorded = store.journal.steps(limit=1)[0]
    with store.step("Assigned 1 payment"):
        store.funding.assign(["p1"], "line-1")
    before = rows_of(store.path)
    with pytest.raises(UserError, match="“Assigned 1 payment”"):
        store.undo(recorded)
    assert rows_of(store.path) == before


def test_undoing_what_later_work_refers_to_names_that_work_and_changes_nothing(store: Store) -> None:
    with store.step("Added evidence"):
        store.evidence.evidence.insert(reference("e"))
    added = store.journal.steps(limit=1)[0]
    for number in range(1, 6):
        with store.step(f"Attached to payment {number}"):
            add_payment(store, number)
            store.evidence.attach_to_transactions("e", [f"p{number}"])
    before = rows_of(store.path)
    with pytest.raises(UserError, match="“Attached to payment 5”.* and 2 more"):
        store.undo(added)
    assert rows_of(store.path) == before


def test_undoing_a_removal_whose_place_was_taken_is_refused_in_words(store: Store) -> None:
    with store.step("Removed line 2"):
        store.funding.lines.delete("line-2")
    removed = store.journal.steps(limit=1)[0]
    with store.step("Added another"):
        store.funding.lines.insert(line("other", reference="LINE-2"))
    before = rows_of(store.path)
    with pytest.raises(UserError, match="later work has taken its place"):
        store.undo(removed)
    assert rows_of(store.path) == before


def test_an_older_step_that_nothing_depends_on_can_be_undone_alone(store: Store) -> None:
    with store.step("First"):
        add_payment(store, 1)
    first = store.journal.steps(limit=1)[0]
    with store.step("Second"):
        add_payment(store, 2)
    store.undo(first)
    assert [t.id for t in store.funding.transactions.where()] == ["p2"]
    store.redo(store.journal.find(first.seq))
    assert [t.id for t in store.funding.transactions.where()] == ["p1", "p2"]


def test_redoing_over_work_done_since_is_refused(store: Store) -> None:
    with store.step("Renamed"):
        store.funding.save_agreement(agreement(title="New title"))
    renamed = store.undo()
    with store.step("Renamed otherwise"):
        store.funding.save_agreement(agreement(title="Another title"))
    with pytest.raises(UserError, match="cannot be redone.*“Renamed otherwise”"):
        store.redo(store.journal.find(renamed.seq))


def test_what_is_not_done_cannot_be_undone_nor_what_stands_redone(store: Store) -> None:
    with store.step("Payment"):
        add_payment(store, 1)
    step = store.journal.steps(limit=1)[0]
    with pytest.raises(UserError, match="has not been undone"):
        store.redo(step)
    store.undo()
    undo, undone = store.journal.steps(limit=2)
    for wrong in (undo, undone):
        with pytest.raises(UserError, match="not something that can be undone"):
            store.undo(wrong)


def test_another_programs_change_can_be_undone(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("update agreements set title = 'Spoilt'")
        other.commit()
    store.undo()
    assert store.funding.agreements.get("agreement").title == "Core money"


def test_a_step_from_before_a_column_was_added_can_still_be_undone(store: Store) -> None:
    with store.step("Renamed"):
        store.funding.save_agreement(agreement(title="New title"))
    with closing(sqlite3.connect(store.path)) as db:
        db.execute("drop trigger journal_agreements_update")
        db.execute("update changes set before = json_remove(before, '$.note'), after = json_remove(after, '$.note')")
        db.commit()
    store.undo()
    assert store.funding.agreements.get("agreement") == agreement()


def test_a_virement_is_one_step_and_one_undo(store: Store) -> None:
    with store.step("Moved money"):
        store.funding.move(virement())
    store.undo()
    assert store.funding.virements_of("agreement") == ()


def test_a_window_that_may_only_read_undoes_nothing(store: Store) -> None:
    with open_store(store.path, "Bea") as second:
        for attempt in (second.undo, second.redo):
            if attempt == second.redo:
                store.undo()
            with pytest.raises(FileInUse, match="Ann"):
                attempt()
