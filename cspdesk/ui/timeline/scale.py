"""Days and pixels: where a day lies on the timeline, how far it reaches, how near and how wide it may be looked at."""

from collections.abc import Iterable
from datetime import date

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass

MONTH_DAYS = 31  # the nearest zoom shows a month, the widest three years
WIDEST_DAYS = 3 * 366
MARGIN_DAYS = 31  # either side of what there is, so that everything can be moved outwards
STEP = 1.25  # one press of + or one notch of the wheel


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of days drawn from x = 0 on; days are counted as `date.toordinal` does."""

    first: int
    last: int
    pixels: float

    @property
    def width(self) -> float:
        """How wide the whole stretch is, in pixels."""
        return (self.last - self.first + 1) * self.pixels

    def x(self, day: int) -> float:
        """Return where a day begins."""
        return (day - self.first) * self.pixels

    def day_at(self, x: float) -> int:
        """Return the day that lies at a place."""
        return self.first + int(x // self.pixels)


def stretch(year: FinancialYear, days: Iterable[int]) -> tuple[int, int]:
    """Return the first and last day to draw: the year, whole financial years around these days, and a margin."""
    seen = [year.starts_on.toordinal(), year.ends_on.toordinal(), *days]
    first = FinancialYear.of(date.fromordinal(min(seen))).starts_on.toordinal()
    last = FinancialYear.of(date.fromordinal(max(seen))).ends_on.toordinal()
    return first - MARGIN_DAYS, last + MARGIN_DAYS


def pixels_between(wanted: float, room: int) -> float:
    """Return how many pixels a day takes, kept between a month and three years in the room there is."""
    return max(room / WIDEST_DAYS, min(room / MONTH_DAYS, wanted))
