"""Nothing that belongs in the window is ever a window of its own, not even for the moment in which it is built."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.ui.files import Files
from cspdesk.ui.main_window import MainWindow
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import Theme
from tests.ui.money_record import YEAR, fill


class Flashes(QObject):
    """Notes what is shown as a window beside the window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if is_shown and not isinstance(watched, QMainWindow):
            self.seen.add(type(watched).__name__)
        return False


@pytest.fixture
def flashes(qapp: QApplication) -> Iterator[Flashes]:
    watch = Flashes()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


@pytest.fixture
def window(qtbot: QtBot, session: Session, theme: Theme, settings: Settings) -> MainWindow:
    fill(session.store)
    session.show_year(YEAR)
    made = MainWindow(session, theme, Files(settings, "Ann", None))
    qtbot.addWidget(made, before_close_func=lambda w: setattr(w, "_closed", True))
    made.show()
    return made


def test_no_page_and_no_form_is_a_window_while_it_is_built(window: MainWindow, flashes: Flashes) -> None:
    for place in range(window.bar.count()):
        window.bar.setCurrentIndex(place)
        QApplication.processEvents()
        page: Any = window.stack.currentWidget()
        for section in range(page.sections.count() if hasattr(page, "sections") else 0):
            page.sections.setCurrentIndex(section)
            QApplication.processEvents()
            part = page.stack.currentWidget()
            for table in (getattr(getattr(part, "transactions", None), "table", None), getattr(part, "proofs", None)):
                if table is not None:
                    table.opened.emit(table.table.record(0))
                    QApplication.processEvents()
    assert flashes.seen == set()
