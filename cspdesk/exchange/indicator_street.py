"""Monthly street-level crime files, as counts per crime type, month and district."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import compress
from pathlib import Path

from cspdesk.domain.data_periods import Period, PeriodKind, parse_period
from cspdesk.domain.figures import Figure, FigureProblem, Place, Reading, Series
from cspdesk.domain.indicators import Area, Better, Measure
from cspdesk.domain.proof import counted
from cspdesk.errors import UserError
from cspdesk.exchange.areas import FORCE, Areas, shipped_areas
from cspdesk.exchange.cells import Progress, Row, cell_text
from cspdesk.exchange.figure_sheet import FigureSheet, Tally
from cspdesk.exchange.indicator_choice import OTHER_AREA, Choice, Chooser, Verdict, given, require_areas, used_areas
from cspdesk.exchange.indicator_sheets import Chosen, chosen_blocks, open_sheets, text_at

KIND = "police-street"
SOURCE = "data.police.uk, street-level crime"
LINK = "https://data.police.uk/data/"
LICENCE = "Open Government Licence v3.0"
NOTHING = "No record in the file"
NO_PLACE = "without a place, so of no district"
ANONYMISED = (
    "Places are anonymised by the source: each record is moved to the nearest of a fixed list of points, so one near "
    "a border may be counted in the next district, and records without a place are in no district."
)


class StreetReader:
    """Goes through the files of one import and counts the rows of the chosen areas."""

    def __init__(self, choice: Choice, areas: Areas) -> None:
        self.tally = Tally()
        self.counts: Counter[tuple[str, str, Period]] = Counter()
        self._choice = choice
        self._areas = areas
        self._places: dict[tuple[str, str, Period], Place] = {}
        self._months: dict[str, Period | str] = {}
        self._file_of: dict[tuple[str, Period], str] = {}
        self._repeated: dict[tuple[str, Period, str], FigureProblem] = {}
        self._repeats: Counter[tuple[str, Period, str]] = Counter()  # rows of each
        self._rows: Counter[tuple[str, str, Period]] = Counter()  # of the first area that a row counts for
        self._covered: dict[str, set[Period]] = {}
        self._ids: set[int] = set()
        self._doubles = 0
        self._wanted: tuple[str, ...] = ()
        self._chooser = Chooser(self._decide)  # one for all files, for they have the same places

    def read(self, path: Path, progress: Progress | None = None) -> None:
        """Take in one file. Raises UserError when it is none of this kind or can have no figures for an area chosen."""
        self._wanted = given(self._choice, self._areas, path.name, self._unserved, self.tally.notes)
        for sheet in open_sheets(path, KIND, self.tally, progress):
            keys = [name for name in ("lsoa", "force") if name in sheet.columns.at]
            placed = "lsoa" in keys  # not in the first files of 2010, which only say which force they are of
            chooser = self._chooser if placed else Chooser(lambda force: self._decide(("", force)))
            needles = sorted({"no location"}.union(*map(self._areas.needles_of, self._wanted)))
            alike = [name for name in ("month", "type", "force") if name in sheet.columns.at]
            own = [name for name in ("id",) if name in sheet.columns.at]
            self._take(sheet, alike, chosen_blocks(sheet, keys, chooser, self.tally, needles, [*alike, *own]))

    def _unserved(self, area: Area) -> str:
        served = area.kind == FORCE or bool(self._areas.districts_of(area.code))
        return "" if served else f"street-level files give no figures for {area.name} ({area.kind}, {area.code})"

    def _decide(self, key: Hashable) -> Verdict:
        """Return the areas a row counts for by its small area and its force.

        A force's file has a few rows beyond its border: of a district there they are a fraction, never a count.
        """
        small, force_name = (*key, "")[:2] if isinstance(key, tuple) else (key, "")
        force = self._areas.named(cell_text(force_name), FORCE)
        name = cell_text(small).strip().rpartition(" ")[0]
        district = self._areas.district_with(name) if name else None
        if district and force and (own := self._areas.force_of(district)) and own != force:
            beyond = [c for c in self._wanted if c != force and district in self._areas.districts_of(c)]
            found = tuple(c for c in self._wanted if c == force)
            reason = "beyond the border of the file's force: a fraction of that area's records"
            return Verdict(found, reason if beyond else OTHER_AREA)
        found = tuple(
            c
            for c in self._wanted
            if c == force or (district and district in self._areas.districts_of(c) and not self._is_force(c))
        )
        if found:
            return Verdict(found)
        return Verdict((), OTHER_AREA if name else NO_PLACE)

    def _is_force(self, code: str) -> bool:
        return self._areas.get(code).kind == FORCE

    def _take(self, sheet: FigureSheet, alike: Sequence[str], blocks: Iterator[Chosen]) -> None:
        """Count the rows chosen; those of one month, type and force are looked at once."""
        faults: dict[object, tuple[str, str]] = {}
        slots: Counter[tuple[tuple[str, ...], object]] = Counter()
        first: dict[object, tuple[int, Row]] = {}
        identities, before = 0, len(self._ids)
        for block in blocks:
            keys = list(zip(block.areas, *(block.columns[name] for name in alike), strict=True))
            seen = Counter(keys)
            if new := seen.keys() - first.keys():
                places = dict(zip(reversed(keys), reversed(range(len(keys))), strict=True))
                for key in sorted(new, key=places.__getitem__):
                    first[key] = block.numbers[places[key]], block.rows[places[key]]
                    if fault := self._fault(sheet, *first[key]):
                        faults[key] = fault
            found = [key in faults for key in keys] if faults.keys() & seen.keys() else ()
            for place in compress(range(len(keys)), found):
                self._reject(sheet, block.numbers[place], block.rows[place], faults[keys[place]])
            slots.update(seen)
            ids = block.columns.get("id", ())
            own = list(filter(None, [id_ for id_, out in zip(ids, found, strict=True) if not out] if found else ids))
            self._ids.update(map(hash, own))
            identities += len(own)
        self._doubles += identities - (len(self._ids) - before)
        for key, count in slots.items():
            if key not in faults:
                self._count(sheet, *first[key], key[0], count)

    def _fault(self, sheet: FigureSheet, number: int, row: Row) -> tuple[str, str] | None:
        """Return the field and the reason why rows like this one are not taken; without a reason they are left out."""
        month = self._month(text_at(row, sheet, "month"))
        if isinstance(month, str):
            return "month", month
        if not text_at(row, sheet, "type"):
            return "type", "the crime type is blank"
        return ("", "") if self._stands_elsewhere(sheet, number, row, month) else None

    def _reject(self, sheet: FigureSheet, number: int, row: Row, fault: tuple[str, str]) -> None:
        if fault[1]:
            self.tally.reject_row(sheet, number, row, *fault, summed=True)
        else:
            month = self._month(text_at(row, sheet, "month"))
            assert isinstance(month, Period)
            self._repeats[text_at(row, sheet, "force"), month, _here(sheet)] += 1

    def _count(self, sheet: FigureSheet, number: int, row: Row, codes: tuple[str, ...], count: int) -> None:
        month, kind = self._month(text_at(row, sheet, "month")), text_at(row, sheet, "type")
        assert isinstance(month, Period)
        self.tally.taken += count
        self._rows[kind, codes[0], month] += count
        for code in codes:
            self._places.setdefault((kind, code, month), sheet.place(number))
            self._covered.setdefault(code, set()).add(month)
            self.counts[kind, code, month] += count

    def _month(self, text: str) -> Period | str:
        if text in self._months:
            return self._months[text]
        try:
            month: Period | str = parse_period(text)
        except UserError as error:
            month = str(error)
        if isinstance(month, Period) and month.kind is not PeriodKind.MONTH:
            month = f"“{text}” is not a month"
        self._months[text] = month
        return month

    def _stands_elsewhere(self, sheet: FigureSheet, number: int, row: Row, month: Period) -> bool:
        force = text_at(row, sheet, "force")
        here = _here(sheet)
        first = self._file_of.setdefault((force, month), here)
        if first == here:
            return False
        if (force, month, here) not in self._repeated:
            reason = f"two files have {month} of {force}: the other is {first}"
            self._repeated[force, month, here] = self.tally.problem(sheet, number, row, "month", reason, summed=True)
        return True

    def reading(self) -> Reading:
        """Return what was found in all files."""
        if self._doubles:
            rows = counted(self._doubles, "row bears", "rows bear")
            self.tally.notes.append(f"{rows} a Crime ID that another row has; all are counted, as published")
        self.tally.notes.append(ANONYMISED)
        figures = [
            Figure(_code(kind), area, month, self._places[key], count=count, rows=self._rows[key])
            for key, count in self.counts.items()
            for kind, area, month in (key,)
        ]
        by_area: Counter[str] = Counter()
        for figure in figures:
            by_area[figure.area] += figure.adds
        self.tally.problems += [replace(each, rows=self._repeats[key]) for key, each in self._repeated.items()]
        return Reading(
            rows=self.tally.rows,
            taken=self.tally.taken,
            counted=dict(by_area),
            series={_code(kind): _series(kind) for kind in dict.fromkeys(kind for kind, *_ in self.counts)},
            figures=figures + self._noughts(),
            areas=used_areas(self._areas, by_area),
            left_out=+self.tally.left_out,
            problems=self.tally.problems,
            notes=self.tally.notes,
        )

    def _noughts(self) -> list[Figure]:
        """Return the months a type has no record in, between months it has some in: nought was recorded then."""
        spans: dict[tuple[str, str], list[Period]] = {}
        for kind, area, month in self.counts:
            spans.setdefault((kind, area), []).append(month)
        return [
            Figure(_code(kind), area, month, self._places[kind, area, min(seen)], count=0, note=NOTHING, rows=0)
            for (kind, area), seen in spans.items()
            for month in self._covered[area]
            if min(seen) < month < max(seen) and (kind, area, month) not in self.counts
        ]


def read_street(paths: Sequence[Path], choice: Choice, progress: Progress | None = None) -> Reading:
    """Return the counts of street-level files for the areas chosen: districts, partnerships or whole forces.

    Raises UserError when a file is of another kind or an area is unknown.
    """
    require_areas(choice, "street-level")
    reader = StreetReader(choice, shipped_areas())
    for path in paths:
        reader.read(path, progress)
    return reader.reading()


def _here(sheet: FigureSheet) -> str:
    return f"{sheet.file}, sheet {sheet.name}" if sheet.name else sheet.file


def _code(kind: str) -> str:
    return f"{KIND}:{kind}"


def _series(kind: str) -> Series:
    what = "incidents" if kind == "Anti-social behaviour" else "crimes"
    return Series(
        code=_code(kind),
        name=f"{kind} (street-level)",
        measure=Measure.COUNT,
        better=Better.LOWER,
        unit=what,
        definition=f"Records of the type “{kind}” in the month, by the district of the small area they are placed in.",
        numerator=f"{what} recorded",
        denominator="residents, where a rate is given",
        per=1_000,
        source=SOURCE,
        source_link=LINK,
        licence=LICENCE,
        note=ANONYMISED,
    )
