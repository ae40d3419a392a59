"""How much an indicator changed between two comparable figures, with the interval that chance alone would give it."""

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

from cspdesk.analysis.change import (
    CRIME_DISPERSION,
    PLACES,
    BeforeAfter,
    Change,
    before_after_comparison,
    difference_of_proportions,
    rate_ratio,
)
from cspdesk.analysis.comparability import ComparablePair
from cspdesk.analysis.findings import Finding, NotComputed
from cspdesk.analysis.rates import Blank, Interval, proportion_interval, rate_interval
from cspdesk.domain.data_periods import Period
from cspdesk.domain.indicators import Indicator, Measure
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import Reading, Series
from cspdesk.errors import UserError

CONFIDENCE = 0.95
PERCENT = "%"
POINTS = " percentage points"
NO_COUNT = "the count is not held, so chance cannot be told from change"
NOT_A_SHARE = "a count lies above the number it is out of, so the two do not belong together"
NO_INTERVAL = "its source gives neither counts nor an interval, so chance cannot be told from change"


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """How far the later figure lies above (or, below 0, under) the earlier one, between its limits.

    unit: percent of the earlier figure, percentage points, or the indicator's own unit.
    """

    pair: ComparablePair
    estimate: float
    lower: float
    upper: float
    unit: str
    finding: Finding
    method: str


def interval_of(reading: Reading, indicator: Indicator) -> Interval | Blank:
    """Return one figure with its interval, in the indicator's unit: as published, otherwise from its count.

    Counts and rates of events are taken to vary twice as much as independent events would, since crimes, calls and
    admissions come in clusters (Farrington & others 2007, as in change.CRIME_DISPERSION): Byar's or exact limits of a
    count so many times smaller. Proportions have Wilson's limits. Blank where the count is not held.
    """
    value, lower, upper = reading.value, reading.lower, reading.upper
    if value is None:
        return Blank()
    if lower is not None and upper is not None and lower <= value <= upper:
        return Interval(float(value), float(lower), float(upper), CONFIDENCE, "as published")
    count, base = reading.count, float(reading.denominator) if reading.denominator else None
    if count is None or count < 0 or indicator.count_not_held:
        return Blank()
    if indicator.measure is Measure.PROPORTION and base is not None and count <= base:
        return _around(float(value), proportion_interval(count, base, CONFIDENCE).times(100))
    per, people = (1.0, 1.0) if indicator.measure is Measure.COUNT else (float(indicator.per), base)
    if indicator.measure not in (Measure.COUNT, Measure.RATE) or people is None:
        return Blank()
    fewer = rate_interval(count / CRIME_DISPERSION, people / CRIME_DISPERSION, per, CONFIDENCE)
    return _around(float(value), fewer)


def intervals_of(series: Series) -> dict[Period, tuple[float, float]]:
    """Return the interval of each whole period's figure that has one, for a chart."""
    found = {r.period: interval_of(r, series.indicator) for r in series.complete}
    return {period: (one.lower, one.upper) for period, one in found.items() if not isinstance(one, Blank)}


def change_of(pair: ComparablePair) -> IndicatorChange | NotComputed:
    """Return the change between two figures that the gate let through, or why its size cannot be told.

    Counts and rates: the exact ratio of two rates with dispersion (change.rate_ratio), as percent. Proportions:
    Newcombe's difference. Figures that are only published with intervals: their difference by the method of variance
    estimates recovery (Zou & Donner 2008, Statistics in Medicine 27: 1693–1702).
    """
    measure, earlier, later = pair.indicator.measure, pair.earlier, pair.later
    counts = not pair.indicator.count_not_held and earlier.count is not None and later.count is not None
    if counts and measure is Measure.COUNT:
        return _ratio(pair, 1.0, 1.0)
    if counts and measure is not Measure.VALUE and earlier.denominator and later.denominator:
        if measure is Measure.RATE:
            return _ratio(pair, float(earlier.denominator), float(later.denominator))
        return _points(pair)
    return _published(pair)


def count_change(pair: ComparablePair) -> IndicatorChange | NotComputed:
    """Return the change of the counts of two figures that the gate let through, whatever they are out of, as percent.

    As change_of does of counts; or why there is none.
    """
    if pair.indicator.count_not_held or pair.earlier.count is None or pair.later.count is None:
        return NotComputed(NO_COUNT)
    return _ratio(pair, 1.0, 1.0)


def before_after(
    treated: ComparablePair,
    comparison: ComparablePair,
    displaced: Sequence[ComparablePair] = (),
    names: Sequence[str] = PLACES,
) -> BeforeAfter | NotComputed:
    """Return what a comparison area says of a change; see change.before_after_comparison.

    displaced: the pair of the area that events may have moved to, and that of its own comparison area; or none.
    names: what the sentence calls the areas, in the same order.
    All pairs have been let through the gate and cover the same periods of one indicator, in counts; a caveat of the
    gate stands in the same sentence. Raises UserError when they do not, or one displacement pair is without the other.
    """
    pairs = (treated, comparison, *displaced)
    if any(p.indicator.id != treated.indicator.id or _periods(p) != _periods(treated) for p in pairs):
        raise UserError("All areas need figures of one indicator for the same two periods.")
    if len(displaced) not in (0, 2):
        raise UserError("A displacement area needs a comparison area of its own; give both or neither.")
    counts = [
        (p.earlier.count, p.later.count) for p in pairs if p.earlier.count is not None and p.later.count is not None
    ]
    if len(counts) < len(pairs):
        return NotComputed(f"Before and after cannot be compared: {NO_COUNT}.")
    found = before_after_comparison(*counts, names=names)
    caveat = next((p.caveat for p in pairs if p.caveat), "")
    return replace(found, says=f"{found.says[:-1]}, {caveat}.") if caveat else found


def difference_between(one: Reading, other: Reading, indicator: Indicator) -> Change | NotComputed:
    """Return how two groups of different people differ in a proportion at one time, or that counts are not held.

    The two figures may come from two indicators of one kind, such as voluntary and other schemes; indicator is the
    first one's. Raises UserError when they are not proportions or not of one period: between periods only the gate
    lets anything be compared.
    """
    if one.period != other.period:
        raise UserError("Two groups are set against one another at one time only, not over two periods.")
    if indicator.measure is not Measure.PROPORTION:
        raise UserError("Only percentages of two groups of people can be set against one another so.")
    base, other_base = one.denominator, other.denominator
    held = not indicator.count_not_held
    return difference_of_proportions(
        one.count if held else None,
        None if base is None else float(base),
        other.count,
        None if other_base is None else float(other_base),
    )


def _ratio(pair: ComparablePair, earlier_base: float, later_base: float) -> IndicatorChange | NotComputed:
    earlier, later = pair.earlier.count or 0, pair.later.count or 0
    if earlier < 0 or later < 0:
        return NotComputed("one of the counts is below 0, a correction by its source")
    ratio = rate_ratio(later, later_base, earlier, earlier_base, CONFIDENCE, dispersion=CRIME_DISPERSION)
    if isinstance(ratio, NotComputed):
        return NotComputed(f"there were none in {pair.earlier.period}, so no percentage can be given")
    estimate, lower, upper = (100 * (part - 1) for part in (ratio.estimate, ratio.lower, ratio.upper))
    return IndicatorChange(pair, estimate, lower, upper, PERCENT, ratio.finding, ratio.method)


def _points(pair: ComparablePair) -> IndicatorChange | NotComputed:
    earlier, later = pair.earlier, pair.later
    bases = [float(r.denominator or 0) for r in (later, earlier)]
    if any(not 0 <= (r.count or 0) <= (r.denominator or 0) for r in (later, earlier)):
        return NotComputed(NOT_A_SHARE)
    change = difference_of_proportions(later.count, bases[0], earlier.count, bases[1], CONFIDENCE)
    if isinstance(change, NotComputed):
        return NotComputed(NO_COUNT)
    estimate, lower, upper = (100 * part for part in (change.estimate, change.lower, change.upper))
    return IndicatorChange(pair, estimate, lower, upper, POINTS, change.finding, change.method)


def _published(pair: ComparablePair) -> IndicatorChange | NotComputed:
    """Return the difference of two figures that have nothing but their own intervals."""
    earlier, later = (interval_of(r, pair.indicator) for r in (pair.earlier, pair.later))
    if isinstance(earlier, Blank) or isinstance(later, Blank):
        return NotComputed(NO_INTERVAL if pair.indicator.measure is Measure.VALUE else NO_COUNT)
    estimate = later.value - earlier.value
    lower = estimate - sqrt((later.value - later.lower) ** 2 + (earlier.upper - earlier.value) ** 2)
    upper = estimate + sqrt((later.upper - later.value) ** 2 + (earlier.value - earlier.lower) ** 2)
    unit = POINTS if pair.indicator.measure is Measure.PROPORTION else _own_unit(pair.indicator)
    return IndicatorChange(pair, estimate, lower, upper, unit, Finding.of(lower, upper, 0), "recovered variances")


def _own_unit(indicator: Indicator) -> str:
    return f" {indicator.unit}" if indicator.unit else ""


def _around(value: float, found: Interval) -> Interval:
    """Return an interval around the figure as published, which may be rounded; it always holds it."""
    return Interval(value, min(found.lower, value), max(found.upper, value), found.confidence, found.method)


def _periods(pair: ComparablePair) -> tuple[object, object]:
    return pair.earlier.period, pair.later.period
