"""The sample, made as the window makes it: shared by its tests."""

from datetime import date
from pathlib import Path

from cspdesk.store.sample import fill_with_sample
from cspdesk.store.store import Store, create_store

NAME = "Herefordshire Community Safety Partnership"
STANDS_AT = date(2016, 9, 30)


def make_sample(path: Path) -> Store:
    """Return a new open file that holds the sample."""
    store = create_store(path, NAME, "Ann")
    fill_with_sample(store)
    return store
