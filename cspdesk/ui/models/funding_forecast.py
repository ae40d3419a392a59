"""What an agreement's lines are expected to come to: by quarter, beside a kept version, and what will be left."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from cspdesk.domain.forecasts import Compared, ForecastVersion, QuarterFigures, Treatment, by_quarter
from cspdesk.domain.funding import BudgetLine, Transaction, TransactionKind
from cspdesk.domain.money import pounds, short_pounds, typed_pence
from cspdesk.domain.outlook import Outlook, outlooks
from cspdesk.domain.periods import FinancialYear, Quarter, long_date
from cspdesk.domain.positions import positions
from cspdesk.domain.profiles import profile_grid
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.store.funding_sums import Sum
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store
from cspdesk.ui.models.money_columns import money_or_dash
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.models.table import Column

EXPECTED = "Expected spend"  # the payee of a forecast that names nobody


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """One line: what each quarter comes to now, and what it may spend, in pence."""

    id: str
    line: BudgetLine
    quarters: tuple[QuarterFigures, ...]
    revised: int

    @property
    def year(self) -> QuarterFigures:
        """What the year comes to."""
        return sum(self.quarters, QuarterFigures())

    @property
    def left(self) -> int:
        """What will be left: revised less outturn; negative is an overspend."""
        return self.revised - self.year.outturn


def read_outlooks(
    store: Store, agreement_id: str, year: FinancialYear, sums: Iterable[Sum], as_at: date
) -> tuple[Outlook, ...]:
    """Return outturn and underspend of each line, as the store does; sums are of the year and were read already."""
    with store.reading():
        lines = store.funding.lines_of(agreement_id)
        moved, varied = store.funding.virements_of(agreement_id), store.funding.variations_of(agreement_id)
        own, before = [s for s in sums if s.agreement_id == agreement_id], store.funding.spent_before(year)
        standing = positions(lines, moved, own, varied, before)
        grid = profile_grid(lines, store.funding.profile_of(agreement_id), standing, year)
        return outlooks(grid, standing, store.forecasts.underspends_of(agreement_id, year), as_at)


def forecast_rows(found: Iterable[Outlook], year: FinancialYear, sums: Iterable[Sum]) -> tuple[ForecastRow, ...]:
    """Return each line by quarter as the record stands now."""
    figures = by_quarter(sums)
    return tuple(
        ForecastRow(
            o.line.id,
            o.line,
            tuple(figures.get((o.line.id, q.starts_on), QuarterFigures()) for q in year.quarters),
            o.position.revised,
        )
        for o in found
        if o.line is not None
    )


def set_forecast(store: Store, line: BudgetLine, quarter: Quarter, typed: object) -> None:
    """Keep what a line is still expected to spend in a quarter, beyond what is paid and ordered; empty: nothing.

    Raises UserError when the amount is below nought, or several entries make the forecast.
    """
    text = str(typed).strip()
    pence = typed_pence(text) if text and text != "–" else 0
    if pence < 0:
        raise UserError(f"{line.reference}, {quarter.label}: a forecast is nought or above.")
    days = (quarter.starts_on.isoformat(), quarter.ends_on.isoformat())
    known = store.funding.transactions.where(
        "line_id = ? and kind = 'forecast' and occurred_on between ? and ?", line.id, *days
    )
    if len(known) > 1:
        raise UserError(
            f"The forecast of {line.reference} for {quarter.label} is made of {len(known)} entries. Change those among "
            "the transactions of its priority."
        )
    if known and pence:
        store.funding.transactions.save(replace(known[0], amount_pence=pence))
    elif known:
        store.funding.remove_transactions([known[0].id])
    elif pence:
        agreement = store.funding.agreements.get(line.agreement_id)
        day = min(max(quarter.ends_on, agreement.starts_on), agreement.ends_on)
        if day not in quarter:
            raise UserError(f"{quarter.label} lies outside agreement {agreement.reference}.")
        entry = Transaction(new_id(), agreement.id, TransactionKind.FORECAST, day, EXPECTED, pence, line_id=line.id)
        store.commitments.record(entry)


def forecast_columns(store: Store, year: FinancialYear) -> tuple[Column[ForecastRow], ...]:
    """Return the columns of the grid: of each quarter what is spent and ordered, and what is still expected."""

    def pair(quarter: Quarter) -> tuple[Column[ForecastRow], Column[ForecastRow]]:
        place = quarter.number - 1

        def says(row: ForecastRow) -> str:
            q = row.quarters[place]
            return f"{quarter.label}: {pounds(q.actual)} paid, {pounds(q.committed)} ordered, {pounds(q.forecast)} more"

        return (
            Column(
                f"Q{quarter.number} spent",
                lambda r: money_or_dash(r.quarters[place].actual + r.quarters[place].committed),
                sort=lambda r: r.quarters[place].actual + r.quarters[place].committed,
                align="right",
                tooltip=says,
                width=92,
            ),
            Column(
                f"Q{quarter.number} more",
                lambda r: pounds(r.quarters[place].forecast) if r.quarters[place].forecast else "",
                sort=lambda r: r.quarters[place].forecast,
                align="right",
                tooltip=says,
                colour=lambda _: "accent",
                edit=lambda r, typed: set_forecast(store, r.line, quarter, typed),
                done=f"Changed the forecast of {quarter.label}",
                width=76,
            ),
        )

    return (
        Column("Line", lambda r: line_name(r.line), width=120, stretch=True),
        *(column for quarter in year.quarters for column in pair(quarter)),
        _figure("Outturn", lambda r: r.year.outturn, "Paid, ordered and still expected, of the year"),
        _figure("Revised", lambda r: r.revised, "What the line may spend"),
        _figure("Left", lambda r: r.left, "Revised less outturn: what will be left at the year’s end", alarm=True),
    )


def _figure(title: str, of: Callable[[ForecastRow], int], means: str, *, alarm: bool = False) -> Column[ForecastRow]:
    return Column(
        title,
        lambda r: money_or_dash(of(r)),
        sort=of,
        align="right",
        tooltip=lambda r: f"{title}: {pounds(of(r))}. {means}.",
        colour=lambda r: "danger" if alarm and of(r) < 0 else None,
        width=98,
    )


def forecast_totals(rows: Sequence[ForecastRow]) -> tuple[str, ...]:
    """Return the sums beneath `forecast_columns`."""
    cells = []
    for place in range(4):
        whole = sum((r.quarters[place] for r in rows), QuarterFigures())
        cells += [whole.actual + whole.committed, whole.forecast]
    cells += [sum(r.year.outturn for r in rows), sum(r.revised for r in rows), sum(r.left for r in rows)]
    return ("All lines", *(money_or_dash(pence) for pence in cells))


def forecast_words(rows: Sequence[ForecastRow], year: FinancialYear) -> str:
    """Say where the year is heading."""
    if not rows:
        return ""
    left, outturn = sum(r.left for r in rows), sum(r.year.outturn for r in rows)
    end = f"{short_pounds(left)} will be left" if left > 0 else f"{short_pounds(-left)} more than the lines hold"
    end = end if left else "exactly what the lines hold"
    return f"{year.label} is heading for {short_pounds(outturn)}: {end}. Type what is still to come under “more”."


def version_words(version: ForecastVersion) -> str:
    """Return a kept forecast as it is chosen from a list."""
    return f"{version.title}, {long_date(version.made_on)}"


def compared_columns(quarter: Quarter) -> tuple[Column[Compared], ...]:
    """Return the columns of a kept forecast beside what came."""

    def figure(title: str, of: Callable[[Compared], int], means: str, width: int = 124) -> Column[Compared]:
        return Column(
            title, lambda c: money_or_dash(of(c)), sort=of, align="right", tooltip=lambda _: means, width=width
        )

    return (
        Column("Line", lambda c: line_name(c.line), width=200, stretch=True),
        figure(f"Q{quarter.number} expected", lambda c: c.quarter_then.outturn, f"What was then expected of {quarter}"),
        figure(f"Q{quarter.number} paid", lambda c: c.quarter_now.actual, f"What was paid in {quarter.label}"),
        figure("Missed by", lambda c: c.missed, "Paid less expected; below nought is spent less than expected"),
        figure("Year expected", lambda c: c.year_then.outturn, "What was then expected of the year"),
        figure("Year now", lambda c: c.year_now.outturn, "What the year comes to now"),
        figure("Moved by", lambda c: c.moved, "How the year’s outturn has moved since"),
    )


def compared_totals(rows: Sequence[Compared]) -> tuple[str, ...]:
    """Return the sums beneath `compared_columns`."""
    figures = (
        sum(c.quarter_then.outturn for c in rows),
        sum(c.quarter_now.actual for c in rows),
        sum(c.missed for c in rows),
        sum(c.year_then.outturn for c in rows),
        sum(c.year_now.outturn for c in rows),
        sum(c.moved for c in rows),
    )
    return ("All lines", *(money_or_dash(pence) for pence in figures))


def outlook_columns() -> tuple[Column[Outlook], ...]:
    """Return the columns of what will be left and what will be done with it."""

    def figure(title: str, of: Callable[[Outlook], int], means: str, *, warns: bool = False) -> Column[Outlook]:
        return Column(
            title,
            lambda o: money_or_dash(of(o)),
            sort=of,
            align="right",
            tooltip=lambda _: means,
            colour=lambda o: "warning" if warns and of(o) else None,
            width=112,
        )

    return (
        Column("Line", lambda o: line_name(o.line) if o.line else "", width=180, stretch=True),
        Column(
            "Behind now",
            lambda o: "no profile" if o.underspent_now is None else money_or_dash(o.underspent_now),
            sort=lambda o: o.underspent_now or 0,
            align="right",
            tooltip=lambda _: (
                "What the profile wanted spent in quarters that are over, and is not; below nought: ahead"
            ),
            width=104,
        ),
        figure("Left at the end", lambda o: o.underspent_at_year_end, "Revised less outturn; below nought: overspent"),
        figure("Return", lambda o: o.planned_for(Treatment.RETURN), "To be given back to the funder"),
        figure("Carry forward", lambda o: o.planned_for(Treatment.CARRY_FORWARD), "To be spent next year"),
        figure("Re-profile", lambda o: o.planned_for(Treatment.RE_PROFILE), "To be spent on something else this year"),
        figure("No plan", lambda o: o.unplanned, "Left, and nothing said of it", warns=True),
        Column("How", lambda o: "; ".join(p.plan for p in o.plans if p.plan), width=160, stretch=True),
    )


def unplanned_words(found: Sequence[Outlook]) -> str:
    """Say what will be left on lines with nothing planned for it, line by line: an overspent one does not hide it."""
    bare = sum(max(o.unplanned, 0) for o in found)
    over = sum(max(-o.unplanned, 0) for o in found)
    text = f"{short_pounds(bare)} will be left with no plan." if bare else "Everything that will be left has a plan."
    return f"{text} Plans come to {short_pounds(over)} more than will be left of their lines." if over else text
