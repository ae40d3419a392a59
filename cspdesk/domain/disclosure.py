"""Small numbers of people: which counts of a table are not told, so that none can be worked out from the rest.

The method is cell suppression as official statistics use it (Government Statistical Service, "Disclosure control for
tables produced from administrative sources"; Federal Committee on Statistical Methodology, Working Paper 22, chapter
IV): first the small counts are withheld, then as many others as it takes that no sum gives a small one away. What can
be worked out is found by linear programming, as an intruder would (M. Fischetti and J. J. Salazar-González, "Models
and algorithms for optimizing cell suppression in tabular data with linear constraints", Journal of the American
Statistical Association 95, 2000).

A nought is told, as NHS England does with hospital counts: it is a count of nobody. That everybody in a row is in one
part is therefore told too; where that would say something about known people, mark the figures instead.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from math import ceil, floor
from typing import Generic, TypeVar

from cspdesk.domain.linear import Fitting, Number
from cspdesk.domain.records import dataclass

K = TypeVar("K", bound=Hashable)

TOTAL = ""
"""The name of a total row or column in `grid_sums`, and of the total in `told_breakdowns`."""

TOO_FEW = "withheld, because a quarter counted too few people to be told, or would show such a number."
"""Why the counts of an output are withheld for a year."""

WITHHELD_PART = "Group withheld from this version"
"""The name under which all parts of a breakdown stand together that are not for its readers."""

MARK = "[c]"
"""What stands in place of a withheld count: the shorthand of official statistics for "confidential"."""


@dataclass(frozen=True, slots=True)
class Sum(Generic[K]):
    """What readers know to add up: the counts of the parts make the count of the total."""

    total: K
    parts: tuple[K, ...]


@dataclass(frozen=True, slots=True)
class ToldBreakdown:
    """A breakdown as its readers are told it: None where a count is withheld, from the parts and from the total."""

    name: str
    parts: tuple[tuple[str, int | None], ...]
    total: int | None

    def percent(self, part: str) -> float | None:
        """Return a part's share of the total, 0 to 100; None where either is withheld or the total is nought."""
        return percent_told(dict(self.parts)[part], self.total)

    def shows_any_but(self, part: str) -> bool:
        """Return whether it has parts besides one."""
        return any(name != part for name, _ in self.parts)

    @property
    def withholds(self) -> bool:
        """Whether anything of it is withheld."""
        return self.total is None or any(count is None for _, count in self.parts)


def note(least: int) -> str:
    """Return what is printed under a table in which something is withheld."""
    return (
        f"{MARK}: withheld, because it is fewer than {least} people, because it is not for these readers, or because "
        "it would show such a number. Noughts are told."
    )


def percent_told(part: int | None, whole: int | None) -> float | None:
    """Return part of whole as a percentage, or None: a share of, or by, a withheld count would give it away."""
    return None if part is None or not whole else 100 * part / whole


def withheld(counts: Mapping[K, int], sums: Iterable[Sum[K]], least: int, marked: Collection[K] = ()) -> frozenset[K]:
    """Return which counts must not be told: those of 1 to least - 1, and what would give one of them away.

    marked: counts that are not for these readers, however large; each may afterwards still be as many numbers as it is
    large itself, so that nobody comes near it.

    Every sum that readers can add up must be given; two tables that share a total share its key. After that each small
    count may still be any of as many numbers as the mark alone allows (least - 1 of them, and never fewer than two),
    even for a reader who knows that a withheld count is not nought. The choice is the same every time; totals are told
    before parts and large counts before small ones, and no withheld count could be told besides.
    """
    small = {key for key, count in counts.items() if 0 < count < least} | set(marked)
    if not small:
        return frozenset()
    audit = _Audit(counts, tuple(sums), small, least, frozenset(marked))
    totals = {sum_.total for sum_ in audit.sums}
    places = {key: place for place, key in enumerate(counts)}
    others = [key for key, count in counts.items() if count and key not in small]
    for key in sorted(others, key=lambda k: (k not in totals, -counts[k], places[k])):
        audit.tell_if_safe(key)
    return frozenset(audit.hidden)


def grid_sums(rows: Sequence[str], columns: Sequence[str]) -> tuple[Sum[tuple[str, str]], ...]:
    """Return the sums of a table whose counts are kept by (row, column), with TOTAL for its last row and column."""
    across = [Sum((row, TOTAL), tuple((row, c) for c in columns)) for row in (*rows, TOTAL)]
    down = [Sum((TOTAL, column), tuple((r, column) for r in rows)) for column in (*columns, TOTAL)]
    return (*across, *down)


def told_breakdowns(
    breakdowns: Mapping[str, Mapping[str, int]], least: int, marked: Collection[tuple[str, str]] = ()
) -> tuple[ToldBreakdown, ...]:
    """Return breakdowns of the same people (by age, by sex...) as readers may be told them, each with its total.

    Where two have the same total it is taken for the same people, so that what one tells cannot undo the other. marked:
    parts, by breakdown and name, that are not for these readers; they are in the totals all the same.
    """
    counts: dict[tuple[str, str], int] = {}
    sums = []
    totals = {name: (TOTAL, str(sum(parts.values()))) for name, parts in breakdowns.items()}
    for name, parts in breakdowns.items():
        counts |= {(name, part): people for part, people in parts.items()}
        counts[totals[name]] = sum(parts.values())
        sums.append(Sum(totals[name], tuple((name, part) for part in parts)))
    hidden = withheld(counts, sums, least, marked)

    def told(key: tuple[str, str]) -> int | None:
        return None if key in hidden else counts[key]

    return tuple(
        ToldBreakdown(name, tuple((part, told((name, part))) for part in parts), told(totals[name]))
        for name, parts in breakdowns.items()
    )


class _Audit(Generic[K]):
    """What an intruder could still work out; counts are told one by one as long as every small one stays hidden."""

    def __init__(
        self, counts: Mapping[K, int], sums: tuple[Sum[K], ...], small: set[K], least: int, marked: frozenset[K]
    ) -> None:
        self.sums = sums
        self.hidden = {key for key, count in counts.items() if count} | marked
        self._counts = counts
        self._small = tuple(key for key in counts if key in small)
        self._widths = {key: max(least - 2, 1, counts[key] if key in marked else 0) for key in self._small}
        self._least = {key: int(counts[key] > 0) for key in self.hidden}  # what a reader knows a hidden count to be
        self._ends: dict[K, tuple[dict[K, Number], dict[K, Number]]] = {}

    def tell_if_safe(self, key: K) -> None:
        """Tell one more count unless a small one could then be worked out too closely."""
        count = self._counts[key]
        unsure = [
            s for s in self._small if any(end.get(key, count) != count for end in self._ends.get(s, ({key: -1},)))
        ]
        hidden = self.hidden - {key}
        found = self._proved(unsure, hidden) if unsure else {}
        if found is not None:
            self.hidden = hidden
            self._ends |= found

    def _proved(self, unsure: list[K], hidden: set[K]) -> dict[K, tuple[dict[K, Number], dict[K, Number]]] | None:
        """Return two fillings of the hidden places, far enough apart, for each small count; None if one has none."""
        order = [key for key in self._counts if key in hidden]
        column = {key: place for place, key in enumerate(order)}
        fitting = Fitting(self._equations(column), len(order))
        proved = {}
        for key in unsure:
            width = self._widths[key]
            ends = [fitting.furthest(column[key], up=up, far=width) for up in (False, True)]
            low, high = (end[column[key]] for end in ends)
            if floor(high) - ceil(low) < width:
                return None
            lowest, highest = ({k: v + self._least[k] for k, v in zip(order, end, strict=True)} for end in ends)
            proved[key] = (lowest, highest)
        return proved

    def _equations(self, column: Mapping[K, int]) -> list[list[int]]:
        """Return the sums over the hidden counts, each less what it is known to be at least: 1, for noughts are told.

        A marked nought is withheld too, and at least nought.
        """
        equations = []
        for sum_ in self.sums:
            row = [0] * (len(column) + 1)
            for key, sign in (*((part, 1) for part in sum_.parts), (sum_.total, -1)):
                if key in column:
                    row[column[key]] += sign
                    row[-1] -= sign * self._least[key]
                else:
                    row[-1] -= sign * self._counts[key]
            if any(row[:-1]):
                equations.append(row)
        return equations
