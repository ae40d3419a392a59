"""Published figures into the record: read (exchange), sorted into vintages (domain) and kept (store), joined.

Three moves, as with ledgers: `read_figures` touches no file but the sources, so it may run in the background;
`compared` looks at what the record holds; `take` keeps it all as one step.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cspdesk.app.archives import tables_in, unpacked
from cspdesk.app.named import priority_called
from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.figures import Figure, FigureProblem, Reading, Series
from cspdesk.domain.indicators import ComparatorSet, Indicator, Observation, Population
from cspdesk.domain.proof import counted
from cspdesk.domain.vintages import KnownSeries, VintagePlan, sort_figures
from cspdesk.errors import UserError
from cspdesk.exchange.areas import POPULATION_SOURCE, POPULATION_YEAR, shipped_areas
from cspdesk.exchange.indicator_choice import Choice
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store

KINDS = ("home-office-crime", "police-street", "fingertips", "table")
TITLES = {
    "home-office-crime": "police recorded crime",
    "police-street": "street-level crime",
    "fingertips": "public health profiles",
    "table": "a table of figures",
}
Progress = Callable[[int, int], None]
TOLD_EVERY = 2_000  # figures between two words of progress


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """What a person wants taken in. published: the day the files were published, today unless their rows say."""

    kind: str
    sources: tuple[Path, ...]
    choice: Choice
    published: date
    priority: str | None = None


@dataclass(frozen=True, slots=True)
class ComparedFigures:
    """What files hold, and what taking it would do to the record."""

    request: FigureRequest
    reading: Reading
    known: dict[str, KnownSeries]
    plan: VintagePlan
    priority_id: str | None

    @property
    def problems(self) -> list[FigureProblem]:
        """All that is wrong in the files, in themselves or against the record."""
        return [*self.reading.problems, *self.plan.rejected]

    @property
    def taken(self) -> int:
        """How many rows were taken: not those of figures that the record stands against."""
        return self.reading.taken - sum(problem.rows for problem in self.plan.rejected)

    @property
    def counted(self) -> dict[str, int]:
        """The sum of the counts taken, by area."""
        counted = dict.fromkeys(self.reading.counted, 0)
        for figure in (*self.plan.added, *self.plan.revised, *self.plan.unchanged):
            counted[figure.area] += figure.adds
        return counted

    @property
    def rejected(self) -> int:
        """How many rows were not taken because something is wrong with them, or with what they are summed to."""
        refused = [problem for problem in self.problems if problem.rejected]
        return sum(problem.rows for problem in refused) or min(len(refused), 1)


def read_figures(kind: str, sources: Sequence[Path], choice: Choice, progress: Progress | None = None) -> Reading:
    """Return what files or folders of one kind of published figures hold for the areas chosen.

    Raises UserError when one cannot be read or is of another kind, or an area is unknown or has no figures there;
    Cancelled when progress raises it.
    """
    with unpacked(sources) as there:
        paths, left = _files_of(kind, there)
        reading = _reader(kind)(paths, choice, progress)
    reading.notes.extend(left)
    held = set(reading.counted) | {figure.area for figure in reading.figures}
    missing = [code for code in choice.areas if code not in held]
    if missing and not reading.problems:
        area = shipped_areas().get(missing[0])
        raise UserError(f"There are no figures for {area.name} ({area.code}) in {named(sources)}. Nothing was taken.")
    lacking = [shipped_areas().get(code).name for code in choice.compare if code not in held]
    if lacking:
        reading.notes.append(f"There are no figures for {', '.join(lacking)} to compare with")
    return reading


def compared(store: Store, request: FigureRequest, reading: Reading) -> ComparedFigures:
    """Sort what files hold into what is new, revised and known, against the record."""
    priority = None if request.priority is None else priority_called(store, request.priority)
    priority_id = priority.id if priority else None
    known = store.results.known_series(reading.series, priority_id)
    plan = sort_figures(reading.figures, known, request.published)
    return ComparedFigures(request, reading, known, plan, priority_id)


def kind_of(sources: Sequence[Path], progress: Progress | None = None) -> str | None:
    """Return the kind of published figures that files or folders hold, by the first that tells; None where none does.

    Raises UserError when a file chosen by itself cannot be read; those of folders are passed over.
    """
    from cspdesk.exchange.indicator_sheets import kind_of_file

    with unpacked(sources) as there:
        for source in there:
            if not source.is_dir():
                if (kind := kind_of_file(source, progress)) is not None:
                    return kind
                continue
            for path in tables_in(source):
                with suppress(UserError):
                    if (kind := kind_of_file(path, progress)) is not None:
                        return kind
    return None


def step_words(found: ComparedFigures) -> str:
    """Return what the history calls the taking of files."""
    new = [*found.plan.added, *found.plan.revised]
    words = f"{counted(len(new), 'figure')} of {counted(len({f.code for f in new}), 'indicator')}"
    return f"Imported {words} from {named(found.request.sources)}"


def take(store: Store, found: ComparedFigures, progress: Progress | None = None) -> None:
    """Keep what files add and revise, as one step; a file that says nothing new leaves no trace.

    Raises Cancelled when progress raises it, and then nothing was kept.
    """
    new = [*found.plan.added, *found.plan.revised]
    codes = dict.fromkeys(figure.code for figure in new)
    with store.step(step_words(found)):
        store.results.give_to_priority(found.known, found.priority_id)
        for area in dict.fromkeys(figure.area for figure in new):
            store.results.save_area(found.reading.areas[area], population_of(area))
        ids = {code: _indicator_id(store, found, code, new) for code in codes}
        for first in range(0, len(new), TOLD_EVERY):
            some = new[first : first + TOLD_EVERY]
            store.results.add_observations(observation_of(f, ids[f.code], found.request.published) for f in some)
            if progress:
                progress(first + len(some), len(new))
        held = {figure.area for figure in new}
        if others := [code for code in found.request.choice.compare if code in held]:
            store.results.save_comparators(_comparators(found.request), others)


def write_problems_of(found: ComparedFigures, path: Path) -> int:
    """Write what is wrong and where, as CSV; return how many places. Raises UserError when it cannot be written."""
    from cspdesk.exchange.rejects import write_figure_problems

    return write_figure_problems(path, found.problems)


def _comparators(request: FigureRequest) -> ComparatorSet:
    name = f"Compared with in {TITLES[request.kind]}"
    return ComparatorSet(new_id(), name, named(request.sources), "", request.published)


def choice_with_own(store: Store, request: FigureRequest) -> Choice:
    """Return the choice, with the areas that the record holds figures for where none was chosen.

    Tables that are made for a few areas are taken whole; those of all the country are not.
    """
    choice = request.choice
    if choice.areas or request.kind in ("table", "fingertips"):
        return choice
    return replace(choice, held=tuple(area.code for area in store.results.areas.where()))


def _reader(kind: str) -> Callable[[Sequence[Path], Choice, Progress | None], Reading]:
    match kind:
        case "home-office-crime":
            from cspdesk.exchange.indicator_crime import read_crime

            return read_crime
        case "police-street":
            from cspdesk.exchange.indicator_street import read_street

            return read_street
        case "fingertips":
            from cspdesk.exchange.indicator_fingertips import read_fingertips

            return read_fingertips
        case "table":
            from cspdesk.exchange.indicator_table import read_table

            return read_table
    raise UserError(f"“{kind}” is no kind of published figures. The kinds are {', '.join(KINDS)}.")


def _files_of(kind: str, sources: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """Return the files to read, those of folders in order; and notes on those in folders that are of another kind."""
    from cspdesk.exchange.figure_sheet import Tally
    from cspdesk.exchange.indicator_sheets import open_sheets

    files: list[Path] = []
    notes: list[str] = []
    for source in sources:
        if not source.is_dir():
            files.append(source)
            continue
        fit = 0
        for path in tables_in(source):
            try:
                next(open_sheets(path, kind, Tally()))
            except UserError as error:
                notes.append(f"Left out of the folder: {error}")
            else:
                fit += 1
                files.append(path)
        if not fit:
            raise UserError(f"{source.name} holds no file of {TITLES[kind]}. {notes[0] if notes else ''}".strip())
    return files, notes


def _indicator_id(store: Store, found: ComparedFigures, code: str, new: Sequence[Figure]) -> str:
    if code in found.known:
        return found.known[code].indicator_id
    series = found.reading.series[code]
    frequency = next(figure.period.kind for figure in new if figure.code == code)
    position = store.results.indicators.count() + 1
    made = _indicator(series, frequency, found.priority_id, position)
    store.results.save(made)
    return made.id


def _indicator(series: Series, frequency: PeriodKind, priority_id: str | None, position: int) -> Indicator:
    return Indicator(
        id=new_id(),
        name=series.name,
        measure=series.measure,
        better=series.better,
        frequency=frequency,
        priority_id=priority_id,
        code=series.code,
        definition=series.definition,
        unit=series.unit,
        numerator=series.numerator,
        denominator=series.denominator,
        per=series.per,
        level=series.level,
        source=series.source,
        source_link=series.source_link,
        licence=series.licence,
        count_not_held=series.count_not_held,
        position=position,
        note=series.note,
    )


def observation_of(figure: Figure, indicator_id: str, published: date) -> Observation:
    """Return a figure as the record keeps it, published on a day unless its file says another; without an id yet."""
    period = figure.period
    return Observation(
        id="",
        indicator_id=indicator_id,
        area_id=figure.area,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        kind=period.kind,
        published_on=figure.published or published,
        count=figure.count,
        denominator=figure.denominator,
        value=figure.value,
        lower=figure.lower,
        upper=figure.upper,
        suppressed=figure.suppressed,
        back_dated=figure.back_dated,
        note=figure.note,
    )


def population_of(area: str) -> tuple[Population, ...]:
    """Return how many live in an area, as far as that ships with cspdesk."""
    people = shipped_areas().people_in(area)
    return (Population(new_id(), area, POPULATION_YEAR, people, POPULATION_SOURCE),) if people else ()


def named(sources: Sequence[Path]) -> str:
    """Return what sources are called in a sentence."""
    return sources[0].name if len(sources) == 1 else f"{sources[0].name} and {counted(len(sources) - 1, 'other')}"
