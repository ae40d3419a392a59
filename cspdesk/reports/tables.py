"""Tables of any length: drawn straight onto pages, measured from cached letter widths, each cell tagged.

ReportLab's own Table makes a Paragraph of each cell and measures every row before it draws one: minutes and gigabytes
for 100,000 payments. Here a row is measured, drawn and forgotten.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, takewhile

from cspdesk.reports.blocks import Row, Table
from cspdesk.reports.pages import END, Page, Pages, area, decoration, line
from cspdesk.reports.structure import Element, header_scope, spans
from cspdesk.reports.style import HAIRLINE, INK, TINT, fill
from cspdesk.reports.table_layout import GAP, PAD, Laid, TableLayout

_ROWS_AN_ELEMENT = 400  # a longer table goes on as another at the next page: readers, human or not, lose their place
_SUMS = ("subtotal", "total")
_FEW_ROWS = 4  # groups and sums not counted
_TALLEST_OPENING = 300.0  # a first row taller than this may begin on one page and go on over the next
_TALLEST_WHOLE = 480.0
_TALLEST_MOVED = 300.0  # for more than that the room it would leave empty is not wasted: it is begun there, and parted


class TableWriter:
    """Draws one table; turn() gives the next page and its top when one is full.

    below is the room of what is not to stand on a page without the last row.
    """

    def __init__(
        self,
        pages: Pages,
        table: Table,
        parent: Element,
        turn: Callable[[], tuple[Page, float]],
        *,
        bottom: float,
        drawn: Callable[[], None],
        below: float = 0.0,
    ) -> None:
        self._pages = pages
        self._left, self._right = pages.sheet.left, pages.sheet.right
        self._table = table
        self._turn = turn
        self._bottom = bottom
        self._drawn = drawn
        self._below = below
        self._parent = parent
        self._layout = TableLayout(pages.fonts, table, pages.sheet)
        self._group = ""  # that of the rows being drawn

    def opening_height(self) -> float:
        """Return the room that must be free to begin: that of the headings and the first rows, or of the whole."""
        whole = self._whole_height()
        if whole is not None and whole <= _TALLEST_WHOLE:
            return min(whole, _TALLEST_MOVED)
        opening = next(_with_next(self._layout.laid()), None)
        if opening is None:
            return self._layout.head_height
        first, *rest = opening
        kept = max(self._kept_below(first, rest), rest[0].height if rest else 0.0)
        return self._layout.head_height + min(first.height + kept, _TALLEST_OPENING)

    def _whole_height(self) -> float | None:
        """Return the room of a whole table that is to be kept together, or is so small that a part would be a scrap."""
        if not (self._table.together or _is_small(self._table.rows)):
            return None
        return self._layout.head_height + sum(laid.height for laid in self._layout.laid()) + self._below

    def draw(self, page: Page, y: float) -> tuple[Page, float]:
        """Draw the whole table from y down; return the page and height where it ended."""
        whole = self._whole_height()
        fits = whole is not None and y - whole >= self._bottom
        y = self._begin(page, y)
        for laid, *rest in _with_next(self._layout.laid()):
            needed = laid.height + (0.0 if fits else self._kept_below(laid, rest))
            if y - needed < self._bottom:
                page, y = self._turn()
                y = self._go_on(page, y)
                if self._group and laid.row.kind == "row":
                    y = self._repeat_group(page, y)
            if y - laid.height < self._bottom:
                page, y = self._draw_in_parts(page, y, laid)
            else:
                self._draw_row(page, y, laid)
                y -= laid.height
            if laid.row.kind != "row":
                self._group = laid.row.cells[0] if laid.row.kind == "group" else ""
            self._drawn()
        self._end()
        return page, y

    def _begin(self, page: Page, y: float) -> float:
        self._element = self._pages.structure.open("Table", self._parent)
        y = self._draw_head(page, y)
        self._body = self._pages.structure.open("TBody", self._element)
        return y

    def name_again(self, page: Page, y: float, *, goes_on: bool = True) -> float:
        """Say at the top of a page, for the eye alone, what goes on or stands there; return where to draw on."""
        if not self._table.name:
            return y
        said = self._pages.fonts.ready(f"{self._table.name}{', continued' if goes_on else ''}")
        head = self._layout.head
        page.code.append(decoration(self._pages.words(self._left, y - head.size, said, head)))
        return y - head.leading - 3

    def _go_on(self, page: Page, y: float) -> float:
        y = self.name_again(page, y)
        if len(self._body.kids) < _ROWS_AN_ELEMENT:
            return self._repeat_head(page, y)
        self._end()
        return self._begin(page, y)

    def _end(self) -> None:
        self._pages.structure.close(self._body)
        self._pages.structure.close(self._element)

    def _kept_below(self, laid: Laid, rest: Sequence[Laid]) -> float:
        """Return the room to keep for what must not be parted from a row: its sums, a group's first rows, the last.

        rest are the next rows, as many as three.
        """
        below = self._below if laid.row.kind == "row" else 0.0
        if not rest:
            return below
        following = rest[0]
        if laid.row.kind == "group":
            few = following.height * 3 if following.height < 60 else self._layout.kind.leading * 3
            # Its first row goes to the next page with what is kept below that row: a group never heads nothing.
            return max(few, min(following.height + self._kept_below(following, rest[1:]), _TALLEST_OPENING))
        sums = [each.height for each in takewhile(lambda each: each.row.kind in _SUMS, rest)][:2]
        if sums:
            return sum(sums) + (below if len(sums) == len(rest) else 0.0)
        if len(rest) == 1 and laid.row.kind == "row":  # the last row does not stand on a page alone
            return min(following.height + below, _TALLEST_OPENING)
        return 0.0

    def _draw_head(self, page: Page, y: float) -> float:
        structure = self._pages.structure
        head = structure.open("THead", self._element)
        row = structure.open("TR", head)
        for places in self._layout.cells:
            cell = structure.open("TH", row, header_scope("Column"))
            words = [said for place in places for said in self._head_words(place, self._layout.headings[place], y)]
            page.code += [page.mark(cell), *words, END]
            structure.close(cell)
        structure.close(row)
        structure.close(head)
        return self._head_rule(page, y)

    def _repeat_head(self, page: Page, y: float) -> float:
        """Draw the headings again for the eye alone: read aloud, they belong to their cells already."""
        for place, lines in enumerate(self._layout.headings):
            page.code.append(decoration(*self._head_words(place, lines, y)))
        return self._head_rule(page, y)

    def _repeat_group(self, page: Page, y: float) -> float:
        """Say again, for the eye alone, of what group the rows are that go on here; return where to draw on."""
        kind = self._layout.kind
        low, base = y - kind.leading - 2 * PAD, y - PAD - kind.size * 0.98
        said = self._pages.words(self._left + GAP, base, self._layout.group_again(self._group), self._layout.bold)
        page.code.append(decoration(area(self._left, low, self._right - self._left, y - low, TINT), said))
        page.code.append(decoration(line(self._left, low, self._right, low, colour=HAIRLINE, width=0.4)))
        return low

    def _head_words(self, place: int, lines: list[str], y: float) -> list[str]:
        head, tallest = self._layout.head, max(map(len, self._layout.headings))
        first = y - PAD - head.size - (tallest - len(lines)) * head.leading
        align = self._table.columns[place].align
        x = self._layout.edges[place] + (self._layout.widths[place] - GAP if align == "right" else GAP)
        return [self._pages.words(x, first - n * head.leading, text, head, align=align) for n, text in enumerate(lines)]

    def _head_rule(self, page: Page, y: float) -> float:
        y -= self._layout.head_height
        page.code.append(decoration(line(self._left, y + 0.5, self._right, y + 0.5, colour=INK, width=0.8)))
        return y

    def _draw_row(self, page: Page, y: float, laid: Laid) -> None:
        """Draw a whole row; its elements are written as text at once, for there may be a million of them."""
        pdf, code, parents, number = self._pages.pdf, page.code, page.parents, page.number
        bold = laid.row.kind != "row"
        face = self._pages.fonts.bold if bold else self._pages.fonts.regular
        self._decorate(page, y, laid)
        size, leading = self._layout.kind.size, self._layout.kind.leading
        base = y - PAD - size * 0.98
        groups = self._layout.cells if laid.row.kind != "group" else [range(1)]
        first = pdf.reserve_run(1 + len(groups))
        code.append(f"{fill(INK)} BT {face.name} {size:g} Tf")
        columns, edges, widths, cells = self._table.columns, self._layout.edges, self._layout.widths, laid.cells
        for element, places in enumerate(groups, first + 1):
            tag, entries = self._cell_kind(places[0], laid.row)
            if not any(cells[place] for place in places):
                pdf.put(element, f"<</S/{tag}/P {first} 0 R{entries}>>")
                continue
            mcid = len(parents)
            parents.append(element)
            pdf.put(element, f"<</S/{tag}/P {first} 0 R{entries}/Pg {number} 0 R/K {mcid}>>")
            code.append(f"/{tag}<</MCID {mcid}>>BDC")
            for place in places:
                cell = cells[place]
                right = columns[place].align == "right" and laid.row.kind != "group"
                edge = edges[place] + (widths[place] - GAP if right else GAP)
                gap = " " if cell and place + 1 in places else ""
                for n, text in enumerate((cell,) if isinstance(cell, str) else cell):
                    if not text:
                        continue  # a line that is kept free
                    x = edge - face.width(text.rstrip(), size) if right else edge
                    code.append(f"1 0 0 1 {x:.2f} {base - n * leading:.2f} Tm {face.show(text + gap, size)}")
            code.append(END)
        code.append("ET")
        kids = " ".join([f"{element} 0 R" for element in range(first + 1, first + 1 + len(groups))])
        pdf.put(first, f"<</S/TR/P {self._body.number} 0 R/K[{kids}]>>")
        self._body.kids.append(f"{first} 0 R")

    def _draw_in_parts(self, page: Page, y: float, laid: Laid) -> tuple[Page, float]:
        """Draw a row taller than a page over several, each cell still one element."""
        structure, leading = self._pages.structure, self._layout.kind.leading
        columns = [[cell] if isinstance(cell, str) else cell for cell in laid.cells]
        row = structure.open("TR", self._body)
        groups = self._layout.cells if laid.row.kind != "group" else [range(1)]
        cells = [structure.open(*self._opening(places[0], laid.row, row)) for places in groups]
        at, most = 0, max(map(len, columns))
        while at < most:
            count = max(1, int((y - self._bottom - 2 * PAD) / leading))
            for cell, places in zip(cells, groups, strict=True):
                for place in places:
                    if any(columns[place][at : at + count]):
                        self._draw_part(page, y, place, columns[place][at : at + count], cell, laid.row)
            y -= min(count, most - at) * leading + 2 * PAD
            at += count
            if at < most:
                page, y = self._turn()
                y = self._repeat_head(page, y)
        page.code.append(decoration(line(self._left, y, self._right, y, colour=HAIRLINE, width=0.4)))
        for element in [*cells, row]:
            structure.close(element)
        return page, y

    def _draw_part(self, page: Page, y: float, place: int, lines: list[str], cell: Element, row: Row) -> None:
        kind = self._layout.kind if row.kind == "row" else self._layout.bold
        align = self._table.columns[place].align
        x = self._layout.edges[place] + (self._layout.widths[place] - GAP if align == "right" else GAP)
        page.code.append(page.mark(cell))
        for n, text in enumerate(lines):
            base = y - PAD - kind.size * 0.98 - n * kind.leading
            page.code.append(self._pages.words(x, base, text, kind, align=align))
        page.code.append(END)

    def _decorate(self, page: Page, y: float, laid: Laid) -> None:
        low = y - laid.height
        marks = []
        if laid.row.kind in ("group", "total"):
            marks.append(area(self._left, low, self._right - self._left, laid.height, TINT))
        if laid.row.kind in ("subtotal", "total"):
            marks.append(line(self._left, y, self._right, y, colour=INK, width=0.6))
        marks.append(line(self._left, low, self._right, low, colour=HAIRLINE, width=0.4))
        page.code.append(decoration(*marks))

    def _cell_kind(self, place: int, row: Row) -> tuple[str, str]:
        if row.kind == "group":
            return "TD", spans(len(self._layout.cells))
        if place == 0 and self._table.row_heading:
            return "TH", header_scope("Row")
        return "TD", ""

    def _opening(self, place: int, row: Row, parent: Element) -> tuple[str, Element, str]:
        tag, entries = self._cell_kind(place, row)
        return tag, parent, entries


def _is_small(rows: Iterable[Row]) -> bool:
    few = isinstance(rows, tuple) and len(rows) <= 3 * _FEW_ROWS
    return few and sum(row.kind == "row" for row in rows) <= _FEW_ROWS


def _with_next(rows: Iterator[Laid]) -> Iterator[list[Laid]]:
    """Give each row with as many as three after it."""
    window = list(islice(rows, 4))
    while window:
        yield window
        window = [*window[1:], *islice(rows, 1)]
