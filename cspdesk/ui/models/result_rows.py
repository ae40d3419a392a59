"""What the Results page of a priority shows: its indicators, each for the area looked at, and which want attention."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import accumulate

from cspdesk.analysis.verdict_notes import reach_words, stale
from cspdesk.analysis.verdict_words import one_of
from cspdesk.analysis.verdicts import Verdict, VerdictKind
from cspdesk.charts.results_words import Written
from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.indicators import Area, BreakEffect, Indicator, Measure
from cspdesk.domain.periods import long_date
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import Series, named
from cspdesk.domain.series_marking import series_seen
from cspdesk.store.series import series_in_own_areas
from cspdesk.store.store import Store

NO_AREA = "No area"
AT_ONCE = 1_000  # figures read before the window is let see to a person again: some 10 ms
WORD_ORDER = (
    VerdictKind.WORSE,
    VerdictKind.CANNOT_TELL,
    VerdictKind.NOT_COMPARABLE,
    VerdictKind.CHANGED,
    VerdictKind.NO_CLEAR_CHANGE,
    VerdictKind.BETTER,
)


class Order(StrEnum):
    """How the indicators are put in order."""

    ATTENTION = "attention"
    OWN = "own"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One indicator for one area, as known on the day looked at; shared: it is of no one priority."""

    series: Series
    shared: bool

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.series.indicator

    @property
    def id(self) -> str:
        """The indicator's id."""
        return self.series.indicator.id

    @property
    def newest(self) -> tuple[str, str]:
        """The newest figure and its period, as people write them; a dash and a word while there is none."""
        latest = self.series.latest
        if latest is None:
            return "–", "no figures yet"
        return Written(self.indicator).value(float(latest.value or 0)), f"{self._unit}in {named(latest.period)}"

    @property
    def _unit(self) -> str:
        """What the newest figure counts, ending in a space; a percentage says it by its sign."""
        one = self.indicator
        match one.measure:
            case Measure.RATE:
                return f"per {one.per:,} {one.denominator or 'people'} "
            case Measure.PROPORTION:
                return ""
        latest = self.series.latest
        unit = one_of(one.unit) if latest is not None and latest.value == 1 else one.unit
        return f"{unit} " if unit else ""

    @property
    def reach(self) -> str:
        """How far the data go and when more are due."""
        return reach_words(self.series)

    @property
    def breaks(self) -> str:
        """What has to be known of its breaks, in a line; empty where nothing is broken."""
        told = [b for b in self.series.breaks if b.effect is not BreakEffect.NONE]
        if not told:
            return ""
        newest = told[-1]
        effect = "set aside by decision" if newest.override_by else newest.effect.value
        more = f", and {counted(len(told) - 1, 'earlier break')}" if len(told) > 1 else ""
        return f"Break on {long_date(newest.on_day)}: {effect}{more}"

    @property
    def quiet(self) -> str:
        """The area, and what is said quietly: made up, marked, of all priorities."""
        marking = self.indicator.marking
        parts = [self.series.area.name]
        parts += ["Illustrative"] if self.indicator.illustrative else []
        parts += [marking.label] if marking is not Audience.PUBLIC else []
        parts += ["Of all priorities"] if self.shared else []
        return "  ·  ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class ResultsReading:
    """What the audience may see, in order; the areas that there are figures for; how many it may not see.

    left: the indicators that are still to be read, each with its area and how many figures it has there.
    """

    rows: tuple[ResultRow, ...]
    areas: tuple[Area, ...]
    withheld: int = 0
    left: tuple[tuple[Indicator, Area, int], ...] = ()


def begin_results(store: Store, priority_id: str, audience: Audience, area_id: str | None = None) -> ResultsReading:
    """Look which indicators of a priority there are, and of none, for an area; without one, the partnership's own.

    All are still left to be read, with `read_more`. An indicator without figures for that area is shown for the one
    it has most of.
    """
    results = store.results
    every = results.shown_under(priority_id)
    shown = [one for one in every if may_see(audience, one.marking)]
    held = results.areas_held([one.id for one in shown])
    own = store.partnership.partnership()
    ids = sorted({area for areas in held.values() for area in areas})
    areas = {area.id: area for area in results.areas.named(ids)}
    nowhere = Area(own.area_code, own.area or NO_AREA)
    wanted = area_id or own.area_code

    def area_of(indicator: Indicator) -> Area:
        figures = held[indicator.id]
        if not figures:
            return nowhere
        return areas[wanted if wanted in figures else max(figures, key=lambda id_: (figures[id_], id_))]

    left = ((one, area) for one, area in zip(shown, map(area_of, shown), strict=True))
    return ResultsReading(
        (),
        tuple(sorted(areas.values(), key=lambda a: (a.id != own.area_code, a.name))),
        len(every) - len(shown),
        tuple((one, area, held[one.id].get(area.id, 0)) for one, area in left),
    )


def read_more(
    store: Store, reading: ResultsReading, audience: Audience, known_on: date, figures: int = AT_ONCE
) -> ResultsReading:
    """Read the next indicators, with about so many figures, as known on a day; at least one.

    Those with a count of people too small for the audience are added to the withheld.
    """
    sums = accumulate(held for _, _, held in reading.left)
    count = max(1, sum(total <= figures for total in sums))
    chosen = [(one, area) for one, area, _ in reading.left[:count]]
    rule = store.markings.rule()
    found = series_in_own_areas(store.results, chosen, known_on)
    rows = [ResultRow(each, each.indicator.priority_id is None) for each in found if series_seen(each, rule, audience)]
    withheld = reading.withheld + len(found) - len(rows)
    return replace(reading, rows=(*reading.rows, *rows), withheld=withheld, left=reading.left[count:])


def read_results(
    store: Store, priority_id: str, audience: Audience, known_on: date, area_id: str | None = None
) -> ResultsReading:
    """Read the indicators of a priority all at once, as `begin_results` and `read_more` do little by little."""
    reading = begin_results(store, priority_id, audience, area_id)
    while reading.left:
        reading = read_more(store, reading, audience, known_on)
    return reading


def attention(row: ResultRow, said: Verdict | None, today: date) -> str:
    """Return why an indicator wants somebody, in a few words; empty where it does not."""
    due = row.indicator.next_due_on
    if said is not None and said.kind is VerdictKind.WORSE:
        return "worse"
    if due is not None and due < today:
        return "figures overdue"
    if row.series.latest is None:
        return "no figures yet"
    return "data too old to tell" if stale(row.series) else ""


def in_order(
    rows: Sequence[ResultRow], said: Mapping[str, Verdict], order: Order, today: date
) -> tuple[ResultRow, ...]:
    """Return the indicators in an order; what wants attention comes first, worse before all."""
    if order is Order.NAME:
        return tuple(sorted(rows, key=lambda row: row.indicator.name.casefold()))
    if order is Order.OWN:
        return tuple(rows)

    def rank(row: ResultRow) -> tuple[bool, int]:
        found = said.get(row.id)
        kind = len(WORD_ORDER) if found is None else WORD_ORDER.index(found.kind)
        return not attention(row, found, today), kind

    return tuple(sorted(rows, key=rank))


def summary(rows: Sequence[ResultRow], said: Mapping[str, Verdict]) -> str:
    """Return what the indicators come to: 6 indicators: 1 worse, 2 cannot tell, 3 no clear change."""
    kinds = [said[row.id].kind for row in rows if row.id in said]
    counts = [f"{kinds.count(kind)} {kind.value}" for kind in WORD_ORDER if kind in kinds]
    told = f": {', '.join(counts)}" if counts else ""
    return f"{counted(len(rows), 'indicator')}{told}"
