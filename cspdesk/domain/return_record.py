"""Everything one return is made from, as the store read it at one moment."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from cspdesk.domain.agreements import ClaimRule, Variation
from cspdesk.domain.audience import Audience
from cspdesk.domain.audits import AuditItem, AuditSample
from cspdesk.domain.closing import Correction
from cspdesk.domain.commitments import Accrual, CommitmentPayment, Refund
from cspdesk.domain.forecasts import UnderspendPlan
from cspdesk.domain.funding import Agreement, BudgetLine, Instalment, ProfileAmount, Transaction, Virement
from cspdesk.domain.match import Match
from cspdesk.domain.partnership import Organisation, Partnership
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.domain.ratings import RatingRule
from cspdesk.domain.return_periods import ReturnPeriod
from cspdesk.domain.return_templates import Template
from cspdesk.domain.whole_action import WholeAction


@dataclass(frozen=True, slots=True)
class Submitted:
    """A return that was sent: its sums then, by the name of the source, and what it claimed, in pence.

    claimed is None when it only reported.
    """

    id: str
    template: str
    period: ReturnPeriod
    submitted_on: date
    sums: Mapping[str, int]
    claimed: int | None

    def comes_before(self, period: ReturnPeriod) -> bool:
        """Return whether it is for an earlier period: a quarter comes before the year that ends with it."""
        return (self.period.ends_on, not self.period.number) < (period.ends_on, not period.number)

    def claims_beside(self, template: str, period: ReturnPeriod) -> bool:
        """Return whether it claimed for days of a period without coming before it, being another claim for them."""
        is_other = (self.template, self.period) != (template, period)
        return is_other and self.claimed is not None and self.period.overlaps(period) and not self.comes_before(period)


def reported_spend(sent: Iterable[Submitted]) -> dict[FinancialYear, int]:
    """Return what an agreement's returns say of each year that they cover to its end, in pence.

    What claims came to where they cover every quarter once; otherwise the spend that the last report gave.
    """
    found: dict[FinancialYear, int] = {}
    quarters: defaultdict[FinancialYear, list[int]] = defaultdict(list)
    known = sorted(sent, key=lambda s: (s.period.ends_on, s.submitted_on))
    for each in known:
        if each.period.ends_on == each.period.year.ends_on:
            found[each.period.year] = each.sums["actual_year"]
        if each.claimed is not None:
            quarters[each.period.year] += [quarter.number for quarter in each.period.quarters]
    for year, numbers in quarters.items():
        if sorted(numbers) == [1, 2, 3, 4]:
            found[year] = sum(s.claimed or 0 for s in known if s.period.year == year)
    return found


@dataclass(frozen=True, slots=True)
class ReturnRecord:
    """One agreement's record and one return's answers, withheld things included.

    transactions are all of the agreement's, of every year; submitted are its returns sent before for earlier periods,
    claimed_beside those that claimed money for days of this very period and are not among them; corrections are of
    every closed quarter that changed; explained is what a person says of a difference.
    """

    template: Template
    period: ReturnPeriod
    partnership: Partnership
    agreement: Agreement
    funder: Organisation
    recipient: Organisation | None
    audience: Audience
    as_at: date
    version: str
    lines: tuple[BudgetLine, ...]
    transactions: tuple[Transaction, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    profile: tuple[ProfileAmount, ...] = ()
    virements: tuple[Virement, ...] = ()
    variations: tuple[Variation, ...] = ()
    settlements: tuple[CommitmentPayment, ...] = ()
    accruals: tuple[Accrual, ...] = ()
    refunds: tuple[Refund, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    matches: tuple[Match, ...] = ()
    underspends: tuple[UnderspendPlan, ...] = ()
    clauses: Mapping[str, ClaimRule] = field(default_factory=dict)
    proved_ids: frozenset[str] = frozenset()
    actions: tuple[WholeAction, ...] = ()
    rule: RatingRule = field(default_factory=RatingRule)
    organisations: tuple[Organisation, ...] = ()
    audit: tuple[AuditSample, tuple[AuditItem, ...]] | None = None
    closed: frozenset[Quarter] = frozenset()
    corrections: Mapping[Quarter, tuple[Correction, ...]] = field(default_factory=dict)
    submitted: tuple[Submitted, ...] = ()
    claimed_beside: tuple[Submitted, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether the period is over on the day that the record is of."""
        return self.as_at > self.period.ends_on

    @property
    def previous(self) -> Submitted | None:
        """The newest return of the same template that was sent for an earlier period."""
        own = [s for s in self.submitted if s.template == self.template.name]
        return max(own, key=lambda s: s.period.ends_on, default=None)

    @property
    def last_of_any(self) -> Submitted | None:
        """The newest return of any template that was sent for an earlier period."""
        return max(self.submitted, key=lambda s: s.period.ends_on, default=None)
