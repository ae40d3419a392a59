"""Opening a record of any kind on the large sample."""

from __future__ import annotations

from bench import Result, _window

NAME = "open any record (95th percentile)"
BAR = 100
UNIT = "ms"


def measure() -> Result:
    """Open actions, payments, proofs, agreements and a document from their tables."""
    return Result(_window.percentile_95(_window.measured("opening")))
