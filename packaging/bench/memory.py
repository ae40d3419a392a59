"""What the window holds in memory with the large sample open."""

from __future__ import annotations

from bench import Result, _window

NAME = "memory with the large sample open, every tab looked at"
BAR = 400
UNIT = "MB"


def measure() -> Result:
    """Look at every tab and section once."""
    return Result(_window.measured("remembering"))
