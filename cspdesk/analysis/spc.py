"""Control charts: whether a series shows a real change or only the noise it always had."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import chain, compress, pairwise
from math import isfinite
from statistics import fmean
from typing import TypeAlias

from cspdesk.analysis.findings import all_equal, plain_numbers
from cspdesk.analysis.spc_rules import Rule, shifts, trends, twos_of_three
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError

LIMIT = 2.66  # 3 ÷ 1.128: three standard deviations, one being the mean moving range ÷ d₂ (Shewhart 1931)
NEAR_LIMIT = LIMIT * 2 / 3
SCREEN = 3.267  # D₄: a moving range above so many times their mean is itself out of control
FULL_FROM = 13
LIMITS_FROM = 6

Cause: TypeAlias = tuple[tuple[Rule, ...], int]  # the rules that a point meets, and where the first of them points
NO_CAUSE: Cause = ((), 0)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the series counted one way, and the limits its own points give it.

    start is the position of its first point, n how many it has, basis how many of them the limits rest on.
    trial: the limits rest on fewer than 13 points and must be called so. too_short: fewer than 6; the figures are
    there for the record, no limits may be drawn from them and no point is judged by them.
    """

    start: int
    n: int
    basis: int
    mean: float
    mean_moving_range: float

    @property
    def lower(self) -> float:
        """The lower process limit; it may be below 0 for a count."""
        return self.mean - LIMIT * self.mean_moving_range

    @property
    def upper(self) -> float:
        """The upper process limit."""
        return self.mean + LIMIT * self.mean_moving_range

    @property
    def near_lower(self) -> float:
        """Two thirds of the way from the mean to the lower limit."""
        return self.mean - NEAR_LIMIT * self.mean_moving_range

    @property
    def near_upper(self) -> float:
        """Two thirds of the way from the mean to the upper limit."""
        return self.mean + NEAR_LIMIT * self.mean_moving_range

    @property
    def trial(self) -> bool:
        """Whether the limits are trial limits."""
        return self.basis < FULL_FROM

    @property
    def too_short(self) -> bool:
        """Whether there are too few points for any limits."""
        return self.basis < LIMITS_FROM


@dataclass(frozen=True, slots=True)
class Point:
    """One value, the limits of its segment, and which rules it meets.

    side: 1 above the mean, −1 below, 0 on it. outside: beyond a limit. near: beyond two thirds of the way to one, and
    not outside. direction: where the special cause points, 1 high or rising, −1 low or falling, 0 when there is none.
    """

    value: float
    mean: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float
    side: int
    outside: bool
    near: bool
    rules: tuple[Rule, ...]
    direction: int

    @property
    def special_cause(self) -> Rule | None:
        """The first rule it meets, or None when it is within the noise."""
        return self.rules[0] if self.rules else None


@dataclass(frozen=True, slots=True)
class Chart:
    """A control chart of individual values: its segments, and every point in order."""

    segments: tuple[Segment, ...]
    points: tuple[Point, ...]


class Assurance(StrEnum):
    """What the limits promise of a target, as long as nothing changes."""

    MET = "the target will be met every time"
    MISSED = "the target will be missed every time"
    BY_CHANCE = "the target may be met or missed by chance"


def xmr(
    values: Sequence[float],
    *,
    breaks: Sequence[int] = (),
    baseline_points: int | None = None,
    screen: bool = True,
) -> Chart:
    """Return the XmR chart of a series: individual values, with limits from their moving ranges.

    Limits: mean ± 2.66 × the mean moving range (Shewhart 1931; Wheeler & Chambers 1992, Understanding Statistical
    Process Control); rules and screening as NHS England's Making Data Count and its NHSRplotthedots 0.2.2.
    breaks: positions at which a new segment starts; nothing is reckoned across one. baseline_points: rest the limits
    of each segment on so many of its first points. screen: leave out, once, moving ranges of 3.267 times their mean
    or more. A series without variation has its mean as limits.
    Raises UserError when a value is missing or the baseline has no points, ValueError for a break before the series.
    """
    values = plain_numbers(values)
    segments = segments_of(values, breaks=breaks, baseline_points=baseline_points, screen=screen)
    points = (_points(values[s.start : s.start + s.n], s) for s in segments)
    return Chart(segments, tuple(chain.from_iterable(points)))


def segments_of(
    values: Sequence[float],
    *,
    breaks: Sequence[int] = (),
    baseline_points: int | None = None,
    screen: bool = True,
) -> tuple[Segment, ...]:
    """Return the segments of a series alone, as xmr makes them."""
    values, breaks = plain_numbers(values), [int(position) for position in breaks]
    _check(values, breaks, baseline_points)
    starts = sorted({0, *(position for position in breaks if position < len(values))})
    spans = pairwise([*starts, len(values)]) if values else ()
    return tuple(_segment(start, values[start:end], baseline_points, screen) for start, end in spans)


def causes(values: Sequence[float], segment: Segment) -> dict[int, Cause]:
    """Return what is special of the points of one segment, by their place in it; nothing of one that is too short."""
    return {} if segment.too_short else _causes(values, *_near(values, segment))


def assurance(lower: float, upper: float, target: float, better: str) -> Assurance | None:
    """Return what the newest limits promise of a target, by NHS England's Making Data Count (2019).

    better is "higher", "lower" or "neither"; for "neither" no target can be met, and the answer is None.
    """
    if better not in ("higher", "lower"):
        return None
    if lower <= target <= upper:
        return Assurance.BY_CHANCE
    return Assurance.MET if (lower > target) == (better == "higher") else Assurance.MISSED


def _check(values: Sequence[float | None], breaks: Sequence[int], baseline_points: int | None) -> None:
    for position, value in enumerate(values, 1):
        if value is None or not isfinite(value):
            raise UserError(f"A control chart needs a value for every period; number {position} has none.")
    if baseline_points is not None and baseline_points < 1:
        raise UserError("A baseline needs at least one point; give how many of the first points it rests on.")
    if breaks and min(breaks) < 0:
        raise ValueError("a break is the position, from 0, of the first point counted the new way")


def _segment(start: int, values: Sequence[float], baseline_points: int | None, screen: bool) -> Segment:
    basis = values[:baseline_points]
    if all_equal(basis):  # a mean reckoned in binary fractions could differ from what every value is
        return Segment(start, len(values), len(basis), basis[0], 0.0)
    ranges = [abs(later - earlier) for earlier, later in pairwise(basis)]
    typical = fmean(ranges)
    if screen:
        typical = fmean([size for size in ranges if size < SCREEN * typical] or ranges)
    return Segment(start, len(values), len(basis), fmean(basis), typical)


def _points(values: Sequence[float], segment: Segment) -> Iterator[Point]:
    sides, outside, near = _near(values, segment)
    found = {} if segment.too_short else _causes(values, sides, outside, near)
    limits = (segment.mean, segment.lower, segment.upper, segment.near_lower, segment.near_upper)
    for i, value in enumerate(values):
        yield Point(value, *limits, sides[i], outside[i], near[i], *found.get(i, NO_CAUSE))


def _near(values: Sequence[float], segment: Segment) -> tuple[list[int], list[bool], list[bool]]:
    """Return of each point on which side of the mean it is, whether it is beyond a limit, and whether near one."""
    mean, lower, upper = segment.mean, segment.lower, segment.upper
    near_lower, near_upper = segment.near_lower, segment.near_upper
    sides = [(value > mean) - (value < mean) for value in values]
    outside = [value > upper or value < lower for value in values]
    near = [value > near_upper or value < near_lower for value in values]
    return sides, outside, [close and not out for close, out in zip(near, outside, strict=True)]


def _causes(
    values: Sequence[float], sides: Sequence[int], outside: Sequence[bool], near: Sequence[bool]
) -> dict[int, Cause]:
    met = {
        Rule.OUTSIDE: [where if out else 0 for where, out in zip(sides, outside, strict=True)],
        Rule.TREND: trends(values),
        Rule.TWO_OF_THREE: twos_of_three(sides, near),
        Rule.SHIFT: shifts(sides),
    }
    found: dict[int, Cause] = {}
    for rule, marked in met.items():
        for i in compress(range(len(marked)), marked):
            rules, direction = found.get(i, NO_CAUSE)
            found[i] = (*rules, rule), direction or marked[i]
    return found
