"""Gathers what a paper says of a priority's plan: actions and both ratings, milestones, outputs, what was decided."""

from collections.abc import Iterator
from dataclasses import replace

from cspdesk.domain.audience import may_see
from cspdesk.domain.bound_figures import small_number
from cspdesk.domain.milestones import Milestone, OutputUnit, late_days
from cspdesk.domain.periods import Quarter
from cspdesk.domain.plan_record import PlanRecord
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.domain.rating_rule import ComputedRating
from cspdesk.domain.ratings import forecast_action, lacks_reason, rate_action, rate_priority
from cspdesk.domain.whole_action import CountedOutput, WholeAction
from cspdesk.reports.paper_priority_figures import ActionDone, Decision, OutputDone, Step
from cspdesk.reports.paper_record import PaperRecord, PriorityRecord


def actions_of(shown: PlanRecord) -> tuple[ActionDone, ...]:
    """Return the actions of a plan as its reader may see it, numbered within the priority."""
    return tuple(_action(shown, whole, place) for place, whole in enumerate(shown.actions, start=1))


def ratings_of(shown: PlanRecord) -> tuple[ComputedRating, ComputedRating]:
    """Return what the rule says of the whole priority: now, and at the year's end."""
    rated = [w for w in shown.actions if w.action.status.rates_priority]
    now = rate_priority((rate_action(w, shown.as_at, shown.rule).rating for w in rated), shown.rule)
    end = rate_priority((forecast_action(w, shown.as_at, shown.year, shown.rule).rating for w in rated), shown.rule)
    return now, end


def _action(shown: PlanRecord, whole: WholeAction, place: int) -> ActionDone:
    action = whole.action
    computed = rate_action(whole, shown.as_at, shown.rule)
    at_end = forecast_action(whole, shown.as_at, shown.year, shown.rule)
    return ActionDone(
        ref=f"{shown.priority.position}.{place:02d}",
        title=action.title,
        lead=shown.person(action.lead_id),
        starts_on=action.starts_on,
        due_on=action.due_on,
        agreed_due_on=action.agreed_due_on,
        status=action.status.value,
        is_open=action.status.is_open,
        is_late=action.status.is_open and action.due_on < shown.as_at,
        rating=computed.rating,
        because="; ".join(computed.reasons),
        stated=action.stated_rating,
        reason=action.rating_reason.strip(),
        lacks_reason=lacks_reason(action, computed),
        at_end=at_end.rating,
        at_end_because="; ".join(at_end.reasons),
        stated_at_end=action.forecast_rating,
        outside_control=action.outside_control.strip(),
        illustrative=action.illustrative,
    )


def steps_of(shown: PlanRecord) -> tuple[Step, ...]:
    """Return the milestones that fall into the year by what was first agreed or is now planned, the earliest first."""
    found = [
        Step(
            action=f"{shown.priority.position}.{place:02d}",
            title=m.title,
            agreed_on=m.baseline_on,
            planned_on=m.current_on,
            reached_on=m.actual_on if m.actual_on is None or m.actual_on <= shown.as_at else None,
            late_days=late_days(m, shown.as_at),
            by_year_end=_by_year_end(shown, m),
        )
        for place, whole in enumerate(shown.actions, start=1)
        for m in whole.milestones
        if m.baseline_on in shown.year or m.current_on in shown.year
    ]
    return tuple(sorted(found, key=lambda step: (step.agreed_on, step.action, step.title)))


def _by_year_end(shown: PlanRecord, milestone: Milestone) -> bool:
    """Return whether a milestone is reached within the year, or, while that runs, is planned to be."""
    ends_on = shown.year.ends_on
    if milestone.actual_on is not None and milestone.actual_on <= shown.as_at:
        return milestone.actual_on <= ends_on
    return milestone.current_on <= ends_on and shown.as_at <= ends_on


def outputs_of(record: PaperRecord, shown: PlanRecord) -> tuple[OutputDone, ...]:
    """Return each output's sum of the year so far against its target; of people none that is a small number.

    What was meant by now is the target of the quarters that are over, whether they are counted yet or not.
    """
    found = []
    for place, whole in enumerate(shown.actions, start=1):
        for counted in whole.outputs:
            made = _output(record, shown, f"{shown.priority.position}.{place:02d}", counted)
            if made is not None:
                stopped = whole.action.status is ActionStatus.STOPPED
                found.append(replace(made, uncounted=0) if stopped else made)
    return tuple(found)


def _output(record: PaperRecord, shown: PlanRecord, ref: str, counted: CountedOutput) -> OutputDone | None:
    output = counted.output
    quarters = [q for q in counted.quarters if q.quarter_starts_on in shown.year]
    if not quarters:
        return None
    begun = [q for q in quarters if q.quarter_starts_on <= shown.as_at]
    known = [q.actual for q in begun if q.actual is not None]
    over = [q for q in quarters if Quarter.of(q.quarter_starts_on).ends_on <= shown.as_at]
    targets = [q.target for q in over if q.target is not None]
    year = [q.target for q in quarters if q.target is not None]
    people = output.counts is OutputUnit.PEOPLE
    small = people and any(not may_see(record.audience, small_number(n, record.rule).marking) for n in known)
    small = small or shown.year in counted.withheld
    unit = output.unit or output.counts.value
    what = "" if output.counts is OutputUnit.THINGS or unit == output.counts.value else f" ({output.counts.value})"
    return OutputDone(
        action=ref,
        title=output.title,
        counted_in=f"{unit}{what}",
        target_now=sum(targets) if year else None,
        actual=None if small or not known else sum(known),
        target_year=sum(year) if year else None,
        withheld=small,
        illustrative=output.illustrative,
        uncounted=0 if small else sum(q.actual is None and bool(q.target) for q in over),
    )


def decisions_of(record: PaperRecord, part: PriorityRecord) -> tuple[Decision, ...]:
    """Return what reviews decided, the newest first, of those whose decisions the reader may see."""
    shown = [r for r in part.plan.reviews if may_see(record.audience, r.marking) and r.held_on <= record.as_at]
    return tuple(
        Decision(review.held_on, d.text, d.due_on, d.done_on, review.priority_id is None)
        for review in sorted(shown, key=lambda r: r.held_on, reverse=True)
        for d in part.plan.decisions
        if d.review_id == review.id
    )


def since_of(record: PaperRecord, part: PriorityRecord) -> Iterator[str]:
    """Give what became of the plan since its last review, as far as the reader may see it."""
    if part.since is None:
        return
    for item in part.since.items:
        if item.priority_id == part.priority.id and may_see(record.audience, item.marking):
            yield f"{item.title}: {item.sentence}"


def stated_words(stated: Rating) -> str:
    """Return a lead's rating in words; not stated where the lead said nothing."""
    return "not stated" if stated is Rating.CANNOT_TELL else stated.value
