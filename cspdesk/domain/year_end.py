"""The end of a year: what is still open is carried into the next or closed, each with its reason."""

from dataclasses import replace
from datetime import date, timedelta

from cspdesk.domain.milestones import Milestone
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.plans import Action, ActionKind, ActionStatus, Recurrence, moved_due
from cspdesk.domain.records import dataclass
from cspdesk.domain.reviews import YearEnd, YearEndDecision
from cspdesk.domain.whole_action import WholeAction
from cspdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class YearEndChoice:
    """What a person decided of one open action, and why.

    due_on is the day it is due in the new year, when it is carried; move_milestones moves those not yet reached by as
    much as the due date moved (they keep the day first agreed).
    """

    action_id: str
    decision: YearEnd
    reason: str
    due_on: date | None = None
    move_milestones: bool = True


@dataclass(frozen=True, slots=True)
class Settled:
    """What a choice makes of an action: the action, the milestones it changes, and the decision as kept."""

    action: Action
    milestones: tuple[Milestone, ...]
    decision: YearEndDecision


def is_open_at_the_end(action: Action, year: FinancialYear) -> bool:
    """Return whether an action must be carried or closed when a year ends: open, and due by its last day.

    What is due in a later year anyway simply goes on.
    """
    return action.status.is_open and action.due_on <= year.ends_on


def proposed_due(action: Action, year: FinancialYear) -> date:
    """Return the day offered for an action that is carried: a year on for what goes on, else the first quarter's end.

    year: the one that ends.
    """
    after = FinancialYear(year.first + 1)
    if action.kind is ActionKind.SERVICE or action.recurrence is not Recurrence.ONCE:
        return after.ends_on
    return after.quarters[0].ends_on


def settle(whole: WholeAction, choice: YearEndChoice, year: FinancialYear, decided_on: date) -> Settled:
    """Return what a choice makes of an action. Raises UserError when the choice cannot stand."""
    action, reason = whole.action, choice.reason.strip()
    if not reason:
        raise UserError(f"Say why “{action.title}” is {choice.decision.value}: the reason is printed.")
    if not is_open_at_the_end(action, year):
        raise UserError(f"“{action.title}” is not open at the end of {year}, so there is nothing to decide.")
    milestones: tuple[Milestone, ...] = ()
    if choice.decision is YearEnd.CLOSED:
        after = replace(action, status=ActionStatus.STOPPED)
    else:
        after, milestones = _carried(whole, choice, year)
    id_ = f"{action.id}:{year.first}"
    decision = YearEndDecision(id_, action.id, year, choice.decision, reason, decided_on, action.due_on, after.due_on)
    return Settled(after, milestones, decision)


def _carried(whole: WholeAction, choice: YearEndChoice, year: FinancialYear) -> tuple[Action, tuple[Milestone, ...]]:
    action, due_on = whole.action, choice.due_on
    if due_on is None or due_on <= year.ends_on:
        raise UserError(f"“{action.title}” is carried forward, so it is due after {long_date(year.ends_on)}.")
    if not choice.move_milestones:
        return moved_due(action, due_on), ()
    by = due_on - action.due_on
    return moved_due(action, due_on), tuple(_moved(m, by) for m in whole.milestones if m.actual_on is None)


def _moved(milestone: Milestone, by: timedelta) -> Milestone:
    return replace(milestone, current_on=milestone.current_on + by)
