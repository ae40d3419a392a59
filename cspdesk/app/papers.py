"""Papers out of the record: the bid pack and the committee's summary, as documents that can be made again.

`paper_reading.paper_record` reads all at one moment; `make_paper` takes plain data, so it may run beside the window.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cspdesk.app.leaks import searched
from cspdesk.app.paper_made import PaperMade, PaperRequest, Shape
from cspdesk.app.paper_reading import paper_record
from cspdesk.app.results import judged
from cspdesk.domain.documents import MEDIA_TYPES, Document
from cspdesk.domain.papers import PaperKind
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store, open_store

if TYPE_CHECKING:
    from cspdesk.reports.paper_figures import PaperFigures
    from cspdesk.reports.paper_record import PaperRecord

Progress = Callable[[int, int], None]
BID = "funding justification"
COMMITTEE = "committee summary"
KINDS = (".pdf", ".html", ".docx")


def gathered(record: "PaperRecord") -> "PaperFigures":
    """Return a paper's figures for its reader, before they are laid out. Raises UserError when it may see none."""
    from cspdesk.reports.paper_gather import gather

    return gather(record, judged)


def make_paper(
    record: "PaperRecord", out: Path, made_on: date, shape: Shape | None = None, progress: Progress | None = None
) -> PaperMade:
    """Write a paper as the ending of `out` says; takes plain data, so it may run beside the window.

    Raises UserError for another ending, when the reader may not see it or would see what is withheld, and when it
    cannot be written.
    """
    figures = gathered(record)
    if record.source is None:
        return write_paper(figures, out, made_on, shape, progress)
    with searched(out, record.source, record.audience) as path:
        made = write_paper(figures, path, made_on, shape, progress)
    return replace(made, path=out)


def write_paper(
    figures: "PaperFigures", out: Path, made_on: date, shape: Shape | None = None, progress: Progress | None = None
) -> PaperMade:
    """Write a paper from its figures, new or kept: the same figures and day give the same bytes."""
    from cspdesk.reports.paper_document import render

    shape = shape or Shape()
    if out.suffix.lower() not in KINDS:
        raise UserError(f"{out.name} should end in {' or '.join(KINDS)}.")
    if shape.booklet and out.suffix.lower() != ".pdf":
        raise UserError(
            f"A booklet is for printing and folding, so it is made as a PDF: {out.name} should end in .pdf."
        )
    made = render(
        figures,
        out,
        made_on=made_on,
        one_page=shape.one_page,
        booklet=shape.booklet,
        draft=shape.draft,
        progress=progress,
    )
    return PaperMade(out, made.pages, made.sha256, made.figures_json, shape)


def export_paper(file: Path, request: PaperRequest, out: Path, made_on: date, shape: Shape | None = None) -> PaperMade:
    """Write a paper from a file, which is only read: the command line's way."""
    with open_store(file, read_only=True) as store:
        record = paper_record(store, request, made_on)
    return make_paper(record, out, made_on, shape)


def document_kind(kind: PaperKind) -> str:
    """Return what the register calls a paper."""
    return BID if kind is PaperKind.BID else COMMITTEE


def _with_shape(figures_json: str, shape: Shape) -> str:
    """Return the figures that are kept of a paper with how it was laid out, so that it can be made again."""
    laid = {"one_page": shape.one_page, "booklet": shape.booklet, "draft": shape.draft}
    return json.dumps({**json.loads(figures_json), "shape": laid}, ensure_ascii=True, separators=(",", ":"))


def kept_shape(figures_json: str) -> Shape | None:
    """Return how a kept paper was laid out; None for one that was kept before that was."""
    laid = json.loads(figures_json).get("shape")
    return None if laid is None else Shape(**laid)


def register_paper(store: Store, record: "PaperRecord", made: PaperMade, title: str, made_on: date) -> Document:
    """Keep a made paper in the record, bytes and figures, as one step; so it never changes."""
    with store.step(f"Produced {title}"):
        document = Document(
            id=new_id(),
            kind=document_kind(record.template.kind),
            title=title,
            audience=record.audience,
            made_on=made_on,
            made_by=store.person,
            sha256=store.evidence.keep_bytes(made.path.read_bytes()),
            pages=made.pages,
            media_type=MEDIA_TYPES[made.path.suffix.lower()],
            figures=_with_shape(made.figures_json, made.shape),
            year=record.year.first,
            priority_id=record.asked.id if record.asked else None,
            paper_id=record.paper.id if record.paper else None,
        )
        return store.documents.keep(document)
