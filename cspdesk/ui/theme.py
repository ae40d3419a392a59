"""How cspdesk looks: one type scale, one spacing grid, two sets of colours; applied as a palette and a style sheet."""

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from cspdesk.domain.records import dataclass, field_names
from cspdesk.paths import resource
from cspdesk.ui.settings import Settings
from cspdesk.ui.stylesheet import style_sheet

SPACE = 8  # the grid; half of it is the smallest gap
SIZES = {"caption": 12, "body": 13, "lead": 15, "title": 20, "figure": 24}  # pixels at 100%
ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour there is, by what it is for. Text on its ground always has a contrast of 4.5 to 1 or more."""

    page: str
    card: str
    raised: str
    line: str
    strong_line: str
    text: str
    quiet: str
    accent: str
    accent_soft: str
    on_accent: str
    hover: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    neutral_soft: str
    spent: str
    committed: str
    left: str

    def brush(self, name: str) -> QBrush:
        """Return a colour by its name, for painting."""
        brush = QBrush()  # set up piece by piece: told apart from a gradient first, it would take 2 ms of the start
        brush.setColor(QColor(getattr(self, name)))
        brush.setStyle(Qt.BrushStyle.SolidPattern)
        return brush

    def named(self) -> dict[str, str]:
        """Return every colour by its name."""
        return {name: getattr(self, name) for name in field_names(self)}


LIGHT = Colours(
    page="#f4f6f8",
    card="#ffffff",
    raised="#ffffff",
    line="#e1e6eb",
    strong_line="#b9c3cd",
    text="#1b2733",
    quiet="#566573",
    accent="#0b5c7d",
    accent_soft="#e0eff5",
    on_accent="#ffffff",
    hover="#eef3f6",
    good="#1c6e43",
    good_soft="#e0f2e7",
    warning="#8a5a00",
    warning_soft="#fdf0d3",
    danger="#a8261d",
    danger_soft="#fbe4e1",
    neutral_soft="#e9edf1",
    spent="#0b5c7d",
    committed="#6fb1cc",
    left="#dde4ea",
)
DARK = Colours(
    page="#141a20",
    card="#1c242c",
    raised="#242e38",
    line="#2d3844",
    strong_line="#4a5866",
    text="#e7edf2",
    quiet="#a3b1be",
    accent="#63b8d8",
    accent_soft="#173947",
    on_accent="#08202b",
    hover="#26313b",
    good="#7fd0a0",
    good_soft="#17382a",
    warning="#f0bf62",
    warning_soft="#3d2f12",
    danger="#f59a90",
    danger_soft="#46211e",
    neutral_soft="#2b3641",
    spent="#63b8d8",
    committed="#2f7391",
    left="#33404c",
)


class Mode(StrEnum):
    """Which set of colours the person wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def colours(palette: QPalette) -> Colours:
    """Return the colours that go with a widget's palette: `colours(self.palette())`."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


class Theme(QObject):
    """The look of the running application; remembers what the person chose."""

    changed = Signal()

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__(application)
        self._application = application
        self._settings = settings
        self._family = _load_font()
        self.mode = Mode(settings.text("theme", Mode.SYSTEM))
        self.zoom = settings.number("zoom", 100)
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self.apply()

    def choose(self, mode: Mode) -> None:
        """Take light, dark, or whatever the system has."""
        self.mode = mode
        self._settings.keep("theme", mode.value)
        self.apply()

    def zoom_by(self, steps: int) -> None:
        """Make everything larger or smaller by so many steps of `ZOOMS`; 0 gives 100% back."""
        place = min(range(len(ZOOMS)), key=lambda i: abs(ZOOMS[i] - self.zoom))
        self.zoom = ZOOMS[max(0, min(len(ZOOMS) - 1, place + steps))] if steps else 100
        self._settings.keep("zoom", self.zoom)
        self.apply()

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are shown."""
        system = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.mode == Mode.DARK or (self.mode == Mode.SYSTEM and system)

    def apply(self) -> None:
        """Bring the running application in line."""
        shown = DARK if self.is_dark else LIGHT
        font = QFont(self._family)
        font.setPixelSize(round(SIZES["body"] * self.zoom / 100))
        self._application.setFont(font)
        self._application.setPalette(palette_of(shown))
        self._application.setStyleSheet(
            style_sheet(
                shown.named(),
                {"chevron": _drawn("chevron-down", self.is_dark), "tick": _drawn("check", self.is_dark)},
                self.zoom / 100,
            )
        )
        self.changed.emit()

    def _system_changed(self) -> None:
        if self.mode == Mode.SYSTEM:
            self.apply()


def palette_of(c: Colours) -> QPalette:
    """Return Qt's palette in our colours, for what the style sheet does not reach."""
    role = QPalette.ColorRole
    wanted = {
        role.Window: c.page,
        role.WindowText: c.text,
        role.Base: c.card,
        role.AlternateBase: c.page,
        role.Text: c.text,
        role.Button: c.card,
        role.ButtonText: c.text,
        role.BrightText: c.danger,
        role.ToolTipBase: c.raised,
        role.ToolTipText: c.text,
        role.PlaceholderText: c.quiet,
        role.Highlight: c.accent_soft,
        role.HighlightedText: c.text,
        role.Link: c.accent,
        role.Light: c.card,
        role.Midlight: c.line,
        role.Mid: c.strong_line,
        role.Dark: c.strong_line,
        role.Shadow: c.line,
        role.Accent: c.accent,
    }
    palette = QPalette()
    for where, colour in wanted.items():
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(c.quiet))
    return palette


def _load_font() -> str:
    """Load the bundled font, whose figures are all of one width; return the family's name."""
    for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        number = QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    return QFontDatabase.applicationFontFamilies(number)[0]


def _drawn(name: str, dark: bool) -> str:
    return resource("icons", f"{name}-{'dark' if dark else 'light'}.svg").as_posix()
