"""Spend against profile for the lines of a priority, ready to be drawn."""

from collections.abc import Iterable, Sequence
from datetime import date

from cspdesk.charts.chart import Chart
from cspdesk.charts.spend import spend_against_profile
from cspdesk.domain.funding import ProfileAmount, TransactionKind
from cspdesk.domain.periods import FinancialYear, Quarter
from cspdesk.store.funding_sums import Sum
from cspdesk.store.store import Store


def priority_chart(
    store: Store, line_ids: Iterable[str], sums: Iterable[Sum], year: FinancialYear, today: date
) -> Chart:
    """Return the chart of these lines' spend in a year beside what they were agreed to spend; sums are of that year."""
    wanted = frozenset(line_ids)
    with store.reading():
        owners = {line.agreement_id for line in store.funding.all_lines() if line.id in wanted}
        profile = [p for owner in sorted(owners) for p in store.funding.profile_of(owner) if p.line_id in wanted]
    return chart_of(profile, [s for s in sums if s.line_id in wanted], year, today)


def chart_of(profile: Sequence[ProfileAmount], sums: Sequence[Sum], year: FinancialYear, today: date) -> Chart:
    """Return the chart of profile amounts and sums, as the record stands today."""
    agreed = [0, 0, 0, 0]
    of_year = [p for p in profile if p.quarter_starts_on in year]
    for amount in of_year:
        agreed[Quarter.of(amount.quarter_starts_on).number - 1] += amount.amount_pence
    return spend_against_profile(
        year,
        profile=agreed if of_year else None,
        actual=_by_quarter(sums, TransactionKind.ACTUAL),
        committed=_by_quarter(sums, TransactionKind.COMMITMENT),
        as_at=today,
        forecast=_by_quarter(sums, TransactionKind.FORECAST),
    )


def _by_quarter(sums: Iterable[Sum], kind: TransactionKind) -> list[int]:
    amounts = [0, 0, 0, 0]
    for each in sums:
        if each.kind is kind:
            first_of_month = date(int(each.month[:4]), int(each.month[5:]), 1)
            amounts[Quarter.of(first_of_month).number - 1] += each.amount_pence
    return amounts
