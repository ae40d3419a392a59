"""Starting as a whole process: it opens, waits for nothing heavy, and ends cleanly."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from sqlite3 import DatabaseError

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.app.files import backup_folder
from cspdesk.store.ahead import SAMPLE_DAY, SAMPLE_ID
from cspdesk.store.backups import backups_of
from cspdesk.store.store import Store, create_store, open_store
from cspdesk.ui import application
from cspdesk.ui.application import Windows
from cspdesk.ui.main_window import MainWindow
from cspdesk.ui.settings import Settings
from cspdesk.ui.start_page import StartPage
from tests.ui.frame_record import fill

HEAVY = (
    "pyqtgraph",
    "numpy",
    "reportlab",
    "pikepdf",
    "python_calamine",
    "PySide6.QtPdf",
    "cspdesk.reports",
    "cspdesk.exchange",
    "QStyle",  # with all it has names for
    "QWizard",  # once it is there PySide6 has made every kind of widget, to tell what kind a view's viewport is
)
START = """
import sys
from pathlib import Path
from cspdesk.ui.application import run
code = run(Path(sys.argv[1]))
print(sorted(sys.modules), sorted(vars(sys.modules["PySide6.QtWidgets"])))
sys.exit(code)
"""


def test_the_window_opens_and_ends_without_anything_heavy(store: Store, tmp_path: Path) -> None:
    fill(store)
    path = store.path
    store.close()
    variables = {"CSPDESK_EXIT_WHEN_READY": "1", "QT_QPA_PLATFORM": "offscreen", "CSPDESK_HOME": str(tmp_path / "h")}
    ended = subprocess.run(
        [sys.executable, "-c", START, str(path)], env=os.environ | variables, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    assert [name for name in HEAVY if f"'{name}'" in ended.stdout] == []


def test_many_calls_of_qt_do_not_use_up_none(qtbot: QtBot) -> None:
    before = sys.getrefcount(None)
    thing = QObject()
    for _ in range(1_000):
        thing.setObjectName("x")
    assert before > 1_000_000 or sys.getrefcount(None) >= before - 10


def test_closing_a_file_shows_the_first_page(
    qapp: QApplication, store: Store, settings: Settings, qtbot: QtBot
) -> None:
    windows = Windows(qapp, settings, "Ann")
    windows.show_store(store)
    first = windows.window
    assert isinstance(first, MainWindow)
    first.action("close_file").trigger()
    assert isinstance(windows.window, StartPage)
    windows.window.close()


def test_a_file_that_is_open_already_comes_to_the_front(
    qapp: QApplication, store: Store, settings: Settings, qtbot: QtBot
) -> None:
    windows = Windows(qapp, settings, "Ann")
    windows.show_store(store)
    shown = windows.window
    assert isinstance(shown, MainWindow)
    shown.showMinimized()
    assert windows.files.open(store.path.parent / "." / store.path.name)
    assert windows.window is shown
    assert not shown.isMinimized()
    assert not shown.session.read_only
    shown.close()


def test_opening_another_file_backs_up_the_first_and_lets_it_go(
    qapp: QApplication, store: Store, settings: Settings, tmp_path: Path, qtbot: QtBot
) -> None:
    create_store(tmp_path / "other.cspdesk", "Other").close()
    windows = Windows(qapp, settings, "Ann")
    windows.show_store(store)
    assert isinstance(windows.window, MainWindow)
    fill(store)
    assert windows.files.open(tmp_path / "other.cspdesk")
    assert len(backups_of(backup_folder(store.path), store.path.stem)) == 1
    with open_store(store.path) as again:
        assert not again.read_only
    assert isinstance(windows.window, MainWindow)
    assert windows.window.session.store.path.stem == "other"
    windows.window.close()
    assert [path.name for path in tmp_path.glob(".*.lock")] == []


def test_a_file_that_is_found_damaged_while_it_is_shown_is_let_go_and_the_first_page_comes(
    qapp: QApplication,
    store: Store,
    settings: Settings,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    answer: Callable[[str | None], list[str]],
) -> None:
    def broken(*_: object) -> None:
        raise DatabaseError("database disk image is malformed")

    windows = Windows(qapp, settings, "Ann")
    monkeypatch.setattr(application, "first_year", broken)
    monkeypatch.setattr(application, "first_damage", lambda _: "page 7 is not as it was")
    asked = answer(None)
    windows.show_store(store)
    assert isinstance(windows.window, StartPage)
    assert asked == ["test.cspdesk is damaged"]
    assert not list(store.path.parent.glob(".*.lock"))
    windows.window.close()


def test_a_window_replaced_goes_with_all_that_is_its_own(
    qapp: QApplication, store: Store, settings: Settings, qtbot: QtBot
) -> None:
    windows = Windows(qapp, settings, "Ann")
    windows.show_store(store)
    assert isinstance(windows.window, MainWindow)
    fill(store)
    session = windows.window.session
    with qtbot.captureExceptions() as faults:
        windows.show_start()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert faults == []
    assert not shiboken6.isValid(session)
    assert windows.window is not None
    windows.window.close()


def test_the_sample_is_seen_from_the_day_its_record_stands_at(
    qapp: QApplication, settings: Settings, qtbot: QtBot
) -> None:
    windows = Windows(qapp, settings, "Ann")
    windows.files.open_sample()
    assert isinstance(windows.window, MainWindow)
    session = windows.window.session
    assert session.store.partnership.partnership().id == SAMPLE_ID
    assert session.today == SAMPLE_DAY
    assert session.year.label == "2016/17"
    windows.window.close()
