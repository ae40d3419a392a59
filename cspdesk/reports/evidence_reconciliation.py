"""The parts of an evidence of spend that tie budget lines together: reconciliation, variations and virements."""

from collections.abc import Iterator

from cspdesk.domain.money import pounds
from cspdesk.domain.periods import short_date
from cspdesk.domain.positions import Position
from cspdesk.reports.blocks import Block, Column, Heading, Paragraph, Row, Table
from cspdesk.reports.evidence_figures import EvidenceFigures, Varied
from cspdesk.reports.evidence_tables import marked, widest
from cspdesk.reports.evidence_words import varying

_FROM_ORIGINAL = "From original to revised"


def reconciliation(figures: EvidenceFigures) -> Iterator[Block]:
    """Give each line's figures and their sum, how the funder varied them, and the reasons for variances."""
    yield Heading(1, "Reconciliation by budget line")
    if not figures.lines:
        yield Paragraph("This agreement has no budget lines and no transactions in the period.")
        return
    names = ("Original", "Revised", "Actual", "Committed", "Forecast", "Outturn", "Variance")
    fits = _fits(figures, len(names))
    columns = [Column("Budget line", weight=1.2)]
    columns += [Column(name, "right", fit) for name, fit in zip(names, fits, strict=True)]
    rows = [Row((marked(line.name, line.illustrative), *_cells(line.position))) for line in figures.lines]
    yield Table(
        tuple(columns), (*rows, Row(("Total", *_cells(figures.total)), "total")), row_heading=True, together=True
    )
    varied = ", as varied by the funder," if figures.total.variations else ""
    before = " and what was spent in earlier years" if figures.total.before else ""
    yield Paragraph(
        f"Revised is original{varied} plus virements in, less virements out{before}. Outturn is actual plus committed "
        "plus forecast. Variance is outturn less revised: above nought is over budget.",
        "small",
    )
    if meant := _meant(figures):
        yield Paragraph(meant, "small")
    if figures.varied:
        yield from _variations(figures)
    if figures.total.variations or figures.total.before:
        yield Heading(2, _FROM_ORIGINAL)
        yield _from_original(figures)
    over = varying(figures)
    if over:
        yield Heading(2, "Reasons for variance")
        fit = widest(pounds(line.position.variance) for line in over)
        yield Table(
            (Column("Budget line", weight=1), Column("Variance", "right", fit), Column("Reason", weight=2)),
            tuple(
                Row((line.name, pounds(line.position.variance), line.variance_reason.strip() or "No reason given."))
                for line in over
            ),
            row_heading=True,
            together=True,
        )


def _meant(figures: EvidenceFigures) -> str:
    """Say which lines are capital and which revenue, and whether their amounts hold VAT."""
    named: dict[str, list[str]] = {}
    for line in figures.lines:
        if line.meant:
            named.setdefault(line.meant, []).append(line.reference or line.title)
    if len(named) == 1:
        return f"Amounts of every line are {next(iter(named))}."
    return "".join(f"Amounts are {meant}: {', '.join(lines)}. " for meant, lines in named.items()).strip()


def _variations(figures: EvidenceFigures) -> Iterator[Block]:
    yield Heading(2, "Variations by the funder")
    yield Table(
        (
            Column("Decided", fit="00/00/0000"),
            Column("What changed", weight=1.2),
            Column("Amount", "right", widest(pounds(v.amount_pence) for v in figures.varied)),
            Column("Reason", weight=1.3),
            Column("Approved by", weight=0.8),
        ),
        tuple(
            Row((short_date(v.decided_on), _changed(v), _varied_by(v), v.reason, v.approved_by or "not recorded"))
            for v in figures.varied
        ),
        name="Variations by the funder",
        together=True,
    )


def _from_original(figures: EvidenceFigures) -> Table:
    """Return how each line's original amount became its revised one."""
    rows = [(line.name, line.position) for line in figures.lines if line.assigned]
    spent = bool(figures.total.before)
    cells = [(name, *_steps(position, spent)) for name, position in (*rows, ("Total", figures.total))]
    heads = ("Original", "Variations", "Virements", *(("Spent before",) * spent), "Revised")
    columns = (Column(head, "right", widest(row[place] for row in cells)) for place, head in enumerate(heads, 1))
    return Table(
        (Column("Budget line", weight=1.2), *columns),
        (*(Row(row) for row in cells[:-1]), Row(cells[-1], "total")),
        row_heading=True,
        name=_FROM_ORIGINAL,
        together=True,
    )


def _changed(varied: Varied) -> str:
    parts = [varied.line] if varied.line else []
    if varied.ends_on is not None:
        parts.append(f"the agreement ends on {short_date(varied.ends_on)}")
    return "; ".join(parts)


def _varied_by(varied: Varied) -> str:
    return pounds(varied.amount_pence) if varied.line else "none"


def _steps(position: Position, spent: bool) -> tuple[str, ...]:
    moved = position.virements_in - position.virements_out
    before = (-position.before,) * spent
    return tuple(pounds(pence) for pence in (position.original, position.variations, moved, *before, position.revised))


def _cells(position: Position) -> tuple[str, ...]:
    return tuple(
        pounds(pence)
        for pence in (
            position.original,
            position.revised,
            position.actual,
            position.committed,
            position.forecast,
            position.outturn,
            position.variance,
        )
    )


def _fits(figures: EvidenceFigures, count: int) -> list[str]:
    rows = [*(_cells(line.position) for line in figures.lines), _cells(figures.total)]
    return [widest(row[place] for row in rows) for place in range(count)]


def virements(figures: EvidenceFigures) -> Iterator[Block]:
    """Give the money moved between lines."""
    yield Heading(1, "Virements")
    if not figures.moved:
        yield Paragraph("No money was moved between budget lines.")
        return
    yield Table(
        (
            Column("Decided", fit="00/00/0000"),
            Column("From", weight=1),
            Column("To", weight=1),
            Column("Amount", "right", widest(pounds(m.amount_pence) for m in figures.moved)),
            Column("Reason", weight=1.3),
            Column("Approved by", weight=0.8),
        ),
        tuple(
            Row(
                (
                    short_date(m.decided_on),
                    m.from_line,
                    m.to_line,
                    pounds(m.amount_pence),
                    m.reason,
                    m.approved_by or "not recorded",
                )
            )
            for m in figures.moved
        ),
        name="Virements",
        together=True,
    )
    yield Paragraph("What leaves one line enters another, so virements do not change the agreement’s total.", "small")
