"""The list of contents: its place is kept at the front and filled when every heading's page is known."""

from collections.abc import Sequence

from cspdesk.reports.pages import END, Page, Pages, decoration, line
from cspdesk.reports.structure import Element
from cspdesk.reports.style import LEFT, QUIET, RIGHT, Type

_LOOK = Type(9.5, 17)
_CLOSE = Type(9, 13.6)  # of a long list, so that it ends on the page that it begins on
_LONG = 16


class ContentsList:
    """Lines that lead to the level 1 headings; its page stays open until fill."""

    def __init__(self, pages: Pages, page: Page, top: float, element: Element, headings: Sequence[str]) -> None:
        self.page = page
        self._pages = pages
        self._top = top
        self._element = element
        self._headings = headings
        self._look = _LOOK if len(headings) <= _LONG else _CLOSE

    @property
    def height(self) -> float:
        """The room it takes."""
        return len(self._headings) * self._look.leading

    def fill(self) -> None:
        """Draw every line; the headings must be the level 1 bookmarks, in their order."""
        places = [mark for mark in self._pages.bookmarks if mark.level == 1]
        structure, page = self._pages.structure, self.page
        for row, (heading, mark) in enumerate(zip(self._headings, places, strict=True)):
            item = structure.open("TOCI", self._element)
            reference = structure.open("Reference", item)
            link = structure.open("Link", reference)
            text, number = self._pages.fonts.ready(heading), str(mark.page_index + 1)
            base = self._top - row * self._look.leading - 11
            page.code += [
                page.mark(link),
                self._pages.words(LEFT, base, f"{text} ", self._look),
                self._pages.words(RIGHT, base, number, self._look, align="right"),
                END,
                self._leader(text, number, base),
            ]
            self._pages.link(page, link, (LEFT, base - 4, RIGHT, base + 10), mark)
            for element in (link, reference, item):
                structure.close(element)
        structure.close(self._element)

    def _leader(self, text: str, number: str, base: float) -> str:
        face = self._pages.face(self._look)
        start = LEFT + face.width(text, self._look.size) + 6
        end = RIGHT - face.width(number, self._look.size) - 6
        return decoration("[0.7 2.4] 0 d", line(start, base + 1, end, base + 1, colour=QUIET, width=0.7), "[] 0 d")
