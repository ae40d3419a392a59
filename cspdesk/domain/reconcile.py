"""Ledger, agreement and return tied together: what came in and went out each year, and everything that differs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from cspdesk.domain.agreements import Variation, award_pence, varied_pence
from cspdesk.domain.commitments import Accrual
from cspdesk.domain.funding import Agreement, BudgetLine, Instalment
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import FinancialYear, years_between
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass


@dataclass(frozen=True, slots=True)
class YearSum:
    """What one line (None: no line) of an agreement was charged in a year, in pence; orders at what is left of them."""

    agreement_id: str
    line_id: str | None
    year: FinancialYear
    actual: int
    committed: int
    forecast: int
    payments: int
    evidenced: int
    payments_evidenced: int


@dataclass(frozen=True, slots=True)
class AccruedCost:
    """An accrual with the agreement, day and amount of its cost."""

    accrual: Accrual
    agreement_id: str
    counts_on: date
    pence: int


@dataclass(frozen=True, slots=True)
class AgreementYear:
    """One agreement in one year, in pence: cash in and out, what the ledger counts as spent, what was claimed.

    unspent is what of the award was not spent when the year began, varied what the funder changed in it. spent is by
    accounting date; paid is when money left; accrued is spent and not paid by the year's end, all years together.
    claimed is None when no return for the year was submitted.
    """

    agreement_id: str
    year: FinancialYear
    opening: int
    received: int
    paid: int
    unspent: int
    varied: int
    spent: int
    unassigned: int
    committed: int
    forecast: int
    accrued: int
    claimed: int | None = None

    @property
    def closing(self) -> int:
        """Opening plus received less paid; negative when paid in advance of the funder."""
        return self.opening + self.received - self.paid

    @property
    def unspent_after(self) -> int:
        """What of the award is left when the year ends: unspent plus varied less spent; negative when overspent."""
        return self.unspent + self.varied - self.spent

    @property
    def claimed_beyond_spent(self) -> int | None:
        """What was claimed and is not in the ledger; negative when more was spent than claimed."""
        return None if self.claimed is None else self.claimed - self.spent


class DifferenceKind(StrEnum):
    """What keeps ledger, agreement and return apart."""

    UNASSIGNED = "on no budget line"
    OUTSIDE = "dated outside the agreement"
    INELIGIBLE = "not eligible, and counted as spent"
    ORDER_OPEN = "ordered, past its date and not paid in full"
    ACCRUAL_UNPAID = "accrued and not paid yet"
    INSTALMENT_LATE = "due from the funder and not received"
    NOT_IN_LINES = "awarded and in no budget line"
    LINES_ABOVE = "in budget lines beyond the award"
    ABOVE_AWARD = "spent and ordered beyond the award"
    CLAIM_DIFFERS = "claimed otherwise than spent"


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in an agreement, in pence, and the ids of the records that make it (instalments, or transactions).

    year is None for what is of the whole agreement.
    """

    kind: DifferenceKind
    agreement_id: str
    year: FinancialYear | None
    pence: int
    ids: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """The difference in words: “£120.00 on no budget line, in 2 payments, 2015/16”."""
        noun = "instalment" if self.kind is DifferenceKind.INSTALMENT_LATE else "transaction"
        parts = [f"{pounds(self.pence)} {self.kind.value}"]
        if self.ids:
            parts.append(f"in {counted(len(self.ids), noun)}")
        if self.year is not None:
            parts.append(self.year.label)
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A transaction that keeps ledger and agreement apart, and why; pence is what of it counts."""

    kind: DifferenceKind
    agreement_id: str
    transaction_id: str
    occurred_on: date
    pence: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every agreement by year, and every difference."""

    years: tuple[AgreementYear, ...]
    differences: tuple[Difference, ...]

    def of(self, agreement_id: str) -> tuple[AgreementYear, ...]:
        """Return an agreement's years in order."""
        return tuple(each for each in self.years if each.agreement_id == agreement_id)


def reconciled(
    agreements: Iterable[Agreement],
    sums: Iterable[YearSum],
    instalments: Sequence[Instalment],
    accrued: Sequence[AccruedCost],
    variations: Sequence[Variation] = (),
    claimed: Mapping[tuple[str, FinancialYear], int] | None = None,
) -> tuple[AgreementYear, ...]:
    """Return each agreement's years, from its first money to its last, each opening with what the one before closed.

    claimed: what submitted returns say was spent, by agreement and year, in pence.
    """
    by_agreement: defaultdict[str, list[YearSum]] = defaultdict(list)
    for each in sums:
        by_agreement[each.agreement_id].append(each)
    found: list[AgreementYear] = []
    for agreement in agreements:
        own = [i for i in instalments if i.agreement_id == agreement.id]
        late = [a for a in accrued if a.agreement_id == agreement.id]
        varied = [v for v in variations if v.agreement_id == agreement.id]
        found += _years(agreement, by_agreement[agreement.id], own, late, varied, claimed or {})
    return tuple(found)


def _years(
    agreement: Agreement,
    sums: Sequence[YearSum],
    instalments: Sequence[Instalment],
    accrued: Sequence[AccruedCost],
    variations: Sequence[Variation],
    claimed: Mapping[tuple[str, FinancialYear], int],
) -> Iterator[AgreementYear]:
    days = [agreement.starts_on, agreement.ends_on, *(i.received_on for i in instalments if i.received_on)]
    days += [s.year.starts_on for s in sums]
    days += [v.decided_on for v in variations]
    days += [a.accrual.paid_on for a in accrued if a.accrual.paid_on]
    opening, unspent = 0, agreement.awarded_pence
    for year in years_between(min(days), max(days)):
        own = [s for s in sums if s.year == year]
        spent = sum(s.actual for s in own)
        later = sum(a.pence for a in accrued if a.counts_on in year and not _paid_in(a, year))
        earlier = sum(a.pence for a in accrued if a.counts_on not in year and _paid_in(a, year))
        made = AgreementYear(
            agreement.id,
            year,
            opening,
            sum(i.amount_pence for i in instalments if i.received_on and i.received_on in year),
            spent - later + earlier,
            unspent,
            varied_pence(v for v in variations if v.decided_on in year),
            spent,
            sum(s.actual for s in own if s.line_id is None),
            sum(s.committed for s in own),
            sum(s.forecast for s in own),
            sum(a.pence for a in accrued if _is_open(a, year)),
            claimed.get((agreement.id, year)),
        )
        opening, unspent = made.closing, made.unspent_after
        yield made


def _paid_in(cost: AccruedCost, year: FinancialYear) -> bool:
    return cost.accrual.paid_on is not None and cost.accrual.paid_on in year


def _is_open(cost: AccruedCost, year: FinancialYear) -> bool:
    paid_on = cost.accrual.paid_on
    return cost.counts_on <= year.ends_on and (paid_on is None or paid_on > year.ends_on)


def differences(
    agreements: Iterable[Agreement],
    years: Iterable[AgreementYear],
    lines: Iterable[BudgetLine],
    variations: Sequence[Variation],
    instalments: Iterable[Instalment],
    accrued: Iterable[AccruedCost],
    doubts: Iterable[Doubt],
    as_at: date,
) -> tuple[Difference, ...]:
    """Return everything that differs as it stands on a day, by agreement, year and kind."""
    made = [*_grouped(_all_doubts(instalments, accrued, doubts, as_at))]
    set_aside: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        set_aside[line.agreement_id] += line.original_pence
    taken: defaultdict[str, int] = defaultdict(int)
    for each in years:
        taken[each.agreement_id] += each.spent + each.committed
        if each.claimed_beyond_spent:
            made.append(
                Difference(DifferenceKind.CLAIM_DIFFERS, each.agreement_id, each.year, each.claimed_beyond_spent)
            )
    for agreement in agreements:
        loose = agreement.awarded_pence - set_aside[agreement.id]
        kind = DifferenceKind.NOT_IN_LINES if loose > 0 else DifferenceKind.LINES_ABOVE
        if loose:
            made.append(Difference(kind, agreement.id, None, abs(loose)))
        award = award_pence(agreement, [v for v in variations if v.agreement_id == agreement.id])
        if taken[agreement.id] > award:
            made.append(Difference(DifferenceKind.ABOVE_AWARD, agreement.id, None, taken[agreement.id] - award))
    kinds = list(DifferenceKind)
    made.sort(key=lambda d: (d.agreement_id, d.year.first if d.year else 0, kinds.index(d.kind)))
    return tuple(made)


def _all_doubts(
    instalments: Iterable[Instalment], accrued: Iterable[AccruedCost], doubts: Iterable[Doubt], as_at: date
) -> Iterator[Doubt]:
    yield from doubts
    for i in instalments:
        if i.received_on is None and i.due_on < as_at:
            yield Doubt(DifferenceKind.INSTALMENT_LATE, i.agreement_id, i.id, i.due_on, i.amount_pence)
    for a in accrued:
        if a.counts_on <= as_at and (a.accrual.paid_on is None or a.accrual.paid_on > as_at):
            kind = DifferenceKind.ACCRUAL_UNPAID
            yield Doubt(kind, a.agreement_id, a.accrual.transaction_id, a.counts_on, a.pence)


def _grouped(doubts: Iterable[Doubt]) -> Iterator[Difference]:
    groups: defaultdict[tuple[str, FinancialYear, DifferenceKind], list[Doubt]] = defaultdict(list)
    for doubt in doubts:
        groups[doubt.agreement_id, FinancialYear.of(doubt.occurred_on), doubt.kind].append(doubt)
    for (agreement_id, year, kind), each in groups.items():
        yield Difference(kind, agreement_id, year, sum(d.pence for d in each), tuple(d.transaction_id for d in each))
