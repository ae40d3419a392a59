"""What a chart shows: series, bands and notes, in words and as a table; the screen and the page each draw it."""

import textwrap
from collections.abc import Callable, Sequence
from typing import Literal

from cspdesk.domain.records import dataclass

Kind = Literal["line", "bar", "step", "area"]


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis measures, and how a mark on it (£25k) and a value (£24,512) are written; categories name x."""

    title: str
    write: Callable[[int], str] = str
    write_value: Callable[[int], str] = str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values; None is a gap. x counts categories from 0; emphasis is the one to look at first."""

    name: str
    kind: Kind
    points: tuple[tuple[int, int | None], ...]
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the x axis that is set apart, such as quarters still to come."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class DataTable:
    """The chart's figures as people would write them; the first column heads its row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def told(self) -> tuple[int, ...]:
        """The places of the columns that tell something.

        Not those in which nothing stands, nor counts that are the values: a number of things is its own count.
        """
        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.headings)
        named = dict(zip(self.headings, columns, strict=True))
        twice = "Count" if "Value" in named and named.get("Count") == named["Value"] else ""
        held = (place == 0 or any(text.strip() for text in column) for place, column in enumerate(columns))
        return tuple(n for n, holds in enumerate(held) if holds and not (twice and self.headings[n] == twice))


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart, complete without being drawn: alt_text says it in a sentence, table gives every figure."""

    title: str
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    alt_text: str
    table: DataTable
    bands: tuple[Band, ...] = ()
    notes: tuple[str, ...] = ()


def name_lines(name: str, places: int) -> tuple[str, ...]:
    """Return a category's name in as many lines as it needs when so many share the axis; three at most."""
    lines = textwrap.wrap(name, max(10, 98 // max(places, 1)), break_long_words=False) or [""]
    return tuple(lines if len(lines) <= 3 else [*lines[:2], f"{lines[2]}…"])


def extent(chart: Chart) -> tuple[int, int]:
    """Return the lowest and highest value to be drawn; nought is always among them."""
    values = [value for series in chart.series for _, value in series.points if value is not None]
    return min([0, *values]), max([0, *values])


def ticks(low: int, high: int, *, most: int = 6, unit: int = 1) -> tuple[int, ...]:
    """Return where to mark an axis so that low and high lie inside: steps of 1, 2, 2.5 or 5 times a power of ten.

    unit is the least a step may be worth in the axis's own counting: 100 for pence marked in whole pounds.
    """
    span = max(high - low, unit)
    step = next(step for step in _steps(unit) if -(-span // step) + 2 <= most or span <= step)
    first, last = low // step, -(-high // step)
    return tuple(step * place for place in range(first, max(last, first + 1) + 1))


def _steps(unit: int) -> "Sequence[int]":
    return [unit * 10**power * base // 4 for power in range(16) for base in (4, 8, 10, 20) if 10**power * base % 4 == 0]
