"""Draws tables, facts and key figures, with what is not to be parted from them."""

from collections.abc import Callable, Sequence

from cspdesk.reports.blocks import Block, Facts, KeyFigures, Paragraph, Table
from cspdesk.reports.pages import Pages, area, decoration, line
from cspdesk.reports.pdf_file import pdf_text
from cspdesk.reports.room import Room
from cspdesk.reports.structure import header_scope
from cspdesk.reports.style import ACCENT, CAPTION, QUIET, SMALL, Type
from cspdesk.reports.tables import TableWriter

_FIGURE = Type(17, 22, bold=True, colour=ACCENT)
FACT_NAME = Type(8.6, 12.4, colour=QUIET)
_FACT = Type(9.2, 12.4)
_NAMES_WIDTH = 118.0
_FACTS_KEPT = 120.0  # a list of facts that is no taller is not parted
_SMALL_ROWS = 6
_NOTES = 3  # small notes, one after the other, that stay with what they stand under


class TablesRoom(Room):
    """Room that tables, facts and key figures can be put into; progress is called for every row."""

    def __init__(self, pages: Pages, progress: Callable[[], None]) -> None:
        super().__init__(pages)
        self._progress = progress

    def _facts(self, block: Facts, below: float = 0.0) -> None:
        """Draw a list of facts; below is the room of a small table that stays with the last of them."""
        table = self._structure.open("Table", self._section, _summary(block.summary))
        body = self._structure.open("TBody", table)
        left = self._sheet.left
        told = self._fact_lines(block)
        whole = sum(height for _, height in told)
        if whole <= _FACTS_KEPT:
            self._need(whole + below)
        for place, ((name, _), (lines, height)) in enumerate(zip(block.pairs, told, strict=True)):
            ends, before = place == len(told) - 1, self._page
            # The last does not stand on a page alone; it does not where a table goes with it.
            last = told[-1][1] if place == len(told) - 2 and not below else 0.0
            self._need(min(height + last, 300.0) + (below if ends else 0.0))
            if place and self._page is not before:
                self._name_again(f"{block.summary}, continued")
            row = self._structure.open("TR", body)
            heading = self._structure.open("TH", row, header_scope("Row"))
            cell = self._structure.open("TD", row)
            said = [self._pages.fonts.ready(name)]
            self._pages.text(self._page, heading, left, self._y - 10.5, said, FACT_NAME)
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

    def _fact_lines(self, block: Facts) -> list[tuple[list[str], float]]:
        """Return the lines of each fact, and how tall it is."""
        width = self._sheet.width - _NAMES_WIDTH
        every = (self._lines(text, _FACT, width) for _, text in block.pairs)
        return [(lines, len(lines) * _FACT.leading + 5) for lines in every]

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
        self._down(height + 5)

    def _table(self, block: Table, below: float, *, of_chart: bool = False) -> None:
        """Draw a table; one that opens a page, parted from the words or the chart before it, is named there."""
        writer = self._writer(block, below)
        if block.caption:
            self._words("P", block.caption, CAPTION, keep=writer.opening_height())
        before = self._page
        self._need(writer.opening_height())
        if self._page is not before and not block.caption:
            self._y = writer.name_again(self._page, self._y, goes_on=of_chart)
        self._page, self._y = writer.draw(self._page, self._y)
        self._fresh = False
        self._down(12)

    def _writer(self, block: Table, below: float = 0.0) -> TableWriter:
        bottom, turn, kept = self._sheet.bottom, self._turn, below + 12 * bool(below)
        return TableWriter(self._pages, block, self._section, turn, bottom=bottom, drawn=self._progress, below=kept)

    def _note_height(self, following: Sequence[Block]) -> float:
        """Return the room of the small notes that come first, which belong to what is right above; 0 without any."""
        height, most = 0.0, 8 * SMALL.leading
        for block in following[:_NOTES]:
            if not isinstance(block, Paragraph) or block.look != "small":
                break
            height += (SMALL.after if height else 0.0) + len(self._lines(block.text, SMALL)) * SMALL.leading
        return min(height, most)

    def _facts_height(self, block: Facts, below: float = 0.0) -> float:
        """Return the room that must be free to begin a list of facts: all of it where that is not too much."""
        whole = sum(height for _, height in self._fact_lines(block))
        return whole + below if whole <= _FACTS_KEPT else _FACTS_KEPT

    def _small_table_height(self, following: Sequence[Block]) -> float:
        """Return the room of a small table that comes first, which stays with the facts above it; 0 without one."""
        match following[:1]:
            case [Table(together=True, rows=tuple(rows)) as table] if len(rows) <= _SMALL_ROWS:
                return 12 + self._table_height(table, self._note_height(following[1:]))
        return 0.0

    def _table_height(self, block: Table, below: float) -> float:
        """Return the room that must be free to begin a table with its caption; below is that of the note under it."""
        caption = CAPTION.before + CAPTION.leading + CAPTION.after if block.caption else 0.0
        return caption + self._writer(block, below).opening_height()


def _summary(text: str) -> str:
    return f"/A<</O/Table/Summary {pdf_text(text)}>>"
