"""Starting as a whole process: it opens, waits for nothing heavy, and ends cleanly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.store.store import Store
from cspdesk.ui.application import SAMPLE_DAY, SAMPLE_ID, Windows
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
)
START = """
import sys
from pathlib import Path
from cspdesk.ui.application import run
code = run(Path(sys.argv[1]))
print(sorted(sys.modules))
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
