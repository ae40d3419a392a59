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


def test_it_is_done_in_many_small_turns_and_loads_no_drawing_itself() -> None:
    said = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout.split()
    assert int(said[0]) > 5
    assert said[1] == "False"
