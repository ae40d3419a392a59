"""Outcome measures: what is counted, how it is told, how far the data reach, and what breaks the series."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from cspdesk.domain.audience import Audience
from cspdesk.domain.data_periods import Period, PeriodKind
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


class Better(StrEnum):
    """Which way is an improvement; reports of hate crime have none."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class Level(StrEnum):
    """Whether a measure is of everybody in an area, or of those a service saw."""

    POPULATION = "population"
    SERVICE = "service"


class Measure(StrEnum):
    """What one value is: a count, events per so many people, a percentage of a denominator, or a published figure."""

    COUNT = "count"
    RATE = "rate"
    PROPORTION = "proportion"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Indicator:
    """An outcome measure of a priority (None: of all).

    code is what its source calls it, so that a later file adds to it. per is what a rate is per (100,000 people).
    frequency is the one sort of period its figures are for. baseline_from and baseline_to bound the baseline period.
    count_not_held: percentages were published without the numbers behind them.
    """

    id: str
    name: str
    measure: Measure
    better: Better
    frequency: PeriodKind
    priority_id: str | None = None
    code: str = ""
    definition: str = ""
    unit: str = ""
    numerator: str = ""
    denominator: str = ""
    per: int = 100_000
    level: Level = Level.POPULATION
    source: str = ""
    source_link: str = ""
    licence: str = ""
    baseline_from: date | None = None
    baseline_to: date | None = None
    baseline_note: str = ""
    target: Decimal | None = None
    target_on: date | None = None
    target_tolerance: Decimal | None = None
    next_due_on: date | None = None
    owner_id: str | None = None
    count_not_held: bool = False
    position: int = 0
    note: str = ""
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """A place figures are for, by its ONS code."""

    id: str
    name: str
    kind: str = ""

    @property
    def code(self) -> str:
        """Its ONS code, which is its id."""
        return self.id


@dataclass(frozen=True, slots=True)
class Population:
    """How many people lived in an area in the middle of a year, as one source says."""

    id: str
    area_id: str
    year: int
    people: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of an indicator for an area and a period, as published on a day; later ones are vintages.

    value, lower and upper are as the source wrote them. suppressed is the mark that stands where a figure was
    withheld by its source (*, c, :, ..); it is never nought. back_dated is how many of the count are records of an
    earlier time entered since.
    """

    id: str
    indicator_id: str
    area_id: str
    starts_on: date
    ends_on: date
    kind: PeriodKind
    published_on: date
    count: int | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    suppressed: str = ""
    back_dated: int | None = None
    note: str = ""

    @property
    def period(self) -> Period:
        """The period the value is for."""
        return Period(self.starts_on, self.ends_on, self.kind)


class BreakKind(StrEnum):
    """Why figures before a day are not like those after it."""

    COUNTING_RULE = "counting rule"
    BACK_DATING = "audit back-dating"
    CLASSIFICATION = "classification"
    SYSTEM = "system"
    BOUNDARY = "boundary"
    DEFINITION = "definition"
    PROGRAMME = "programme"


class BreakEffect(StrEnum):
    """What a break does to a comparison across it."""

    NONE = "none"
    CAUTION = "caution"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class Break:
    """A change in how something is counted; on_day is the first day counted the new way.

    size says how much is known of it, in words. An override, by a person and with a reason, lets figures across it
    be compared; both are printed wherever that is done.
    """

    id: str
    indicator_id: str
    on_day: date
    kind: BreakKind
    effect: BreakEffect
    title: str
    direction: str = ""
    size: str = ""
    source: str = ""
    override_by: str = ""
    override_reason: str = ""

    @property
    def forbids(self) -> bool:
        """Whether a comparison across it gives no number."""
        return self.effect is BreakEffect.NOT_COMPARABLE and not self.override_by


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something that happened, told beside the figures; it changes nothing."""

    id: str
    indicator_id: str
    starts_on: date
    text: str
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ComparatorSet:
    """The areas that figures are compared with, and who chose them when."""

    id: str
    name: str
    source: str
    version: str = ""
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class ComparatorArea:
    """One area of a comparator set."""

    id: str
    set_id: str
    area_id: str


def checked_indicator(indicator: Indicator) -> Indicator:
    """Return the indicator if it can be kept. Raises UserError naming what is wrong."""
    if not indicator.name.strip():
        raise UserError("An indicator needs a name.")
    if indicator.per < 1:
        raise UserError(f"“{indicator.name}”: a rate is per 1 or more.")
    first, last = indicator.baseline_from, indicator.baseline_to
    if (first is None) != (last is None) or (first and last and last < first):
        raise UserError(f"“{indicator.name}”: a baseline has a first and a last day, in that order.")
    if indicator.target is not None and indicator.target_on is None:
        raise UserError(f"“{indicator.name}”: a target needs the day by which it is to be reached.")
    return indicator


def checked_break(broken: Break) -> Break:
    """Return the break if it can be kept. Raises UserError when it has no title or an override without a reason."""
    if not broken.title.strip():
        raise UserError("A break needs a sentence that says what changed.")
    if bool(broken.override_by.strip()) != bool(broken.override_reason.strip()):
        raise UserError("Comparing across this break needs a person and a reason; both are printed.")
    return broken
