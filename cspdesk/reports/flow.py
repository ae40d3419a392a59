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
from cspdesk.reports.drawn_tables import FACT_NAME, TablesRoom
from cspdesk.reports.drawn_written import WrittenRoom
from cspdesk.reports.following import figures_of, introduces, notes_until_attached, points_after
from cspdesk.reports.pages import Bookmark, Pages, area, decoration, line
from cspdesk.reports.style import ACCENT, BODY, CAPTION, HEADINGS, LEAD, ORANGE, QUIET, SMALL, SUBTITLE, TITLE, Type
from cspdesk.reports.writing import REPLACED

_LOOKS = {"body": BODY, "lead": LEAD, "small": SMALL, "warning": BODY}
_LONG_TITLE = Type(18, 23, bold=True, colour=ACCENT, before=6, after=5)
_MOST_KEPT = 480.0
_MOST_CLOSING = 0.6  # of a page
_FEWEST_FILLING = 5  # lines; charts that leave no more of a page empty stay where they are
_ATTACHED = "Attached to this PDF: "
_SIGNED = 100.0  # the room of one signature


class Flow(WrittenRoom, ResultsRoom, TablesRoom):
    """Draws a document's blocks in order."""

    def __init__(self, pages: Pages, progress: Callable[[], None]) -> None:
        super().__init__(pages, progress)
        self._told: Block | None = None  # the last chart whose figures stand before it
        self._drawers: dict[type, Callable[[Any], None]] = {
            Title: self._title,
            Contents: self._reserve_contents,
            Paragraph: self._paragraph,
            KeyFigures: self._key_figures,
            ChartBlock: self._chart,
            Results: self._results,
            Signatures: self._signatures,
            Replacements: self._replacements,
            AttachedFiles: self._attached,
        }

    def draw(self, blocks: Sequence[Block]) -> None:
        """Draw every block, then what can be known only at the end: the contents' page numbers."""
        blocks = list(blocks)
        last = max((n for n, each in enumerate(blocks) if isinstance(each, Heading) and each.level == 1), default=-1)
        for place in range(len(blocks)):
            self._fill_before(blocks, place)
            self._figures_before(blocks, place)
            block = blocks[place]
            if isinstance(block, Heading):
                keep = self._kept_with(blocks[place + 1 :], block.level)
                self._heading(block, max(keep, self._closing_height(blocks[place + 1 :])) if place == last else keep)
            elif isinstance(block, Table):
                above, below = blocks[place - 1] if place else None, self._note_height(blocks[place + 1 :])
                of_chart = isinstance(above, ChartBlock) and above is not self._told
                self._table(block, below, of_chart=of_chart)
            elif isinstance(block, Facts):
                self._facts(block, self._small_table_height(blocks[place + 1 :]))
            elif isinstance(block, Bullets):
                self._bullets(block, self._note_height(blocks[place + 1 :]))
            elif isinstance(block, Narrative):
                self._written(block, self._note_height(blocks[place + 1 :]))
            else:
                if isinstance(block, Paragraph) and block.leads:
                    self._need(self._kept_with(blocks[place:], 0))
                self._drawers[type(block)](block)
        self._structure.close(self._section)
        if self._contents is not None:
            self._contents.fill()
            if self._contents.page is not self._page:
                self._pages.close(self._contents.page)
        self._pages.close(self._page)

    # Room on the page

    def _fill_before(self, blocks: list[Block], place: int) -> None:
        """Put the points that follow charts before them, where those would leave a part of the page empty."""
        block, points = blocks[place], points_after(blocks, place)
        if not isinstance(block, Results) or points is None or self._fresh:
            return
        left = self._y - self._sheet.bottom
        if _FEWEST_FILLING * BODY.leading < left < self._results_height(block):
            blocks.insert(place, blocks.pop(points))

    def _figures_before(self, blocks: list[Block], place: int) -> None:
        """Put the figures of a chart before it, where the page has room for them and not for the chart."""
        block, table = blocks[place], figures_of(blocks, place)
        if not isinstance(block, ChartBlock) or table is None or self._fresh:
            return
        left = self._y - self._sheet.bottom
        if self._table_height(table, self._note_height(blocks[place + 2 :])) <= left < charts.height(block.chart):
            blocks.insert(place, blocks.pop(place + 1))
            self._told = block

    def _kept_with(self, following: Sequence[Block], level: int) -> float:
        """Return the room a heading of this level needs below it so that it does not stand alone at a page's foot."""
        if not following:
            return 0.0
        match following[0]:
            case Paragraph() if notes := notes_until_attached(following):
                return min(self._closing_height(notes), _MOST_KEPT)
            case Paragraph(text=text, look=look) if introduces(following[1:2], level):
                kind = _LOOKS[look]
                height = len(self._lines(text, kind)) * kind.leading + kind.after
                return min(height + self._kept_with(following[1:], level), _MOST_KEPT)
            case Heading(new_page=True):
                return 0.0
            case Heading() as heading:
                kind = HEADINGS[heading.look]
                return kind.before + kind.leading + kind.after + self._kept_with(following[1:], heading.level)
            case Table() as table:
                signed = any(isinstance(each, Signatures) for each in following[1:2])
                after = self._kept_with(following[1:], level) if signed else 0.0  # who signs, and where they do
                return self._table_height(table, self._note_height(following[1:])) + after
            case Facts() as facts:
                return self._facts_height(facts, self._small_table_height(following[1:]))
            case ChartBlock(chart=chart) if (held := figures_of(following, 0)) is not None:
                least = self._table_height(held, self._note_height(following[2:]))
                return min(charts.height(chart), least)  # the figures may come first
            case Results() if points_after(following, 0) is not None:
                return _FEWEST_FILLING * BODY.leading  # the points may come first
            case block:
                return self._opening_height(block)

    def _closing_height(self, blocks: Sequence[Block]) -> float:
        """Return the room of a document's last section, so that its end does not stand alone on a page.

        0 where it is too long to be kept together, or holds what is parted in ways of its own.
        """
        whole = 0.0
        for block in blocks:
            match block:
                case Paragraph(text=text, look=look):
                    whole += len(self._lines(text, _LOOKS[look])) * _LOOKS[look].leading + _LOOKS[look].after
                case AttachedFiles(text=text):
                    whole += len(self._lines(_ATTACHED + text, SMALL)) * SMALL.leading + SMALL.after
                case Bullets() as bullets:
                    whole += self._bullets_height(bullets)
                case Facts() as facts:
                    whole += sum(height for _, height in self._fact_lines(facts)) + 12
                case Replacements():
                    whole += 0.0
                case _:
                    return 0.0
        return whole if whole <= _MOST_CLOSING * self._sheet.room else 0.0

    def _opening_height(self, block: Block) -> float:
        """Return the room that must be free to begin a block."""
        match block:
            case ChartBlock(chart=chart):
                return charts.height(chart)
            case Results() as results:
                return self._results_height(results)
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

    # Tables, charts, places to sign

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
                    self._pages.text(self._page, element, x, self._y, [text], FACT_NAME)
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
        self._paragraph(Paragraph(_ATTACHED + block.text, "small"))

    def _reserve_contents(self, block: Contents) -> None:
        self._words("P", "Contents", CAPTION)
        element = self._structure.open("TOC", self._section)
        self._contents = ContentsList(self._pages, self._page, self._y, element, block.headings)
        self._down(self._contents.height)
