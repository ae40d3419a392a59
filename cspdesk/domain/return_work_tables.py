"""The tables of a return that tell of the work its money pays for: milestones and outputs."""

from collections.abc import Iterable

from cspdesk.domain.disclosure import MARK
from cspdesk.domain.milestones import OutputQuarter, OutputUnit, cumulative, late_days
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.plans import ActionStatus
from cspdesk.domain.return_actions import seen_actions
from cspdesk.domain.return_periods import PeriodKind
from cspdesk.domain.return_sums import Sums
from cspdesk.domain.return_table import Cell, Columns, TableValue, iso
from cspdesk.domain.whole_action import CountedOutput, WholeAction

STOPPED = "stopped"
"""What stands where an action was stopped: for the days by which a milestone is late, for what was not counted."""


def milestones(sums: Sums) -> TableValue:
    """Return milestones due or reached in the period, and those late at its end."""
    record = sums.record
    period = record.period
    rows: list[tuple[Cell, ...]] = []
    for whole in seen_actions(record):
        for m in whole.milestones:
            late = late_days(m, period.ends_on) if m.baseline_on <= period.ends_on else 0
            behind = late if m.actual_on is None else max((m.actual_on - m.baseline_on).days, 0)
            if any(day is not None and day in period for day in (m.baseline_on, m.current_on, m.actual_on)) or late:
                days = (iso(m.baseline_on), iso(m.current_on), iso(m.actual_on))
                told = STOPPED if late and whole.is_dropped(m) else behind or None
                rows.append((whole.action.title, m.title, *days, told))
    return TableValue(
        (
            ("Action", "words"), ("Milestone", "words"), ("First agreed", "date"), ("Now planned", "date"),
            ("Reached", "date"), ("Days later than first agreed", "count"),
        ),
        tuple(rows),
    )  # fmt: skip


TOO_FEW_WORDS = "withheld: too few people"


def outputs(sums: Sums) -> TableValue:
    """Return what was produced in the period and in the year; a return of the whole year tells both in one."""
    record = sums.record
    end, year, is_quarter = record.period.ends_on, record.period.year, record.period.kind is PeriodKind.QUARTER
    rows: list[tuple[Cell, ...]] = []
    for whole in seen_actions(record):
        for counted in whole.outputs:
            known = [q for q in counted.quarters if q.quarter_starts_on in year and q.quarter_starts_on <= end]
            withheld = year in counted.withheld
            of_period = _last([q for q in known if q.quarter_starts_on in record.period], withheld)
            told = (*_ended(whole, of_period), *_ended(whole, _last(known, withheld)))
            rows.append((whole.action.title, _counted(counted, year), *(told if is_quarter else told[2:])))
    so_far = "Actual, year" if record.as_at > end else "Actual so far"
    headings = (
        ("Target, period", "Actual, period", "Target, year to date", "Actual, year to date")
        if is_quarter
        else ("Target, year", so_far)
    )
    counts: Columns = tuple((heading, "count") for heading in headings)
    return TableValue(
        (("Action", "words"), ("Output", "words"), *counts),
        tuple(row for row in rows if any(cell is not None for cell in row[2:])),
    )


def _counted(counted: CountedOutput, year: FinancialYear) -> str:
    """Return what was counted: people and contacts are told apart; that alarms are things is nothing to say."""
    output = counted.output
    if year in counted.withheld:
        return f"{output.title} ({TOO_FEW_WORDS})"
    return output.title if output.counts is OutputUnit.THINGS else f"{output.title} ({output.counts.value})"


def _ended(whole: WholeAction, pair: tuple[Cell, Cell]) -> tuple[Cell, Cell]:
    """Return target and actual, saying where nothing was counted that the action was stopped."""
    target, actual = pair
    is_none = actual is None and target is not None
    return target, STOPPED if is_none and whole.action.status is ActionStatus.STOPPED else actual


def _last(quarters: Iterable[OutputQuarter], withheld: bool) -> tuple[Cell, Cell]:
    """Return target and actual added up; a mark for an actual that is of too few people to be told."""
    sums = cumulative(quarters)
    if not sums:
        return None, None
    target, actual = sums[max(sums)]
    return target, MARK if withheld else actual
