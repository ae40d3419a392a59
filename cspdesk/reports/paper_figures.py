"""The frozen content of a paper: all that its reader may see, and nothing else."""

from datetime import date

from cspdesk.analysis.findings import EvidenceGrade
from cspdesk.analysis.verdicts import VerdictKind
from cspdesk.charts.results import ResultChart
from cspdesk.domain.audience import Audience
from cspdesk.domain.disclosure import ToldBreakdown
from cspdesk.domain.funding import Certainty
from cspdesk.domain.narrative import Passage, Words
from cspdesk.domain.paper_templates import Writing
from cspdesk.domain.papers import FundingLevel, PaperKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import Rating
from cspdesk.domain.positions import Position, Traced, total
from cspdesk.domain.records import dataclass
from cspdesk.reports.evidence_figures import EvidenceFigures


@dataclass(frozen=True, slots=True)
class Withheld:
    """Things of one sort that this reader may not see: what they are, for which reason, and how many."""

    what: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class UsedFigure:
    """A figure that a sentence is bound to, as it stood."""

    key: str
    label: str
    text: str
    source: str
    caveat: str
    period: str
    illustrative: bool


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """A finding of the checker that nobody set aside: the words, why, and what would be safe to say."""

    section: str
    kind: str
    words: str
    reason: str
    safe: str


@dataclass(frozen=True, slots=True)
class WrittenText:
    """What a person wrote in a section, of a priority where it is of one; notes are its figures' caveats."""

    priority: str
    passages: tuple[Passage, ...]
    words: int
    notes: tuple[str, ...]
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class SectionFigures:
    """One section of the paper with its words."""

    key: str
    title: str
    write: Writing
    required: bool
    max_words: int
    parts: tuple[str, ...]
    annex: bool
    texts: tuple[WrittenText, ...]

    @property
    def is_written(self) -> bool:
        """Whether a person writes anything here."""
        return self.write is not Writing.NOTHING

    @property
    def line(self) -> str:
        """What was written, as one line."""
        words = (run.text for t in self.texts for p in t.passages for run in p.runs if isinstance(run, Words))
        return " ".join("".join(words).split())


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the paper still lacks: in which section, and what an assessor would ask."""

    section: str
    says: str
    asks: tuple[str, ...] = ()


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
    """What an output came to by now against what was meant; actual None: not known; withheld: a small number."""

    action: str
    title: str
    counted_in: str
    target_now: int | None
    actual: int | None
    target_year: int | None
    withheld: bool
    illustrative: bool


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
    """What a review decided, for those who may read it."""

    held_on: date
    text: str
    due_on: date | None
    done_on: date | None


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
    """One priority's page: the same figures in the bid and in the committee's summary."""

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


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """What members asked, and what became of it."""

    asked_by: str
    text: str
    answer: str
    answered_on: date | None
    what_happened: str


@dataclass(frozen=True, slots=True)
class Tracked:
    """A recommendation and where it stands."""

    reference: str
    made_on: date
    text: str
    addressed_to: str
    decision: str
    response: str
    due_on: date | None
    done_on: date | None
    outcome: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class LastMeeting:
    """The meeting at which members last asked."""

    body: str
    title: str
    held_on: date
    questions: tuple[AnsweredQuestion, ...]


@dataclass(frozen=True, slots=True)
class Overruled:
    """A finding of the checker that a person set aside."""

    section: str
    finding: str
    words: str
    by: str
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """Everything in a paper. version names the state of the record; sections are in the template's order.

    least is the smallest count of people, above nought, that its reader is told.
    """

    kind: PaperKind
    template: str
    title: str
    partnership: str
    area: str
    funder: str
    year: FinancialYear
    priority: str
    audience: Audience
    as_at: date
    version: str
    began: bool
    declaration: str
    signs: tuple[str, ...]
    sections: tuple[SectionFigures, ...]
    gaps: tuple[Gap, ...]
    priorities: tuple[PriorityFigures, ...]
    agreements: tuple[AgreementMoney, ...]
    spends: tuple[EvidenceFigures, ...]
    request: tuple[Asked, ...]
    meeting: LastMeeting | None
    tracker: tuple[Tracked, ...]
    questions: tuple[str, ...]
    changes: tuple[str, ...]
    overruled: tuple[Overruled, ...]
    used: tuple[UsedFigure, ...]
    claims: tuple[ClaimFound, ...]
    withheld: tuple[Withheld, ...]
    least: int

    @property
    def money(self) -> Position:
        """All money of the paper: the sum of its agreements."""
        return total(agreement.total for agreement in self.agreements)

    @property
    def traced(self) -> Traced:
        """How much of what was paid is evidenced."""
        lines = [line.traced for agreement in self.agreements for line in agreement.lines]
        return Traced(
            sum(t.paid for t in lines),
            sum(t.evidenced for t in lines),
            sum(t.payments for t in lines),
            sum(t.payments_evidenced for t in lines),
        )

    @property
    def illustrative(self) -> bool:
        """Whether anything in it was made up to show how the record works."""
        return any(p.illustrative for p in self.priorities) or any(a.illustrative for a in self.agreements)

    def section(self, key: str) -> SectionFigures | None:
        """Return a section by its key; None where the template has none."""
        return next((s for s in self.sections if s.key == key), None)
