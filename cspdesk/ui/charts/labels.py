"""Words within a chart: which row above the figures each label takes, so that no two lie over one another."""

from collections.abc import Sequence

from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label: where it begins if there is room, where it belongs, and how wide it is; all in pixels."""

    at: float
    wide: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label begins, in pixels, and in which row, 0 being the lowest."""

    left: float
    row: int


def place_labels(wanted: Sequence[Wanted], room: float, gap: float) -> tuple[Placed, ...]:
    """Return a place for each label beside what it names, to its left where there is no room at the right.

    Each takes the lowest row in which nothing lies under it.
    """
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for label in wanted:
        left = label.at + gap
        if left + label.wide > room:
            left = max(0.0, label.at - gap - label.wide)
        right = left + label.wide + gap
        row = next((n for n, spans in enumerate(taken) if all(right <= a or left >= b for a, b in spans)), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((left, right))
        placed.append(Placed(left, row))
    return tuple(placed)
