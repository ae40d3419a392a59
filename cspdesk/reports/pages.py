"""The pages of a tagged document: every mark drawn belongs to an element of its structure, or is decoration."""

from collections.abc import Callable, Sequence
from dataclasses import field, replace

from cspdesk.domain.records import dataclass
from cspdesk.reports import structure
from cspdesk.reports.fonts import Face, Fonts
from cspdesk.reports.pdf_file import PdfFile, pdf_text
from cspdesk.reports.structure import Element, Structure
from cspdesk.reports.style import A4, HAIRLINE, Colour, Sheet, Type, fill, stroke

ARTIFACT = "/Artifact BMC"
END = "EMC"


@dataclass(slots=True)
class Page:
    """One page being drawn; its marks are operators in code, its marked contents' elements in parents."""

    number: int
    index: int
    key: int
    code: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    links: list[int] = field(default_factory=list)

    def mark(self, element: Element, tag: str | None = None) -> str:
        """Return the operator that begins marked content belonging to an element; END ends it."""
        place = len(self.parents)
        self.parents.append(element.number)
        element.kids.append(f"<</Type/MCR/Pg {self.number} 0 R/MCID {place}>>")
        return f"/{tag or element.tag}<</MCID {place}>>BDC"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in the document that the outline leads to."""

    level: int
    text: str
    page_number: int
    page_index: int
    top: float
    element: int


class Pages:
    """Draws text, lines and links on pages, and writes each page as soon as it is full."""

    def __init__(self, pdf: PdfFile, fonts: Fonts | None = None, sheet: Sheet = A4) -> None:
        self.pdf = pdf
        self.sheet = sheet
        self.fonts = fonts or Fonts()
        self.structure = Structure(pdf)
        self.bookmarks: list[Bookmark] = []
        self.count = 0
        self._tree = pdf.reserve()
        self._resources = pdf.reserve()
        self._numbers: list[int] = []
        self._furniture: list[int] = []

    def face(self, kind: Type) -> Face:
        """Return the face a step of the type scale is set in."""
        return self.fonts.bold if kind.bold else self.fonts.regular

    def open(self) -> Page:
        """Begin the next page. Several may be open at once: the contents page is filled last."""
        page = Page(self.pdf.reserve(), self.count, self.structure.page_key())
        self._numbers.append(page.number)
        self._furniture.append(self.pdf.reserve())
        self.count += 1
        return page

    def close(self, page: Page) -> None:
        """Write a page that nothing more will be drawn on; what is on every page comes at the end."""
        content = self.pdf.add_stream("", self._sized("\n".join(page.code), page.index))
        self.structure.set_parents(page.key, page.parents)
        links = f"/Annots[{' '.join(f'{link} 0 R' for link in page.links)}]" if page.links else ""
        self.pdf.put(
            page.number,
            f"<</Type/Page/Parent {self._tree} 0 R/MediaBox[0 0 {self.sheet.paper[0]} {self.sheet.paper[1]}]"
            f"/Resources {self._resources} 0 R/Contents[{content} 0 R {self._furniture[page.index]} 0 R]"
            f"/StructParents {page.key}/Tabs/S{links}>>",
        )

    def finish(self, furniture: Callable[[int, int], str]) -> int:
        """Write what is on every page, the fonts and the tree of pages; return the tree's number.

        furniture(page index, number of pages) returns the operators for one page's head and foot.
        """
        for index, number in enumerate(self._furniture):
            self.pdf.put_stream(number, "", self._sized(furniture(index, self.count), index))
        self.bookmarks = [self.moved(mark) for mark in self.bookmarks]
        self.pdf.put(self._resources, f"<</Font<<{self.fonts.write(self.pdf)}>>/ProcSet[/PDF/Text]>>")
        kids = " ".join(f"{number} 0 R" for number in self._numbers)
        self.pdf.put(self._tree, f"<</Type/Pages/Kids[{kids}]/Count {self.count}>>")
        return self._tree

    def words(self, x: float, y: float, text: str, kind: Type, *, align: str = "left") -> str:
        """Return the operators that show one ready line with its baseline at y; x is its left, right or middle."""
        face = self.face(kind)
        if align == "right":
            x -= face.width(text.rstrip(), kind.size)
        elif align == "centre":
            x -= face.width(text, kind.size) / 2
        return f"{fill(kind.colour)} BT {face.name} {kind.size:g} Tf {x:.2f} {y:.2f} Td {face.show(text, kind.size)} ET"

    def text(self, page: Page, element: Element, x: float, y: float, lines: Sequence[str], kind: Type) -> None:
        """Draw ready lines as one piece of an element; y is the first baseline."""
        page.code.append(page.mark(element))
        page.code += [self.words(x, y - place * kind.leading, line, kind) for place, line in enumerate(lines)]
        page.code.append(END)

    def placed(self, page: Page, corners: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Return where corners of a page lie on the paper it is printed on."""
        del page
        x1, y1, x2, y2 = (corner * self.sheet.zoom for corner in corners)
        return x1, y1, x2, y2

    def moved(self, mark: Bookmark) -> Bookmark:
        """Return a place as it lies on the paper."""
        return replace(mark, top=mark.top * self.sheet.zoom)

    def _sized(self, code: str, index: int) -> bytes:
        """Return operators as they are written for a page: larger or smaller where its units are no points."""
        del index
        zoom = self.sheet.zoom
        return (code if zoom == 1 else f"q {zoom:g} 0 0 {zoom:g} 0 0 cm\n{code}\nQ").encode("latin-1")

    def link(self, page: Page, element: Element, area: tuple[float, float, float, float], to: Bookmark) -> None:
        """Make an area of a page lead to a place; the element is the Link that holds the words."""
        key = self.structure.page_key()
        to, area = self.moved(to), self.placed(page, area)
        number = self.pdf.add(
            "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{:.2f} {:.2f} {:.2f} {:.2f}]".format(*area)
            + f"/Contents {pdf_text(f'Go to {to.text}')}/StructParent {key}/P {page.number} 0 R"
            + f"/Dest[{to.page_number} 0 R/XYZ 0 {to.top:.2f} 0]>>"
        )
        page.links.append(number)
        element.kids.append(f"<</Type/OBJR/Pg {page.number} 0 R/Obj {number} 0 R>>")
        self.structure.set_parent(key, element)


def line(x1: float, y1: float, x2: float, y2: float, *, colour: Colour = HAIRLINE, width: float = 0.5) -> str:
    """Return the operators that draw a straight line."""
    return f"{stroke(colour)} {width:g} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S"


def area(x: float, y: float, width: float, height: float, colour: Colour) -> str:
    """Return the operators that fill a rectangle; x and y are its lower left corner."""
    return f"{fill(colour)} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f"


def decoration(*operators: str) -> str:
    """Return operators marked as decoration, which a screen reader passes over."""
    return "\n".join([ARTIFACT, *operators, END])


def figure_entries(words: str, corners: tuple[float, float, float, float]) -> str:
    """Return the entries of a figure: what it shows in words, and where it is."""
    return structure.alt(words) + structure.box(*corners)
