"""Draws a chart on paper as lines and areas, with its series named beside them; told apart without colour too."""

from cspdesk.charts.chart import Chart, Series, extent, name_lines, ticks
from cspdesk.domain.records import dataclass
from cspdesk.reports.pages import END, Page, Pages, area, figure_entries, line
from cspdesk.reports.structure import Element
from cspdesk.reports.style import (
    BLUE,
    CAPTION,
    FURNITURE,
    HAIRLINE,
    INK,
    LEFT,
    ORANGE,
    PALE_BLUE,
    QUIET,
    RIGHT,
    TINT,
    Colour,
    Type,
    fill,
    stroke,
)
from cspdesk.reports.writing import wrap

_PLOT_HEIGHT = 168.0
_TITLE_ROOM = 20.0
_BELOW = 20.0
_NAMES_ROOM = 92.0
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


def height(chart: Chart) -> float:
    """Return the room a chart takes, in points."""
    return _TITLE_ROOM + _PLOT_HEIGHT + _below(chart) + len(chart.notes) * _NOTE.leading


def _below(chart: Chart) -> float:
    """Return the room that the names of the x axis take beneath the plot."""
    names = chart.x.categories
    lines = max((len(name_lines(name, len(names))) for name in names), default=1)
    return _BELOW + (lines - 1) * FURNITURE.leading


def draw(pages: Pages, page: Page, parent: Element, chart: Chart, *, top: float) -> None:
    """Draw a chart from top down, as one figure with its words for those who do not see it."""
    bottom = top - height(chart)
    figure = pages.structure.open("Figure", parent, figure_entries(chart.alt_text, (LEFT, bottom, RIGHT, top)))
    marks = ticks(*extent(chart), unit=100)
    margin = max(_width(pages, chart.y.write(value), FURNITURE) for value in marks) + 6
    frame = _Frame(
        left=LEFT + margin,
        right=RIGHT - _NAMES_ROOM,
        bottom=top - _TITLE_ROOM - _PLOT_HEIGHT,
        top=top - _TITLE_ROOM - 8,
        low=marks[0],
        high=marks[-1],
        places=_places(chart),
    )
    page.code.append(page.mark(figure))
    page.code.append(_say(pages, LEFT, top - 11, chart.title, CAPTION))
    page.code += _bands(pages, frame, chart)
    page.code += _grid(pages, frame, chart, marks)
    names: list[tuple[float, str, Colour]] = []
    for series in sorted(chart.series, key=lambda each: each.kind != "area"):  # an area lies beneath the others
        colour = _COLOURS[series.kind]
        page.code += _series(pages, frame, chart, series, colour)
        last = [value for _, value in series.points if value is not None]
        if last:
            names.append((frame.y(last[-1]), series.name, colour))
    page.code += _names(pages, frame, names)
    for place, note in enumerate(chart.notes):
        page.code.append(_say(pages, LEFT, frame.bottom - _below(chart) - (place + 0.6) * _NOTE.leading, note, _NOTE))
    page.code.append(END)
    pages.structure.close(figure)


def _places(chart: Chart) -> int:
    return len(chart.x.categories) or 1 + max((x for series in chart.series for x, _ in series.points), default=0)


def _say(pages: Pages, x: float, y: float, text: str, kind: Type, *, align: str = "left") -> str:
    return pages.words(x, y, pages.fonts.ready(text), kind, align=align)


def _width(pages: Pages, text: str, kind: Type) -> float:
    return pages.face(kind).width(pages.fonts.ready(text), kind.size)


def _grid(pages: Pages, frame: _Frame, chart: Chart, marks: tuple[int, ...]) -> list[str]:
    out = []
    for value in marks:
        y = frame.y(value)
        strong = value == 0
        out.append(
            line(frame.left, y, frame.right, y, colour=INK if strong else HAIRLINE, width=0.8 if strong else 0.4)
        )
        out.append(_say(pages, frame.left - 5, y - 2.6, chart.y.write(value), FURNITURE, align="right"))
    for place, name in enumerate(chart.x.categories):
        for row, words in enumerate(name_lines(name, frame.places)):
            x = frame.x(place) - _width(pages, words, FURNITURE) / 2
            out.append(_say(pages, x, frame.bottom - 12 - row * FURNITURE.leading, words, FURNITURE))
    return out


def _bands(pages: Pages, frame: _Frame, chart: Chart) -> list[str]:
    out = []
    for band in chart.bands:
        x = frame.left + band.first * frame.step
        width = (band.last - band.first + 1) * frame.step
        out.append(area(x, frame.bottom, width, frame.top - frame.bottom + 8, TINT))
        out.append(_say(pages, x + 5, frame.bottom + 5, band.name, FURNITURE))
    return out


def _series(pages: Pages, frame: _Frame, chart: Chart, series: Series, colour: Colour) -> list[str]:
    points = [(x, value) for x, value in series.points if value is not None]
    if not points:
        return []
    if series.kind == "bar":
        return _bars(pages, frame, chart, points, colour)
    if series.kind == "step":
        return _steps(frame, points, colour)
    path = " ".join(
        f"{frame.x(x):.2f} {frame.y(value):.2f} {'l' if place else 'm'}" for place, (x, value) in enumerate(points)
    )
    out = []
    if series.kind == "area":
        first, last, base = frame.x(points[0][0]), frame.x(points[-1][0]), frame.y(0)
        out.append(f"{fill(PALE_BLUE)} {path} {last:.2f} {base:.2f} l {first:.2f} {base:.2f} l h f")
    out.append(f"{stroke(colour)} 1.8 w 1 j {path} S 0 j")
    return out + [_marker(frame.x(x), frame.y(value), colour) for x, value in points]


def _bars(pages: Pages, frame: _Frame, chart: Chart, points: list[tuple[int, int]], colour: Colour) -> list[str]:
    out = []
    width = min(frame.step * 0.46, 46.0)
    for x, value in points:
        left, base, y = frame.x(x) - width / 2, frame.y(0), frame.y(value)
        out.append(area(left, min(base, y), width, max(abs(y - base), 0.8), colour))
        words = chart.y.write_value(value)
        inside = abs(y - base) > 16
        kind = Type(_VALUE.size, _VALUE.leading, bold=True, colour=(1, 1, 1) if inside else INK)
        room = _width(pages, words, kind)
        if room > width - 2:
            continue
        # Inside, by the foot of the bar: other series cross its top.
        level = (base + 5 if value >= 0 else base - 12) if inside else max(y, base) + 3
        out.append(_say(pages, frame.x(x) - room / 2, level, words, kind))
    return out


def _steps(frame: _Frame, points: list[tuple[int, int]], colour: Colour) -> list[str]:
    half = frame.step / 2 - 4
    treads = [
        f"{frame.x(x) - half:.2f} {frame.y(value):.2f} m {frame.x(x) + half:.2f} {frame.y(value):.2f} l"
        for x, value in points
    ]
    return [f"{stroke(colour)} 1.4 w [4 2.5] 0 d", " ".join(treads) + " S [] 0 d"]


def _marker(x: float, y: float, colour: Colour) -> str:
    """Return a small diamond, so that the line is told from others without its colour."""
    size = 3.4
    return (
        f"{fill((1, 1, 1))} {stroke(colour)} 1.4 w {x - size:.2f} {y:.2f} m {x:.2f} {y + size:.2f} l "
        f"{x + size:.2f} {y:.2f} l {x:.2f} {y - size:.2f} l b"
    )


def _names(pages: Pages, frame: _Frame, names: list[tuple[float, str, Colour]]) -> list[str]:
    """Name each series beside its last value, pushed apart where they would touch."""
    out, floor = [], frame.bottom - 4
    for y, name, colour in sorted(names):
        lines = wrap(pages.fonts.ready(name), _NAMES_ROOM - 12, lambda text: pages.face(_NAME).width(text, _NAME.size))
        base = max(y - 3 + (len(lines) - 1) * _NAME.leading / 2, floor + len(lines) * _NAME.leading)
        floor = base + 1
        kind = Type(_NAME.size, _NAME.leading, bold=True, colour=colour)
        for place, text in enumerate(lines):
            out.append(pages.words(frame.right + 10, base - place * _NAME.leading, text, kind))
    return out
