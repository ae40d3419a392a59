"""A cut of the large sample with something in every table: what it does not make itself is the sample's."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

from cspdesk.domain.field_markings import markable
from cspdesk.store.large_sample import fill_with_large_sample
from cspdesk.store.sample import fill_with_sample
from cspdesk.store.store import Store, create_store
from tests.secrets_planted import all_tables

FEWEST = 5


def full_record(folder: Path, *, years: int = 2, actions: int = 40, transactions: int = 1_500) -> Store:
    """Return an open file made by the large sample's generator, cut to so much, with the sample's records beside it."""
    store = create_store(folder / "full.cspdesk", "Herefordshire Community Safety Partnership", "Ann")
    fill_with_large_sample(store, years=years, actions=actions, transactions=transactions)
    with create_store(folder / "other.cspdesk", "Herefordshire Community Safety Partnership", "Ann") as other:
        fill_with_sample(other)
        given, wanted = all_tables(other), all_tables(store)
        with store.step("Entered what the large sample has none of"):
            left = [(name, record) for name in wanted for record in given[name].where()]
            while left:  # what refers to a record that is not there yet waits for it
                waiting = [(name, record) for name, record in left if not _taken(store, wanted[name], record)]
                if len(waiting) == len(left):
                    break
                left = waiting
        with store.step("Entered more of what there is little of"):
            for table in wanted.values():
                if markable(table._kind) and table.count() < FEWEST:
                    _multiply(table)
    return store


def _multiply(table: Any) -> None:
    """Enter copies until there are enough to mark one whole, one by its words and one by a figure."""
    records, missing = table.where(), FEWEST - table.count()
    for n in range(missing if records else 0):
        like = records[n % len(records)]
        named = {"reference": f"{like.reference} {n}"} if getattr(like, "reference", "") else {}
        table.insert(replace(like, id=f"{like.id}-{n}", **named))


def _taken(store: Store, table: Any, record: Any) -> bool:
    """Return whether a record is there now, or can never be since another like it is."""
    try:
        table.insert(record)
    except sqlite3.IntegrityError as error:
        return "FOREIGN KEY" not in str(error)
    return True
