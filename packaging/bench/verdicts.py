"""All verdicts of a priority: 24 indicators with 30 years of months each, from observations to sentences."""

from __future__ import annotations

import time
from datetime import date, timedelta
from statistics import median
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


def measure() -> Result:
    """Read series and give verdicts as a priority's results do; scipy is loaded before, off the window's thread."""
    from cspdesk.analysis.verdicts import verdict
    from cspdesk.domain.indicators import Area
    from cspdesk.domain.series import series_of

    area, known_on = Area("E06000019", "Herefordshire"), date(2030, 1, 1)
    record = [_made(number) for number in range(INDICATORS)]

    def all_of_them() -> float:
        started = time.perf_counter()
        for indicator, observations, breaks in record:
            assert verdict(series_of(indicator, area, observations, known_on, breaks)).sentences
        return 1000 * (time.perf_counter() - started)

    all_of_them()
    return Result(median(all_of_them() for _ in range(ROUNDS)))


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
        observations.append(Observation(key, id_, "E06000019", first, last, period.kind, known_on, count))
    effects = (BreakEffect.NOT_COMPARABLE,) * (number % 3 == 0) + (BreakEffect.CAUTION,) * (number % 2 == 0)
    breaks = [
        Break(f"{id_} {effect}", id_, date(2020 + n, 4, 1), BreakKind.SYSTEM, effect, "a new system")
        for n, effect in enumerate(effects)
    ]
    return indicator, observations, breaks
