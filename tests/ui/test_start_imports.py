"""Starting stays quick: what only later work needs is imported when that work is begun."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from cspdesk.store.store import Store
from cspdesk.ui import application
from tests.ui.money_record import fill

LATER = [
    "sqlite_utils",
    "click",
    "numpy",
    "pyqtgraph",
    "reportlab",
    "pikepdf",
    "python_calamine",
    "openpyxl",
    "html",
    "logging.handlers",
    "_strptime",
    "platform",
    "hashlib",
    "decimal",
    "calendar",
    "dataclasses",
    "inspect",
    "argparse",
    "cspdesk.store.migrations",
    "cspdesk.store.imports",
    "cspdesk.store.evidence",
    "cspdesk.store.documents",
    "cspdesk.store.check",
    "cspdesk.store.scrutiny",
    "cspdesk.domain.scrutiny",
    "cspdesk.exchange.tables",
    "cspdesk.reports.document",
    "cspdesk.domain.plan_memory",
    "cspdesk.ui.widgets.fields",
    "cspdesk.ui.widgets.side_panel",
    "cspdesk.ui.tabs.priority",
    "cspdesk.ui.tabs.funding",
    "cspdesk.ui.tabs.history",
    "cspdesk.ui.help",
    "cspdesk.ui.start_page",
]
PROGRAM = """
import sys
from pathlib import Path
from cspdesk.ui.application import run
code = run(Path(sys.argv[1]))
print(*(name for name in sys.argv[2:] if name in sys.modules))
"""


def test_starting_imports_nothing_that_only_later_work_needs(store: Store, tmp_path: Path) -> None:
    fill(store)
    store.close()
    variables = {"QT_QPA_PLATFORM": "offscreen", "CSPDESK_EXIT_WHEN_READY": "1", "CSPDESK_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(store.path), *LATER],
        env=os.environ | variables,
        check=True,
        timeout=60,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize("copied", [False, True])
def test_qt_ends_in_good_order_only_if_it_has_to_hand_on_what_was_copied(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, copied: bool
) -> None:
    left_out: list[object] = []
    monkeypatch.setattr(application.atexit, "unregister", left_out.append)
    clipboard = QGuiApplication.clipboard()
    monkeypatch.setattr(type(clipboard), "ownsClipboard", lambda _: copied)
    application.let_go()
    assert bool(left_out) is not copied
    assert all(callable(each) for each in left_out)
