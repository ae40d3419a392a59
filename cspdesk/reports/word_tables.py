"""Tables in a word-processor file: headings that come again on every page, a name read aloud.

Rows may be parted by the end of a page: LibreOffice loses rows there that have to stay whole.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from cspdesk.reports.blocks import Column, Row, Table
from cspdesk.reports.letters import text_width
from cspdesk.reports.style import INK, TINT, Type
from cspdesk.reports.word_styles import FACTS, TABLE, colour
from cspdesk.reports.writing import has_right_to_left
from cspdesk.reports.xml_text import xml_text

TWIPS = 20  # in a point
_CELL = Type(8, 10, bold=True)
_PAD = 8.0
_LEAST = 42.0
_NAMES = 0.26  # the share of the page that names of facts take


def run(text: str, letters: str = "") -> str:
    """Return a text as a run, letter for letter; letters holds how it is set."""
    if not text.isascii() and has_right_to_left(text):
        letters += "<w:rtl/>"
    look = f"<w:rPr>{letters}</w:rPr>" if letters else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(xml_text(text), quote=False)}</w:t></w:r>'


def paragraph(style: str, *runs: str, shape: str = "") -> str:
    """Return a paragraph in a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{shape}</w:pPr>{"".join(runs)}</w:p>'


def table(block: Table, *, name: str, width: float, drawn: Callable[[], None]) -> Iterator[str]:
    """Return a table piece by piece, as wide as the page; name says aloud what it holds."""
    widths = _widths(block.columns, width)
    yield _begin(TABLE, name, widths, heads=True, first=block.row_heading)
    yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    for column, size in zip(block.columns, widths, strict=True):
        yield _cell(column.heading, size, right=column.align == "right", bold=True, kept=True)
    yield "</w:tr>"
    for row in block.rows:
        yield _row(row, block.columns, widths)
        drawn()
    yield "</w:tbl>"


def facts(pairs: Sequence[tuple[str, str]], summary: str, width: float) -> Iterator[str]:
    """Return names and what they are as a table whose rows have headings."""
    names = round(width * _NAMES * TWIPS)
    widths = [names, round(width * TWIPS) - names]
    yield _begin(FACTS, summary, widths, heads=False, first=True)
    for name, text in pairs:
        yield f"<w:tr>{_cell(name, widths[0])}{_cell(text, widths[1])}</w:tr>"
    yield "</w:tbl>"


def needs(block: Table) -> float:
    """Return the width under which a table's columns would be squeezed, in points."""
    return sum(_least(column) for column in block.columns)


def _begin(style: str, name: str, widths: Sequence[int], *, heads: bool, first: bool) -> str:
    grid = "".join(f'<w:gridCol w:w="{size}"/>' for size in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0000" w:firstRow="{int(heads)}" w:lastRow="0" '
        f'w:firstColumn="{int(first)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(xml_text(name))}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _row(row: Row, columns: Sequence[Column], widths: Sequence[int]) -> str:
    if row.kind == "group":
        look = f'<w:gridSpan w:val="{len(columns)}"/>{_shade()}'
        cell = _cell(row.cells[0], sum(widths), bold=True, kept=True, look=look)
        return f"<w:tr>{cell}</w:tr>"
    bold = row.kind != "row"
    look = ""
    if bold:
        look = f'<w:tcBorders><w:top w:val="single" w:sz="6" w:space="0" w:color="{colour(INK)}"/></w:tcBorders>'
        look += _shade() if row.kind == "total" else ""
    cells = "".join(
        _cell(text, size, right=column.align == "right", bold=bold, look=look)
        for text, column, size in zip(row.cells, columns, widths, strict=True)
    )
    return f"<w:tr>{cells}</w:tr>"


def _shade() -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(TINT)}"/>'


def _cell(text: str, width: int, *, right: bool = False, bold: bool = False, kept: bool = False, look: str = "") -> str:
    shape = "<w:keepNext/>" * kept + '<w:jc w:val="right"/>' * right
    runs = (run(text, "<w:b/>" * bold),) if text else ()
    inside = paragraph("Cell", *runs, shape=shape)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{inside}</w:tc>'


def _least(column: Column) -> float:
    """Return the room a column needs: what must stay unbroken, or the longest word of its heading."""
    head = max((text_width(word, _CELL) for word in column.heading.split()), default=0.0)
    fit = text_width(column.fit, _CELL) if column.fit else 0.0
    return max(head, fit, 0.0 if column.fit else _LEAST) + _PAD


def _widths(columns: Sequence[Column], width: float) -> list[int]:
    """Share the page among columns, in twentieths of a point: first what each needs, the rest by weight."""
    least = [_least(column) for column in columns]
    squeeze = min(1.0, width / sum(least))
    rest = max(width - sum(least), 0.0)
    weights = [column.weight for column in columns]
    if not any(weights):
        weights = [1.0] * len(columns)
    shares = [size * squeeze + rest * w / sum(weights) for size, w in zip(least, weights, strict=True)]
    return [int(share * TWIPS) for share in shares]
