"""How sure the money of a year is, beside what is needed."""

from collections.abc import Sequence

from cspdesk.charts.chart import Axis, Chart, DataTable, Series
from cspdesk.charts.spend import axis_pounds, whole_pounds
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.proof import listed


def certainty_chart(
    year: FinancialYear, money: Sequence[tuple[str, int]], needed: int | None, lacking: Sequence[str] = ()
) -> Chart:
    """Return the money of a year by certainty, in the order given, in pence.

    needed is None when it is not known; lacking: for which priorities nobody said it.
    """
    names = tuple(name for name, _ in money)
    reached, sums = 0, []
    for _, pence in money:
        reached += pence
        sums.append(reached)
    series = [Series("Money", "bar", tuple((i, pence) for i, (_, pence) in enumerate(money)), emphasis=True)]
    if needed is not None:
        series.append(Series("Needed", "line", tuple((i, needed) for i in range(len(money)))))
    told = "; ".join(f"{name.lower()} {pounds(pence)}" for name, pence in money)
    unsaid = (
        f"What is needed in all is not recorded for {listed(lacking)}."
        if lacking
        else "Nobody has said what is needed."
    )
    need = unsaid if needed is None else f"{pounds(needed)} is needed."
    rows = tuple((name, pounds(pence), pounds(so_far)) for (name, pence), so_far in zip(money, sums, strict=True))
    return Chart(
        title=f"How sure the money of {year.label} is",
        x=Axis("Certainty", categories=names),
        y=Axis("Pounds", write=axis_pounds, write_value=whole_pounds),
        series=tuple(series),
        alt_text=f"Money for {year.label}: {told}. {need}",
        table=DataTable(("Certainty", "Money", "Adding up, surest first"), rows),
    )
