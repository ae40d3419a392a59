"""Draws money in nested columns on paper: three shades, each block with an edge and, where it fits, its name."""

from cspdesk.charts.nested import Nest, NestedChart, label_of
from cspdesk.charts.spend import whole_pounds
from cspdesk.reports.pens import Pen
from cspdesk.reports.style import ACCENT, BLUE, CAPTION, INK, PALE_BLUE, QUIET, TINT, WHITE, Colour, Type

_PLOT = 330.0
_TITLE = 20.0
_HEADS = 14.0
_BELOW = 8.0
_GAP = 3.0  # between columns
_PAD = 5.0
_NOTE = Type(8, 11, colour=QUIET)
_HEAD = Type(8, 10, bold=True, colour=QUIET)
SHADES: tuple[tuple[Colour, Colour], ...] = ((BLUE, WHITE), (PALE_BLUE, INK), (TINT, INK))
EDGES = ((WHITE, 1.2), (ACCENT, 0.4), (ACCENT, 0.4))  # a dark edge is lost between dark blocks, most of all in grey
_NAME = Type(7.6, 9.4)


def height(chart: NestedChart) -> float:
    """Return the room the chart takes, in points."""
    plot = _PLOT if chart.blocks else 0.0
    return _TITLE + _HEADS + plot + _BELOW + len(chart.notes) * _NOTE.leading


def draw_marks(pen: Pen, chart: NestedChart, *, top: float, left: float, right: float) -> None:
    """Make the chart's marks from top down, between left and right, with any pen."""
    pen.words(left, top - 11, chart.title, CAPTION)
    width = (right - left - 2 * _GAP) / 3
    plot = top - _TITLE - _HEADS
    for column, name in enumerate(chart.columns):
        pen.words(left + column * (width + _GAP), plot + 4, name, _HEAD)
    for block in chart.blocks:
        y = plot - block.end * _PLOT / chart.total
        _block(pen, block, left + block.column * (width + _GAP), y, width, block.pence * _PLOT / chart.total)
    base = plot - (_PLOT if chart.blocks else 0.0) - _BELOW
    for place, note in enumerate(chart.notes):
        pen.words(left, base - (place + 0.6) * _NOTE.leading, note, _NOTE)


def _block(pen: Pen, block: Nest, x: float, y: float, width: float, tall: float) -> None:
    inside, ink = SHADES[block.column]
    edge, line = EDGES[block.column]
    pen.shape([(x, y), (x + width, y), (x + width, y + tall), (x, y + tall)], inside, edge, width=line)
    kind = Type(_NAME.size, _NAME.leading, bold=block.column == 0, colour=ink)
    most = int((tall - 1.5) // kind.leading)
    lines = label_of(block, width - 2 * _PAD, most, lambda text: pen.width(text, kind), whole_pounds)
    first = y + tall - min(_PAD, (tall - len(lines) * kind.leading) / 2) - kind.size
    for place, text in enumerate(lines):
        pen.words(x + _PAD, first - place * kind.leading, text, kind)
