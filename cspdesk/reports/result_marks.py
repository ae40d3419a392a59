"""The marks of a chart of results on paper: their shapes, and what each is said to stand for beneath it."""

from collections import defaultdict
from collections.abc import Iterator
from math import cos, pi, sin

from cspdesk.charts.results import ResultChart
from cspdesk.domain.variation import Variation
from cspdesk.reports.pens import Pen, Place
from cspdesk.reports.style import QUIET, WHITE

LETTERS = "ABCDEFGH"
_LINES = (("7 1.8", "long dashes"), ("4 1.4 0.8 1.4", "dash and dot"), ("", "thin line"))
_SINGLES = ("triangle", "cross", "square")
_STAND_OUT = {
    Variation.BETTER: "large disc: stands out as better",
    Variation.WORSE: "square: stands out as worse",
    Variation.CHANGED: "filled diamond: stands out, neither better nor worse",
}


def disc(x: float, y: float, size: float) -> list[Place]:
    """Return the corners of a disc."""
    turns = (2 * pi * step / 16 for step in range(16))
    return [(x + size * cos(turn), y + size * sin(turn)) for turn in turns]


def diamond(x: float, y: float, size: float = 3.2) -> list[Place]:
    """Return the corners of a diamond."""
    return [(x - size, y), (x, y + size), (x + size, y), (x, y - size)]


def square(x: float, y: float, size: float = 2.7) -> list[Place]:
    """Return the corners of a square."""
    return [(x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size)]


def other_line(pen: Pen, number: int, places: list[Place]) -> None:
    """Draw another area's figures as a line, whose dashes tell it from the next one's and from the baseline's dots."""
    pen.path(places, QUIET, width=0.8, dash=_LINES[number % len(_LINES)][0])


def other_single(pen: Pen, number: int, place: Place) -> None:
    """Draw another area's only figure, whose shape tells it from the next one's."""
    x, y = place
    match _SINGLES[number % len(_SINGLES)]:
        case "triangle":
            pen.shape([(x - 2.7, y - 2.2), (x + 2.7, y - 2.2), (x, y + 2.8)], WHITE, QUIET, width=0.8)
        case "square":
            pen.shape(square(x, y, 2.2), WHITE, QUIET, width=0.8)
        case _:
            pen.line(x - 2.2, y - 2.2, x + 2.2, y + 2.2, colour=QUIET, width=1)
            pen.line(x - 2.2, y + 2.2, x + 2.2, y - 2.2, colour=QUIET, width=1)


def key(chart: ResultChart) -> Iterator[str]:
    """Give what each mark stands for, as far as the chart has it."""
    for number, broken in enumerate(chart.breaks, start=1):
        yield f"({number}) {broken.text.rstrip('.')}"
    for letter, event in zip(LETTERS, chart.events, strict=False):
        yield f"({letter}) {event.text.rstrip('.')}"
    points = [point for stretch in chart.stretches for point in stretch.points]
    yield from (said for variation, said in _STAND_OUT.items() if any(p.variation is variation for p in points))
    if chart.limits:
        yield "band: limits of what chance explains, with the mean"
    for level in chart.levels:
        name = f"{level.name[0].lower()}{level.name[1:]}"
        each = f", each {chart.written.indicator.frequency.value}’s share of it" if level.shared else ""
        yield f"dashes to a hollow diamond: {name}{each}" if level.is_path else f"dots: {name}"
    yield from _others(chart)
    if any(point.interval for point in points):
        yield "bars: 95% intervals"


def _others(chart: ResultChart) -> Iterator[str]:
    """Give which other area each grey mark is of."""
    areas: defaultdict[str, list[str]] = defaultdict(list)
    for number, other in enumerate(chart.others):
        if len(other.points) > 1:
            areas[_LINES[number % len(_LINES)][1]].append(other.name)
        elif other.points:
            areas[_SINGLES[number % len(_SINGLES)]].append(other.name)
    yield from (f"{mark}: {', '.join(names)}" for mark, names in areas.items())
