"""All verdicts of a priority: 24 indicators with 30 years of months each, from the file to sentences."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench import Result

if TYPE_CHECKING:
    from cspdesk.domain.indicators import Break, Indicator, Observation

NAME = "all of a priority's verdicts (24 series, 360 months)"
BAR = 100
UNIT = "ms"

ROUNDS = 9
INDICATORS = 24
MONTHS = 360
HEREFORDSHIRE = "E06000019"


def measure() -> Result:
    """Read a priority's series and give their verdicts; scipy is loaded before, as it is off the window's thread."""
    from cspdesk.analysis.verdicts import verdict
    from cspdesk.domain.indicators import Area
    from cspdesk.domain.partnership import Priority, PriorityStatus
    from cspdesk.store.series import series_of_priority
    from cspdesk.store.store import create_store

    with TemporaryDirectory() as folder, create_store(Path(folder, "verdicts.cspdesk"), "Bench", "Bench") as store:
        with store.filling(), store.step("Entered the indicators"):
            store.partnership.priorities.insert(Priority("p", 1, "Crime", "", "", None, PriorityStatus.ACTIVE))
            store.results.areas.insert(Area(HEREFORDSHIRE, "Herefordshire"))
            for indicator, observations, breaks in map(_made, range(INDICATORS)):
                store.results.indicators.insert(indicator)
                store.results.observations.insert(*observations)
                store.results.breaks.insert(*breaks)

        def all_of_them() -> float:
            started = time.perf_counter()
            found = series_of_priority(store.results, "p", HEREFORDSHIRE, date(2030, 1, 1))
            assert len([verdict(series) for series in found]) == INDICATORS
            return 1000 * (time.perf_counter() - started)

        all_of_them()
        with _as_in_the_window():
            return Result(median(all_of_them() for _ in range(ROUNDS)))


@contextmanager
def _as_in_the_window() -> Iterator[None]:
    """Let nothing be looked through for garbage meanwhile: in the window a timer does that while it rests."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _made(number: int) -> tuple[Indicator, list[Observation], list[Break]]:
    """Return an indicator of monthly counts; every third has a break that forbids, every second a caution."""
    from random import Random

    from cspdesk.domain.data_periods import PeriodKind, month_period
    from cspdesk.domain.indicators import Better, Break, BreakEffect, BreakKind, Indicator, Measure, Observation

    random, id_ = Random(number), f"indicator {number}"
    indicator = Indicator(
        id_,
        "Recorded crime",
        Measure.COUNT,
        Better.LOWER,
        PeriodKind.MONTH,
        "p",
        unit="crimes",
        baseline_from=date(2013, 1, 1),
        baseline_to=date(2013, 12, 31),
    )
    observations = []
    for place in range(MONTHS):
        period = month_period(1999 + place // 12, place % 12 + 1)
        known_on = period.ends_on + timedelta(20)
        first, last, count = period.starts_on, period.ends_on, random.randrange(80, 120)
        key = f"{id_} {place:03}"
        observations.append(Observation(key, id_, HEREFORDSHIRE, first, last, period.kind, known_on, count))
    effects = (BreakEffect.NOT_COMPARABLE,) * (number % 3 == 0) + (BreakEffect.CAUTION,) * (number % 2 == 0)
    breaks = [
        Break(f"{id_} {effect}", id_, date(2020 + n, 4, 1), BreakKind.SYSTEM, effect, "a new system")
        for n, effect in enumerate(effects)
    ]
    return indicator, observations, breaks
