"""Next year's money in a bid: how sure it is, what is needed and what is missing, as far as its reader may see."""

from collections.abc import Iterator

from cspdesk.charts.certainty import certainty_chart
from cspdesk.domain.audience import may_see, reason_said
from cspdesk.domain.funding import Certainty
from cspdesk.domain.money import pounds, short_pounds
from cspdesk.domain.next_year import in_all
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.periods import short_date
from cspdesk.reports.blocks import Block, Column, Heading, Paragraph, Row, Table
from cspdesk.reports.chart_blocks import chart_with_table
from cspdesk.reports.evidence_tables import marked, widest
from cspdesk.reports.paper_figures import AheadMoney, AheadSource, Withheld
from cspdesk.reports.paper_record import PaperRecord

ORDER = (Certainty.CONFIRMED, Certainty.INDICATIVE, Certainty.REQUESTED, Certainty.AT_RISK)
ALL = "what serves all priorities"


def ahead_of(record: PaperRecord) -> AheadMoney | None:
    """Return what the year after a bid's may count on: of its priority, or of all that its reader may see.

    None where it is no bid, or nobody read the year after.
    """
    if record.ahead is None or record.template.kind is not PaperKind.BID:
        return None
    found, agreements = record.ahead.found, record.ahead.agreements
    names = {p.id: p.name for p in record.priorities if may_see(record.audience, p.marking)}
    wanted = [p for p in found.prospects if record.asked is None or p.priority_id == record.asked.id]
    shown = [p for p in wanted if p.priority_id is None or p.priority_id in names]
    total = in_all(shown)
    lacking = [p.priority_id for p in shown if p.need_pence is None]
    seen = {id_ for id_, each in agreements.items() if may_see(record.audience, each.marking)}
    sources = tuple(
        AheadSource(s.reference, s.certainty, s.confirmed_on, s.pence, s.agreement_id in record.ahead.made_up)
        for s in sorted(total.sources, key=lambda s: (ORDER.index(s.certainty), s.reference))
        if s.agreement_id in seen
    )
    return AheadMoney(
        year=found.year,
        sources=sources,
        need_pence=total.need_pence,
        lacking=(*(names[id_] for id_ in lacking if id_ is not None), *([ALL] if None in lacking else [])),
        undivided=tuple(a.reference for a in found.undivided if a.id in seen),
        partial=len(shown) < len(wanted) or any(s.agreement_id not in seen for s in total.sources),
    )


def withheld_ahead(record: PaperRecord) -> list[Withheld]:
    """Return which agreements of the year after are withheld, by reason; those of the paper's year are told already."""
    if record.ahead is None or record.template.kind is not PaperKind.BID:
        return []
    told = {spend.agreement.id for spend in record.spends}
    kept = {s.agreement_id for p in record.ahead.found.prospects for s in p.sources} - told
    hidden = [record.ahead.agreements[id_] for id_ in sorted(kept)]
    reasons = [reason_said(a.marking_reason) for a in hidden if not may_see(record.audience, a.marking)]
    return [Withheld("agreement of next year", reason, reasons.count(reason)) for reason in sorted(set(reasons))]


def next_years_money(ahead: AheadMoney, *, asked: bool = False) -> Iterator[Block]:
    """Give a year's money by certainty, what it leaves missing, and the agreements that it comes from.

    asked: a request stands above, which no agreement holds unless one is recorded as requested.
    """
    yield Heading(2, f"What {ahead.year.label} can count on")
    if asked and not ahead.money(Certainty.REQUESTED):
        yield Paragraph("The request above is not among this money.")
    money = [(c.value.capitalize(), ahead.money(c)) for c in ORDER]
    if not ahead.sources and ahead.need_pence is None:
        yield Paragraph(f"Neither money nor need is recorded for {ahead.year.label}.")
    else:
        chart = certainty_chart(ahead.year, money, ahead.need_pence, ahead.lacking)
        bars = sum(pence > 0 for _, pence in money) + (ahead.need_pence is not None)
        if bars > 1:
            yield from chart_with_table(chart, f"The money of {ahead.year.label} by certainty")
        else:  # one bar shows nothing that its sentence does not say
            yield Paragraph(chart.alt_text)
        if said := _gap(ahead):
            yield Paragraph(said)
    if ahead.sources:
        yield _sources(ahead)
    if ahead.undivided:
        yield Paragraph(
            f"Not counted, for no profile divides them between their years: {', '.join(ahead.undivided)}.", "small"
        )
    if ahead.partial:
        yield Paragraph("What is withheld from this version is not counted here.", "small")


def _gap(ahead: AheadMoney) -> str:
    if ahead.need_pence is None:
        return ""
    need, sure, every = ahead.need_pence, ahead.money(Certainty.CONFIRMED), ahead.money()
    said = f"Of the {short_pounds(need)} needed in {ahead.year.label}, {short_pounds(sure)} is confirmed: "
    if sure >= need:
        return f"{said}nothing is missing."
    rest = f"If all that is hoped for came, {short_pounds(need - every)} would still be missing."
    if every >= need:
        rest = "If all that is hoped for came, nothing would be missing."
    return f"{said}the gap is {short_pounds(need - sure)}. {rest}"


def _sources(ahead: AheadMoney) -> Table:
    return Table(
        (
            Column("Agreement", weight=1),
            Column("Certainty", fit="Indicative"),
            Column("Confirmed", fit="00/00/0000"),
            Column("Money", "right", widest(pounds(s.pence) for s in ahead.sources)),
        ),
        tuple(
            Row(
                (
                    marked(s.agreement, s.illustrative),
                    s.certainty.value.capitalize(),
                    short_date(s.confirmed_on) if s.confirmed_on else "",
                    pounds(s.pence),
                )
            )
            for s in ahead.sources
        ),
        name=f"Agreements that {ahead.year.label} counts on",
        row_heading=True,
    )
