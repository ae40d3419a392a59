"""The tables of papers that hold money: by priority, by agreement and line, what is evidenced, what is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cspdesk.domain.money import pounds
from cspdesk.domain.positions import Position
from cspdesk.reports.blocks import Column, Row, Table
from cspdesk.reports.evidence_tables import marked, widest
from cspdesk.reports.paper_figures import PaperFigures
from cspdesk.reports.paper_priority_figures import AgreementMoney, Asked

_HEADS = ("Budget", "Paid", "Ordered", "Expected", "Outturn", "Variance")
_WHERE_ANY = ("Ordered", "Expected")  # a column of noughts tells nothing, and takes its room from the others


def money_table(agreements: Sequence[AgreementMoney], total: Position) -> Table:
    """Return every line under its agreement, with the sum of each agreement and of all."""
    heads = _heads([*(line.position for each in agreements for line in each.lines), total])
    rows = tuple(_money_rows(agreements, total, heads))
    return Table(
        (Column("Budget line", weight=1.6), *_columns(heads, rows)),
        rows,
        name="The money by agreement and budget line",
        row_heading=True,
        together=True,
    )


def _heads(positions: Sequence[Position]) -> tuple[str, ...]:
    """Return the headings of the columns that hold something."""
    return tuple(head for head in _HEADS if head not in _WHERE_ANY or any(_sums(p)[head] for p in positions))


def _columns(heads: Sequence[str], rows: Sequence[Row]) -> tuple[Column, ...]:
    held = [row.cells for row in rows if len(row.cells) > 1]
    return tuple(Column(head, "right", widest(cells[place] for cells in held)) for place, head in enumerate(heads, 1))


def _money_rows(agreements: Sequence[AgreementMoney], total: Position, heads: Sequence[str]) -> Iterator[Row]:
    for each in agreements:
        name = f"{each.reference} {each.title} ({each.funder}; {each.certainty.value})"
        yield Row((marked(name, each.illustrative),), "group")
        for line in each.lines:
            yield Row((line.name, *_cells(line.position, heads)))
        yield Row((f"Sum of {each.reference}", *_cells(each.total, heads)), "subtotal")
    yield Row(("All agreements", *_cells(total, heads)), "total")


def _sums(position: Position) -> dict[str, int]:
    sums = (position.revised, position.actual, position.committed, position.forecast, position.outturn)
    return dict(zip(_HEADS, (*sums, position.variance), strict=True))


def _cells(position: Position, heads: Sequence[str]) -> tuple[str, ...]:
    sums = _sums(position)
    return tuple(pounds(sums[head]) for head in heads)


def outturn_said(position: Position) -> str:
    """Return what an outturn and a variance are, as far as the columns beside them go."""
    match bool(position.committed), bool(position.forecast):
        case True, True:
            paid = "was paid, what is ordered and what is expected"
        case False, False:
            paid = "was paid: nothing more is ordered or expected"
        case ordered, _:
            paid = f"was paid and what is {'ordered' if ordered else 'expected'}"
    return f"Outturn is what {paid}. Variance is outturn less budget: above nought is over budget."


def priorities_money_table(figures: PaperFigures) -> Table:
    """Return the money by priority; what serves all of them, or stands on no line, is the rest of the whole."""
    given = [(p.name, p.money) for p in figures.priorities]
    rest = _less(figures.money, [position for _, position in given])
    if any((rest.revised, rest.actual, rest.committed, rest.forecast)):
        given.append(("What serves all priorities, or stands elsewhere", rest))
    given.append(("All", figures.money))
    heads = _heads([position for _, position in given])
    rows = [Row((name, *_cells(position, heads))) for name, position in given]
    return Table(
        (Column("Priority", weight=1.6), *_columns(heads, rows)),
        (*rows[:-1], replace(rows[-1], kind="total")),
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
        before=whole.before - sum(p.before for p in parts),
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


def request_table(request: Sequence[Asked], *, several: bool) -> Table:
    """Return the three amounts, each with what happens then; several: with the priority that each is asked for."""
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
