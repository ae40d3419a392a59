"""Turns blocks into a finished document on disk: the same blocks and date give the same bytes."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from cspdesk.domain.records import dataclass
from cspdesk.reports.blocks import Block
from cspdesk.reports.booklet import Booklet
from cspdesk.reports.finish import Attachment, Metadata, finish
from cspdesk.reports.flow import Flow
from cspdesk.reports.fonts import Fonts
from cspdesk.reports.pages import Pages, line
from cspdesk.reports.pdf_file import PdfFile
from cspdesk.reports.progress import Progress, counter
from cspdesk.reports.style import A4, A5, FURNITURE, INK, Sheet, Type
from cspdesk.whole_file import whole_file

_MARKING = Type(FURNITURE.size, FURNITURE.leading, bold=True, colour=INK)
_BESIDE_MARKING = 18.0  # the least room between the head of a page and its marking


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands at the head and foot of every page, beside the page number."""

    head: str
    marking: str
    foot: str


@dataclass(frozen=True, slots=True)
class Written:
    """A document that has been written: its SHA-256 and number of pages, 0 where pages are made by who reads it."""

    sha256: str
    pages: int


def write_document(
    path: Path,
    blocks: Sequence[Block],
    metadata: Metadata,
    furniture: Furniture,
    *,
    attachments: Sequence[Attachment] = (),
    rows: int = 0,
    progress: Progress | None = None,
    sheet: Sheet = A4,
) -> Written:
    """Draw blocks into a tagged PDF at path, beside what is there, and swap it in when it is whole.

    progress(done, rows) is called now and then; if it raises (Cancelled), path is as it was before.
    Raises UserError when the file cannot be written.
    """
    with whole_file(path) as stream:
        return _write(stream, blocks, metadata, furniture, attachments, rows, progress, sheet)


def write_booklet(
    path: Path,
    blocks: Sequence[Block],
    metadata: Metadata,
    furniture: Furniture,
    *,
    attachments: Sequence[Attachment] = (),
    progress: Progress | None = None,
) -> Written:
    """Draw blocks as `write_document` does, two pages on a side in the order for folding; still tagged.

    Its pages are those of the booklet. Raises UserError when the file cannot be written.
    """
    with whole_file(path) as stream:
        return _write(stream, blocks, metadata, furniture, attachments, 0, progress, A5, Measure(A5).pages(blocks))


class Measure:
    """Tells how many pages blocks take, by drawing them for nothing; the fonts are read once for all that is asked."""

    def __init__(self, sheet: Sheet = A4) -> None:
        self._sheet = sheet
        self._fonts: Fonts | None = None

    def pages(self, blocks: Sequence[Block]) -> int:
        """Return how many pages blocks take by themselves."""
        pages = Pages(PdfFile(BytesIO()), self._fonts, self._sheet)
        self._fonts = pages.fonts
        Flow(pages, counter(0, None)).draw(blocks)
        return pages.count


def _write(
    stream: BinaryIO,
    blocks: Sequence[Block],
    metadata: Metadata,
    furniture: Furniture,
    attachments: Sequence[Attachment],
    rows: int,
    progress: Progress | None,
    sheet: Sheet,
    folded: int = 0,
) -> Written:
    """Write a document; folded is how many pages a booklet will have, 0 for what is not folded."""
    pdf = PdfFile(stream)
    pages = Booklet(pdf, folded, sheet) if folded else Pages(pdf, sheet=sheet)
    Flow(pages, counter(rows, progress)).draw(blocks)
    if progress is not None and rows:
        progress(rows, rows)
    tree = pages.finish(lambda index, count: _furniture(pages, furniture, index, count))
    digest = finish(
        pdf,
        metadata,
        pages=tree,
        structure=pages.structure.finish(),
        bookmarks=pages.bookmarks,
        attachments=attachments,
    )
    return Written(digest, pages.count)


def _clipped(pages: Pages, text: str, width: float) -> str:
    """Return a ready line cut to a width, with a mark where it was cut."""
    line = pages.fonts.ready(text)
    face = pages.face(FURNITURE)
    if face.width(line, FURNITURE.size) <= width:
        return line
    while line and face.width(f"{line}…", FURNITURE.size) > width:
        line = line[: len(line) * 9 // 10]
    return f"{line}…"


def _fitting(pages: Pages, text: str, width: float) -> str:
    """Return a ready line of parts without as many of its first ones as a narrow page has no room for."""
    face = pages.face(FURNITURE)
    while " · " in text and face.width(pages.fonts.ready(text), FURNITURE.size) > width:
        text = text.partition(" · ")[2]
    return _clipped(pages, text, width)


def _furniture(pages: Pages, furniture: Furniture, index: int, count: int) -> str:
    sheet = pages.sheet
    head, foot = sheet.top + 30, sheet.bottom - 28
    marking = pages.fonts.ready(furniture.marking)
    room = sheet.width - pages.face(_MARKING).width(marking, _MARKING.size) - _BESIDE_MARKING
    return "\n".join(
        (
            "/Artifact<</Type/Pagination/Subtype/Header>>BDC",
            pages.words(sheet.left, head, _clipped(pages, furniture.head, room), FURNITURE),
            pages.words(sheet.right, head, marking, _MARKING, align="right"),
            line(sheet.left, head - 7, sheet.right, head - 7),
            "EMC",
            "/Artifact<</Type/Pagination/Subtype/Footer>>BDC",
            line(sheet.left, foot + 13, sheet.right, foot + 13),
            pages.words(sheet.left, foot, _fitting(pages, furniture.foot, sheet.width * 0.82), FURNITURE),
            pages.words(sheet.right, foot, f"Page {index + 1} of {count}", FURNITURE, align="right"),
            "EMC",
        )
    )
