"""The tables a return can hold, from the record as it stood at the period's end."""

from collections.abc import Callable, Mapping

from cspdesk.domain.audience import may_see
from cspdesk.domain.closing import RECEIVED, Correction
from cspdesk.domain.forecasts import Treatment
from cspdesk.domain.periods import Quarter, long_date
from cspdesk.domain.return_periods import PeriodKind
from cspdesk.domain.return_record import ReturnRecord
from cspdesk.domain.return_sums import UNASSIGNED, Sums, paid_to, why_not_claimed
from cspdesk.domain.return_table import Cell, Columns, TableValue, iso, summed
from cspdesk.domain.return_work_tables import milestones, outputs

_TOTAL, _TOTAL_BEGUN = "Total", "Total of the quarters begun"


def by_line(sums: Sums) -> TableValue:
    """Return where each line stands; a return of the whole year has no period beside it."""
    is_quarter = sums.record.period.kind is PeriodKind.QUARTER
    columns: Columns = (
        ("Budget line", "words"),
        ("Revised", "money"),
        *((("In the period", "money"),) if is_quarter else ()),
        ("In the year", "money"),
        ("Ordered", "money"),
        ("Expected", "money"),
        ("Outturn", "money"),
        ("Variance", "money"),
    )
    return summed(
        columns,
        (
            (x.name, p.revised, *of_period, p.actual, p.committed, p.forecast, p.outturn, p.variance)
            for x in sums.lines
            for p, of_period in ((x.position, (x.period,) if is_quarter else ()),)
        ),
    )


def by_quarter(sums: Sums) -> TableValue:
    """Return each quarter against the profile; one still to come is held against nothing, nor counted in the total."""
    columns: Columns = (("Quarter", "words"), ("Profile", "money"), ("Spent", "money"), ("Spent less profile", "money"))
    record = sums.record
    has_profile = any(p.quarter_starts_on in record.period.year for p in record.profile)
    known = [_of_quarter(record, quarter, has_profile) for quarter in record.period.quarters_to_date]
    rows, begun = tuple(row for row, _ in known), [row for row, has_begun in known if has_begun]
    if not begun:
        return TableValue(columns, rows)
    name, profile, spent, less = summed(columns, begun, _TOTAL if len(begun) == len(rows) else _TOTAL_BEGUN).total or ()
    return TableValue(columns, rows, (name, profile, spent, less) if has_profile else (name, None, spent, None))


def _of_quarter(record: ReturnRecord, quarter: Quarter, has_profile: bool) -> tuple[tuple[Cell, ...], bool]:
    """Return a quarter's row, and whether it has begun."""
    agreed = sum(p.amount_pence for p in record.profile if p.quarter_starts_on == quarter.starts_on)
    spent = sum(t.amount_pence for t in paid_to(record, quarter.ends_on, quarter.starts_on))
    begun = quarter.starts_on <= record.as_at or spent != 0
    name, profile = f"{quarter.label}, {quarter.months}", agreed if has_profile else "none agreed"
    less = spent - agreed if begun and has_profile else "–"
    return (name, profile, spent if begun else "none yet", less), begun


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
    return TableValue((("Step", "words"), ("Amount", "money")), steps, ("This claim", named["claim"]))


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
    return summed(columns, rows)


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
            (iso(v.decided_on), names[v.from_line_id], names[v.to_line_id], v.amount_pence, v.reason, v.approved_by)
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
            (iso(v.decided_on), names.get(v.line_id or "", ""), v.amount_pence, iso(v.ends_on), v.reason, by)
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
    return summed(columns, rows)


def instalments(sums: Sums) -> TableValue:
    """Return what the funder paid or will pay; received later than the period counts as not received."""
    record = sums.record
    end, count = record.period.ends_on, len(record.instalments)
    days = [(i, i.received_on if i.received_on and i.received_on <= end else None) for i in record.instalments]
    return summed(
        (
            ("Instalment", "words"),
            ("Due", "date"),
            ("Amount", "money"),
            ("Received on", "date"),
            ("Received", "money"),
        ),
        (
            (f"{place} of {count}", iso(i.due_on), i.amount_pence, iso(day), i.amount_pence if day else 0)
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
            (label if c.reported else label + yet, _of_line(names, c), c.what.capitalize(), c.before, c.now,
             _because(record, c))
            for label, c in told
        ),
    )  # fmt: skip


def _of_line(names: Mapping[str, str], correction: Correction) -> str:
    """Return which line's figure changed; what was received is the whole agreement's."""
    if correction.line_id is None:
        return "" if correction.what == RECEIVED else UNASSIGNED
    return names.get(correction.line_id, "")


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
    return summed(
        (("Clause", "words"), ("What it says", "words"), ("Payments", "count"), ("Amount", "money")),
        ((*key, len(amounts), sum(amounts)) for key, amounts in sorted(groups.items())),
    )


def match(sums: Sums) -> TableValue:
    """Return what partners put in; what the reader may not see is one row with its sum."""
    record = sums.record
    first, last = record.period.year.starts_on, record.period.ends_on
    names = {o.id: o.name for o in record.organisations}
    given = [m for m in record.matches if first <= m.given_on <= last]
    rows: list[tuple[Cell, ...]] = [
        (names.get(m.contributor_id or "", ""), iso(m.given_on), m.kind.value, m.description, m.basis, m.amount_pence)
        for m in given
        if may_see(record.audience, m.marking)
    ]
    if hidden := [m.amount_pence for m in given if not may_see(record.audience, m.marking)]:
        rows.append(("Withheld", None, "", "", "", sum(hidden)))
    columns: Columns = (
        ("By", "words"), ("Given", "date"), ("Kind", "words"), ("What", "words"), ("Valued by", "words"),
        ("Worth", "money"),
    )  # fmt: skip
    return summed(columns, rows)


def audit(sums: Sums) -> TableValue:
    """Return what the checks of the newest audit sample found, by result.

    One drawn after the period holds payments that the period's figures do not, unless the period ends with the year.
    """
    record = sums.record
    columns: Columns = (("Result of the check", "words"), ("Payments", "count"), ("Amount", "money"))
    if record.audit is None or record.audit[0].drawn_on > record.as_at:
        return TableValue(columns, ())
    drawn_on, end = record.audit[0].drawn_on, record.period.ends_on
    if drawn_on > end and end < record.period.year.ends_on:
        return TableValue(columns, ())
    amounts = {t.id: t.amount_pence for t in record.transactions}
    found: dict[str, list[int]] = {}
    for item in record.audit[1]:
        found.setdefault(item.result.value.capitalize(), []).append(amounts.get(item.transaction_id, 0))
    said = f"Sampled, drawn on {long_date(drawn_on)}"
    return summed(columns, ((result, len(each), sum(each)) for result, each in found.items()), said)


def _names(record: ReturnRecord) -> dict[str, str]:
    return {line.id: f"{line.reference} {line.title}".strip() for line in record.lines}


TABLES: Mapping[str, Callable[[Sums], TableValue]] = {
    each.__name__: each
    for each in (
        by_line, by_quarter, claim_basis, claim_by_line, virements, variations, underspends, instalments, corrections,
        ineligible_by_clause, milestones, outputs, match, audit,
    )
}  # fmt: skip
