"""What a person's edit makes of an action: one value in, one action out, so that every way of editing agrees."""

from dataclasses import fields, replace
from datetime import date

from cspdesk.domain.periods import short_date
from cspdesk.domain.plans import Action, ActionStatus, Rating
from cspdesk.domain.ratings import ComputedRating, lacks_reason
from cspdesk.errors import UserError


def with_status(action: Action, status: ActionStatus, finished_on: date | None = None) -> Action:
    """Return the action in another status.

    Complete takes the day it finished, 100% and the rating that says so; leaving complete takes them off again.
    """
    if status is action.status and (status is not ActionStatus.COMPLETE or finished_on == action.finished_on):
        return action
    if status is ActionStatus.COMPLETE:
        return replace(
            action,
            status=status,
            percent=100,
            finished_on=finished_on,
            stated_rating=Rating.COMPLETE,
            rating_reason="",
        )
    was_complete = action.stated_rating is Rating.COMPLETE
    rating = rating_after_reopening(status) if was_complete else action.stated_rating
    return replace(action, status=status, finished_on=None, stated_rating=rating)


def rating_after_reopening(status: ActionStatus) -> Rating:
    """Return the rating of an action that is complete no longer, until its lead rates it anew."""
    unstarted = status in (ActionStatus.NOT_STARTED, ActionStatus.PROPOSED)
    return Rating.NOT_STARTED if unstarted else Rating.CANNOT_TELL


def with_percent(action: Action, percent: int) -> Action:
    """Return the action so far done; work that was not started has then begun."""
    begun = percent > 0 and action.status is ActionStatus.NOT_STARTED
    return replace(action, percent=percent, status=ActionStatus.IN_PROGRESS if begun else action.status)


def with_rating(action: Action, rating: Rating, reason: str = "") -> Action:
    """Return the action rated, for this reason: that of the rating it had goes with it."""
    return replace(action, stated_rating=rating, rating_reason=reason.strip())


def wants_reason(before: Action, after: Action, computed: ComputedRating) -> bool:
    """Return whether an edit left a rating that differs from what the dates say of the action now, and no reason.

    What was kept without a reason before (an imported plan) may stay so; the Desk asks for it.
    """
    same = (before.stated_rating, before.rating_reason) == (after.stated_rating, after.rating_reason)
    return not same and lacks_reason(after, computed)


def typed_percent(text: str) -> int:
    """Return the whole per cent a person typed as 40 or 40%. Raises UserError when it is not 0 to 100."""
    number = text.strip().removesuffix("%").strip()
    if not number.isdecimal() or int(number) > 100:
        raise UserError(f"“{text.strip()}” is not a progress. Write a whole number from 0 to 100.")
    return int(number)


def merged(current: Action, shown: Action, edited: Action) -> Action:
    """Return what is kept when a form is saved: its edits, over what was changed elsewhere since it was shown."""
    changed = {
        f.name: getattr(edited, f.name) for f in fields(Action) if getattr(edited, f.name) != getattr(shown, f.name)
    }
    return replace(current, **changed)


def checked_finish(finished_on: date, action: Action, today: date) -> date:
    """Return the day an action finished, if it can have been. Raises UserError when it is yet to come or too early."""
    if finished_on > today:
        raise UserError(f"{short_date(finished_on)} is still to come. Give the day it was finished.")
    if finished_on < action.starts_on:
        raise UserError(f"It cannot have finished before it started on {short_date(action.starts_on)}.")
    return finished_on


def step_label(before: Action | None, after: Action) -> str:
    """Return what was done to an action in the past tense, for the history and for Undo: “Completed “Alarms””."""
    name = f"“{after.title}”"
    if before is None:
        return f"Added the action {name}"
    changed = {f.name for f in fields(Action) if getattr(before, f.name) != getattr(after, f.name)}
    changed -= {"baseline_due_on"} if "due_on" in changed else set()  # the day first agreed follows by itself
    if after.status is not before.status:
        return f"{_STATUS_VERBS[after.status]} {name}"
    if after.stated_rating is not before.stated_rating:
        return f"Rated {name} {after.stated_rating.value}"
    if len(changed) != 1:
        return f"Changed {name}"
    return f"Changed the {_FIELD_WORDS.get(changed.pop(), 'details')} of {name}"


_STATUS_VERBS = {
    ActionStatus.PROPOSED: "Proposed",
    ActionStatus.NOT_STARTED: "Took back the start of",
    ActionStatus.IN_PROGRESS: "Set going",
    ActionStatus.COMPLETE: "Completed",
    ActionStatus.STOPPED: "Stopped",
}
_FIELD_WORDS = {
    "title": "title",
    "description": "description",
    "lead_id": "lead",
    "starts_on": "start date",
    "due_on": "due date",
    "percent": "progress",
    "finished_on": "finish date",
    "rating_reason": "reason for the rating",
    "marking": "marking",
    "marking_reason": "reason for the marking",
    "kind": "kind",
}
