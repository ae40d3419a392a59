"""What a paper is made from: the record as the store read it at one moment, withheld things included."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from cspdesk.analysis.unit_costs import UnitCost
from cspdesk.analysis.verdicts import Verdict
from cspdesk.charts.results import ResultChart
from cspdesk.domain.audience import Audience, DisclosureRule, FieldMarking
from cspdesk.domain.bound_figures import BoundFigure
from cspdesk.domain.funding import Agreement
from cspdesk.domain.next_year import NextYear
from cspdesk.domain.paper_templates import PaperTemplate
from cspdesk.domain.papers import Beneficiary, CaseStudy, FundingOption, Overruling, Paper, PaperText
from cspdesk.domain.partnership import Partnership, Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plan_record import PlanRecord
from cspdesk.domain.reviews import Review
from cspdesk.domain.scrutiny import Meeting, Question, Recommendation
from cspdesk.domain.series import Series
from cspdesk.domain.since_review import SinceReview
from cspdesk.reports.evidence_record import SpendRecord


class Judged(Protocol):
    """A series with what it says and the chart that shows it."""

    @property
    def verdict(self) -> Verdict: ...
    @property
    def chart(self) -> ResultChart: ...


Judge = Callable[[Series, Sequence[Series]], Judged]


@dataclass(frozen=True, slots=True)
class PricedBy:
    """A published unit cost, and the words by which an indicator is known to count what it prices."""

    cost: UnitCost
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PriorityRecord:
    """One priority: its plan of the year, its results, who benefited, what became of it since its last review.

    series are its indicators for the partnership's own area, others those of other areas by the indicator's id. texts
    and overrulings are those of the priority's own paper, where this one is of all. Where the reader may not see that
    paper, its texts are empty and marked as it is, and request_withheld is why what it asks for is not told. changes
    is how much changed since the last review whoever may see it; None: as much as since holds.
    """

    plan: PlanRecord
    series: tuple[Series, ...] = ()
    others: Mapping[str, tuple[Series, ...]] = field(default_factory=dict)
    case_studies: tuple[CaseStudy, ...] = ()
    beneficiaries: tuple[Beneficiary, ...] = ()
    review: Review | None = None
    since: SinceReview | None = None
    texts: Mapping[str, PaperText] = field(default_factory=dict)
    overrulings: tuple[Overruling, ...] = ()
    options: tuple[FundingOption, ...] = ()
    request_withheld: str = ""
    changes: int | None = None

    @property
    def priority(self) -> Priority:
        """The priority itself."""
        return self.plan.priority


@dataclass(frozen=True, slots=True)
class SentReturn:
    """A return that went to the funder: its agreement, title, period in words, and the day; changed since, in steps."""

    agreement_id: str
    agreement: str
    title: str
    period: str
    submitted_on: date
    corrections: int = 0


@dataclass(frozen=True, slots=True)
class AheadRecord:
    """The year after, with all agreements by id; made_up are those of which a line is illustrative."""

    found: NextYear
    agreements: Mapping[str, Agreement]
    made_up: frozenset[str]


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """Everything of one paper; gather decides what its reader may see.

    paper is None where nobody began one: then it is all of the record and no words. asked is the one priority it is
    of, None for all. spends are the agreements that touch the year; figures those that sentences are bound to. Single
    fields that the readers may not see are covered in all of it already; fields says which are marked, to count them.
    elsewhere are the indicators of other priorities, of which its sentences may speak. source is the partnership's
    file, from which is read what the finished paper is searched for; None: it is not. ahead is the year after.
    """

    template: PaperTemplate
    paper: Paper | None
    partnership: Partnership
    priorities: tuple[Priority, ...]
    asked: Priority | None
    year: FinancialYear
    audience: Audience
    as_at: date
    version: str
    parts: tuple[PriorityRecord, ...]
    spends: tuple[SpendRecord, ...]
    texts: Mapping[str, PaperText] = field(default_factory=dict)
    overrulings: tuple[Overruling, ...] = ()
    options: tuple[FundingOption, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    questions: tuple[Question, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    figures: Mapping[str, BoundFigure] = field(default_factory=dict)
    fields: tuple[FieldMarking, ...] = ()
    rule: DisclosureRule = field(default_factory=DisclosureRule)
    returns: tuple[SentReturn, ...] = ()
    prices: tuple[PricedBy, ...] = ()
    elsewhere: tuple[Series, ...] = ()
    source: Path | None = None
    ahead: AheadRecord | None = None
