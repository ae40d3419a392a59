"""The charts of a return: its spend against the profile to the year's end, and how its claims stand."""

from collections.abc import Iterator

from cspdesk.charts.money import claim_status
from cspdesk.charts.spend import spend_against_profile
from cspdesk.domain.return_figures import ReturnFigures
from cspdesk.domain.return_periods import ReturnPeriod
from cspdesk.reports.blocks import Block, Heading
from cspdesk.reports.chart_blocks import chart_with_table


def return_charts(figures: ReturnFigures, *, draft: bool) -> Iterator[Block]:
    """Give the charts that a return has figures for; one kept before they were has none. A draft claims nothing yet."""
    if not figures.quarters:
        return
    period = ReturnPeriod.parse(figures.period)
    is_within_year = figures.agreement_starts_on in period.year and figures.agreement_ends_on in period.year
    known = {name: tuple(pence or 0 for pence in amounts) for name, amounts in figures.quarters.items()}
    yield Heading(1, "Spend against profile")
    yield from chart_with_table(
        spend_against_profile(
            period.year,
            profile=known.get("profile"),
            actual=known["paid"],
            committed=known["committed"],
            forecast=known["forecast"],
            as_at=min(figures.as_at, period.ends_on),
            budget=figures.sums.get("revised") if is_within_year else None,
            varied=figures.sums.get("varied", 0),
        ),
        "Spend against profile",
    )
    if "claimed" not in figures.quarters:
        return
    yield Heading(1, "How the claims stand")
    chart = claim_status(
        figures.agreement,
        period.year,
        award=figures.sums["award"],
        spent=known["paid"],
        received=known["received"],
        claimed=figures.quarters["claimed"],
        begun=len(period.quarters_to_date),
        to_claim=figures.claimed if draft else None,
    )
    yield from chart_with_table(chart, "How the claims stand")
