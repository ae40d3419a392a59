"""Two indicators of one area over the same periods: what each did, and never that one moved the other."""

from collections.abc import Sequence
from dataclasses import replace

from cspdesk.analysis.comparability import Forbidden, between_periods, over
from cspdesk.analysis.findings import NotComputed
from cspdesk.analysis.indicator_change import change_of
from cspdesk.analysis.verdict_words import change_sentence
from cspdesk.domain.data_periods import Period, PeriodKind
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import ADDS_UP, Series, named
from cspdesk.domain.variation import cuts

NO_CAUSE = (
    "That two move together, or apart, does not show that one moves the other: a third thing may move both, and two "
    "series that rise for reasons of their own look alike."
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Both series over the same periods, each with figures at both ends; says: what each did between those ends."""

    one: Series
    other: Series
    says: tuple[str, str]
    notes: tuple[str, ...]
    does_not_show: str


def pair_of(one: Series, other: Series) -> Pair | NotComputed:
    """Return two indicators over the periods that both cover, or why they cannot be set side by side.

    Months and quarters are put together where the other's periods are longer; a period within which the way of
    counting changed is then left out, and that is noted. Raises ValueError when they are of two areas.
    """
    if one.area.id != other.area.id:
        raise ValueError("two indicators are set side by side for one area")
    for series in (one, other):
        if not series.complete:
            return NotComputed(f"{series.indicator.name}: no figures for a whole period are held.")
    aligned = _aligned(one, other)
    if isinstance(aligned, NotComputed):
        return aligned
    first, second, notes = aligned
    shared = sorted(_periods(first) & _periods(second), key=lambda p: (p.ends_on, p.starts_on))
    if len(shared) < 2:
        return NotComputed(
            f"They have no two periods in common: {one.indicator.name} has figures for {_span(one)}, "
            f"{other.indicator.name} for {_span(other)}."
        )
    both = tuple(_between(series, shared) for series in (first, second))
    says = tuple(_says(series, shared[0], shared[-1]) for series in both)
    return Pair(both[0], both[1], (says[0], says[1]), tuple(notes), NO_CAUSE)


def _aligned(one: Series, other: Series) -> tuple[Series, Series, list[str]] | NotComputed:
    """Return both with periods of one sort, and notes on what was put together or left out."""
    sorts = [(s.complete[0].period.kind, s.complete[0].period.months) for s in (one, other)]
    if sorts[0] == sorts[1]:
        return one, other, []
    if PeriodKind.ROLLING in (sorts[0][0], sorts[1][0]) or sorts[0][1] == sorts[1][1]:
        return NotComputed(
            f"{one.indicator.name} is for the sort “{sorts[0][0].value}” and {other.indicator.name} for "
            f"“{sorts[1][0].value}”: these do not cover the same months, so they are not set side by side."
        )
    shorter, longer = (one, other) if sorts[0][1] < sorts[1][1] else (other, one)
    if shorter.indicator.measure not in ADDS_UP:
        return NotComputed(
            f"{shorter.indicator.name} is not a count, so its figures cannot be put together to the sort "
            f"“{longer.complete[0].period.kind.value}” that {longer.indicator.name} is for."
        )
    notes: list[str] = []
    made = _regrouped(shorter, [r.period for r in longer.readings], notes)
    return (made, longer, notes) if shorter is one else (longer, made, notes)


def _regrouped(series: Series, periods: Sequence[Period], notes: list[str]) -> Series:
    """Return a series put together into longer periods, without those in which the counting changed."""
    name, readings = series.indicator.name, []
    for period in periods:
        if any(cuts(b) and period.starts_on < b.on_day <= period.ends_on for b in series.breaks):
            notes.append(f"{name}: {named(period)} is left out, since the way of counting changed within it.")
            continue
        found = over(series, period)
        if found is not None:
            readings.append(replace(found, period=period))
    if readings:
        notes.append(f"{name} is put together from its figures for each {series.indicator.frequency.value}.")
    kept = tuple(readings)
    kind = periods[0].kind
    return replace(series, indicator=replace(series.indicator, frequency=kind), readings=kept, complete=kept)


def _between(series: Series, shared: Sequence[Period]) -> Series:
    """Return a series from the first to the last of the shared periods; of overlapping ones only those shared."""
    overlaps, held = series.indicator.frequency.overlaps, set(shared)
    first, last = shared[0], shared[-1]

    def wanted(period: Period) -> bool:
        inside = first.starts_on <= period.starts_on and period.ends_on <= last.ends_on
        return period in held if overlaps else inside

    bare = replace(series.indicator, target=None, target_on=None, baseline_from=None, baseline_to=None)
    readings = tuple(r for r in series.readings if wanted(r.period))
    return replace(
        series,
        indicator=bare,
        readings=readings,
        complete=tuple(r for r in series.complete if wanted(r.period)),
        annotations=tuple(a for a in series.annotations if first.starts_on <= a.starts_on <= last.ends_on),
        breaks=tuple(b for b in series.breaks if first.starts_on < b.on_day <= last.ends_on),
    )


def _says(series: Series, first: Period, last: Period) -> str:
    """Return what one indicator did between the two ends, or why that cannot be said."""
    answer = between_periods(series, first, last)
    if isinstance(answer, Forbidden):
        return f"{series.indicator.name}: {answer.reason}"
    change = change_of(answer.pair)
    if isinstance(change, NotComputed):
        return f"{series.indicator.name}: {named(last)} against {named(first)}: {change.says.rstrip('.')}."
    return f"{series.indicator.name}: {change_sentence(change, judged=False)}"


def _periods(series: Series) -> set[Period]:
    return {reading.period for reading in series.complete}


def _span(series: Series) -> str:
    first, last = series.complete[0].period, series.complete[-1].period
    return named(first) if first == last else f"{named(first)} to {named(last)}"
