"""The sample's reviews and its plans as they stood at each, so that what changed since is there to be read."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from cspdesk.domain.audience import Audience
from cspdesk.domain.milestones import Milestone, OutputQuarter
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.plans import Action, ActionStatus, Rating
from cspdesk.domain.records import dataclass
from cspdesk.domain.reviews import Review, ReviewDecision
from cspdesk.store.sample_data import person_id, priority_id, read_toml
from cspdesk.store.sample_ids import fixed_id
from cspdesk.store.sample_plans import PlannedAction

_KINDS = {"rating": ("stated_rating", Rating), "status": ("status", ActionStatus)}


@dataclass(frozen=True, slots=True)
class HeldReview:
    """A review with what it decided."""

    review: Review
    decisions: tuple[ReviewDecision, ...]


def read_reviews(year: FinancialYear) -> tuple[HeldReview, ...]:
    """Return the reviews of a year's plans, oldest first; what they froze is filled in when they are held."""
    return tuple(_held(entry) for entry in read_toml("reviews.toml")["review"] if entry["year"] == year.first)


def as_at(plans: Iterable[PlannedAction], day: date, *, first: bool) -> tuple[PlannedAction, ...]:
    """Return the plans as they stood on a day: without what was added, reached, counted or reported later.

    first says that it is the day of the year's first review, for which the sample gives what was different then.
    """
    return tuple(_as_at(plan, day, first) for plan in plans if plan.added_on is None or plan.added_on <= day)


def _as_at(plan: PlannedAction, day: date, first: bool) -> PlannedAction:
    return replace(
        plan,
        action=_action_at(plan, day, first),
        updates=tuple(u for u in plan.updates if u.made_on <= day),
        milestones=tuple(
            _milestone_at(
                m, plan.was.get(m.id, m.baseline_on) if first or plan.carried_on == day else m.current_on, day
            )
            for m in plan.milestones
        ),
        quarters=tuple(_quarter_at(q, day) for q in plan.quarters),
        later_lines=() if first else plan.later_lines,
    )


def _action_at(plan: PlannedAction, day: date, first: bool) -> Action:
    action = plan.action
    if action.starts_on > day:
        return _waiting(_before_carrying(plan, day))
    if action.finished_on is not None:
        action = action if action.finished_on <= day else _nearly_done(_before_carrying(plan, day))
    elif first:
        action = replace(action, status=ActionStatus.IN_PROGRESS, rating_reason="")
    if not (first or plan.carried_on == day) or action.status is ActionStatus.COMPLETE:
        return action
    then = replace(action, **dict(_field(name, value) for name, value in plan.at_review.items()))
    return replace(then, baseline_due_on=None) if then.due_on == then.baseline_due_on else then


def _waiting(action: Action) -> Action:
    status = action.status if action.status is ActionStatus.PROPOSED else ActionStatus.NOT_STARTED
    return replace(
        action,
        status=status,
        percent=0,
        finished_on=None,
        stated_rating=Rating.NOT_STARTED,
        rating_reason="",
        forecast_rating=Rating.COMPLETE if status is ActionStatus.NOT_STARTED else action.forecast_rating,
    )


def _nearly_done(action: Action) -> Action:
    return replace(action, status=ActionStatus.IN_PROGRESS, percent=90, finished_on=None, stated_rating=Rating.ON_TRACK)


def _before_carrying(plan: PlannedAction, day: date) -> Action:
    action, carried = plan.action, plan.carried_on
    if carried is None or day > carried or action.baseline_due_on is None:
        return action
    return replace(action, due_on=action.baseline_due_on, baseline_due_on=None)


def _field(name: str, value: Any) -> tuple[str, Any]:
    field, kind = _KINDS.get(name, (name, None))
    return field, value if kind is None else kind(value)


def _milestone_at(milestone: Milestone, planned: date, day: date) -> Milestone:
    if milestone.actual_on is not None and milestone.actual_on <= day:
        return milestone
    return replace(milestone, current_on=planned, actual_on=None)


def _quarter_at(quarter: OutputQuarter, day: date) -> OutputQuarter:
    over = Quarter.of(quarter.quarter_starts_on).ends_on <= day
    return quarter if over else replace(quarter, actual=None)


def _held(entry: dict[str, Any]) -> HeldReview:
    held_on, key = entry["held_on"], entry.get("priority")
    id_ = fixed_id(f"review {key} {held_on}", held_on)
    review = Review(
        id_,
        priority_id(key),
        FinancialYear(entry["year"]),
        held_on,
        0,
        "{}",
        entry.get("next_on"),
        entry["summary"],
        Audience(entry["marking"]),
        entry.get("marking_reason", ""),
    )
    decisions = enumerate(entry.get("decision", ()))
    return HeldReview(review, tuple(_decision(id_, held_on, place, d) for place, d in decisions))


def _decision(review: str, held_on: date, place: int, entry: dict[str, Any]) -> ReviewDecision:
    return ReviewDecision(
        fixed_id(f"decision {review} {place}", held_on, place),
        review,
        place,
        entry["text"],
        person_id(entry["owner"]),
        entry.get("due_on"),
        entry.get("done_on"),
    )
