"""Words within a chart: which row above the figures each label takes, so that no two lie over one another."""

from collections.abc import Sequence

from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label: the pixel that it belongs to and how wide it is; over: it may lie over what it names."""

    at: float
    wide: float
    over: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label begins, in pixels, and in which row, 0 being the lowest."""

    left: float
    row: int


def place_labels(wanted: Sequence[Wanted], room: float, gap: float) -> tuple[Placed, ...]:
    """Return a place for each label beside what it names, to its left or over it where there is no room at the right.

    Each takes the lowest row in which nothing lies under it.
    """
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for label in wanted:
        left = label.at + gap
        if left + label.wide > room:
            left = max(0.0, room - label.wide if label.over else label.at - gap - label.wide)
        right = left + label.wide + gap
        row = next((n for n, spans in enumerate(taken) if all(right <= a or left >= b for a, b in spans)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((left, right))
        placed.append(Placed(left, row))
    return tuple(placed)
