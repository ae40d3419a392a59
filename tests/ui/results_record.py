"""The sample's indicators in a small record for tests of the Results page, without the rest of the sample."""

from __future__ import annotations

from datetime import date

from cspdesk.domain.partnership import Partnership, Person, Priority
from cspdesk.store.sample_data import person_id, priority_id
from cspdesk.store.sample_indicators import read_indicators, read_places
from cspdesk.store.store import Store

TODAY = date(2016, 9, 30)
PRIORITIES = {"ro": "Re-offending", "ad": "Alcohol and drugs", "dv": "Domestic violence", "cc": "Cohesion"}


def fill(store: Store) -> None:
    """Fill a new file with four priorities and every indicator of the sample."""
    with store.step("Began"):
        made = store.partnership.partnership()
        store.partnership.partnerships.update(Partnership(made.id, made.name, "Herefordshire", "E06000019"))
        store.partnership.people.insert(Person(person_id("analyst"), "Analyst"))
        for place, (key, name) in enumerate(PRIORITIES.items()):
            store.partnership.priorities.insert(Priority(priority_id(key), place, name))
    with store.step("Entered the indicators"):
        places, results = read_places(), store.results
        results.areas.insert(*places.areas)
        results.comparator_sets.insert(places.set)
        results.comparator_areas.insert(*places.members)
        for measured in read_indicators():
            results.indicators.insert(measured.indicator)
            results.add_observations(measured.observations)
            results.breaks.insert(*measured.breaks)
            results.annotations.insert(*measured.annotations)
