"""Charts as pictures, for forms that cannot hold lines: the marks of the PDF, crisp at the size of a page."""

import io
from collections.abc import Sequence
from itertools import pairwise

from cspdesk.reports.letters import font, text_width
from cspdesk.reports.pens import Place
from cspdesk.reports.style import HAIRLINE, Colour, Type

DOTS = 4  # in a point, which is 288 to the inch
_WHITE = 252
_FINER = 2  # lines are drawn larger and made smaller, so that they are smooth


class PicturePen:
    """Draws marks into a picture of so many points; top is the height that becomes the upper edge."""

    def __init__(self, width: float, height: float) -> None:
        from PIL import Image, ImageDraw

        self._scale = DOTS * _FINER
        self._top = height
        self._size = (round(width * DOTS), round(height * DOTS))
        self._image = Image.new("RGB", (self._size[0] * _FINER, self._size[1] * _FINER), "white")
        self._draw = ImageDraw.Draw(self._image)

    def png(self) -> bytes:
        """Return the picture; the same marks give the same bytes."""
        from PIL import Image

        out = io.BytesIO()
        small = self._image.resize(self._size, Image.Resampling.BOX)
        few = small.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        # The quick way to choose colours makes white a shade darker, which a printer would dot.
        few.putpalette([255 if part >= _WHITE else part for part in few.getpalette() or ()])
        few.save(out, "PNG", dpi=(DOTS * 72, DOTS * 72))
        return out.getvalue()

    def width(self, text: str, kind: Type) -> float:
        """Return how wide a text is."""
        return text_width(text, kind)

    def words(self, x: float, y: float, text: str, kind: Type, *, align: str = "left") -> None:
        """Write one line."""
        face = font(kind.bold, round(kind.size * self._scale))
        anchor = {"right": "rs", "centre": "ms"}.get(align, "ls")
        self._draw.text(self._at((x, y)), text.rstrip(), fill=_paint(kind.colour), font=face, anchor=anchor)

    def line(self, x1: float, y1: float, x2: float, y2: float, *, colour: Colour = HAIRLINE, width: float = 0.5,
             dash: str = "") -> None:  # fmt: skip
        """Draw a straight line."""
        self.path(((x1, y1), (x2, y2)), colour, width=width, dash=dash)

    def area(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self._draw.rectangle([self._at((x, y + height)), self._at((x + width, y))], fill=_paint(colour))

    def path(self, places: Sequence[Place], colour: Colour, *, width: float = 1.8, dash: str = "") -> None:
        """Draw a line through places."""
        for part in _dashes(places, dash) if dash else [list(places)]:
            thick = max(round(width * self._scale), 1)
            self._draw.line([self._at(place) for place in part], fill=_paint(colour), width=thick, joint="curve")

    def shape(self, places: Sequence[Place], inside: Colour, edge: Colour | None = None, *, width: float = 1.4) -> None:
        """Fill what places enclose."""
        self._draw.polygon([self._at(place) for place in places], fill=_paint(inside))
        if edge is not None:
            self.path([*places, places[0], *places[1:2]], edge, width=width)

    def _at(self, place: Place) -> tuple[float, float]:
        return place[0] * self._scale, (self._top - place[1]) * self._scale


def _paint(colour: Colour) -> tuple[int, int, int]:
    red, green, blue = (round(part * 255) for part in colour)
    return red, green, blue


def _dashes(places: Sequence[Place], dash: str) -> list[list[Place]]:
    """Return the pieces of a path that a dashed pen draws."""
    lengths = [float(each) for each in dash.split()]
    out: list[list[Place]] = []
    turn, left = 0, lengths[0]
    piece: list[Place] = [places[0]]
    for start, end in pairwise(places):
        size = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
        gone = 0.0
        while size - gone > left:
            gone += left
            at = (start[0] + (end[0] - start[0]) * gone / size, start[1] + (end[1] - start[1]) * gone / size)
            if turn % 2 == 0:
                out.append([*piece, at])
            turn += 1
            piece, left = [at], lengths[turn % len(lengths)]
        left -= size - gone
        piece.append(end)
    return [*out, piece] if turn % 2 == 0 and len(piece) > 1 else out
