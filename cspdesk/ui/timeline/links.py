"""Which action waits for which, as elbow lines from the end of what is needed to the end of what waits."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from cspdesk.domain.records import dataclass
from cspdesk.ui.timeline.facts import Bar
from cspdesk.ui.timeline.look import Look
from cspdesk.ui.timeline.scale import Scale

GUTTER = 14  # pixels at 100% between the later end and the line that goes down
ARROW = 4


@dataclass(frozen=True, slots=True)
class Link:
    """An action that waits and the one it waits for, by their rows; clashes: what is needed ends later."""

    waits: Bar
    waits_row: int
    needed: Bar
    needed_row: int

    @property
    def clashes(self) -> bool:
        """Whether what is needed is due after what waits for it."""
        return self.needed.ends > self.waits.ends

    @property
    def rows(self) -> tuple[int, int]:
        """The upper and the lower row."""
        return min(self.waits_row, self.needed_row), max(self.waits_row, self.needed_row)


def links_among(bars: Sequence[Bar | None]) -> tuple[Link, ...]:
    """Return the links between rows that are shown; None stands for a row without a bar."""
    row_of: Mapping[str, int] = {bar.id: row for row, bar in enumerate(bars) if bar is not None}
    return tuple(
        Link(bar, row, needed, row_of[needs])
        for row, bar in enumerate(bars)
        if bar is not None
        for needs in bar.needs
        if needs in row_of and (needed := bars[row_of[needs]]) is not None
    )


def paint_links(
    painter: QPainter, scale: Scale, look: Look, links: Iterable[Link], height: float, chosen: frozenset[str]
) -> None:
    """Paint links over rows of one height; those of chosen actions stand out, a clash among them is dashed red."""
    later = []
    for link in links:
        if link.waits.id in chosen or link.needed.id in chosen:
            later.append(link)
        else:
            _paint(painter, scale, look, link, height, look.link)
    for link in later:
        _paint(painter, scale, look, link, height, look.clash if link.clashes else look.own_link)


def _paint(painter: QPainter, scale: Scale, look: Look, link: Link, height: float, pen: QPen) -> None:
    start, end = scale.x(link.needed.ends + 1), scale.x(link.waits.ends + 1)
    turn = max(start, end) + GUTTER * look.unit
    top, bottom = (link.needed_row + 0.5) * height, (link.waits_row + 0.5) * height
    painter.setPen(pen)
    elbow = [QPointF(start, top), QPointF(turn, top), QPointF(turn, bottom), QPointF(end + look.unit, bottom)]
    painter.drawPolyline(QPolygonF(elbow))
    head = ARROW * look.unit
    tip = QPointF(end + look.unit, bottom)
    painter.setBrush(pen.color())
    painter.drawPolygon(QPolygonF([tip, tip + QPointF(head, -head), tip + QPointF(head, head)]))
