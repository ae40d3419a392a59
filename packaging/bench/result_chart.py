"""A chart of results of 30 years of months, drawn frame by frame."""

from __future__ import annotations

from bench import Result, _results, _window

NAME = "chart of 30 years of months: one frame (95th percentile)"
BAR = 16.7
UNIT = "ms"


def measure() -> Result:
    """Read off every month and pull the window wider and narrower; each frame paints what changed of the chart."""
    return Result(_window.percentile_95(_results.in_a_process()))
