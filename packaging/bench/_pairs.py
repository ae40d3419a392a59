"""Fair comparison on a busy machine: both sides in turn, and the middle of the ratios."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from bench import Result


def compare(subject: Callable[[], object], floor: Callable[[], object], *, rounds: int) -> Result:
    """Time the subject and its floor in turn, after one round that warms both; ratios are taken within a round.

    Returns seconds: the median of each side, and the median of the rounds' ratios.
    """
    subject(), floor()
    pairs = [(_seconds(subject), _seconds(floor)) for _ in range(rounds)]
    values, floors = zip(*pairs, strict=True)
    return Result(median(values), median(floors), median(value / base for value, base in pairs))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
