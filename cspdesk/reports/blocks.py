"""What a document is made of, before it is drawn: plain data, so that composing is tested without a page."""

from collections.abc import Iterable
from typing import Literal

from cspdesk.charts.chart import Chart
from cspdesk.charts.nested import NestedChart
from cspdesk.charts.results import ResultChart
from cspdesk.domain.narrative import Passage
from cspdesk.domain.records import dataclass

Align = Literal["left", "right"]
RowKind = Literal["row", "group", "subtotal", "total"]


@dataclass(frozen=True, slots=True)
class Title:
    """The document's name, once or for each of its leaves, with a line above and one below.

    under may be empty; new_page begins a leaf.
    """

    over: str
    text: str
    under: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 begins a section, 2 and 3 stand inside it. new_page starts it on a fresh page.

    quiet: set as small as one of the level below, on a page that has no room for more.
    """

    level: int
    text: str
    new_page: bool = False
    quiet: bool = False

    @property
    def look(self) -> int:
        """The level that it is set as."""
        return min(self.level + self.quiet, 3)


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the list of level 1 headings with their page numbers stands."""

    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain words; lead is larger, small is quieter, warning has a rule beside it; leads: they lead to what follows."""

    text: str
    look: Literal["body", "lead", "small", "warning"] = "body"
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Narrative:
    """What a person wrote: headings (of the level given and deeper), points, paragraphs; every figure is words by now.

    numbered: the points of a list are numbered.
    """

    passages: tuple[Passage, ...]
    level: int = 2
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of sentences; numbered where their order is spoken of."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are, two columns, read as a table whose rows have headings."""

    pairs: tuple[tuple[str, str], ...]
    summary: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A few large figures side by side, each with its words."""

    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. fit is the widest thing it must hold unbroken; weight shares what room is left.

    A joined column looks like any other but is one cell with the column before it when read aloud.
    """

    heading: str
    align: Align = "left"
    fit: str = ""
    weight: float = 0.0
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a group's first cell runs across all columns."""

    cells: tuple[str, ...]
    kind: RowKind = "row"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of any length; rows may be made as they are drawn.

    row_heading: the first column heads its row. name is repeated where the table goes on over a page.
    together: it is not begun on a page that cannot hold all of it, unless it is longer than most of a page.
    """

    columns: tuple[Column, ...]
    rows: Iterable[Row]
    caption: str = ""
    row_heading: bool = False
    name: str = ""
    together: bool = False


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart, drawn."""

    chart: Chart | NestedChart


@dataclass(frozen=True, slots=True)
class Result:
    """A chart of results with what must stand beneath it: the sentence it comes to, and the caveats of that."""

    chart: ResultChart
    says: str
    caveat: str


@dataclass(frozen=True, slots=True)
class Results:
    """Charts of results side by side, at most three; low where room is short; name says whose they are."""

    results: tuple[Result, ...]
    low: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign: one for each role."""

    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replacements:
    """Where the document says how many texts before this place hold letters that its fonts cannot show."""


@dataclass(frozen=True, slots=True)
class AttachedFiles:
    """Where the document says which files it carries and what they hold; a form that carries none passes over it."""

    text: str


Block = (
    Title
    | Heading
    | Contents
    | Paragraph
    | Narrative
    | Bullets
    | Facts
    | KeyFigures
    | Table
    | ChartBlock
    | Results
    | Signatures
    | Replacements
    | AttachedFiles
)
