"""Places blocks on pages one below the other, with nothing parted that belongs together."""

from collections.abc import Callable, Sequence
from typing import Any

from cspdesk.reports import charts
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
    Results,
    Signatures,
    Table,
    Title,
)
from cspdesk.reports.contents import ContentsList
from cspdesk.reports.drawn_results import ResultsRoom
from cspdesk.reports.drawn_written import WrittenRoom
from cspdesk.reports.pages import Bookmark, Pages, area, decoration, line
from cspdesk.reports.pdf_file import pdf_text
from cspdesk.reports.structure import header_scope
from cspdesk.reports.style import (
    ACCENT,
    BODY,
    CAPTION,
    HEADINGS,
    LEAD,
    ORANGE,
    QUIET,
    SMALL,
    SUBTITLE,
    TITLE,
    Type,
)
from cspdesk.reports.tables import TableWriter
from cspdesk.reports.writing import REPLACED

_LOOKS = {"body": BODY, "lead": LEAD, "small": SMALL, "warning": BODY}
_FIGURE = Type(17, 22, bold=True, colour=ACCENT)
_LONG_TITLE = Type(18, 23, bold=True, colour=ACCENT, before=6, after=5)
_FACT_NAME = Type(8.6, 12.4, colour=QUIET)
_FACT = Type(9.2, 12.4)
_NAMES_WIDTH = 118.0
_INTRODUCED = (Table, ChartBlock, Results, Signatures)
_MOST_KEPT = 480.0
_SIGNED = 100.0  # the room of one signature


class Flow(WrittenRoom, ResultsRoom):
    """Draws a document's blocks in order."""

    def __init__(self, pages: Pages, progress: Callable[[], None]) -> None:
        super().__init__(pages)
        self._progress = progress
        self._drawers: dict[type, Callable[[Any], None]] = {
            Title: self._title,
            Contents: self._reserve_contents,
            Paragraph: self._paragraph,
            Narrative: self._written,
            Bullets: self._bullets,
            Facts: self._facts,
            KeyFigures: self._key_figures,
            Table: self._table,
            ChartBlock: self._chart,
            Results: self._results,
            Signatures: self._signatures,
            Replacements: self._replacements,
            AttachedFiles: self._attached,
        }

    def draw(self, blocks: Sequence[Block]) -> None:
        """Draw every block, then what can be known only at the end: the contents' page numbers."""
        for place, block in enumerate(blocks):
            if isinstance(block, Heading):
                self._heading(block, self._kept_with(blocks[place + 1 :], block.level))
            else:
                self._drawers[type(block)](block)
        self._structure.close(self._section)
        if self._contents is not None:
            self._contents.fill()
            if self._contents.page is not self._page:
                self._pages.close(self._contents.page)
        self._pages.close(self._page)

    # Room on the page

    def _kept_with(self, following: Sequence[Block], level: int) -> float:
        """Return the room a heading of this level needs below it so that it does not stand alone at a page's foot."""
        if not following:
            return 0.0
        match following[0]:
            case Paragraph(text=text, look=look) if _introduces(following[1:2], level):
                kind = _LOOKS[look]
                height = len(self._lines(text, kind)) * kind.leading + kind.after
                return min(height + self._kept_with(following[1:], level), _MOST_KEPT)
            case Heading(new_page=True):
                return 0.0
            case Heading() as heading:
                kind = HEADINGS[heading.look]
                return kind.before + kind.leading + kind.after + self._kept_with(following[1:], heading.level)
            case ChartBlock(chart=chart):
                return charts.height(chart)
            case Results() as results:
                return self._results_height(results)
            case Table() as table:
                caption = CAPTION.before + CAPTION.leading + CAPTION.after if table.caption else 0.0
                signed = any(isinstance(each, Signatures) for each in following[1:2])
                after = self._kept_with(following[1:], level) if signed else 0.0  # who signs, and where they do
                return caption + self._writer(table).opening_height() + after
            case KeyFigures():
                return 64.0
            case Signatures(roles=roles):
                return _SIGNED * len(roles)
            case _:
                return 3 * BODY.leading

    # Words

    def _title(self, block: Title) -> None:
        if block.new_page and not self._fresh:
            self._turn()
        self._words("P", block.over, Type(10, 14, bold=True, colour=QUIET))
        self._words("H1", block.text, TITLE if len(self._lines(block.text, TITLE)) == 1 else _LONG_TITLE)
        if block.under:
            self._words("P", block.under, SUBTITLE)
        else:
            self._down(4)
        self._page.code.append(decoration(area(self._sheet.left, self._y + 3, 46, 2.4, ACCENT)))
        self._down(14)

    def _heading(self, block: Heading, keep: float) -> None:
        if block.level == 1:
            self._structure.close(self._section)
            self._section = self._structure.open("Sect", self._structure.document)
        if block.new_page and not self._fresh:
            self._turn()
        kind = HEADINGS[block.look]
        element = self._words(f"H{block.level + 1}", block.text, kind, keep=keep)
        top = self._y + kind.after + kind.leading * 1.4
        text = self._pages.fonts.ready(block.text)
        mark = Bookmark(block.level, text, self._page.number, self._page.index, top, element.number)
        self._pages.bookmarks.append(mark)

    def _paragraph(self, block: Paragraph) -> None:
        kind = _LOOKS[block.look]
        inset = 10.0 if block.look == "warning" else 0.0
        lines = self._lines(block.text, kind, self._sheet.width - inset)
        element = self._structure.open("P", self._section)
        while lines:
            room = max(int((self._y - self._sheet.bottom) / kind.leading), 0)
            if room < len(lines) and not self._fresh and (room < 2 or len(lines) <= 3):
                self._turn()
                continue
            taken = len(lines) if room >= len(lines) else max(min(room, len(lines) - 2), 1)
            self._pages.text(self._page, element, self._sheet.left + inset, self._y - kind.size, lines[:taken], kind)
            if inset:
                height = taken * kind.leading
                self._page.code.append(decoration(area(self._sheet.left, self._y - height + 1, 2, height, ORANGE)))
            self._down(taken * kind.leading)
            lines = lines[taken:]
        self._structure.close(element)
        self._down(kind.after)

    def _facts(self, block: Facts) -> None:
        table = self._structure.open("Table", self._section, _summary(block.summary))
        body = self._structure.open("TBody", table)
        left = self._sheet.left
        for name, text in block.pairs:
            lines = self._lines(text, _FACT, self._sheet.width - _NAMES_WIDTH)
            height = len(lines) * _FACT.leading + 5
            self._need(min(height, 300.0))
            row = self._structure.open("TR", body)
            heading = self._structure.open("TH", row, header_scope("Row"))
            cell = self._structure.open("TD", row)
            said = [self._pages.fonts.ready(name)]
            self._pages.text(self._page, heading, left, self._y - 10.5, said, _FACT_NAME)
            self._down(10.5 - _FACT.size)
            self._pour(cell, lines, _FACT, left + _NAMES_WIDTH)
            self._down(_FACT.size - 10.5)
            self._down(5)
            self._page.code.append(decoration(line(left, self._y + 0.6, self._sheet.right, self._y + 0.6, width=0.4)))
            for element in (heading, cell, row):
                self._structure.close(element)
        self._structure.close(body)
        self._structure.close(table)
        self._down(12)

    def _key_figures(self, block: KeyFigures) -> None:
        width = (self._sheet.width - 10.0 * (len(block.figures) - 1)) / len(block.figures)
        size = _FIGURE.size
        face = self._pages.face(_FIGURE)
        texts = [(self._pages.fonts.ready(figure), words) for figure, words in block.figures]
        while size > 8 and max(face.width(figure, size) for figure, _ in texts) > width - 14:
            size -= 0.5
        kind = Type(size, _FIGURE.leading, bold=True, colour=ACCENT)
        said = [self._lines(words, SMALL, width - 14) for _, words in texts]
        height = 18 + kind.leading + max(map(len, said)) * SMALL.leading
        self._need(height)
        for place, (figure, _) in enumerate(texts):
            x = self._sheet.left + place * (width + 10)
            self._page.code.append(decoration(area(x, self._y - height + 8, width, height - 8, (0.945, 0.957, 0.968))))
            element = self._structure.open("P", self._section)
            self._pages.text(self._page, element, x + 7, self._y - 24, [f"{figure} "], kind)
            self._pages.text(self._page, element, x + 7, self._y - 38, said[place], SMALL)
            self._structure.close(element)
        self._down(height + 8)

    # Tables, charts, places to sign

    def _table(self, block: Table) -> None:
        writer = self._writer(block)
        if block.caption:
            self._words("P", block.caption, CAPTION, keep=writer.opening_height())
        self._need(writer.opening_height())
        self._page, self._y = writer.draw(self._page, self._y)
        self._fresh = False
        self._down(12)

    def _writer(self, block: Table) -> TableWriter:
        bottom = self._sheet.bottom
        return TableWriter(self._pages, block, self._section, self._turn, bottom=bottom, drawn=self._progress)

    def _chart(self, block: ChartBlock) -> None:
        height = charts.height(block.chart)
        self._need(height)
        charts.draw(self._pages, self._page, self._section, block.chart, top=self._y)
        self._down(height + 6)

    def _signatures(self, block: Signatures) -> None:
        begin, end = self._sheet.left, self._sheet.right
        parts = begin + self._sheet.width * 0.61
        for role in block.roles:
            self._need(_SIGNED)
            self._words("P", role, CAPTION)
            for left, right in (("Signed", "Date"), ("Name", "Post")):
                self._down(26)
                for x, until, text in ((begin, parts - 20, left), (parts, end, right)):
                    element = self._structure.open("P", self._section)
                    self._pages.text(self._page, element, x, self._y, [text], _FACT_NAME)
                    self._structure.close(element)
                    start = x + 38
                    self._page.code.append(
                        decoration(line(start, self._y - 2, until, self._y - 2, colour=QUIET, width=0.6))
                    )
            self._down(18)

    def _replacements(self, _: Replacements) -> None:
        count = self._pages.fonts.replaced
        if count:
            held = "One text here holds" if count == 1 else f"{count:,} texts here hold"
            self._paragraph(
                Paragraph(
                    f"{held} letters that these fonts cannot show; each run of them stands as {REPLACED}. "
                    "The attached files hold every text as it was typed."
                )
            )

    def _attached(self, block: AttachedFiles) -> None:
        self._paragraph(Paragraph(f"Attached to this PDF: {block.text}", "small"))

    def _reserve_contents(self, block: Contents) -> None:
        self._words("P", "Contents", CAPTION)
        element = self._structure.open("TOC", self._section)
        self._contents = ContentsList(self._pages, self._page, self._y, element, block.headings)
        self._down(self._contents.height)


def _summary(text: str) -> str:
    return f"/A<</O/Table/Summary {pdf_text(text)}>>"


def _introduces(following: Sequence[Block], level: int) -> bool:
    """Return whether a paragraph under a heading leads to what follows: parts of its own, a table, a drawing.

    A heading of the same rank begins something else.
    """
    if not following or not isinstance(following[0], _INTRODUCED):
        return False
    return not isinstance(following[0], Heading) or following[0].level > level
