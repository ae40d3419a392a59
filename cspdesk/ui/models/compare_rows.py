"""What can be compared: indicators that the audience may see, the areas and periods that they have figures for."""

from collections.abc import Mapping, Sequence
from itertools import chain

from cspdesk.analysis.comparability import over
from cspdesk.domain.area_levels import apart
from cspdesk.domain.audience import may_see
from cspdesk.domain.data_periods import Period, calendar_years, financial_years
from cspdesk.domain.indicators import Area, Indicator, Level, Measure
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import Series
from cspdesk.store.series import areas_of_set, series_in_areas
from cspdesk.ui.models.result_detail import areas_seen
from cspdesk.ui.session import Session

YEAR = 12  # months


@dataclass(frozen=True, slots=True)
class Choosable:
    """One indicator with the areas that it has figures for, the partnership's own first and the rest by name.

    figures: how many the area with the most has. beside: how many the area with the next most has.
    """

    indicator: Indicator
    words: str
    areas: tuple[Area, ...]
    figures: int = 2
    beside: int = 0


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """Areas to compare with: a set of the record, or all that have figures."""

    words: str
    areas: tuple[Area, ...]


def choosable(session: Session) -> tuple[Choosable, ...]:
    """Return the indicators that the audience may see and that have figures, by priority and in their order.

    Areas whose counts of people are too small for the audience are not among theirs.
    """
    store, audience = session.store, session.audience
    priorities = {p.id: p for p in store.partnership.all_priorities() if may_see(audience, p.marking)}
    order = {id_: place for place, id_ in enumerate(priorities)}
    found = [
        one
        for one in store.results.indicators.where(order="position, name, id")
        if may_see(audience, one.marking) and (one.priority_id is None or one.priority_id in priorities)
    ]
    found.sort(key=lambda one: order.get(one.priority_id or "", len(order)))
    held = store.results.areas_held([one.id for one in found])
    own, areas = store.partnership.partnership().area_code, {a.id: a for a in store.results.areas.where()}
    made = []
    for one in found:
        ids: Mapping[str, int] = held[one.id]
        if one.level is Level.SERVICE:
            ids = areas_seen(store, one, audience, session.today) or {}
        here = sorted((areas[id_] for id_ in ids), key=lambda a: (a.id != own, a.name))
        if here:
            most, next_most = sorted((0, *ids.values()), reverse=True)[:2]
            made.append(Choosable(one, _words(one, priorities), tuple(here), most, next_most))
    return tuple(made)


def first_for_areas(options: Sequence[Choosable], wanted: str | None, priority_id: str | None) -> Choosable | None:
    """Return the indicator to begin with where areas are compared: the one wanted, else one that can be."""
    ours = [each for each in options if each.indicator.priority_id == priority_id] or list(options)
    fit = [o for o in chain(ours, options) if len(o.areas) > 1 and o.indicator.measure is not Measure.COUNT]
    return _wanted(options, wanted) or next(iter([*fit, *ours]), None)


def first_for_change(options: Sequence[Choosable], wanted: str | None, priority_id: str | None) -> Choosable | None:
    """Return the indicator to begin with: the one wanted, else one of which two areas have a before and an after."""
    ours = [each for each in options if each.indicator.priority_id == priority_id] or list(options)
    fit = [o for o in chain(ours, options) if o.beside > 1]
    return _wanted(options, wanted) or next(iter([*fit, *ours]), None)


def first_pair(
    options: Sequence[Choosable], wanted: str | None, priority_id: str | None
) -> tuple[Choosable | None, Choosable | None]:
    """Return the two indicators to begin with: the one wanted and another of its priority with periods like its own."""
    ours = [each for each in options if each.indicator.priority_id == priority_id] or list(options)
    one = _wanted(options, wanted) or next(iter([o for o in ours if o.figures > 1] or ours), None)
    if one is None:
        return None, None
    others = [o for o in options if o is not one]
    others.sort(
        key=lambda o: (
            o.figures < 2,  # one figure is no course over time
            o.indicator.frequency is not one.indicator.frequency,
            o.indicator.priority_id != one.indicator.priority_id,
        )
    )
    return one, next(iter(others), None)


def groups(session: Session, chosen: Choosable, own: Area) -> tuple[AreaGroup, ...]:
    """Return what one of an indicator's areas can be compared with."""
    results, held = session.store.results, {area.id for area in chosen.areas}
    made = []
    level = (own, *apart(own, chosen.areas))
    words = "All areas with figures" if len(level) == len(chosen.areas) else "All areas of its level"
    made.append(AreaGroup(f"{words} ({len(level)})", level))
    for one in results.comparator_sets.where(order="name, id"):
        areas = tuple(area for area in areas_of_set(results, one.id) if area.id in held)
        if apart(own, areas):
            made.append(AreaGroup(f"{one.name} ({len(areas)})", areas))
    return tuple(made)


def series_for(session: Session, indicator: Indicator, areas: Sequence[Area]) -> tuple[Series, ...]:
    """Return an indicator for areas, in their order, as known today."""
    return series_in_areas(session.store.results, indicator, [area.id for area in areas], session.today)


def change_periods(areas: Sequence[Series]) -> tuple[Period, ...]:
    """Return the periods in which every area has figures, whole years of months and quarters first."""
    held = [{r.period for r in series.complete} for series in areas]
    shared = set.intersection(*held) if len(held) > 1 else set()
    own = tuple(sorted(shared, key=lambda p: (p.ends_on, p.starts_on), reverse=True))
    if not own or own[0].months >= YEAR:
        return own
    years = sorted(
        {maker(day.year) for period in own for day in (period.starts_on,) for maker in (_calendar, _financial)},
        key=lambda p: (p.ends_on, p.starts_on),
        reverse=True,
    )
    whole = tuple(year for year in years if all(over(series, year) is not None for series in areas))
    return (*whole, *own)


def baseline_of(indicator: Indicator, periods: Sequence[Period]) -> Period | None:
    """Return the period that is the indicator's baseline, None where none of these is."""
    ends = (indicator.baseline_from, indicator.baseline_to)
    return next((p for p in periods if (p.starts_on, p.ends_on) == ends), None)


def _calendar(year: int) -> Period:
    return calendar_years(year)


def _financial(year: int) -> Period:
    return financial_years(FinancialYear(year))


def _wanted(options: Sequence[Choosable], wanted: str | None) -> Choosable | None:
    return next((each for each in options if each.indicator.id == wanted), None)


def _words(one: Indicator, priorities: Mapping[str, Priority]) -> str:
    priority = priorities.get(one.priority_id or "")
    return f"{one.name} ({priority.name if priority else 'all priorities'})"
