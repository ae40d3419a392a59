"""What a page leads to: its tabs, its list of parts, its choices; and its tables. For the tour beside this."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListWidget, QPushButton, QScrollArea, QTabBar, QTableView, QWidget

from cspdesk.ui.panels.transaction_table import INSET
from cspdesk.ui.tab_bar import TitleTabs
from cspdesk.ui.theme import SIZES
from tests.e2e.person import plain


@dataclass(frozen=True)
class Way:
    """What leads to the parts of a page: tabs, a list at the side, or buttons of which one is down."""

    widget: QWidget
    titles: tuple[str, ...]
    at: Callable[[int], tuple[QWidget, QPoint]]
    shows: Callable[[], int]


Turns = tuple[tuple[Way, int], ...]


def ways_of(page: QWidget) -> list[Way]:
    """Return what leads to the parts of a page that can be seen now, from the outermost in."""
    bars = [of_tabs(bar) for bar in page.findChildren(QTabBar) if bar.isVisible()]
    lists = [of_list(each) for each in page.findChildren(QListWidget) if each.isVisible()]
    downs = [b for b in page.findChildren(QPushButton) if b.isVisible() and b.isCheckable() and b.autoExclusive()]
    parents = list(dict.fromkeys(button.parentWidget() for button in downs))
    return [*bars, *lists, *(of_buttons(p, [b for b in downs if b.parentWidget() is p]) for p in parents)]


def of_tabs(bar: QTabBar) -> Way:
    """Return tabs as a way, by their whole titles though there be no room for these."""
    told = bar.accessibleTabName if isinstance(bar, TitleTabs) else lambda place: plain(bar.tabText(place))
    titles = tuple(told(place) for place in range(bar.count()))
    return Way(bar, titles, lambda place: (bar, bar.tabRect(place).center()), bar.currentIndex)


def of_list(shown: QListWidget) -> Way:
    """Return a list at the side as a way."""
    titles = tuple(shown.item(place).text() for place in range(shown.count()))

    def at(place: int) -> tuple[QWidget, QPoint]:
        shown.scrollToItem(shown.item(place))
        return shown.viewport(), shown.visualItemRect(shown.item(place)).center()

    return Way(shown, titles, at, shown.currentRow)


def of_buttons(parent: QWidget, buttons: list[QPushButton]) -> Way:
    """Return buttons of which one is down as a way."""
    titles = tuple(plain(button.text()) for button in buttons)
    shows = lambda: next((i for i, each in enumerate(buttons) if each.isChecked()), -1)  # noqa: E731
    return Way(parent, titles, lambda place: (buttons[place], buttons[place].rect().center()), shows)


def tables(page: QWidget) -> list[QTableView]:
    """Return the tables of a page that can be seen and hold something."""
    return [t for t in page.findChildren(QTableView) if t.isVisible() and t.accessibleName() and t.model().rowCount()]


def cut_headings(table: QTableView) -> list[str]:
    """Return the headings of a table that have not the room for their words."""
    header, model = table.horizontalHeader(), table.model()
    seen = [place for place in range(header.count()) if not header.isSectionHidden(place)]
    told = {place: str(model.headerData(place, Qt.Orientation.Horizontal)) for place in seen}
    font = header.font()
    scale = font.pixelSize() / SIZES["body"]
    font.setPixelSize(round(SIZES["caption"] * scale))
    words, beside = QFontMetrics(font), 2 * round(INSET * scale)
    return [t for place, t in told.items() if words.horizontalAdvance(t) + beside > header.sectionSize(place)]


def bring(table: QWidget) -> None:
    """Scroll the page until a table can be seen."""
    part: QWidget | None = table
    while part is not None:
        if isinstance(part, QScrollArea):
            part.ensureWidgetVisible(table)
        part = part.parentWidget()


def first_cell(table: QTableView) -> QPoint:
    """Return where a person would click the row that is chosen already, or else the first."""
    row = max(0, table.currentIndex().row())
    table.scrollTo(table.model().index(row, 0))
    cells = (table.visualRect(table.model().index(row, column)) for column in range(table.horizontalHeader().count()))
    return next(cell.center() for cell in cells if cell.width())
