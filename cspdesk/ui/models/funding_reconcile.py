"""What the reconciliation shows: each year's cash and award, and every difference with the records that make it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.funding import Agreement, Instalment, Transaction
from cspdesk.domain.money import pounds, short_pounds
from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.proof import counted
from cspdesk.domain.reconcile import AgreementYear, Difference, DifferenceKind, Reconciliation
from cspdesk.domain.records import dataclass
from cspdesk.store.store import Store
from cspdesk.ui.models.money_columns import money_or_dash
from cspdesk.ui.models.table import Column

WHAT_TO_DO = {
    DifferenceKind.UNASSIGNED: "Put them on a budget line.",
    DifferenceKind.OUTSIDE: "Check the date, or accrue the cost to a day inside the agreement and say why.",
    DifferenceKind.INELIGIBLE: "The funder does not pay for it: pay it from elsewhere, or judge it anew.",
    DifferenceKind.ORDER_OPEN: "Say which payment paid it, or remove the order.",
    DifferenceKind.ACCRUAL_UNPAID: "Say when it was paid.",
    DifferenceKind.INSTALMENT_LATE: "Ask the funder, or record when it came in.",
    DifferenceKind.NOT_IN_LINES: "Set it aside in a budget line.",
    DifferenceKind.LINES_ABOVE: "Lower a line, or record the variation that raised the award.",
    DifferenceKind.ABOVE_AWARD: "Overspent: say in the next return what will pay for it.",
    DifferenceKind.CLAIM_DIFFERS: "Correct it in the next return, or correct the ledger.",
}


@dataclass(frozen=True, slots=True)
class YearRow:
    """One agreement in one year."""

    id: str
    reference: str
    figures: AgreementYear


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference, by the reference of its agreement."""

    id: str
    reference: str
    difference: Difference


@dataclass(frozen=True, slots=True)
class MadeBy:
    """One record that makes a difference: a transaction or an instalment, in words."""

    id: str
    record: Transaction | Instalment
    says: str


def year_rows(found: Reconciliation, agreements: Mapping[str, Agreement]) -> tuple[YearRow, ...]:
    """Return the years of these agreements."""
    return tuple(
        YearRow(f"{y.agreement_id}:{y.year}", agreements[y.agreement_id].reference, y)
        for y in found.years
        if y.agreement_id in agreements
    )


def difference_rows(found: Reconciliation, agreements: Mapping[str, Agreement]) -> tuple[DifferenceRow, ...]:
    """Return the differences of these agreements."""
    return tuple(
        DifferenceRow(f"{d.agreement_id}:{d.year}:{d.kind}", agreements[d.agreement_id].reference, d)
        for d in found.differences
        if d.agreement_id in agreements
    )


def made_by(store: Store, difference: Difference, audience: Audience) -> tuple[MadeBy, ...]:
    """Return the records that make a difference, as far as the audience may see them."""
    if difference.kind is DifferenceKind.INSTALMENT_LATE:
        late = store.funding.instalments.named(difference.ids)
        return tuple(MadeBy(i.id, i, f"Due on {long_date(i.due_on)}") for i in sorted(late, key=lambda i: i.due_on))
    entries = store.funding.transactions.named(difference.ids) if difference.ids else ()
    shown = (t for t in entries if may_see(audience, t.marking))
    return tuple(MadeBy(t.id, t, t.payee) for t in sorted(shown, key=lambda t: (t.occurred_on, t.id)))


def year_columns() -> tuple[Column[YearRow], ...]:
    """Return the columns of years: cash first, then the award."""

    def figure(title: str, of: Callable[[AgreementYear], int | None], means: str) -> Column[YearRow]:
        def text(row: YearRow) -> str:
            pence = of(row.figures)
            return "none sent" if pence is None else money_or_dash(pence)

        return Column(
            title,
            text,
            sort=lambda r: of(r.figures) or 0,
            align="right",
            tooltip=lambda r: f"{title}: {text(r)}. {means}.",
            colour=lambda r: "danger" if title == "Award left" and (of(r.figures) or 0) < 0 else None,
            width=104,
        )

    return (
        Column("Agreement", lambda r: r.reference, width=220, stretch=True),
        Column("Year", lambda r: r.figures.year.label, sort=lambda r: r.figures.year.first, width=88),
        figure("Opening", lambda y: y.opening, "Cash held when the year began; below nought: paid in advance"),
        figure("In", lambda y: y.received, "Received from the funder in the year"),
        figure("Out", lambda y: y.paid, "Paid in the year, by the day money left"),
        figure("Closing", lambda y: y.closing, "Opening plus in less out"),
        figure("Accrued", lambda y: y.accrued, "Counted as spent and not paid by the year’s end"),
        figure("Spent", lambda y: y.spent, "Counted as spent in the year, by the day it belongs to"),
        figure("Claimed", lambda y: y.claimed, "What returns sent for the whole year claimed"),
        figure("Award left", lambda y: y.unspent_after, "What of the award is not spent when the year ends"),
    )


def difference_columns() -> tuple[Column[DifferenceRow], ...]:
    """Return the columns of differences."""
    return (
        Column("Agreement", lambda r: r.reference, width=130),
        Column("Year", lambda r: r.difference.year.label if r.difference.year else "all", width=88),
        Column(
            "Amount",
            lambda r: pounds(r.difference.pence),
            sort=lambda r: abs(r.difference.pence),
            align="right",
            width=104,
        ),
        Column(
            "Difference",
            lambda r: r.difference.kind.value.capitalize(),
            tooltip=lambda r: f"{r.difference.says}. {WHAT_TO_DO[r.difference.kind]}",
            width=200,
            stretch=True,
        ),
        Column("In", lambda r: f"{len(r.difference.ids):,}" if r.difference.ids else "–", align="right", width=56),
    )


def made_by_columns() -> tuple[Column[MadeBy], ...]:
    """Return the columns of what makes a difference."""
    return (
        Column("Date", lambda m: short_date(_day(m.record)), sort=lambda m: _day(m.record), width=96),
        Column("Payee", lambda m: m.says, width=170, stretch=True),
        Column("Reference", lambda m: getattr(m.record, "reference", ""), width=104),
        Column(
            "Amount",
            lambda m: pounds(m.record.amount_pence),
            sort=lambda m: m.record.amount_pence,
            align="right",
            width=104,
        ),
    )


def reconcile_words(years: Sequence[YearRow], differences: Collection[DifferenceRow]) -> str:
    """Say whether ledger, agreements and returns agree."""
    if not years:
        return "No money came in or went out yet."
    if not differences:
        return "Ledger, agreements and returns agree: nothing is left to explain."
    count, pence = len(differences), sum(abs(r.difference.pence) for r in differences)
    return f"{counted(count, 'difference')} to explain, {short_pounds(pence)} in all."


def _day(record: Transaction | Instalment) -> date:
    return record.due_on if isinstance(record, Instalment) else record.occurred_on
