"""Tables in a web page: with a caption, headings that say what they head, and room to move on a small screen."""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from cspdesk.reports.blocks import Column, Row, Table
from cspdesk.reports.writing import has_right_to_left
from cspdesk.reports.xml_text import xml_text

_LONGEST_UNBROKEN = 18  # letters, such as a month and its year or a day with its month in full


def said(text: str) -> str:
    """Return a text as HTML shows it, letter for letter."""
    return escape(xml_text(text), quote=False)


def way(text: str) -> str:
    """Return the attribute for a text that may run from right to left."""
    return ' dir="auto"' if not text.isascii() and has_right_to_left(text) else ""


def table(block: Table, *, key: str, caption: str, drawn: Callable[[], None]) -> Iterator[str]:
    """Return a table piece by piece. caption names it aloud where it is not shown; key tells its id from others'."""
    shown = "" if block.caption else ' class="sr"'
    yield f'<div class="wide" role="group" tabindex="0" aria-labelledby="{key}"><table>'
    yield f'<caption id="{key}"{shown}>{said(caption)}</caption><thead><tr>'
    yield from (f'<th scope="col"{_look(column)}>{said(column.heading)}</th>' for column in block.columns)
    yield "</tr></thead><tbody>"
    begun = False
    for row in block.rows:
        if row.kind == "group":
            yield "</tbody><tbody>" if begun else ""
            yield _group(row, len(block.columns))
        else:
            yield _row(row, block)
        begun = True
        drawn()
    yield "</tbody></table></div>\n"


def facts(pairs: Sequence[tuple[str, str]], summary: str) -> Iterator[str]:
    """Return names and what they are as a table whose rows have headings."""
    yield f'<table class="facts"><caption class="sr">{said(summary)}</caption><tbody>'
    for name, text in pairs:
        yield f'<tr><th scope="row">{said(name)}</th><td{way(text)}>{said(text)}</td></tr>'
    yield "</tbody></table>\n"


def _group(row: Row, columns: int) -> str:
    return (
        f'<tr class="group"><th scope="rowgroup" colspan="{columns}"{way(row.cells[0])}>{said(row.cells[0])}</th></tr>'
    )


def _row(row: Row, block: Table) -> str:
    kind = "" if row.kind == "row" else f' class="{row.kind}"'
    return f"<tr{kind}>{''.join(_cells(row, block))}</tr>\n"


def _cells(row: Row, block: Table) -> Iterator[str]:
    for place, (column, text) in enumerate(zip(block.columns, row.cells, strict=False)):
        if place == 0 and block.row_heading and text:
            yield f'<th scope="row"{_look(column)}{way(text)}>{said(text)}</th>'
        else:
            yield f"<td{_look(column)}{way(text)}>{said(text)}</td>"


def _look(column: Column) -> str:
    if column.align == "right":
        return ' class="n"'
    return ' class="fit"' if column.fit and len(column.fit) <= _LONGEST_UNBROKEN else ""
