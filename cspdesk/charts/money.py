"""Charts of where money goes, how claims stand, and what years come to at constant prices."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from cspdesk.charts.chart import Axis, Chart, DataTable, Series
from cspdesk.charts.nested import TOLD, NestedChart, Part, nested, share_of, told_alone, told_largest
from cspdesk.charts.spend import axis_pounds, whole_pounds
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import FinancialYear, long_date

MONEY = Axis("Pounds", write=axis_pounds, write_value=whole_pounds)
LONGEST = 80  # letters of a name in the words for those who do not see a chart; its table has all of them
COLUMNS = ("Priority", "Budget line", "What for")
REFUNDS = "Refunds are taken off what they stand beside; the table has them by themselves."


def where_it_goes(title: str, parts: Sequence[Part]) -> NestedChart:
    """Return what was paid by priority, by each one's budget lines and by what each line paid for, the largest first.

    The table has every purpose; in the drawing what is small is summed up.
    """
    blocks = nested(parts)
    total = sum(part.pence for part in parts)
    told = sorted((block.pence for block in blocks if not block.column), reverse=True)
    share = "All" if len(told) <= TOLD else "Most" if sum(told[:TOLD]) * 2 > total else "The largest parts"
    one = len(told) == 1 and {part.names[0] for part in parts} == {blocks[0].name}
    of_it = f"All of it {told_alone(blocks, LONGEST)}" if one else f"{share} of it: {told_largest(blocks, LONGEST)}"
    said = f"{pounds(total)} was paid in all. {of_it}."
    refunded = "Refunds come to as much as was paid, so that nothing is drawn."
    sums: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for part in parts:
        for column in range(3):
            sums[part.names[: column + 1]] += part.pence

    def place(part: Part) -> tuple[int | str, ...]:
        return tuple(each for n in (1, 2, 3) for each in (-sums[part.names[:n]], part.names[n - 1]))

    rows = tuple(
        (
            *part.names,
            pounds(part.pence),
            share_of(part.pence, total) if total > 0 else "–",
            f"{part.payments:,}",
        )
        for part in sorted((part for part in parts if part.pence), key=place)
    )
    return NestedChart(
        title=title,
        columns=COLUMNS,
        blocks=blocks,
        total=total,
        alt_text=said if blocks else refunded if rows else "Nothing was paid yet.",
        table=DataTable((*COLUMNS, "Paid", "Share", "Payments"), rows),
        notes=(REFUNDS,) if blocks and any(part.pence < 0 for part in parts) else (),
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
    to_claim: int | None = None,
) -> Chart:
    """Return an agreement's spend, claims and receipts by quarter, adding up; claimed is None where none was sent.

    The amounts are four each, in pence, one a quarter; begun is how many quarters have begun, for those still to come
    are left empty rather than drawn as if nothing happened in them. to_claim is what of the last claim, which claimed
    holds as well, is not claimed yet: a draft's.
    """
    paid, got = _running(spent), _running(received)
    sent = [None if claimed[q] is None else sum(c or 0 for c in claimed[: q + 1]) for q in range(4)]
    series = [Series("Spent", "bar", _up_to(paid, begun), emphasis=True)]
    series.append(Series("Received", "step", _up_to(got, begun)))
    if any(c is not None for c in sent):
        series.append(Series(_claim_name(claimed, to_claim), "line", tuple(enumerate(sent))))
    claim = _claim_words(next((s for s in reversed(sent) if s is not None), None), to_claim)
    rows = tuple(
        (
            f"{quarter.label} ({quarter.months})",
            pounds(paid[q]) if q < begun else "none yet",
            pounds(got[q]) if q < begun else "none yet",
            ("none sent" if q < begun else "none yet") if sent[q] is None else pounds(sent[q] or 0),
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
        table=DataTable(("Quarter", "Spent", "Received", _claim_name(claimed, to_claim), "Received less spent"), rows),
    )


def _claim_name(claimed: Sequence[int | None], to_claim: int | None) -> str:
    if to_claim is None:
        return "Claimed"
    before = sum(c is not None for c in claimed) > 1
    return "Claimed, and to be claimed now" if before else "To be claimed now"


def _claim_words(claimed: int | None, to_claim: int | None) -> str:
    if claimed is None:
        return "no return was sent"
    if to_claim is None:
        return f"{pounds(claimed)} claimed"
    before = f"{pounds(claimed - to_claim)} claimed, " if claimed != to_claim else ""
    return f"{before}{pounds(to_claim)} to be claimed now"


def constant_prices(
    title: str, years: Sequence[tuple[FinancialYear, int, int]], says: str, reference: str, as_at: date | None = None
) -> Chart:
    """Return years as paid and at constant prices; years are (year, paid, real) in pence.

    as_at: the day up to which money is counted; a year that is not over by then is said to be none.
    """
    running = [year.label for year, _, _ in years if as_at is not None and as_at <= year.ends_on]
    caveats = [f"{label} is not over: it is what was paid up to {long_date(as_at)}." for label in running if as_at]
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
        alt_text=" ".join((says, *caveats)),
        table=DataTable(
            ("Year", "As paid", "At constant prices"),
            tuple((year.label, pounds(paid), pounds(real)) for year, paid, real in years),
        ),
        notes=(reference, *caveats),
    )


def _up_to(amounts: Sequence[int], begun: int) -> tuple[tuple[int, int | None], ...]:
    return tuple((place, pence if place < begun else None) for place, pence in enumerate(amounts))


def _running(amounts: Sequence[int]) -> list[int]:
    return [sum(amounts[: place + 1]) for place in range(len(amounts))]
