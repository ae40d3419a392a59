"""One step on the large sample: an edit saved and journalled, and what the window shows of it read again."""

from __future__ import annotations

from bench import Result, _window

NAME = "one step: save, journal, refresh (95th percentile)"
BAR = 50
UNIT = "ms"


def measure() -> Result:
    """Correct a hundred payments one by one through the window, with the money of their priority in sight."""
    return Result(_window.percentile_95(_window.measured("stepping")))
