"""Charts of money: what was spent against what was agreed, quarter by quarter."""

from collections.abc import Sequence
from datetime import date

from cspdesk.charts.chart import Axis, Band, Chart, DataTable, Series
from cspdesk.domain.money import MINUS, pounds, short_pounds
from cspdesk.domain.periods import FinancialYear, Quarter, long_date


def spend_against_profile(
    year: FinancialYear,
    *,
    profile: Sequence[int] | None,
    actual: Sequence[int],
    committed: Sequence[int],
    as_at: date,
    forecast: Sequence[int] = (0, 0, 0, 0),
    budget: int | None = None,
    varied: int = 0,
) -> Chart:
    """Return cumulative spend by quarter beside the agreed profile, with what is still expected to the year's end.

    profile, actual, committed and forecast are four amounts each, in pence, one a quarter (not cumulative); profile
    is None when none was agreed. as_at is the day the record was read: a quarter after it with no payment in it is left
    empty rather than drawn as no spend. budget is the revised one of the year, where the profile should come to it, and
    varied what the funder's variations added to it.
    """
    quarters_covered = _covered(year, actual, as_at)
    paid = _running(actual)
    agreed = _running(profile) if profile is not None else None
    promised = [paid[q] + sum(committed[: q + 1]) for q in range(4)]
    shown = range(quarters_covered)
    series = [Series("Paid", "bar", tuple((q, paid[q] if q in shown else None) for q in range(4)), emphasis=True)]
    if any(committed):
        reach = max(quarters_covered, max(q + 1 for q in range(4) if committed[q]))
        points = tuple((q, promised[q] if q < reach else None) for q in range(4))
        series.append(Series("Paid and committed", "step", points))
    if agreed is not None:
        series.append(Series("Agreed profile", "line", tuple(enumerate(agreed))))
    expected = [promised[q] + sum(forecast[: q + 1]) for q in range(4)]
    if any(forecast):
        begins = min(max(quarters_covered - 1, 0), 2)  # at the last paid quarter: what was paid before is not expected
        series.append(Series("Heading for", "area", tuple((q, expected[q] if q >= begins else None) for q in range(4))))
    labels = tuple(f"Q{quarter.number} {quarter.months}" for quarter in year.quarters)
    bands = (Band("Still to come", quarters_covered, 3),) if quarters_covered < 4 else ()
    return Chart(
        title=f"Spend against profile, {year.label}, adding up through the year",
        x=Axis("Quarter", categories=labels),
        y=Axis("Pounds, cumulative", write=axis_pounds, write_value=whole_pounds),
        series=tuple(series),
        alt_text=_sentence(year, agreed, paid, promised, quarters_covered)
        + _beside_budget(agreed, budget, varied)
        + _heading_for(forecast, expected),
        table=_with_expected(_table(year, profile, actual, committed, quarters_covered), forecast, expected),
        bands=bands,
        notes=_notes(year, agreed is not None, quarters_covered, as_at),
    )


def axis_pounds(pence: int) -> str:
    """Return pounds as an axis is marked: £0, £500, £25k, £2.5m."""
    sign, size = (MINUS, -pence) if pence < 0 else ("", pence)
    for unit, letter in ((100_000_000, "m"), (100_000, "k")):
        if size >= unit and size % (unit // 100) == 0:
            whole, part = divmod(size * 100 // unit, 100)
            return f"{sign}£{whole:,}{f'.{part:02d}'.rstrip('0') if part else ''}{letter}"
    return f"{sign}{short_pounds(size)}"


def whole_pounds(pence: int) -> str:
    """Return an amount to the nearest pound, for a label beside a drawn value; its table has the pence."""
    size = (abs(pence) + 50) // 100
    return f"{MINUS if pence < 0 and size else ''}£{size:,}"


def _covered(year: FinancialYear, actual: Sequence[int], as_at: date) -> int:
    """Return how many quarters the record reaches: those begun by as_at, and any with money in them."""
    begun = sum(quarter.starts_on <= as_at for quarter in year.quarters)
    return max(begun, max((place + 1 for place in range(4) if actual[place]), default=0))


def _notes(year: FinancialYear, has_profile: bool, covered: int, as_at: date) -> tuple[str, ...]:
    notes = [] if has_profile else ["No profile was agreed for this year."]
    if as_at in year.quarters[covered - 1] and as_at != year.quarters[covered - 1].ends_on:
        notes.append(f"Q{Quarter.of(as_at).number} is counted up to {long_date(as_at)}.")
    return tuple(notes)


def _running(amounts: Sequence[int]) -> list[int]:
    return [sum(amounts[: place + 1]) for place in range(len(amounts))]


def _sentence(year: FinancialYear, agreed: list[int] | None, paid: list[int], promised: list[int], covered: int) -> str:
    if covered == 0:
        opening = f"{year.label} has not begun."
    else:
        quarter = Quarter(year, covered)
        opening = f"Up to and including {quarter.label} ({quarter.months}), {_amount(paid[covered - 1])} had been paid"
        if agreed is None:
            opening += "; no profile was agreed to set it against."
        else:
            opening += f" against an agreed profile of {pounds(agreed[covered - 1])}{_gap(paid, agreed, covered)}."
    parts = [opening]
    if promised[-1] != paid[-1]:
        parts.append(f"With commitments for the year the total is {pounds(promised[-1])}.")
    if agreed is not None and covered < 4:
        parts.append(f"The profile for the whole year is {pounds(agreed[-1])}.")
    return " ".join(parts)


def _with_expected(table: DataTable, forecast: Sequence[int], expected: list[int]) -> DataTable:
    """Return the table with what is still expected and what the year is heading for, where anything is."""
    if not any(forecast):
        return table
    rows = (
        (*row, pounds(more), pounds(so_far)) for row, more, so_far in zip(table.rows, forecast, expected, strict=True)
    )
    return DataTable((*table.headings, "Still expected", "Heading for"), tuple(rows))


def _beside_budget(agreed: list[int] | None, budget: int | None, varied: int) -> str:
    """Return how the profile differs from the revised budget, or "": else the two seem to contradict each other."""
    if agreed is None or budget is None or agreed[-1] == budget:
        return ""
    gap = agreed[-1] - budget
    before = ": it comes to the budget before variations" if gap == -varied else ""
    side = "more" if gap > 0 else "less"
    return f" The profile is {pounds(abs(gap))} {side} than the revised budget of {pounds(budget)}{before}."


def _heading_for(forecast: Sequence[int], expected: list[int]) -> str:
    if not any(forecast):
        return ""
    more = " more" if expected[-1] != sum(forecast) else ""
    return f" {pounds(sum(forecast))}{more} is expected, so the year is heading for {pounds(expected[-1])}."


def _amount(pence: int) -> str:
    return pounds(pence) if pence else "nothing"


def _gap(paid: list[int], agreed: list[int], covered: int) -> str:
    gap = paid[covered - 1] - agreed[covered - 1]
    if gap == 0:
        return ", exactly as agreed"
    return f", {pounds(abs(gap))} {'more' if gap > 0 else 'less'} than agreed"


def _table(
    year: FinancialYear, profile: Sequence[int] | None, actual: Sequence[int], committed: Sequence[int], covered: int
) -> DataTable:
    headings = ("Quarter", "Profile", "Paid", "Committed", "Profile so far", "Paid so far", "Paid less profile")
    agreed = _running(profile) if profile is not None else None
    paid = _running(actual)
    rows = []
    for place, quarter in enumerate(year.quarters):
        known = place < covered
        rows.append(
            (
                f"{quarter.label} ({quarter.months})",
                "none agreed" if profile is None else pounds(profile[place]),
                pounds(actual[place]) if known else "none yet",
                pounds(committed[place]),
                "none agreed" if agreed is None else pounds(agreed[place]),
                pounds(paid[place]) if known else "none yet",
                pounds(paid[place] - agreed[place]) if known and agreed is not None else "–",
            )
        )
    return DataTable(headings, tuple(rows))
