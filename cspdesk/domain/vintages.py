"""Vintages: a value as it was known on a day, and what a later publication adds to it or revises."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from cspdesk.domain.data_periods import Period, PeriodKind
from cspdesk.domain.figures import Figure, FigureProblem, Place, sort_of
from cspdesk.domain.indicators import Observation
from cspdesk.domain.periods import long_date
from cspdesk.domain.records import dataclass

Key: TypeAlias = tuple[str, str, Period]  # code of the series (or id of the indicator), area, period


@dataclass(frozen=True, slots=True)
class KnownSeries:
    """What the record holds of a series before a file is taken in; newest first within a key is not asked for."""

    indicator_id: str
    frequency: PeriodKind
    observations: tuple[Observation, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class VintagePlan:
    """What taking figures would do: new periods, new vintages of known ones, what is there already, what cannot be."""

    added: list[Figure]
    revised: list[Figure]
    unchanged: list[Figure]
    rejected: list[FigureProblem]


def as_known_on(observations: Iterable[Observation], day: date | None = None) -> tuple[Observation, ...]:
    """Return the newest vintage published by a day (None: of all) for each area and period, by area and time."""
    newest: dict[tuple[str, date, date], Observation] = {}
    for seen in observations:
        if day is not None and seen.published_on > day:
            continue
        key = (seen.area_id, seen.starts_on, seen.ends_on)
        if key not in newest or newest[key].published_on < seen.published_on:
            newest[key] = seen
    return tuple(newest[key] for key in sorted(newest))


def reach(observations: Iterable[Observation]) -> Period | None:
    """Return the last period that has a figure, which is how far a series reaches; None when it has none."""
    held = [o.period for o in observations if o.count is not None or o.value is not None]
    return max(held, key=lambda p: (p.ends_on, p.starts_on), default=None)


def sort_figures(figures: Sequence[Figure], known: Mapping[str, KnownSeries], published: date) -> VintagePlan:
    """Sort what a file has into added, revised, unchanged and rejected, against what the record holds by code.

    published: the day taken for figures whose file says none. A figure is compared with the vintage known on the day
    it was published; the same day and another value cannot both be right.
    """
    plan = VintagePlan([], [], [], [])
    held = {code: _by_key(series.observations) for code, series in known.items()}
    sorts = _sorts(figures, known)
    seen: dict[tuple[str, str, Period, date], Figure] = {}
    for figure in sorted(figures, key=lambda f: f.published or published):
        day = figure.published or published
        if reason := _other_sort(figure, sorts):
            plan.rejected.append(_problem(figure, "period", reason))
            continue
        twin = seen.setdefault((figure.code, figure.area, figure.period, day), figure)
        if twin is not figure:
            _add_twin(plan, figure, twin)
            continue
        vintages = held.setdefault(figure.code, {}).setdefault((figure.area, figure.period), [])
        _place(plan, figure, vintages, day)
    return plan


def _place(plan: VintagePlan, figure: Figure, vintages: list[tuple[date, object]], day: date) -> None:
    earlier = max((v for v in vintages if v[0] <= day), key=_day, default=None)
    says = said(figure)
    if earlier is None:
        plan.added.append(figure)
    elif earlier[1] == says:
        plan.unchanged.append(figure)
        return
    elif earlier[0] == day:
        reason = (
            f"two values for {figure.period} published on {long_date(day)}: the record has another. If the file is "
            "newer, say when it was published"
        )
        plan.rejected.append(_problem(figure, "", reason))
        return
    else:
        plan.revised.append(figure)
    vintages.append((day, says))


def _add_twin(plan: VintagePlan, figure: Figure, twin: Figure) -> None:
    same = "the same value" if said(figure) == said(twin) else "two values"
    plan.rejected.append(
        _problem(
            figure, "", f"{same} for {figure.period} and one area: the other is in {twin.place.seen_from(figure.place)}"
        )
    )


def _day(vintage: tuple[date, object]) -> date:
    return vintage[0]


def said(one: Figure | Observation) -> tuple[object, ...]:
    """Return what a figure says, without when and where: two that say the same are one vintage."""
    return (one.count, one.denominator, one.value, one.lower, one.upper, one.suppressed, one.back_dated)


def _by_key(observations: Iterable[Observation]) -> dict[tuple[str, Period], list[tuple[date, object]]]:
    found: dict[tuple[str, Period], list[tuple[date, object]]] = {}
    for seen in observations:
        found.setdefault((seen.area_id, seen.period), []).append((seen.published_on, said(seen)))
    return found


def _sorts(figures: Sequence[Figure], known: Mapping[str, KnownSeries]) -> dict[str, tuple[PeriodKind, int]]:
    """Return the one sort of period of each series: that of the record, else that of the file's first figure."""
    sorts = {code: sort_of(series.observations[0].period) for code, series in known.items() if series.observations}
    for figure in figures:
        sorts.setdefault(figure.code, sort_of(figure.period))
    return sorts


def _other_sort(figure: Figure, sorts: Mapping[str, tuple[PeriodKind, int]]) -> str:
    kind, months = sorts[figure.code]
    if sort_of(figure.period) == (kind, months):
        return ""
    usual = f"{kind.value} ({months} months)" if kind is PeriodKind.ROLLING else kind.value
    return f"{figure.period} is not a {usual} as the others of this indicator are; give it a name of its own"


def _problem(figure: Figure, column: str, reason: str) -> FigureProblem:
    place = figure.place
    return FigureProblem(Place(place.file, place.sheet, place.row, column or place.column), reason, rows=figure.rows)
