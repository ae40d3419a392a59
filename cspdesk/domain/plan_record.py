"""One priority's plan of one year as plain data: what its workbook, its calendar and its document are made from."""

from dataclasses import replace
from datetime import date

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.partnership import Organisation, Partnership, Person, Priority
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.ratings import RatingRule
from cspdesk.domain.records import dataclass
from cspdesk.domain.reviews import Review, ReviewDecision, YearEndDecision
from cspdesk.domain.services import CaseRecommendation, CaseReview, CommissionedService
from cspdesk.domain.whole_action import WholeAction
from cspdesk.errors import UserError


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """A plan as the store read it at one moment, withheld things included until `seen_by` drops them.

    actions stand in the order of their numbers, the same in every version: first those that all may see. decisions are
    those of the reviews given. version names the state of the record, such as its last step.
    """

    partnership: Partnership
    priority: Priority
    year: FinancialYear
    actions: tuple[WholeAction, ...]
    people: tuple[Person, ...]
    organisations: tuple[Organisation, ...]
    rule: RatingRule
    as_at: date
    version: str
    services: tuple[CommissionedService, ...] = ()
    case_reviews: tuple[CaseReview, ...] = ()
    recommendations: tuple[CaseRecommendation, ...] = ()
    reviews: tuple[Review, ...] = ()
    decisions: tuple[ReviewDecision, ...] = ()
    year_ends: tuple[YearEndDecision, ...] = ()  # of the year and of the one before
    sequence: int = 0  # rises with every step, so that a later export is known to be later

    def person(self, id_: str | None) -> str:
        """Return the name of a person; empty for nobody."""
        return next((p.name for p in self.people if p.id == id_), "")

    def organisation(self, id_: str | None) -> str:
        """Return the name of an organisation; empty for none."""
        return next((o.name for o in self.organisations if o.id == id_), "")


@dataclass(frozen=True, slots=True)
class Withheld:
    """How many records a version for some readers leaves out."""

    actions: int = 0
    services: int = 0
    case_reviews: int = 0
    reviews: int = 0  # of which summary and decisions alone are left out

    @property
    def count(self) -> int:
        """All of them."""
        return self.actions + self.services + self.case_reviews + self.reviews


def seen_by(record: PlanRecord, audience: Audience) -> tuple[PlanRecord, Withheld]:
    """Return the plan as an audience may see it, and how much that leaves out; links to what is left out go with it.

    Of a review that it may not read the dates stay, without summary and decisions.

    Raises UserError when the audience may not see the priority at all.
    """
    if not may_see(audience, record.priority.marking):
        raise UserError(
            f"This priority is marked {record.priority.marking.value}, so no {audience.value} version can be made of "
            "its plan. Choose a wider audience, or change its marking."
        )
    actions = [w for w in record.actions if may_see(audience, w.action.marking)]
    hidden = {w.action.id for w in record.actions} - {w.action.id for w in actions}
    services = tuple(s for s in record.services if may_see(audience, s.marking))
    cases = tuple(c for c in record.case_reviews if may_see(audience, c.marking))
    unread = {r.id for r in record.reviews if not may_see(audience, r.marking)}
    shown = replace(
        record,
        actions=tuple(replace(w, needs_ids=tuple(n for n in w.needs_ids if n not in hidden)) for w in actions),
        services=tuple(replace(s, action_id=None) if s.action_id in hidden else s for s in services),
        case_reviews=cases,
        reviews=tuple(replace(r, summary="", marking_reason="") if r.id in unread else r for r in record.reviews),
        decisions=tuple(d for d in record.decisions if d.review_id not in unread),
        year_ends=tuple(d for d in record.year_ends if d.action_id not in hidden),
        recommendations=tuple(r for r in record.recommendations if r.review_id in {c.id for c in cases}),
    )
    return shown, Withheld(
        len(hidden), len(record.services) - len(services), len(record.case_reviews) - len(cases), len(unread)
    )
