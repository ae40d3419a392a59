"""Charts in a web page: the marks of the PDF as inline SVG, in colours that follow light and dark."""

from collections.abc import Sequence
from html import escape

from cspdesk.charts.results import ResultChart
from cspdesk.reports import result_charts, style
from cspdesk.reports.letters import text_width
from cspdesk.reports.pens import Place
from cspdesk.reports.style import HAIRLINE, Colour, Type
from cspdesk.reports.xml_text import xml_text

_WIDER = 1.08  # than the fonts of documents are those that some readers have
_RESULT = 250.0  # the width of a chart of results, in points
_NAMES: dict[Colour, str] = {
    style.INK: "ink",
    style.QUIET: "quiet",
    style.ACCENT: "accent",
    style.HAIRLINE: "line",
    style.TINT: "tint",
    style.SOFT: "soft",
    style.BLUE: "blue",
    style.PALE_BLUE: "pale-blue",
    style.ORANGE: "orange",
    style.WHITE: "white",
}


class SvgPen:
    """Collects marks as SVG elements; top is the height that becomes the upper edge."""

    def __init__(self, *, top: float) -> None:
        self.marks: list[str] = []
        self._top = top

    def width(self, text: str, kind: Type) -> float:
        """Return how wide a text is, about: a web page is set in the fonts its reader has."""
        return text_width(text, kind) * _WIDER

    def words(self, x: float, y: float, text: str, kind: Type, *, align: str = "left") -> None:
        """Write one line."""
        anchor = {"right": ' text-anchor="end"', "centre": ' text-anchor="middle"'}.get(align, "")
        bold = ' font-weight="700"' if kind.bold else ""
        self.marks.append(
            f'<text x="{x:.1f}" y="{self._top - y:.1f}" font-size="{kind.size:g}" {_fill(kind.colour)}{bold}{anchor}>'
            f"{escape(xml_text(text.rstrip()), quote=False)}</text>"
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, *, colour: Colour = HAIRLINE, width: float = 0.5,
             dash: str = "") -> None:  # fmt: skip
        """Draw a straight line."""
        self.path(((x1, y1), (x2, y2)), colour, width=width, dash=dash)

    def area(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self.marks.append(
            f'<rect x="{x:.1f}" y="{self._top - y - height:.1f}" width="{width:.1f}" height="{height:.1f}" '
            f"{_fill(colour)}/>"
        )

    def path(self, places: Sequence[Place], colour: Colour, *, width: float = 1.8, dash: str = "") -> None:
        """Draw a line through places."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.marks.append(
            f'<path d="{self._through(places)}" fill="none" {_stroke(colour)} stroke-width="{width:g}"{dashes}/>'
        )

    def shape(self, places: Sequence[Place], inside: Colour, edge: Colour | None = None, *, width: float = 1.4) -> None:
        """Fill what places enclose."""
        look = _fill(inside) if edge is None else f'{_both(inside, edge)} stroke-width="{width:g}"'
        self.marks.append(f'<path d="{self._through(places)}Z" {look}/>')

    def _through(self, places: Sequence[Place]) -> str:
        return "M" + "L".join(f"{x:.1f} {self._top - y:.1f}" for x, y in places)


def svg(marks: Sequence[str], width: float, height: float, *, title: str, says: str, key: str) -> str:
    """Return a picture that says in words what it shows; key tells its title and description from others'.

    It has a point to spare on either side, or an edge drawn along its own would be cut in half.
    """
    return (
        f'<svg viewBox="-1 0 {width + 2:.0f} {height:.0f}" role="img" aria-labelledby="{key}-title {key}-says">'
        f'<title id="{key}-title">{escape(xml_text(title), quote=False)}</title>'
        f'<desc id="{key}-says">{escape(xml_text(says), quote=False)}</desc>{"".join(marks)}</svg>'
    )


def result_picture(chart: ResultChart, *, key: str) -> str:
    """Return a chart of results as a picture; what it says in words is what it says on paper."""
    pen = SvgPen(top=0)
    title = len(result_charts.title_lines(pen, chart, _RESULT))
    height = result_charts.height(pen, chart, _RESULT, title)
    pen = SvgPen(top=height)
    result_charts.draw_marks(pen, chart, left=0, width=_RESULT, top=height, title=title)
    return svg(pen.marks, _RESULT, height, title=chart.title, says=chart.alt_text, key=key)


def _fill(colour: Colour) -> str:
    return f'class="f-{_NAMES[colour]}"' if colour in _NAMES else f'fill="{_hex(colour)}"'


def _stroke(colour: Colour) -> str:
    return f'class="s-{_NAMES[colour]}"' if colour in _NAMES else f'stroke="{_hex(colour)}"'


def _both(inside: Colour, edge: Colour) -> str:
    if inside in _NAMES and edge in _NAMES:
        return f'class="f-{_NAMES[inside]} s-{_NAMES[edge]}"'
    return f'fill="{_hex(inside)}" stroke="{_hex(edge)}"'


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)
