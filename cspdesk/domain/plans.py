"""Action plans: the lines of a priority's plan, and when they need someone."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from cspdesk.domain.audience import Audience
from cspdesk.domain.records import dataclass, replace
from cspdesk.errors import UserError

DUE_SOON_DAYS = 14
LONGEST_TITLE = 300  # characters; anything longer is a description that landed in the wrong place


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

    @property
    def rates_priority(self) -> bool:
        """Whether the action says something of how its priority does: it was agreed, and nobody stopped it."""
        return self not in (ActionStatus.PROPOSED, ActionStatus.STOPPED)


class Rating(StrEnum):
    """How an action is doing; always a word, never a colour alone."""

    NOT_STARTED = "not started"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"
    COMPLETE = "complete"
    CANNOT_TELL = "cannot tell"


class ActionKind(StrEnum):
    """What sort of work an action is."""

    PROJECT = "project"
    SERVICE = "service"
    OPERATION = "operation"
    TASK = "task"


class Recurrence(StrEnum):
    """How often an action comes round between its start and its due date: a monthly task group."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"

    @property
    def months(self) -> int:
        """How many months lie between two occurrences; 0 for what happens once."""
        return {Recurrence.MONTHLY: 1, Recurrence.QUARTERLY: 3, Recurrence.YEARLY: 12}.get(self, 0)


@dataclass(frozen=True, slots=True)
class Action:
    """One line of a priority's action plan: an operation, a service, a project or a task.

    baseline_due_on is the due date as first agreed, once it was moved; None while it never was. outside_control is
    the sentence that says what the partnership cannot influence; empty when it can. stated_rating is the lead's
    for now, forecast_rating the lead's for the year's end; each differs from the computed one only with its reason.
    """

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
    kind: ActionKind = ActionKind.PROJECT
    recurrence: Recurrence = Recurrence.ONCE
    outside_control: str = ""
    baseline_due_on: date | None = None
    forecast_rating: Rating = Rating.CANNOT_TELL
    forecast_reason: str = ""

    @property
    def agreed_due_on(self) -> date:
        """The due date as first agreed."""
        return self.baseline_due_on or self.due_on


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


@dataclass(frozen=True, slots=True)
class ActionDependency:
    """An action that cannot finish before another has: action_id needs needs_id."""

    id: str
    action_id: str
    needs_id: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """A budget line that pays for an action."""

    id: str
    action_id: str
    line_id: str


@dataclass(frozen=True, slots=True)
class ActionIndicator:
    """An outcome measure that an action is meant to move, by name."""

    id: str
    action_id: str
    name: str


def is_overdue(action: Action, today: date) -> bool:
    """Return whether an open action's due date has passed."""
    return action.status.is_open and action.due_on < today


def is_due_soon(action: Action, today: date, days: int = DUE_SOON_DAYS) -> bool:
    """Return whether an open action falls due today or within so many days."""
    return action.status.is_open and today <= action.due_on <= today + timedelta(days=days)


def moved_due(action: Action, day: date) -> Action:
    """Return the action due on another day; the day first agreed stays with it, so that moving it hides nothing.

    What is only proposed was never agreed, so nothing is remembered of it.
    """
    if day == action.due_on or action.status is ActionStatus.PROPOSED:
        return replace(action, due_on=day)
    return replace(action, due_on=day, baseline_due_on=action.agreed_due_on)


def occurrences(action: Action) -> Iterator[date]:
    """Give the days on which a recurring action comes round, from its start to its due date; nothing for the rest.

    What starts on the 31st comes round on the last day of a shorter month.
    """
    step = action.recurrence.months
    if not step:
        return
    from calendar import monthrange  # which reads the language's names of the months first, 1 ms of every start

    place, day = 0, action.starts_on
    while day <= action.due_on:
        yield day
        place += step
        years, month = divmod(action.starts_on.month - 1 + place, 12)
        year = action.starts_on.year + years
        day = date(year, month + 1, min(action.starts_on.day, monthrange(year, month + 1)[1]))


def next_occurrence(action: Action, today: date) -> date | None:
    """Return when an open recurring action next comes round, today included; None when it does not."""
    if not action.status.is_open:
        return None
    return next((day for day in occurrences(action) if day >= today), None)


def dependency_loop(needs: Mapping[str, Iterable[str]]) -> tuple[str, ...] | None:
    """Return the ids of actions that wait for each other in a ring, the first again at the end; None without one."""
    sound: set[str] = set()
    for first in needs:
        path: dict[str, None] = {}  # in order, and asked of for every link
        branches = [iter((first,))]
        while branches:
            action = next(branches[-1], None)
            if action is None:
                branches.pop()
                if path:
                    sound.add(path.popitem()[0])
            elif action in path:
                ring = list(path)
                return (*ring[ring.index(action) :], action)
            elif action not in sound:
                path[action] = None
                branches.append(iter(needs.get(action, ())))
    return None


def checked_action(action: Action) -> Action:
    """Return the action if it can be kept. Raises UserError naming what is wrong."""
    if not action.title.strip():
        raise UserError("An action needs a title.")
    if len(action.title) > LONGEST_TITLE:
        raise UserError(
            f"“{action.title[:60]}…” is {len(action.title):,} characters long. A title has at most {LONGEST_TITLE};"
            " put the rest into the description."
        )
    if action.due_on < action.starts_on:
        raise UserError(f"“{action.title}” is due before it starts. Check its two dates.")
    if not 0 <= action.percent <= 100:
        raise UserError(f"“{action.title}”: progress is a whole number from 0 to 100.")
    if action.status is ActionStatus.COMPLETE and action.finished_on is None:
        raise UserError(f"“{action.title}” is complete, so it needs the day it was finished.")
    return action
