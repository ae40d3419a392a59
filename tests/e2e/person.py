"""A person at the real window, who goes through a story with mouse and keys. The drivers beside this tell the stories.

Each step waits for what must be on screen, then acts; a step that waits too long fails the run with its name.
Native file choosers cannot be driven, so their one question is answered in their stead.
"""

import sys
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QListWidget, QMenu, QPushButton, QTabBar, QWidget

from cspdesk.ui import application
from cspdesk.ui.main_window import MainWindow
from cspdesk.ui.start_page import StartPage

TICK_MS = 40
PATIENCE_MS = 20_000
DRAWN_S = 0.6

Wait = tuple[str, Callable[[], Any]]


class Person:
    """Goes through a story, one step a tick, inside whatever dialog is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.failed = ""
        self._story = self.story()
        self._waiting: Wait | None = None
        self._waited = 0
        self.timer = QTimer()
        self.timer.timeout.connect(self._tick)
        self.timer.start(TICK_MS)

    def story(self) -> Iterator[Wait]:
        """Act, and give what must be on screen before the next act, with its name."""
        raise NotImplementedError

    def look_around(self) -> Iterator[Wait]:
        """Open the sample from the start page; `the_window()` gives it from then on."""
        yield "the start page", lambda: isinstance(top(), StartPage)
        self.shoot("1 start")
        self.press("Look around")
        yield "the sample", lambda: isinstance(top(), MainWindow)

    def press(self, words: str, within: QWidget | None = None) -> None:
        """Click the button that says these words, with the mouse; of several the first that can be clicked."""
        for button in (within or dialog_or_top()).findChildren(QPushButton):
            if plain(button.text()) == words and button.isVisible() and button.isEnabled():
                self.click(button)
                return
        raise AssertionError(f"no button says “{words}”")

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget; after this step, for what it opens may stay open while the story goes on."""
        button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTimer.singleShot(0, partial(QTest.mouseClick, widget, button, keys, at or widget.rect().center()))

    def pick(self, words: str) -> None:
        """Click what says these words in the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu), "no menu is open"
        for action in menu.actions():
            if plain(action.text()) == words:
                self.click(menu, menu.actionGeometry(action).center())
                return
        raise AssertionError(f"nothing in the menu says “{words}”")

    def click_tab(self, bar: QTabBar, words: str) -> None:
        """Click the tab that says these words, as it is called to a screen reader or on its face."""
        for place in range(bar.count()):
            if words in (bar.accessibleTabName(place), plain(bar.tabText(place))):
                self.click(bar, bar.tabRect(place).center())
                return
        raise AssertionError(f"no tab says “{words}”")

    def click_item(self, shown: QListWidget, words: str) -> None:
        """Click the row of a list that says these words."""
        (item,) = shown.findItems(words, Qt.MatchFlag.MatchExactly)
        shown.scrollToItem(item)
        self.click(shown.viewport(), shown.visualItemRect(item).center())

    def write(self, field: QWidget, words: str) -> None:
        """Type words into a field, after what is there; lines end with Enter."""
        field.setFocus()
        for place, line in enumerate(words.split("\n")):
            if place:
                QTest.keyClick(field, Qt.Key.Key_Return)
            QTest.keyClicks(field, line)

    def rewrite(self, field: QWidget, words: str) -> None:
        """Type words in the place of what a field holds."""
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.write(field, words)

    def choose(self, box: QComboBox, words: str) -> None:
        """Choose with the arrow keys what begins with these words."""
        wanted = next(place for place in range(box.count()) if box.itemText(place).startswith(words))
        box.setFocus()
        step = Qt.Key.Key_Down if wanted > box.currentIndex() else Qt.Key.Key_Up
        for _ in range(abs(wanted - box.currentIndex())):
            QTest.keyClick(box, step)
        assert box.currentIndex() == wanted, f"“{box.currentText()}” was chosen, and not “{words}”"

    def key(self, window: QWidget, key: Qt.Key, *, shift: bool = False) -> None:
        """Press Ctrl and a key; after this step, for what it opens may stay open while the story goes on."""
        keys = Qt.KeyboardModifier.ControlModifier
        if shift:
            keys |= Qt.KeyboardModifier.ShiftModifier
        QTimer.singleShot(0, lambda: QTest.keyClick(window, key, keys))

    def look(self, name: str) -> Iterator[Wait]:
        """Let the screen be drawn, pages of documents among it, and keep a picture of it."""
        drawn = time.monotonic() + DRAWN_S
        yield "the screen drawn", lambda: time.monotonic() > drawn
        self.shoot(name)

    def shoot(self, name: str) -> None:
        """Keep a picture of the screen as it is drawn now."""
        top().screen().grabWindow(0).save(str(self.folder / f"{name}.png"))

    def _tick(self) -> None:
        try:
            if not (self._waiting is None or self._waiting[1]()) or not has_keys():
                self._waited += TICK_MS
                assert self._waited < PATIENCE_MS, f"waited in vain for {self._waiting and self._waiting[0]}"
                return
            self._waited = 0
            self.timer.stop()  # a step may open a dialog, whose own loop must not run this step again
            QTimer.singleShot(TICK_MS, self.timer.start)
            self._waiting = next(self._story)
        except StopIteration:
            self.timer.stop()
        except Exception:
            self.failed = traceback.format_exc()
            self.shoot("failed")
            QApplication.exit(1)


def top() -> QWidget:
    """Return the window that is shown."""
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, (StartPage, MainWindow)) and w.isVisible()]
    return shown[0] if shown else QApplication.topLevelWidgets()[0]


def the_window() -> MainWindow:
    """Return the window that is shown, as what it is once a file is open."""
    shown = top()
    assert isinstance(shown, MainWindow)
    return shown


def dialog(kind: str) -> Any:
    """Return the open dialog of a class, or None."""
    active = QApplication.activeModalWidget()
    return active if active is not None and type(active).__name__ == kind else None


def titled(title: str) -> Any:
    """Return the open dialog that has a title, or None."""
    active = QApplication.activeModalWidget()
    return active if active is not None and active.windowTitle() == title else None


def dialog_or_top() -> QWidget:
    """Return where buttons can be clicked now."""
    return QApplication.activeModalWidget() or top()


def has_keys() -> bool:
    """Return whether some window has the keys; where no window manager gives them back, the one that is shown asks."""
    shown = dialog_or_top()
    if shown.isVisible() and QApplication.activeWindow() is None:
        shown.activateWindow()
        return False
    return True


def child(parent: QWidget, kind: str) -> Any:
    """Return the visible part of a class, or None."""
    return next((w for w in parent.findChildren(QWidget) if type(w).__name__ == kind and w.isVisible()), None)


def enabled(parent: QWidget, words: str) -> bool:
    """Return whether a button that says these words can be clicked."""
    return any(plain(b.text()) == words and b.isVisible() and b.isEnabled() for b in parent.findChildren(QPushButton))


def plain(words: str) -> str:
    """Return what a button or a menu says, without its mnemonic."""
    return words.replace("&", "").strip()


def tell(kind: type[Person]) -> None:
    """Start cspdesk and let a person go through their story, in the folder given; exit 1 with what went wrong."""
    _app = QApplication(sys.argv[:1])  # kept, since it lives no longer than its name
    person = kind(Path(sys.argv[1]))
    code = application.run(None, "Ann")
    print(person.failed, file=sys.stderr)
    sys.exit(1 if person.failed else code)
