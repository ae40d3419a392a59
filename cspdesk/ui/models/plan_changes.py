"""What a person's edit makes of an action: one value in, one action out, so that every way of editing agrees."""

from dataclasses import fields, replace
from datetime import date

from cspdesk.domain.periods import short_date
from cspdesk.domain.plans import Action, ActionStatus, Rating
from cspdesk.errors import UserError

NEEDS_REASON = frozenset({Rating.AT_RISK, Rating.OFF_TRACK, Rating.CANNOT_TELL})


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


def needs_reason(rating: Rating, computed: Rating | None = None) -> bool:
    """Return whether a rating must be explained: when it is bad news, or not what the dates say (computed)."""
    return rating in NEEDS_REASON or (computed is not None and rating is not computed)


def with_rating(action: Action, rating: Rating, reason: str, computed: Rating | None = None) -> Action:
    """Return the action rated; a rating that needs no reason drops the old one."""
    kept = reason.strip() if needs_reason(rating, computed) else ""
    return replace(action, stated_rating=rating, rating_reason=kept)


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


def checked_reason(before: Action | None, after: Action) -> Action:
    """Return the action if its rating is explained where it must be.

    Raises UserError when a rating was made worse than on track, or a reason taken away, without saying why.
    What was kept without a reason before (an imported plan) may stay so.
    """
    changed = before is None or (before.stated_rating, before.rating_reason) != (
        after.stated_rating,
        after.rating_reason,
    )
    if changed and after.stated_rating in NEEDS_REASON and not after.rating_reason.strip():
        raise UserError(f"Say why it is rated “{after.stated_rating.value}”; the reason is printed beside the rating.")
    return after


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
