"""Gathers a paper's money: the same lines, to the penny, as the evidence of spend and the returns have."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from cspdesk.domain.audience import may_see, reason_said
from cspdesk.domain.funding import TransactionKind
from cspdesk.domain.partnership import Priority
from cspdesk.domain.positions import Position, Traced, total
from cspdesk.reports.evidence_figures import EvidenceFigures, LineFigures
from cspdesk.reports.evidence_gather import gather as gather_spend
from cspdesk.reports.evidence_record import SpendRecord
from cspdesk.reports.paper_figures import Withheld
from cspdesk.reports.paper_priority_figures import AgreementMoney, MoneyLine
from cspdesk.reports.paper_record import PaperRecord

_CALLED = {
    TransactionKind.ACTUAL: "payment",
    TransactionKind.COMMITMENT: "commitment",
    TransactionKind.FORECAST: "forecast",
}

WITHHELD_LINE = "A line of a priority that is withheld"


def gather_money(record: PaperRecord) -> tuple[tuple[AgreementMoney, ...], tuple[EvidenceFigures, ...]]:
    """Return each agreement's money that the reader may see, and its evidence of spend, of the priority asked for.

    An agreement without a line of that priority is left out.
    """
    priority = record.asked.id if record.asked else None
    agreements, spends = [], []
    for spend in record.spends:
        if not may_see(record.audience, spend.agreement.marking):
            continue
        found = _seen(gather_spend(replace(spend, audience=record.audience, priority_id=priority)), spend, record)
        if found.lines or (priority is None and found.received_pence):
            agreements.append(_agreement(found))
            spends.append(found)
    return tuple(agreements), tuple(spends)


def money_of(record: PaperRecord, priority: Priority) -> tuple[Position, Traced]:
    """Return where all lines of one priority stand, over every agreement that the reader may see."""
    found = [
        gather_spend(replace(spend, audience=record.audience, priority_id=priority.id))
        for spend in record.spends
        if may_see(record.audience, spend.agreement.marking)
        and any(line.priority_id == priority.id for line in spend.lines)
    ]
    traced = [each.traced for each in found]
    return total(each.total for each in found), sum_traced(traced)


def sum_traced(each: Sequence[Traced]) -> Traced:
    """Return what is evidenced in all."""
    return Traced(
        sum(t.paid for t in each),
        sum(t.evidenced for t in each),
        sum(t.payments for t in each),
        sum(t.payments_evidenced for t in each),
    )


def withheld_money(record: PaperRecord, spends: Sequence[EvidenceFigures]) -> list[Withheld]:
    """Return which agreements, payments, commitments and proofs are withheld, by reason and number."""
    counts: Counter[tuple[str, str]] = Counter()
    for spend in record.spends:
        agreement = spend.agreement
        if not may_see(record.audience, agreement.marking):
            counts["agreement", reason_said(agreement.marking_reason)] += 1
    for found in spends:
        for each in (kept for line in found.lines for kept in line.withheld):
            counts[_CALLED[each.kind], each.reason] += each.count
        for reason, count in found.proof_reasons:
            counts["proof of a payment", reason] += count
    return [Withheld(what, reason, count) for (what, reason), count in sorted(counts.items())]


def _seen(found: EvidenceFigures, spend: SpendRecord, record: PaperRecord) -> EvidenceFigures:
    """Return figures whose reasons are those that may be printed, and that name no line of a withheld priority."""
    hidden = {p.id for p in record.priorities if not may_see(record.audience, p.marking)}
    names = {f"{x.reference} {x.title}".strip() for x in spend.lines if x.priority_id in hidden}

    def line(each: LineFigures) -> LineFigures:
        kept = tuple(replace(w, reason=reason_said(w.reason)) for w in each.withheld)
        if each.name in names:
            return replace(each, reference="", title=WITHHELD_LINE, entries=(), variance_reason="", withheld=kept)
        return replace(each, withheld=kept)

    return replace(found, lines=tuple(line(each) for each in found.lines))


def _agreement(found: EvidenceFigures) -> AgreementMoney:
    header = found.header
    return AgreementMoney(
        reference=header.agreement,
        title=header.scheme,
        funder=header.funder,
        certainty=header.certainty,
        conditions=header.conditions,
        starts_on=header.starts_on,
        ends_on=header.ends_on,
        awarded_pence=header.awarded_pence,
        varied_pence=header.varied_pence,
        received_pence=found.received_pence,
        lines=tuple(
            MoneyLine(
                line.name,
                line.priority,
                line.position,
                line.traced,
                line.variance_reason.strip(),
                line.illustrative or any(e.illustrative for e in line.entries),
                line.assigned,
            )
            for line in found.lines
        ),
        illustrative=header.illustrative,
    )


def named_sums(position: Position) -> dict[str, int]:
    """Return a position's figures in pence by the names that returns use for them."""
    return {
        "original": position.original,
        "revised": position.revised,
        "actual_year": position.actual,
        "committed": position.committed,
        "forecast": position.forecast,
        "outturn": position.outturn,
        "variance": position.variance,
    }
