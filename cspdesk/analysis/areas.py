"""How an indicator's areas compare at one time: a funnel, or dots with intervals where few; never a league table."""

from collections.abc import Sequence

from cspdesk.analysis.change import PLACES, BeforeAfter
from cspdesk.analysis.comparability import Forbidden, between_periods
from cspdesk.analysis.comparison import Disproportionality, Funnel, FunnelKind, disproportionality, funnel
from cspdesk.analysis.findings import NotComputed
from cspdesk.analysis.indicator_change import before_after, interval_of
from cspdesk.analysis.rates import Blank, Interval
from cspdesk.domain.data_periods import Period
from cspdesk.domain.indicators import Area, Measure
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import Reading, Series, named

KINDS = {Measure.PROPORTION: FunnelKind.PROPORTION, Measure.RATE: FunnelKind.RATE}
COUNTS = "Counts of areas of different size are not compared; a rate or a proportion is needed."
ONE_TIME = "It does not show why areas differ, nor whether any of them changed."


@dataclass(frozen=True, slots=True)
class AreaDot:
    """One area's figure in the indicator's unit with its interval."""

    area: Area
    value: float
    interval: Interval | Blank


@dataclass(frozen=True, slots=True)
class AreaComparison:
    """Areas side by side for one period, in the order given.

    funnel is None where there are too few areas for one, or figures have no counts: draw the dots. missing names the
    areas without a figure, with the reason of each.
    """

    period: Period
    dots: tuple[AreaDot, ...]
    funnel: Funnel | None
    missing: tuple[str, ...]
    says: str
    does_not_show: str


def compare_areas(areas: Sequence[Series], period: Period) -> AreaComparison | NotComputed:
    """Return how the areas of one indicator compare in a period, or why they are not compared.

    The first area is the one spoken of. Raises ValueError when the series are of several indicators.
    """
    if len({series.indicator.id for series in areas}) != 1:
        raise ValueError("areas are compared by one indicator")
    first = areas[0]
    if first.indicator.measure is Measure.COUNT:
        return NotComputed(COUNTS)
    held = [(series, reading) for series in areas if (reading := _held(series, period)) is not None]
    missing = tuple(_missing(series, period) for series in areas if _held(series, period) is None)
    if len(held) < 2 or held[0][0] is not first:
        return NotComputed(f"There are not two areas with figures for {named(period)}. {' '.join(missing)}".rstrip())
    dots = tuple(AreaDot(s.area, float(r.value or 0), interval_of(r, s.indicator)) for s, r in held)
    found = _funnel(first, [reading for _, reading in held])
    few = found is None or found.few_areas
    says = _words(first, dots, period) if found is None or few else found.says
    return AreaComparison(period, dots, None if few else found, missing, says, ONE_TIME)


def before_and_after(
    treated: Series, comparison: Series, earlier: Period, later: Period, displaced: Sequence[Series] = ()
) -> BeforeAfter | Forbidden | NotComputed:
    """Return how an area changed against a comparison area between two periods, if the gate lets both be compared.

    displaced: the area that events may have moved to and its own comparison area, both or neither.
    See change.before_after_comparison. Months and quarters are put together where the periods are longer than they
    are. Raises UserError when the two are series of two indicators.
    """
    areas = (treated, comparison, *displaced)
    answers = [between_periods(series, earlier, later) for series in areas]
    pairs = []
    for answer in answers:
        if isinstance(answer, Forbidden):
            return answer
        pairs.append(answer.pair)
    own, *beside = (series.area.name for series in areas)
    names = [own, *(f"{role} {name}" for role, name in zip(PLACES[1:], beside, strict=False))]
    return before_after(pairs[0], pairs[1], pairs[2:], names)


def latest_shared(areas: Sequence[Series]) -> Period | None:
    """Return the newest period for which all areas that have figures have one; None where there is none."""
    held = [{r.period for r in series.complete} for series in areas if series.complete]
    shared = set.intersection(*held) if held else set()
    return max(shared, key=lambda period: period.ends_on, default=None)


def share_against_population(events: Reading, population: Reading, *, counted: bool = True) -> Disproportionality:
    """Return how far a group's share of events exceeds its share of the population; both readings are percentages.

    counted: whether the number of events behind the first is held; without it there is no interval, and it says so.
    Raises UserError when a share is not one, or the group is nobody or everybody.
    """
    all_events = float(events.denominator) if counted and events.denominator else None
    return disproportionality(float(events.value or 0) / 100, float(population.value or 0) / 100, all_events)


def _held(series: Series, period: Period) -> Reading | None:
    reading = series.at(period)
    return reading if reading is not None and reading.complete and reading.value is not None else None


def _missing(series: Series, period: Period) -> str:
    reading = series.at(period)
    withheld = reading is not None and reading.suppressed
    return f"{series.area.name}: {'withheld by its source' if withheld else f'no figure for {named(period)}'}."


def _funnel(first: Series, readings: Sequence[Reading]) -> Funnel | None:
    kind = KINDS.get(first.indicator.measure)
    pairs = [(float(r.count), float(r.denominator)) for r in readings if r.count is not None and r.denominator]
    if kind is None or len(pairs) != len(readings) or first.indicator.count_not_held:
        return None
    return funnel(pairs, kind, per=100 if kind is FunnelKind.PROPORTION else first.indicator.per)


def _words(first: Series, dots: Sequence[AreaDot], period: Period) -> str:
    """Return where the first area's interval lies by those of the others; apart only where they do not meet."""
    own, *others = dots
    ours = own.interval
    if isinstance(ours, Blank):
        return f"{own.area.name} in {named(period)}: count not held, so areas cannot be told apart from chance."
    above = [d for d in others if not isinstance(d.interval, Blank) and ours.lower > d.interval.upper]
    below = [d for d in others if not isinstance(d.interval, Blank) and ours.upper < d.interval.lower]
    parts = [f"{way} than {_names(found)}" for way, found in (("higher", above), ("lower", below)) if found]
    if len(above) + len(below) < len(others):
        rest = [dot for dot in others if dot not in (*above, *below)]
        parts.append(
            f"not clearly different from {_names(rest)}, whose interval meets its own"
            if len(rest) == 1
            else f"not clearly different from {_names(rest)}, whose intervals meet its own"
        )
    return f"{first.indicator.name} in {named(period)}: {own.area.name} is {'; '.join(parts)}."


def _names(dots: Sequence[AreaDot]) -> str:
    names = [dot.area.name for dot in dots]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
