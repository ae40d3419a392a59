"""An indicator's figures for one area as they were known on a day: periods in order, gaps, reach, revisions."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from cspdesk.domain.data_periods import Period, PeriodKind
from cspdesk.domain.indicators import Annotation, Area, Break, Indicator, Measure, Observation
from cspdesk.domain.periods import MONTHS
from cspdesk.domain.records import dataclass, maker

ADDS_UP = (Measure.COUNT, Measure.PROPORTION)
_PUBLISHED = attrgetter("published_on", "id")
_STARTS_ON = attrgetter("period.starts_on")


@dataclass(frozen=True, slots=True)
class Reading:
    """One period's figure as known on a day.

    value is in the indicator's unit: a percentage for a proportion, per so many people for a rate; None where it was
    withheld. back_dated is how many of the count are of an earlier time. observations are the vintages it rests on,
    one for each period it puts together; earlier are those that have since been revised, oldest first.
    """

    period: Period
    published_on: date
    value: Decimal | None
    count: int | None = None
    denominator: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    suppressed: str = ""
    back_dated: int | None = None
    note: str = ""
    observations: tuple[Observation, ...] = ()
    earlier: tuple[Observation, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether it was published after its period had ended, so that it covers all of it."""
        return self.published_on > self.period.ends_on


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator for an area, as known on a day; series_of makes it.

    readings are by period, complete those of whole periods whose figure is not withheld. left_out are figures for
    another sort of period, which never mix with these.
    """

    indicator: Indicator
    area: Area
    known_on: date
    readings: tuple[Reading, ...]
    complete: tuple[Reading, ...]
    breaks: tuple[Break, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    left_out: tuple[Observation, ...] = ()

    @property
    def latest(self) -> Reading | None:
        """The newest reading of a whole period; None where there is none."""
        return self.complete[-1] if self.complete else None

    @property
    def reach(self) -> date | None:
        """The last day that the data cover; None where there are none."""
        return self.latest.period.ends_on if self.latest else None

    @property
    def gaps(self) -> tuple[Period, ...]:
        """The periods between the first and the last for which nothing is held."""
        if not self.readings or self.indicator.frequency.overlaps:
            return ()
        first, last = self.readings[0].period, self.readings[-1].period
        if len(self.readings) == Period(first.starts_on, last.ends_on, first.kind).months // first.months:
            return ()
        held, found, period = {r.period for r in self.readings}, [], first
        while period < last:
            if period not in held:
                found.append(period)
            period = next_period(period)
        return tuple(found)

    @property
    def revised(self) -> tuple[Reading, ...]:
        """The readings that replaced an earlier figure."""
        return tuple(r for r in self.readings if r.earlier)

    def at(self, period: Period) -> Reading | None:
        """Return the reading of a period, None where there is none."""
        return next((r for r in self.readings if r.period == period), None)

    def within(self, first: date, last: date) -> tuple[Reading, ...]:
        """Return the readings of whole periods that lie between two days."""
        start = bisect_left(self.complete, first, key=_STARTS_ON)
        end = bisect_right(self.complete, last, key=_STARTS_ON)
        return tuple(r for r in self.complete[start:end] if r.period.ends_on <= last)


def series_of(
    indicator: Indicator,
    area: Area,
    observations: Iterable[Observation],
    known_on: date,
    breaks: Iterable[Break] = (),
    annotations: Iterable[Annotation] = (),
) -> Series:
    """Return an indicator's figures for an area as they were known at the end of a day.

    For each period the vintage last published by then stands. Observations of other indicators and areas are passed
    over; so are figures of another sort of period, which are named in left_out.
    """
    ids = indicator.id, area.id
    known = [o for o in observations if (o.indicator_id, o.area_id) == ids and o.published_on <= known_on]
    fitting, left_out = _one_sort(indicator.frequency, known)
    readings = tuple(_readings(indicator, fitting))
    return Series(
        indicator,
        area,
        known_on,
        readings,
        tuple(r for r in readings if r.complete and r.value is not None),
        tuple(sorted((b for b in breaks if b.indicator_id == indicator.id), key=lambda b: (b.on_day, b.id))),
        tuple(sorted((a for a in annotations if a.indicator_id == indicator.id), key=lambda a: (a.starts_on, a.id))),
        tuple(sorted(left_out, key=attrgetter("starts_on", "ends_on", "published_on", "id"))),
    )


def together(measure: Measure, readings: Sequence[Reading]) -> Reading | None:
    """Return several counts, or proportions with theirs, that follow on one another as the figure of one long period.

    None where a count is missing, a month lies between, or the measure cannot be added up: rates are of the same
    people each time.
    """
    follow = all(a.period.ends_on + timedelta(1) == b.period.starts_on for a, b in pairwise(readings))
    counts = [r.count for r in readings if r.count is not None]
    bases = [r.denominator for r in readings if r.denominator]
    if not readings or not follow or len(counts) != len(readings):
        return None
    if measure not in ADDS_UP or (measure is Measure.PROPORTION and len(bases) != len(readings)):
        return None
    back_dated = [r.back_dated for r in readings if r.back_dated is not None]
    total, base = sum(counts), sum(bases, Decimal(0)) if measure is Measure.PROPORTION else None
    return Reading(
        Period(readings[0].period.starts_on, readings[-1].period.ends_on, PeriodKind.ROLLING),
        max(r.published_on for r in readings),
        Decimal(total) if base is None else Decimal(total) * 100 / base,
        total,
        base,
        back_dated=sum(back_dated) if back_dated else None,
        observations=tuple(o for r in readings for o in r.observations),
    )


def next_period(period: Period) -> Period:
    """Return the period of the same sort that follows on."""
    starts_on = period.ends_on + timedelta(1)
    months = starts_on.month - 1 + period.months
    return Period(starts_on, date(starts_on.year + months // 12, months % 12 + 1, 1) - timedelta(1), period.kind)


def month_of(day: date) -> str:
    """Return a day's month as people write it: December 2013."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def named(period: Period) -> str:
    """Return a period as it stands within a sentence: May 2016, the year to June 2016."""
    return f"the {period}" if period.kind is PeriodKind.ROLLING and period.label.startswith("year") else str(period)


def span_of(first: date, last: date) -> str:
    """Return a span of whole months as people write it: 2013, 2013/14, March 2013 to May 2014."""
    year = (last.year - first.year) * 12 + last.month - first.month == 11
    if year and first.month in (1, 4):
        return Period(first, last, PeriodKind.CALENDAR_YEAR if first.month == 1 else PeriodKind.FINANCIAL_YEAR).label
    return f"{month_of(first)} to {month_of(last)}"


def _one_sort(
    kind: PeriodKind, observations: Sequence[Observation]
) -> tuple[Sequence[Observation], Sequence[Observation]]:
    """Return the figures for an indicator's one sort of period, and the others; rolling ones also have one length."""
    fits, others = _parted(observations, lambda o: o.kind is kind)
    if kind.overlaps and fits:
        months = max((o.ends_on, o.period.months) for o in fits)[1]
        fits, longer = _parted(fits, lambda o: o.period.months == months)
        others += longer
    return fits, others


def _parted(
    observations: Sequence[Observation], fits: Callable[[Observation], bool]
) -> tuple[list[Observation], list[Observation]]:
    kept = [o for o in observations if fits(o)]
    return kept, [] if len(kept) == len(observations) else [o for o in observations if not fits(o)]


def _vintages(observations: Iterable[Observation]) -> Iterator[list[Observation]]:
    """Give what was published of each period, by period, and of one period in order."""
    found: defaultdict[tuple[date, date], list[Observation]] = defaultdict(list)
    for one in observations:
        found[one.starts_on, one.ends_on].append(one)
    for _, vintages in sorted(found.items()):
        if len(vintages) > 1:
            vintages.sort(key=_PUBLISHED)
        yield vintages


@lru_cache(maxsize=4096)
def _period(starts_on: date, ends_on: date, kind: PeriodKind) -> Period:
    """Return a period, the same one to every series: a priority's have some thousand readings of a few hundred."""
    return Period(starts_on, ends_on, kind)


def _readings(indicator: Indicator, observations: Sequence[Observation]) -> Iterator[Reading]:
    """Give one reading for each period, in order."""
    make = maker(Reading)
    for *earlier, newest in _vintages(observations):
        withheld = newest.suppressed
        yield make(
            _period(newest.starts_on, newest.ends_on, newest.kind),
            newest.published_on,
            None if withheld else value_of(indicator, newest),
            None if withheld else newest.count,
            newest.denominator,
            newest.lower,
            newest.upper,
            withheld,
            newest.back_dated,
            newest.note,
            (newest,),
            tuple(earlier),
        )


def value_of(indicator: Indicator, observation: Observation) -> Decimal | None:
    """Return a figure as published, or as its count and denominator make it."""
    count, base = observation.count, observation.denominator
    if observation.value is not None or count is None:
        return observation.value
    if indicator.measure is Measure.COUNT:
        return Decimal(count)
    if not base or indicator.measure is Measure.VALUE:
        return None
    return Decimal(count) * (100 if indicator.measure is Measure.PROPORTION else indicator.per) / base
