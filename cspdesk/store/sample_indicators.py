"""The sample's outcome measures, read from resources/sample/indicators.toml: figures, breaks, areas."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cspdesk.domain.data_periods import Period, PeriodKind, parse_period
from cspdesk.domain.indicators import (
    Annotation,
    Area,
    Better,
    Break,
    BreakEffect,
    BreakKind,
    ComparatorArea,
    ComparatorSet,
    Indicator,
    Level,
    Measure,
    Observation,
    Population,
)
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import next_period
from cspdesk.store.sample_data import FIRST_DAY, person_id, priority_id, read_toml
from cspdesk.store.sample_ids import fixed_id

MINUTES = "Scrutiny minutes of early 2016"
MADE_UP = "Illustrative: these figures are made up"
SOURCE = "made up for this sample"
PERIOD_UNSAID = "From the minutes, which give no period: the year is illustrative, and of how many people is not said."


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator with what was observed of it, what breaks it and what is told beside it."""

    indicator: Indicator
    observations: tuple[Observation, ...]
    breaks: tuple[Break, ...]
    annotations: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """The areas that figures are for, how many people live there, and the set they are compared in."""

    areas: tuple[Area, ...]
    populations: tuple[Population, ...]
    set: ComparatorSet
    members: tuple[ComparatorArea, ...]


def read_places() -> Places:
    """Return the local areas of West Mercia."""
    data = read_toml("indicators.toml")
    found = data["area"]
    areas = tuple(Area(a["code"], a["name"], a["kind"]) for a in found)
    source = "ONS mid-2015 population estimates"
    set_id = fixed_id("comparators west mercia", FIRST_DAY)
    return Places(
        areas,
        tuple(
            Population(fixed_id(f"people {a['code']} 2015", FIRST_DAY), a["code"], 2015, a["people_2015"], source)
            for a in found
        ),
        ComparatorSet(set_id, data["set_name"], data["set_source"], data["set_version"], data["set_dated_on"]),
        tuple(ComparatorArea(fixed_id(f"comparator {a.code}", FIRST_DAY), set_id, a.code) for a in areas),
    )


def read_indicators() -> Iterator[Measured]:
    """Give every indicator in the order of the file."""
    for place, entry in enumerate(read_toml("indicators.toml")["indicator"]):
        indicator = _indicator(entry, place)
        yield Measured(
            indicator,
            (*_earlier(entry, indicator), *_observed(entry, indicator)),
            tuple(_break(entry["key"], indicator, broken) for broken in entry.get("break", ())),
            tuple(
                Annotation(
                    fixed_id(f"annotation {entry['key']} {a['starts_on']}", a["starts_on"]),
                    indicator.id,
                    a["starts_on"],
                    a["text"],
                    a.get("ends_on"),
                )
                for a in entry.get("annotation", ())
            ),
        )


def _indicator(entry: dict[str, Any], place: int) -> Indicator:
    from_minutes = entry.get("from_minutes", False)
    first, last = entry.get("baseline", (None, None))
    note = PERIOD_UNSAID if from_minutes else f"{entry['note']} {MADE_UP}."
    plain = ("name", "definition", "unit", "numerator", "denominator", "baseline_note", "target_on", "next_due_on")
    return Indicator(
        id=fixed_id(f"indicator {entry['key']}", FIRST_DAY, place),
        measure=Measure(entry["measure"]),
        better=Better(entry["better"]),
        frequency=PeriodKind(entry["frequency"]),
        priority_id=priority_id(entry["priority"]),
        code=f"sample:{entry['key']}",
        level=Level(entry.get("level", "population")),
        source=MINUTES if from_minutes else SOURCE,
        baseline_from=first,
        baseline_to=last,
        target=_number(entry, "target"),
        target_tolerance=_number(entry, "target_tolerance"),
        owner_id=person_id("analyst"),
        count_not_held=entry.get("count_not_held", False),
        position=place,
        note=note,
        illustrative=not from_minutes,
        **{name: entry[name] for name in plain if name in entry},
    )


def _observed(entry: dict[str, Any], indicator: Indicator) -> Iterator[Observation]:
    for figures in entry["figures"]:
        counts, bases, values = (figures.get(name) for name in ("counts", "denominators", "values"))
        for place, period in enumerate(_periods(figures, len(counts or values or ()))):
            known_on = period.ends_on + timedelta(figures["published_after"])
            observation = _observation(indicator, figures["area"], period, known_on)
            yield replace(
                observation,
                count=counts[place] if counts else None,
                denominator=Decimal(bases[place]) if bases else None,
                value=Decimal(values[place]) if values else None,
            )


def _earlier(entry: dict[str, Any], indicator: Indicator) -> Iterator[Observation]:
    """Give the figures that were published first and have been revised since."""
    for first in entry.get("earlier", ()):
        period = parse_period(first["period"])
        yield replace(_observation(indicator, first["area"], period, first["published_on"]), count=first["count"])


def _observation(indicator: Indicator, area: str, period: Period, published_on: date) -> Observation:
    key = f"observation {indicator.code} {area} {period} {published_on}"
    return Observation(
        fixed_id(key, published_on),
        indicator.id,
        area,
        period.starts_on,
        period.ends_on,
        period.kind,
        published_on,
    )


def _periods(figures: dict[str, Any], count: int) -> Iterator[Period]:
    if "periods" in figures:
        yield from map(parse_period, figures["periods"])
        return
    period = parse_period(figures["first"])
    for _ in range(count):
        yield period
        period = next_period(period)


def _break(key: str, indicator: Indicator, entry: dict[str, Any]) -> Break:
    return Break(
        fixed_id(f"break {key} {entry['on_day']}", entry["on_day"]),
        indicator.id,
        entry["on_day"],
        BreakKind(entry["kind"]),
        BreakEffect(entry["effect"]),
        entry["title"],
        entry.get("direction", ""),
        entry.get("size", ""),
        entry["source"],
    )


def _number(entry: dict[str, Any], name: str) -> Decimal | None:
    return Decimal(entry[name]) if name in entry else None
