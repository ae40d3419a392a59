"""Series read from the record: the indicators of a priority with their figures as known on a day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from cspdesk.domain.indicators import Area, Indicator
from cspdesk.domain.series import Series, series_of
from cspdesk.store.indicators import IndicatorStore


def series_of_priority(results: IndicatorStore, priority_id: str, area_id: str, known_on: date) -> tuple[Series, ...]:
    """Return every indicator of a priority for an area, in order, as known on a day; one without figures is empty."""
    return _series(results, results.of_priority(priority_id), (area_id,), known_on)


def series_in_areas(
    results: IndicatorStore, indicator: Indicator, area_ids: Sequence[str], known_on: date
) -> tuple[Series, ...]:
    """Return an indicator for several areas, in their order, as known on a day; unknown areas are passed over."""
    return _series(results, (indicator,), area_ids, known_on)


def areas_of_set(results: IndicatorStore, set_id: str) -> tuple[Area, ...]:
    """Return the areas of a comparator set by name."""
    members = {m.area_id for m in results.comparator_areas.where("set_id = ?", set_id)}
    return tuple(area for area in results.areas.where(order="name, id") if area.id in members)


def _series(
    results: IndicatorStore, indicators: Sequence[Indicator], area_ids: Sequence[str], known_on: date
) -> tuple[Series, ...]:
    """Read all figures, breaks and annotations in one look each."""
    areas = {area.id: area for area in results.areas.named(area_ids)}
    ids = [indicator.id for indicator in indicators]
    ours = f"indicator_id in ({', '.join('?' * len(ids))})"
    theirs = f"area_id in ({', '.join('?' * len(area_ids))})"
    observed, broken, told = defaultdict(list), defaultdict(list), defaultdict(list)
    for observation in results.observations.where(f"{ours} and {theirs}", *ids, *area_ids):
        observed[observation.indicator_id, observation.area_id].append(observation)
    for one in results.breaks.where(ours, *ids):
        broken[one.indicator_id].append(one)
    for note in results.annotations.where(ours, *ids):
        told[note.indicator_id].append(note)
    return tuple(
        series_of(i, areas[area], observed[i.id, area], known_on, broken[i.id], told[i.id])
        for i in indicators
        for area in area_ids
        if area in areas
    )
