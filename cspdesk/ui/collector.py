"""Looking for garbage, on the window's thread alone.

Python looks for it on whichever thread happens to allocate; if that is a job's, Qt is handed widgets to take apart
that are parts of one another, does so twice, and the program ends. So while a window stands nothing is looked for
unasked: a timer of the window's thread does it, by Python's own thresholds.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class Collector(QObject):
    """Takes over from Python's own collector for as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start()


def collect_what_is_due() -> None:
    """Collect the oldest generation whose count has passed its threshold, and with it the younger ones."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    due = [age for age, (count, most) in enumerate(zip(counts, thresholds, strict=True)) if count > most]
    if due:
        gc.collect(due[-1])
