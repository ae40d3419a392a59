"""Draws a chart of results on paper: figures, limits, breaks, what happened, baseline and target; plain in grey too.

Figures are joined only where they are counted alike. A point that stands out has a shape of its own: better a filled
disc, worse a filled square, changed a filled diamond; one that does not is a small ring.
"""

from cspdesk.charts.results import ResultChart, ResultPoint, extent, labelled, value_ticks
from cspdesk.domain.records import dataclass
from cspdesk.domain.variation import Variation
from cspdesk.reports.pages import END, Page, Pages, figure_entries
from cspdesk.reports.pens import PdfPen, Pen
from cspdesk.reports.result_marks import LETTERS, diamond, disc, key, other_line, other_single, square
from cspdesk.reports.structure import Element
from cspdesk.reports.style import ACCENT, BLUE, HAIRLINE, INK, ORANGE, QUIET, WHITE, Colour, Type
from cspdesk.reports.writing import wrap

TITLE = Type(8.2, 10.4, bold=True, colour=INK)
NAME = Type(7.2, 8.8, colour=QUIET)
_BREAK = Type(7.2, 8.8, bold=True, colour=INK)
PLOT = 94.0
LOW = 70.0  # where room is short
_BELOW = 13.0
_APART = 12.0  # between the names under the axis
_SPARE = 4.0  # right of the plot, for the half of a target’s mark that lies beyond it
_BAND: Colour = (0.925, 0.938, 0.950)
_BESIDE = 7.0  # a point, and beside each other: the only figures that other areas have at its place
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
    said = "; ".join(key(chart))
    return wrap(said, width, lambda text: pen.width(text, NAME)) if said else []


def height(pen: Pen, chart: ResultChart, width: float, title: int, plot: float = PLOT) -> float:
    """Return the room a chart takes in points; title is how many lines its row of charts keeps for titles.

    plot is how high the figures themselves are drawn.
    """
    beneath = len(key_lines(pen, chart, width)) * NAME.leading + 3
    return title * TITLE.leading + NAME.leading + 4 + plot + _BELOW + beneath


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
    pen.words(left, axis_top - NAME.size, chart.y_title, NAME)
    marks = value_ticks(*extent(chart), most=5)
    room = max(pen.width(chart.written.value(mark), NAME) for mark in marks) + 5
    plot_top = axis_top - NAME.leading - 4
    frame = _Frame(
        left + room, left + width - _SPARE, plot_top - plot, plot_top, marks[0], marks[-1], len(chart.places)
    )
    _bands(pen, frame, chart)
    _grid(pen, frame, chart, marks)
    _limits(pen, frame, chart)
    _levels(pen, frame, chart)
    _others(pen, frame, chart)
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
        pen.words(left, base - NAME.size - place * NAME.leading, words, NAME)


def _grid(pen: Pen, frame: _Frame, chart: ResultChart, marks: tuple[float, ...]) -> None:
    for value in marks:
        y, strong = frame.y(value), value == 0
        pen.line(frame.left, y, frame.right, y, colour=INK if strong else HAIRLINE, width=0.7 if strong else 0.35)
        pen.words(frame.left - 4, y - 2.2, chart.written.value(value), NAME, align="right")
    for place, left in _place_names(pen, frame, chart):
        pen.line(frame.x(place), frame.bottom, frame.x(place), frame.bottom - 2, colour=QUIET, width=0.4)
        pen.words(left, frame.bottom - 9, chart.places[place], NAME)


def _place_names(pen: Pen, frame: _Frame, chart: ResultChart) -> list[tuple[int, float]]:
    """Return the places to name under the axis and where each name begins: evenly apart, and the first if it fits."""
    sizes = [pen.width(name, NAME) for name in chart.places]

    def begins(place: int) -> float:
        return min(max(frame.x(place) - sizes[place] / 2, frame.left - 10), frame.right - sizes[place] + 2)

    found = [
        (place, begins(place))
        for place in labelled(chart, int((frame.right - frame.left) / (max(sizes, default=0) + _APART)))
    ]
    if found and found[0][0] > 0 and begins(0) + sizes[0] + _APART <= found[0][1]:
        found.insert(0, (0, begins(0)))
    return found


def _bands(pen: Pen, frame: _Frame, chart: ResultChart) -> None:
    """Fill what lies between the limits, before the grid, whose lines are to be seen through it."""
    for limits in chart.limits:
        if limits.lower is not None and limits.upper is not None:
            first, last = frame.x(limits.first - 0.5), frame.x(limits.last + 0.5)
            low, high = frame.y(limits.lower), frame.y(limits.upper)
            pen.area(first, low, last - first, high - low, _BAND)


def _limits(pen: Pen, frame: _Frame, chart: ResultChart) -> None:
    for limits in chart.limits:
        first, last = frame.x(limits.first - 0.5), frame.x(limits.last + 0.5)
        if limits.lower is not None and limits.upper is not None:
            for y in (frame.y(limits.lower), frame.y(limits.upper)):
                pen.line(first, y, last, y, colour=QUIET, width=0.5, dash="2.4 1.8")
        pen.line(first, frame.y(limits.mean), last, frame.y(limits.mean), colour=QUIET, width=0.6)


def _levels(pen: Pen, frame: _Frame, chart: ResultChart) -> None:
    for level in chart.levels:
        places = [(frame.x(place), frame.y(value)) for place, value in level.points]
        pen.path(places, ACCENT, width=0.9, dash="5 2" if level.is_path else "1 1.6")
        if level.is_path:
            pen.shape(diamond(*places[-1]), WHITE, ACCENT, width=0.9)


def _others(pen: Pen, frame: _Frame, chart: ResultChart) -> None:
    """Draw other areas as lines, or beside the area's own point where each has but one figure."""
    singles = [number for number, other in enumerate(chart.others) if len(other.points) == 1]
    for number, other in enumerate(chart.others):
        places = [(frame.x(place), frame.y(value)) for place, value in other.points]
        if len(places) > 1:
            other_line(pen, number, places)
        for x, y in places if len(places) == 1 else ():
            first = min(x + _BESIDE, frame.right - 3 - _BESIDE * (len(singles) - 1))
            other_single(pen, number, (first + _BESIDE * singles.index(number), y))


def _breaks(pen: Pen, frame: _Frame, chart: ResultChart) -> None:
    """Draw a break that forbids as one thick line, one that asks for caution as two thin ones."""
    for number, broken in enumerate(chart.breaks, start=1):
        x = min(max(frame.x(broken.x), frame.left), frame.right)
        pen.line(x, frame.bottom, x, frame.top + 3, colour=INK, width=1.2 if broken.forbids else 0.5)
        if not broken.forbids:
            pen.line(x + 1.8, frame.bottom, x + 1.8, frame.top + 3, colour=INK, width=0.5)
        pen.words(x + 4 if x < frame.right - 10 else x - 7, frame.top - 3, str(number), _BREAK)


def _events(pen: Pen, frame: _Frame, chart: ResultChart) -> None:
    for letter, event in zip(LETTERS, chart.events, strict=False):
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
            pen.shape(disc(x, y, 3.0), BLUE, INK, width=0.5)
        case Variation.WORSE:
            pen.shape(square(x, y), ORANGE, INK, width=0.5)
        case Variation.CHANGED:
            pen.shape(diamond(x, y), INK)
        case _:
            pen.shape(disc(x, y, 1.9 if few else 1.2), WHITE if few else BLUE, BLUE, width=1)
