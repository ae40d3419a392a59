"""What the Services page of a priority shows: services that run in a year, and case reviews by their reference."""

from datetime import date

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.domain.services import CaseRecommendation, CaseReview, CommissionedService
from cspdesk.store.store import Store

SOON_DAYS = 90  # within which a day of a contract wants somebody: a new one is not bought in a fortnight


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A commissioned service with the names that its ids stand for; empty where there is none."""

    service: CommissionedService
    provider: str
    line: str
    action: str

    @property
    def id(self) -> str:
        """The service's id."""
        return self.service.id


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case review with what it recommended."""

    case: CaseReview
    recommendations: tuple[CaseRecommendation, ...]

    @property
    def id(self) -> str:
        """The case review's id."""
        return self.case.id

    @property
    def done(self) -> int:
        """How many recommendations are done."""
        return sum(r.done_on is not None for r in self.recommendations)

    def late(self, today: date) -> int:
        """Return how many recommendations are late."""
        return sum(r.done_on is None and r.due_on is not None and r.due_on < today for r in self.recommendations)


@dataclass(frozen=True, slots=True)
class ServicesReading:
    """What the audience may see of the two, and how many of each it may not."""

    services: tuple[ServiceRow, ...]
    cases: tuple[CaseRow, ...]
    services_withheld: int = 0
    cases_withheld: int = 0


def read_services(store: Store, priority_id: str, year: FinancialYear, audience: Audience) -> ServicesReading:
    """Return the services of a priority that run in a year and all its case reviews, the open ones first."""
    services = store.services.services_in(year, priority_id)
    cases = store.services.case_reviews_of(priority_id)
    shown = [s for s in services if may_see(audience, s.marking)]
    seen = sorted((c for c in cases if may_see(audience, c.marking)), key=lambda c: not c.stage.is_open)
    names = {o.id: o.name for o in store.partnership.all_organisations()} if shown else {}
    titles = {a.id: a.title for a in store.plans.actions_of(priority_id) if may_see(audience, a.marking)}
    lines = {line.id: f"{line.reference} {line.title}" for line in store.funding.all_lines()} if shown else {}
    rows = tuple(
        ServiceRow(
            s, names.get(s.provider_id or "", ""), lines.get(s.line_id or "", ""), titles.get(s.action_id or "", "")
        )
        for s in shown
    )
    found = tuple(CaseRow(c, store.services.recommendations_of(c.id)) for c in seen)
    return ServicesReading(rows, found, len(services) - len(shown), len(cases) - len(seen))


def recommended_words(row: CaseRow, today: date) -> str:
    """Return how far the recommendations are: “2 of 5 done, 1 late”; a dash without any."""
    if not row.recommendations:
        return "–"
    late = row.late(today)
    return f"{row.done} of {len(row.recommendations)} done" + (f", {late} late" if late else "")


def services_sentence(rows: tuple[ServiceRow, ...], today: date) -> str:
    """Return what wants attention among services: “1 notice within 90 days”; empty without any."""
    near = sum(is_near(r.service.notice_on, today) for r in rows)
    ending = sum(is_near(r.service.ends_on, today) for r in rows)
    parts = [f"{counted(near, 'last day for notice', 'last days for notice')} within {SOON_DAYS} days"] if near else []
    parts += [f"{ending} {'ends' if ending == 1 else 'end'} within {SOON_DAYS} days"] if ending else []
    return ", ".join(parts)


def is_near(day: date | None, today: date) -> bool:
    """Return whether a day of a contract is still ahead, and near."""
    return day is not None and 0 <= (day - today).days <= SOON_DAYS
