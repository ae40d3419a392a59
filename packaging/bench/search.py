"""Finding anything on the large sample, letter by letter as it is typed."""

from __future__ import annotations

from bench import Result, _window

NAME = "search answers as it is typed (95th percentile)"
BAR = 30
UNIT = "ms"


def measure() -> Result:
    """Type payees, amounts, common and rare words into the box; each letter is answered and painted."""
    return Result(_window.percentile_95(_window.measured("searching")))
