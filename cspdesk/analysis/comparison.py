"""How areas compare, allowing for how much small ones vary by chance; never as a league table."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from math import isclose, sqrt
from statistics import fmean

from cspdesk.analysis.findings import (
    NotComputed,
    between,
    checked_base,
    checked_count,
    checked_share,
    figure,
    percent,
    plain_number,
    tail_area,
    z_value,
)
from cspdesk.analysis.rates import EXACT_BELOW, Interval, proportion_interval, rate_interval
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError

FEW_AREAS = 10  # below so many, a funnel is mostly empty and a dot for each area with its interval says more
CURVE_POINTS = 100
LEVELS = (0.95, 0.998)  # two and three standard deviations, as funnels are published


class FunnelKind(StrEnum):
    """What the areas are compared by."""

    PROPORTION = "proportion"
    RATE = "rate"
    RATE_DSR = "rate_dsr"


class Standing(StrEnum):
    """Where an area lies by the limits for its size."""

    HIGH = "above the limits"
    LOW = "below the limits"
    WITHIN = "within the limits"
    UNJUDGED = "too few events to judge"


@dataclass(frozen=True, slots=True)
class Limits:
    """What chance alone allows around the average of all areas, for an area of one size; a pair for each level."""

    denominator: float
    lower: tuple[float, ...]
    upper: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One area: its value with its own interval, the limits for its size, and where it lies by them.

    beyond: the widest level whose limits it lies outside of, such as 0.998; None within all of them. An area whose
    size cannot be known (a standardised rate of no events) has no limits.
    """

    value: float
    interval: Interval | NotComputed
    limits: Limits | None
    standing: Standing
    beyond: float | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """Areas against the limits that chance sets around their average, in the order in which they were given.

    average: of all areas together, in the unit of the values. curve: the limits at sizes from the smallest area to
    the largest. few_areas: draw a dot for each area with its interval instead, and say why (says). dispersion: how
    much wider the areas spread than chance alone would have them (1 is chance).
    """

    kind: FunnelKind
    per: float
    levels: tuple[float, ...]
    average: float
    points: tuple[FunnelPoint, ...]
    curve: tuple[Limits, ...]
    few_areas: bool
    dispersion: float
    says: str

    @property
    def overdispersed(self) -> bool:
        """Whether the areas differ by so much more than chance that lying outside the limits marks none of them out.

        Spiegelhalter (2005): the dispersion exceeds 1 by more than twice √(2 ÷ the number of areas).
        """
        return self.dispersion > 1 + 2 * sqrt(2 / len(self.points))


def funnel(
    points: Iterable[tuple[float, float]],
    kind: str,
    confidence: float | Iterable[float] = LEVELS,
    *,
    per: float | None = None,
) -> Funnel:
    """Return areas against the limits that chance sets around their average.

    Spiegelhalter (2005, Statistics in Medicine 24: 1185–1202), as published in England's PHEindicatormethods 2.1.0:
    proportions p ± z √(p(1 − p)/n); rates exact Poisson. points: a pair for each area, count and denominator; for the
    kind rate_dsr count and directly standardised rate, from which a denominator is derived, and fewer than 10 events
    are not judged. per: the unit of the values; 100 for proportions, else 100,000. confidence: of one pair of limits
    or of several.
    Raises UserError when there are no areas, a count is negative or above its denominator (proportions), or a
    denominator is not above 0; ValueError for another kind.
    """
    sort = FunnelKind(kind)
    unit = plain_number(per or (100 if sort is FunnelKind.PROPORTION else 100_000))
    levels = (confidence,) if isinstance(confidence, float | int) else tuple(sorted(map(float, confidence)))
    points = [(plain_number(count), plain_number(base)) for count, base in points]
    sizes = [_size(pair, sort, unit) for pair in points]
    known = [size for size in sizes if size is not None]
    if not known:
        raise UserError("There are no areas to compare; choose at least two with their counts.")
    average = sum(count for count, _ in points) / sum(known)
    judged = tuple(_judged(pair, size, average, sort, levels, unit) for pair, size in zip(points, sizes, strict=True))
    curve = tuple(_limits(size, average, sort, levels, unit) for size in _spread(min(known), max(known)))
    few, spread = len(points) < FEW_AREAS, _dispersion(points, sizes, average, sort)
    found = Funnel(sort, unit, levels, average * unit, judged, curve, few, spread, says="")
    return replace(found, says=_funnel_words(found))


def limits_at(denominator: float, found: Funnel) -> Limits:
    """Return a funnel's limits for an area of a given size, whether or not it is one of those compared."""
    return _limits(denominator, found.average / found.per, found.kind, found.levels, found.per)


@dataclass(frozen=True, slots=True)
class Disproportionality:
    """How far a group's share of events exceeds its share of the population.

    index: the one share divided by the other. relative_rate: the group's rate against everybody else's; None when
    every event is the group's. Intervals are None where the count is not held. says words all of it.
    """

    index: float
    relative_rate: float | None
    index_interval: Interval | None
    relative_rate_interval: Interval | None
    says: str


def disproportionality(
    share_of_events: float, share_of_population: float, events: float | None = None, confidence: float = 0.95
) -> Disproportionality:
    """Return how over-represented a group is among events: an index and a relative rate.

    Both as in the Ministry of Justice's Relative Rate Index (after the US OJJDP manual of 2009); index = share ÷
    share, relative rate = odds ÷ odds. Shares lie between 0 and 1. events: all events, the group's and others', from
    which Wilson's interval (1927) of the share follows; the share of the population is taken as known.
    Raises UserError when a share is not one, or the group is nobody or everybody.
    """
    share_of_events, share_of_population = plain_number(share_of_events), plain_number(share_of_population)
    for share in (share_of_events, share_of_population):
        if not 0 <= share <= 1:
            raise UserError(f"{figure(share)} is not a share; write one between 0 and 1, such as 0.3 for 30%.")
    if share_of_population in (0, 1):
        raise UserError("A group of nobody or of everybody cannot be compared with the rest.")
    index = share_of_events / share_of_population
    relative = _odds_ratio(share_of_events, share_of_population)
    known = None if events is None else proportion_interval(share_of_events * plain_number(events), events, confidence)
    index_interval = known and known.times(1 / share_of_population)
    relative_interval = known and _relative_interval(known, share_of_population)
    says = (
        f"{figure(share_of_events * 100)}% of events against {figure(share_of_population * 100)}% of the population:"
        f" {figure(index)} times its share ({_held(index_interval, confidence)})."
    )
    return Disproportionality(index, relative, index_interval, relative_interval, says)


def _size(pair: tuple[float, float], kind: FunnelKind, per: float) -> float | None:
    """Return an area's denominator; for a standardised rate the one that would give it, None where none would."""
    count, base = pair
    if kind is FunnelKind.PROPORTION:
        return checked_share(count, base)[1]
    checked_count(count)
    if kind is FunnelKind.RATE:
        return checked_base(base)
    return per * count / checked_base(base, "rate") if count else None


def _limits(size: float, average: float, kind: FunnelKind, levels: tuple[float, ...], per: float) -> Limits:
    reckon = _proportion_limits if kind is FunnelKind.PROPORTION else _rate_limits
    lower, upper = zip(*(reckon(size, average, level) for level in levels), strict=True)
    return Limits(size, tuple(limit * per for limit in lower), tuple(limit * per for limit in upper))


def _proportion_limits(size: float, average: float, level: float) -> tuple[float, float]:
    reach = z_value(level) * sqrt(average * (1 - average) / size)
    return max(0.0, average - reach), min(1.0, average + reach)


def _rate_limits(size: float, average: float, level: float) -> tuple[float, float]:
    """Return the rates whose exact Poisson limits would just touch the average."""
    from scipy import special

    expected, tail = size * average, tail_area(level)
    if not expected:
        return 0.0, 0.0
    lower = float(special.gdtrib(1, 1 - tail, expected)) - 1  # the gamma shape is the count, as in exact_limits
    upper = float(special.gdtrib(1, tail, expected))
    return max(0.0, lower) / size, upper / size


def _judged(
    pair: tuple[float, float],
    size: float | None,
    average: float,
    kind: FunnelKind,
    levels: tuple[float, ...],
    per: float,
) -> FunnelPoint:
    count = pair[0]
    if size is None:
        none = NotComputed("A standardised rate of no events has no interval of its own.")
        return FunnelPoint(pair[1], none, None, Standing.UNJUDGED, None)
    value = count / size * per
    limits = _limits(size, average, kind, levels, per)
    interval = _own_interval(count, size, kind, levels[0], per)
    if kind is FunnelKind.RATE_DSR and count < EXACT_BELOW:
        return FunnelPoint(value, interval, limits, Standing.UNJUDGED, None)
    above = [level for level, limit in zip(levels, limits.upper, strict=True) if _exceeds(value, limit)]
    below = [level for level, limit in zip(levels, limits.lower, strict=True) if _exceeds(limit, value)]
    standing = Standing.HIGH if above else Standing.LOW if below else Standing.WITHIN
    return FunnelPoint(value, interval, limits, standing, max(above or below, default=None))


def _exceeds(value: float, limit: float) -> bool:
    """Return whether a value is above a limit by more than the last binary digits, which mean nothing."""
    return value > limit and not isclose(value, limit, rel_tol=1e-12)


def _own_interval(count: float, size: float, kind: FunnelKind, level: float, per: float) -> Interval | NotComputed:
    if kind is FunnelKind.PROPORTION:
        return proportion_interval(count, size, level).times(per)
    if kind is FunnelKind.RATE:
        return rate_interval(count, size, per, level)
    return NotComputed("The interval of a standardised rate needs its age groups; take the published one.")


def _spread(smallest: float, largest: float) -> list[float]:
    """Return sizes from the smallest to the largest, each the same ratio above the one before."""
    if isclose(smallest, largest):
        return [smallest]
    step = (largest / smallest) ** (1 / (CURVE_POINTS - 1))
    return [smallest * step**i for i in range(CURVE_POINTS)]


def _dispersion(
    points: Sequence[tuple[float, float]], sizes: Sequence[float | None], average: float, kind: FunnelKind
) -> float:
    """Return the mean squared distance from the average, in standard deviations of chance."""
    of_one = average * (1 - average) if kind is FunnelKind.PROPORTION else average
    if not of_one:
        return 0.0
    pairs = [(count, size) for (count, _), size in zip(points, sizes, strict=True) if size is not None]
    return fmean((count - size * average) ** 2 / (size * of_one) for count, size in pairs)


def _funnel_words(found: Funnel) -> str:
    widest = found.levels[-1]
    outside = sum(point.beyond == widest for point in found.points)
    says = f"{outside} of {len(found.points)} areas lie outside the {percent(widest)} limits that chance sets."
    if found.overdispersed:
        says += " The areas differ by more than chance throughout, so lying outside does not mark one out."
    if found.few_areas:
        says += f" With fewer than {FEW_AREAS} areas their values are shown with intervals, in no order of merit."
    return says


def _odds_ratio(share: float, share_of_population: float) -> float | None:
    if share == 1:
        return None
    return share / (1 - share) / (share_of_population / (1 - share_of_population))


def _relative_interval(share: Interval, share_of_population: float) -> Interval | None:
    value, lower, upper = (_odds_ratio(end, share_of_population) for end in (share.value, share.lower, share.upper))
    if value is None or lower is None or upper is None:
        return None
    return Interval(value, lower, upper, share.confidence, share.method)


def _held(interval: Interval | None, confidence: float) -> str:
    if interval is None:
        return "count not held, so no interval"
    return f"{percent(confidence)} interval {between(interval.lower, interval.upper)}"
