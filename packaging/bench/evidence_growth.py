"""Evidence of spend with 100,000 transactions, against one with 10,000: ten times the work, not much more."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench import Result, _pairs, _spend

NAME = "evidence of spend, 100,000 transactions against 10,000"
BAR = 12.0
UNIT = "s"

ROUNDS = 1


def measure() -> Result:
    """Make the large and the small document in turn."""
    large, small = _spend.record(100_000), _spend.record(10_000)
    with tempfile.TemporaryDirectory() as folder:
        return _pairs.compare(
            lambda: _spend.make(large, Path(folder, "large.pdf")),
            lambda: _spend.make(small, Path(folder, "small.pdf")),
            rounds=ROUNDS,
        )
