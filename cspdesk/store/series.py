"""Series read from the record: the indicators of a priority with their figures as known on a day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from cspdesk.domain.indicators import Annotation, Area, Break, Indicator
from cspdesk.domain.series import Series, series_of
from cspdesk.store.indicators import IndicatorStore

IN_ORDER = "starts_on, ends_on, published_on"  # that of an index, so that nothing is sorted


def series_of_priority(results: IndicatorStore, priority_id: str, area_id: str, known_on: date) -> tuple[Series, ...]:
    """Return every indicator of a priority for an area, in order, as known on a day; one without figures is empty."""
    return _series(results, results.of_priority(priority_id), (area_id,), known_on)


def series_in_areas(
    results: IndicatorStore, indicator: Indicator, area_ids: Sequence[str], known_on: date
) -> tuple[Series, ...]:
    """Return an indicator for several areas, in their order, as known on a day; unknown areas are passed over."""
    return _series(results, (indicator,), area_ids, known_on)


def series_in_own_areas(
    results: IndicatorStore, chosen: Sequence[tuple[Indicator, Area]], known_on: date
) -> tuple[Series, ...]:
    """Return indicators each for an area of its own, in their order, as known on a day."""
    figures = _Figures(results, [i.id for i, _ in chosen])
    return tuple(figures.series(indicator, area, known_on) for indicator, area in chosen)


def areas_of_set(results: IndicatorStore, set_id: str) -> tuple[Area, ...]:
    """Return the areas of a comparator set by name."""
    members = {m.area_id for m in results.comparator_areas.where("set_id = ?", set_id)}
    return tuple(area for area in results.areas.where(order="name, id") if area.id in members)


def _series(
    results: IndicatorStore, indicators: Sequence[Indicator], area_ids: Sequence[str], known_on: date
) -> tuple[Series, ...]:
    areas = {area.id: area for area in results.areas.named(area_ids)}
    figures = _Figures(results, [indicator.id for indicator in indicators])
    return tuple(figures.series(i, areas[area], known_on) for i in indicators for area in area_ids if area in areas)


class _Figures:
    """The figures of some indicators in some areas, with all breaks and annotations, which are read in one look."""

    def __init__(self, results: IndicatorStore, ids: Sequence[str]) -> None:
        ours = f"indicator_id in ({', '.join('?' * len(ids))})"
        self._observations = results.observations
        self._broken: defaultdict[str, list[Break]] = defaultdict(list)
        self._told: defaultdict[str, list[Annotation]] = defaultdict(list)
        for one in results.breaks.where(ours, *ids):
            self._broken[one.indicator_id].append(one)
        for note in results.annotations.where(ours, *ids):
            self._told[note.indicator_id].append(note)

    def series(self, indicator: Indicator, area: Area, known_on: date) -> Series:
        """Return one indicator for one area as known on a day."""
        observed = self._observations.alike(IN_ORDER, indicator_id=indicator.id, area_id=area.id)
        return series_of(indicator, area, observed, known_on, self._broken[indicator.id], self._told[indicator.id])
