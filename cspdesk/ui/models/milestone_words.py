"""Milestones in words: when each is planned, by how much it slips, and what all of them come to."""

from collections.abc import Sequence
from datetime import date

from cspdesk.domain.milestones import Milestone, late_days
from cspdesk.domain.periods import long_date
from cspdesk.domain.proof import counted


def slip_words(milestone: Milestone, today: date) -> str:
    """Return how a milestone stands against the day first agreed: 12 days late, 3 days early, on the day, on time."""
    if milestone.actual_on is not None:
        days = (milestone.actual_on - milestone.baseline_on).days
        if days == 0:
            return "on the day agreed"
        return f"{counted(-days, 'day')} early" if days < 0 else f"{counted(days, 'day')} late"
    late = late_days(milestone, today)
    if late == 0:
        return "on time"
    words = f"{counted(late, 'day')} late"  # in days, however many: it is what the rating counts
    return f"planned {words}" if milestone.current_on >= today else words


def is_late(milestone: Milestone, today: date) -> bool:
    """Return whether a milestone not yet reached is, or is planned to be, later than first agreed."""
    return late_days(milestone, today) > 0


def days_words(milestone: Milestone, today: date) -> str:
    """Return the days of a milestone in a line: when it is planned or was reached, what was first agreed, its share."""
    day, agreed = milestone.actual_on or milestone.current_on, milestone.baseline_on
    first = "" if day == agreed else f"first agreed {long_date(agreed)}"
    if milestone.actual_on:
        parts = [f"Reached {long_date(day)}", slip_words(milestone, today), first]
    else:
        slip = "" if is_late(milestone, today) else slip_words(milestone, today)
        parts = [f"Planned for {long_date(day)}", slip, first]
    share = "" if milestone.percent is None else f"{milestone.percent}% done by then"
    return "; ".join(part for part in (", ".join(part for part in parts if part), share) if part)


def milestones_sentence(milestones: Sequence[Milestone], today: date) -> str:
    """Return what milestones come to: “2 of 4 reached, 1 late”."""
    if not milestones:
        return "none yet"
    reached = sum(m.actual_on is not None for m in milestones)
    late = sum(is_late(m, today) for m in milestones)
    return f"{reached} of {len(milestones)} reached" + (f", {late} late" if late else "")


def by_date(milestones: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """Return milestones in the order in which they are reached, or planned."""
    return tuple(sorted(milestones, key=lambda m: (m.actual_on or m.current_on, m.baseline_on, m.id)))
