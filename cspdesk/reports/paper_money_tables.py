"""The tables of papers that hold money: by priority, by agreement and line, what is evidenced, what is asked for."""

from collections.abc import Iterator, Sequence

from cspdesk.domain.money import pounds
from cspdesk.domain.positions import Position
from cspdesk.reports.blocks import Column, Row, Table
from cspdesk.reports.evidence_tables import marked, widest
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_priority_figures import AgreementMoney, Asked

_HEADS = ("Budget", "Paid", "Ordered", "Expected", "Outturn", "Variance")


def money_table(agreements: Sequence[AgreementMoney], total: Position) -> Table:
    """Return every line under its agreement, with the sum of each agreement and of all."""
    rows = tuple(_money_rows(agreements, total))
    fits = [widest(row.cells[place] for row in rows if len(row.cells) > 1) for place in range(1, len(_HEADS) + 1)]
    return Table(
        (
            Column("Budget line", weight=1.6),
            *(Column(head, "right", fit) for head, fit in zip(_HEADS, fits, strict=True)),
        ),
        rows,
        name="The money by agreement and budget line",
        row_heading=True,
        together=True,
    )


def _money_rows(agreements: Sequence[AgreementMoney], total: Position) -> Iterator[Row]:
    for each in agreements:
        name = f"{each.reference} {each.title} ({each.funder}; {each.certainty.value})"
        yield Row((marked(name, each.illustrative),), "group")
        for line in each.lines:
            yield Row((line.name, *_cells(line.position)))
        yield Row((f"Sum of {each.reference}", *_cells(each.total)), "subtotal")
    yield Row(("All agreements", *_cells(total)), "total")


def _cells(position: Position) -> tuple[str, ...]:
    sums = (position.revised, position.actual, position.committed, position.forecast, position.outturn)
    return tuple(pounds(pence) for pence in (*sums, position.variance))


def priorities_money_table(figures: PaperFigures) -> Table:
    """Return the money by priority; what serves all of them, or stands on no line, is the rest of the whole."""
    rows = [(p.name, p.money) for p in figures.priorities]
    whole = figures.money
    rest = _less(whole, [position for _, position in rows])
    cells = [(name, *_cells(position)) for name, position in rows]
    if any((rest.revised, rest.actual, rest.committed, rest.forecast)):
        cells.append(("What serves all priorities, or stands elsewhere", *_cells(rest)))
    cells.append(("All", *_cells(whole)))
    columns = (Column(head, "right", widest(row[place] for row in cells)) for place, head in enumerate(_HEADS, 1))
    return Table(
        (Column("Priority", weight=1.6), *columns),
        (*(Row(row) for row in cells[:-1]), Row(cells[-1], "total")),
        name="The money by priority",
        row_heading=True,
        together=True,
    )


def _less(whole: Position, parts: Sequence[Position]) -> Position:
    """Return what is left of a position when parts are taken away; its figures may be below nought."""
    return Position(
        original=whole.original - sum(p.original for p in parts),
        virements_in=whole.virements_in - sum(p.virements_in for p in parts),
        virements_out=whole.virements_out - sum(p.virements_out for p in parts),
        actual=whole.actual - sum(p.actual for p in parts),
        committed=whole.committed - sum(p.committed for p in parts),
        forecast=whole.forecast - sum(p.forecast for p in parts),
        variations=whole.variations - sum(p.variations for p in parts),
    )


def traced_table(agreements: Sequence[AgreementMoney]) -> Table:
    """Return how much of each line's payments is evidenced."""
    rows = [
        (line.name, pounds(t.paid), pounds(t.evidenced), pounds(t.untraced), f"{t.payments - t.payments_evidenced:,}")
        for each in agreements
        for line in each.lines
        if (t := line.traced).payments
    ]
    heads = ("Paid", "Evidenced", "Not yet evidenced", "Payments without proof")
    columns = (Column(head, "right", widest(row[place] for row in rows)) for place, head in enumerate(heads, 1))
    return Table(
        (Column("Budget line", weight=1.8), *columns),
        tuple(Row(row) for row in rows),
        name="How much is evidenced",
        row_heading=True,
    )


def request_table(request: Sequence[Asked]) -> Table:
    """Return the three amounts, each with what happens then."""
    several = len({each.priority for each in request}) > 1
    return Table(
        (
            *((Column("Priority", weight=1),) if several else ()),
            Column("Request", fit="Reduced"),
            Column("Amount", "right", widest(pounds(each.amount_pence) for each in request)),
            Column("What happens then", weight=3),
        ),
        tuple(
            Row((*((each.priority,) if several else ()), each.level.value.capitalize(), pounds(each.amount_pence),
                 each.what_happens or "Not said yet."))
            for each in request
        ),
        name="The request",
    )  # fmt: skip
