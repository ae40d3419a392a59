"""What the Funding tab shows: agreements across priorities, and one agreement in full."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cspdesk.domain.agreements import varied_pence
from cspdesk.domain.forecasts import by_quarter
from cspdesk.domain.funding import Agreement, BudgetLine, ProfileAmount, TransactionKind
from cspdesk.domain.imports import AssignmentRule
from cspdesk.domain.money import short_pounds
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.positions import Position
from cspdesk.domain.profiles import profiled_later
from cspdesk.domain.records import dataclass
from cspdesk.store.funding_sums import Sum
from cspdesk.store.store import Store
from cspdesk.store.year_lines import LineRow, line_rows
from cspdesk.ui.models.money_rows import line_name, payments


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement over its whole life: what was awarded, set aside in lines, spent, promised; in pence."""

    id: str
    agreement: Agreement
    funder: str
    assigned: int
    spent: int
    committed: int
    unassigned_payments: int
    varied: int = 0

    @property
    def award(self) -> int:
        """What was awarded, as the funder varied it since."""
        return self.agreement.awarded_pence + self.varied

    @property
    def left(self) -> int:
        """Award less spent less committed; negative when overspent."""
        return self.award - self.spent - self.committed

    @property
    def not_assigned(self) -> int:
        """Awarded and not yet set aside in a line; negative when the lines come to more than the award."""
        return self.agreement.awarded_pence - self.assigned


@dataclass(frozen=True, slots=True)
class FundingLineRow:
    """One line of an agreement: where it stands, whose it is, its profile by quarter, and what later years were agreed.

    later is in pence.
    """

    id: str
    row: LineRow
    priority: str
    profile: tuple[ProfileAmount | None, ...]
    later: int = 0

    @property
    def for_the_year(self) -> int:
        """What the line may spend in the year looked at, and its quarters should make."""
        return self.position.revised - self.later

    @property
    def line(self) -> BudgetLine:
        """The budget line itself."""
        return self.row.line

    @property
    def position(self) -> Position:
        """Where it stands."""
        return self.row.position

    def profiled(self) -> int:
        """Return what the line is agreed to spend in the year."""
        return sum(amount.amount_pence for amount in self.profile if amount is not None)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule with the name of its line and how many unassigned payments it would take now."""

    id: str
    rule: AssignmentRule
    line: str
    waiting: int


def read_agreements(store: Store, year: FinancialYear | None) -> tuple[AgreementRow, ...]:
    """Return the agreements whose period touches a year, or all, with their sums over all years."""
    with store.reading():
        agreements = store.funding.all_agreements(year)
        funders = {o.id: o.name for o in store.partnership.all_organisations()}
        lines = store.funding.all_lines()
        charged = store.funding.charged(*(a.id for a in agreements))
        variations = store.funding.all_variations()
    set_aside: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        set_aside[line.agreement_id] += line.original_pence
    return tuple(
        AgreementRow(
            id=agreement.id,
            agreement=agreement,
            funder=funders.get(agreement.funder_id, ""),
            assigned=set_aside[agreement.id],
            spent=sum(c.amount_pence for c in charged[agreement.id] if c.kind is TransactionKind.ACTUAL),
            committed=sum(c.amount_pence for c in charged[agreement.id] if c.kind is TransactionKind.COMMITMENT),
            unassigned_payments=sum(c.count for c in charged[agreement.id] if c.line_id is None),
            varied=varied_pence(v for v in variations if v.agreement_id == agreement.id),
        )
        for agreement in agreements
    )


def read_lines(
    store: Store, agreement: Agreement, year: FinancialYear, sums: Iterable[Sum]
) -> tuple[FundingLineRow, ...]:
    """Return an agreement's lines; their figures and profile are of the year, and so are sums."""
    with store.reading():
        lines = store.funding.lines_of(agreement.id)
        virements = store.funding.virements_of(agreement.id)
        variations = store.funding.variations_of(agreement.id)
        profile = store.funding.profile_of(agreement.id)
        priorities = {p.id: p.name for p in store.partnership.all_priorities()}
        before = store.funding.spent_before(year)
    own = [s for s in sums if s.agreement_id == agreement.id]
    rows = line_rows(lines, {agreement.id: agreement}, virements, own, {agreement.id}, variations, before)
    later = profiled_later(profile, year)
    return tuple(
        FundingLineRow(
            r.id, r, priorities.get(r.line.priority_id or "", ""), quarters_of(r.id, profile, year), later.get(r.id, 0)
        )
        for r in rows
    )


def read_rules(store: Store, agreement_id: str) -> tuple[RuleRow, ...]:
    """Return the rules that put an agreement's imported payments on lines, in the order they are tried."""
    with store.reading():
        names = {line.id: line_name(line) for line in store.funding.lines_of(agreement_id)}
        rules = store.imports.rules_of(agreement_id)
        waiting = store.funding.unassigned(agreement_id) if rules else ()
    return tuple(RuleRow(r.id, r, names.get(r.line_id, ""), sum(1 for t in waiting if r.matches(t))) for r in rules)


def paid_by_quarter(line_id: str, sums: Iterable[Sum], year: FinancialYear) -> tuple[int, ...]:
    """Return what a line was paid in each quarter of a year, in pence."""
    found = by_quarter(s for s in sums if s.line_id == line_id)
    return tuple(found[line_id, q.starts_on].actual if (line_id, q.starts_on) in found else 0 for q in year.quarters)


def quarters_of(
    line_id: str, profile: Iterable[ProfileAmount], year: FinancialYear
) -> tuple[ProfileAmount | None, ...]:
    """Return a line's profile amount of each quarter of a year, None where none was agreed."""
    by_day = {p.quarter_starts_on: p for p in profile if p.line_id == line_id}
    return tuple(by_day.get(quarter.starts_on) for quarter in year.quarters)


def line_position(store: Store, line_id: str, without: str = "") -> Position:
    """Return where a line stands over all years, as a virement is judged; `without` leaves one virement out."""
    return store.funding.line_position(line_id, without=without)


def agreement_words(row: AgreementRow) -> str:
    """Say what is left of an agreement and what is out of order in it."""
    parts = [f"{short_pounds(row.spent)} of {short_pounds(row.award)} spent"]
    if row.committed:
        parts.append(f"{short_pounds(row.committed)} committed")
    parts.append(f"{short_pounds(row.left)} left" if row.left >= 0 else f"overspent by {short_pounds(-row.left)}")
    text = ", ".join(parts) + "."
    if row.not_assigned > 0:
        text += f" {short_pounds(row.not_assigned)} of the award is not yet in a budget line."
    if row.not_assigned < 0:
        text += f" The lines come to {short_pounds(-row.not_assigned)} more than the award."
    if row.unassigned_payments:
        verb = "has" if row.unassigned_payments == 1 else "have"
        text += f" {payments(row.unassigned_payments)} {verb} no budget line yet."
    return text


def profile_words(rows: Sequence[FundingLineRow], year: FinancialYear) -> str:
    """Say where the profile of the year and the lines' revised amounts differ, or nothing where they agree."""
    profiled = sum(row.profiled() for row in rows)
    revised = sum(row.for_the_year for row in rows)
    if not rows:
        return ""
    if not any(amount for row in rows for amount in row.profile):
        return f"No profile is agreed for {year.label} yet: type what each line should spend in each quarter."
    if profiled == revised:
        return f"The profile of {year.label} comes to {short_pounds(profiled)}, the same as the lines."
    gap = profiled - revised
    return (
        f"The profile of {year.label} comes to {short_pounds(profiled)}, {short_pounds(abs(gap))} "
        f"{'more' if gap > 0 else 'less'} than the lines’ {short_pounds(revised)}."
    )
