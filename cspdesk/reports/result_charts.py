"""Draws a chart of results on paper: figures, limits, breaks, what happened, baseline and target; plain in grey too.

Figures are joined only where they are counted alike. A point that stands out has a shape of its own: better a filled
disc, worse a filled square, changed a filled diamond; one that does not is a small ring.
"""

from collections.abc import Iterator

from cspdesk.charts.results import ResultChart, ResultPoint, extent, labelled, value_ticks
from cspdesk.domain.records import dataclass
from cspdesk.domain.variation import Variation
from cspdesk.reports.pages import END, Page, Pages, area, figure_entries, line
from cspdesk.reports.structure import Element
from cspdesk.reports.style import ACCENT, BLUE, HAIRLINE, INK, ORANGE, QUIET, Colour, Type, fill, stroke
from cspdesk.reports.writing import wrap

TITLE = Type(8.2, 10.4, bold=True, colour=INK)
_NAME = Type(6.6, 8.2, colour=QUIET)
_BREAK = Type(6.6, 8.2, bold=True, colour=INK)
_PLOT = 104.0
_BELOW = 13.0
_APART = 12.0  # between the names under the axis
_BAND: Colour = (0.925, 0.938, 0.950)
_OTHERS = ("[0.8 1.6] 0 d", "[3 1.4] 0 d", "[1.6 1.6] 0 d")
_LETTERS = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where values lie on the page."""

    left: float
    right: float
    bottom: float
    top: float
    low: float
    high: float
    places: int

    def y(self, value: float) -> float:
        """Return the height of a value."""
        return self.bottom + (value - self.low) * (self.top - self.bottom) / (self.high - self.low)

    def x(self, place: float) -> float:
        """Return where a place lies; between two places is a fraction."""
        return self.left + (place + 0.5) * (self.right - self.left) / max(self.places, 1)


def title_lines(pages: Pages, chart: ResultChart, width: float) -> list[str]:
    """Return the chart's title as the lines it takes."""
    face = pages.face(TITLE)
    return wrap(pages.fonts.ready(chart.title), width, lambda text: face.width(text, TITLE.size))


def key_lines(pages: Pages, chart: ResultChart, width: float) -> list[str]:
    """Return what the marks in the chart stand for, in the lines it takes beneath it."""
    face = pages.face(_NAME)
    said = "; ".join(_key(chart))
    return wrap(pages.fonts.ready(said), width, lambda text: face.width(text, _NAME.size)) if said else []


def height(pages: Pages, chart: ResultChart, width: float, title: int) -> float:
    """Return the room a chart takes in points; title is how many lines its row of charts keeps for titles."""
    return title * TITLE.leading + _NAME.leading + 4 + _PLOT + _BELOW + _key_room(pages, chart, width)


def draw(
    pages: Pages, page: Page, parent: Element, chart: ResultChart, *, left: float, width: float, top: float, title: int
) -> None:
    """Draw a chart from top down, as one figure with its words for those who do not see it."""
    bottom = top - height(pages, chart, width, title)
    corners = (left, bottom, left + width, top)
    figure = pages.structure.open("Figure", parent, figure_entries(chart.alt_text, corners))
    page.code.append(page.mark(figure))
    for place, words in enumerate(title_lines(pages, chart, width)):
        page.code.append(pages.words(left, top - TITLE.size - place * TITLE.leading, words, TITLE))
    axis_top = top - title * TITLE.leading - 1
    page.code.append(_say(pages, left, axis_top - _NAME.size, chart.y_title, _NAME))
    marks = value_ticks(*extent(chart), most=5)
    room = max(_width(pages, chart.written.value(mark), _NAME) for mark in marks) + 5
    plot_top = axis_top - _NAME.leading - 4
    frame = _Frame(left + room, left + width - 2, plot_top - _PLOT, plot_top, marks[0], marks[-1], len(chart.places))
    page.code += _drawn(pages, frame, chart, marks)
    base = frame.bottom - _BELOW
    for place, words in enumerate(key_lines(pages, chart, width)):
        page.code.append(pages.words(left, base - _NAME.size - place * _NAME.leading, words, _NAME))
    page.code.append(END)
    pages.structure.close(figure)


def _drawn(pages: Pages, frame: _Frame, chart: ResultChart, marks: tuple[float, ...]) -> Iterator[str]:
    yield from _grid(pages, frame, chart, marks)
    yield from _limits(frame, chart)
    yield from _levels(frame, chart)
    yield from _others(frame, chart)
    yield from _breaks(pages, frame, chart)
    yield from _events(pages, frame, chart)
    yield from _figures(frame, chart)


def _grid(pages: Pages, frame: _Frame, chart: ResultChart, marks: tuple[float, ...]) -> Iterator[str]:
    for value in marks:
        y, strong = frame.y(value), value == 0
        yield line(frame.left, y, frame.right, y, colour=INK if strong else HAIRLINE, width=0.7 if strong else 0.35)
        yield _say(pages, frame.left - 4, y - 2.2, chart.written.value(value), _NAME, align="right")
    room = max([_width(pages, name, _NAME) for name in chart.places], default=0) + _APART
    for place in labelled(chart, int((frame.right - frame.left) / room)):
        name = chart.places[place]
        size = _width(pages, name, _NAME)
        x = min(max(frame.x(place) - size / 2, frame.left - 10), frame.right - size + 2)
        yield line(frame.x(place), frame.bottom, frame.x(place), frame.bottom - 2, colour=QUIET, width=0.4)
        yield _say(pages, x, frame.bottom - 9, name, _NAME)


def _limits(frame: _Frame, chart: ResultChart) -> Iterator[str]:
    for limits in chart.limits:
        first, last = frame.x(limits.first - 0.5), frame.x(limits.last + 0.5)
        if limits.lower is not None and limits.upper is not None:
            low, high = frame.y(limits.lower), frame.y(limits.upper)
            yield area(first, low, last - first, high - low, _BAND)
            for y in (low, high):
                yield _dashed(line(first, y, last, y, colour=QUIET, width=0.5), "[2.4 1.8] 0 d")
        yield line(first, frame.y(limits.mean), last, frame.y(limits.mean), colour=QUIET, width=0.6)


def _levels(frame: _Frame, chart: ResultChart) -> Iterator[str]:
    for level in chart.levels:
        points = [(frame.x(place), frame.y(value)) for place, value in level.points]
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))
        dash = "[5 2] 0 d" if level.name.startswith("Path") else "[1 1.6] 0 d"
        yield _dashed(f"{stroke(ACCENT)} 0.9 w {path} S", dash)
        if level.name.startswith("Path"):
            yield _diamond(*points[-1], ACCENT, filled=False)


def _others(frame: _Frame, chart: ResultChart) -> Iterator[str]:
    for number, other in enumerate(chart.others):
        points = [(frame.x(place), frame.y(value)) for place, value in other.points]
        if not points:
            continue
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))
        yield _dashed(f"{stroke(QUIET)} 0.8 w {path} S", _OTHERS[number % len(_OTHERS)])


def _breaks(pages: Pages, frame: _Frame, chart: ResultChart) -> Iterator[str]:
    for number, broken in enumerate(chart.breaks, start=1):
        x = min(max(frame.x(broken.x), frame.left), frame.right)
        yield line(x, frame.bottom, x, frame.top + 3, colour=INK, width=1.1 if broken.forbids else 0.6)
        if not broken.forbids:
            yield line(x + 1.6, frame.bottom, x + 1.6, frame.top + 3, colour=INK, width=0.4)
        yield _say(pages, x + 3 if x < frame.right - 10 else x - 7, frame.top - 3, str(number), _BREAK)


def _events(pages: Pages, frame: _Frame, chart: ResultChart) -> Iterator[str]:
    for letter, event in zip(_LETTERS, chart.events, strict=False):
        first, last = frame.x(event.first), frame.x(event.last)
        y = frame.bottom + 2
        yield line(first, y, max(last, first + 1.5), y, colour=INK, width=2.2)
        yield _say(pages, (first + last) / 2 - 2, y + 3, letter, _BREAK)


def _figures(frame: _Frame, chart: ResultChart) -> Iterator[str]:
    for stretch in chart.stretches:
        points = [(frame.x(p.place), frame.y(p.value)) for p in stretch.points]
        if len(points) > 1:
            path = " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(points))
            yield f"{stroke(BLUE)} 1.3 w 1 j {path} S 0 j"
        for point in stretch.points:
            yield from _point(frame, point, few=frame.places <= 24)


def _point(frame: _Frame, point: ResultPoint, *, few: bool) -> Iterator[str]:
    x, y = frame.x(point.place), frame.y(point.value)
    if point.interval is not None:
        low, high = (frame.y(end) for end in point.interval)
        yield line(x, low, x, high, colour=BLUE, width=0.8)
        for end in (low, high):
            yield line(x - 2, end, x + 2, end, colour=BLUE, width=0.8)
    match point.variation:
        case Variation.BETTER:
            yield _disc(x, y, 2.9, BLUE, filled=True)
        case Variation.WORSE:
            yield f"{fill(ORANGE)} {stroke(INK)} 0.5 w {x - 2.7:.2f} {y - 2.7:.2f} 5.4 5.4 re b"
        case Variation.CHANGED:
            yield _diamond(x, y, INK, filled=True)
        case _:
            yield _disc(x, y, 1.9 if few else 1.2, BLUE, filled=not few)


def _disc(x: float, y: float, size: float, colour: Colour, *, filled: bool) -> str:
    """Return a disc or a ring, of four curves."""
    k = size * 0.5523
    path = (
        f"{x + size:.2f} {y:.2f} m {x + size:.2f} {y + k:.2f} {x + k:.2f} {y + size:.2f} {x:.2f} {y + size:.2f} c "
        f"{x - k:.2f} {y + size:.2f} {x - size:.2f} {y + k:.2f} {x - size:.2f} {y:.2f} c "
        f"{x - size:.2f} {y - k:.2f} {x - k:.2f} {y - size:.2f} {x:.2f} {y - size:.2f} c "
        f"{x + k:.2f} {y - size:.2f} {x + size:.2f} {y - k:.2f} {x + size:.2f} {y:.2f} c"
    )
    return f"{fill(colour if filled else (1, 1, 1))} {stroke(colour)} 1 w {path} b"


def _diamond(x: float, y: float, colour: Colour, *, filled: bool) -> str:
    size = 3.2
    return (
        f"{fill(colour if filled else (1, 1, 1))} {stroke(colour)} 0.9 w {x - size:.2f} {y:.2f} m {x:.2f} "
        f"{y + size:.2f} l {x + size:.2f} {y:.2f} l {x:.2f} {y - size:.2f} l b"
    )


def _dashed(drawn: str, dash: str) -> str:
    return f"{dash} {drawn} [] 0 d"


def _key(chart: ResultChart) -> Iterator[str]:
    """Give what each mark stands for, as far as the chart has it."""
    for number, broken in enumerate(chart.breaks, start=1):
        yield f"{number} {broken.text.rstrip('.')}"
    for letter, event in zip(_LETTERS, chart.events, strict=False):
        yield f"{letter} {event.text.rstrip('.')}"
    if chart.limits:
        yield "band: limits of what chance explains, with the mean"
    for level in chart.levels:
        yield f"{'dashes' if level.name.startswith('Path') else 'dots'}: {level.name[0].lower()}{level.name[1:]}"
    if chart.others:
        yield f"grey: {', '.join(other.name for other in chart.others)}"
    if any(p.interval for s in chart.stretches for p in s.points):
        yield "bars: 95% intervals"


def _key_room(pages: Pages, chart: ResultChart, width: float) -> float:
    return len(key_lines(pages, chart, width)) * _NAME.leading + 3


def _say(pages: Pages, x: float, y: float, text: str, kind: Type, *, align: str = "left") -> str:
    return pages.words(x, y, pages.fonts.ready(text), kind, align=align)


def _width(pages: Pages, text: str, kind: Type) -> float:
    return pages.face(kind).width(pages.fonts.ready(text), kind.size)
