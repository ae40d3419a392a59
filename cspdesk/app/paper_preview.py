"""A paper as it would be printed while it is still written: the record read once, the words of now put in."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cspdesk.app.figures import figures_of
from cspdesk.app.paper_made import PaperRequest, Shape
from cspdesk.app.paper_reading import paper_record
from cspdesk.app.paper_writing import Writing
from cspdesk.app.papers import make_paper
from cspdesk.domain.audience import Audience
from cspdesk.domain.bound_figures import Figures
from cspdesk.domain.papers import FundingOption, PaperText
from cspdesk.store.store import Store, open_store

if TYPE_CHECKING:
    from cspdesk.reports.paper_record import PaperRecord


def record_of(store: Store, writing: Writing, audience: Audience, as_at: date) -> "PaperRecord":
    """Return everything a paper that is written is made from, for its readers.

    Raises UserError when its priority or template is gone.
    """
    paper = writing.paper
    of = writing.priorities[0].name if paper.priority_id and writing.priorities else "all"
    asked = PaperRequest(paper.kind, paper.year.label, of, audience.value, paper.template, paper.id)
    found = paper_record(store, asked, as_at)
    return found if found.figures else replace(found, figures=_figures(store, writing, as_at))


def _figures(store: Store, writing: Writing, as_at: date) -> Figures:
    return figures_of(store, writing.paper.year, writing.paper.priority_id, as_at)


def read_record(path: Path, writing: Writing, audience: Audience, as_at: date) -> "PaperRecord":
    """Return the same from a file, on a connection of its own, so that it may run beside the window."""
    with open_store(path, read_only=True, thorough=False) as store:
        return record_of(store, writing, audience, as_at)


def make_ready() -> None:
    """Read in what the first paper would have to wait for: the modules and the fonts it is drawn with."""
    from cspdesk.reports import bid_parts, committee_parts, paper_document, paper_gather
    from cspdesk.reports.fonts import Fonts

    del bid_parts, committee_parts, paper_document, paper_gather
    Fonts()


def with_words(
    record: "PaperRecord", writing: Writing, bodies: Mapping[str, str], options: Sequence[FundingOption]
) -> "PaperRecord":
    """Return a record with the words and the request as they are written now."""
    paper = writing.paper
    texts = {
        key: replace(
            writing.texts.get(key) or PaperText("", paper.id, key, "", paper.marking, paper.marking_reason), body=body
        )
        for key, body in bodies.items()
        if body.strip()
    }
    return replace(record, texts=texts, options=tuple(options))


def bytes_of(record: "PaperRecord", made_on: date, shape: Shape, ending: str = ".pdf") -> bytes:
    """Return a paper in the form of a file's ending.

    Raises UserError when its reader may not see it, and for another ending.
    """
    with tempfile.TemporaryDirectory(prefix="cspdesk-") as folder:
        return make_paper(record, Path(folder) / f"paper{ending}", made_on, shape).path.read_bytes()
