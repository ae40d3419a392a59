"""What the first chart waits for is made ready beforehand, a little at a time."""

import subprocess
import sys

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
from cspdesk.ui.application import BEFORE_CHARTS, _load_for_charts
before = set(sys.modules)
_load_for_charts(None)
beside = set(sys.modules) - before
import pyqtgraph
print(*(name for name in BEFORE_CHARTS if name not in sys.modules or name not in beside))
print(*(name for name in beside if name.startswith(("PySide6", "shiboken", "pyqtgraph"))))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
