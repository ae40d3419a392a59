"""Icons: one open set (Lucide), drawn in the theme's own colours."""

from functools import cache

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QAction, QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import QAbstractButton

from cspdesk.paths import resource
from cspdesk.ui.theme import colours

NAME = "icon_name"
COLOUR = "icon_colour"
SIZE = 16
DRAWN_LARGER = 2  # so that an icon is sharp at 200% too
DRAWN_AT = 'width="24"\n  height="24"'  # what every drawing of the set says of its size
BODY_PIXELS = 13  # the body text of 100%; icons grow with it


def icon(name: str, colour: str = "text") -> QIcon:
    """Return an icon in a colour of the theme as it is now; `put_icon` keeps one in step with the theme."""
    palette = colours(QGuiApplication.palette())
    return _drawn(name, getattr(palette, colour))


def put_icon(target: QAbstractButton | QAction, name: str, colour: str = "text") -> None:
    """Give a button or an action an icon that follows the theme."""
    if target.property(NAME) is None:
        _look().changed.connect(_Follower(target).draw)
    target.setProperty(NAME, name)
    target.setProperty(COLOUR, colour)
    _draw(target)


def _draw(target: QAbstractButton | QAction) -> None:
    target.setIcon(icon(target.property(NAME), target.property(COLOUR)))
    if isinstance(target, QAbstractButton):
        size = round(SIZE * QGuiApplication.font().pixelSize() / BODY_PIXELS)
        gap = size * 3 // 8 if target.text() else 0  # the width beyond the picture stands between it and the words
        target.setIconSize(QSize(size + gap, size))


def retint() -> None:
    """Draw every icon that was put anew, after the theme changed."""
    _look().changed.emit()


class _Look(QObject):
    """Tells the icons that are shown that they must be drawn anew."""

    changed = Signal()


class _Follower(QObject):
    """Draws its parent's icon when told to. Qt destroys it with its parent, so it never draws what is gone.

    Asking Qt for all widgets instead would hand out some that are just then being destroyed.
    """

    def __init__(self, target: QAbstractButton | QAction) -> None:
        super().__init__(target)

    def draw(self) -> None:
        """Draw the parent's icon in the theme as it is now."""
        target = self.parent()
        if isinstance(target, QAbstractButton | QAction):
            _draw(target)


@cache
def _look() -> _Look:
    return _Look()


@cache
def _drawn(name: str, colour: str) -> QIcon:
    drawn, pixmap = QIcon(), _pixmap(name, colour)
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):  # a selected row keeps its icon as it is
        drawn.addPixmap(pixmap, mode)
    return drawn


def _pixmap(name: str, colour: str) -> QPixmap:
    """Return a drawing in a colour and at the size it is shown in; Qt reads it as it reads the style sheet's own."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio() * DRAWN_LARGER
    side = round(SIZE * ratio)
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap()
    pixmap.loadFromData(drawing.replace(DRAWN_AT, f'width="{side}" height="{side}"', 1).encode(), "svg")
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
