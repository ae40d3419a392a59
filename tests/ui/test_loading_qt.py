"""Qt is loaded by a shorter way than PySide6's own, and is the same afterwards."""

import os
import subprocess
import sys

from PySide6.support import deprecated

ONCE_ASKED = """
import builtins, sys
import cspdesk.ui
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
print(builtins.__import__.__name__ == "__feature_import__", "inspect" in sys.modules)
try:
    QLabel().setText(3)
except TypeError as error:
    print(error)
print(QLabel.setText.__doc__)
from shibokensupport.signature import get_signature
print(get_signature(QLabel.setText))
"""

BY_MANY_AT_ONCE = """
import sys
import cspdesk.ui
import tempfile
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

together = Barrier(8)

def ask(_):
    together.wait()
    return tempfile.gettempdir()

print("random" in sys.modules)
with ThreadPoolExecutor(8) as pool:
    print(len(set(pool.map(ask, range(8)))), "random" in sys.modules)
"""


def test_what_describes_qts_functions_is_loaded_when_it_is_asked_for() -> None:
    loaded, *said = printed_by(ONCE_ASKED)
    assert loaded == "False False"
    assert said[:4] == [
        "'PySide6.QtWidgets.QLabel.setText' called with wrong argument types:",
        "  PySide6.QtWidgets.QLabel.setText(int)",
        "Supported signatures:",
        "  PySide6.QtWidgets.QLabel.setText(arg__1: str, /)",
    ]
    assert said == printed_by(ONCE_ASKED.replace("import cspdesk.ui\n", ""))[1:], "as PySide6 says it in this Python"


def test_a_module_that_is_run_later_is_whole_for_every_thread_that_asks_at_once() -> None:
    assert printed_by(BY_MANY_AT_ONCE) == ["False", "1 True"]


def test_pyside_has_nothing_to_put_right_in_a_module_of_qt() -> None:
    assert [name for name in vars(deprecated) if name.startswith("fix_for_")] == []


def printed_by(code: str) -> list[str]:
    """Return the lines that a program of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        check=True,
        timeout=60,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.splitlines()
