"""One indicator as it is looked at: which area, as known on which day, beside which other areas."""

from collections.abc import Iterator, Mapping
from datetime import date

from cspdesk.charts.results_words import Written
from cspdesk.domain.area_levels import apart
from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.indicators import Area, Better, Break, BreakEffect, Indicator, Level, Measure
from cspdesk.domain.partnership import Person
from cspdesk.domain.periods import long_date
from cspdesk.domain.records import dataclass
from cspdesk.domain.series import Series, span_of
from cspdesk.domain.series_marking import series_seen
from cspdesk.store.series import series_in_areas
from cspdesk.store.store import Store

MOST_AREAS = 12  # drawn beside one another; more cannot be told apart
ALL_AREAS = "*"

BETTER_WORDS = {
    Better.LOWER: "Lower is better",
    Better.HIGHER: "Higher is better",
    Better.NEITHER: "Neither higher nor lower is better",
}
LEVEL_WORDS = {
    Level.POPULATION: "Everybody in the area",
    Level.SERVICE: "The people a service saw",
}


@dataclass(frozen=True, slots=True)
class Look:
    """What a person wants to see of an indicator; area_id None: the partnership's own, known_on None: now."""

    indicator_id: str
    area_id: str | None = None
    known_on: date | None = None
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """An indicator with all that its page shows besides what its figures say."""

    series: Series
    others: tuple[Series, ...]
    areas: tuple[Area, ...]
    sets: tuple[tuple[str, str], ...]
    owner: Person | None
    priority: str
    actions: tuple[str, ...]

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.series.indicator


def read_detail(store: Store, look: Look, audience: Audience, today: date) -> Detail | None:
    """Return an indicator as it is looked at; None when it is gone or the audience may not see it."""
    results, people = store.results, store.partnership
    indicator = results.indicators.find(look.indicator_id)
    if indicator is None or not may_see(audience, indicator.marking):
        return None
    held = areas_seen(store, indicator, audience, today)
    if held is None:
        return None
    own = people.partnership()
    areas = {area.id: area for area in results.areas.named(sorted(held))}
    wanted = next((id_ for id_ in (look.area_id, own.area_code) if id_ in held), None)
    chosen = wanted or max(held, key=lambda id_: (held[id_], id_), default=None)
    known_on = look.known_on or today
    if chosen is None:
        series = Series(indicator, Area(own.area_code, own.area or "No area"), known_on, (), ())
    else:
        (series,) = series_in_areas(results, indicator, (chosen,), known_on)
    beside = apart(series.area, [area for area in areas.values() if area.id != chosen])
    rule = store.markings.rule()
    if not series_seen(series, rule, audience):
        return None
    sets = tuple(_sets(store, {area.id for area in beside}))
    members = next((ids for id_, _, ids in sets if id_ == look.beside), ())
    priority = people.priorities.find(indicator.priority_id or "")
    others = series_in_areas(results, indicator, members, known_on) if members else ()
    return Detail(
        series,
        tuple(other for other in others if series_seen(other, rule, audience)),
        tuple(sorted(areas.values(), key=lambda a: (a.id != own.area_code, a.name))),
        tuple((f"{name} ({len(ids)})", id_) for id_, name, ids in sets),
        people.people.find(indicator.owner_id or ""),
        priority.name if priority else "All priorities",
        tuple(
            a.title for a in store.plans.actions.named(results.actions_of(indicator.id)) if may_see(audience, a.marking)
        ),
    )


def areas_seen(store: Store, indicator: Indicator, audience: Audience, today: date) -> Mapping[str, int] | None:
    """Return the areas whose figures of an indicator an audience may see, with how many figures each has.

    None where there are figures and it may see those of no area: the counts of people are too small.
    """
    held = store.results.areas_held([indicator.id])[indicator.id]
    if audience is Audience.RESTRICTED or indicator.level is not Level.SERVICE or not held:
        return held
    rule = store.markings.rule()
    found = series_in_areas(store.results, indicator, sorted(held), today)
    seen = {series.area.id for series in found if series_seen(series, rule, audience)}
    return {id_: figures for id_, figures in held.items() if id_ in seen} or None


def _sets(store: Store, held: set[str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Give each comparator set with figures that may stand beside, then all such areas where that is another choice."""
    found: set[tuple[str, ...]] = set()
    for one in store.results.comparator_sets.where(order="name, id"):
        members = store.results.comparator_areas.where("set_id = ?", one.id)
        ids = tuple(sorted(held & {member.area_id for member in members}))
        if ids and len(ids) <= MOST_AREAS:
            found.add(ids)
            yield one.id, one.name, ids
    everywhere = tuple(sorted(held))
    if everywhere and len(everywhere) <= MOST_AREAS and everywhere not in found:
        yield ALL_AREAS, "All areas of its level", everywhere


def facts(detail: Detail) -> tuple[tuple[str, str], ...]:
    """Return what is written down about an indicator: a heading and words each; what is empty is left out."""
    return tuple((name, words) for name, words in _facts(detail) if words)


def _facts(detail: Detail) -> Iterator[tuple[str, str]]:
    one = detail.indicator
    yield "Definition", one.definition
    yield "Measured as", _measured(one)
    yield "What is better", BETTER_WORDS[one.better]
    yield "Of whom", LEVEL_WORDS[one.level]
    yield "Published for each", one.frequency.value
    yield "Baseline", _baseline(one)
    yield "Target", _target(one)
    yield "Next figures due", long_date(one.next_due_on) if one.next_due_on else "not known"
    yield "Looked after by", detail.owner.name if detail.owner else ""
    yield "Priority", detail.priority
    yield "Actions meant to move it", "; ".join(detail.actions)
    yield "Who may see it", _marking(one)


def _measured(one: Indicator) -> str:
    numerator = one.numerator or one.unit
    match one.measure:
        case Measure.COUNT:
            return f"a count of {one.unit}" if one.unit else "a count"
        case Measure.RATE:
            return f"{numerator or 'events'} per {one.per:,} {one.denominator or 'people'}"
        case Measure.PROPORTION:
            of = f" of all {one.denominator}" if one.denominator else ""
            return f"the share of {numerator}{of}, in percent" if numerator else "a percentage"
    return f"a published figure{f', in {one.unit}' if one.unit else ''}"


def _baseline(one: Indicator) -> str:
    if one.baseline_from is None or one.baseline_to is None:
        return "none set"
    note = f". {one.baseline_note}" if one.baseline_note else ""
    return f"{span_of(one.baseline_from, one.baseline_to)}{note}"


def _target(one: Indicator) -> str:
    if one.target is None or one.target_on is None:
        return "none set"
    written = Written(one)
    slack = f", give or take {written.value(float(one.target_tolerance))}" if one.target_tolerance else ""
    return f"{written.value(float(one.target))} by {long_date(one.target_on)}{slack}"


def _marking(one: Indicator) -> str:
    if one.marking is Audience.PUBLIC:
        return "Everybody"
    return f"{one.marking.label}{f': {one.marking_reason}' if one.marking_reason else ''}"


def break_facts(broken: Break) -> tuple[tuple[str, str], ...]:
    """Return all that is known of a break: a heading and words each."""
    effect = {
        BreakEffect.NONE: "None: figures across it are compared",
        BreakEffect.CAUTION: "Caution: a comparison across it prints this caveat in the same sentence",
        BreakEffect.NOT_COMPARABLE: "Not comparable: no change is given across it",
    }[broken.effect]
    told = (
        ("What changed", broken.title),
        ("Kind", broken.kind.value),
        ("Direction", broken.direction),
        ("Size", broken.size),
        ("Effect", effect),
        ("Set aside", f"by {broken.override_by}: {broken.override_reason}" if broken.override_by else ""),
        ("Source", broken.source),
    )
    return tuple((name, words) for name, words in told if words)
