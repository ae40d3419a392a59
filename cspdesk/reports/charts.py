"""Draws a chart on paper as lines and areas, with its series named beside them; told apart without colour too."""

from cspdesk.charts.chart import Chart, Series, extent, name_lines, ticks
from cspdesk.charts.nested import NestedChart
from cspdesk.domain.records import dataclass
from cspdesk.reports import nested_chart
from cspdesk.reports.pages import END, Page, Pages, figure_entries
from cspdesk.reports.pens import PdfPen, Pen
from cspdesk.reports.structure import Element
from cspdesk.reports.style import (
    BLUE,
    CAPTION,
    FURNITURE,
    HAIRLINE,
    INK,
    ORANGE,
    PALE_BLUE,
    QUIET,
    TINT,
    WHITE,
    Colour,
    Type,
)
from cspdesk.reports.writing import wrap

_PLOT_HEIGHT = 168.0
_TITLE_ROOM = 20.0
_BELOW = 20.0
_NAMES_ROOM = 108.0
_SAMPLE = 16.0  # of a mark, before the name of what it stands for
_ABOVE = 8.0  # the highest mark, up to where a band reaches and its name stands
_NOTE = Type(8, 11, colour=QUIET)
_NAME = Type(8, 10, bold=True)
_VALUE = Type(7.4, 9, bold=True, colour=INK)
_COLOURS = {"bar": BLUE, "step": BLUE, "area": QUIET, "line": ORANGE}


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where values lie on the page."""

    left: float
    right: float
    bottom: float
    top: float
    low: int
    high: int
    places: int

    def y(self, value: int) -> float:
        """Return the height of a value."""
        return self.bottom + (value - self.low) * (self.top - self.bottom) / (self.high - self.low)

    @property
    def step(self) -> float:
        """The width of one place on the x axis."""
        return (self.right - self.left) / max(self.places, 1)

    def x(self, place: int) -> float:
        """Return the middle of a place on the x axis."""
        return self.left + (place + 0.5) * self.step


def height(chart: Chart | NestedChart) -> float:
    """Return the room a chart takes, in points."""
    if isinstance(chart, NestedChart):
        return nested_chart.height(chart)
    return _TITLE_ROOM + _PLOT_HEIGHT + _below(chart) + len(chart.notes) * _NOTE.leading


def _below(chart: Chart) -> float:
    """Return the room that the names of the x axis take beneath the plot."""
    names = chart.x.categories
    lines = max((len(name_lines(name, len(names))) for name in names), default=1)
    return _BELOW + (lines - 1) * FURNITURE.leading


def draw(pages: Pages, page: Page, parent: Element, chart: Chart | NestedChart, *, top: float) -> None:
    """Draw a chart from top down, as one figure with its words for those who do not see it."""
    bottom, sheet = top - height(chart), pages.sheet
    figure = pages.structure.open(
        "Figure", parent, figure_entries(chart.alt_text, pages.placed(page, (sheet.left, bottom, sheet.right, top)))
    )
    page.code.append(page.mark(figure))
    draw_marks(PdfPen(pages, page.code), chart, top=top, left=sheet.left, right=sheet.right)
    page.code.append(END)
    pages.structure.close(figure)


def draw_marks(pen: Pen, chart: Chart | NestedChart, *, top: float, left: float, right: float) -> None:
    """Make a chart's marks from top down, between left and right, with any pen."""
    if isinstance(chart, NestedChart):
        nested_chart.draw_marks(pen, chart, top=top, left=left, right=right)
        return
    marks = ticks(*extent(chart), unit=100)
    margin = max(pen.width(chart.y.write(value), FURNITURE) for value in marks) + 6
    frame = _Frame(
        left=left + margin,
        right=right - _NAMES_ROOM,
        bottom=top - _TITLE_ROOM - _PLOT_HEIGHT,
        top=top - _TITLE_ROOM - _ABOVE,
        low=marks[0],
        high=marks[-1],
        places=_places(chart),
    )
    pen.words(left, top - 11, chart.title, CAPTION)
    _bands(pen, frame, chart)
    _grid(pen, frame, chart, marks)
    names: list[tuple[float, str, Series]] = []
    for series in sorted(chart.series, key=lambda each: each.kind != "area"):  # an area lies beneath the others
        _series(pen, frame, chart, series, _COLOURS[series.kind])
        last = [value for _, value in series.points if value is not None]
        if last:
            names.append((frame.y(last[-1]), series.name, series))
    _band_names(pen, frame, chart)
    if len(names) > 1 or not any(name.casefold() in chart.title.casefold() for _, name, _ in names):
        _names(pen, frame, names)  # a title that names the only series tells enough
    for place, note in enumerate(chart.notes):
        pen.words(left, frame.bottom - _below(chart) - (place + 0.6) * _NOTE.leading, note, _NOTE)


def _places(chart: Chart) -> int:
    return len(chart.x.categories) or 1 + max((x for series in chart.series for x, _ in series.points), default=0)


def _grid(pen: Pen, frame: _Frame, chart: Chart, marks: tuple[int, ...]) -> None:
    for value in marks:
        y = frame.y(value)
        strong = value == 0
        pen.line(frame.left, y, frame.right, y, colour=INK if strong else HAIRLINE, width=0.8 if strong else 0.4)
        pen.words(frame.left - 5, y - 2.6, chart.y.write(value), FURNITURE, align="right")
    for place, name in enumerate(chart.x.categories):
        for row, words in enumerate(name_lines(name, frame.places)):
            y = frame.bottom - 12 - row * FURNITURE.leading
            pen.words(frame.x(place), y, words, FURNITURE, align="centre")


def _bands(pen: Pen, frame: _Frame, chart: Chart) -> None:
    for band in chart.bands:
        x = frame.left + band.first * frame.step
        width = (band.last - band.first + 1) * frame.step
        pen.area(x, frame.bottom, width, frame.top - frame.bottom + _ABOVE, TINT)


def _band_names(pen: Pen, frame: _Frame, chart: Chart) -> None:
    """Name each band above the highest mark, where no series can cover it."""
    for band in chart.bands:
        pen.words(frame.left + band.first * frame.step + 5, frame.top + 1.8, band.name, FURNITURE)


def _series(pen: Pen, frame: _Frame, chart: Chart, series: Series, colour: Colour) -> None:
    points = [(x, value) for x, value in series.points if value is not None]
    if not points:
        return
    if series.kind == "bar":
        _bars(pen, frame, chart, points, colour)
        return
    if series.kind == "step":
        _steps(pen, frame, points, colour)
        return
    places = [(frame.x(x), frame.y(value)) for x, value in points]
    if series.kind == "area":
        base = frame.y(0)
        pen.shape([*places, (places[-1][0], base), (places[0][0], base)], PALE_BLUE)
    if series.kind == "line":
        pen.path(
            places, WHITE, width=2.8
        )  # an edge, or the line is lost where it crosses a dark bar; more parts the bar
    pen.path(places, colour)
    for x, y in places if series.kind == "line" else ():  # an area is told from a line without colour too
        _marker(pen, x, y, colour)


def _bars(pen: Pen, frame: _Frame, chart: Chart, points: list[tuple[int, int]], colour: Colour) -> None:
    width = min(frame.step * 0.46, 46.0)
    for x, value in points:
        left, base, y = frame.x(x) - width / 2, frame.y(0), frame.y(value)
        if value:  # nothing is no bar, however thin
            pen.area(left, min(base, y), width, max(abs(y - base), 0.8), colour)
        words = chart.y.write_value(value)
        inside = abs(y - base) > 16
        kind = Type(_VALUE.size, _VALUE.leading, bold=True, colour=WHITE if inside else INK)
        if pen.width(words, kind) > width - 2:
            continue
        # Inside, by the foot of the bar: other series cross its top.
        level = (base + 5 if value >= 0 else base - 12) if inside else max(y, base) + 3
        pen.words(frame.x(x), level, words, kind, align="centre")


def _steps(pen: Pen, frame: _Frame, points: list[tuple[int, int]], colour: Colour) -> None:
    half = frame.step / 2 - 4
    for x, value in points:
        y = frame.y(value)
        pen.line(frame.x(x) - half, y, frame.x(x) + half, y, colour=colour, width=1.4, dash="4 2.5")


def _marker(pen: Pen, x: float, y: float, colour: Colour) -> None:
    """Draw a small diamond, so that the line is told from others without its colour."""
    size = 3.4
    pen.shape([(x - size, y), (x, y + size), (x + size, y), (x, y - size)], WHITE, colour)


def _names(pen: Pen, frame: _Frame, names: list[tuple[float, str, Series]]) -> None:
    """Name each series beside its last value, after a sample of its mark; pushed apart where they would touch."""
    floor, left = frame.bottom - 4, frame.right + 10
    for y, name, series in sorted(names, key=lambda each: each[:2]):
        lines = wrap(name, _NAMES_ROOM - _SAMPLE - 12, lambda text: pen.width(text, _NAME))
        base = max(y - 3 + (len(lines) - 1) * _NAME.leading / 2, floor + len(lines) * _NAME.leading)
        floor = base + 1
        kind = Type(_NAME.size, _NAME.leading, bold=True, colour=_COLOURS[series.kind])
        _sample(pen, series, left, base + 2.8)
        for place, text in enumerate(lines):
            pen.words(left + _SAMPLE, base - place * _NAME.leading, text, kind)


def _sample(pen: Pen, series: Series, x: float, y: float) -> None:
    """Draw a mark as the series has it, for its name; y is its middle."""
    colour, ends = _COLOURS[series.kind], x + 12
    match series.kind:
        case "bar":
            pen.area(x + 2, y - 3.6, 8, 7.2, colour)
        case "step":
            pen.line(x, y, ends, y, colour=colour, width=1.4, dash="4 2.5")
        case "area":
            pen.area(x, y - 3.6, 12, 6.4, PALE_BLUE)
            pen.path([(x, y + 2.8), (ends, y + 2.8)], colour)
        case "line":
            pen.path([(x, y), (ends, y)], colour)
            _marker(pen, x + 6, y, colour)
