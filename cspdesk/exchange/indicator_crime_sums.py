"""Rows of recorded crime tables added up: those alike in all but their count are looked at once, then only counted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from cspdesk.domain.data_periods import Period
from cspdesk.domain.figures import Place

AS_GIVEN = " as given"  # ends the code of a series that a table has summed up itself
SPOILED = "of a sum that lacks a rejected row, so that it is not taken"
SUMS_OTHERS = "that sum up other rows"
Key: TypeAlias = tuple[str, str, Period]  # code of the series, area, period


@dataclass(slots=True)
class OffenceSum:
    """Rows of one offence group in one area and period, added up."""

    place: Place
    count: int = 0
    rows: int = 0
    negative: int = 0
    suppressed: int = 0
    mark: str = ""
    spoiled: bool = False
    own_rows: int = 0  # those of its rows that no other sum is said to hold
    own_count: int = 0  # what it adds to the sum of the counts taken

    def include(self, other: "OffenceSum") -> None:
        """Add what another holds."""
        self.count += other.count
        self.rows += other.rows
        self.negative += other.negative
        self.suppressed += other.suppressed
        self.mark = self.mark or other.mark
        self.spoiled |= other.spoiled


class Slot:
    """Rows that are alike in all but their count: what they count in, or why they are left out.

    repeats: the area, period, file and sheet that say again what was said before.
    """

    def __init__(
        self,
        series: tuple[str, ...],
        codes: tuple[str, ...],
        period: Period | None,
        place: Place,
        *,
        reason: str = "",
        fault: tuple[str, str] | None = None,
        repeats: tuple[str, Period, str, str] | None = None,
    ) -> None:
        self.series, self.codes, self.period, self.place = series, codes, period, place
        self.reason, self.fault, self.repeats = reason, fault, repeats
        self.left_out = 0
        self.one = OffenceSum(place)

    def add(self, count: int | None, mark: str) -> None:
        """Add one row; a mark is of a count that its source withheld."""
        one = self.one
        one.rows += 1
        if count is None:
            one.suppressed += 1
            one.mark = one.mark or mark
        else:
            one.count += count
            one.negative += min(count, 0)


class OffenceSums:
    """What all rows add up to: for each series, area and period."""

    def __init__(self) -> None:
        self._parts: dict[tuple[tuple[str, ...], tuple[str, ...], Period], OffenceSum] = {}

    def include(self, slot: Slot) -> None:
        """Add the rows of a slot that count in anything."""
        if slot.period is not None and slot.codes:
            self._parts.setdefault((slot.series, slot.codes, slot.period), OffenceSum(slot.place)).include(slot.one)

    def settled(self) -> tuple[dict[Key, OffenceSum], Counter[str]]:
        """Return the sums, and how many rows are in none, by reason.

        A total that a table gives is taken only where its parts are not there to be added up. Each row is one of the
        first sum it is in, and its count adds to what is taken for each of its areas once.
        """
        sums: dict[Key, OffenceSum] = {}
        homes: list[tuple[OffenceSum, list[list[Key]]]] = []
        for (series, codes, period), part in sorted(self._parts.items(), key=lambda each: _is_given(each[0][0])):
            plain = [code.removesuffix(AS_GIVEN) for code in series]
            here = [area for area in codes if not (_is_given(series) and (plain[0], area, period) in sums)]
            for name, area in product(plain, here):
                sums.setdefault((name, area, period), OffenceSum(part.place)).include(part)
            homes.append((part, [[(name, area, period) for name in plain] for area in here]))
        left_out: Counter[str] = Counter()
        for part, by_area in homes:
            firsts = [first for keys in by_area if (first := next((k for k in keys if not sums[k].spoiled), None))]
            for n, first in enumerate(firsts):
                sums[first].own_rows += 0 if n else part.rows
                sums[first].own_count += part.count
            if not firsts:
                left_out[SPOILED if by_area else SUMS_OTHERS] += part.rows
        return sums, +left_out


def _is_given(series: Iterable[str]) -> bool:
    return any(code.endswith(AS_GIVEN) for code in series)


def note_of(one: OffenceSum) -> str:
    """Return what must be said of a sum: parts withheld, corrections."""
    said = [f"{one.suppressed} of {one.rows} offence rows withheld by the source"] if one.suppressed else []
    said += [f"holds corrections of {one.negative:,}"] if one.negative else []
    return "; ".join(said).capitalize()
