"""What an action sets out to reach and to produce: dated milestones, and outputs counted by quarter."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from itertools import accumulate, takewhile

from cspdesk.domain.plans import LONGEST_TITLE, Action
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError


class OutputUnit(StrEnum):
    """What one unit of an output stands for: ten contacts may be two people."""

    PEOPLE = "people"
    CONTACTS = "contacts"
    THINGS = "things"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated step of an action.

    baseline_on is the day first agreed and never moves; current_on is the day now planned; actual_on the day it was
    reached. percent is how much of the whole action is done when it is reached; None spreads the milestones evenly.
    """

    id: str
    action_id: str
    title: str
    baseline_on: date
    current_on: date
    actual_on: date | None = None
    percent: int | None = None
    note: str = ""
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """Something an action produces, counted per quarter: people seen, alarms fitted."""

    id: str
    action_id: str
    title: str
    counts: OutputUnit = OutputUnit.THINGS
    unit: str = ""
    position: int = 0
    illustrative: bool = False


@dataclass(frozen=True, slots=True)
class OutputQuarter:
    """What an output was meant to be and was in one quarter; None: not set, not known."""

    id: str
    output_id: str
    quarter_starts_on: date
    target: int | None = None
    actual: int | None = None
    note: str = ""


def late_days(milestone: Milestone, today: date) -> int:
    """Return by how many days a milestone not yet reached is, or will be, later than first agreed; 0 when reached."""
    if milestone.actual_on is not None:
        return 0
    return max((max(milestone.current_on, today) - milestone.baseline_on).days, 0)


def expected_percent(action: Action, milestones: Iterable[Milestone], on: date) -> int:
    """Return how far an action should be on a day by what was first agreed.

    With milestones, what the last one due by then stands for: never a line between them. Without any, the share of
    the time between start and agreed due date that has passed.
    """
    if on >= action.agreed_due_on:
        return 100
    profile = progress_profile(milestones)
    if profile:
        return max((percent for day, percent in profile if day <= on), default=0)
    length = (action.agreed_due_on - action.starts_on).days
    return max((on - action.starts_on).days, 0) * 100 // length if length else 100


def progress_profile(milestones: Iterable[Milestone]) -> tuple[tuple[date, int], ...]:
    """Return day and percent of each milestone by its baseline; those without a percent are spread evenly."""
    ordered = sorted(milestones, key=lambda m: (m.baseline_on, m.id))
    return tuple(
        (m.baseline_on, m.percent if m.percent is not None else (place * 100) // (len(ordered) + 1))
        for place, m in enumerate(ordered, start=1)
    )


def reached_percent(milestones: Iterable[Milestone]) -> int:
    """Return how far an action has come by its milestones: what the last one before the first unreached stands for."""
    ordered = sorted(milestones, key=lambda m: (m.baseline_on, m.id))
    steps = zip(ordered, progress_profile(ordered), strict=True)
    return max((percent for _, (_, percent) in takewhile(lambda step: step[0].actual_on, steps)), default=0)


def cumulative(quarters: Iterable[OutputQuarter]) -> Mapping[date, tuple[int | None, int | None]]:
    """Return target and actual added up to each quarter, by its first day; None until the first known value."""
    ordered = sorted(quarters, key=lambda q: q.quarter_starts_on)
    targets = accumulate((q.target for q in ordered), _plus)
    actuals = accumulate((q.actual for q in ordered), _plus)
    return {q.quarter_starts_on: pair for q, pair in zip(ordered, zip(targets, actuals, strict=True), strict=True)}


def _plus(total: int | None, value: int | None) -> int | None:
    return total if value is None else value + (total or 0)


def checked_milestone(milestone: Milestone, action: Action) -> Milestone:
    """Return the milestone if it can be kept. Raises UserError naming what is wrong."""
    title = milestone.title.strip()
    if not title:
        raise UserError(f"A milestone of “{action.title}” needs a title.")
    if len(title) > LONGEST_TITLE:
        raise UserError(f"The milestone “{title[:60]}…” is too long: at most {LONGEST_TITLE} characters.")
    for day, what in ((milestone.baseline_on, "first agreed for"), (milestone.current_on, "now planned for")):
        if day < action.starts_on:
            raise UserError(f"The milestone “{title}” is {what} a day before “{action.title}” starts.")
    if milestone.percent is not None and not 0 <= milestone.percent <= 100:
        raise UserError(f"The milestone “{title}”: its share of the action is a whole number from 0 to 100.")
    return milestone


def checked_quarter(quarter: OutputQuarter, output: Output) -> OutputQuarter:
    """Return the figures of a quarter if they can be kept. Raises UserError when one is negative."""
    if any(value is not None and value < 0 for value in (quarter.target, quarter.actual)):
        raise UserError(f"“{output.title}” cannot be counted below 0.")
    return quarter
