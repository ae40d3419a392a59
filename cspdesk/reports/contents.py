"""The list of contents: its place is kept at the front and filled when every heading's page is known."""

from collections.abc import Sequence
from functools import partial

from cspdesk.reports.pages import END, Page, Pages, decoration, line
from cspdesk.reports.structure import Element
from cspdesk.reports.style import QUIET, Type
from cspdesk.reports.writing import wrap

_LOOK = Type(9.5, 17)
_CLOSE = Type(9, 13.6)  # of a long list
_SEVERAL = 8  # from so many on, in two columns
_BETWEEN = 26.0
_NUMBERS = 26.0


class ContentsList:
    """Lines that lead to the level 1 headings; its page stays open until fill."""

    def __init__(self, pages: Pages, page: Page, top: float, element: Element, headings: Sequence[str]) -> None:
        self.page = page
        self._pages = pages
        self._top = top
        self._element = element
        self._columns = 2 if len(headings) >= _SEVERAL else 1
        self._look = _LOOK if self._columns == 1 else _CLOSE
        ready = [pages.fonts.ready(text) for text in headings]
        face, room = pages.face(self._look), self._width - _NUMBERS
        self._lines = [wrap(text, room, partial(face.width, size=self._look.size)) for text in ready]
        self._places = self._placed()

    @property
    def height(self) -> float:
        """The room it takes."""
        return max((row + len(lines) for (_, row), lines in self._set), default=0) * self._look.leading

    @property
    def _set(self) -> list[tuple[tuple[int, int], list[str]]]:
        return list(zip(self._places, self._lines, strict=True))

    @property
    def _width(self) -> float:
        return (self._pages.sheet.width - _BETWEEN * (self._columns - 1)) / self._columns

    def _placed(self) -> list[tuple[int, int]]:
        """Return the column and row that each heading begins in; the first column is the longer one."""
        half = -(-sum(map(len, self._lines)) // self._columns)
        places, column, row = [], 0, 0
        for lines in self._lines:
            if row >= half and column + 1 < self._columns:
                column, row = column + 1, 0
            places.append((column, row))
            row += len(lines)
        return places

    def fill(self) -> None:
        """Draw every line; the headings must be the level 1 bookmarks, in their order."""
        places = [mark for mark in self._pages.bookmarks if mark.level == 1]
        structure, page = self._pages.structure, self.page
        for ((column, row), lines), mark in zip(self._set, places, strict=True):
            left = self._pages.sheet.left + column * (self._width + _BETWEEN)
            item = structure.open("TOCI", self._element)
            reference = structure.open("Reference", item)
            link = structure.open("Link", reference)
            number, first = str(mark.page_index + 1), self._top - row * self._look.leading - 11
            base = first - (len(lines) - 1) * self._look.leading
            page.code += [
                page.mark(link),
                *(
                    self._pages.words(left, first - place * self._look.leading, f"{text} ", self._look)
                    for place, text in enumerate(lines)
                ),
                self._pages.words(left + self._width, base, number, self._look, align="right"),
                END,
                self._leader(lines[-1], number, left, base),
            ]
            self._pages.link(page, link, (left, base - 4, left + self._width, first + 10), mark)
            for element in (link, reference, item):
                structure.close(element)
        structure.close(self._element)

    def _leader(self, text: str, number: str, left: float, base: float) -> str:
        face = self._pages.face(self._look)
        start = left + face.width(text, self._look.size) + 6
        end = left + self._width - face.width(number, self._look.size) - 6
        return decoration("[0.7 2.4] 0 d", line(start, base + 1, end, base + 1, colour=QUIET, width=0.7), "[] 0 d")
