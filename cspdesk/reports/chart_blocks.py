"""A chart as a document shows it: what it says in a sentence, the drawing, and every figure in a table."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from cspdesk.charts.chart import Chart
from cspdesk.charts.nested import NestedChart
from cspdesk.reports.blocks import Block, ChartBlock, Column, Paragraph, Row, Table
from cspdesk.reports.evidence_tables import widest

_SHORT = 24  # letters of a name that is never broken


def chart_with_table(chart: Chart, name: str = "") -> Iterator[Block]:
    """Give a chart with its sentence before it and its data after it; name is repeated where the table goes on.

    Where there is not one value yet, the sentence and the table say so, and no empty axes are drawn.
    """
    yield Paragraph(chart.alt_text)
    if any(value is not None for series in chart.series for _, value in series.points):
        yield ChartBlock(chart)
    first, *others = chart.table.headings
    longest = widest(row[0] for row in chart.table.rows)
    columns = [Column(first, fit=longest) if len(longest) <= _SHORT else Column(first, weight=1)]
    columns += [
        Column(heading, "right", widest(row[place] for row in chart.table.rows))
        for place, heading in enumerate(others, start=1)
    ]
    rows = tuple(Row(row) for row in chart.table.rows)
    yield Table(tuple(columns), rows, row_heading=True, name=name, together=True)


def nested_with_table(chart: NestedChart, name: str) -> Iterator[Block]:
    """Give money in nested columns with its sentence before it and every figure after it.

    Three blocks that are each the whole show nothing, and are not drawn.
    """
    yield Paragraph(chart.alt_text)
    if chart.divides:
        yield ChartBlock(chart)
    names, figures = chart.table.headings[1:3], chart.table.headings[3:]
    columns = [Column(heading, weight=1) for heading in names]
    columns += [
        Column(heading, "right", widest((heading, *(row[place] for row in chart.table.rows))))
        for place, heading in enumerate(figures, start=3)
    ]
    yield Table(tuple(columns), tuple(_under_their_first(chart.table.rows)), row_heading=True, name=name)


def _under_their_first(rows: Sequence[tuple[str, ...]]) -> Iterator[Row]:
    """Give rows under what stands first in them, which is said once."""
    for first, alike in groupby(rows, key=itemgetter(0)):
        yield Row((first,), "group")
        yield from (Row(row[1:]) for row in alike)
