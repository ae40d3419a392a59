"""The room on the pages of a document: where the next block goes, and words that are put there."""

from functools import partial

from cspdesk.reports.contents import ContentsList
from cspdesk.reports.pages import Page, Pages, decoration
from cspdesk.reports.structure import Element
from cspdesk.reports.style import HEAD_CELL, Type
from cspdesk.reports.writing import wrap

AGAIN = HEAD_CELL


class Room:
    """The page that is being filled and how far it is; a new one is begun where something does not fit."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._sheet = pages.sheet
        self._structure = pages.structure
        self._page = pages.open()
        self._y = self._sheet.top
        self._fresh = True
        self._section = self._structure.open("Sect", self._structure.document)
        self._contents: ContentsList | None = None

    def _turn(self) -> tuple[Page, float]:
        if self._contents is None or self._contents.page is not self._page:
            self._pages.close(self._page)
        self._page, self._y, self._fresh = self._pages.open(), self._sheet.top, True
        return self._page, self._y

    def _need(self, height: float) -> None:
        if self._y - height < self._sheet.bottom and not self._fresh:
            self._turn()

    def _down(self, height: float) -> None:
        self._y -= height
        self._fresh = False

    def _name_again(self, text: str) -> None:
        """Say at the top of a page, for the eye alone, whose facts or charts go on there."""
        said = self._pages.fonts.ready(text)
        self._page.code.append(decoration(self._pages.words(self._sheet.left, self._y - AGAIN.size, said, AGAIN)))
        self._down(AGAIN.leading + 3)

    def _lines(self, text: str, kind: Type, width: float | None = None) -> list[str]:
        measure = partial(self._pages.face(kind).width, size=kind.size)
        return wrap(self._pages.fonts.ready(text), self._sheet.width if width is None else width, measure)

    def _words(self, tag: str, text: str, kind: Type, *, keep: float = 0.0) -> Element:
        """Draw words that stay together on one page, with room kept below for what belongs to them."""
        lines = self._lines(text, kind)
        height = len(lines) * kind.leading
        above = 0.0 if self._fresh else kind.before
        self._need(min(above + height + kind.after + keep, self._sheet.room))
        self._down(0.0 if self._fresh else kind.before)
        element = self._structure.open(tag, self._section)
        self._pour(element, lines, kind, self._sheet.left)
        self._structure.close(element)
        self._down(kind.after)
        return element

    def _pour(self, element: Element, lines: list[str], kind: Type, x: float) -> None:
        """Draw lines from here on, over as many pages as they need."""
        while lines:
            room = max(int((self._y - self._sheet.bottom) / kind.leading), 1)
            self._pages.text(self._page, element, x, self._y - kind.size, lines[:room], kind)
            self._down(len(lines[:room]) * kind.leading)
            lines = lines[room:]
            if lines:
                self._turn()
