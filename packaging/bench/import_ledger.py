"""A ledger of 100,000 rows imported, journalled, duplicates detected, against its rows in a bare table."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench import Result, _pairs

if TYPE_CHECKING:
    from cspdesk.domain.funding import Agreement

NAME = "import of a 100,000-row ledger, journalled"
BAR = 4
UNIT = "s"

ROUNDS = 5
ROWS = 100_000


def measure() -> Result:
    """Import into a record that has none of it each time, and read the same file into a bare table, in turn."""
    from cspdesk.app.importing import LedgerOptions, known, read_and_compare, take
    from cspdesk.store.large_sample import write_large_ledger
    from cspdesk.store.store import open_to_write

    with tempfile.TemporaryDirectory() as folder:
        ledger, record = Path(folder, "ledger.csv"), Path(folder, "record.cspdesk")
        write_large_ledger(ledger, ROWS)
        agreement = _record_with_an_agreement(record)
        files = iter(range(1_000))

        def ours() -> None:
            path = Path(folder, f"{next(files)}.cspdesk")
            shutil.copyfile(record, path)
            with open_to_write(path, "Bench") as store:
                take(store, read_and_compare(ledger, known(store, agreement), LedgerOptions()))
                assert store.funding.transactions.count() == ROWS

        return _pairs.compare(ours, lambda: _bare(ledger, Path(folder, f"{next(files)}.db")), rounds=ROUNDS)


def _record_with_an_agreement(path: Path) -> Agreement:
    """Make the record to import into; that is no part of an import, so it is not timed."""
    from cspdesk.domain.funding import Agreement
    from cspdesk.domain.partnership import Organisation
    from cspdesk.domain.periods import FinancialYear
    from cspdesk.store.store import create_store

    first, last = FinancialYear(2000).starts_on, FinancialYear(2040).ends_on
    agreement = Agreement("a", "f", "A", "Bench", first, last, 0)
    with create_store(path, "Bench", "Bench") as store, store.step("Added an agreement"):
        store.partnership.organisations.insert(Organisation("f", "Funder"))
        store.funding.save_agreement(agreement)
    return agreement


def _bare(ledger: Path, path: Path) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma synchronous = full")
    db.execute("create table bare (a, b, c, d, e, f, g, h, i, j)")
    db.execute("begin")
    with ledger.open(encoding="utf-8", newline="") as file:
        db.executemany("insert into bare values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", csv.reader(file))
    db.execute("commit")
    db.close()
