"""The four rules by which a point on a control chart is more than noise, as functions of plain sequences.

They are those of NHS England's Making Data Count (2019), which are Nelson's (1984, J. Quality Technology 16: 237–239)
with runs of seven; a point is marked when it is part of a pattern, not only when it completes one.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import chain, compress, pairwise

RUN = 7


class Rule(StrEnum):
    """A pattern that chance alone rarely makes; in the order in which one is named before another."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two of three"
    SHIFT = "shift"


def shifts(sides: Sequence[int]) -> list[int]:
    """Return for each point the side (1 or −1) on which it is one of seven or more in a row; else 0."""
    return _in_runs(sides, RUN)


def trends(values: Sequence[float]) -> list[int]:
    """Return for each point 1 or −1 when it is one of seven or more that each rise, or each fall; else 0.

    Where a rise meets a fall, the point they share counts as part of the rise.
    """
    runs = _in_runs([(later > earlier) - (later < earlier) for earlier, later in pairwise(values)], RUN - 1)
    if not any(runs):
        return [0] * len(values)
    return [1 if 1 in around else min(around) for around in pairwise([0, *runs, 0])]


def twos_of_three(sides: Sequence[int], near: Sequence[bool]) -> list[int]:
    """Return for each point near a limit its side, when two of three in a row, all on that side, are near; else 0."""
    marked = [0] * len(sides)
    around = {start for i in compress(range(len(near)), near) for start in (i - 2, i - 1, i)}
    for start in around.intersection(range(len(sides) - 2)):
        if abs(sum(sides[start : start + 3])) == 3 and sum(near[start : start + 3]) >= 2:
            for i in range(start, start + 3):
                marked[i] = sides[i] if near[i] else marked[i]
    return marked


def _in_runs(signs: Sequence[int], length: int) -> list[int]:
    """Return each sign that belongs to an unbroken run of at least so many, and 0 for every other."""
    marked = [0] * len(signs)
    start, before = 0, None
    for end, sign in enumerate(chain(signs, [None])):
        if sign == before:
            continue
        if end - start >= length:
            marked[start:end] = signs[start:end]
        start, before = end, sign
    return marked
