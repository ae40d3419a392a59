"""An indicator's control chart: limits that start anew at each break, and the points that are more than noise."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain

from cspdesk.analysis.spc import Segment, causes, segments_of
from cspdesk.analysis.spc_rules import Rule
from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.indicators import Better, Measure
from cspdesk.domain.series import Reading, Series
from cspdesk.domain.variation import LimitSpan, Mark, Signals, cuts, variation

CHARTED = (PeriodKind.MONTH, PeriodKind.QUARTER)
YEARLY = "One figure a year is too few for control limits"
OVERLAPPING = "The periods overlap, so they are not separate points and have no control limits"
INSTEAD = ": each has its interval instead"
TOO_FEW = "There are too few points for control limits; 6 are needed."
ENDS: dict[Measure, tuple[float | None, float | None]] = {
    Measure.COUNT: (0.0, None),
    Measure.RATE: (0.0, None),
    Measure.PROPORTION: (0.0, 100.0),
    Measure.VALUE: (None, None),
}


def signals(series: Series) -> Signals:
    """Return the limits of a series and the points that stand out (spc), or why there are none.

    The series is cut at every break that asks for caution or forbids a comparison, unless a person overrode it.
    Limits that lie where no figure can be (a count below 0) are drawn at that end.
    """
    kind = series.indicator.frequency
    if kind not in CHARTED:
        return Signals((), (), _unlimited(series))
    readings = series.complete
    if not readings:
        return Signals((), (), TOO_FEW)
    values = [float(r.value or 0) for r in readings]
    segments = segments_of(values, breaks=_starts(series, readings))
    spans = tuple(_span(segment, readings, series.indicator.measure) for segment in segments)
    marks = tuple(chain.from_iterable(_marks(series.indicator.better, readings, values, s) for s in segments))
    return Signals(spans, marks, TOO_FEW if all(s.lower is None for s in spans) else "")


def _unlimited(series: Series) -> str:
    """Return why figures of such periods have no limits, and what they have instead, where they can have it."""
    indicator = series.indicator
    why = OVERLAPPING if indicator.frequency.overlaps else YEARLY
    bare = indicator.count_not_held or indicator.measure is Measure.VALUE  # an interval needs a count, or is published
    return f"{why}." if bare else f"{why}{INSTEAD}."


def _starts(series: Series, readings: Sequence[Reading]) -> list[int]:
    """Return the positions from which figures are counted wholly in a new way; one across a break stands alone."""
    starts = set()
    for broken in filter(cuts, series.breaks):
        starts.add(bisect_left(readings, broken.on_day, key=lambda r: r.period.ends_on))
        starts.add(bisect_left(readings, broken.on_day, key=lambda r: r.period.starts_on))
    return sorted(starts)


def _span(segment: Segment, readings: Sequence[Reading], measure: Measure) -> LimitSpan:
    first, last = readings[segment.start], readings[segment.start + segment.n - 1]
    least, most = ENDS[measure]
    lower = segment.lower if least is None else max(least, segment.lower)
    upper = segment.upper if most is None else min(most, segment.upper)
    none = segment.too_short
    return LimitSpan(
        first.period,
        last.period,
        segment.n,
        segment.mean,
        None if none else lower,
        None if none else upper,
        segment.trial,
    )


def _marks(better: Better, readings: Sequence[Reading], values: Sequence[float], segment: Segment) -> Iterator[Mark]:
    start = segment.start
    found = causes(values[start : start + segment.n], segment)
    for place in sorted(found):
        (rule, *_), direction = found[place]
        yield Mark(readings[start + place].period, direction, _said(rule, direction), variation(direction, better))


def _said(rule: Rule, direction: int) -> str:
    high = direction > 0
    match rule:
        case Rule.OUTSIDE:
            return "above the upper limit" if high else "below the lower limit"
        case Rule.TREND:
            return f"one of seven or more in a row that each {'rise' if high else 'fall'}"
        case Rule.TWO_OF_THREE:
            return f"one of two out of three close to the {'upper' if high else 'lower'} limit"
    return f"one of seven or more in a row {'above' if high else 'below'} the mean"
