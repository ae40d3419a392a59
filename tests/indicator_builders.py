"""Indicators and series for tests, made with as few words as a test needs."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cspdesk.domain.data_periods import PeriodKind, parse_period
from cspdesk.domain.indicators import (
    Area,
    Better,
    Break,
    BreakEffect,
    BreakKind,
    Indicator,
    Measure,
    Observation,
)
from cspdesk.domain.series import Series, next_period, series_of

HEREFORDSHIRE = Area("E06000019", "Herefordshire")
KNOWN_ON = date(2016, 9, 30)


def indicator(**changes: Any) -> Indicator:
    """Return an indicator of counts a year, unless told otherwise."""
    plain = {
        "id": "i",
        "name": "Recorded crime",
        "measure": Measure.COUNT,
        "better": Better.LOWER,
        "frequency": PeriodKind.CALENDAR_YEAR,
        "unit": "crimes",
    }
    return Indicator(**(plain | changes))


def observed(
    of: Indicator,
    first: str,
    counts: Sequence[int | None] = (),
    bases: Sequence[int] = (),
    *,
    values: Sequence[str] = (),
    area: Area = HEREFORDSHIRE,
    after: int = 20,
    suppressed: str = "*",
) -> list[Observation]:
    """Return figures of one period after another; a count of None is withheld."""
    period, made = parse_period(first), []
    for place in range(max(len(counts), len(values))):
        count = counts[place] if counts else None
        made.append(
            Observation(
                f"{of.id}:{area.id}:{place:04}",
                of.id,
                area.id,
                period.starts_on,
                period.ends_on,
                period.kind,
                period.ends_on + timedelta(after),
                count,
                Decimal(bases[place]) if bases else None,
                Decimal(values[place]) if values else None,
                suppressed=suppressed if counts and count is None else "",
            )
        )
        period = next_period(period)
    return made


def broken(on_day: date, effect: BreakEffect = BreakEffect.NOT_COMPARABLE, **changes: Any) -> Break:
    """Return a break of the indicator called i."""
    plain = {"id": f"b{on_day}", "indicator_id": "i", "title": "records were back-dated after an audit"}
    return Break(**(plain | {"on_day": on_day, "effect": effect, "kind": BreakKind.BACK_DATING} | changes))


def series(of: Indicator, observations: Sequence[Observation], *breaks: Break, known_on: date = KNOWN_ON) -> Series:
    """Return the series of Herefordshire."""
    return series_of(of, HEREFORDSHIRE, observations, known_on, breaks)
