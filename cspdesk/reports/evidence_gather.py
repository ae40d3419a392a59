"""Gathers the figures of an evidence of spend; what the reader may not see is dropped here and goes no further."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from cspdesk.domain.agreements import Variation, varied_pence
from cspdesk.domain.audience import may_see, reason_said
from cspdesk.domain.commitments import outstanding, settled
from cspdesk.domain.evidence import Evidence
from cspdesk.domain.funding import BudgetLine, Transaction, TransactionKind, Virement
from cspdesk.domain.periods import Quarter, short_date
from cspdesk.domain.positions import Position, positions, spent_before, traced
from cspdesk.errors import UserError
from cspdesk.reports.evidence_figures import (
    Entry,
    EvidenceFigures,
    Header,
    LeftOut,
    LineFigures,
    Moved,
    Varied,
    Withheld,
)
from cspdesk.reports.evidence_proofs import Proofs
from cspdesk.reports.evidence_record import SpendRecord

UNASSIGNED = "Not yet assigned to a line"


def gather(record: SpendRecord) -> EvidenceFigures:
    """Return the figures of one agreement for one year, one audience and all or one of its priorities.

    Raises UserError when the audience may not see the agreement or the priority at all.
    """
    _check_visible(record)
    lines = _lines(record)
    line_ids = {line.id for line in lines}
    ledger = outstanding(record.transactions, record.settlements)
    in_year = [entry for entry in ledger if entry.occurred_on in record.year]
    chosen = [_placed(entry, line_ids) for entry in in_year if _chosen(record, entry, line_ids)]
    variations = [v for v in record.variations if v.line_id in line_ids or _of_all(record, v)]
    virements = [v for v in record.virements if v.from_line_id in line_ids or v.to_line_id in line_ids]
    proved = _proved(record)
    by_line: defaultdict[str | None, list[Transaction]] = defaultdict(list)
    for entry in chosen:
        by_line[entry.line_id].append(entry)
    order = {kind: place for place, kind in enumerate(TransactionKind)}
    for entries in by_line.values():
        entries.sort(key=lambda entry: (order[entry.kind], entry.occurred_on, entry.reference, entry.id))
    proofs = Proofs(record.audience)
    before = spent_before(record.agreement, record.year, ledger)
    standing = positions(lines, virements, chosen, variations, before)
    ties = _Ties(record)
    figures = [_line(record, line, standing[line.id], by_line[line.id], proved, proofs, ties) for line in lines]
    if by_line[None]:
        figures.append(_line(record, None, standing[None], by_line[None], proved, proofs, ties))
    return EvidenceFigures(
        header=_header(record),
        lines=tuple(figures),
        moved=tuple(_moved(record, virement) for virement in sorted(virements, key=_when)),
        profile=_profile(record, line_ids),
        paid_by_quarter=_by_quarter(chosen, TransactionKind.ACTUAL),
        committed_by_quarter=_by_quarter(chosen, TransactionKind.COMMITMENT),
        forecast_by_quarter=_by_quarter(chosen, TransactionKind.FORECAST),
        proofs=proofs.listed(),
        withheld_proofs=proofs.withheld,
        proof_reasons=proofs.reasons,
        traced=traced(chosen, frozenset(proved)),
        other_years=_left_out(entry for entry in ledger if entry.occurred_on not in record.year),
        other_priorities=_left_out(entry for entry in in_year if not _chosen(record, entry, line_ids)),
        received_pence=sum(each.amount_pence for each in record.instalments if each.received_on is not None),
        varied=tuple(_varied(record, each) for each in sorted(variations, key=_when)),
        accrued=_left_out(entry for entry in chosen if ties.is_unpaid(entry)),
    )


def _of_all(record: SpendRecord, variation: Variation) -> bool:
    return variation.line_id is None and record.priority_id is None


def _check_visible(record: SpendRecord) -> None:
    agreement, audience = record.agreement, record.audience
    if not may_see(audience, agreement.marking):
        raise UserError(
            f"Agreement {agreement.reference} is marked {agreement.marking.value}, so no {audience.value} version "
            "can be made of it. Choose a wider audience, or change its marking."
        )
    asked = [p for p in record.priorities if p.id == record.priority_id]
    if record.priority_id is not None and not asked:
        raise UserError("The priority asked for is not in this partnership. Choose another.")
    if asked and not may_see(audience, asked[0].marking):
        raise UserError(
            f"The priority asked for is marked {asked[0].marking.value}, so no {audience.value} version can be made "
            "of it. Choose a wider audience, or change its marking."
        )


def _lines(record: SpendRecord) -> list[BudgetLine]:
    wanted = [x for x in record.lines if record.priority_id is None or x.priority_id == record.priority_id]
    return sorted(wanted, key=lambda line: (line.position, line.reference, line.id))


def _chosen(record: SpendRecord, entry: Transaction, line_ids: set[str]) -> bool:
    return record.priority_id is None or entry.line_id in line_ids


def _placed(entry: Transaction, line_ids: set[str]) -> Transaction:
    """Return the transaction, standing under no line if its own is not one of the agreement's."""
    return entry if entry.line_id is None or entry.line_id in line_ids else replace(entry, line_id=None)


def _proved(record: SpendRecord) -> dict[str, list[Evidence]]:
    """Return each transaction's proofs, in a lasting order."""
    items = {item.id: item for item in record.evidence}
    proved: defaultdict[str, dict[str, Evidence]] = defaultdict(dict)
    for link in record.links:
        if link.evidence_id in items:
            proved[link.transaction_id][link.evidence_id] = items[link.evidence_id]
    return {key: sorted(found.values(), key=lambda e: (e.title, e.id)) for key, found in proved.items()}


class _Ties:
    """What the accruals and the settlements of a record say of its transactions."""

    def __init__(self, record: SpendRecord) -> None:
        self._as_at = record.as_at
        self._accruals = {each.transaction_id: each for each in record.accruals}
        hidden = {each.id for each in record.transactions if not may_see(record.audience, each.marking)}
        # Of an order of which a withheld payment paid a part, what was paid would give that payment's amount away.
        untold = {each.commitment_id for each in record.settlements if each.payment_id in hidden}
        self._settled = settled(each for each in record.settlements if each.commitment_id not in untold)

    def paid_of(self, entry: Transaction) -> int:
        """Return what was paid of an order; nought where the reader may not see all that paid it."""
        return self._settled.get(entry.id, 0)

    def is_unpaid(self, entry: Transaction) -> bool:
        """Return whether a cost is accrued and was not paid by the day of the record."""
        accrual = self._accruals.get(entry.id)
        return accrual is not None and (accrual.paid_on is None or accrual.paid_on > self._as_at)

    def accrued(self, entry: Transaction) -> str:
        """Return in words when an accrued cost was paid, and why it counts before."""
        accrual = self._accruals.get(entry.id)
        if accrual is None:
            return ""
        paid = "not paid yet" if accrual.paid_on is None else f"paid on {short_date(accrual.paid_on)}"
        return f"accrued, {paid}: {accrual.reason}"


def _line(
    record: SpendRecord,
    line: BudgetLine | None,
    position: Position,
    entries: Sequence[Transaction],
    proved: dict[str, list[Evidence]],
    proofs: Proofs,
    ties: _Ties,
) -> LineFigures:
    shown = tuple(
        _entry(entry, ties, *proofs.numbers(proved.get(entry.id, [])))
        for entry in entries
        if may_see(record.audience, entry.marking)
    )
    hidden = [entry for entry in entries if not may_see(record.audience, entry.marking)]
    for entry in hidden:
        proofs.withhold(proved.get(entry.id, []), reason_said(entry.marking_reason))
    return LineFigures(
        reference=line.reference if line else "",
        title=line.title if line else UNASSIGNED,
        priority=_priority(record, line.priority_id) if line else "",
        position=position,
        variance_reason=line.variance_reason if line else "",
        illustrative=line.illustrative if line else False,
        entries=shown,
        withheld=_withheld(hidden, proved),
        assigned=line is not None,
        meant=line.meant if line else "",
    )


def _entry(entry: Transaction, ties: _Ties, numbers: tuple[str, ...], hidden: int) -> Entry:
    return Entry(
        id=entry.id,
        kind=entry.kind,
        occurred_on=entry.occurred_on,
        payee=entry.payee,
        description=entry.description,
        reference=entry.reference,
        category=entry.category,
        amount_pence=entry.amount_pence,
        evidence=numbers,
        withheld_evidence=hidden,
        eligibility=entry.eligibility,
        outside_period=entry.outside_period,
        illustrative=entry.illustrative,
        settled_pence=ties.paid_of(entry),
        accrued=ties.accrued(entry),
    )


def _withheld(entries: Iterable[Transaction], proved: dict[str, list[Evidence]]) -> tuple[Withheld, ...]:
    groups: defaultdict[tuple[TransactionKind, str], list[Transaction]] = defaultdict(list)
    for entry in entries:
        groups[entry.kind, reason_said(entry.marking_reason)].append(entry)
    order = list(TransactionKind)
    return tuple(
        Withheld(
            kind=kind,
            reason=reason,
            count=len(kept),
            amount_pence=sum(entry.amount_pence for entry in kept),
            evidenced=sum(entry.id in proved for entry in kept),
            evidenced_pence=sum(entry.amount_pence for entry in kept if entry.id in proved),
        )
        for (kind, reason), kept in sorted(groups.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    )


def _priority(record: SpendRecord, priority_id: str | None) -> str:
    found = [p for p in record.priorities if p.id == priority_id]
    if not found:
        return "All priorities"
    return found[0].name if may_see(record.audience, found[0].marking) else "Withheld"


def _header(record: SpendRecord) -> Header:
    agreement = record.agreement
    return Header(
        partnership=record.partnership.name,
        funder=record.funder.name,
        scheme=agreement.title,
        agreement=agreement.reference,
        recipient=record.recipient.name if record.recipient else "",
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        year=record.year,
        priority=_priority(record, record.priority_id) if record.priority_id else "",
        audience=record.audience,
        as_at=record.as_at,
        version=record.version,
        awarded_pence=agreement.awarded_pence,
        certainty=agreement.certainty,
        conditions=agreement.conditions,
        illustrative=agreement.illustrative,
        varied_pence=varied_pence(record.variations),
    )


def _when(decision: Virement | Variation) -> tuple[date, str]:
    return decision.decided_on, decision.id


def _varied(record: SpendRecord, variation: Variation) -> Varied:
    names = {line.id: f"{line.reference} {line.title}".strip() for line in record.lines}
    return Varied(
        line=names.get(variation.line_id or "", ""),
        amount_pence=variation.amount_pence,
        ends_on=variation.ends_on,
        decided_on=variation.decided_on,
        reason=variation.reason,
        approved_by=variation.approved_by,
    )


def _moved(record: SpendRecord, virement: Virement) -> Moved:
    names = {line.id: f"{line.reference} {line.title}".strip() for line in record.lines}
    seen = virement.as_seen(record.audience)
    return Moved(
        from_line=names.get(virement.from_line_id, "Another line"),
        to_line=names.get(virement.to_line_id, "Another line"),
        amount_pence=virement.amount_pence,
        decided_on=virement.decided_on,
        reason=seen.reason,
        approved_by=seen.approved_by,
    )


def _profile(record: SpendRecord, line_ids: set[str]) -> tuple[int, ...] | None:
    amounts = [each for each in record.profile if each.line_id in line_ids and each.quarter_starts_on in record.year]
    if not amounts:
        return None
    sums = [0, 0, 0, 0]
    for each in amounts:
        sums[Quarter.of(each.quarter_starts_on).number - 1] += each.amount_pence
    return tuple(sums)


def _by_quarter(entries: Iterable[Transaction], kind: TransactionKind) -> tuple[int, ...]:
    sums = [0, 0, 0, 0]
    for entry in entries:
        if entry.kind is kind:
            sums[Quarter.of(entry.occurred_on).number - 1] += entry.amount_pence
    return tuple(sums)


def _left_out(entries: Iterable[Transaction]) -> LeftOut:
    amounts = [entry.amount_pence for entry in entries]
    return LeftOut(len(amounts), sum(amounts))
