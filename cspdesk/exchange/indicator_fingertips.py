"""Public health profiles (Fingertips): one indicator per ID, sex and age, with its own intervals and comparisons."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from cspdesk.domain.data_periods import Period
from cspdesk.domain.figures import Figure, FigureProblem, Reading, Series, fault_of
from cspdesk.domain.indicators import Area, Better, Measure
from cspdesk.errors import UserError
from cspdesk.exchange.amounts import Unreadable
from cspdesk.exchange.areas import CODE, Areas, shipped_areas
from cspdesk.exchange.cells import Progress, Row, cell_text
from cspdesk.exchange.figure_sheet import FigureSheet, Tally
from cspdesk.exchange.indicator_choice import OTHER_AREA, Choice, Chooser, Verdict
from cspdesk.exchange.indicator_numbers import read_count, read_number
from cspdesk.exchange.indicator_periods import period_reader
from cspdesk.exchange.indicator_sheets import chosen_rows, open_sheets, text_at

KIND = "fingertips"
SOURCE = "Fingertips public health profiles, Office for Health Improvement and Disparities"
LINK = "https://fingertips.phe.org.uk/"
LICENCE = "Open Government Licence v3.0"
NO_VALUE = "with no value published"
CATEGORY = "of a category within an area, such as a deprivation decile"
SAME = "that say again what another row says"
ENGLAND = "E92000001"  # read whether it was chosen or not: what is better is told by comparison with it
CLOSE = Decimal("0.0005")  # relative: published values have as many digits as they were calculated with
SCALES = (1, 100, 1_000, 10_000, 100_000, 1_000_000)


@dataclass(slots=True)
class _Found:
    """One row as read, before its series is known for what it is."""

    figure: Figure
    words: tuple[str, str]  # compared with England: of whom, how
    sheet: FigureSheet
    row: Row


class FingertipsReader:
    """Goes through the files of one import and keeps the rows of the chosen areas."""

    def __init__(self, choice: Choice, areas: Areas) -> None:
        self.tally = Tally()
        self.areas: dict[str, Area] = {}
        self.names: dict[str, str] = {}
        self._choice = choice
        self._areas = areas
        self._found: dict[str, list[_Found]] = {}
        self._rows: dict[tuple[str, str, str], Figure] = {}

    def read(self, path: Path, progress: Progress | None = None) -> None:
        """Take in one file. Raises UserError when it is none of this kind."""
        for sheet in open_sheets(path, KIND, self.tally, progress):
            wanted = self._choice.codes
            keys = [name for name in ("area", "category_kind", "category") if name in sheet.columns.at]
            needles = [code.lower() for code in (*wanted, ENGLAND)] if wanted else []
            rows = list(chosen_rows(sheet, keys, Chooser(self._decide), self.tally, needles))
            read = period_reader({text_at(row, sheet, "period") for _, _, row in rows})
            for number, (area,), row in rows:
                self._take(sheet, number, area, row, read)

    def _decide(self, key: Hashable) -> Verdict:
        area, *category = (cell_text(cell).strip() for cell in (key if isinstance(key, tuple) else (key,)))
        wanted = self._choice.codes
        if any(category) and (not wanted or area in wanted):
            return Verdict((), CATEGORY)
        if any(category) or not area or (wanted and area not in (*wanted, ENGLAND)):
            return Verdict((), OTHER_AREA)
        return Verdict((area,))

    def _take(self, sheet: FigureSheet, number: int, area: str, row: Row, read: Callable[[str], Period]) -> None:
        if not CODE.fullmatch(area) and not self._areas.find(area):
            self.tally.reject_row(sheet, number, row, "area", f"“{area}” is not the code of an area")
            return
        try:
            period = read(text_at(row, sheet, "period"))
        except UserError as error:
            self.tally.reject_row(sheet, number, row, "period", str(error))
            return
        figure = self._figure(sheet, number, area, row, period)
        if figure is None or not self._is_new(figure, sheet, row):
            return
        self.areas.setdefault(area, self._area(sheet, area, row))
        self._found.setdefault(figure.code, []).append(
            _Found(figure, (area, text_at(row, sheet, "england")), sheet, row)
        )

    def _figure(self, sheet: FigureSheet, number: int, area: str, row: Row, period: Period) -> Figure | None:
        field, numbers, mark = "value", {}, ""
        try:
            for field in ("value", "lower", "upper", "denominator"):
                numbers[field], said = (
                    read_number(row[at]) if (at := sheet.columns.at.get(field)) is not None else (None, "")
                )
                mark = mark or (said if field == "value" else "")
        except Unreadable as error:
            self.tally.reject_row(sheet, number, row, field, str(error))
            return None
        count, said = self._count(sheet, number, row)
        note = text_at(row, sheet, "value_note")
        mark = mark or said or ("*" if numbers["value"] is None and _is_withheld(note) else "")
        if numbers["value"] is None and not mark:
            self.tally.left_out[NO_VALUE] += 1
            return None
        return Figure(
            code=self._series_code(sheet, row),
            area=area,
            period=period,
            place=sheet.place(number),
            count=count,
            denominator=numbers["denominator"],
            value=numbers["value"],
            lower=numbers["lower"],
            upper=numbers["upper"],
            suppressed=mark,
            note=_note(sheet, row, note),
        )

    def _count(self, sheet: FigureSheet, number: int, row: Row) -> tuple[int | None, str]:
        """Return the count; of modelled figures it is not whole, and the value is then taken without it."""
        if (at := sheet.columns.at.get("count")) is None:
            return None, ""
        try:
            return read_count(row[at])
        except Unreadable as error:
            reason = f"{error}; the value was taken without it"
            self.tally.problems.append(FigureProblem(sheet.place(number, "count"), reason, rejected=False))
            return None, ""

    def _series_code(self, sheet: FigureSheet, row: Row) -> str:
        identity, sex, age = (text_at(row, sheet, name) for name in ("id", "sex", "age"))
        code = ":".join(filter(None, (KIND, identity.removesuffix(".0"), sex, age)))
        if code not in self.names:
            who = ", ".join(part for part in (sex, age) if part)
            self.names[code] = f"{text_at(row, sheet, 'name')}{f' ({who})' if who else ''}"
        return code

    def _is_new(self, figure: Figure, sheet: FigureSheet, row: Row) -> bool:
        """Return whether no row said the same before: an area stands under each of its parents."""
        key = (figure.code, figure.area, str(figure.period))
        first = self._rows.setdefault(key, figure)
        if first is figure:
            return True
        if (first.value, first.count, first.denominator) == (figure.value, figure.count, figure.denominator):
            self.tally.left_out[SAME] += 1
        else:
            reason = (
                f"two values for {figure.period} and one area: the other is in {first.place.seen_from(figure.place)}"
            )
            self.tally.reject_row(sheet, figure.place.row, row, "", reason)
        return False

    def _area(self, sheet: FigureSheet, area: str, row: Row) -> Area:
        known = self._areas.find(area)
        return known or Area(area, text_at(row, sheet, "area_name") or area, text_at(row, sheet, "area_kind"))

    def reading(self) -> Reading:
        """Return what was found in all files."""
        wanted = self._choice.codes
        counted: Counter[str] = Counter()
        series: dict[str, Series] = {}
        figures: list[Figure] = []
        for code, found in self._found.items():
            one = _series(code, self.names[code], found)
            for row in found:
                if wanted and row.figure.area not in wanted:
                    self.tally.left_out[OTHER_AREA] += 1
                    continue
                if fault := fault_of(row.figure, one):
                    self.tally.reject_row(row.sheet, row.figure.place.row, row.row, *fault)
                    continue
                series[code] = one
                figures.append(row.figure)
                counted[row.figure.area] += row.figure.count or 0
        return Reading(
            rows=self.tally.rows,
            taken=len(figures),
            counted=dict(counted),
            series=series,
            figures=figures,
            areas={f.area: self.areas[f.area] for f in figures},
            left_out=+self.tally.left_out,
            problems=self.tally.problems,
            notes=self.tally.notes,
        )


def read_fingertips(paths: Sequence[Path], choice: Choice, progress: Progress | None = None) -> Reading:
    """Return the values of Fingertips tables for the areas chosen, or all there are; categories are left out.

    Raises UserError when a file is of another kind.
    """
    reader = FingertipsReader(choice, shipped_areas())
    for path in paths:
        reader.read(path, progress)
    return reader.reading()


def _is_withheld(note: str) -> bool:
    return any(word in note.casefold() for word in ("suppress", "disclos", "withheld"))


def _note(sheet: FigureSheet, row: Row, note: str) -> str:
    """Return what the source says of a value, its comparisons in its own words."""
    said = [note] if note else []
    for name, words in (("england", "Compared to England"), ("region", "Compared to the region")):
        if (word := text_at(row, sheet, name)) and word.casefold() != "not compared":
            said.append(f"{words}: {word}")
    if (trend := text_at(row, sheet, "trend")) and trend.casefold() != "cannot be calculated":
        said.append(f"Recent trend: {trend}")
    return ". ".join(said)


def _series(code: str, name: str, found: Sequence[_Found]) -> Series:
    measure, per = _measure(row.figure for row in found)
    units = {Measure.PROPORTION: "%", Measure.RATE: f"per {per:,}", Measure.COUNT: ""}
    note = (
        ""
        if measure is not Measure.VALUE
        else (
            "The value is as published (standardised, or calculated otherwise than as count over denominator), so its "
            "interval is the published one."
        )
    )
    return Series(
        code=code,
        name=name,
        measure=measure,
        better=_better(found),
        unit=units.get(measure, _unit_in(name)),
        definition=name,
        per=per,
        source=SOURCE,
        source_link=LINK,
        licence=LICENCE,
        count_not_held=all(row.figure.count is None for row in found),
        note=note,
    )


def _measure(figures: Iterable[Figure]) -> tuple[Measure, int]:
    """Return what the values are, by what they are of their count and denominator, and per how many.

    A percentage is 100 times count over denominator and at most 100; a rate another round number of times; what is
    neither is a figure as published.
    """
    votes: Counter[int] = Counter()
    most = 0
    for one in figures:
        if one.value is None or not one.count or not one.denominator:
            continue
        most += 1
        share = one.count / one.denominator
        votes.update(scale for scale in SCALES if abs(one.value - share * scale) <= CLOSE * abs(one.value))
    scale, agreeing = votes.most_common(1)[0] if votes else (0, 0)
    if not scale or agreeing * 10 < most * 9:
        return Measure.VALUE, 100_000
    return (Measure.PROPORTION, 100) if scale == 100 else (Measure.RATE, scale)


def _better(found: Sequence[_Found]) -> Better:
    """Return which way is better, from what the source calls better and worse than England; neither if it does not."""
    england = {row.figure.period: row.figure.value for row in found if row.figure.area == ENGLAND}
    votes: Counter[Better] = Counter()
    for row in found:
        word, here, there = row.words[1].casefold(), row.figure.value, england.get(row.figure.period)
        if word in ("better", "worse") and here is not None and there is not None and here != there:
            votes[Better.LOWER if (word == "better") == (here < there) else Better.HIGHER] += 1
    return votes.most_common(1)[0][0] if len(votes) == 1 else Better.NEITHER


def _unit_in(name: str) -> str:
    lowered = name.casefold()
    return next(
        (f"per {n}" for n in ("1,000,000", "100,000", "10,000", "1,000", "100") if n in lowered), "as published"
    )
