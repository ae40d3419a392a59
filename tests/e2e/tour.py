"""A person looks at all of the window: every tab and section, a record of every table, every dialog of the menus.

    python tests/e2e/tour.py FILE FOLDER [light|dark ...] [--zoom STEPS] [--told]

Each thing is come to with mouse and keys, and a picture of the screen is kept of it in FOLDER, by theme. Run by
test_tour, and by whoever wants to see how it all looks. A box that tells a fault ends the tour,
unless it may tell: in a record with nothing in it, what is missing is told.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QMenu,
    QMessageBox,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

from cspdesk.ui import application
from cspdesk.ui.actions import ACTIONS, Action
from cspdesk.ui.main_window import MainWindow
from cspdesk.ui.panels.result_card import ResultCard
from tests.e2e.person import TICK_MS, Person, Wait, plain, the_window, top
from tests.e2e.tour_ways import Turns, bring, cut_headings, first_cell, of_tabs, tables, ways_of

REST_MS = 160  # until what opened has come to rest: what is read late is read by then
MOST_BELOW = 5  # pictures of what a page has below its first
CORNER = QPoint(16, 16)  # of a card, where no button of its own is
TELLS = ("check", "about")  # slots that answer with a box, which is then no fault
NO_DIALOG = (  # slots of the menus that open nothing: what they do is seen elsewhere, or would end the tour
    *("open_file", "open_sample", "write_paper", "back_up", "close_file", "quit", "undo", "redo"),
    *("year_before", "year_after", "view_restricted", "view_partner", "view_public"),
    *("theme_system", "theme_light", "theme_dark", "zoom_in", "zoom_out", "zoom_reset"),
    *("recent_menu", "tabs_menu"),
)
AWARDS = """{"grants": [{"id": "360G-invented-1", "title": "Safer streets, invented", "description": "Lighting.",
"currency": "GBP", "amountAwarded": 12000, "awardDate": "2016-03-01",
"plannedDates": [{"startDate": "2016-04-01", "endDate": "2017-03-31"}],
"recipientOrganization": [{"id": "GB-COH-00000001", "name": "Herefordshire Community Safety Partnership"}],
"fundingOrganization": [{"id": "GB-LAE-XX", "name": "Invented Trust"}]}]}"""


def dialogs() -> tuple[Action, ...]:
    """Return what opens a dialog, from the table of the menus: one that is added there is looked at here."""
    return tuple(spec for spec in ACTIONS if spec.slot and spec.slot not in NO_DIALOG)


class Tour(Person):
    """Goes everywhere in the file that is open, in each theme."""

    def __init__(self, folder: Path, themes: tuple[str, ...], zoom: int = 0, *, told: bool = False) -> None:
        self.root = folder
        self.themes = themes
        self.zoom = zoom
        self.told = told
        self.cut: set[str] = set()  # headings that are cut short, and where
        self.lost: set[str] = set()  # where the keyboard left the page once a record was left
        folder.mkdir(parents=True, exist_ok=True)
        awards = folder / "awards.json"
        awards.write_text(AWARDS, encoding="utf-8")
        QFileDialog.getOpenFileName = lambda *_, **__: (str(awards), "")  # type: ignore[method-assign,assignment]
        QFileDialog.getOpenFileNames = lambda *_, **__: ([], "")  # type: ignore[method-assign,assignment]
        super().__init__(folder)

    def story(self) -> Iterator[Wait]:
        yield "the window", lambda: isinstance(top(), MainWindow)
        shown = the_window()
        shown.showMaximized()
        shown.setGeometry(shown.screen().availableGeometry())  # where nothing manages windows
        yield "the window as large as the screen", lambda: shown.size() == shown.screen().availableGeometry().size()
        for _ in range(self.zoom):
            yield from self.from_menu(shown, "zoom_in")
        for theme in self.themes:
            self.folder = self.root / theme
            self.folder.mkdir(exist_ok=True)
            yield from self.from_menu(shown, f"theme_{theme}")
            self.seen: set[tuple[str, str]] = set()
            for place in range(shown.bar.count()):
                yield from self.see_tab(shown, place)
            yield from self.see_menus(shown)
        assert not self.cut, f"headings are cut short: {sorted(self.cut)}"
        assert not self.lost, f"the keyboard is lost after {sorted(self.lost)}"
        shown.close()

    # Tabs

    def see_tab(self, shown: MainWindow, place: int) -> Iterator[Wait]:
        """See a tab, with all that its own tabs, its list of parts and its choices lead to."""
        way = of_tabs(shown.bar)
        yield from self.turn(shown, ((way, place),))
        page = shown.stack.currentWidget()
        yield from self.see_within(shown, page, way.titles[place], ((way, place),))

    def see_within(self, shown: MainWindow, page: QWidget, name: str, turns: Turns) -> Iterator[Wait]:
        """See what each way within a page leads to, or the page itself where there is none ahead."""
        been = [way.widget for way, _ in turns]
        ahead = next((way for way in ways_of(page) if way.widget not in been), None)
        if ahead is None:
            yield from self.see_page(shown, page, name, turns)
            return
        for place, words in enumerate(ahead.titles):
            yield from self.turn(shown, (*turns, (ahead, place)))
            yield from self.see_within(shown, page, f"{name} - {words}", (*turns, (ahead, place)))

    def turn(self, shown: MainWindow, turns: Turns) -> Iterator[Wait]:
        """Go where these turns lead; of those taken already none is taken again."""
        for way, place in turns:
            if way.shows() != place:
                self.click(*way.at(place))
                yield way.titles[place], lambda way=way, place=place: way.shows() == place
        yield from self.rest(shown)

    def see_page(self, shown: MainWindow, page: QWidget, name: str, turns: Turns) -> Iterator[Wait]:
        self.shoot(name)
        yield from self.see_below(shown, page, name)
        yield from self.see_results(shown, page, name)
        year = shown.session.year
        self.cut |= {f"{name}: {heading}" for table in tables(page) for heading in cut_headings(table)}
        for table in tables(page):
            if (turns[0][0].titles[turns[0][1]], table.accessibleName()) in self.seen or not table.isVisible():
                continue
            self.seen.add((turns[0][0].titles[turns[0][1]], table.accessibleName()))
            yield from self.open_record(shown, table, f"{name} - {table.accessibleName()}")
            while shown.session.year != year:  # it led to a record of another
                later = shown.session.year.first < year.first
                key = Qt.Key.Key_PageDown if later else Qt.Key.Key_PageUp
                QTest.keyClick(shown, key, Qt.KeyboardModifier.AltModifier)
                yield from self.rest(shown)
            yield from self.turn(shown, turns)

    def see_below(self, shown: MainWindow, page: QWidget, name: str) -> Iterator[Wait]:
        """See what a page has below what fits the screen, a screen at a time."""
        areas = [area for area in page.findChildren(QScrollArea) if area.height() > shown.height() // 3]
        for bar in [area.verticalScrollBar() for area in areas if area.isVisible()]:
            for count in range(2, MOST_BELOW):
                if bar.value() < bar.maximum():
                    bar.setValue(bar.value() + bar.pageStep() * 9 // 10)
                    yield from self.rest(shown)
                    self.shoot(f"{name} - below {count}")
            bar.setValue(0)

    def see_results(self, shown: MainWindow, page: QWidget, name: str) -> Iterator[Wait]:
        """Open the first card of the results, if this page has cards, and see all of what it opens."""
        cards = [card for card in page.findChildren(ResultCard) if card.isVisible()]
        if cards:
            self.click(cards[0], CORNER)
            yield "the indicator's page", lambda: not cards[0].isVisible()
            yield from self.rest(shown)
            self.shoot(f"{name} - one indicator")
            yield from self.see_below(shown, page, f"{name} - one indicator")
            yield from self.leave(shown)
            yield "the cards", cards[0].isVisible

    def open_record(self, shown: MainWindow, table: QTableView, name: str) -> Iterator[Wait]:
        """Open the first record of a table: a click to choose it, Enter to open it."""
        bring(table)
        yield from self.rest(shown)
        self.click(table.viewport(), first_cell(table))
        yield from self.rest(shown)
        if table.isVisible():
            self.type(table, Qt.Key.Key_Return)
        yield from self.rest(shown)
        self.shoot(name)
        led_elsewhere = not table.isVisible()
        yield from self.leave(shown)
        if not led_elsewhere and not shown.stack.currentWidget().isAncestorOf(QApplication.focusWidget()):
            self.lost.add(name)

    # Menus

    def see_menus(self, shown: MainWindow) -> Iterator[Wait]:
        """See each menu, and each dialog that one leads to with its tabs."""
        for action in shown.menuBar().actions():
            yield from self.drop(shown, action.text())
            self.shoot(f"Menu {plain(action.text())}")
            self.type(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
            yield "the menu closed", lambda: QApplication.activePopupWidget() is None
        for spec in dialogs():
            yield from self.from_menu(shown, spec.slot)
            yield spec.text, opened
            yield from self.rest(shown, tells=spec.slot in TELLS)
            self.shoot(spec.plain)
            yield from self.see_tabs_of(shown, opened(), spec.plain)
            yield from self.leave(shown, tells=spec.slot in TELLS)

    def see_tabs_of(self, shown: MainWindow, box: QWidget | None, name: str) -> Iterator[Wait]:
        assert box is not None, f"{name} closed by itself"
        for bar in [bar for bar in box.findChildren(QTabBar) if bar.isVisible()]:
            way = of_tabs(bar)
            for place in range(1, bar.count()):
                yield from self.turn(shown, ((way, place),))
                self.shoot(f"{name} - {way.titles[place]}")

    def from_menu(self, shown: MainWindow, slot: str) -> Iterator[Wait]:
        """Choose from a menu with the mouse."""
        spec = next(each for each in ACTIONS if each.slot == slot)
        yield from self.drop(shown, spec.menu)
        self.pick(plain(spec.text))
        yield "the menu closed", lambda: QApplication.activePopupWidget() is None
        yield from self.rest(shown, tells=True)

    def drop(self, shown: MainWindow, words: str) -> Iterator[Wait]:
        """Open a menu with the mouse."""
        bar = shown.menuBar()
        action = next(each for each in bar.actions() if plain(each.text()) == plain(words))
        self.click(bar, bar.actionGeometry(action).center())
        yield f"the menu {plain(words)}", lambda: isinstance(QApplication.activePopupWidget(), QMenu)
        yield from self.rest(shown)

    def leave(self, shown: MainWindow, *, tells: bool = False) -> Iterator[Wait]:
        """Leave with Escape what was opened: a box, a panel, a page within the page."""
        at = opened() or QApplication.focusWidget()
        if at is not None:
            self.type(at, Qt.Key.Key_Escape)
        yield "what was opened to close", lambda: opened() is None
        yield from self.rest(shown, tells=tells)

    def type(self, at: QWidget | None, key: Qt.Key) -> None:
        """Press a key after this step, for what it opens may stay open while the story goes on."""
        QTimer.singleShot(0, lambda: QTest.keyClick(at, key))

    def rest(self, shown: MainWindow, *, tells: bool = False) -> Iterator[Wait]:
        """Wait until nothing is worked out any more and what is shown has come to rest; a box that tells is a fault."""
        spent = 0

        def rested() -> bool:
            nonlocal spent
            box = QApplication.activeModalWidget()
            if isinstance(box, QMessageBox):
                assert tells or self.told, f"{box.text()} {box.informativeText()}"
                assert all(button.icon().isNull() for button in box.buttons()), "a picture of another set"
            spent = (
                0 if shown.session.jobs.busy and not tells else spent + TICK_MS
            )  # a job that tells ends with its box
            return spent >= REST_MS

        yield "it to come to rest", rested

    def shoot(self, name: str) -> None:
        super().shoot("".join("-" if letter in '/\\:*?"<>|' else letter for letter in name))


def opened() -> QWidget | None:
    """Return the box that stands over the window, or beside it."""
    boxes = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    return QApplication.activeModalWidget() or next(iter(boxes), None)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("file", type=Path)
    asked.add_argument("folder", type=Path)
    asked.add_argument("themes", nargs="*", default=["light", "dark"])
    asked.add_argument("--zoom", type=int, default=0, help="steps larger")
    asked.add_argument("--told", action="store_true", help="a box that tells what is missing is no fault")
    given = asked.parse_args()
    app = QApplication(sys.argv[:1])
    tour = Tour(given.folder, tuple(given.themes), given.zoom, told=given.told)
    code = application.run(given.file, "Ann")
    print(tour.failed, file=sys.stderr)
    sys.exit(1 if tour.failed else code)
