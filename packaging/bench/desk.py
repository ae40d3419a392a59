"""The Desk built from nothing on the large sample."""

from __future__ import annotations

from bench import Result, _window

NAME = "Desk built (95th percentile)"
BAR = 100
UNIT = "ms"


def measure() -> Result:
    """Build and paint the Desk anew, in every year in turn."""
    return Result(_window.percentile_95(_window.measured("building_the_desk")))
