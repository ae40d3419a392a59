"""What a chart is drawn with: the same marks on a page of a PDF, in a web page or as a picture.

Places are in points, y upwards, as on a page; a drawing is complete when every mark is made.
"""

from collections.abc import Sequence
from typing import Protocol

from cspdesk.reports.pages import Pages, area, line
from cspdesk.reports.style import HAIRLINE, Colour, Type, fill, stroke

Place = tuple[float, float]


class Pen(Protocol):
    """Makes the few marks that charts consist of."""

    def width(self, text: str, kind: Type) -> float:
        """Return how wide a text is."""
        ...

    def words(self, x: float, y: float, text: str, kind: Type, *, align: str = "left") -> None:
        """Write one line with its baseline at y; x is its left edge, its right one or, for “centre”, its middle."""
        ...

    def line(self, x1: float, y1: float, x2: float, y2: float, *, colour: Colour = HAIRLINE, width: float = 0.5,
             dash: str = "") -> None:  # fmt: skip
        """Draw a straight line; dash holds lengths of marks and gaps."""
        ...

    def area(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle; x and y are its lower left corner."""
        ...

    def path(self, places: Sequence[Place], colour: Colour, *, width: float = 1.8, dash: str = "") -> None:
        """Draw a line through places."""
        ...

    def shape(self, places: Sequence[Place], inside: Colour, edge: Colour | None = None, *, width: float = 1.4) -> None:
        """Fill what places enclose, and draw its edge where one is given."""
        ...


class PdfPen:
    """Draws with the operators of a page, into its code."""

    def __init__(self, pages: Pages, code: list[str]) -> None:
        self._pages = pages
        self._code = code

    def width(self, text: str, kind: Type) -> float:
        """Return how wide a text is."""
        return self._pages.face(kind).width(self._pages.fonts.ready(text), kind.size)

    def words(self, x: float, y: float, text: str, kind: Type, *, align: str = "left") -> None:
        """Write one line."""
        self._code.append(self._pages.words(x, y, self._pages.fonts.ready(text), kind, align=align))

    def line(self, x1: float, y1: float, x2: float, y2: float, *, colour: Colour = HAIRLINE, width: float = 0.5,
             dash: str = "") -> None:  # fmt: skip
        """Draw a straight line."""
        self._dashed(line(x1, y1, x2, y2, colour=colour, width=width), dash)

    def area(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self._code.append(area(x, y, width, height, colour))

    def path(self, places: Sequence[Place], colour: Colour, *, width: float = 1.8, dash: str = "") -> None:
        """Draw a line through places."""
        self._dashed(f"{stroke(colour)} {width:g} w 1 j {_through(places)} S 0 j", dash)

    def shape(self, places: Sequence[Place], inside: Colour, edge: Colour | None = None, *, width: float = 1.4) -> None:
        """Fill what places enclose."""
        if edge is None:
            self._code.append(f"{fill(inside)} {_through(places)} h f")
        else:
            self._code.append(f"{fill(inside)} {stroke(edge)} {width:g} w {_through(places)} b")

    def _dashed(self, operators: str, dash: str) -> None:
        self._code.append(f"[{dash}] 0 d {operators} [] 0 d" if dash else operators)


def _through(places: Sequence[Place]) -> str:
    return " ".join(f"{x:.2f} {y:.2f} {'l' if place else 'm'}" for place, (x, y) in enumerate(places))
