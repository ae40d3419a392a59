"""Draws lists and what a person wrote: headings, points, paragraphs, with the stressed words in bold."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cspdesk.domain.narrative import Passage
from cspdesk.reports.blocks import Bullets, Narrative
from cspdesk.reports.pages import END, Bookmark
from cspdesk.reports.room import Room
from cspdesk.reports.stressed import Line, pieces, wrapped
from cspdesk.reports.structure import Element, list_numbering
from cspdesk.reports.style import BODY, HEADINGS, Type

_DEEPEST = 3
_BOLD = Type(BODY.size, BODY.leading, bold=True)


class WrittenRoom(Room):
    """Room that lists and written words can be put into."""

    def _bullets(self, block: Bullets, below: float = 0.0) -> None:
        """Draw points; below is the room of what stays with the last of them."""
        listing = self._structure.open("L", self._section, list_numbering("Decimal" if block.numbered else "Disc"))
        indent = _indent(block.numbered)
        for number, text in enumerate(block.items, start=1):
            lines = self._lines(text, BODY, self._sheet.width - indent)
            kept = below + 7 if below and number == len(block.items) else 0.0
            self._need(min(len(lines), 12) * BODY.leading + kept)
            item = self._structure.open("LI", listing)
            label = self._structure.open("Lbl", item)
            mark = [_label(number, block.numbered)]
            self._pages.text(self._page, label, self._sheet.left + 2, self._y - BODY.size, mark, BODY)
            body = self._structure.open("LBody", item)
            self._pour(body, lines, BODY, self._sheet.left + indent)
            for element in (label, body, item):
                self._structure.close(element)
            self._down(2)
        self._structure.close(listing)
        self._down(5)

    def _bullets_height(self, block: Bullets) -> float:
        """Return how tall a list is."""
        width = self._sheet.width - _indent(block.numbered)
        return sum(len(self._lines(text, BODY, width)) * BODY.leading + 2 for text in block.items) + 5

    def _written(self, block: Narrative, below: float) -> None:
        """Draw what a person wrote; below is the room of what stays with its last lines."""
        last = block.passages[-1] if block.passages else None
        for kind, run in groupby(block.passages, key=lambda passage: passage.kind):
            passages = list(run)
            if kind == "point":
                self._points(passages, below if passages[-1] is last else 0.0, numbered=block.numbered)
                continue
            for passage in passages:
                if kind == "heading":
                    self._written_heading(passage, block.level)
                else:
                    element = self._structure.open("P", self._section)
                    lines, left = self._stressed(passage, self._sheet.width), self._sheet.left
                    kept = below + BODY.after if below and passage is last else 0.0
                    self._pour_stressed(element, lines, left, kept)
                    self._structure.close(element)
                    self._down(BODY.after)

    def _written_heading(self, passage: Passage, level: int) -> None:
        level = min(level + passage.level - 1, _DEEPEST)
        kind = HEADINGS[level]
        text = "".join(part for part, _ in pieces(passage.runs, self._pages.fonts.ready)) or " "
        element = self._words(f"H{level + 1}", text, kind, keep=3 * BODY.leading)
        top = self._y + kind.after + kind.leading * 1.4
        self._pages.bookmarks.append(Bookmark(level, text, self._page.number, self._page.index, top, element.number))

    def _points(self, passages: Sequence[Passage], below: float, *, numbered: bool) -> None:
        listing = self._structure.open("L", self._section, list_numbering("Decimal" if numbered else "Disc"))
        indent = _indent(numbered)
        for number, passage in enumerate(passages, start=1):
            lines = self._stressed(passage, self._sheet.width - indent)
            kept = below + 7 if below and number == len(passages) else 0.0
            self._need(min(len(lines), 12) * BODY.leading + kept)
            item = self._structure.open("LI", listing)
            label = self._structure.open("Lbl", item)
            text = [_label(number, numbered)]
            self._pages.text(self._page, label, self._sheet.left + 2, self._y - BODY.size, text, BODY)
            body = self._structure.open("LBody", item)
            self._pour_stressed(body, lines, self._sheet.left + indent)
            for element in (label, body, item):
                self._structure.close(element)
            self._down(2)
        self._structure.close(listing)
        self._down(5)

    def _stressed(self, passage: Passage, width: float) -> list[Line]:
        fonts = self._pages.fonts

        def measure(text: str, bold: bool) -> float:
            return (fonts.bold if bold else fonts.regular).width(text, BODY.size)

        return wrapped(pieces(passage.runs, fonts.ready), width, measure)

    def _pour_stressed(self, element: Element, lines: list[Line], x: float, below: float = 0.0) -> None:
        """Draw lines from here on, over as many pages as they need, two of them together at a page's end.

        below is the room of what is not to stand on the next page without some of them.
        """
        while lines:
            free = self._y - self._sheet.bottom
            room = int(free / BODY.leading)
            if room >= len(lines) and free - len(lines) * BODY.leading < below:
                room = len(lines) - 1
            if room < len(lines) and not self._fresh and (room < 2 or len(lines) <= 3):
                self._turn()
                continue
            taken = len(lines) if room >= len(lines) else max(min(room, len(lines) - 2), 1)
            self._page.code.append(self._page.mark(element))
            for place, line in enumerate(lines[:taken]):
                self._page.code += self._shown(line, x, self._y - BODY.size - place * BODY.leading)
            self._page.code.append(END)
            self._down(taken * BODY.leading)
            lines = lines[taken:]

    def _shown(self, line: Line, x: float, y: float) -> Iterator[str]:
        for text, bold in line:
            kind = _BOLD if bold else BODY
            yield self._pages.words(x, y, text, kind)
            x += self._pages.face(kind).width(text, kind.size)


def _label(number: int, numbered: bool) -> str:
    return f"{number}." if numbered else "•"


def _indent(numbered: bool) -> float:
    return 20.0 if numbered else 14.0
