"""The timeline of 1,000 actions, drawn and scrolled."""

from __future__ import annotations

from bench import Result, _window

NAME = "timeline of 1,000 actions: one frame (95th percentile)"
BAR = 16.7
UNIT = "ms"


def measure() -> Result:
    """Scroll down the rows, through the years and zoom in; a frame paints the table beside the timeline, too."""
    return Result(_window.percentile_95(_window.measured("scrolling")))
