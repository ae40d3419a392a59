"""Comparisons for the window: what analysis finds of areas, of two indicators, of before and after; with its chart."""

from collections.abc import Sequence

from cspdesk.analysis.areas import AreaComparison, before_and_after, compare_areas
from cspdesk.analysis.change import CRIME_DISPERSION, BeforeAfter, weighted_displacement_difference
from cspdesk.analysis.comparability import ComparablePair, Forbidden, between_periods
from cspdesk.analysis.comparison import Funnel, FunnelPoint
from cspdesk.analysis.findings import EvidenceGrade, NotComputed, percent
from cspdesk.analysis.indicator_change import count_change, intervals_of
from cspdesk.analysis.pairs import pair_of
from cspdesk.analysis.rates import Blank
from cspdesk.charts.compared import (
    AreaValue,
    DotChart,
    FunnelChart,
    FunnelCurve,
    PairChart,
    areas_chart,
    before_after_chart,
    funnel_chart,
    pair_chart,
)
from cspdesk.charts.results import Extent, results_chart
from cspdesk.charts.results_words import origin
from cspdesk.domain.area_levels import apart
from cspdesk.domain.data_periods import Period
from cspdesk.domain.indicators import BreakEffect, Measure
from cspdesk.domain.periods import long_date
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import Series, named
from cspdesk.domain.variation import Signals

COMPARISON_NEEDED = (
    "A comparison area should be one where the work was not done, and which would otherwise have gone the same way."
)
NONE_BESIDE = "There is no other area of the same level to compare with."
COUNTS_ONLY = "The counts are compared; how many they are out of may have changed as well."
AnyChart = DotChart | FunnelChart | PairChart


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison comes to. Without a chart it was not computed, and says gives the reason.

    facts: further figures, a heading and a sentence each. grade: what the evidence is worth, in words.
    """

    says: str
    chart: AnyChart | None = None
    does_not_show: str = ""
    grade: str = ""
    facts: tuple[tuple[str, str], ...] = ()


def areas_compared(areas: Sequence[Series], period: Period) -> Compared:
    """Return how areas compare in a period, the first being the one spoken of; or why they are not compared."""
    areas, left = _of_one_level(areas)
    if len(areas) < 2:
        return Compared(" ".join((NONE_BESIDE, *left)))
    found = compare_areas(areas, period)
    if isinstance(found, NotComputed):
        return Compared(" ".join((found.says, *left)))
    first = areas[0]
    notes = [*left, *found.missing, *_within(first, period), *origin(first.indicator)]
    judged = found.funnel.points if found.funnel else ()
    values = [
        AreaValue(
            dot.area.name,
            dot.value,
            None if isinstance(dot.interval, Blank) else (dot.interval.lower, dot.interval.upper),
            *_counts(areas, dot.area.id, period),
            own=dot.area.id == first.area.id,
            standing=_standing(judged[place]) if judged else "",
        )
        for place, dot in enumerate(found.dots)
    ]
    grade = EvidenceGrade.AT_ONE_TIME.words
    own = f" {first.area.name} is {values[0].standing}." if judged else ""
    return Compared(f"{found.says}{own}", _areas_drawn(first, found, values, notes), found.does_not_show, grade)


def two_compared(one: Series, other: Series) -> Compared:
    """Return two indicators of one area over the same periods, each on its own axis; or why they are not."""
    found = pair_of(one, other)
    if isinstance(found, NotComputed):
        return Compared(found.says)
    panels = [
        results_chart(series, Signals((), ()), intervals=intervals_of(series), says=said)
        for series, said in zip((found.one, found.other), found.says, strict=True)
    ]
    says = " ".join(found.says)
    chart = pair_chart((panels[0], panels[1]), "", found.notes)
    return Compared(says, chart, found.does_not_show)


def change_compared(
    treated: Series, comparison: Series, earlier: Period, later: Period, displaced: Sequence[Series] = ()
) -> Compared:
    """Return how an area changed between two periods against a comparison area; or why that cannot be said.

    displaced: the area that events may have moved to and its own comparison area, both or neither.
    """
    areas = (treated, comparison, *displaced)
    if refused := _overlapping(areas):
        return Compared(refused)
    found = before_and_after(treated, comparison, earlier, later, displaced)
    if isinstance(found, Forbidden):
        return Compared(found.reason)
    if isinstance(found, NotComputed):
        return Compared(found.says)
    counts_only = treated.indicator.measure is not Measure.COUNT
    notes = (COMPARISON_NEEDED, *((COUNTS_ONLY,) if counts_only else ()), *origin(treated.indicator))
    answers = [(series, between_periods(series, earlier, later)) for series in areas]
    pairs = [(series, answer.pair) for series, answer in answers if not isinstance(answer, Forbidden)]
    drawn = [(series.area.name, *_drawn(pair)) for series, pair in pairs]
    chart = before_after_chart(treated.indicator, (earlier, later), drawn, found.says, notes)
    return Compared(found.says, chart, found.does_not_show, found.grade.words, tuple(_facts(found, pairs[2:])))


def common_periods(areas: Sequence[Series]) -> tuple[Period, ...]:
    """Return the periods for which two areas or more have figures, the first area among them; the newest first."""
    held = [{r.period for r in series.complete} for series in areas]
    shared = {period for period in held[0] if any(period in other for other in held[1:])} if held else set()
    return tuple(sorted(shared, key=lambda p: (p.ends_on, p.starts_on), reverse=True))


def _of_one_level(areas: Sequence[Series]) -> tuple[Sequence[Series], list[str]]:
    """Return areas of which none contains another, and a note on those left out.

    The same people would else be counted on both sides.
    """
    kept = {areas[0].area.id, *(area.id for area in apart(areas[0].area, [series.area for series in areas]))}
    out = [series.area.name for series in areas if series.area.id not in kept]
    note = f"Left out, since they contain others or are parts of them: {', '.join(out)}."
    return [series for series in areas if series.area.id in kept], [note] if out else []


def _areas_drawn(
    first: Series, found: AreaComparison, values: Sequence[AreaValue], notes: Sequence[str]
) -> DotChart | FunnelChart:
    if found.funnel is None:
        return areas_chart(first.indicator, found.period, values, found.says, notes)
    funnel = found.funnel
    return funnel_chart(first.indicator, found.period, values, _curves(funnel), funnel.average, found.says, notes)


def _curves(funnel: Funnel) -> tuple[FunnelCurve, ...]:
    return tuple(
        FunnelCurve(
            f"{percent(level)} limits",
            tuple((at.denominator, at.lower[place], at.upper[place]) for at in funnel.curve),
        )
        for place, level in enumerate(funnel.levels)
    )


def _standing(point: FunnelPoint) -> str:
    return point.standing.value if point.beyond is None else f"{point.standing.value} ({percent(point.beyond)})"


def _counts(areas: Sequence[Series], area_id: str, period: Period) -> tuple[int | None, float | None]:
    series = next(series for series in areas if series.area.id == area_id)
    reading = series.at(period)
    if reading is None or series.indicator.count_not_held:
        return None, None
    return reading.count, None if reading.denominator is None else float(reading.denominator)


def _within(series: Series, period: Period) -> list[str]:
    """Return a note on each break that lies within the period, so that its figures are counted in two ways."""
    return [
        f"Within {named(period)}, from {long_date(b.on_day)}, {b.title.strip().rstrip('.')}: {b.effect.value}."
        for b in series.breaks
        if b.effect is not BreakEffect.NONE and period.starts_on < b.on_day <= period.ends_on
    ]


def _drawn(pair: ComparablePair) -> tuple[int, int, float | None, Extent | None]:
    """Return both counts of an area, and the later one with its interval where the earlier is 100."""
    before, after = pair.earlier.count or 0, pair.later.count or 0
    change = count_change(pair)
    if isinstance(change, NotComputed):
        return before, after, None, None
    return before, after, 100 + change.estimate, (100 + change.lower, 100 + change.upper)


def _overlapping(areas: Sequence[Series]) -> str:
    """Return why areas are not set against each other: one is given twice, or holds another; empty where they may."""
    places = [series.area for series in areas]
    if len({place.id for place in places}) < len(places):
        return "Choose a different area in each place: one that is on both sides would be counted twice."
    other = [place.name for place in places[1:] if place not in apart(places[0], places[1:])]
    if not other:
        return ""
    return f"Not compared, since one may contain the other: {', '.join(other)} and {places[0].name}."


def _facts(found: BeforeAfter, displaced: Sequence[tuple[Series, ComparablePair]]) -> list[tuple[str, str]]:
    difference = found.displacement_difference
    agreed = difference.finding is found.finding
    return [
        ("Relative effect size", found.relative_effect.says),
        ("Weighted displacement difference", "the difference given above." if agreed else difference.says),
        *_moved(displaced),
    ]


def _moved(displaced: Sequence[tuple[Series, ComparablePair]]) -> list[tuple[str, str]]:
    """Return how the displacement area alone went against its own comparison area, in a sentence."""
    counts = [
        (pair.earlier.count, pair.later.count)
        for _, pair in displaced
        if pair.earlier.count is not None and pair.later.count is not None
    ]
    if len(counts) != 2:
        return []
    alone = weighted_displacement_difference(counts[0], counts[1], dispersion=CRIME_DISPERSION)
    return [(f"{displaced[0][0].area.name} alone", f"against its comparison area, {alone.says}")]
