"""How wide texts are, and pictures of them, without a page of a PDF: from the fonts that documents are set in."""

from functools import cache
from typing import TYPE_CHECKING

from cspdesk.paths import resource
from cspdesk.reports.style import Type

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_MEASURED_AT = 200


def text_width(text: str, kind: Type) -> float:
    """Return how wide a text is in a step of the type scale, in points."""
    return font(kind.bold, _MEASURED_AT).getlength(text) * kind.size / _MEASURED_AT


@cache
def font(bold: bool, size: int) -> "FreeTypeFont":
    """Return the font of documents at a size in pixels; letters stand one by one, so every system draws them alike."""
    from PIL import ImageFont

    name = "NotoSans-Bold.ttf" if bold else "NotoSans-Regular.ttf"
    return ImageFont.truetype(str(resource("fonts", name)), size, layout_engine=ImageFont.Layout.BASIC)
