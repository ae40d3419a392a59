"""Composes an evidence of spend: its sections, in order, over gathered figures."""

from collections.abc import Iterator
from datetime import date

from cspdesk.charts.money import where_it_goes
from cspdesk.charts.spend import spend_against_profile
from cspdesk.domain.money import pounds
from cspdesk.domain.positions import Traced
from cspdesk.reports import evidence_words as words
from cspdesk.reports.blocks import (
    AttachedFiles,
    Block,
    Bullets,
    Facts,
    Heading,
    KeyFigures,
    Paragraph,
    Replacements,
    Signatures,
)
from cspdesk.reports.chart_blocks import chart_with_table, nested_with_table
from cspdesk.reports.evidence_definitions import DEFINITIONS
from cspdesk.reports.evidence_figures import EvidenceFigures
from cspdesk.reports.evidence_front import front
from cspdesk.reports.evidence_purposes import paid_for
from cspdesk.reports.evidence_reconciliation import reconciliation, virements
from cspdesk.reports.evidence_tables import (
    NOTHING_ATTACHED,
    SOME_PROVED,
    entries_table,
    is_lean,
    marked,
    missing_table,
    proofs_table,
    some_proved,
    traced_table,
)

SECTIONS = (
    "Summary",
    "What was asked for",
    "Reconciliation by budget line",
    "Virements",
    "Spend by quarter",
    "Where the money went",
    "Transactions by line",
    "Not yet evidenced",
    "Evidence index",
    "Declaration",
    "Method and definitions",
)
_LONGEST_LIST = 40  # transactions named under Not yet evidenced; all of them are marked in the lists by line


def compose(figures: EvidenceFigures, made_on: date) -> tuple[Block, ...]:
    """Return the document's blocks; they hold nothing that the figures do not."""
    return (
        *front(figures, made_on, SECTIONS),
        *_summary(figures),
        *_asked(figures),
        *reconciliation(figures),
        *virements(figures),
        *_quarters(figures),
        *_where(figures),
        *_transactions(figures),
        *_not_evidenced(figures),
        *_index(figures),
        *_declaration(figures),
        *_method(),
    )


def _summary(figures: EvidenceFigures) -> Iterator[Block]:
    standing, traced = figures.total, figures.traced
    yield Heading(1, "Summary", new_page=True)
    yield KeyFigures(
        (
            (pounds(standing.revised), "revised budget"),
            (pounds(standing.actual), f"paid in {figures.header.year.label}"),
            _unproved(traced),
            (pounds(standing.available), "left, after commitments"),
        )
    )
    yield Bullets(words.summary_sentences(figures))
    if figures.header.conditions.strip():
        yield Heading(2, "Conditions of the award")
        yield Paragraph(figures.header.conditions)


def _unproved(proof: Traced) -> tuple[str, str]:
    """Return what is not yet evidenced; where refunds without proof outweigh it, how many have none."""
    if proof.untraced <= 0 < proof.missing:
        return f"{proof.missing:,} of {proof.payments:,}", "payments and refunds not yet evidenced"
    return pounds(proof.untraced), "paid and not yet evidenced"


def _asked(figures: EvidenceFigures) -> Iterator[Block]:
    header = figures.header
    yield Heading(1, "What was asked for")
    yield Facts(
        (
            ("Agreement", header.agreement),
            ("Dates", words.period(figures)),
            ("Budget lines", f"Those of {header.priority}" if header.priority else "All"),
            ("Transactions", "Actual, committed and forecast, of every budget line asked for"),
            ("Audience", header.audience.label),
        ),
        "The period and filters of this document",
    )
    yield Heading(2, "Known gaps")
    found = words.gaps(figures)
    yield Bullets(found) if found else Paragraph("None is known.")


def _quarters(figures: EvidenceFigures) -> Iterator[Block]:
    header = figures.header
    chart = spend_against_profile(
        header.year,
        profile=figures.profile,
        actual=figures.paid_by_quarter,
        committed=figures.committed_by_quarter,
        forecast=figures.forecast_by_quarter,
        as_at=header.as_at,
        budget=figures.total.revised if header.is_within_year else None,
        varied=figures.total.variations,
    )
    yield Heading(1, "Spend by quarter")
    yield from chart_with_table(chart, "Spend by quarter")


def _where(figures: EvidenceFigures) -> Iterator[Block]:
    yield Heading(1, "Where the money went")
    parts = paid_for(figures)
    if not any(part.pence for part in parts):
        none = f"Nothing was paid in {figures.header.year.label}"
        yield Paragraph(f"{words.not_begun(figures) if figures.to_come else none}.")
        return
    title = f"What was paid in {figures.header.year.label}, by priority, budget line and what for"
    yield from nested_with_table(where_it_goes(title, parts), "Where the money went")


def _transactions(figures: EvidenceFigures) -> Iterator[Block]:
    yield Heading(1, "Transactions by line")
    if not any(line.count for line in figures.lines):
        yield Paragraph(f"There are no transactions in {figures.header.year.label}.")
        return
    yield Paragraph(
        "Evidence is by its number in the evidence index; “none yet” marks a payment with nothing attached. "
        "A running total adds up within each budget line and kind."
        + (f" {SOME_PROVED}" if some_proved(figures.lines) else ""),
        "small",
    )
    lean = is_lean(figures)
    for line in figures.lines:
        yield Heading(2, marked(line.name, line.illustrative))
        if line.count:
            yield entries_table(line, lean=lean)
        else:
            yield Paragraph(f"No transactions in {figures.header.year.label}.")


def _not_evidenced(figures: EvidenceFigures) -> Iterator[Block]:
    yield Heading(1, "Not yet evidenced")
    yield Paragraph(words.evidenced_sentence(figures))
    missing = figures.traced.missing
    if not missing:
        return
    yield traced_table(figures)
    yield Heading(2, NOTHING_ATTACHED)
    if missing > _LONGEST_LIST:
        yield Paragraph(f"The {_LONGEST_LIST} largest are named; all are marked “none yet” in the lists by line.")
    yield missing_table(figures, most=_LONGEST_LIST)


def _index(figures: EvidenceFigures) -> Iterator[Block]:
    yield Heading(1, "Evidence index")
    if not figures.proofs:
        yield Paragraph("No evidence is listed.")
    else:
        yield proofs_table(figures)
    if figures.withheld_proofs:
        count = words.counted(figures.withheld_proofs, "item of evidence is", "items of evidence are")
        reasons = ", ".join(f"{reason[0].lower()}{reason[1:]}" for reason, _ in figures.proof_reasons)
        why = f": {reasons}" if reasons else ""
        yield Paragraph(f"{count} withheld from this {words.audience(figures)} version and not listed{why}.")


def _declaration(figures: EvidenceFigures) -> Iterator[Block]:
    header = figures.header
    yield Heading(1, "Declaration")
    if figures.to_come:
        yield Paragraph(f"{words.not_begun(figures)}, and there is nothing to declare.")
        return
    yield Paragraph(
        f"I declare that the money of agreement {header.agreement} shown here as paid was spent in "
        f"{header.year.label} on the purposes for which it was given, and that the figures agree with the "
        "recipient’s accounts."
    )
    yield Paragraph(words.evidenced_sentence(figures))
    yield Signatures(("For the recipient", "For the partnership"))


def _method() -> Iterator[Block]:
    yield Heading(1, "Method and definitions")
    yield Paragraph(
        "Amounts are in pounds and pence, as entered in the partnership’s record, and every total is the sum of "
        "its parts to the penny."
    )
    yield AttachedFiles("transactions.csv holds the transactions listed here, figures.json every figure used.")
    yield Facts(DEFINITIONS, "Definitions of the words used")
    yield Replacements()
