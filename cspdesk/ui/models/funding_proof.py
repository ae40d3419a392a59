"""What the look at proof shows: how much of what was paid is evidenced, each way, and what need no longer be kept."""

from collections.abc import Iterable, Sequence
from datetime import date

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.keeping import Kept
from cspdesk.domain.money import short_pounds
from cspdesk.domain.periods import FinancialYear, short_date
from cspdesk.domain.positions import Traced
from cspdesk.domain.records import dataclass
from cspdesk.domain.tracing import Trace
from cspdesk.store.store import Store
from cspdesk.ui.models.money_columns import money_or_dash
from cspdesk.ui.models.money_rows import line_name, payments
from cspdesk.ui.models.table import Column
from cspdesk.ui.session import Place


@dataclass(frozen=True, slots=True)
class TracedRow:
    """One line, priority or agreement: how much of what was paid is evidenced, and where that is seen."""

    id: str
    name: str
    traced: Traced
    place: Place | None


def by_agreement(store: Store, trace: Trace, audience: Audience) -> tuple[TracedRow, ...]:
    """Return each agreement that the audience may see, the most untraced first."""
    known = [a for a in store.funding.all_agreements() if may_see(audience, a.marking)]
    rows = (
        TracedRow(
            a.id,
            f"{a.reference}  {a.title}",
            trace.by_agreement.get(a.id, Traced()),
            Place("funding", None, "lines", a.id, FinancialYear.of(a.starts_on)),
        )
        for a in known
    )
    return _ordered(rows)


def by_priority(store: Store, trace: Trace, audience: Audience) -> tuple[TracedRow, ...]:
    """Return each priority that the audience may see, and what is of none."""
    known = [p for p in store.partnership.all_priorities() if may_see(audience, p.marking)]
    rows = [
        TracedRow(p.id, p.name, trace.by_priority.get(p.id, Traced()), Place("priority", p.id, "evidence"))
        for p in known
    ]
    return _ordered([*rows, TracedRow("", "Of no single priority", trace.by_priority.get(None, Traced()), None)])


def by_line(store: Store, trace: Trace, audience: Audience) -> tuple[TracedRow, ...]:
    """Return each budget line that was charged, and what is on no line, by agreement."""
    agreements = {a.id: a for a in store.funding.all_agreements() if may_see(audience, a.marking)}
    lines = {line.id: line for line in store.funding.all_lines()}
    rows = []
    for (agreement_id, line_id), traced in trace.by_line.items():
        agreement, line = agreements.get(agreement_id), lines.get(line_id or "")
        if agreement is None:
            continue
        year = FinancialYear.of(agreement.starts_on)
        if line is None:
            place, name = Place("funding", None, "unassigned", agreement.id, year), "no line"
        elif line.priority_id is None:
            place, name = Place("funding", None, "lines", line.id, year), line_name(line)
        else:
            place, name = Place("priority", line.priority_id, "money", line.id, year), line_name(line)
        rows.append(TracedRow(f"{agreement_id}:{line_id}", f"{agreement.reference}  {name}", traced, place))
    return _ordered(rows)


def _ordered(rows: Iterable[TracedRow]) -> tuple[TracedRow, ...]:
    shown = (row for row in rows if row.traced.payments)
    return tuple(sorted(shown, key=lambda row: (-row.traced.untraced, row.name)))


def traced_columns() -> tuple[Column[TracedRow], ...]:
    """Return the columns of what is evidenced."""
    return (
        Column("Of", lambda r: r.name, width=260, stretch=True),
        Column("Paid", lambda r: money_or_dash(r.traced.paid), sort=lambda r: r.traced.paid, align="right", width=120),
        Column(
            "Evidenced",
            lambda r: money_or_dash(r.traced.evidenced),
            sort=lambda r: r.traced.evidenced,
            align="right",
            width=120,
        ),
        Column(
            "Not evidenced",
            lambda r: money_or_dash(r.traced.untraced),
            sort=lambda r: r.traced.untraced,
            align="right",
            colour=lambda r: "warning" if r.traced.untraced else None,
            width=120,
        ),
        Column(
            "Payments", lambda r: f"{r.traced.payments:,}", sort=lambda r: r.traced.payments, align="right", width=90
        ),
        Column(
            "Without proof",
            lambda r: f"{r.traced.payments - r.traced.payments_evidenced:,}",
            sort=lambda r: r.traced.payments - r.traced.payments_evidenced,
            align="right",
            width=110,
        ),
        Column("Evidenced of paid", share_words, sort=_share, align="right", width=130),
    )


def _share(row: TracedRow) -> float:
    return row.traced.evidenced / row.traced.paid if row.traced.paid else 0.0


def share_words(row: TracedRow) -> str:
    """Return how much of what was paid is evidenced, in percent; all only when nothing at all is missing."""
    if not row.traced.paid:
        return "–"
    percent = 100 * _share(row)
    return f"{min(percent, 99.9) if row.traced.untraced else percent:.1f}%"


def traced_words(rows: Sequence[TracedRow]) -> str:
    """Say how much of all that was paid is evidenced."""
    paid, untraced = sum(r.traced.paid for r in rows), sum(r.traced.untraced for r in rows)
    if not paid:
        return "Nothing was paid yet."
    missing = sum(r.traced.payments - r.traced.payments_evidenced for r in rows)
    if not missing:
        return f"All of {short_pounds(paid)} paid in all years is evidenced."
    return f"{short_pounds(untraced)} of {short_pounds(paid)} paid in all years is not evidenced: {payments(missing)}."


def kept_columns() -> tuple[Column[Kept], ...]:
    """Return the columns of proofs that need no longer be kept."""
    return (
        Column("Evidence", lambda k: k.evidence.title, width=240, stretch=True),
        Column("File or reference", lambda k: k.evidence.file_name or k.evidence.reference, width=220),
        Column("Personal data", lambda k: "yes" if k.evidence.personal_data else "no", width=110),
        Column(
            "Kept until",
            lambda k: short_date(k.until) if k.until else "–",
            sort=lambda k: k.until or date.max,
            width=110,
        ),
        Column("Why", lambda k: k.says, width=320, stretch=True),
    )
