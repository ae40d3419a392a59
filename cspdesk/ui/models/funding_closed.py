"""An agreement's quarters: open or closed, what was kept of them then and what it would be now, and why."""

from cspdesk.domain.closing import Correction
from cspdesk.domain.funding import Agreement
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import Quarter, long_date, years_between
from cspdesk.domain.records import dataclass
from cspdesk.domain.returns import ClosedPeriod
from cspdesk.store.store import Store
from cspdesk.ui.models.money_columns import money_or_dash
from cspdesk.ui.models.money_rows import line_name
from cspdesk.ui.models.table import Column


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """One quarter of an agreement; closed is None while it is open, paid is what was paid in it, in pence.

    reported: whether a return of it was sent.
    """

    id: str
    quarter: Quarter
    closed: ClosedPeriod | None
    paid: int
    corrections: tuple[Correction, ...]
    reported: bool


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One figure that is no longer what it was, with the name of its line."""

    id: str
    where: str
    correction: Correction


def read_quarters(store: Store, agreement: Agreement) -> tuple[QuarterRow, ...]:
    """Return every quarter of an agreement's period, in order."""
    with store.reading():
        closed = {c.quarter_starts_on: c for c in store.returns.closed_of(agreement.id)}
        paid: dict[Quarter, int] = {}
        years = years_between(agreement.starts_on, agreement.ends_on)
        for year in years:
            for (_, day), figures in store.forecasts.figures(agreement.id, year).items():
                paid[Quarter.of(day)] = paid.get(Quarter.of(day), 0) + figures.actual
        corrections, reported = store.returns.all_corrections(agreement.id), store.returns.reported(agreement.id)
    return tuple(
        QuarterRow(q.label, q, closed.get(q.starts_on), paid.get(q, 0), corrections.get(q, ()), q in reported)
        for year in years
        for q in year.quarters
        if q.ends_on >= agreement.starts_on and q.starts_on <= agreement.ends_on
    )


def quarter_columns() -> tuple[Column[QuarterRow], ...]:
    """Return the columns of quarters."""
    return (
        Column("Quarter", lambda r: r.quarter.label, sort=lambda r: r.quarter.starts_on, width=110),
        Column("Months", lambda r: r.quarter.months, width=90),
        Column(
            "State",
            closed_words,
            colour=lambda r: "good" if r.closed and not r.corrections else "warning" if r.corrections else None,
            width=230,
            stretch=True,
        ),
        Column("Paid", lambda r: money_or_dash(r.paid), sort=lambda r: r.paid, align="right", width=110),
        Column(
            "Corrections since",
            lambda r: f"{len(r.corrections)}" if r.corrections else "–" if r.closed else "",
            sort=lambda r: len(r.corrections),
            align="right",
            width=130,
        ),
    )


def closed_words(row: QuarterRow) -> str:
    """Say whether a quarter is closed, since when and by whom."""
    if row.closed is None:
        return "Open"
    said = f"Closed on {long_date(row.closed.closed_on)} by {row.closed.closed_by or 'somebody'}"
    return f"{said}; changed since" if row.corrections else said


def correction_rows(row: QuarterRow, store: Store) -> tuple[CorrectionRow, ...]:
    """Return a quarter's corrections."""
    if row.closed is None:
        return ()
    names = {line.id: line_name(line) for line in store.funding.lines_of(row.closed.agreement_id)}
    return tuple(
        CorrectionRow(f"{c.line_id}:{c.what}", names.get(c.line_id or "", "No line"), c) for c in row.corrections
    )


def correction_columns() -> tuple[Column[CorrectionRow], ...]:
    """Return the columns of corrections."""
    return (
        Column("Line", lambda r: r.where, width=190),
        Column("What", lambda r: r.correction.what.capitalize(), width=120),
        Column("When closed", lambda r: pounds(r.correction.before), align="right", width=110),
        Column("Now", lambda r: pounds(r.correction.now), align="right", width=110),
        Column(
            "Because",
            lambda r: r.correction.because or "the record was changed with another program",
            tooltip=lambda r: r.correction.says,
            width=220,
            stretch=True,
        ),
    )
