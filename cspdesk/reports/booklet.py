"""Pages imposed for folding: two on each side of an A4 sheet, in the order that makes a booklet when it is folded.

The sheets stay tagged: what is read aloud, and the bookmarks, follow the booklet's own order of pages.
"""

from collections.abc import Callable
from dataclasses import field

from cspdesk.domain.records import dataclass
from cspdesk.reports.pages import Page, Pages
from cspdesk.reports.pdf_file import PdfFile
from cspdesk.reports.style import A5, PAGE_HEIGHT, PAGE_WIDTH, Sheet

HALF = PAGE_HEIGHT / 2
Corners = tuple[float, float, float, float]


@dataclass(slots=True)
class _Side:
    """One side of a sheet; the pages on it share its marked contents and its links."""

    number: int
    key: int
    parents: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)


def side_of(index: int, pages: int) -> tuple[int, bool]:
    """Return on which side of the sheets a page lies, and whether on its right half; pages is a multiple of four."""
    first_half = index < pages // 2
    side = index if first_half else pages - 1 - index
    return side, (index % 2 == 0)


class Booklet(Pages):
    """Pages that are put two on a side; count is how many there will be, known from drawing them once before."""

    def __init__(self, pdf: PdfFile, count: int, sheet: Sheet = A5) -> None:
        super().__init__(pdf, sheet=sheet)
        self._of = -(-count // 4) * 4
        self._sides = [_Side(pdf.reserve(), self.structure.page_key()) for _ in range(self._of // 2)]

    def open(self) -> Page:
        """Begin the next page, on its half of its side."""
        side, _ = self._side(self.count)
        page = Page(side.number, self.count, side.key, parents=side.parents, links=side.links)
        self._furniture.append(self.pdf.reserve())
        self.count += 1
        return page

    def close(self, page: Page) -> None:
        """Keep a page's marks until its side is whole."""
        side, _ = self._side(page.index)
        content = self.pdf.add_stream("", self._sized("\n".join(page.code), page.index))
        side.contents += [f"{content} 0 R", f"{self._furniture[page.index]} 0 R"]

    def finish(self, furniture: Callable[[int, int], str]) -> int:
        """Write the sides in order, with what is on every page; return the tree's number."""
        for index, number in enumerate(self._furniture):
            self.pdf.put_stream(number, "", self._sized(furniture(index, self.count), index))
        self.pdf.put(self._resources, f"<</Font<<{self.fonts.write(self.pdf)}>>/ProcSet[/PDF/Text]>>")
        for side in self._sides:
            self._write(side)
        self.bookmarks = [self.moved(mark) for mark in self.bookmarks]
        kids = " ".join(f"{side.number} 0 R" for side in self._sides)
        self.pdf.put(self._tree, f"<</Type/Pages/Kids[{kids}]/Count {len(self._sides)}>>")
        return self._tree

    def placed(self, page: Page, corners: Corners) -> Corners:
        """Return where corners of a page lie on its side."""
        left = self._left(page.index)
        x1, y1, x2, y2 = super().placed(page, corners)
        return left + x1, y1, left + x2, y2

    def _side(self, index: int) -> tuple[_Side, bool]:
        number, right = side_of(index, self._of)
        return self._sides[number], right

    def _left(self, index: int) -> float:
        return HALF if self._side(index)[1] else 0.0

    def _sized(self, code: str, index: int) -> bytes:
        zoom = self.sheet.zoom
        return f"q {zoom:g} 0 0 {zoom:g} {self._left(index):.2f} 0 cm\n{code}\nQ".encode("latin-1")

    def _write(self, side: _Side) -> None:
        self.structure.set_parents(side.key, side.parents)
        links = f"/Annots[{' '.join(f'{link} 0 R' for link in side.links)}]" if side.links else ""
        self.pdf.put(
            side.number,
            f"<</Type/Page/Parent {self._tree} 0 R/MediaBox[0 0 {PAGE_HEIGHT} {PAGE_WIDTH}]"
            f"/Resources {self._resources} 0 R/Contents[{' '.join(side.contents)}]"
            f"/StructParents {side.key}/Tabs/S{links}>>",
        )
