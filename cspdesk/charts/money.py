"""Charts of where money goes, how claims stand, and what years come to at constant prices."""

import textwrap
from collections.abc import Sequence

from cspdesk.charts.chart import Axis, Chart, DataTable, Series
from cspdesk.charts.spend import axis_pounds, whole_pounds
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import FinancialYear

MONEY = Axis("Pounds", write=axis_pounds, write_value=whole_pounds)
LONGEST = 80  # letters of a name in the words for those who do not see a chart; its table has all of them
MOST = 7  # bars that can be told apart with their names; the rest are summed up as others


def where_it_goes(title: str, what: str, parts: Sequence[tuple[str, int, int]]) -> Chart:
    """Return what was paid by part, the largest first; parts are (name, pence, payments), what names one of them."""
    ordered = sorted((p for p in parts if p[1]), key=lambda p: -p[1])
    shown = list(ordered if len(ordered) <= MOST else ordered[: MOST - 1])
    if len(ordered) > MOST:
        rest = ordered[MOST - 1 :]
        shown.append((f"{len(rest)} others", sum(p[1] for p in rest), sum(p[2] for p in rest)))
    total = sum(p[1] for p in ordered)
    told = "; ".join(f"{textwrap.shorten(name, LONGEST)} {pounds(pence)}" for name, pence, _ in shown[:3])
    figures = tuple((name, pounds(pence), f"{count:,}") for name, pence, count in ordered)
    return Chart(
        title=title,
        x=Axis(what, categories=tuple(name for name, _, _ in shown)),
        y=MONEY,
        series=(Series("Paid", "bar", tuple((i, p[1]) for i, p in enumerate(shown)), emphasis=True),),
        alt_text=f"{pounds(total)} was paid in all. Most of it: {told}." if ordered else "Nothing was paid yet.",
        table=DataTable((what, "Paid", "Payments"), figures),
    )


def claim_status(
    reference: str,
    year: FinancialYear,
    *,
    award: int,
    spent: Sequence[int],
    received: Sequence[int],
    claimed: Sequence[int | None],
    begun: int = 4,
) -> Chart:
    """Return an agreement's spend, claims and receipts by quarter, adding up; claimed is None where none was sent.

    The amounts are four each, in pence, one a quarter; begun is how many quarters have begun, for those still to come
    are left empty rather than drawn as if nothing happened in them.
    """
    paid, got = _running(spent), _running(received)
    sent = [None if claimed[q] is None else sum(c or 0 for c in claimed[: q + 1]) for q in range(4)]
    series = [Series("Spent", "bar", _up_to(paid, begun), emphasis=True)]
    series.append(Series("Received", "step", _up_to(got, begun)))
    if any(c is not None for c in sent):
        series.append(Series("Claimed", "line", tuple(enumerate(sent))))
    last = next((s for s in reversed(sent) if s is not None), None)
    claim = "no return was sent" if last is None else f"{pounds(last)} claimed"
    rows = tuple(
        (
            f"{quarter.label} ({quarter.months})",
            pounds(paid[q]) if q < begun else "none yet",
            pounds(got[q]) if q < begun else "none yet",
            "none sent" if sent[q] is None else pounds(sent[q] or 0),
            pounds(got[q] - paid[q]) if q < begun else "–",
        )
        for q, quarter in enumerate(year.quarters)
    )
    return Chart(
        title=f"Claims of {reference}, {year.label}, adding up through the year",
        x=Axis("Quarter", categories=tuple(f"Q{q.number} {q.months}" for q in year.quarters)),
        y=MONEY,
        series=tuple(series),
        alt_text=f"Of an award of {pounds(award)}: {pounds(paid[-1])} spent, {pounds(got[-1])} received, {claim}.",
        table=DataTable(("Quarter", "Spent", "Received", "Claimed", "Received less spent"), rows),
    )


def constant_prices(title: str, years: Sequence[tuple[FinancialYear, int, int]], says: str, reference: str) -> Chart:
    """Return years as paid and at constant prices; years are (year, paid, real) in pence."""
    return Chart(
        title=title,
        x=Axis("Year", categories=tuple(year.label for year, _, _ in years)),
        y=MONEY,
        series=(
            Series(
                "At constant prices", "bar", tuple((i, real) for i, (_, _, real) in enumerate(years)), emphasis=True
            ),
            Series("As paid", "line", tuple((i, paid) for i, (_, paid, _) in enumerate(years))),
        ),
        alt_text=says,
        table=DataTable(
            ("Year", "As paid", "At constant prices"),
            tuple((year.label, pounds(paid), pounds(real)) for year, paid, real in years),
        ),
        notes=(reference,),
    )


def _up_to(amounts: Sequence[int], begun: int) -> tuple[tuple[int, int | None], ...]:
    return tuple((place, pence if place < begun else None) for place, pence in enumerate(amounts))


def _running(amounts: Sequence[int]) -> list[int]:
    return [sum(amounts[: place + 1]) for place in range(len(amounts))]
