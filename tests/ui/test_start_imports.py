"""Starting stays quick: what only later work needs is imported when that work is begun."""

import os
import subprocess
import sys
from pathlib import Path

from cspdesk.store.store import Store
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
    "cspdesk.store.migrations",
    "cspdesk.store.imports",
    "cspdesk.store.evidence",
    "cspdesk.store.documents",
    "cspdesk.store.check",
    "cspdesk.exchange.tables",
    "cspdesk.reports.document",
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
