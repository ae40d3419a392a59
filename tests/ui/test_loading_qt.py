"""Qt is loaded by a shorter way than PySide6's own, and is the same afterwards."""

import os
import subprocess
import sys

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


def test_what_describes_qts_functions_is_loaded_when_it_is_asked_for() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ONCE_ASKED],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        check=True,
        timeout=60,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert done.stdout.splitlines() == [
        "False False",
        "'PySide6.QtWidgets.QLabel.setText' called with wrong argument types:",
        "  PySide6.QtWidgets.QLabel.setText(int)",
        "Supported signatures:",
        "  PySide6.QtWidgets.QLabel.setText(arg__1: str, /)",
        "setText(self, arg__1: str, /) -> None",
        "(self, arg__1: str, /) -> None",
    ]
