"""What parts of the window keep between changes is what they would read anew, whatever was changed."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date

import pytest

from cspdesk.errors import UserError
from cspdesk.store.store import Store
from cspdesk.ui import touched
from cspdesk.ui.models.money_entries import PriorityEntries
from cspdesk.ui.sums import YearSums
from tests.builders import payment
from tests.ui.money_record import YEAR, fill

LINES = ("line-1", "line-2", None)
NAMES = {"line-1": "Locks", "line-2": "Leaflets"}


def change_something(store: Store, chance: random.Random) -> None:
    """Take one step of any kind that money can take, or undo or redo one."""
    entries = store.funding.transactions.where()
    one = chance.choice(entries)
    day = date(2015, 4, 1).replace(month=chance.randint(4, 12), year=chance.choice((2015, 2016)))
    moves: list[Callable[[], object]] = [
        lambda: store.funding.transactions.insert(payment(line_id=chance.choice(LINES), occurred_on=day)),
        lambda: store.funding.transactions.update(replace(one, amount_pence=chance.randint(1, 999), occurred_on=day)),
        lambda: store.funding.assign([one.id], chance.choice(LINES)),
        lambda: store.evidence.attach_to_transactions("proof", [one.id]),
        lambda: store.funding.remove_transactions([one.id] if len(entries) > 3 else []),
        lambda: store.funding.lines.update(replace(store.funding.lines.get("line-1"), priority_id=None)),
    ]
    newest = store.history.undoable()
    if chance.random() < 0.3 and newest is not None and newest.label != "Set up":
        with suppress(UserError):
            (store.undo if chance.random() < 0.6 else store.redo)()
        return
    with store.step("Changed something"):
        chance.choice(moves)()


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("most", [1, 100])
def test_what_is_kept_is_what_would_be_read_anew(
    store: Store, seed: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(touched, "MOST", most)
    chance = random.Random(seed)
    fill(store)
    sums, entries = YearSums(store), PriorityEntries(store, "priority")
    for _ in range(30):
        for _ in range(chance.randint(1, 3)):
            change_something(store, chance)
        assert sums.of(YEAR) == store.funding.sums(YEAR)
        assert entries.read(YEAR, NAMES) == PriorityEntries(store, "priority").read(YEAR, NAMES)


def test_the_work_of_another_program_is_read(store: Store) -> None:
    fill(store)
    sums = YearSums(store)
    before = sums.of(YEAR)
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("update transactions set amount_pence = 7 where id = 't-1'")
        other.commit()
    assert sums.of(YEAR) == store.funding.sums(YEAR) != before


def test_what_a_step_writes_and_takes_back_is_forgotten(store: Store) -> None:
    fill(store)
    sums = YearSums(store)
    before = sums.of(YEAR)
    with suppress(UserError), store.step("Tried"):
        store.funding.transactions.insert(payment("tried", line_id="line-1"))
        assert sums.of(YEAR) != before
        raise UserError("No.")
    with store.step("Did another thing"):
        store.funding.transactions.insert(payment("done", line_id="line-2"))
    assert sums.of(YEAR) == store.funding.sums(YEAR)


def test_of_a_change_only_its_lines_are_summed_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    sums, asked = YearSums(store), []
    sums.of(YEAR)
    read = store.funding.sums
    monkeypatch.setattr(store.funding, "sums", lambda *given: asked.append(given) or read(*given))
    with store.step("Corrected a payment"):
        store.funding.transactions.update(payment("t-1", amount_pence=1, line_id="line-1", payee="Lock Co"))
    sums.of(YEAR), sums.of(YEAR)
    assert asked == [(YEAR, frozenset({"line-1"}))]
