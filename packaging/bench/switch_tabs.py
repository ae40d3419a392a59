"""Switching to any tab, or to any section of a priority, on the large sample."""

from __future__ import annotations

from bench import Result, _window

NAME = "switch to any tab (95th percentile)"
BAR = 100
UNIT = "ms"


def measure() -> Result:
    """Look at everything in every year in turn; the first look at a tab counts too."""
    return Result(_window.percentile_95(_window.measured("switching")))
