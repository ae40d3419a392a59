"""Charts of results: an indicator's figures with limits, breaks, target and comparators; drawn by nobody yet."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby

from cspdesk.charts.chart import DataTable
from cspdesk.charts.results_words import Written, alt_text, break_text, notes, point_text, table
from cspdesk.domain.data_periods import Period
from cspdesk.domain.indicators import BreakEffect, Measure
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import Reading, Series, next_period, span_of
from cspdesk.domain.variation import Signals, Variation, cuts

Extent = tuple[float, float]
PATH = "Path to the target"
MOST_TO_COME = 24  # places drawn beyond the newest figure, so that a far target does not squeeze the figures


@dataclass(frozen=True, slots=True)
class ResultPoint:
    """One figure: its place on the x axis, its interval where it has one, what it means and what is said of it."""

    place: int
    value: float
    interval: Extent | None
    variation: Variation
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Points that are joined by a line: between two breaks or gaps, nothing is drawn."""

    points: tuple[ResultPoint, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """Mean and limits from one place to another; without limits where the points are too few."""

    first: int
    last: int
    mean: float
    lower: float | None
    upper: float | None
    name: str


@dataclass(frozen=True, slots=True)
class BreakLine:
    """Where a series is broken: x lies between places; label is short, text says all of it."""

    x: float
    label: str
    text: str
    forbids: bool


@dataclass(frozen=True, slots=True)
class Event:
    """Something told beside the figures, from one x to another; it changes nothing."""

    first: float
    last: float
    text: str


@dataclass(frozen=True, slots=True)
class Level:
    """A line that figures are held against: the baseline, the path to a target; points are place and value.

    shared: whether its values are a longer time's, shared out among the periods that are drawn.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    shared: bool = False

    @property
    def is_path(self) -> bool:
        """Whether it is the path to a target."""
        return self.name == PATH


@dataclass(frozen=True, slots=True)
class OtherArea:
    """Another area's figures, place and value, to be switched on and off."""

    name: str
    points: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class ResultChart:
    """One chart of results, complete without being drawn.

    places name every position of the x axis in full; to_come is the first of those beyond the newest figure. Blue is
    for a point that stands out as better, orange for worse, grey for one that is neither: each also by its shape.
    """

    title: str
    y_title: str
    places: tuple[str, ...]
    to_come: int
    stretches: tuple[Stretch, ...]
    limits: tuple[Limits, ...]
    breaks: tuple[BreakLine, ...]
    events: tuple[Event, ...]
    levels: tuple[Level, ...]
    others: tuple[OtherArea, ...]
    notes: tuple[str, ...]
    alt_text: str
    table: DataTable
    written: Written


def results_chart(
    series: Series,
    signals: Signals,
    *,
    intervals: Mapping[Period, Extent] | None = None,
    comparators: Sequence[Series] = (),
    says: str = "",
) -> ResultChart:
    """Return the chart of an indicator for an area, as known on the series' day.

    signals: its limits and the points that stand out. intervals: of single figures, drawn where there are no limits.
    comparators: the same indicator in other areas. says: the verdict, which ends the alternative text.
    """
    written, periods = Written(series.indicator), _periods(series)
    shown = {} if signals.limited else dict(intervals or {})
    others = [other for other in comparators if other.area.id != series.area.id]
    return ResultChart(
        title=f"{series.indicator.name}, {series.area.name}",
        y_title=written.axis,
        places=tuple(period.label for period in periods),
        to_come=len(_known(series)),
        stretches=_stretches(series, signals, shown, periods, written),
        limits=_limits(signals, periods),
        breaks=tuple(
            BreakLine(x_of(b.on_day, periods), b.kind.value, break_text(b), b.forbids)
            for b in series.breaks
            if b.effect is not BreakEffect.NONE
        ),
        events=tuple(
            Event(x_of(a.starts_on, periods), x_of(a.ends_on or a.starts_on, periods), a.text)
            for a in series.annotations
        ),
        levels=_levels(series, periods),
        others=tuple(_other(other, periods) for other in others),
        notes=notes(series, signals),
        alt_text=alt_text(series, says),
        table=table(series, signals, dict(intervals or {}), others),
        written=written,
    )


def extent(chart: ResultChart) -> Extent:
    """Return the lowest and highest value to be drawn; nought is always among them."""
    values = [0.0]
    for point in (point for stretch in chart.stretches for point in stretch.points):
        values += [point.value, *(point.interval or ())]
    for limits in chart.limits:
        values += [end for end in (limits.lower, limits.upper) if end is not None]
    values += [value for level in chart.levels for _, value in level.points]
    values += [value for other in chart.others for _, value in other.points]
    return min(values), max(values)


def value_ticks(low: float, high: float, *, most: int = 6) -> tuple[float, ...]:
    """Return where to mark the y axis so that low and high lie inside: steps of 1, 2, 2.5 or 5 by powers of ten."""
    span = Decimal(repr(max(high - low, 0.01)))
    power = Decimal(10) ** (span.adjusted() - 2)
    sizes = (power * Decimal(10) ** times * base for times in range(5) for base in map(Decimal, ("1", "2", "2.5", "5")))
    step = next(step for step in sizes if span / step <= most - 2)
    first = (Decimal(repr(low)) / step).to_integral_value(rounding="ROUND_FLOOR")
    last = (Decimal(repr(high)) / step).to_integral_value(rounding="ROUND_CEILING")
    return tuple(float(step * place) for place in range(int(first), max(int(last), int(first) + 1) + 1))


def labelled(chart: ResultChart, most: int) -> tuple[int, ...]:
    """Return the places to name under the axis, at most so many, evenly apart and counted back from the newest."""
    count = len(chart.places)
    every = next(step for step in (1, 2, 3, 4, 6, 12, 24, 60, 120, count + 1) if -(-count // step) <= max(most, 1))
    return tuple(place for place in range(count) if (chart.to_come - 1 - place) % every == 0)


def x_of(day: date, periods: Sequence[Period]) -> float:
    """Return where a day lies on the x axis, place 0 being the middle of the first period; held within its ends."""
    place = bisect_right(periods, day, key=lambda period: period.starts_on) - 1
    if place < 0:
        return -0.5
    period = periods[place]
    days = (period.ends_on - period.starts_on).days + 1
    return place - 0.5 + min(1.0, (day - period.starts_on).days / days)


def _known(series: Series) -> list[Period]:
    return sorted([*(reading.period for reading in series.readings), *series.gaps], key=_order)


def _order(period: Period) -> tuple[date, date]:
    return period.ends_on, period.starts_on


def _periods(series: Series) -> list[Period]:
    """Return every place of the x axis: periods with figures, gaps, and those still to come up to the target."""
    periods, goal = _known(series), series.indicator.target_on
    if not periods or goal is None or series.indicator.frequency.overlaps:
        return periods
    newest = len(periods)
    while periods[-1].ends_on < goal and len(periods) < newest + MOST_TO_COME:
        periods.append(next_period(periods[-1]))
    return periods


def _stretches(
    series: Series,
    signals: Signals,
    intervals: Mapping[Period, Extent],
    periods: Sequence[Period],
    written: Written,
) -> tuple[Stretch, ...]:
    places = {period: place for place, period in enumerate(periods)}
    marks = signals.by_period
    days = [b.on_day for b in series.breaks if cuts(b)]

    def piece(at: tuple[int, Reading]) -> tuple[int, int, int]:
        number, reading = at
        starts_on, ends_on = reading.period.starts_on, reading.period.ends_on
        missed = places[reading.period] - number
        return bisect_right(days, starts_on), bisect_right(days, ends_on), missed

    def point(reading: Reading) -> ResultPoint:
        mark = marks.get(reading.period)
        return ResultPoint(
            places[reading.period],
            float(reading.value or 0),
            intervals.get(reading.period),
            mark.variation if mark else Variation.NOISE,
            point_text(reading, mark, written),
        )

    pieces = groupby(enumerate(series.complete), key=piece)
    return tuple(Stretch(tuple(point(reading) for _, reading in run)) for _, run in pieces)


def _limits(signals: Signals, periods: Sequence[Period]) -> tuple[Limits, ...]:
    places = {period: place for place, period in enumerate(periods)}
    return tuple(
        Limits(places[s.first], places[s.last], s.mean, s.lower, s.upper, s.name)
        for s in signals.spans
        if s.lower is not None
    )


def _levels(series: Series, periods: Sequence[Period]) -> tuple[Level, ...]:
    """Return the baseline's mean and the straight path from it to the target, as far as all is counted one way."""
    first, last = series.indicator.baseline_from, series.indicator.baseline_to
    base = series.within(first, last) if first and last else ()
    if not base or first is None or last is None:
        return ()
    mean = sum(float(r.value or 0) for r in base) / len(base)
    forbidding = [b.on_day for b in series.breaks if b.forbids and b.on_day > first]
    ends = min([x_of(day, periods) for day in forbidding], default=len(periods) - 0.5)
    starts = x_of(first, periods)
    levels = [Level(f"Baseline, {span_of(first, last)}", ((starts, mean), (ends, mean)))] if starts < ends else []
    target, goal = series.indicator.target, series.indicator.target_on
    if target is not None and goal is not None and not forbidding:
        share = len(base) if series.indicator.measure is Measure.COUNT else 1
        aimed = _goal(goal, float(target), share, periods)
        levels.append(Level(PATH, ((x_of(last, periods), mean), aimed), share > 1))
    return tuple(levels)


def _goal(goal: date, target: float, share: int, periods: Sequence[Period]) -> tuple[float, float]:
    """Return the end of the path; a target for a year is shared among the months or quarters that are drawn."""
    return x_of(goal, periods), target / share


def _other(series: Series, periods: Sequence[Period]) -> OtherArea:
    places = {period: place for place, period in enumerate(periods)}
    found = ((places.get(r.period), float(r.value or 0)) for r in series.complete)
    return OtherArea(series.area.name, tuple((place, value) for place, value in found if place is not None))
