"""What the form of an indicator lists: its figures with their vintages, its breaks, what is told beside, and sets."""

from collections.abc import Sequence
from decimal import Decimal

from cspdesk.domain.data_periods import PeriodKind
from cspdesk.domain.indicators import (
    Annotation,
    Area,
    Better,
    Break,
    BreakEffect,
    ComparatorSet,
    Indicator,
    Level,
    Measure,
    Observation,
)
from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import value_of
from cspdesk.domain.vintages import as_known_on
from cspdesk.ui.models.table import Column

BETTER_WORDS = {
    Better.LOWER: "Lower is better",
    Better.HIGHER: "Higher is better",
    Better.NEITHER: "Neither, such as reports of hate crime",
}
LEVEL_WORDS = {Level.POPULATION: "Everybody in an area", Level.SERVICE: "Those a service saw"}
MEASURE_WORDS = {
    Measure.COUNT: "A count",
    Measure.RATE: "A rate: events per so many people",
    Measure.PROPORTION: "A percentage of a denominator",
    Measure.VALUE: "A figure as published",
}
FREQUENCY_WORDS = {
    PeriodKind.MONTH: "Months",
    PeriodKind.QUARTER: "Quarters of financial years",
    PeriodKind.CALENDAR_YEAR: "Calendar years",
    PeriodKind.FINANCIAL_YEAR: "Financial years",
    PeriodKind.ROLLING: "Rolling years, which overlap",
}
PERIOD_EXAMPLES = {
    PeriodKind.MONTH: "such as May 2016 or 2016-05",
    PeriodKind.QUARTER: "such as Q1 2015/16",
    PeriodKind.CALENDAR_YEAR: "such as 2015",
    PeriodKind.FINANCIAL_YEAR: "such as 2015/16",
    PeriodKind.ROLLING: "such as year to June 2016, or 2013-15",
}
EFFECT_WORDS = {
    BreakEffect.NONE: "None: it is only told",
    BreakEffect.CAUTION: "Caution: compared, with the caveat in the same sentence",
    BreakEffect.NOT_COMPARABLE: "Not comparable: no figure is given across it",
}


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One vintage of one figure; stands: no later one has been published. value: as published, or made of its count."""

    id: str
    observation: Observation
    area: Area
    value: Decimal | None
    stands: bool


@dataclass(frozen=True, slots=True)
class SetLine:
    """One comparator set with its areas."""

    id: str
    set: ComparatorSet
    areas: tuple[Area, ...]


def figure_lines(
    indicator: Indicator, observations: Sequence[Observation], areas: dict[str, Area]
) -> tuple[FigureLine, ...]:
    """Return every vintage, by area, the newest period first and of each the newest vintage."""
    standing = {o.id for o in as_known_on(observations)}
    ordered = sorted(observations, key=lambda o: (o.ends_on, o.starts_on, o.published_on), reverse=True)
    ordered.sort(key=lambda o: areas[o.area_id].name)
    return tuple(FigureLine(o.id, o, areas[o.area_id], value_of(indicator, o), o.id in standing) for o in ordered)


def figure_columns() -> tuple[Column[FigureLine], ...]:
    """Return the columns of figures."""
    return (
        Column("Area", lambda f: f.area.name, width=140),
        Column("Period", lambda f: f.observation.period.label, sort=lambda f: f.observation.period, width=120),
        Column("Count", lambda f: _count(f.observation), align="right", width=100),
        Column("Of", lambda f: plain(f.observation.denominator), align="right", width=90),
        Column("Value", _value, align="right", width=90),
        Column(
            "Published",
            lambda f: short_date(f.observation.published_on),
            sort=lambda f: f.observation.published_on,
            width=100,
        ),
        Column("Stands", lambda f: "yes" if f.stands else "replaced since", width=110),
        Column("Note", lambda f: _note(f.observation), width=160, stretch=True),
    )


def break_columns() -> tuple[Column[Break], ...]:
    """Return the columns of breaks."""
    return (
        Column("From", lambda b: long_date(b.on_day), sort=lambda b: b.on_day, width=140),
        Column("What changed", lambda b: b.title, width=260, stretch=True),
        Column("Kind", lambda b: b.kind.value.capitalize(), width=140),
        Column("Effect", lambda b: b.effect.value.capitalize(), width=120),
        Column("Size", lambda b: " ".join(filter(None, (b.direction, b.size))) or "–", width=140),
        Column("Compared all the same by", lambda b: b.override_by or "–", width=170),
    )


def annotation_columns() -> tuple[Column[Annotation], ...]:
    """Return the columns of what is told beside."""
    return (
        Column("From", lambda a: long_date(a.starts_on), sort=lambda a: a.starts_on, width=150),
        Column("To", lambda a: long_date(a.ends_on) if a.ends_on else "–", width=150),
        Column("What happened", lambda a: a.text, width=300, stretch=True),
    )


def set_columns() -> tuple[Column[SetLine], ...]:
    """Return the columns of comparator sets."""
    return (
        Column("Set", lambda s: s.set.name, width=220),
        Column("Areas", lambda s: ", ".join(a.name for a in s.areas) or "none", width=260, stretch=True),
        Column("Source", lambda s: s.set.source, width=150),
        Column("Version", lambda s: s.set.version or "–", width=90),
        Column("Of", lambda s: short_date(s.set.dated_on) if s.set.dated_on else "–", width=100),
    )


def indicator_label(before: Indicator | None, after: Indicator) -> str:
    """Return what was done to an indicator, for the history."""
    return f"Added the indicator “{after.name}”" if before is None else f"Changed the indicator “{after.name}”"


def plain(number: Decimal | None) -> str:
    """Return a number as it was published, with commas; a dash where there is none."""
    return "–" if number is None else f"{number:,}"


def _count(observation: Observation) -> str:
    if observation.suppressed:
        return f"withheld ({observation.suppressed})"
    return "–" if observation.count is None else f"{observation.count:,}"


def _value(line: FigureLine) -> str:
    """Return a value as published, or as its count and denominator make it, to one place."""
    if line.observation.value is not None or line.value is None:
        return plain(line.observation.value)
    return f"{line.value:,.1f}" if line.observation.denominator else "–"


def _note(observation: Observation) -> str:
    back = f"{observation.back_dated:,} back-dated" if observation.back_dated else ""
    return "; ".join(filter(None, (back, observation.note)))
