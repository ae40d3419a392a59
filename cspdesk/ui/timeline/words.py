"""The timeline in words: what hovering over a bar or a milestone says, and what a screen reader is told of it."""

from collections.abc import Mapping
from datetime import date

from cspdesk.domain.milestones import Milestone
from cspdesk.domain.periods import MONTHS, long_date
from cspdesk.domain.plans import Action, ActionStatus, Recurrence, is_overdue, next_occurrence
from cspdesk.domain.proof import counted
from cspdesk.domain.whole_action import WholeAction
from cspdesk.ui.models.late import late_words


def bar_words(whole: WholeAction, today: date, titles: Mapping[str, str]) -> str:
    """Return what there is to say of an action's bar, a line for each thing; titles name what it waits for."""
    action = whole.action
    lines = [
        f"{span_words(action.starts_on, action.due_on)}, {_state(action)}",
        _moved(action),
        _late(action, today),
        _round(action, today),
        *(f"Waits for “{titles[i]}”" for i in whole.needs_ids if i in titles),
    ]
    hidden = sum(i not in titles for i in whole.needs_ids)
    lines.append(f"Waits for {counted(hidden, 'action')} not shown here" if hidden else "")
    return "\n".join((action.title, *(line for line in lines if line)))


def milestone_words(milestone: Milestone, today: date) -> str:
    """Return what there is to say of a milestone: its day, the day first agreed, and by how much they differ."""
    agreed, reached = milestone.baseline_on, milestone.actual_on
    if reached is not None:
        second = f"Reached on {long_date(reached)}, {against_agreed(reached, agreed)}"
    else:
        second = f"Planned for {long_date(milestone.current_on)}, {against_agreed(milestone.current_on, agreed)}"
        if milestone.current_on < today:
            second += f"\nNot reached yet: {late_words((today - milestone.current_on).days)}"
    return f"Milestone: {milestone.title}\n{second}"


def against_agreed(day: date, agreed: date) -> str:
    """Return how a day stands to the one first agreed: “11 days later than first agreed (1 May 2016)”."""
    days = (day - agreed).days
    if days == 0:
        return "as first agreed"
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than first agreed ({long_date(agreed)})"


def span_words(first: date, last: date) -> str:
    """Return two days as people say them together: 1 April to 30 September 2015."""
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} to {long_date(last)}"
    return f"{long_date(first)} to {long_date(last)}"


def by_words(days: int) -> str:
    """Return a move in words: “11 days later”, “1 day earlier”, “not moved”."""
    if days == 0:
        return "not moved"
    return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _state(action: Action) -> str:
    if action.status is ActionStatus.COMPLETE and action.finished_on:
        return f"complete on {long_date(action.finished_on)}"
    if action.status is ActionStatus.IN_PROGRESS:
        return f"{action.percent}% done"
    return action.status.value


def _moved(action: Action) -> str:
    if action.agreed_due_on == action.due_on:
        return ""
    return f"Due {against_agreed(action.due_on, action.agreed_due_on)}"


def _late(action: Action, today: date) -> str:
    if not is_overdue(action, today):
        return ""
    return late_words((today - action.due_on).days).capitalize()


def _round(action: Action, today: date) -> str:
    if action.recurrence is Recurrence.ONCE:
        return ""
    coming = next_occurrence(action, today)
    return f"Comes round {action.recurrence.value}" + (f", next on {long_date(coming)}" if coming else "")
