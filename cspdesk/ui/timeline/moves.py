"""What moving something on the timeline makes of the record: new values and the step's label, or why it cannot be."""

from dataclasses import replace
from datetime import date, timedelta
from enum import Enum, auto

from cspdesk.domain.milestones import Milestone
from cspdesk.domain.periods import long_date
from cspdesk.domain.plans import Action, ActionStatus, checked_action, moved_due
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.domain.whole_action import WholeAction
from cspdesk.errors import UserError
from cspdesk.ui.timeline.words import by_words, span_words

LATEST_YEAR = 2200  # no plan runs so far; what is dragged there was dragged by mistake


class Part(Enum):
    """What of an action is taken hold of."""

    BAR = auto()
    END = auto()
    MILESTONE = auto()


@dataclass(frozen=True, slots=True)
class Grip:
    """One thing that can be moved: the bar, its end, or a milestone of it."""

    action_id: str
    part: Part
    milestone_id: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move makes of an action and of its milestones, the label of its step, and the new dates in words."""

    action: Action
    milestones: tuple[Milestone, ...]
    label: str
    said: str


def milestone_of(whole: WholeAction, grip: Grip) -> Milestone:
    """Return the milestone that a grip is on."""
    return next(m for m in whole.milestones if m.id == grip.milestone_id)


def checked_grip(whole: WholeAction, grip: Grip) -> Grip:
    """Return the grip if it may be moved at all. Raises UserError saying why not."""
    action = whole.action
    if grip.part is Part.MILESTONE:
        milestone = milestone_of(whole, grip)
        if milestone.actual_on is not None:
            raise UserError(f"“{milestone.title}” was reached on {long_date(milestone.actual_on)}, so its day stays.")
    elif not action.status.is_open:
        state = "complete" if action.status is ActionStatus.COMPLETE else "stopped"
        raise UserError(f"“{action.title}” is {state}. Set it going again before you move its dates.")
    return grip


def moved(whole: WholeAction, grip: Grip, days: int) -> Moved:
    """Return what moving by so many days makes of an action. Raises UserError when the dates cannot stand.

    A bar takes with it the milestones that are not reached yet; the days first agreed never move.
    """
    checked_grip(whole, grip)
    move = {Part.BAR: _bar, Part.END: _end, Part.MILESTONE: _milestone}[grip.part]
    return move(whole, grip, timedelta(days=days))


def _bar(whole: WholeAction, _grip: Grip, by: timedelta) -> Moved:
    before = whole.action
    starts = _day(before.starts_on, by)
    action = moved_due(replace(before, starts_on=starts), _day(before.due_on, by))
    taken = tuple(replace(m, current_on=_day(m.current_on, by)) for m in whole.milestones if m.actual_on is None)
    _check_milestones(whole, starts)
    with_them = f", with {counted(len(taken), 'milestone')}" if taken else ""
    span = span_words(action.starts_on, action.due_on)
    label = f"Moved “{before.title}” {by_words(by.days)}: {span}"
    return Moved(checked_action(action), taken, label, f"{span}{with_them}")


def _end(whole: WholeAction, _grip: Grip, by: timedelta) -> Moved:
    before = whole.action
    due = _day(before.due_on, by)
    label = f"Moved the due date of “{before.title}” to {long_date(due)}"
    return Moved(checked_action(moved_due(before, due)), (), label, f"due {long_date(due)}")


def _milestone(whole: WholeAction, grip: Grip, by: timedelta) -> Moved:
    before = milestone_of(whole, grip)
    after = replace(before, current_on=_day(before.current_on, by))
    if after.current_on < whole.action.starts_on:
        raise UserError(
            f"The milestone “{before.title}” cannot come before its action starts on"
            f" {long_date(whole.action.starts_on)}."
        )
    label = f"Moved the milestone “{before.title}” to {long_date(after.current_on)}"
    beyond = ", after its action is due" if after.current_on > whole.action.due_on else ""
    return Moved(whole.action, (after,), label, long_date(after.current_on) + beyond)


def _check_milestones(whole: WholeAction, starts: date) -> None:
    """Raise UserError when an action would start after a milestone of it was agreed for or reached."""
    for milestone in whole.milestones:
        for day, what in ((milestone.baseline_on, "first agreed for"), (milestone.actual_on, "reached on")):
            if day is not None and day < starts:
                raise UserError(
                    f"“{whole.action.title}” cannot start on {long_date(starts)}: its milestone “{milestone.title}”"
                    f" was {what} {long_date(day)}. Move the end of the bar or the milestones instead."
                )


def _day(day: date, by: timedelta) -> date:
    wanted = day + by
    if not 1900 <= wanted.year <= LATEST_YEAR:
        raise UserError(f"{long_date(wanted)} lies outside what a plan can hold.")
    return wanted


def live_words(change: Moved, days: int) -> str:
    """Return what is said beside the pointer while something is moved: “due 12 May 2016 · 11 days later”."""
    return f"{change.said} · {by_words(days)}"
