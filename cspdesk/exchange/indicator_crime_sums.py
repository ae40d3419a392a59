"""Rows of recorded crime tables added up: those alike in all but their count are looked at once, then only counted."""

from dataclasses import dataclass

from cspdesk.domain.data_periods import Period
from cspdesk.domain.figures import Place


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

    def include(self, other: "OffenceSum") -> None:
        """Add what another holds."""
        self.count += other.count
        self.rows += other.rows
        self.negative += other.negative
        self.suppressed += other.suppressed
        self.mark = self.mark or other.mark
        self.spoiled |= other.spoiled


class Slot:
    """Rows that are alike in all but their count: what they count in, or why they are left out."""

    def __init__(
        self,
        series: tuple[str, ...],
        codes: tuple[str, ...],
        period: Period | None,
        place: Place,
        *,
        reason: str = "",
        fault: tuple[str, str] | None = None,
    ) -> None:
        self.series, self.codes, self.period, self.place = series, codes, period, place
        self.reason, self.fault = reason, fault
        self.left_out = 0
        self.taken = 0
        self.one = OffenceSum(place)

    def add(self, count: int | None, mark: str) -> None:
        """Add one row; a mark is of a count that its source withheld."""
        one = self.one
        one.rows += 1
        self.taken += 1
        if count is None:
            one.suppressed += 1
            one.mark = one.mark or mark
        else:
            one.count += count
            one.negative += min(count, 0)


def note_of(one: OffenceSum) -> str:
    """Return what must be said of a sum: parts withheld, corrections."""
    said = [f"{one.suppressed} of {one.rows} offence rows withheld by the source"] if one.suppressed else []
    said += [f"holds corrections of {one.negative:,}"] if one.negative else []
    return "; ".join(said).capitalize()
