"""One look for every document: page, type scale, spacing, colours; all of it in points and all in one place."""

from cspdesk.domain.records import dataclass

PAGE_WIDTH = 595.28
PAGE_HEIGHT = 841.89
LEFT = 51.0
RIGHT = PAGE_WIDTH - 51.0
TOP = PAGE_HEIGHT - 74.0
BOTTOM = 68.0
WIDTH = RIGHT - LEFT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to lay a document out on: paper in points, and where words may stand on it in units of the type scale.

    zoom is how many points a unit is: above 1 all type is larger than the scale says, and less of it fits.
    """

    paper: tuple[float, float]
    zoom: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide lines of words may be."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How tall the whole page is, in units."""
        return self.paper[1] / self.zoom

    @property
    def room(self) -> float:
        """How much fits below each other on a page."""
        return self.top - self.bottom


A4 = Sheet((PAGE_WIDTH, PAGE_HEIGHT), 1.0, LEFT, RIGHT, TOP, BOTTOM)
_LARGER = 1.06
# For readers on paper: nothing that runs on is set smaller than ten points.
LARGE = Sheet(A4.paper, _LARGER, 46.0, PAGE_WIDTH / _LARGER - 46.0, PAGE_HEIGHT / _LARGER - 64.0, 56.0)
# Half of an A4 sheet, for a booklet: laid out for its size, not made small to fit it.
A5 = Sheet((PAGE_HEIGHT / 2, PAGE_WIDTH), 1.0, 34.0, PAGE_HEIGHT / 2 - 34.0, PAGE_WIDTH - 60.0, 54.0)

Colour = tuple[float, float, float]
INK: Colour = (0.11, 0.13, 0.16)
QUIET: Colour = (0.36, 0.40, 0.45)
ACCENT: Colour = (0.06, 0.28, 0.45)
HAIRLINE: Colour = (0.74, 0.77, 0.80)
TINT: Colour = (0.945, 0.957, 0.968)
ORANGE: Colour = (0.80, 0.40, 0.0)
BLUE: Colour = (0.10, 0.42, 0.68)
PALE_BLUE: Colour = (0.70, 0.81, 0.90)
SOFT: Colour = (0.925, 0.938, 0.950)
WHITE: Colour = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Type:
    """One step of the type scale."""

    size: float
    leading: float
    bold: bool = False
    colour: Colour = INK
    before: float = 0.0
    after: float = 0.0


TITLE = Type(24, 30, bold=True, colour=ACCENT, before=6, after=6)
SUBTITLE = Type(13, 18, colour=QUIET, after=10)
HEADINGS = {
    1: Type(16, 21, bold=True, colour=ACCENT, before=22, after=7),
    2: Type(11.5, 15.5, bold=True, colour=INK, before=13, after=4),
    3: Type(9.5, 13.5, bold=True, colour=INK, before=9, after=3),
}
BODY = Type(9.5, 14, after=6)
LEAD = Type(11, 16.5, after=7)
SMALL = Type(8.2, 11.2, colour=QUIET, after=5)
CELL = Type(8.2, 10.6)
CELL_BOLD = Type(8.2, 10.6, bold=True)
HEAD_CELL = Type(7.8, 10, bold=True, colour=QUIET)
CAPTION = Type(8.5, 12, bold=True, colour=INK, before=4, after=4)
FURNITURE = Type(7.4, 10, colour=QUIET)


def fill(colour: Colour) -> str:
    """Return the operator that sets the colour of text and areas."""
    return "{:g} {:g} {:g} rg".format(*colour)


def stroke(colour: Colour) -> str:
    """Return the operator that sets the colour of lines."""
    return "{:g} {:g} {:g} RG".format(*colour)
