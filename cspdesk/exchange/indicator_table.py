"""Figures from anywhere else, in one plain long table: a row per indicator, area and period."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from cspdesk.domain.data_periods import Period
from cspdesk.domain.figures import Figure, Reading, Series, below_nought, fault_of
from cspdesk.domain.indicators import Area, Better, Level, Measure
from cspdesk.domain.periods import long_date
from cspdesk.errors import UserError
from cspdesk.exchange.amounts import Unreadable
from cspdesk.exchange.areas import CODE, Areas, shipped_areas
from cspdesk.exchange.cells import Progress, Row, cell_text
from cspdesk.exchange.csv_safe import unguarded
from cspdesk.exchange.dates import parse_date
from cspdesk.exchange.figure_sheet import FigureSheet, Tally
from cspdesk.exchange.indicator_choice import OTHER_AREA, Choice, Chooser, Verdict
from cspdesk.exchange.indicator_numbers import read_count, read_number
from cspdesk.exchange.indicator_periods import period_reader
from cspdesk.exchange.indicator_sheets import chosen_rows, open_sheets, text_at
from cspdesk.whole_file import save_whole

KIND = "table"
NO_FIGURE = "with neither a count nor a value nor a mark"
UNKNOWN = ""  # stands for an area that nobody knows, so that its rows are rejected one by one
TEMPLATE = (
    "indicator", "area", "period", "count", "denominator", "value", "published", "unit", "better", "lower", "upper",
    "suppressed", "back-dated", "definition", "source", "link", "licence", "note",
)  # fmt: skip
_PER = re.compile(r"per ([\d, ]+\d|\d)", re.IGNORECASE)
_PERCENT = ("%", "percent", "per cent", "percentage")
E = TypeVar("E", bound=StrEnum)


class TableReader:
    """Goes through the files of one import and keeps the rows of the chosen areas, or all."""

    def __init__(self, choice: Choice, areas: Areas) -> None:
        self.tally = Tally()
        self.series: dict[str, Series] = {}
        self.areas: dict[str, Area] = {}
        self.figures: list[Figure] = []
        self._choice = choice
        self._areas = areas

    def read(self, path: Path, progress: Progress | None = None) -> None:
        """Take in one file. Raises UserError when it is none of this kind."""
        for sheet in open_sheets(path, KIND, self.tally, progress):
            keys = [name for name in ("area", "area_name") if name in sheet.columns.at]
            rows = list(chosen_rows(sheet, keys, Chooser(self._decide), self.tally))
            read = period_reader({text_at(row, sheet, "period") for _, _, row in rows})
            for number, (area,), row in rows:
                self._take(sheet, number, area, row, read)

    def _decide(self, key: Hashable) -> Verdict:
        cells = [cell_text(cell).strip() for cell in (key if isinstance(key, tuple) else (key,))]
        area = self._area(cells[0], cells[1] if len(cells) > 1 else "")
        wanted = self._choice.codes
        if area is None:
            return Verdict((), "of an area that is not known here") if wanted else Verdict((UNKNOWN,))
        if wanted and area.code not in wanted:
            return Verdict((), OTHER_AREA)
        self.areas[area.code] = area
        return Verdict((area.code,))

    def _area(self, said: str, name: str) -> Area | None:
        """Return the area a row names by its code or by its name; an unknown code needs a name beside it."""
        if CODE.fullmatch(said.upper()):
            code = said.upper()
            return self._areas.find(code) or (Area(code, name) if name else None)
        found = self._areas.anywhere_named(said) if said else None
        return self._areas.get(found) if found else None

    def _take(self, sheet: FigureSheet, number: int, area: str, row: Row, read: Callable[[str], Period]) -> None:
        try:
            figure, series = self._figure(sheet, area, row, number, read)
        except _Fault as fault:
            if fault.args[1]:
                self.tally.reject_row(sheet, number, row, *fault.args)
            else:
                self.tally.left_out[NO_FIGURE] += 1
            return
        self.series.setdefault(series.code, series)
        self.figures.append(figure)

    def _figure(
        self, sheet: FigureSheet, area: str, row: Row, number: int, read: Callable[[str], Period]
    ) -> tuple[Figure, Series]:
        """Return what a row says. Raises _Fault with the field and the reason when it cannot stand."""
        name = unguarded(text_at(row, sheet, "indicator"))
        if not name:
            raise _Fault("indicator", "the indicator has no name")
        if area == UNKNOWN:
            said = text_at(row, sheet, "area")
            raise _Fault("area", f"“{said}” is neither the code nor the name of one area that is known here")
        try:
            period = read(text_at(row, sheet, "period"))
        except UserError as error:
            raise _Fault("period", str(error)) from None
        figure = self._numbers(sheet, row, Figure(f"{KIND}:{name}", area, period, sheet.place(number)))
        series = self._series(sheet, row, name, figure)
        if fault := fault_of(figure, series) or below_nought(figure):
            raise _Fault(*fault)
        return figure, series

    def _numbers(self, sheet: FigureSheet, row: Row, bare: Figure) -> Figure:
        mark = text_at(row, sheet, "suppressed")
        found: dict[str, Decimal | int | None] = {}
        for field, read in _READERS:
            at, found[field] = sheet.columns.at.get(field), None
            try:
                if at is not None and at < len(row):
                    found[field], said = read(row[at])
                    mark = mark or (said if field in ("count", "value") else "")
            except Unreadable as error:
                raise _Fault(field, str(error)) from None
        if found["count"] is None and found["value"] is None and not mark:
            raise _Fault("", "")
        note = unguarded(text_at(row, sheet, "note"))
        return replace(bare, published=self._published(sheet, row), suppressed=mark, note=note, **found)  # type: ignore[arg-type]

    def _published(self, sheet: FigureSheet, row: Row) -> date | None:
        at = sheet.columns.at.get("published")
        try:
            day = None if at is None or at >= len(row) else parse_date(row[at], "dmy")
        except Unreadable as error:
            raise _Fault("published", str(error)) from None
        if day is not None and day > self._choice.today:
            raise _Fault("published", f"{long_date(day)} is still to come, so nothing was published then")
        return day

    def _series(self, sheet: FigureSheet, row: Row, name: str, figure: Figure) -> Series:
        """Return what a row says of its indicator; all rows of one must measure it alike."""
        unit = text_at(row, sheet, "unit")
        known = self.series.get(figure.code)
        if known and (not unit or unit == known.unit):
            return known
        if known:
            raise _Fault("unit", f"“{unit}” where the rows of {name} above have “{known.unit}”")
        measure, per, unit = self._measure(sheet, row, name, figure, unit)
        text = {field: unguarded(text_at(row, sheet, field)) for field in ("definition", "source", "link", "licence")}
        return Series(
            code=figure.code,
            name=name,
            measure=measure,
            better=_one_of(Better, sheet, row, "better", Better.NEITHER),
            unit=unit,
            definition=text["definition"],
            per=per,
            level=_one_of(Level, sheet, row, "level", Level.POPULATION),
            source=text["source"],
            source_link=text["link"],
            licence=text["licence"],
        )

    def _measure(self, sheet: FigureSheet, row: Row, name: str, figure: Figure, unit: str) -> tuple[Measure, int, str]:
        """Return what the values are, by the columns measure, unit and per, else by which figures are given."""
        said = _PER.fullmatch(unit) or _PER.search(unit) or _PER.fullmatch(f"per {text_at(row, sheet, 'per')}")
        per = int(re.sub(r"\D", "", said[1])) if said else 100_000
        told = _one_of(Measure, sheet, row, "measure", None)
        if told:
            return told, per, unit
        if unit.casefold() in _PERCENT or unit.startswith("%"):
            return Measure.PROPORTION, 100, unit
        if not unit and text_at(row, sheet, "value").endswith("%"):
            return Measure.PROPORTION, 100, "%"
        if said and per:
            return Measure.RATE, per, unit or f"per {per:,}"
        if figure.value is None and figure.denominator is not None:
            self.tally.notes.append(
                f"{name}: no unit was given, so its counts are taken as shares of their denominators"
            )
            return Measure.PROPORTION, 100, "%"
        return (Measure.COUNT if figure.value is None else Measure.VALUE), per, unit

    def reading(self) -> Reading:
        """Return what was found in all files."""
        counted: Counter[str] = Counter()
        with_count = {f.code for f in self.figures if f.count is not None}
        for figure in self.figures:
            counted[figure.area] += figure.count or 0
        series = {
            code: replace(one, count_not_held=one.measure is Measure.PROPORTION and code not in with_count)
            for code, one in self.series.items()
        }
        return Reading(
            rows=self.tally.rows,
            taken=len(self.figures),
            counted=dict(counted),
            series=series,
            figures=self.figures,
            areas={f.area: self.areas[f.area] for f in self.figures},
            left_out=+self.tally.left_out,
            problems=self.tally.problems,
            notes=self.tally.notes,
        )


def read_table(paths: Sequence[Path], choice: Choice, progress: Progress | None = None) -> Reading:
    """Return the figures of plain long tables, for the areas chosen or all there are.

    Raises UserError when a file is of another kind.
    """
    reader = TableReader(choice, shipped_areas())
    for path in paths:
        reader.read(path, progress)
    return reader.reading()


def write_template(path: Path) -> str:
    """Write a CSV with the columns of a plain table and two rows that show their use; return its SHA-256."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, TEMPLATE, restval="", lineterminator="\r\n")
    writer.writeheader()
    note = {"note": "An example: replace this row", "published": "2016-07-21", "area": "E06000019"}
    writer.writerow(
        {"indicator": "Example: noise complaints", "period": "2016-05", "count": "41", "unit": "complaints"}
        | {"better": "lower", "source": "Who publishes it", "licence": "Open Government Licence v3.0"}
        | note
    )
    writer.writerow(
        {"indicator": "Example: treatment completed", "period": "2015/16", "count": "57", "denominator": "190"}
        | {"value": "30", "unit": "%", "better": "higher", "lower": "23.9", "upper": "36.9"}
        | note
    )
    return save_whole(path, b"\xef\xbb\xbf" + text.getvalue().encode())


class _Fault(Exception):
    """Why a row cannot be taken: the field and the reason; no reason where there is nothing to take."""


def _count_of(cell: object) -> tuple[Decimal | int | None, str]:
    return read_count(cell)


def _number_of(cell: object) -> tuple[Decimal | int | None, str]:
    return read_number(cell)


_READERS: tuple[tuple[str, Callable[[object], tuple[Decimal | int | None, str]]], ...] = (
    ("count", _count_of),
    ("denominator", _number_of),
    ("value", _number_of),
    ("lower", _number_of),
    ("upper", _number_of),
    ("back_dated", _count_of),
)


def _one_of(kind: type[E], sheet: FigureSheet, row: Row, field: str, usual: E | None) -> E:
    said = text_at(row, sheet, field).casefold()
    if not said:
        return usual  # type: ignore[return-value]
    try:
        return kind(said)
    except ValueError:
        raise _Fault(field, f"“{said}” is none of {', '.join(kind)}") from None
