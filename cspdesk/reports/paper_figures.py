"""The frozen content of a paper: all that its reader may see, and nothing else."""

from datetime import date

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Certainty
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import Position, Traced, total
from cspdesk.domain.records import dataclass
from cspdesk.reports.evidence_figures import EvidenceFigures
from cspdesk.reports.paper_priority_figures import AgreementMoney, Asked, PriorityFigures
from cspdesk.reports.paper_written import ClaimFound, Gap, Overruled, SectionFigures, UsedFigure


@dataclass(frozen=True, slots=True)
class Withheld:
    """Things of one sort that this reader may not see: what they are, for which reason, and how many."""

    what: str
    reason: str
    count: int


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
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class LastMeeting:
    """The meeting at which members last asked."""

    body: str
    title: str
    held_on: date
    questions: tuple[AnsweredQuestion, ...]


@dataclass(frozen=True, slots=True)
class AheadSource:
    """Money of one agreement in the year after, in pence, with the day its certainty was last confirmed."""

    agreement: str
    certainty: Certainty
    confirmed_on: date | None
    pence: int
    illustrative: bool


@dataclass(frozen=True, slots=True)
class AheadMoney:
    """What the year after may count on. need_pence is None where it is not said for all; lacking names for which not.

    undivided are agreements that span years without a profile to divide them; partial: something is withheld of it.
    """

    year: FinancialYear
    sources: tuple[AheadSource, ...]
    need_pence: int | None
    lacking: tuple[str, ...]
    undivided: tuple[str, ...]
    partial: bool

    def money(self, *certainties: Certainty) -> int:
        """Return what is expected with one of these certainties (none named: with any), in pence."""
        return sum(s.pence for s in self.sources if not certainties or s.certainty in certainties)


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed since a review or a return: of what and how much in a sentence, then every change."""

    says: str
    items: tuple[str, ...] = ()


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
    ahead: AheadMoney | None = None
    request_withheld: tuple[str, ...] = ()  # of which priorities there is a request that its reader may not see
    log: tuple[Changed, ...] = ()  # what papers kept before it was added have in `changes`, all at one level

    @property
    def over(self) -> bool:
        """Whether its year lies behind, so that nothing at the year’s end is expected any more."""
        return self.as_at >= self.year.ends_on

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
        ahead = self.ahead.sources if self.ahead else ()
        return any(each.illustrative for found in (self.priorities, self.agreements, ahead) for each in found)

    def section(self, key: str) -> SectionFigures | None:
        """Return a section by its key; None where the template has none."""
        return next((s for s in self.sections if s.key == key), None)
