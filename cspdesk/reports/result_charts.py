"""Draws a chart of results on paper: figures, limits, breaks, what happened, baseline and target; plain in grey too.

Figures are joined only where they are counted alike. A point that stands out has a shape of its own: better a filled
disc, worse a filled square, changed a filled diamond; one that does not is a small ring.
"""

from collections.abc import Iterator
from math import cos, pi, sin

from cspdesk.charts.results import Level, ResultChart, ResultPoint, extent, labelled, value_ticks
from cspdesk.domain.records import dataclass
from cspdesk.domain.variation import Variation
from cspdesk.reports.pages import END, Page, Pages, figure_entries
from cspdesk.reports.pens import PdfPen, Pen, Place
from cspdesk.reports.structure import Element
from cspdesk.reports.style import ACCENT, BLUE, HAIRLINE, INK, ORANGE, QUIET, WHITE, Colour, Type
from cspdesk.reports.writing import wrap

TITLE = Type(8.2, 10.4, bold=True, colour=INK)
_NAME = Type(7.2, 8.8, colour=QUIET)
_BREAK = Type(7.2, 8.8, bold=True, colour=INK)
PLOT = 94.0
LOW = 70.0  # where room is short
_BELOW = 13.0
_APART = 12.0  # between the names under the axis
_BAND: Colour = (0.925, 0.938, 0.950)
_OTHERS = ("0.8 1.6", "3 1.4", "1.6 1.6")
_LETTERS = "ABCDEFGH"
_FEW = 24  # points up to which each is drawn as a ring


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


def title_lines(pen: Pen, chart: ResultChart, width: float) -> list[str]:
    """Return the chart's title as the lines it takes."""
    return wrap(chart.title, width, lambda text: pen.width(text, TITLE))


def key_lines(pen: Pen, chart: ResultChart, width: float) -> list[str]:
    """Return what the marks in the chart stand for, in the lines it takes beneath it."""
    said = "; ".join(_key(chart))
    return wrap(said, width, lambda text: pen.width(text, _NAME)) if said else []


def height(pen: Pen, chart: ResultChart, width: float, title: int, plot: float = PLOT) -> float:
    """Return the room a chart takes in points; title is how many lines its row of charts keeps for titles.

    plot is how high the figures themselves are drawn.
    """
    key = len(key_lines(pen, chart, width)) * _NAME.leading + 3
    return title * TITLE.leading + _NAME.leading + 4 + plot + _BELOW + key


def draw(
    pages: Pages,
    page: Page,
    parent: Element,
    chart: ResultChart,
    *,
    left: float,
    width: float,
    top: float,
    title: int,
    plot: float = PLOT,
) -> None:
    """Draw a chart from top down, as one figure with its words for those who do not see it."""
    pen = PdfPen(pages, page.code)
    corners = (left, top - height(pen, chart, width, title, plot), left + width, top)
    figure = pages.structure.open("Figure", parent, figure_entries(chart.alt_text, pages.placed(page, corners)))
    page.code.append(page.mark(figure))
    draw_marks(pen, chart, left=left, width=width, top=top, title=title, plot=plot)
    page.code.append(END)
    pages.structure.close(figure)


def draw_marks(
    pen: Pen, chart: ResultChart, *, left: float, width: float, top: float, title: int, plot: float = PLOT
) -> None:
    """Make a chart's marks from top down, with any pen."""
    for place, words in enumerate(title_lines(pen, chart, width)):
        pen.words(left, top - TITLE.size - place * TITLE.leading, words, TITLE)
    axis_top = top - title * TITLE.leading - 1
    pen.words(left, axis_top - _NAME.size, chart.y_title, _NAME)
    marks = value_ticks(*extent(chart), most=5)
    room = max(pen.width(chart.written.value(mark), _NAME) for mark in marks) + 5
    plot_top = axis_top - _NAME.leading - 4
    frame = _Frame(left + room, left + width - 2, plot_top - plot, plot_top, marks[0], marks[-1], len(chart.places))
    _grid(pen, frame, chart, marks)
    _limits(pen, frame, chart)
    _levels(pen, frame, chart)
    for number, other in enumerate(chart.others):
        places = [(frame.x(place), frame.y(value)) for place, value in other.points]
        if len(places) > 1:
            pen.path(places, QUIET, width=0.8, dash=_OTHERS[number % len(_OTHERS)])
        for x, y in places if len(places) == 1 else ():
            pen.line(x - 5, y, x + 5, y, colour=QUIET, width=1)
    _breaks(pen, frame, chart)
    _events(pen, frame, chart)
    for stretch in chart.stretches:
        places = [(frame.x(p.place), frame.y(p.value)) for p in stretch.points]
        if len(places) > 1:
            pen.path(places, BLUE, width=1.3)
        for point in stretch.points:
            _point(pen, frame, point, few=frame.places <= _FEW)
    base = frame.bottom - _BELOW
    for place, words in enumerate(key_lines(pen, chart, width)):
        pen.words(left, base - _NAME.size - place * _NAME.leading, words, _NAME)


def _grid(pen: Pen, frame: _Frame, chart: ResultChart, marks: tuple[float, ...]) -> None:
    for value in marks:
        y, strong = frame.y(value), value == 0
        pen.line(frame.left, y, frame.right, y, colour=INK if strong else HAIRLINE, width=0.7 if strong else 0.35)
        pen.words(frame.left - 4, y - 2.2, chart.written.value(value), _NAME, align="right")
    room = max([pen.width(name, _NAME) for name in chart.places], default=0) + _APART
    for place in labelled(chart, int((frame.right - frame.left) / room)):
        name = chart.places[place]
        size = pen.width(name, _NAME)
        pen.line(frame.x(place), frame.bottom, frame.x(place), frame.bottom - 2, colour=QUIET, width=0.4)
        pen.words(min(max(frame.x(place) - size / 2, frame.left - 10), frame.right - size + 2), frame.bottom - 9, name,
                  _NAME)  # fmt: skip


def _limits(pen: Pen, frame: _Frame, chart: ResultChart) -> None:
    for limits in chart.limits:
        first, last = frame.x(limits.first - 0.5), frame.x(limits.last + 0.5)
        if limits.lower is not None and limits.upper is not None:
            low, high = frame.y(limits.lower), frame.y(limits.upper)
            pen.area(first, low, last - first, high - low, _BAND)
            for y in (low, high):
                pen.line(first, y, last, y, colour=QUIET, width=0.5, dash="2.4 1.8")
        pen.line(first, frame.y(limits.mean), last, frame.y(limits.mean), colour=QUIET, width=0.6)


def _levels(pen: Pen, frame: _Frame, chart: ResultChart) -> None:
    for level in chart.levels:
        places = [(frame.x(place), frame.y(value)) for place, value in level.points]
        aimed = _is_aimed(level)
        pen.path(places, ACCENT, width=0.9, dash="5 2" if aimed else "1 1.6")
        if aimed:
            pen.shape(_diamond(*places[-1]), WHITE, ACCENT, width=0.9)


def _breaks(pen: Pen, frame: _Frame, chart: ResultChart) -> None:
    """Draw a break that forbids as one thick line, one that asks for caution as two thin ones."""
    for number, broken in enumerate(chart.breaks, start=1):
        x = min(max(frame.x(broken.x), frame.left), frame.right)
        pen.line(x, frame.bottom, x, frame.top + 3, colour=INK, width=1.2 if broken.forbids else 0.5)
        if not broken.forbids:
            pen.line(x + 1.8, frame.bottom, x + 1.8, frame.top + 3, colour=INK, width=0.5)
        pen.words(x + 4 if x < frame.right - 10 else x - 7, frame.top - 3, str(number), _BREAK)


def _events(pen: Pen, frame: _Frame, chart: ResultChart) -> None:
    for letter, event in zip(_LETTERS, chart.events, strict=False):
        first, last = frame.x(event.first), frame.x(event.last)
        y = frame.bottom + 2
        pen.line(first, y, max(last, first + 1.5), y, colour=INK, width=2.2)
        pen.words((first + last) / 2 - 2, y + 3, letter, _BREAK)


def _point(pen: Pen, frame: _Frame, point: ResultPoint, *, few: bool) -> None:
    x, y = frame.x(point.place), frame.y(point.value)
    if point.interval is not None:
        low, high = (frame.y(end) for end in point.interval)
        pen.line(x, low, x, high, colour=BLUE, width=0.8)
        for end in (low, high):
            pen.line(x - 2, end, x + 2, end, colour=BLUE, width=0.8)
    match point.variation:
        case Variation.BETTER:
            pen.shape(_disc(x, y, 3.0), BLUE, INK, width=0.5)
        case Variation.WORSE:
            square = [(x - 2.7, y - 2.7), (x + 2.7, y - 2.7), (x + 2.7, y + 2.7), (x - 2.7, y + 2.7)]
            pen.shape(square, ORANGE, INK, width=0.5)
        case Variation.CHANGED:
            pen.shape(_diamond(x, y), INK)
        case _:
            pen.shape(_disc(x, y, 1.9 if few else 1.2), WHITE if few else BLUE, BLUE, width=1)


def _disc(x: float, y: float, size: float) -> list[Place]:
    turns = (2 * pi * step / 16 for step in range(16))
    return [(x + size * cos(turn), y + size * sin(turn)) for turn in turns]


def _diamond(x: float, y: float, size: float = 3.2) -> list[Place]:
    return [(x - size, y), (x, y + size), (x + size, y), (x, y - size)]


def _is_aimed(level: Level) -> bool:
    return level.name.startswith("Path")


def _key(chart: ResultChart) -> Iterator[str]:
    """Give what each mark stands for, as far as the chart has it."""
    for number, broken in enumerate(chart.breaks, start=1):
        yield f"({number}) {broken.text.rstrip('.')}"
    for letter, event in zip(_LETTERS, chart.events, strict=False):
        yield f"({letter}) {event.text.rstrip('.')}"
    if chart.limits:
        yield "band: limits of what chance explains, with the mean"
    for level in chart.levels:
        yield f"{'dashes' if _is_aimed(level) else 'dots'}: {level.name[0].lower()}{level.name[1:]}"
    if chart.others:
        yield f"grey: {', '.join(other.name for other in chart.others)}"
    if any(p.interval for s in chart.stretches for p in s.points):
        yield "bars: 95% intervals"
