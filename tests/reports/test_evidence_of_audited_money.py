"""An evidence of spend shows variations, orders net of what is paid of them, and accruals, to the penny."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import page
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.domain.agreements import Variation
from cspdesk.domain.audience import Audience
from cspdesk.domain.commitments import Accrual, CommitmentPayment, outstanding
from cspdesk.domain.funding import Instalment, Spend, TransactionKind, VatBasis
from cspdesk.reports.blocks import Paragraph
from cspdesk.reports.evidence import figures_from_json, gather, render
from cspdesk.reports.evidence_data import figures_json, transactions_csv
from cspdesk.reports.evidence_reconciliation import reconciliation
from cspdesk.reports.evidence_record import SpendRecord
from cspdesk.reports.evidence_words import summary_sentences
from tests.reports.reading import shown_text
from tests.reports.records import record

DECIDED = date(2015, 10, 1)


def audited(size: int = 60, seed: int = 1) -> SpendRecord:
    """Return a record whose first line was varied, every order paid by half, and whose first payment is accrued."""
    source = record(size, seed=seed)
    orders = [t for t in source.transactions if t.kind is TransactionKind.COMMITMENT and t.amount_pence > 1]
    paid = [t for t in source.transactions if t.kind is TransactionKind.ACTUAL]
    return replace(
        source,
        variations=(
            Variation("v1", "a1", DECIDED, "More alarms were asked for.", "line0", 500_00, None, "The Commissioner"),
            Variation("v2", "a1", DECIDED, "The evaluation takes longer.", ends_on=date(2016, 6, 30)),
        ),
        settlements=tuple(CommitmentPayment(o.id, o.id, "any", o.amount_pence // 2) for o in orders),
        accruals=tuple(Accrual(t.id, t.id, "Work done in March.", date(2016, 4, 20)) for t in paid[:1]),
        instalments=(Instalment("i", "a1", DECIDED, 10_000_00, DECIDED),),
    )


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 60), st.integers(0, 9999))
def test_revised_holds_the_variations_and_committed_is_what_is_left_of_the_orders(size: int, seed: int):
    source = audited(size, seed)
    figures = gather(source)
    assert figures.total.revised == figures.total.original + 500_00
    left = outstanding(source.transactions, source.settlements)
    assert figures.total.outturn == sum(t.amount_pence for t in left)
    for line in figures.lines:
        listed = sum(e.amount_pence for e in line.entries) + sum(w.amount_pence for w in line.withheld)
        assert listed == line.position.outturn
    rows = csv.DictReader(io.StringIO(transactions_csv(figures).decode()))
    assert sum(int(row["amount_pence"]) for row in rows) == figures.total.outturn


def test_what_is_paid_of_an_order_is_told_to_those_alone_who_may_see_what_paid_it():
    source = audited()
    paid = [replace(t, id="any", marking=Audience.RESTRICTED) for t in source.transactions[:1]]
    source = replace(source, transactions=(*source.transactions, *paid))
    for audience, told in ((Audience.PUBLIC, False), (Audience.RESTRICTED, True)):
        figures = gather(replace(source, audience=audience))
        assert any(e.settled_pence for line in figures.lines for e in line.entries) is told


def test_its_figures_are_read_back_as_they_were_and_older_ones_still():
    figures = gather(audited())
    assert figures_from_json(figures_json(figures, DECIDED))[0] == figures
    assert figures.varied
    assert figures.accrued.count == 1


def test_cash_is_held_until_what_is_accrued_is_paid():
    figures = gather(audited())
    held = 10_000_00 - figures.total.actual + figures.accrued.amount_pence
    said = next(s for s in summary_sentences(figures) if "has been received" in s)
    assert f"{abs(held) // 100:,}." in said
    assert any("counted as paid but accrued" in s for s in summary_sentences(figures))
    later = gather(replace(audited(), as_at=date(2016, 4, 20)))
    assert later.accrued.count == 0


def test_one_priority_shows_the_variations_of_its_own_lines_alone():
    assert [v.line for v in gather(replace(audited(), priority_id="p1")).varied] == []
    assert [v.amount_pence for v in gather(replace(audited(), priority_id="p0")).varied] == [500_00]


def test_the_document_says_it_and_passes_both_profiles(tmp_path: Path):
    path = tmp_path / "audited.pdf"
    render(gather(audited()), path, made_on=date(2016, 5, 5))
    text = " ".join(shown_text(path).split())
    for words in (
        "Variations by the funder",
        "From original to revised",
        "More alarms were asked for.",
        "the agreement ends on 30/06/2016",
        "ordered is paid",
        "accrued, paid on 20/04/2016: Work done in March)",
        "is accrued: counted on the day the cost is of, not the day it was paid.",
        "as varied by the funder, plus virements in",
        "Variations since bring it to",
    ):
        assert words in text, words
    for profile in ("ua1", "3a"):
        assert not page.validate_pdf(path, profile=profile).failures


def test_it_says_which_lines_are_capital_and_how_vat_is_meant():
    source = record(10)
    first, *others = source.lines
    told = [
        block.text
        for lines in (source.lines, (replace(first, spend=Spend.CAPITAL, vat_basis=VatBasis.NET), *others))
        for block in reconciliation(gather(replace(source, lines=lines)))
        if isinstance(block, Paragraph)
    ]
    assert "Amounts of every line are revenue, as paid." in told
    apart = next(text for text in told if text.startswith("Amounts are capital"))
    assert apart.startswith(f"Amounts are capital, net of VAT: {first.reference}. Amounts are revenue, as paid: ")
