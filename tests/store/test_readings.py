"""What is read is what stands in the file, though most of it is read only once."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace

import pytest

from cspdesk.domain.audience import Audience
from cspdesk.domain.partnership import Organisation, OrganisationRole, Person
from cspdesk.errors import UserError
from cspdesk.store import readings
from cspdesk.store.store import Store, open_store
from tests.builders import line, payment, reference

Read = Callable[[Store], object]
READS: tuple[Read, ...] = (
    lambda s: s.partnership.all_organisations(),
    lambda s: s.partnership.all_people(),
    lambda s: s.funding.all_lines(),
    lambda s: s.funding.lines.find("line-1"),
    lambda s: s.funding.transactions_of("agreement"),
    lambda s: s.funding.proved_by("proof"),
    lambda s: s.funding.profile_of("agreement"),
)


def count_reads(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by the name of each table that is read from the file."""
    read: list[str] = []
    for table in (store.funding.lines, store.funding.transactions, store.funding.agreements):
        decode = table.decode
        monkeypatch.setattr(table, "decode", lambda rows, t=table, d=decode: (read.append(t.name), d(rows))[1])
    return read


def change_something(store: Store, chance: random.Random) -> None:
    """Take a step of some kind, or undo or redo one; some are taken back by a fault."""
    number = str(chance.random())
    entries = store.funding.transactions.where()
    moves: list[Callable[[], object]] = [
        lambda: store.partnership.organisations.insert(Organisation(number, number, OrganisationRole.FUNDER)),
        lambda: store.partnership.people.insert(Person(number, "Ann", "funder")),
        lambda: store.funding.lines.update(line("line-1", original_pence=chance.randint(1, 9))),
        lambda: store.funding.transactions.insert(payment(number, line_id="line-1")),
        lambda: store.funding.assign([e.id for e in entries], chance.choice(("line-1", "line-2"))),
        lambda: store.funding.remove_transactions([e.id for e in entries[:1]]),
    ]
    newest = store.history.undoable()
    if chance.random() < 0.3 and newest is not None and newest.label != "Set up":
        with suppress(UserError):
            (store.undo if chance.random() < 0.6 else store.redo)()
        return
    with suppress(UserError), store.step("Changed something"):
        chance.choice(moves)()
        chance.choice(READS)(store)
        if chance.random() < 0.2:
            raise UserError("No.")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("rows", "changes"), [(10_000, 1_000), (30, 1)])
def test_what_is_kept_is_what_would_be_read(
    store: Store, seed: int, rows: int, changes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "MOST_ROWS", rows)
    monkeypatch.setattr(readings, "MOST_CHANGES", changes)
    chance = random.Random(seed)
    for _ in range(40):
        for _ in range(chance.randint(0, 2)):
            change_something(store, chance)
        read = chance.choice(READS)
        with open_store(store.path, read_only=True) as other:
            assert read(store) == read(other)


def test_of_a_step_only_what_it_changed_is_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read = count_reads(store, monkeypatch)
    look = lambda: (store.funding.all_lines(), store.funding.transactions_of("agreement"))  # noqa: E731
    look()
    with store.step("Recorded a payment"):
        store.funding.transactions.insert(payment("new"))
    look()
    assert read == ["budget_lines", "transactions", "transactions"]


def test_what_another_table_decides_is_read_again_when_that_changes(store: Store) -> None:
    with store.step("Recorded a payment"):
        store.funding.transactions.insert(payment("new"))
        store.evidence.evidence.insert(reference("proof"))
    assert store.funding.proved_by("proof") == ()
    with store.step("Attached it"):
        store.evidence.attach_to_transactions("proof", ["new"])
    assert [t.id for t in store.funding.proved_by("proof")] == ["new"]


def test_the_work_of_another_program_is_read(store: Store) -> None:
    before = store.funding.all_lines()
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("update budget_lines set title = 'Other' where id = 'line-1'")
        other.commit()
    with store.step("Recorded a payment"):  # the step does not hide what was written before it
        store.funding.transactions.insert(payment("new"))
    assert store.funding.all_lines() == (replace(before[0], title="Other"), *before[1:])


def test_a_step_that_is_taken_back_with_what_it_stands_in_is_forgotten(store: Store) -> None:
    before = store.funding.all_lines()
    with suppress(UserError), store.reading():
        with store.step("Renamed a line"):
            store.funding.lines.update(line("line-1", title="Other"))
        assert store.funding.all_lines() != before
        raise UserError("No.")
    assert store.funding.all_lines() == before


def test_other_readers_are_shown_what_they_may_see(store: Store) -> None:
    with store.step("Recorded a payment"):
        store.funding.transactions.insert(payment("new", payee="Lock Co", marking=Audience.RESTRICTED))
    told = store.funding.transactions.get("new").payee
    with store.reading(Audience.PUBLIC):
        assert store.funding.transactions.get("new").payee != told == "Lock Co"
    assert store.funding.transactions.get("new").payee == told


def test_no_more_is_kept_than_there_is_room_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "MOST_ROWS", 30)
    with store.step("Recorded payments"):
        store.funding.transactions.insert(*(payment(f"t-{n}") for n in range(4)))
    read = count_reads(store, monkeypatch)
    store.funding.transactions_of("agreement")
    store.funding.transactions_of("agreement")
    assert read == ["transactions"] * 2  # too many rows to keep
    del read[:]
    store.funding.all_lines()
    for n in range(30):
        store.funding.transactions.find(f"t-{n}")
    store.funding.all_lines()
    assert read[0] == read[-1] == "budget_lines"
