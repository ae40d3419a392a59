"""Action plans: the lines of a priority's plan, and when they need someone."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cspdesk.domain.audience import Audience
from cspdesk.errors import UserError

DUE_SOON_DAYS = 14


class ActionStatus(StrEnum):
    """How far an action has come, as its lead says."""

    PROPOSED = "proposed"
    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    COMPLETE = "complete"
    STOPPED = "stopped"

    @property
    def is_open(self) -> bool:
        """Whether there is still work to do."""
        return self not in (ActionStatus.COMPLETE, ActionStatus.STOPPED)


class Rating(StrEnum):
    """How an action is doing; always a word, never a colour alone."""

    NOT_STARTED = "not started"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"
    COMPLETE = "complete"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Action:
    """One line of a priority's action plan: an operation, a service, a project or a task."""

    id: str
    priority_id: str
    title: str
    starts_on: date
    due_on: date
    description: str = ""
    lead_id: str | None = None
    status: ActionStatus = ActionStatus.NOT_STARTED
    percent: int = 0
    finished_on: date | None = None
    stated_rating: Rating = Rating.CANNOT_TELL
    rating_reason: str = ""
    marking: Audience = Audience.PUBLIC
    marking_reason: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class ActionPartner:
    """An organisation that takes part in an action."""

    id: str
    action_id: str
    organisation_id: str


@dataclass(frozen=True, slots=True)
class ActionUpdate:
    """What somebody reported on an action on a day."""

    id: str
    action_id: str
    made_on: date
    text: str
    person_id: str | None = None


def is_overdue(action: Action, today: date) -> bool:
    """Return whether an open action's due date has passed."""
    return action.status.is_open and action.due_on < today


def is_due_soon(action: Action, today: date, days: int = DUE_SOON_DAYS) -> bool:
    """Return whether an open action falls due today or within so many days."""
    return action.status.is_open and today <= action.due_on <= today + timedelta(days=days)


def checked_action(action: Action) -> Action:
    """Return the action if it can be kept. Raises UserError naming what is wrong."""
    if not action.title.strip():
        raise UserError("An action needs a title.")
    if action.due_on < action.starts_on:
        raise UserError(f"“{action.title}” is due before it starts. Check its two dates.")
    if not 0 <= action.percent <= 100:
        raise UserError(f"“{action.title}”: progress is a whole number from 0 to 100.")
    if action.status is ActionStatus.COMPLETE and action.finished_on is None:
        raise UserError(f"“{action.title}” is complete, so it needs the day it was finished.")
    return action
