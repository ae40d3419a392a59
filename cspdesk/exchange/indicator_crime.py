"""Police recorded crime open tables, by force or by community safety partnership, as counts per offence group."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import Literal

from cspdesk.domain.data_periods import Period
from cspdesk.domain.figures import Figure, FigureProblem, Place, Reading, Series
from cspdesk.domain.indicators import Area, Better, Measure
from cspdesk.exchange.amounts import Unreadable
from cspdesk.exchange.areas import DISTRICT, FORCE, PARTNERSHIP, Areas, shipped_areas
from cspdesk.exchange.cells import Progress, Row, cell_text
from cspdesk.exchange.figure_sheet import FigureSheet, Tally
from cspdesk.exchange.indicator_choice import OTHER_AREA, Choice, Chooser, Verdict, given, require_areas, used_areas
from cspdesk.exchange.indicator_crime_periods import crime_period
from cspdesk.exchange.indicator_crime_sums import AS_GIVEN, OffenceSums, Slot, note_of
from cspdesk.exchange.indicator_numbers import read_count
from cspdesk.exchange.indicator_sheets import chosen_rows, open_sheets, text_at

KIND = "home-office-crime"
SOURCE = "Home Office, police recorded crime open data tables"
LINK = "https://www.gov.uk/government/statistics/police-recorded-crime-open-data-tables"
LICENCE = "Open Government Licence v3.0"
NOT_CHOSEN = "of an offence that was not chosen"
TOTAL = "Total recorded crime"
PERIOD_FIELDS = ("ending", "period", "year", "quarter")
_TOTAL_ROW = re.compile(
    r"(?:grand )?total(?: (?:police )?recorded)?(?: crimes?| offences?)?|all (?:crimes?|offences?)", re.I
)
Level = Literal["pfa", "csp"]


class CrimeReader:
    """Goes through the files of one import and adds up the rows of the chosen areas."""

    def __init__(self, choice: Choice, areas: Areas) -> None:
        self.tally = Tally()
        self.series: dict[str, Series] = {}
        self._sums = OffenceSums()
        self._whole: set[str] = set()  # partnerships that the files give as such
        self._parts: dict[str, set[str]] = {}  # districts by which they give others
        self._choice = choice
        self._areas = areas
        self._covered: dict[tuple[str, Period], tuple[str, str]] = {}
        self._repeated: dict[tuple[str, Period, str, str], FigureProblem] = {}
        self._repeats: Counter[tuple[str, Period, str, str]] = Counter()  # rows of each
        self._periods: dict[tuple[tuple[str, str], ...], Period | tuple[str, str]] = {}
        self._codes: dict[tuple[str, str, str], tuple[str, ...]] = {}

    def read(self, path: Path, progress: Progress | None = None) -> None:
        """Take in one file. Raises UserError when it is none of this kind or has not the areas chosen."""
        for sheet in open_sheets(path, KIND, self.tally, progress):
            level: Level = "csp" if "csp" in sheet.columns.at else "pfa"
            wanted = given(self._choice, self._areas, path.name, lambda a: self._unserved(a, level), self.tally.notes)  # noqa: B023
            named = ("force", "csp", "area_code") if level == "csp" else ("force", "area_code")
            keys = [name for name in named if name in sheet.columns.at]
            chooser = Chooser(self._decider(keys, wanted))
            coded = "area_code" in keys
            needles = sorted({needle for code in wanted for needle in self._areas.needles_of(code, coded=coded)})
            self._take(sheet, chosen_rows(sheet, keys, chooser, self.tally, needles), level)

    def _unserved(self, area: Area, level: Level) -> str:
        if area.kind == FORCE or (level == "csp" and area.kind == PARTNERSHIP):
            return ""
        force = self._areas.force_of(area.code)
        if level == "pfa":
            hint = f"; {area.name} is policed by {self._areas.get(force).name}, {force}" if force else ""
            return f"the table is by police force area and has no figures for {area.name} ({area.code}){hint}"
        whole = self._areas.partnership_of(area.code)
        if area.kind == DISTRICT and whole and self._areas.districts_of(whole) == {area.code}:
            return ""
        hint = f"; {area.name} is a part of {self._areas.get(whole).name}, {whole}" if whole else ""
        return f"the table is by community safety partnership and has no figures for {area.name} ({area.code}){hint}"

    def _decider(self, keys: Sequence[str], wanted: Sequence[str]) -> Callable[[Hashable], Verdict]:
        """Return what decides whether a row is wanted of its cells of the force, the partnership and the code."""

        def decide(key: Hashable) -> Verdict:
            cells = dict(zip(keys, map(cell_text, key if isinstance(key, tuple) else (key,)), strict=True))
            coded = self._areas.find(cells.get("area_code", "").strip().upper())
            force = coded.code if coded and coded.kind == FORCE else self._areas.named(cells.get("force", ""), FORCE)
            whole = self._partnership(cells["csp"], coded) if "csp" in cells else None
            codes = {force, whole} | (set(self._areas.districts_of(whole)) if whole else set())
            found = tuple(code for code in wanted if code in codes)
            return Verdict(found, "" if found else OTHER_AREA)

        return decide

    def _partnership(self, name: str, coded: Area | None) -> str | None:
        """Return the partnership a row is of, by the code it gives, else by its name or that of a district of it."""
        whole = self._areas.partnership_of(coded.code) if coded and coded.kind in (PARTNERSHIP, DISTRICT) else None
        if whole is None and (whole := self._areas.named(name, PARTNERSHIP)) is None:
            district = self._areas.district_with(name)
            if district and (whole := self._areas.partnership_of(district)):
                self._parts.setdefault(whole, set()).add(district)
        elif whole:
            self._whole.add(whole)
        return whole

    def _take(self, sheet: FigureSheet, rows: Iterator[tuple[int, tuple[str, ...], Row]], level: Level) -> None:
        """Add the rows chosen to slots: what is alike in all but the count is looked at once."""
        fields = [name for name in (*PERIOD_FIELDS, "group", "description", "subgroup") if name in sheet.columns.at]
        alike = itemgetter(*(sheet.columns.at[name] for name in fields))
        at = sheet.columns.at["count"]
        slots: dict[object, Slot] = {}
        for number, codes, row in rows:
            key = (codes, alike(row))
            slot = slots.get(key)
            if slot is None:
                slot = slots[key] = self._slot(sheet, level, number, codes, row)
            if not slot.series or not slot.codes:
                slot.left_out += 1
                if slot.fault:
                    self.tally.reject_row(sheet, number, row, *slot.fault, summed=True)
                continue
            try:
                count, mark = read_count(row[at])
                if count is None and not mark:
                    raise Unreadable("the count is blank; a figure withheld has a mark such as *")
            except Unreadable as error:
                slot.one.spoiled = True  # what it belongs to can no longer be added up
                self.tally.reject_row(sheet, number, row, "count", str(error), summed=True)
                continue
            slot.add(count, mark)
        for slot in slots.values():
            self._settle(slot)

    def _slot(self, sheet: FigureSheet, level: Level, number: int, codes: tuple[str, ...], row: Row) -> Slot:
        """Return where rows like this one are added: nowhere if not chosen, of no period, or given elsewhere too."""
        place = sheet.place(number, "count")
        series = self._series_of(sheet, level, row)
        if not series:
            return Slot((), (), None, place, reason=NOT_CHOSEN)
        period = self._period(sheet, row)
        if isinstance(period, tuple):
            return Slot((), (), None, place, fault=period)
        free = tuple(code for code in codes if not self._stands_elsewhere(sheet, number, row, code, period))
        return Slot(series, free, period, place, repeats=None if free else (codes[0], period, sheet.file, sheet.name))

    def _settle(self, slot: Slot) -> None:
        """Add what a slot holds to the figures it is a part of."""
        if slot.left_out and slot.reason:
            self.tally.left_out[slot.reason] += slot.left_out
        if slot.repeats:
            self._repeats[slot.repeats] += slot.left_out
        self._sums.include(slot)

    def _stands_elsewhere(self, sheet: FigureSheet, number: int, row: Row, code: str, period: Period) -> bool:
        """Say once, not a thousand times, that another file or sheet has the same area and period already."""
        here = (sheet.file, sheet.name)
        first = self._covered.setdefault((code, period), here)
        if first == here:
            return False
        if (code, period, *here) not in self._repeated:
            reason = f"two values for {period}: {Place(*first)} has figures for this area and period, too"
            self._repeated[code, period, *here] = self.tally.problem(sheet, number, row, "", reason, summed=True)
        return True

    def _period(self, sheet: FigureSheet, row: Row) -> Period | tuple[str, str]:
        """Return the period of a row, or the field and why it is none; few different ones stand in a million rows."""
        key = tuple((name, text_at(row, sheet, name)) for name in PERIOD_FIELDS if name in sheet.columns.at)
        if key not in self._periods:
            self._periods[key] = crime_period(dict(key))
        return self._periods[key]

    def _series_of(self, sheet: FigureSheet, level: Level, row: Row) -> tuple[str, ...]:
        """Return the codes of the series a row counts in, making those that are new."""
        ending = "ending" in sheet.columns.at
        subgroup = text_at(row, sheet, "subgroup")
        group = text_at(row, sheet, "group") or text_at(row, sheet, "description") or subgroup
        key = (f"{level}:year to" if ending else level, group, subgroup)
        if key not in self._codes:
            self._codes[key] = tuple(self._made(level, ending, group, subgroup))
        return self._codes[key]

    def _made(self, level: Level, ending: bool, group: str, subgroup: str) -> Iterator[str]:
        """Yield the series that rows of a group and subgroup count in: those chosen, or the group and the total."""
        only = self._choice.only.casefold()
        names: list[tuple[str, str]] = []
        if not ending and _TOTAL_ROW.fullmatch(group):
            group, names, only = TOTAL, [(f"Total{AS_GIVEN}", TOTAL)] * (only in TOTAL.casefold()), TOTAL
        elif not only or only in group.casefold():
            names.append((group, group))
        if only and subgroup and subgroup != group and only in subgroup.casefold():
            names.append((f"{group}/{subgroup}", subgroup))
        if not only and not ending:
            names.append(("Total", TOTAL))
        before = f"{KIND}:{level}:{'year to:' if ending else ''}"
        for code, name in names:
            if name:
                made = before + code.removesuffix(AS_GIVEN)
                self.series.setdefault(made, _series(made, name, ending, subgroup and code != group))
                yield before + code

    def reading(self) -> Reading:
        """Return what was found in all files."""
        figures: list[Figure] = []
        sums, left_out = self._sums.settled()
        for (code, area, period), one in sums.items():
            if one.spoiled:
                reason = f"{self.series[code].name}, {period}: not summed, since a row of it was rejected"
                place = Place(one.place.file, one.place.sheet, one.place.row)
                self.tally.problems.append(FigureProblem(place, reason, rejected=False))
                continue
            count = None if one.suppressed else one.count
            figures.append(
                Figure(
                    code, area, period, one.place, count=count, suppressed=one.mark, note=note_of(one),
                    rows=one.own_rows, counts=one.own_count,
                )
            )  # fmt: skip
        used = {figure.code for figure in figures}
        counted: Counter[str] = Counter()
        for figure in figures:
            counted[figure.area] += figure.adds
        self.tally.left_out += left_out
        self.tally.notes += self._lacking(counted)
        self.tally.problems += [replace(each, rows=self._repeats[key]) for key, each in self._repeated.items()]
        return Reading(
            rows=self.tally.rows,
            taken=sum(figure.rows for figure in figures),
            counted=dict(counted),
            series={code: one for code, one in self.series.items() if code in used},
            figures=figures,
            areas=used_areas(self._areas, dict.fromkeys(f.area for f in figures)),
            left_out=+self.tally.left_out,
            problems=self.tally.problems,
            notes=self.tally.notes,
        )

    def _lacking(self, found: Collection[str]) -> Iterator[str]:
        """Say of which partnerships the files have some districts and not the others."""
        for whole, parts in self._parts.items():
            missing = self._areas.districts_of(whole) - parts
            if missing and whole not in self._whole and not {whole, *parts}.isdisjoint(found):
                names = ", ".join(sorted(self._areas.get(code).name for code in missing))
                yield f"{self._areas.get(whole).name} lacks {names}: the figures are of its other districts alone"


def read_crime(paths: Sequence[Path], choice: Choice, progress: Progress | None = None) -> Reading:
    """Return the counts of police recorded crime tables for the areas chosen: groups and total, or what only names.

    Raises UserError when a file is of another kind, an area is unknown or the tables have no figures for it.
    """
    require_areas(choice, "police recorded crime")
    reader = CrimeReader(choice, shipped_areas())
    for path in paths:
        reader.read(path, progress)
    return reader.reading()


def _series(code: str, name: str, ending: bool, is_subgroup: bool | str) -> Series:
    what = "offence subgroup" if is_subgroup else "offence group"
    said = (
        f"Offences recorded by the police, {what} “{name}”" if name != TOTAL else "All offences recorded by the police"
    )
    return Series(
        code=code,
        name=f"{name} (years to a month)" if ending else name,
        measure=Measure.COUNT,
        better=Better.LOWER,
        unit="offences",
        definition=f"{said}, {'twelve months together' if ending else 'as recorded in the period'}.",
        numerator="offences recorded",
        denominator="residents, where a rate is given",
        per=1_000,
        source=SOURCE,
        source_link=LINK,
        licence=LICENCE,
    )
