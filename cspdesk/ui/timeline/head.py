"""What stands above the timeline at each zoom: names of years, quarters, months, weeks or days, and their bounds."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from cspdesk.domain.periods import MONTHS, Quarter
from cspdesk.domain.records import dataclass
from cspdesk.ui.timeline.scale import Scale

PADDING = 10  # pixels a name needs beside itself
ANY_MONTH = date(2015, 9, 30)  # September has the longest name


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of the calendar: the day it starts, the day the next one does, and its names, longest first."""

    start: Callable[[date], date]
    after: Callable[[date], date]
    names: tuple[Callable[[date], str], ...]
    shortest_days: int
    widest: tuple[date, ...]  # days whose names are the widest there are
    padding: int = PADDING


@dataclass(frozen=True, slots=True)
class Cell:
    """One name in a row of the head, from a day to the day before `until`."""

    first: int
    until: int
    text: str


@dataclass(frozen=True, slots=True)
class Head:
    """Two rows of names, and the days at which a line goes down: years strongest, then quarters."""

    upper: tuple[Cell, ...]
    lower: tuple[Cell, ...]
    years: tuple[int, ...]
    quarters: tuple[int, ...]


def head_of(scale: Scale, first: int, last: int, width_of: Callable[[str], float]) -> Head:
    """Return the head between two days; width_of says how wide a name is drawn. Names always fit their stretch."""
    lower, upper, name = _level(scale.pixels, width_of)
    bounds = tuple(cell.first for cell in _cells(QUARTER, QUARTER.names[0], first, last))
    years = tuple(day for day in bounds if date.fromordinal(day).month == 4)
    above, above_name = _longest(upper, scale.pixels, width_of)
    return Head(_cells(above, above_name, first, last), _cells(lower, name, first, last), years, bounds)


def _level(pixels: float, width_of: Callable[[str], float]) -> tuple[Unit, Sequence[Unit], Callable[[date], str]]:
    for lower, upper in _LEVELS:
        for name in lower.names:
            if _fits(lower, name, pixels, width_of):
                return lower, upper, name
    lower, upper = _LEVELS[-1]
    return lower, upper, lower.names[-1]


def _longest(
    units: Sequence[Unit], pixels: float, width_of: Callable[[str], float]
) -> tuple[Unit, Callable[[date], str]]:
    fitting = ((unit, name) for unit in units for name in unit.names if _fits(unit, name, pixels, width_of))
    return next(fitting, (units[-1], units[-1].names[-1]))


def _fits(unit: Unit, name: Callable[[date], str], pixels: float, width_of: Callable[[str], float]) -> bool:
    return max(width_of(name(day)) for day in unit.widest) + unit.padding <= unit.shortest_days * pixels


def _cells(unit: Unit, name: Callable[[date], str], first: int, last: int) -> tuple[Cell, ...]:
    found = []
    start = unit.start(date.fromordinal(first))
    while start.toordinal() <= last:
        after = unit.after(start)
        found.append(Cell(start.toordinal(), after.toordinal(), name(start)))
        start = after
    return tuple(found)


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _year_start(day: date) -> date:
    return Quarter.of(day).year.starts_on


DAY = Unit(lambda d: d, lambda d: d + timedelta(days=1), (lambda d: str(d.day),), 1, (ANY_MONTH,), 4)
WEEK = Unit(
    lambda d: d - timedelta(days=d.weekday()),
    lambda d: d + timedelta(days=7),
    (lambda d: f"{d.day} {MONTHS[d.month - 1][:3]}",),
    7,
    (ANY_MONTH, date(2015, 5, 30)),
)
MONTH = Unit(
    lambda d: d.replace(day=1),
    _next_month,
    (
        lambda d: f"{MONTHS[d.month - 1]} {d.year}",
        lambda d: MONTHS[d.month - 1],
        lambda d: MONTHS[d.month - 1][:3],
    ),
    28,
    (ANY_MONTH, date(2015, 3, 1)),
)
QUARTER = Unit(
    lambda d: Quarter.of(d).starts_on,
    lambda d: Quarter.of(d).ends_on + timedelta(days=1),
    (lambda d: Quarter.of(d).label,),
    90,
    (date(2015, 4, 1),),
)
QUARTERS_MONTHS = Unit(QUARTER.start, QUARTER.after, (lambda d: Quarter.of(d).months,), 90, (date(2015, 4, 1),))
YEAR = Unit(
    _year_start,
    lambda d: d.replace(year=d.year + 1),
    (lambda d: f"Financial year {Quarter.of(d).year}", lambda d: Quarter.of(d).year.label),
    365,
    (date(2015, 4, 1),),
)
_LEVELS: tuple[tuple[Unit, Sequence[Unit]], ...] = (
    (DAY, (MONTH,)),
    (WEEK, (MONTH,)),
    (MONTH, (QUARTER, YEAR)),
    (QUARTERS_MONTHS, (YEAR,)),
    (YEAR, (YEAR,)),
)
