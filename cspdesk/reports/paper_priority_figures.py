"""What a paper holds of each priority, as frozen: money, actions, results, who benefited."""

from datetime import date

from cspdesk.analysis.findings import EvidenceGrade
from cspdesk.analysis.verdicts import VerdictKind
from cspdesk.charts.results import ResultChart
from cspdesk.domain.disclosure import ToldBreakdown
from cspdesk.domain.funding import Certainty
from cspdesk.domain.papers import FundingLevel
from cspdesk.domain.plans import Rating
from cspdesk.domain.positions import Position, Traced, total
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One budget line in the year, or (assigned False) money on no line; withheld payments are in its sums."""

    name: str
    priority: str
    position: Position
    traced: Traced
    reason: str
    illustrative: bool
    assigned: bool


@dataclass(frozen=True, slots=True)
class AgreementMoney:
    """One agreement's money in the year; its total is that of the evidence of spend and of the returns."""

    reference: str
    title: str
    funder: str
    certainty: Certainty
    conditions: str
    starts_on: date
    ends_on: date
    awarded_pence: int
    varied_pence: int
    received_pence: int
    lines: tuple[MoneyLine, ...]
    illustrative: bool

    @property
    def total(self) -> Position:
        """The sum of its lines, and of what is on none."""
        return total(line.position for line in self.lines)


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone on the page of a priority."""

    action: str
    title: str
    agreed_on: date
    planned_on: date
    reached_on: date | None
    late_days: int
    by_year_end: bool


@dataclass(frozen=True, slots=True)
class OutputDone:
    """What an output came to by now against what was meant; actual None: not known; withheld: a small number.

    uncounted: how many quarters that are over have a target and no figure yet; of a stopped action none is awaited.
    """

    action: str
    title: str
    counted_in: str
    target_now: int | None
    actual: int | None
    target_year: int | None
    withheld: bool
    illustrative: bool
    uncounted: int = 0


@dataclass(frozen=True, slots=True)
class ActionDone:
    """One action with what the rule and its lead say of it, now and at the year's end."""

    ref: str
    title: str
    lead: str
    starts_on: date
    due_on: date
    agreed_due_on: date
    status: str
    is_open: bool
    is_late: bool
    rating: Rating
    because: str
    stated: Rating
    reason: str
    lacks_reason: bool
    at_end: Rating
    at_end_because: str
    stated_at_end: Rating
    outside_control: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ResultDone:
    """One indicator: what it says, how sure that is, and the chart; chart None where there are too few figures."""

    name: str
    definition: str
    source: str
    level: str
    better: str
    unit: str
    kind: VerdictKind
    sentences: tuple[str, ...]
    caveats: tuple[str, ...]
    why: tuple[str, ...]
    reach: str
    target: str
    beside: str
    grade: EvidenceGrade
    footing: str
    chart: ResultChart
    drawn: bool
    stale: bool
    next_due_on: date | None
    illustrative: bool

    @property
    def says(self) -> str:
        """Its sentences as one text."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class Story:
    """A case study that may be told."""

    title: str
    body: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for at one level."""

    priority: str
    level: FundingLevel
    amount_pence: int
    what_happens: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a review decided, for those who may read it; of_all: it was a review of all priorities."""

    held_on: date
    text: str
    due_on: date | None
    done_on: date | None
    of_all: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """What the money bought, in sentences: each of the four, break-even, the range."""

    economy: tuple[str, ...]
    efficiency: tuple[str, ...]
    effectiveness: tuple[str, ...]
    equity: tuple[str, ...]
    break_even: tuple[str, ...]
    spread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PriorityFigures:
    """One priority's page: the same figures in the bid and in the committee's summary.

    hidden is how many of its actions are withheld; they are in no rating here. people_withheld: it is counted who
    benefited, but none of it may be told.
    """

    name: str
    aim: str
    why_chosen: str
    lead: str
    status: str
    rating: Rating
    rating_because: str
    at_end: Rating
    at_end_because: str
    actions: tuple[ActionDone, ...]
    steps: tuple[Step, ...]
    outputs: tuple[OutputDone, ...]
    money: Position
    traced: Traced
    results: tuple[ResultDone, ...]
    benefited: tuple[ToldBreakdown, ...]
    benefited_sources: tuple[str, ...]
    stories: tuple[Story, ...]
    decisions: tuple[Decision, ...]
    reviewed_on: date | None
    next_review_on: date | None
    since: tuple[str, ...]
    value: Value
    unknown: tuple[str, ...]
    questions: tuple[str, ...]
    risks: tuple[str, ...]
    illustrative: bool
    hidden: int = 0
    people_withheld: bool = False

    @property
    def has_money(self) -> bool:
        """Whether any money of the year is set aside for it, paid, ordered or expected."""
        return any((self.money.revised, self.money.actual, self.money.committed, self.money.forecast))
