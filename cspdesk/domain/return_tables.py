"""The tables a return can hold, from the record as it stood at the period's end."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cspdesk.domain.audience import may_see
from cspdesk.domain.closing import Correction
from cspdesk.domain.forecasts import Treatment
from cspdesk.domain.milestones import OutputQuarter, OutputUnit, cumulative, late_days
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.return_actions import seen_actions
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.domain.return_sums import Sums, paid_to, why_not_claimed
from cspdesk.domain.whole_action import CountedOutput

Cell = str | int | None
CellKind = Literal["money", "count", "words", "date"]
Columns = tuple[tuple[str, CellKind], ...]


@dataclass(frozen=True, slots=True)
class TableValue:
    """A table: headings with what stands under them (money in whole pence, dates in ISO), rows, and their total."""

    columns: Columns
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None


def _summed(columns: Columns, rows: Iterable[tuple[Cell, ...]], first: str = "Total") -> TableValue:
    """Return a table with the sum of its money and counts below."""
    known = tuple(rows)
    total: list[Cell] = [first]
    for place, (_, kind) in enumerate(columns[1:], start=1):
        amounts = [row[place] for row in known]
        total.append(sum(a for a in amounts if isinstance(a, int)) if kind in ("money", "count") else None)
    return TableValue(columns, known, tuple(total) if known else None)


def by_line(sums: Sums) -> TableValue:
    """Return where each line stands."""
    columns: Columns = (
        ("Budget line", "words"),
        ("Revised", "money"),
        ("In the period", "money"),
        ("In the year", "money"),
        ("Ordered", "money"),
        ("Expected", "money"),
        ("Outturn", "money"),
        ("Variance", "money"),
    )
    return _summed(
        columns,
        (
            (x.name, p.revised, x.period, p.actual, p.committed, p.forecast, p.outturn, p.variance)
            for x in sums.lines
            for p in (x.position,)
        ),
    )


def by_quarter(sums: Sums) -> TableValue:
    """Return each quarter against the profile."""
    record = sums.record
    columns: Columns = (("Quarter", "words"), ("Profile", "money"), ("Spent", "money"), ("Less than profile", "money"))
    rows = []
    for quarter in record.period.quarters_to_date:
        agreed = sum(p.amount_pence for p in record.profile if p.quarter_starts_on == quarter.starts_on)
        spent = sum(t.amount_pence for t in paid_to(record, quarter.ends_on, quarter.starts_on))
        rows.append((f"{quarter.label}, {quarter.months}", agreed, spent, agreed - spent))
    return _summed(columns, rows)


def claim_basis(sums: Sums) -> TableValue:
    """Return the way from what was spent to what is claimed."""
    named = sums.named
    steps = (
        ("Spent since the agreement began", named["actual_to_date"]),
        ("less: on no budget line", -named["unassigned"]),
        ("less: dated outside the agreement", -named["outside"]),
        ("less: not eligible", -named["ineligible"]),
        ("less: not judged yet", -named["unjudged"]),
        ("less: claimed before", -named["claimed_before"]),
    )
    return TableValue((("Step", "words"), ("Amount", "money")), steps, ("Claimed now", named["claim"]))


def claim_by_line(sums: Sums) -> TableValue:
    """Return what of each line may be claimed."""
    columns: Columns = (
        ("Budget line", "words"), ("Amounts are", "words"), ("Spent to date", "money"), ("Not claimed", "money"),
        ("Eligible", "money"),
    )  # fmt: skip
    rows = (
        (x.name, x.line.meant if x.line else "", x.to_date, x.left_out.total, x.claimed_by_period_end)
        for x in sums.lines
    )
    return _summed(columns, rows)


def virements(sums: Sums) -> TableValue:
    """Return the money moved between lines."""
    record = sums.record
    names = _names(record)
    first, last = record.period.year.starts_on, record.period.ends_on
    return TableValue(
        (
            ("Decided", "date"), ("From", "words"), ("To", "words"), ("Amount", "money"), ("Reason", "words"),
            ("Approved by", "words"),
        ),
        tuple(
            (_iso(v.decided_on), names[v.from_line_id], names[v.to_line_id], v.amount_pence, v.reason, v.approved_by)
            for v in (each.as_seen(record.audience) for each in record.virements)
            if first <= v.decided_on <= last
        ),
    )  # fmt: skip


def variations(sums: Sums) -> TableValue:
    """Return what the funder changed."""
    record = sums.record
    names = _names(record)
    return TableValue(
        (
            ("Decided", "date"), ("Budget line", "words"), ("Amount", "money"), ("New last day", "date"),
            ("Reason", "words"), ("Approved by", "words"),
        ),
        tuple(
            (_iso(v.decided_on), names.get(v.line_id or "", ""), v.amount_pence, _iso(v.ends_on), v.reason, by)
            for v in record.variations
            for by in (v.approved_by,)
            if v.decided_on <= record.period.ends_on
        ),
    )  # fmt: skip


def underspends(sums: Sums) -> TableValue:
    """Return what will be left by line (below nought: over budget), and what is to be done with it."""
    record = sums.record
    columns: Columns = (
        ("Budget line", "words"), ("Will be left", "money"), *((t.value.capitalize(), "money") for t in Treatment),
        ("How", "words"),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for each in sums.lines:
        plans = [p for p in record.underspends if each.line and p.line_id == each.line.id]
        if plans or each.position.variance:
            planned = [sum(p.amount_pence for p in plans if p.treatment is t) for t in Treatment]
            said = " ".join(p.plan for p in plans if p.plan)
            rows.append((each.name, -each.position.variance, *planned, said))
    return _summed(columns, rows)


def instalments(sums: Sums) -> TableValue:
    """Return what the funder paid or will pay; received later than the period counts as not received."""
    record = sums.record
    end, count = record.period.ends_on, len(record.instalments)
    days = [(i, i.received_on if i.received_on and i.received_on <= end else None) for i in record.instalments]
    return _summed(
        (
            ("Instalment", "words"),
            ("Due", "date"),
            ("Amount", "money"),
            ("Received on", "date"),
            ("Received", "money"),
        ),
        (
            (f"{place} of {count}", _iso(i.due_on), i.amount_pence, _iso(day), i.amount_pence if day else 0)
            for place, (i, day) in enumerate(days, start=1)
        ),
    )


def corrections(sums: Sums) -> TableValue:
    """Return what of closed quarters was reported, or was so when they were closed, and is not so now."""
    record = sums.record
    names = _names(record)
    to_date = [(q, each) for q, each in sorted(record.corrections.items()) if q.ends_on <= record.period.ends_on]
    told = [(quarter.label, c) for quarter, found in to_date for c in found]
    known = {c.reported for _, c in told}
    was = "Previously reported" if known <= {True} else "When closed" if known == {False} else "Reported or closed"
    yet = ", closed and not reported yet" if len(known) > 1 else ""
    return TableValue(
        (
            ("Quarter", "words"), ("Budget line", "words"), ("What", "words"), (was, "money"),
            ("Now", "money"), ("Because", "words"),
        ),
        tuple(
            (label if c.reported else label + yet, names.get(c.line_id or "", ""), c.what.capitalize(), c.before, c.now,
             _because(record, c))
            for label, c in told
        ),
    )  # fmt: skip


def _because(record: ReturnRecord, correction: Correction) -> str:
    """Return why a figure changed, unless a payment that the reader may not see, or never might, is behind it."""
    behind = set(correction.transaction_ids)
    hidden = any(not may_see(record.audience, cause.marking) for cause in correction.causes) or any(
        t.id in behind and not may_see(record.audience, t.marking) for t in record.transactions
    )
    return "Withheld from this version" if hidden else correction.because


def ineligible_by_clause(sums: Sums) -> TableValue:
    """Return what is not claimed as ineligible, by clause."""
    record = sums.record
    reasons = why_not_claimed(record)
    groups: dict[tuple[str, str], list[int]] = {}
    for entry in paid_to(record, record.period.ends_on):
        if reasons.get(entry.id) == "ineligible":
            rule = record.clauses.get(entry.id)
            key = (rule.clause, rule.text) if rule else ("", "Marked not eligible; no clause is named.")
            groups.setdefault(key, []).append(entry.amount_pence)
    return _summed(
        (("Clause", "words"), ("What it says", "words"), ("Payments", "count"), ("Amount", "money")),
        ((*key, len(amounts), sum(amounts)) for key, amounts in sorted(groups.items())),
    )


def milestones(sums: Sums) -> TableValue:
    """Return milestones due or reached in the period, and those late at its end."""
    record = sums.record
    period = record.period
    rows = []
    for whole in seen_actions(record):
        for m in whole.milestones:
            late = late_days(m, period.ends_on) if m.baseline_on <= period.ends_on else 0
            if any(day is not None and day in period for day in (m.baseline_on, m.current_on, m.actual_on)) or late:
                days = (_iso(m.baseline_on), _iso(m.current_on), _iso(m.actual_on))
                rows.append((whole.action.title, m.title, *days, late or None))
    return TableValue(
        (
            ("Action", "words"), ("Milestone", "words"), ("First agreed", "date"), ("Now planned", "date"),
            ("Reached", "date"), ("Days late", "count"),
        ),
        tuple(rows),
    )  # fmt: skip


TOO_FEW_WORDS = "withheld: too few people"


def outputs(sums: Sums) -> TableValue:
    """Return what was produced in the period and in the year."""
    record = sums.record
    end, year = record.period.ends_on, record.period.year
    rows: list[tuple[Cell, ...]] = []
    for whole in seen_actions(record):
        for counted in whole.outputs:
            known = [q for q in counted.quarters if q.quarter_starts_on in year and q.quarter_starts_on <= end]
            of_period = _last([q for q in known if q.quarter_starts_on in record.period])
            rows.append((whole.action.title, _counted(counted, year), *of_period, *_last(known)))
    return TableValue(
        (
            ("Action", "words"), ("Output", "words"), ("Target, period", "count"), ("Actual, period", "count"),
            ("Target, year", "count"), ("Actual, year", "count"),
        ),
        tuple(row for row in rows if any(cell is not None for cell in row[2:])),
    )  # fmt: skip


def _counted(counted: CountedOutput, year: FinancialYear) -> str:
    """Return what was counted: people and contacts are told apart; that alarms are things is nothing to say."""
    output = counted.output
    if year in counted.withheld:
        return f"{output.title} ({TOO_FEW_WORDS})"
    return output.title if output.counts is OutputUnit.THINGS else f"{output.title} ({output.counts.value})"


def _last(quarters: Iterable[OutputQuarter]) -> tuple[int | None, int | None]:
    sums = cumulative(quarters)
    return sums[max(sums)] if sums else (None, None)


def match(sums: Sums) -> TableValue:
    """Return what partners put in; what the reader may not see is one row with its sum."""
    record = sums.record
    first, last = record.period.year.starts_on, record.period.ends_on
    names = {o.id: o.name for o in record.organisations}
    given = [m for m in record.matches if first <= m.given_on <= last]
    rows: list[tuple[Cell, ...]] = [
        (names.get(m.contributor_id or "", ""), _iso(m.given_on), m.kind.value, m.description, m.basis, m.amount_pence)
        for m in given
        if may_see(record.audience, m.marking)
    ]
    if hidden := [m.amount_pence for m in given if not may_see(record.audience, m.marking)]:
        rows.append(("Withheld", None, "", "", "", sum(hidden)))
    columns: Columns = (
        ("By", "words"), ("Given", "date"), ("Kind", "words"), ("What", "words"), ("Valued by", "words"),
        ("Worth", "money"),
    )  # fmt: skip
    return _summed(columns, rows)


def audit(sums: Sums) -> TableValue:
    """Return what the checks of the newest audit sample found, by result."""
    record = sums.record
    columns: Columns = (("Result of the check", "words"), ("Payments", "count"), ("Amount", "money"))
    if record.audit is None or record.audit[0].drawn_on > record.as_at:
        return TableValue(columns, ())
    amounts = {t.id: t.amount_pence for t in record.transactions}
    found: dict[str, list[int]] = {}
    for item in record.audit[1]:
        found.setdefault(item.result.value.capitalize(), []).append(amounts.get(item.transaction_id, 0))
    return _summed(columns, ((result, len(each), sum(each)) for result, each in found.items()), "Sampled")


def _names(record: ReturnRecord) -> dict[str, str]:
    return {line.id: f"{line.reference} {line.title}".strip() for line in record.lines}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


TABLES: Mapping[str, Callable[[Sums], TableValue]] = {
    each.__name__: each
    for each in (
        by_line, by_quarter, claim_basis, claim_by_line, virements, variations, underspends, instalments, corrections,
        ineligible_by_clause, milestones, outputs, match, audit,
    )
}  # fmt: skip
