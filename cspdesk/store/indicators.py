"""Outcome measures as kept: every vintage of every value, breaks, annotations, areas and comparators."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from sqlite3 import Connection

from cspdesk.domain.indicators import (
    Annotation,
    Area,
    Break,
    ComparatorArea,
    ComparatorSet,
    Indicator,
    Observation,
    Population,
    checked_break,
    checked_indicator,
)
from cspdesk.domain.vintages import KnownSeries, as_known_on
from cspdesk.errors import UserError
from cspdesk.store.ids import new_ids
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table, Value

_TIE = """
update action_indicators set indicator_id = (
    select i.id from indicators i, actions a
    where a.id = action_indicators.action_id and i.name = action_indicators.name
    order by i.priority_id is not a.priority_id, i.position, i.id limit 1
) where indicator_id is null and name in (select name from indicators)
"""


class IndicatorStore:
    """What changed outside, as far as anybody counted it."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self.indicators = Table(db, journal, Indicator, "indicators")
        self.areas = Table(db, journal, Area, "areas")
        self.populations = Table(db, journal, Population, "populations")
        self.observations = Table(db, journal, Observation, "observations")
        self.breaks = Table(db, journal, Break, "breaks")
        self.annotations = Table(db, journal, Annotation, "annotations")
        self.comparator_sets = Table(db, journal, ComparatorSet, "comparator_sets")
        self.comparator_areas = Table(db, journal, ComparatorArea, "comparator_areas")

    def of_priority(self, priority_id: str) -> tuple[Indicator, ...]:
        """Return the indicators of a priority in their order."""
        return self.indicators.where("priority_id = ?", priority_id, order="position, name, id")

    def shown_under(self, priority_id: str) -> tuple[Indicator, ...]:
        """Return the indicators of a priority in their order, then those that are of no one priority."""
        order = "priority_id is null, position, name, id"
        return self.indicators.where("priority_id = ? or priority_id is null", priority_id, order=order)

    def areas_held(self, indicator_ids: Sequence[str]) -> dict[str, dict[str, int]]:
        """Return by indicator the ids of the areas it has figures for, and how many of each."""
        marks = ", ".join("?" * len(indicator_ids))
        found: dict[str, dict[str, int]] = {id_: {} for id_ in indicator_ids}
        sql = (
            f"select indicator_id, area_id, count(*) from observations where indicator_id in ({marks})"
            " group by indicator_id, area_id"
        )
        for indicator, area, count in self._db.execute(sql, tuple(indicator_ids)):
            found[indicator][area] = count
        return found

    def breaks_of(self, indicator_id: str) -> tuple[Break, ...]:
        """Return what breaks an indicator's series, by day."""
        return self.breaks.where("indicator_id = ?", indicator_id, order="on_day, id")

    def annotations_of(self, indicator_id: str) -> tuple[Annotation, ...]:
        """Return what is told beside an indicator's figures, by day."""
        return self.annotations.where("indicator_id = ?", indicator_id, order="starts_on, id")

    def with_code(self, code: str, priority_id: str | None = None) -> Indicator | None:
        """Return the indicator that a source calls so: the priority's own, else the one of no priority.

        Without a priority it may be that of any, if only one has it. Raises UserError when several have.
        """
        found = self.indicators.where("code = ?", code, order="position, id")
        own = [one for one in found if one.priority_id == priority_id]
        free = own or [one for one in found if one.priority_id is None or priority_id is None]
        if len(free) > 1:
            raise UserError(f"Several priorities have the indicator “{free[0].name}”. Say which one these are for.")
        return free[0] if free else None

    def vintages_of(self, indicator_id: str, area_id: str | None = None) -> tuple[Observation, ...]:
        """Return every value of an indicator ever published, by area, period and day of publication."""
        order = "area_id, starts_on, ends_on, published_on"
        if area_id is None:
            return self.observations.where("indicator_id = ?", indicator_id, order=order)
        return self.observations.where("indicator_id = ? and area_id = ?", indicator_id, area_id, order=order)

    def as_known_on(self, indicator_id: str, area_id: str, day: date | None = None) -> tuple[Observation, ...]:
        """Return the series of an area as it was known on a day, by time; without a day, as it is known now."""
        return as_known_on(self.vintages_of(indicator_id, area_id), day)

    def latest(self, indicator_id: str) -> tuple[Observation, ...]:
        """Return the newest vintage of every area and period of an indicator, by area and time."""
        return as_known_on(self.vintages_of(indicator_id))

    def areas_of(self, indicator_id: str) -> tuple[Area, ...]:
        """Return the areas that an indicator has figures for, by name."""
        held = "id in (select area_id from observations where indicator_id = ?)"
        return self.areas.where(held, indicator_id, order="name, id")

    def known_series(self, codes: Iterable[str], priority_id: str | None = None) -> dict[str, KnownSeries]:
        """Return by code what is held of the series of a file that is to be taken in."""
        found = ((code, self.with_code(code, priority_id)) for code in codes)
        return {code: KnownSeries(one.id, one.frequency, self.vintages_of(one.id)) for code, one in found if one}

    def give_to_priority(self, codes: Iterable[str], priority_id: str | None) -> None:
        """Put indicators that no priority has yet under one."""
        for code in codes if priority_id is not None else ():
            one = self.with_code(code, priority_id)
            if one is not None and one.priority_id is None:
                self.indicators.update(replace(one, priority_id=priority_id))

    def add_observations(self, observations: Iterable[Observation]) -> int:
        """Keep values, many at a time, giving each an id of its own; return how many there were."""
        rows = [self._row(one) for one in observations]
        ids = new_ids(len(rows))
        self.observations.insert_encoded((id_, *row) for id_, row in zip(ids, rows, strict=True))
        return len(rows)

    def _row(self, one: Observation) -> tuple[Value, ...]:
        return self.observations.encode(one)[1:]

    def save_area(self, area: Area, populations: Iterable[Population] = ()) -> None:
        """Keep an area that is not there yet, with how many live in it; one that is there stays as it is."""
        if self.areas.find(area.id) is not None:
            return
        self.areas.insert(area)
        self.populations.insert(*populations)

    def save_comparators(self, chosen: ComparatorSet, area_ids: Iterable[str]) -> bool:
        """Keep areas that figures are compared with in the set of that name; return whether any was new."""
        there = self.comparator_sets.where("name = ?", chosen.name)
        held = {a.area_id for one in there for a in self.comparator_areas.where("set_id = ?", one.id)}
        new = [area_id for area_id in dict.fromkeys(area_ids) if area_id not in held]
        if new and not there:
            self.comparator_sets.insert(chosen)
        set_id = there[0].id if there else chosen.id
        self.comparator_areas.insert(
            *(ComparatorArea(id_, set_id, area) for id_, area in zip(new_ids(len(new)), new, strict=True))
        )
        return bool(new)

    def actions_of(self, indicator_id: str) -> tuple[str, ...]:
        """Return the ids of the actions that are meant to move an indicator."""
        sql = "select action_id from action_indicators where indicator_id = ? order by action_id"
        return tuple(row[0] for row in self._db.execute(sql, (indicator_id,)))

    def save(self, indicator: Indicator) -> None:
        """Keep an indicator. Raises UserError when it cannot stand."""
        self.indicators.save(checked_indicator(indicator))

    def save_break(self, broken: Break) -> None:
        """Keep a break. Raises UserError when it says nothing or is overridden without a reason."""
        self.breaks.save(checked_break(broken))

    def tie_actions(self) -> None:
        """Tie what actions name as their indicators to the indicators of that name, those of the same priority first.

        What is tied already stays.
        """
        self.indicators.require_step()
        self._db.execute(_TIE)
