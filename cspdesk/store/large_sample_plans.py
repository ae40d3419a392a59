"""The plans of the large sample: actions with milestones, outputs, links and updates, made by a generator."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from cspdesk.domain.milestones import Milestone, Output, OutputQuarter, OutputUnit
from cspdesk.domain.partnership import Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import (
    Action,
    ActionDependency,
    ActionIndicator,
    ActionLine,
    ActionPartner,
    ActionStatus,
    ActionUpdate,
    Rating,
)
from cspdesk.domain.records import dataclass
from cspdesk.store.large_sample_money import MADE_UP, PLACES, WORK, LargeAward
from cspdesk.store.sample_data import Members
from cspdesk.store.sample_ids import fixed_id
from cspdesk.store.store import Store

STILL_OPEN = 0.4  # the part of the last year's actions that is not finished
STEPS = ("Agreed with the partners", "Begun in the first place", "Half of it done", "Closed and written up")
OUTPUTS = (("People seen", OutputUnit.PEOPLE, "people"), ("Visits made", OutputUnit.CONTACTS, "visits"))
INDICATORS = ("Burglary of homes", "Recorded violence with injury", "Reports of anti-social behaviour")
UPDATES = 3
NEEDS = 0.3  # the part of all actions that wait for the one before them in their priority


@dataclass(frozen=True, slots=True)
class LargeAction:
    """An action with all that hangs on it."""

    action: Action
    partners: tuple[ActionPartner, ...]
    milestones: tuple[Milestone, ...]
    outputs: tuple[Output, ...]
    quarters: tuple[OutputQuarter, ...]
    updates: tuple[ActionUpdate, ...]
    needs: tuple[ActionDependency, ...]
    indicators: tuple[ActionIndicator, ...]


def enter_large_plans(
    store: Store, rng: random.Random, members: Members, years: Sequence[FinancialYear], count: int
) -> list[Action]:
    """Add so many actions over these years, and return them."""
    made = list(_large_actions(rng, members, years, count))
    plans = store.plans
    plans.actions.insert(*(each.action for each in made))
    plans.partners.insert(*(p for each in made for p in each.partners))
    plans.milestones.insert(*(m for each in made for m in each.milestones))
    plans.outputs.insert(*(o for each in made for o in each.outputs))
    plans.quarters.insert(*(q for each in made for q in each.quarters))
    plans.updates.insert(*(u for each in made for u in each.updates))
    plans.dependencies.insert(*(n for each in made for n in each.needs))
    plans.indicators.insert(*(i for each in made for i in each.indicators))
    return [each.action for each in made]


def link_large_plans(store: Store, actions: Sequence[Action], awards: Sequence[LargeAward]) -> None:
    """Link each action to a budget line of its priority in the year it began, where there is one."""
    lines: dict[tuple[FinancialYear, str | None], list[str]] = {}
    for award in awards:
        year = FinancialYear.of(award.agreement.starts_on)
        for line in award.lines:
            lines.setdefault((year, line.priority_id), []).append(line.id)
    for place, action in enumerate(actions):
        if found := lines.get((FinancialYear.of(action.starts_on), action.priority_id)):
            chosen = found[place % len(found)]
            store.plans.lines.insert(ActionLine(f"{action.id}:{chosen}", action.id, chosen))


def _large_actions(
    rng: random.Random, members: Members, years: Sequence[FinancialYear], count: int
) -> Iterator[LargeAction]:
    people, organisations = [p.id for p in members.people], [o.id for o in members.organisations]
    before: dict[str, str] = {}
    for n in range(count):
        year = years[n * len(years) // count]
        priority = members.priorities[n % len(members.priorities)]
        action = _action(rng, n, year, priority, rng.choice(people))
        if year == years[-1] and rng.random() < STILL_OPEN:
            action = _still_open(rng, action)
        needed = before.get(priority.id) if rng.random() < NEEDS else None
        before[priority.id] = action.id
        outputs = tuple(_output(action, place) for place in range(len(OUTPUTS)))
        yield LargeAction(
            action,
            tuple(ActionPartner(f"{action.id}:{o}", action.id, o) for o in rng.sample(organisations, 2)),
            tuple(_milestones(rng, action)),
            outputs,
            tuple(quarter for output in outputs for quarter in _quarters(rng, action, output)),
            tuple(_updates(rng, action)),
            () if needed is None else (ActionDependency(f"{action.id}:{needed}", action.id, needed),),
            (_indicator(action, rng.choice(INDICATORS)),),
        )


def _action(rng: random.Random, n: int, year: FinancialYear, priority: Priority, lead: str) -> Action:
    starts_on = year.starts_on + timedelta(rng.randrange(200))
    due_on = min(starts_on + timedelta(60 + rng.randrange(240)), year.ends_on)
    return Action(
        fixed_id(f"large action {n}", starts_on, n % 4_000),
        priority.id,
        f"{rng.choice(WORK)} in {rng.choice(PLACES)} ({n + 1})",
        starts_on,
        due_on,
        MADE_UP,
        lead,
        ActionStatus.COMPLETE,
        100,
        due_on,
        Rating.COMPLETE,
        illustrative=True,
        forecast_rating=Rating.COMPLETE,
    )


def _still_open(rng: random.Random, done: Action) -> Action:
    return replace(
        done,
        status=ActionStatus.IN_PROGRESS,
        percent=rng.randrange(10, 95),
        finished_on=None,
        stated_rating=rng.choice((Rating.ON_TRACK, Rating.AT_RISK, Rating.OFF_TRACK)),
        rating_reason="As the lead sees it.",
    )


def _milestones(rng: random.Random, action: Action) -> Iterator[Milestone]:
    """Give an action's milestones, spread over its time; of an open one those that its progress has come past."""
    length = (action.due_on - action.starts_on).days
    for place, title in enumerate(STEPS, start=1):
        agreed = action.starts_on + timedelta(length * place // len(STEPS))
        slip = rng.choice((0, 0, 0, 3, 10, 30))
        came = min(agreed + timedelta(slip), action.due_on) if action.finished_on else agreed + timedelta(slip)
        reached = came if action.finished_on or action.percent >= place * 100 // (len(STEPS) + 1) else None
        id_ = fixed_id(f"{action.id} milestone {place}", agreed, place)
        yield Milestone(id_, action.id, title, agreed, came, reached, illustrative=True)


def _output(action: Action, place: int) -> Output:
    title, counts, unit = OUTPUTS[place]
    id_ = fixed_id(f"{action.id} output {place}", action.starts_on, place)
    return Output(id_, action.id, title, counts, unit, place, illustrative=True)


def _quarters(rng: random.Random, action: Action, output: Output) -> Iterator[OutputQuarter]:
    for quarter in FinancialYear.of(action.starts_on).quarters:
        id_ = fixed_id(f"{output.id} {quarter.number}", quarter.starts_on)
        actual = rng.randrange(60) if action.finished_on or quarter.number < 4 else None
        yield OutputQuarter(id_, output.id, quarter.starts_on, rng.randrange(20, 60), actual)


def _updates(rng: random.Random, action: Action) -> Iterator[ActionUpdate]:
    span = (action.due_on - action.starts_on).days + 1
    for place, day in enumerate(sorted(rng.randrange(span) for _ in range(UPDATES))):
        made_on: date = action.starts_on + timedelta(day)
        id_ = fixed_id(f"{action.id} update {place}", made_on, place)
        yield ActionUpdate(id_, action.id, made_on, "Goes on as planned.", action.lead_id)


def _indicator(action: Action, name: str) -> ActionIndicator:
    return ActionIndicator(f"{action.id}:{name}", action.id, name)
