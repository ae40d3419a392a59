"""What is drawn of each action: its days as numbers, so that drawing a thousand of them is arithmetic alone."""

from datetime import date
from enum import Enum, auto

from cspdesk.domain.milestones import Milestone, late_days
from cspdesk.domain.plans import Action, ActionStatus, is_overdue, occurrences
from cspdesk.domain.records import dataclass
from cspdesk.domain.whole_action import WholeAction


class Kind(Enum):
    """How a bar is drawn; each differs by more than its colour."""

    PROPOSED = auto()
    AHEAD = auto()
    RUNNING = auto()
    LATE = auto()
    COMPLETE = auto()
    STOPPED = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone as drawn: the day it stands on (the day reached, or now planned) and the day first agreed."""

    id: str
    on: int
    agreed: int
    reached: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """An action as drawn. ends: the last day of the bar; agreed: the due date first agreed; ticks: occurrences.

    runs_to is the day up to which a late bar is drawn on: today.
    """

    id: str
    kind: Kind
    starts: int
    due: int
    agreed: int
    ends: int
    runs_to: int
    percent: int
    marks: tuple[Mark, ...]
    ticks: tuple[int, ...]
    needs: tuple[str, ...]

    @property
    def days(self) -> tuple[int, int]:
        """The first and the last day that anything of it is drawn on."""
        shown = [self.starts, self.due, self.agreed, self.ends, self.runs_to]
        shown += [day for mark in self.marks for day in (mark.on, mark.agreed)]
        return min(shown), max(shown)


def bar_of(whole: WholeAction, today: date) -> Bar:
    """Return what is drawn of an action."""
    action = whole.action
    kind, due = _kind(action, today), action.due_on.toordinal()
    finished = action.finished_on.toordinal() if action.finished_on else due
    return Bar(
        action.id,
        kind,
        action.starts_on.toordinal(),
        due,
        action.agreed_due_on.toordinal(),
        finished if kind is Kind.COMPLETE else due,
        today.toordinal() if kind is Kind.LATE else due,
        action.percent,
        tuple(_mark(m, today) for m in whole.milestones),
        tuple(day.toordinal() for day in occurrences(action)),
        whole.needs_ids,
    )


def _kind(action: Action, today: date) -> Kind:
    if action.status is ActionStatus.COMPLETE:
        return Kind.COMPLETE
    if action.status is ActionStatus.STOPPED:
        return Kind.STOPPED
    if is_overdue(action, today):
        return Kind.LATE
    if action.status is ActionStatus.PROPOSED:
        return Kind.PROPOSED
    begun = action.status is ActionStatus.IN_PROGRESS or action.percent > 0
    return Kind.RUNNING if begun else Kind.AHEAD


def _mark(milestone: Milestone, today: date) -> Mark:
    shown = milestone.actual_on or milestone.current_on
    return Mark(
        milestone.id,
        shown.toordinal(),
        milestone.baseline_on.toordinal(),
        milestone.actual_on is not None,
        late_days(milestone, today) > 0,
    )
