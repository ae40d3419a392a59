"""Indicators changed by hand: kept, removed with all that hangs on them, and tied to the actions meant to move them."""

from dataclasses import replace

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.indicators import Indicator, Measure, checked_indicator
from cspdesk.domain.proof import counted
from cspdesk.errors import UserError
from cspdesk.store.store import Store


def keep_indicator(store: Store, indicator: Indicator) -> None:
    """Keep an indicator; actions that name it follow a new name. To be done within a step.

    Raises UserError when it cannot stand, or the figures it has are not of its sort any more.
    """
    checked_indicator(indicator)
    before = store.results.indicators.find(indicator.id)
    check_fits_figures(store, indicator)
    store.results.save(indicator)
    if before is not None and before.name != indicator.name:
        for action_id in store.results.actions_of(indicator.id):
            _rename(store, action_id, before.name, indicator.name)
        store.results.tie_actions()


def check_fits_figures(store: Store, indicator: Indicator) -> None:
    """Raise UserError when an indicator's figures are for other periods, or lack what its measure needs."""
    held = store.results.observations.where("indicator_id = ?", indicator.id)
    other = [o for o in held if o.kind is not indicator.frequency]
    if other:
        raise UserError(
            f"It has {counted(len(other), 'figure')} of the sort “{other[0].kind.value}”. Figures of two sorts of "
            "period are never mixed: begin another indicator for them."
        )
    if indicator.measure is Measure.COUNT:
        lacking = [o for o in held if o.count is None and not o.suppressed]
        what = "no count"
    elif indicator.measure is Measure.VALUE:
        lacking = [o for o in held if o.value is None and not o.suppressed]
        what = "no value"
    else:
        lacking = [o for o in held if o.value is None and o.denominator is None and not o.suppressed]
        what = "neither a value nor a denominator"
    if lacking:
        has = "has" if len(lacking) == 1 else "have"
        raise UserError(f"{counted(len(lacking), 'figure')} of it {has} {what}.")


def remove_indicator(store: Store, indicator_id: str) -> None:
    """Remove an indicator with its figures, breaks and annotations; actions still name it. Within a step."""
    results = store.results
    for action_id in results.actions_of(indicator_id):
        _untie(store, action_id, indicator_id)
    for table in (results.observations, results.breaks, results.annotations):
        table.delete(*(record.id for record in table.where("indicator_id = ?", indicator_id)))
    results.indicators.delete(indicator_id)


def tie_action(store: Store, indicator: Indicator, action_id: str) -> None:
    """Say that an action is meant to move an indicator. To be done within a step."""
    names = [tie.name for tie in store.plans.indicators.where("action_id = ?", action_id)]
    store.plans.set_indicators(action_id, (*names, indicator.name))
    store.results.tie_actions()


def untie_action(store: Store, indicator: Indicator, action_id: str) -> None:
    """Take back that an action is meant to move an indicator. To be done within a step."""
    names = [tie.name for tie in store.plans.indicators.where("action_id = ?", action_id)]
    store.plans.set_indicators(action_id, (name for name in names if name != indicator.name))


def same_named(store: Store, indicator: Indicator) -> bool:
    """Return whether another indicator of the same priority has the name."""
    name = indicator.name.strip().casefold()
    others = store.results.indicators.where("priority_id is ? and id <> ?", indicator.priority_id, indicator.id)
    return any(other.name.casefold() == name for other in others)


def _rename(store: Store, action_id: str, old: str, new: str) -> None:
    names = [tie.name for tie in store.plans.indicators.where("action_id = ?", action_id)]
    store.plans.set_indicators(action_id, (new if name == old else name for name in names))


def _untie(store: Store, action_id: str, indicator_id: str) -> None:
    """Leave the name with the action, as words alone: the row is made anew, tied to nothing."""
    name = store.results.indicators.get(indicator_id).name
    rows = [tie for tie in store.plans.indicators.where("action_id = ?", action_id) if tie.name == name]
    store.plans.indicators.delete(*(row.id for row in rows))
    store.plans.indicators.insert(*rows)


def next_to(store: Store, indicator: Indicator, step: int, audience: Audience) -> Indicator | None:
    """Return the indicator that stands before (step -1) or after (1) one in its priority, as an audience sees them.

    None at either end. Indicators of all priorities are a row of their own.
    """
    seen = [one for one in _row(store, indicator) if may_see(audience, one.marking)]
    ids = [one.id for one in seen]
    place = ids.index(indicator.id) + step if indicator.id in ids else -1
    return seen[place] if 0 <= place < len(seen) else None


def move_to(store: Store, indicator: Indicator, other: Indicator) -> None:
    """Put an indicator in the place of another of its priority; to be done within a step."""
    ids = [one.id for one in _row(store, indicator)]
    place = ids.index(other.id)
    ids.remove(indicator.id)
    ids.insert(place, indicator.id)
    for position, id_ in enumerate(ids, start=1):
        one = store.results.indicators.find(id_)
        if one is not None and one.position != position:
            store.results.indicators.save(replace(one, position=position))


def _row(store: Store, indicator: Indicator) -> tuple[Indicator, ...]:
    """Return the indicators that stand in a row with one: those of its priority, or those of none."""
    if indicator.priority_id is None:
        return store.results.indicators.where("priority_id is null", order="position, name, id")
    return store.results.of_priority(indicator.priority_id)
