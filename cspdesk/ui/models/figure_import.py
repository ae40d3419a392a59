"""What the import of published figures shows: what would be taken, by indicator and row, and what is wrong where."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cspdesk.app.indicators import TITLES, ComparedFigures, named
from cspdesk.domain.figures import Figure, FigureProblem
from cspdesk.domain.periods import short_date
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.ui.models.table import Column

NEW, REVISED, KNOWN = "New", "Revised", "There already"
KIND_WORDS = {
    "home-office-crime": "Police recorded crime (Home Office open tables)",
    "police-street": "Street-level crime (data.police.uk, monthly)",
    "fingertips": "Public health profiles (Fingertips)",
    "table": "A plain table of figures",
}
KIND_HINTS = {
    "home-office-crime": "Counts of offence groups, by police force area or by community safety partnership.",
    "police-street": "Counts by crime type and month; places are anonymised by the source, which is said beside them.",
    "fingertips": "Indicators with the source’s own intervals and notes, which are kept.",
    "table": "Indicator, area, period, count, denominator, value, published: a row for each figure. The template "
    "shows every column.",
}


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One indicator of the files: how many figures of it are what, for which areas, and how far they reach."""

    code: str
    name: str
    measure: str
    in_record: bool
    new: int
    revised: int
    known: int
    areas: tuple[str, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of the files and what would become of it."""

    fate: str
    indicator: str
    area: str
    figure: Figure
    published: date


def summary_words(found: ComparedFigures) -> str:
    """Return what the files hold and what taking them would do, in one sentence or two."""
    reading, plan = found.reading, found.plan
    rows = f"{found.taken:,} of {counted(reading.rows, 'row')} read as {TITLES[found.request.kind]}"
    does = ", ".join(
        f"{number:,} {words}"
        for number, words in (
            (len(plan.added), "new"),
            (len(plan.revised), "revised"),
            (len(plan.unchanged), "there already"),
            (found.rejected, "rejected"),
        )
        if number or words == "new"
    )
    total = sum(found.counted.values())
    adds = f" The counts add up to {total:,}." if total else ""
    return f"{rows}, for {counted(len(reading.series), 'indicator')}. Figures: {does}.{adds}"


def done_words(found: ComparedFigures) -> tuple[str, str]:
    """Say what was taken, and what was not."""
    plan = found.plan
    codes = {f.code for f in (*plan.added, *plan.revised)}
    done = f"{counted(len(plan.added), 'figure')} added"
    done += f", {len(plan.revised):,} revised" if plan.revised else ""
    more = [f"{len(plan.unchanged):,} were there already." for _ in range(bool(plan.unchanged))]
    more += [f"{counted(found.rejected, 'row')} rejected and left out." for _ in range(bool(found.rejected))]
    return f"{done}, of {counted(len(codes), 'indicator')}, from {named(found.request.sources)}.", " ".join(more)


def series_rows(found: ComparedFigures) -> list[SeriesRow]:
    """Return the indicators of the files in their order."""
    fates: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys((NEW, REVISED, KNOWN), 0))
    for fate, figure in _fated(found):
        fates[figure.code][fate] += 1
    spans: dict[str, list[Figure]] = defaultdict(list)
    for figure in found.reading.figures:
        spans[figure.code].append(figure)
    return [
        SeriesRow(
            code,
            series.name,
            series.measure.value,
            code in found.known,
            fates[code][NEW],
            fates[code][REVISED],
            fates[code][KNOWN],
            tuple(dict.fromkeys(_area(found, f) for f in spans[code])),
            min(spans[code], key=lambda f: f.period).period.label,
            max(spans[code], key=lambda f: (f.period.ends_on, f.period.starts_on)).period.label,
        )
        for code, series in found.reading.series.items()
        if spans[code]
    ]


def figure_rows(found: ComparedFigures, at_most: int) -> list[FigureRow]:
    """Return the first figures and what would become of each, what is new first."""
    rows: list[FigureRow] = []
    for fate, figure in _fated(found):
        if len(rows) == at_most:
            break
        rows.append(
            FigureRow(
                fate,
                found.reading.series[figure.code].name,
                _area(found, figure),
                figure,
                figure.published or found.request.published,
            )
        )
    return rows


def left_out_rows(found: ComparedFigures) -> list[tuple[str, int]]:
    """Return why rows were left out that nothing is wrong with, and how many, the most first."""
    return found.reading.left_out.most_common()


def _fated(found: ComparedFigures) -> Iterator[tuple[str, Figure]]:
    for fate, figures in ((NEW, found.plan.added), (REVISED, found.plan.revised), (KNOWN, found.plan.unchanged)):
        for figure in figures:
            yield fate, figure


def _area(found: ComparedFigures, figure: Figure) -> str:
    area = found.reading.areas.get(figure.area)
    return area.name if area else figure.area


def problem_columns() -> tuple[Column[FigureProblem], ...]:
    """Return the columns of what is wrong."""
    return (
        Column("File", lambda p: p.place.file, width=190),
        Column("Sheet", lambda p: p.place.sheet or "–", width=100),
        Column(
            "Row", lambda p: f"{p.place.row:,}" if p.place.row else "–", sort=lambda p: p.place.row, align="right",
            width=80,
        ),
        Column("Column", lambda p: p.place.column or "whole row", width=130),
        Column("What is wrong", lambda p: p.reason, width=420, stretch=True),
        Column("Taken", lambda p: "no" if p.rejected else "without it", width=90),
    )  # fmt: skip


def series_columns() -> tuple[Column[SeriesRow], ...]:
    """Return the columns of the indicators."""
    return (
        Column("Indicator", lambda r: r.name, width=260, stretch=True),
        Column("Is", lambda r: r.measure, width=80),
        Column("In the record", lambda r: "yes, adds to it" if r.in_record else "no, is made", width=110),
        Column("New", lambda r: f"{r.new:,}", sort=lambda r: r.new, align="right", width=55),
        Column("Revised", lambda r: f"{r.revised:,}", sort=lambda r: r.revised, align="right", width=70),
        Column("There already", lambda r: f"{r.known:,}", sort=lambda r: r.known, align="right", width=100),
        Column("From", lambda r: r.first, width=95),
        Column("To", lambda r: r.last, width=95),
        Column("Areas", lambda r: _areas_words(r.areas), tooltip=lambda r: ", ".join(r.areas), width=140),
    )


def figure_columns() -> tuple[Column[FigureRow], ...]:
    """Return the columns of single figures."""
    return (
        Column("What", lambda r: r.fate, width=80),
        Column("Indicator", lambda r: r.indicator, width=200, stretch=True),
        Column("Area", lambda r: r.area, width=120),
        Column("Period", lambda r: r.figure.period.label, sort=lambda r: r.figure.period, width=100),
        Column(
            "Count",
            lambda r: _count(r.figure),
            sort=lambda r: -1 if r.figure.count is None else r.figure.count,
            align="right",
            width=90,
        ),
        Column("Of", lambda r: _number(r.figure.denominator), align="right", width=70),
        Column("Value", lambda r: _number(r.figure.value), align="right", width=70),
        Column(
            "Published",
            lambda r: short_date(r.published),
            sort=lambda r: r.published,
            tooltip=lambda r: "As the file says" if r.figure.published else "The day given on the page before",
            width=100,
        ),
        Column("Where", lambda r: str(r.figure.place), width=150),
    )


def left_out_columns() -> tuple[Column[tuple[str, int]], ...]:
    """Return the columns of what was left out."""
    return (
        Column("Why", lambda r: r[0][:1].upper() + r[0][1:], width=400, stretch=True),
        Column("Rows", lambda r: f"{r[1]:,}", sort=lambda r: r[1], align="right", width=110),
    )


def _areas_words(names: tuple[str, ...]) -> str:
    return ", ".join(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} others"


def _count(figure: Figure) -> str:
    if figure.suppressed:
        return f"withheld ({figure.suppressed})"
    return "–" if figure.count is None else f"{figure.count:,}"


def _number(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:,}"
