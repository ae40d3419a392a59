"""What the document of a plan holds once gathered: plain values, nothing that its reader may not see."""

from datetime import date

from cspdesk.domain.audience import Audience
from cspdesk.domain.milestones import OutputUnit
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_record import Withheld
from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.domain.ratings import ComputedRating, RatingRule
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone: the day first agreed, the day now planned, the day reached, and how late it is."""

    title: str
    baseline_on: date
    current_on: date
    actual_on: date | None
    late_days: int
    note: str


@dataclass(frozen=True, slots=True)
class Produced:
    """An output: target and actual of each quarter added up from the first; None while not known.

    withheld: its counts are of too few people to be told.
    """

    title: str
    counted_in: str
    quarters: tuple[tuple[int | None, int | None], ...]
    withheld: bool = False

    @property
    def is_of_people(self) -> bool:
        """Whether it counts people, by what it is said to be counted in."""
        return self.counted_in == OutputUnit.PEOPLE.value or self.counted_in.endswith(f"({OutputUnit.PEOPLE.value})")


@dataclass(frozen=True, slots=True)
class Line:
    """One action of the plan."""

    ref: str
    title: str
    description: str
    lead: str
    partners: tuple[str, ...]
    starts_on: date
    due_on: date
    agreed_due_on: date
    status: ActionStatus
    percent: int
    finished_on: date | None
    computed: ComputedRating
    stated: Rating
    reason: str
    lacks_reason: bool
    at_end: ComputedRating
    stated_at_end: Rating
    reason_at_end: str
    update: str
    updated_on: date | None
    outside_control: str
    waits_for: tuple[str, ...]
    milestones: tuple[Step, ...]
    outputs: tuple[Produced, ...]
    illustrative: bool
    ended: tuple[str, ...] = ()  # what was decided of it at the end of a year, and why

    @property
    def differs(self) -> bool:
        """Whether the lead states another rating than the rule computes.

        Saying nothing is not differing, nor is anything said of an action that was stopped: the rule rates none.
        """
        return self.is_rated and self.stated not in (Rating.CANNOT_TELL, self.computed.rating)

    @property
    def differs_at_end(self) -> bool:
        """Whether the lead states another rating for the year's end than the rule forecasts."""
        return self.status.is_open and self.stated_at_end not in (Rating.CANNOT_TELL, self.at_end.rating)

    @property
    def is_rated(self) -> bool:
        """Whether the rule rates it: not once it was stopped."""
        return self.status is not ActionStatus.STOPPED

    def is_dropped(self, step: Step) -> bool:
        """Return whether a milestone was not reached and will not be, as its action was stopped: it is not late."""
        return step.actual_on is None and self.status is ActionStatus.STOPPED


@dataclass(frozen=True, slots=True)
class Service:
    """A service bought for the priority."""

    title: str
    provider: str
    starts_on: date
    ends_on: date
    extendable_to: date | None
    notice_on: date | None
    value_pence: int
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A case review, by its reference alone."""

    reference: str
    stage: str
    stage_due_on: date | None
    open_recommendations: int
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """What a review decided."""

    text: str
    owner: str
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Held:
    """A review that was held, newest first in the document."""

    held_on: date
    next_on: date | None
    summary: str
    decisions: tuple[Decided, ...]
    withheld: bool = False  # its summary and decisions are left out


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """The whole document's content."""

    partnership: str
    priority: str
    aim: str
    lead: str
    year: FinancialYear
    audience: Audience
    as_at: date
    version: str
    rating: ComputedRating
    rule: RatingRule
    lines: tuple[Line, ...]
    services: tuple[Service, ...]
    cases: tuple[Case, ...]
    reviews: tuple[Held, ...]
    withheld: Withheld
