"""The timeline's colours and measures, made once for a theme and a size of letters."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from cspdesk.domain.records import dataclass
from cspdesk.ui.theme import SIZES, Colours
from cspdesk.ui.timeline.facts import Kind


@dataclass(frozen=True, slots=True)
class Tint:
    """How a bar of one kind is painted: its ground, what is done of it, and its outline."""

    ground: QBrush
    done: QBrush
    edge: QPen


@dataclass(frozen=True)
class Look:
    """Pens, brushes and lengths in pixels; `unit` is one pixel at 100%."""

    unit: float
    tints: dict[Kind, Tint]
    text: QColor
    quiet: QColor
    accent: QColor
    on_accent: QColor
    card: QColor
    page: QColor
    raised: QColor
    selected: QColor
    hover: QColor
    danger: QColor
    row_line: QColor
    bounds: dict[str, QPen]
    ghost: QPen
    tail: QPen
    late_tail: QPen
    mark: QPen
    late_mark: QPen
    link: QPen
    own_link: QPen
    clash: QPen
    today: QPen
    focus: QPen
    overrun: QPen

    @property
    def bar(self) -> float:
        """How high a bar is."""
        return 14 * self.unit

    @property
    def diamond(self) -> float:
        """Half the width of a milestone."""
        return 6.5 * self.unit


@lru_cache(maxsize=8)
def look_of(c: Colours, font_pixels: int) -> Look:
    """Return the look for these colours and letters so many pixels high."""
    unit = max(0.5, font_pixels / SIZES["body"])
    colour = {name: QColor(value) for name, value in c.named().items()}
    return Look(
        unit,
        _tints(colour, unit),
        colour["text"],
        colour["quiet"],
        colour["accent"],
        colour["on_accent"],
        colour["card"],
        colour["page"],
        colour["raised"],
        colour["accent_soft"],
        colour["hover"],
        colour["danger"],
        colour["line"],
        {"year": QPen(colour["strong_line"], 2), "quarter": QPen(colour["strong_line"], 1), "fine": _fine(colour)},
        _pen(colour["quiet"], 1.2 * unit, Qt.PenStyle.DashLine),
        _pen(colour["quiet"], 1.6 * unit),
        _pen(colour["danger"], 1.6 * unit),
        _pen(colour["text"], 1.6 * unit),
        _pen(colour["danger"], 1.8 * unit),
        _pen(colour["strong_line"], 1.2 * unit),
        _pen(colour["accent"], 2 * unit),
        _pen(colour["danger"], 2 * unit, Qt.PenStyle.DashLine),
        QPen(colour["accent"], max(1.0, 1.5 * unit)),
        QPen(colour["accent"], 2),
        _pen(colour["danger"], 1.6 * unit, Qt.PenStyle.DashLine),
    )


def _tints(colour: dict[str, QColor], unit: float) -> dict[Kind, Tint]:
    def tint(ground: QBrush | QColor, done: str, edge: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> Tint:
        return Tint(QBrush(ground), QBrush(colour[done]), _pen(colour[edge], unit, style))

    none = QBrush(Qt.BrushStyle.NoBrush)
    return {
        Kind.PROPOSED: tint(none, "committed", "quiet", Qt.PenStyle.DashLine),
        Kind.AHEAD: tint(colour["card"], "spent", "spent"),
        Kind.RUNNING: tint(colour["accent_soft"], "spent", "spent"),
        Kind.LATE: tint(colour["danger_soft"], "spent", "danger"),
        Kind.COMPLETE: tint(colour["committed"], "committed", "committed"),
        Kind.STOPPED: tint(QBrush(colour["strong_line"], Qt.BrushStyle.FDiagPattern), "strong_line", "strong_line"),
    }


def _fine(colour: dict[str, QColor]) -> QPen:
    return QPen(colour["line"], 1)


def _pen(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, width, style, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
    if style != Qt.PenStyle.SolidLine:
        pen.setDashPattern([3, 2])
    return pen
