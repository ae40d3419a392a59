"""The blocks of a document as pieces of a word-processor file, in the order in which they are read."""

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Any

from cspdesk.domain.narrative import Passage
from cspdesk.reports import charts, result_charts
from cspdesk.reports.blocks import (
    AttachedFiles,
    Block,
    Bullets,
    ChartBlock,
    Contents,
    Facts,
    Heading,
    KeyFigures,
    Narrative,
    Paragraph,
    Replacements,
    Result,
    Results,
    Signatures,
    Table,
    Title,
)
from cspdesk.reports.chart_picture import PicturePen
from cspdesk.reports.stressed import pieces
from cspdesk.reports.web_blocks import data_table, is_told
from cspdesk.reports.word_tables import facts, paragraph, run, table
from cspdesk.reports.xml_text import xml_text

_LOOKS = {"body": "Normal", "lead": "Lead", "small": "SmallPrint", "warning": "Warning"}
_EMU = 12_700  # in a point
_RESULT = 300.0  # the width of a chart of results, in points
_TABLES = (Table, Facts)

Keep = Callable[[bytes], str]


class WordBlocks:
    """Writes blocks as XML; keep(png) puts a picture into the file and returns its number there."""

    def __init__(self, blocks: Sequence[Block], width: float, drawn: Callable[[], None], keep: Keep) -> None:
        self._blocks = blocks
        self._width = width
        self._drawn = drawn
        self._keep = keep
        self._sections = 0
        self._pictures = 0
        self._heading = ""
        self._ways: dict[type, Callable[[Any], Iterator[str]]] = {
            Title: self._title,
            Heading: self._heading_of,
            Contents: self._contents,
            Paragraph: lambda block: iter((paragraph(_LOOKS[block.look], run(block.text)),)),
            Bullets: lambda block: self._listed([run(text) for text in block.items], numbered=block.numbered),
            Narrative: self._narrative,
            Results: lambda block: (part for each in block.results for part in self._result(each)),
            Facts: lambda block: facts(block.pairs, block.summary, self._width),
            KeyFigures: self._key_figures,
            Table: self._table,
            Signatures: self._signatures,
            AttachedFiles: lambda _: iter(()),
            Replacements: lambda _: iter(()),
        }

    def written(self) -> Iterator[str]:
        """Return the file's content piece by piece."""
        for place, block in enumerate(self._blocks):
            following = self._blocks[place + 1] if place + 1 < len(self._blocks) else None
            if isinstance(block, ChartBlock):
                yield from self._chart(block, following)
            elif isinstance(block, Paragraph) and (block.leads or isinstance(following, ChartBlock)):
                # What a chart says, and the chart; what leads to a list, and the list.
                yield paragraph(_LOOKS[block.look], run(block.text), shape="<w:keepNext/>")
            else:
                yield from self._ways[type(block)](block)
            if isinstance(block, _TABLES) and (following is None or isinstance(following, _TABLES)):
                yield paragraph("Gap")  # two tables that touch would be read as one

    def _title(self, block: Title) -> Iterator[str]:
        self._heading = block.text
        yield paragraph("OverTitle", run(block.over), shape="<w:pageBreakBefore/>" * block.new_page)
        yield paragraph("Title", run(block.text))
        yield paragraph("Subtitle", run(block.under))

    def _heading_of(self, block: Heading) -> Iterator[str]:
        self._heading = block.text
        shape = "<w:keepNext/>" + "<w:pageBreakBefore/>" * block.new_page
        runs = [run(block.text)]
        if block.level == 1:
            self._sections += 1
            mark = f'w:id="{self._sections}"'
            runs = [f'<w:bookmarkStart {mark} w:name="section{self._sections}"/>', *runs, f"<w:bookmarkEnd {mark}/>"]
        yield paragraph(f"Heading{block.level}", *runs, shape=shape)

    def _contents(self, block: Contents) -> Iterator[str]:
        yield paragraph("ContentsHeading", run("Contents"))
        for place, text in enumerate(block.headings, start=1):
            words = run(text, '<w:rStyle w:val="Hyperlink"/>')
            yield paragraph(
                "ContentsLine", f'<w:hyperlink w:anchor="section{place}" w:history="1">{words}</w:hyperlink>'
            )

    def _listed(self, items: Sequence[str], *, numbered: bool) -> Iterator[str]:
        """Return points, each as runs; the numbers of a list are written out, as others refer to them."""
        for number, runs in enumerate(items, start=1):
            if numbered:
                yield paragraph("NumberedPoint", run(f"{number}."), "<w:r><w:tab/></w:r>", runs)
            else:
                yield paragraph("ListBullet", runs)

    def _narrative(self, block: Narrative) -> Iterator[str]:
        for kind, passages in groupby(block.passages, key=lambda passage: passage.kind):
            if kind == "point":
                yield from self._listed([_stressed(passage) for passage in passages], numbered=block.numbered)
                continue
            for passage in passages:
                level = min(block.level + passage.level - 1, 3)
                style, shape = (f"Heading{level}", "<w:keepNext/>") if kind == "heading" else ("Normal", "")
                yield paragraph(style, _stressed(passage), shape=shape)

    def _result(self, block: Result) -> Iterator[str]:
        """Return a chart of results with what stands beneath it; what is drawn in words is said in words too."""
        chart = block.chart
        width = min(self._width, _RESULT)
        measure = PicturePen(1, 1)
        title = len(result_charts.title_lines(measure, chart, width))
        height = result_charts.height(measure, chart, width, title)
        pen = PicturePen(width, height)
        result_charts.draw_marks(pen, chart, left=0, width=width, top=height, title=title)
        says = " ".join((chart.alt_text, *result_charts.key_lines(measure, chart, width)))
        yield paragraph("Normal", self._picture(pen.png(), chart.title, says, width, height), shape="<w:keepNext/>")
        yield paragraph("Normal", run(block.says), shape="<w:keepNext/>" * bool(block.caveat))
        if block.caveat:
            yield paragraph("Caveat", run(block.caveat))
        yield paragraph("Caption", run(f"The figures of the chart: {chart.title}"), shape="<w:keepNext/>")
        yield from self._table(data_table(chart.title, chart.table))
        yield paragraph("Gap")

    def _key_figures(self, block: KeyFigures) -> Iterator[str]:
        for figure, words in block.figures:
            number = run(figure, '<w:rStyle w:val="KeyNumber"/>')
            yield paragraph("KeyFigure", number, "<w:r><w:tab/></w:r>", run(words))

    def _table(self, block: Table) -> Iterator[str]:
        if block.caption:
            yield paragraph("Caption", run(block.caption), shape="<w:keepNext/>")
        name = block.caption or block.name or self._heading
        yield from table(block, name=name, width=self._width, drawn=self._drawn)

    def _chart(self, block: ChartBlock, following: Block | None) -> Iterator[str]:
        chart, height = block.chart, charts.height(block.chart)
        pen = PicturePen(self._width, height)
        charts.draw_marks(pen, chart, top=height, left=0, right=self._width)
        says = " ".join((chart.alt_text, *chart.notes))
        yield paragraph("Normal", self._picture(pen.png(), chart.title, says, self._width, height))
        if not is_told(chart.table, following):
            yield from self._table(data_table(chart.title, chart.table))
            if isinstance(following, _TABLES):
                yield paragraph("Gap")

    def _picture(self, png: bytes, title: str, says: str, width: float, height: float) -> str:
        """Return a picture in the line of text, with its words for those who do not see it."""
        self._pictures += 1
        number, size = self._pictures, f'cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"'
        named = f'id="{number}" name="Chart {number}"'
        told = f'title="{escape(xml_text(title))}" descr="{escape(xml_text(says))}"'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f"<wp:docPr {named} {told}/>"
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{self._keep(png)}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def _signatures(self, block: Signatures) -> Iterator[str]:
        for role in block.roles:
            yield paragraph("Caption", run(role), shape="<w:keepNext/>")
            for left, right in (("Signed", "Date"), ("Name", "Post")):
                tab = "<w:r><w:tab/></w:r>"
                yield paragraph("SignLine", run(f"{left} "), tab, run(f" {right} "), tab)


def _stressed(passage: Passage) -> str:
    return "".join(run(text, "<w:b/>" * bold) for text, bold in pieces(passage.runs, str))
