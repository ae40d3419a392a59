"""Makes ready, a little at a time while the window rests, what the first chart would have to wait for.

What touches Qt is loaded on the window's thread alone: PySide6 makes each of its classes when it is first named, and
where two threads have it make some at a time the program crashes.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from time import perf_counter

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer

EVERY_MS = 40
AT_ONCE_S = 0.004  # so that no key and no frame is late for it
BEFORE_CHARTS = ("numpy", "numpy.typing", "multiprocessing.connection", "pydoc", "cProfile", "xml.etree.ElementTree")
RESULTS = ("pyqtgraph", "cspdesk.ui.charts.result_plot", "cspdesk.ui.panels.result_page")


class Warming(QObject):
    """Has PySide6 make its classes; pyqtgraph names all of them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = _classes()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.go_on)
        self._timer.start()

    @property
    def is_done(self) -> bool:
        """Whether everything is ready."""
        return not self._timer.isActive()

    def go_on(self) -> None:
        """Make some more of them."""
        until = perf_counter() + AT_ONCE_S
        for _ in self._left:
            if perf_counter() > until:
                return
        self._timer.stop()


def _classes() -> Iterator[object]:
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            yield getattr(module, name)


def load_beside(_: object) -> None:
    """Load what the first chart needs and may be loaded on any thread: nothing of Qt."""
    for name in BEFORE_CHARTS:
        import_module(name)


def results_ready() -> bool:
    """Return whether what draws an indicator large is loaded."""
    return all(name in sys.modules for name in RESULTS)


def results_drawn() -> Iterator[None]:
    """Load what draws an indicator large, piece by piece; for the window's thread."""
    until = perf_counter() + AT_ONCE_S
    for _ in _classes():
        if perf_counter() > until:
            yield
            until = perf_counter() + AT_ONCE_S
    for name in RESULTS:
        yield
        import_module(name)
