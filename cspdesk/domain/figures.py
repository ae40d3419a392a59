"""Published figures on their way into the record: what a reader found in files, and what is wrong with it."""

import dataclasses
from collections import Counter
from datetime import date
from decimal import Decimal

from cspdesk.domain.data_periods import Period, PeriodKind
from cspdesk.domain.indicators import Area, Better, Level, Measure
from cspdesk.domain.records import dataclass

LARGEST_COUNT = 10**15  # more than anybody counts, and what a whole number in the file can hold


@dataclass(frozen=True, slots=True)
class Place:
    """Where in what was taken in: the row is counted from the first of the sheet, column is its header."""

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        sheet = f", sheet {self.sheet}" if self.sheet else ""
        row = f", row {self.row:,}" if self.row else ""
        return f"{self.file}{sheet}{row}{f', {self.column}' if self.column else ''}"

    def seen_from(self, other: "Place") -> str:
        """Return where it is for who looks at another place: its row alone where both are in one sheet."""
        is_near = self.row and (self.file, self.sheet) == (other.file, other.sheet)
        return f"row {self.row:,}" if is_near else str(self)


@dataclass(frozen=True, slots=True)
class FigureProblem:
    """What is wrong at a place; what stands there was not taken, unless it could be without what is wrong.

    cells: what the row holds, by its file's own headings. summed: it is a part of a sum, so that it cannot be put right
    and taken in by itself. rows: how many rows are not taken for it, where it is told once of many; none where they are
    told of elsewhere.
    """

    place: Place
    reason: str
    rejected: bool = True
    cells: tuple[tuple[str, str], ...] = ()
    summed: bool = False
    rows: int = 1

    def as_json(self) -> dict[str, object]:
        """Return it as the command line prints it for programs."""
        place = self.place
        return {
            "file": place.file,
            "sheet": place.sheet,
            "row": place.row,
            "column": place.column,
            "reason": self.reason,
            "rejected": self.rejected,
            "rows": self.rows,
            "cells": dict(self.cells),
        }

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Series:
    """What a file says of one indicator; code is what its source calls it, so that a later file adds to it."""

    code: str
    name: str
    measure: Measure
    better: Better = Better.NEITHER
    unit: str = ""
    definition: str = ""
    numerator: str = ""
    denominator: str = ""
    per: int = 100_000
    level: Level = Level.POPULATION
    source: str = ""
    source_link: str = ""
    licence: str = ""
    count_not_held: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of a series for an area and a period as a file has it.

    published: the day the file itself says, None where it says none. suppressed is the mark that stands for a figure
    its source withheld. place is that of its first row, where several rows are summed.
    rows: how many rows of the file it holds that no other figure is said to hold. counts: what it adds to the sum of
    the counts taken, where that is not its count: a row is often a part of a group and of a total.
    """

    code: str
    area: str
    period: Period
    place: Place
    published: date | None = None
    count: int | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    suppressed: str = ""
    back_dated: int | None = None
    note: str = ""
    rows: int = 1
    counts: int | None = None

    @property
    def adds(self) -> int:
        """What it adds to the sum of the counts taken."""
        return (self.count or 0) if self.counts is None else self.counts


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """What files of published figures hold for the areas chosen.

    rows: rows in the files. taken: those that went into figures. counted: the sum of the counts taken, each once for
    each area chosen that it is of, and so by area. left_out: rows not taken that nothing is wrong with, by reason.
    """

    rows: int
    taken: int
    counted: dict[str, int]
    series: dict[str, Series]
    figures: list[Figure]
    areas: dict[str, Area]
    left_out: Counter[str]
    problems: list[FigureProblem]
    notes: list[str]


def fault_of(figure: Figure, series: Series) -> tuple[str, str] | None:
    """Return which field of a figure cannot be right and why, or None: the rules that hold whatever its source."""
    count, denominator, value = figure.count, figure.denominator, figure.value
    if denominator is not None and denominator <= 0:
        return "denominator", f"the denominator is {denominator}; nothing can be a share or rate of it"
    if count is not None and abs(count) > LARGEST_COUNT:
        return "count", "the count is larger than anything can be counted"
    if series.measure is Measure.PROPORTION:
        if value is not None and not 0 <= value <= 100:
            return "value", f"{value}% is not a share of anything: it must lie between 0 and 100"
        if count is not None and denominator is not None and count > denominator:
            return "count", f"{count:,} of {denominator:,}: the count is above its denominator"
    lower, upper = figure.lower, figure.upper
    if lower is not None and upper is not None and not lower <= upper:
        return "lower", f"the interval runs from {lower} to {upper}, which is backwards"
    return None


def below_nought(figure: Figure) -> tuple[str, str] | None:
    """Return which field of a figure counts less than nothing and why, or None; sources of counts may correct so."""
    if figure.count is not None and figure.count < 0:
        return "count", f"the count is {figure.count:,}: nothing is counted below nought"
    if figure.back_dated is not None and not 0 <= figure.back_dated <= (figure.count or 0):
        return "back_dated", f"{figure.back_dated:,} of {figure.count or 0:,} cannot be back-dated"
    return None


def sort_of(period: Period) -> tuple[PeriodKind, int]:
    """Return what must be the same of all periods of an indicator: the kind and the length in months."""
    return period.kind, period.months
