"""The structure tree: what each piece of a document is, for those who have it read to them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cspdesk.reports.pdf_file import PdfFile, pdf_text


@dataclass(slots=True)
class Element:
    """A piece of the document that is still open: its kids are added until it is closed."""

    number: int
    tag: str
    parent: int
    entries: str = ""
    kids: list[str] = field(default_factory=list)


class Structure:
    """Writes each element when it closes and remembers which marked content belongs to which."""

    def __init__(self, pdf: PdfFile) -> None:
        self._pdf = pdf
        self.root = pdf.reserve()
        self.document = Element(pdf.reserve(), "Document", self.root)
        self._parents: list[str] = []

    def open(self, tag: str, parent: Element, entries: str = "") -> Element:
        """Begin an element inside another; entries are further dictionary entries (see alt, scope)."""
        element = Element(self._pdf.reserve(), tag, parent.number, entries)
        parent.kids.append(f"{element.number} 0 R")
        return element

    def close(self, element: Element) -> None:
        """Write an element; nothing can be added to it afterwards."""
        kids = " ".join(element.kids)
        self._pdf.put(
            element.number,
            f"<</Type/StructElem/S/{element.tag}/P {element.parent} 0 R{element.entries}/K[{kids}]>>",
        )

    def page_key(self) -> int:
        """Return a page's or a link's key into the parent tree; it must then be given its parents."""
        self._parents.append("null")
        return len(self._parents) - 1

    def set_parents(self, key: int, numbers: Iterable[int]) -> None:
        """Say which element each marked content of a page belongs to, in their order."""
        refs = " ".join([f"{number} 0 R" for number in numbers])
        self._parents[key] = f"{self._pdf.add(f'[{refs}]')} 0 R"

    def set_parent(self, key: int, element: Element) -> None:
        """Say which element a link belongs to."""
        self._parents[key] = f"{element.number} 0 R"

    def finish(self) -> int:
        """Write the root and the parent tree; return the root's number."""
        self.close(self.document)
        numbers = " ".join(f"{key} {ref}" for key, ref in enumerate(self._parents))
        tree = self._pdf.add(f"<</Nums[{numbers}]>>")
        self._pdf.put(
            self.root,
            f"<</Type/StructTreeRoot/K[{self.document.number} 0 R]/ParentTree {tree} 0 R"
            f"/ParentTreeNextKey {len(self._parents)}>>",
        )
        return self.root


def alt(text: str) -> str:
    """Return the entry that says in words what a figure shows."""
    return f"/Alt {pdf_text(text)}"


def header_scope(scope: str) -> str:
    """Return the entry that says whether a header cell heads its Column or its Row."""
    return f"/A<</O/Table/Scope/{scope}>>"


def spans(columns: int) -> str:
    """Return the entry for a cell that runs over several columns."""
    return f"/A<</O/Table/ColSpan {columns}>>"


def box(left: float, bottom: float, right: float, top: float) -> str:
    """Return the entry that says where on its page a figure is."""
    return f"/A<</O/Layout/BBox[{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}]>>"


def list_numbering(kind: str) -> str:
    """Return the entry that says how a list is numbered: Disc, Decimal, None."""
    return f"/A<</O/List/ListNumbering/{kind}>>"
