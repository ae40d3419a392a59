"""The blocks of a document as pieces of a web page, in the order in which they are read."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from cspdesk.charts.chart import DataTable
from cspdesk.domain.narrative import Passage
from cspdesk.reports import charts
from cspdesk.reports.blocks import (
    AttachedFiles,
    Block,
    Bullets,
    ChartBlock,
    Column,
    Contents,
    Facts,
    Heading,
    KeyFigures,
    Narrative,
    Paragraph,
    Replacements,
    Results,
    Row,
    Signatures,
    Table,
    Title,
)
from cspdesk.reports.chart_svg import SvgPen, result_picture, svg
from cspdesk.reports.stressed import pieces
from cspdesk.reports.style import WIDTH
from cspdesk.reports.web_tables import facts, said, table, way

_LOOKS = {"body": "", "lead": ' class="lead"', "small": ' class="small"', "warning": ' class="warning"'}
_PLACES = ("Signed", "Date", "Name", "Post")
_LISTED_FROM = 4  # sections from which a page gets a list of them though the document has none

_WORDY = 24  # letters from which a cell among figures is words


class WebBlocks:
    """Writes blocks as HTML; attached says whether files can be saved from the page."""

    def __init__(self, blocks: Sequence[Block], drawn: Callable[[], None], *, attached: bool) -> None:
        self._blocks = blocks
        self._drawn = drawn
        self._attached = attached
        self._key = 0
        self._level = 1
        self._section = 0
        self._heading = ""
        self._open = False
        self._listed = any(isinstance(block, Contents) for block in blocks)
        self._ways: dict[type, Callable[[Any], Iterator[str]]] = {
            Title: self._title,
            Heading: self._heading_of,
            Contents: self._contents,
            Paragraph: self._paragraph,
            Bullets: self._bullets,
            Facts: lambda block: facts(block.pairs, block.summary),
            KeyFigures: self._key_figures,
            Table: self._table,
            Narrative: self._narrative,
            Results: self._results,
            Signatures: self._signatures,
            AttachedFiles: self._files,
            Replacements: lambda _: iter(()),
        }

    def written(self) -> Iterator[str]:
        """Return the page's content piece by piece."""
        for place, block in enumerate(self._blocks):
            if isinstance(block, ChartBlock):
                following = self._blocks[place + 1] if place + 1 < len(self._blocks) else None
                yield from self._chart(block, following)
            else:
                yield from self._ways[type(block)](block)
        if self._open:
            yield "</section>\n"

    def _next(self, kind: str) -> str:
        self._key += 1
        return f"{kind}{self._key}"

    def _title(self, block: Title) -> Iterator[str]:
        if block.new_page and self._open:
            yield "</section>\n"
            self._open = False
        self._heading, self._level = block.text, 1
        yield f'<p class="over"{way(block.over)}>{said(block.over)}</p><h1{way(block.text)}>{said(block.text)}</h1>'
        yield f'<p class="under"{way(block.under)}>{said(block.under)}</p>\n'

    def _heading_of(self, block: Heading) -> Iterator[str]:
        if block.level == 1:
            if not self._listed and len(self._sections()) >= _LISTED_FROM:
                yield from self._contents(None)
            yield "</section>\n<section>" if self._open else "<section>"
            self._open = True
        self._heading = block.text
        key = f' id="{_place(self._sections_so_far())}"' if block.level == 1 else ""
        yield self._headed(block.level, said(block.text), f"{key}{way(block.text)}")

    def _headed(self, level: int, inside: str, about: str = "") -> str:
        """Return a heading. No level is passed over: who goes by headings would look for what is missing."""
        self._level = min(level + 1, self._level + 1)
        return f"<h{self._level}{about}>{inside}</h{self._level}>\n"

    def _sections(self) -> list[str]:
        return [b.text for b in self._blocks if isinstance(b, Heading) and b.level == 1]

    def _sections_so_far(self) -> int:
        self._section += 1
        return self._section

    def _contents(self, _: Contents | None) -> Iterator[str]:
        self._listed = True
        yield '<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ul>'
        for place, text in enumerate(self._sections(), start=1):
            yield f'<li><a href="#{_place(place)}"{way(text)}>{said(text)}</a></li>'
        yield "</ul></nav>\n"

    def _paragraph(self, block: Paragraph) -> Iterator[str]:
        yield f"<p{_LOOKS[block.look]}{way(block.text)}>{said(block.text)}</p>\n"

    def _bullets(self, block: Bullets) -> Iterator[str]:
        kind = "ol" if block.numbered else "ul"
        yield f"<{kind}>"
        yield from (f"<li{way(text)}>{said(text)}</li>" for text in block.items)
        yield f"</{kind}>\n"

    def _narrative(self, block: Narrative) -> Iterator[str]:
        listing = "ol" if block.numbered else "ul"
        for kind, run in groupby(block.passages, key=lambda passage: passage.kind):
            if kind == "point":
                yield f"<{listing}>{''.join(f'<li>{_stressed(passage)}</li>' for passage in run)}</{listing}>\n"
                continue
            for passage in run:
                if kind == "heading":
                    yield self._headed(min(block.level + passage.level - 1, 3), _stressed(passage))
                else:
                    yield f"<p>{_stressed(passage)}</p>\n"

    def _key_figures(self, block: KeyFigures) -> Iterator[str]:
        yield '<ul class="key">'
        for figure, words in block.figures:
            yield f"<li><strong>{said(figure)}</strong> <span>{said(words)}</span></li>"
        yield "</ul>\n"

    def _table(self, block: Table) -> Iterator[str]:
        caption = block.caption or block.name or self._heading
        yield from table(block, key=self._next("table"), caption=caption, drawn=self._drawn)

    def _chart(self, block: ChartBlock, following: Block | None) -> Iterator[str]:
        chart, height = block.chart, charts.height(block.chart)
        pen = SvgPen(top=height)
        charts.draw_marks(pen, chart, top=height, left=0, right=WIDTH)
        picture = svg(pen.marks, WIDTH, height, title=chart.title, says=chart.alt_text, key=self._next("chart"))
        yield f'<figure><div class="wide" role="group" tabindex="0" aria-label="Chart">{picture}</div></figure>\n'
        if not is_told(chart.table, following):
            yield from self._figures(chart.title, chart.table)

    def _results(self, block: Results) -> Iterator[str]:
        yield '<div class="grid">'
        for each in block.results:
            picture = result_picture(each.chart, key=self._next("chart"))
            caveat = f'<p class="small warning">{said(each.caveat)}</p>' if each.caveat else ""
            yield f'<figure><div class="wide" role="group" tabindex="0" aria-label="Chart">{picture}</div>'
            yield f"<figcaption><p>{said(each.says)}</p>{caveat}</figcaption>"
            yield from self._figures(each.chart.title, each.chart.table)
            yield "</figure>\n"
        yield "</div>\n"

    def _figures(self, title: str, told: DataTable) -> Iterator[str]:
        """Give every figure of a chart as a table, folded up until it is asked for."""
        block = data_table(title, told)
        yield f"<details><summary>The figures of the chart: {said(title)}</summary>"
        yield from table(block, key=self._next("table"), caption=title, drawn=lambda: None)
        yield "</details>\n"

    def _signatures(self, block: Signatures) -> Iterator[str]:
        for role in block.roles:
            places = "".join(f"<li>{place}</li>" for place in _PLACES)
            yield f'<div class="sign"><p>{said(role)}</p><ul>{places}</ul></div>\n'

    def _files(self, block: AttachedFiles) -> Iterator[str]:
        if self._attached:
            yield f'<p class="small">To be saved from the foot of this page: {said(block.text)}</p>\n'


def _stressed(passage: Passage) -> str:
    parts = pieces(passage.runs, str)
    return "".join(f"<strong>{said(text)}</strong>" if bold else said(text) for text, bold in parts)


def data_table(title: str, told: DataTable) -> Table:
    """Return a chart's figures as the block of a table; columns that tell nothing are left out."""
    cells = list(zip(*told.rows, strict=True)) or [()] * len(told.headings)
    shown = told.told
    wordy = {place for place in shown[1:] if max(map(len, cells[place]), default=0) > _WORDY}
    columns = tuple(_figures_column(told.headings[place], cells[place], place, wordy) for place in shown)
    rows = tuple(Row(tuple(row[place] for place in shown)) for row in told.rows)
    return Table(columns, rows, row_heading=True, name=title)


def _figures_column(heading: str, cells: Sequence[str], place: int, wordy: set[int]) -> Column:
    """Return a column of figures; one that holds words has the room that figures, which are not broken, leave."""
    if place in wordy:
        return Column(heading, fit=_longest_word(cells), weight=1)
    fit = max(cells, key=len, default="") if wordy else _longest_word(cells)
    return Column(heading, "right" if place else "left", fit=fit)


def _longest_word(texts: Sequence[str]) -> str:
    return max(" ".join(texts).split(), key=len, default="")


def is_told(told: DataTable, following: Block | None) -> bool:
    """Whether the very figures of a chart stand in the table after it, be it under what they share."""
    if not isinstance(following, Table):
        return False
    under: tuple[str, ...] = ()
    found = []
    for row in following.rows:
        if row.kind == "group":
            under = row.cells
        else:
            found.append((*under, *row.cells))
    return tuple(found) == told.rows


def _place(section: int) -> str:
    return f"section{section}"
