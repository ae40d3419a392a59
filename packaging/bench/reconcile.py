"""Reconciliation and trace of the large sample: 100,000 transactions tied together, with all that differs."""

from __future__ import annotations

import time
from datetime import date
from statistics import median

from bench import Result, _large

NAME = "reconciliation and trace of 100,000 transactions"
BAR = 300
UNIT = "ms"

ROUNDS = 9


def measure() -> Result:
    """Read all agreements by year, every difference, and what is traced, as the window does, in one look."""
    from cspdesk.store.store import open_store

    with open_store(_large.large_file(), read_only=True, thorough=False) as store:

        def both() -> float:
            started = time.perf_counter()
            with store.reading():
                sums = store.reconciling.year_sums()
                assert store.reconciling.reconcile(date(2026, 3, 1), sums=sums).years
                assert store.reconciling.trace(sums).total.payments
            return 1000 * (time.perf_counter() - started)

        both()
        return Result(median(both() for _ in range(ROUNDS)))
