"""The annexes of a bid pack: every payment that may be shown, what proves it, and the notes on the indicators."""

from collections.abc import Iterator

from cspdesk.charts.results_words import HEADINGS
from cspdesk.reports import evidence_tables
from cspdesk.reports import paper_shared as shared
from cspdesk.reports.blocks import Align, Block, Column, Facts, Heading, Paragraph, Row, Table
from cspdesk.reports.evidence_tables import marked, widest
from cspdesk.reports.evidence_words import counted
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_priority_figures import ResultDone

_NUMBERS = ("Value", "Count", "Out of")
_WORDS = ("Stands out", "Note")
_FEW = 6  # rows; a table of no more stands whole with the last of what is told of its indicator


def transactions(figures: PaperFigures) -> Iterator[Block]:
    """Give each line's payments, orders and expectations, with their proofs and running totals."""
    if not any(spend.transaction_count or spend.withheld.count for spend in figures.spends):
        yield Paragraph("Nothing was paid, ordered or expected in the year.")
        return
    if evidence_tables.some_proved(line for spend in figures.spends for line in spend.lines):
        yield Paragraph(evidence_tables.SOME_PROVED, "small")
    for spend in figures.spends:
        for line in spend.lines:
            if not line.count:
                continue
            yield Heading(2, f"{spend.header.agreement}: {marked(line.name, line.illustrative)}")
            yield evidence_tables.entries_table(line)


def evidence(figures: PaperFigures) -> Iterator[Block]:
    """Give the index of what proves the payments, by agreement."""
    shown = [spend for spend in figures.spends if spend.proofs or spend.withheld_proofs]
    if not shown:
        none = "No evidence is attached to these payments."
        yield Paragraph(none if figures.traced.payments else "Nothing was paid, so there is nothing to prove.")
    for spend in shown:
        yield Heading(2, spend.header.agreement)
        if spend.proofs:
            yield from shared.named(spend.header.agreement, [evidence_tables.proofs_table(spend)])
        if spend.withheld_proofs:
            said = counted(spend.withheld_proofs, "further item" if spend.proofs else "item")
            prove = "proves payments and is" if spend.withheld_proofs == 1 else "prove payments and are"
            yield Paragraph(f"{said} of evidence {prove} withheld from this version.", "small")


def indicators(figures: PaperFigures) -> Iterator[Block]:
    """Give each indicator's definition, source, reach and caveats, and every figure of its chart."""
    found = [result for priority in figures.priorities for result in priority.results]
    if not found:
        yield Paragraph("No indicator is held, or none may be shown.")
    for result in found:
        yield Heading(2, marked(result.name, result.illustrative))
        yield Facts(tuple(_facts(result)), f"About {result.name}")
        if result.chart.table.rows:
            yield figures_table(result)


def _facts(result: ResultDone) -> Iterator[tuple[str, str]]:
    if result.definition:
        yield "Definition", result.definition
    yield "Source", result.source or "not said"
    yield "Of whom", "the people a service saw" if result.level == "service" else "everybody in the area"
    yield "Better is", "neither higher nor lower" if result.better == "neither" else result.better
    yield "Reach", result.reach
    yield "Verdict", f"{result.kind.value.capitalize()}. {result.footing}"
    if why := [said for said in result.why if said not in result.caveats]:
        yield "How it was arrived at", " ".join(why)
    if result.caveats:
        yield "Caveats", " ".join(result.caveats)


def figures_table(result: ResultDone) -> Table:
    """Return the figures of a chart, the columns that hold nothing left out."""
    held = result.chart.table
    return Table(
        tuple(_column(held.headings[place], [row[place] for row in held.rows]) for place in held.told),
        tuple(Row(tuple(row[place] for place in held.told)) for row in held.rows),
        name=f"Figures of {result.name}",
        row_heading=True,
        together=len(held.rows) <= _FEW,
    )


def _column(heading: str, cells: list[str]) -> Column:
    """Return a column as wide as what it holds, or one that shares what is left where that is words.

    A heading that is not the chart's own is another area's name, over its figures.
    """
    align: Align = "right" if heading in _NUMBERS or heading not in HEADINGS else "left"
    return Column(heading, align, weight=1) if heading in _WORDS else Column(heading, align, widest((heading, *cells)))
