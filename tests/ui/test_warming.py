"""What the first chart waits for is made ready beforehand, a little at a time."""

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
from cspdesk.ui.warming import Warming
warming = Warming(application)
turns = 0
while not warming.is_done:
    warming.go_on()
    turns += 1
print(turns, "pyqtgraph" in sys.modules)
"""


def test_it_is_done_in_small_turns_and_loads_no_drawing_itself() -> None:
    said = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout.split()
    assert int(said[0]) > 2
    assert said[1] == "False"


def test_what_is_loaded_beside_the_window_is_what_drawing_needs_and_nothing_of_qt() -> None:
    program = """
import sys
from cspdesk.ui.warming import BEFORE_CHARTS, load_beside
before = set(sys.modules)
load_beside(None)
beside = set(sys.modules) - before
import pyqtgraph
print(*(name for name in BEFORE_CHARTS if name not in sys.modules or name not in beside))
print(*(name for name in beside if name.startswith(("PySide6", "shiboken", "pyqtgraph"))))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


IMPORTED = """
import sys, threading
from datetime import date
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

threads = {}

class Watch:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("pyqtgraph", "PySide6") or name.startswith("cspdesk.ui"):
            threads[name] = threading.current_thread() is threading.main_thread()

sys.meta_path.insert(0, Watch())
application = QApplication([])
from cspdesk.store.sample_data import priority_id
from cspdesk.store.store import create_store
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.results import ResultsTab
from cspdesk.ui.warming import results_ready
from tests.ui.results_record import TODAY, fill

folder = Path(sys.argv[1])
with create_store(folder / "results.cspdesk", "Test", person="Ann") as store:
    fill(store)
    session = Session(store, Settings(folder / "kept.ini"), TODAY)
    tab = ResultsTab(session, priority_id("cc"))
    tab.show()
    QTimer.singleShot(30_000, application.quit)
    look = QTimer()
    look.timeout.connect(lambda: application.quit() if results_ready() else None)
    look.start(20)
    application.exec()
    session.jobs.stop()
    print("pyqtgraph" in threads, *(name for name, on_windows_thread in threads.items() if not on_windows_thread))
"""


def test_the_drawing_of_results_is_loaded_beforehand_and_on_the_windows_thread_alone(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, str(tmp_path)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["True"]
