"""One step on the large sample: an edit saved and journalled, and what the screen shows of it read again."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bench import Result, _large

NAME = "one step: save, journal, refresh (95th percentile)"
BAR = 50
UNIT = "ms"

STEPS = 100


def measure() -> Result:
    """Correct a hundred payments one by one, reading the year's money again after each."""
    from cspdesk.domain.periods import FinancialYear
    from cspdesk.store.store import open_store

    with tempfile.TemporaryDirectory() as folder, open_store(_large.copy_of_large_file(Path(folder)), "Bench") as store:
        agreement = store.funding.all_agreements()[-1]
        year = FinancialYear.of(agreement.starts_on)
        entries = store.funding.transactions_of(agreement.id, year)[:STEPS]
        priority = store.partnership.all_priorities()[0]
        taken = []
        for entry in entries:
            started = time.perf_counter()
            with store.step("Corrected a payment"):
                store.funding.transactions.update(replace(entry, amount_pence=entry.amount_pence + 1))
            store.funding.transactions_for(priority.id, year)
            taken.append(time.perf_counter() - started)
    return Result(1_000 * sorted(taken)[int(0.95 * len(taken))])
