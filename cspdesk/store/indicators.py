"""Outcome measures as kept: every vintage of every value, breaks, annotations, areas and comparators."""

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
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table

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

    def breaks_of(self, indicator_id: str) -> tuple[Break, ...]:
        """Return what breaks an indicator's series, by day."""
        return self.breaks.where("indicator_id = ?", indicator_id, order="on_day, id")

    def annotations_of(self, indicator_id: str) -> tuple[Annotation, ...]:
        """Return what is told beside an indicator's figures, by day."""
        return self.annotations.where("indicator_id = ?", indicator_id, order="starts_on, id")

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
