"""Makes ready, a little at a time while the window rests, what the first chart would have to wait for."""

from collections.abc import Iterator
from time import perf_counter

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer

EVERY_MS = 40
AT_ONCE_S = 0.004  # so that no key and no frame is late for it


class Warming(QObject):
    """Has PySide6 make its classes, each of which it makes when it is first named; pyqtgraph names all of them.

    On the window's thread, for that is no work for two threads at a time.
    """

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
