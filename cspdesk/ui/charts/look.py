"""How charts look on screen: the colours of paper on a light window, and their lighter sisters on a dark one."""

from PySide6.QtGui import QColor, QPalette

from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one chart, with the window's own ink and paper."""

    paper: QColor
    ink: QColor
    quiet: QColor
    hairline: QColor
    band: QColor
    series: tuple[QColor, ...]


_LIGHT = ("#1a6bad", "#b85a00", "#1c2129", "#5c6670")
_DARK = ("#6db3e8", "#f0a45c", "#e8ebee", "#a3adb8")


def look_for(palette: QPalette) -> Look:
    """Return the colours that suit a window's palette."""
    paper = palette.color(QPalette.ColorRole.Base)
    ink = palette.color(QPalette.ColorRole.Text)
    dark = paper.lightness() < 128
    return Look(
        paper=paper,
        ink=ink,
        quiet=between(ink, paper, 35),
        hairline=between(ink, paper, 82),
        band=between(ink, paper, 94),
        series=tuple(QColor(name) for name in (_DARK if dark else _LIGHT)),
    )


def between(near: QColor, far: QColor, share: int) -> QColor:
    """Return the colour that lies so many hundredths of the way from one to another."""

    def mix(a: int, b: int) -> int:
        return (a * (100 - share) + b * share) // 100

    return QColor(mix(near.red(), far.red()), mix(near.green(), far.green()), mix(near.blue(), far.blue()))
