"""Benchmarks: each measures one promise of speed against its floor, in the same run on the same machine.

A benchmark is a module in this package with
    NAME      what is measured, as it stands in the table
    BAR       what the ratio (or, where there is no floor, the value) may be at most
    UNIT      the unit of the value and its floor: "s", "ms" or "MB"
    measure() a Result
Modules whose name begins with an underscore help the others.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured; `ratio` is the value over its floor, None where the bar is on the value itself."""

    value: float
    floor: float | None = None
    ratio: float | None = None

    @property
    def held_to_bar(self) -> float:
        """Return the figure that the bar is about."""
        return self.value if self.ratio is None else self.ratio
