"""The register of what was produced: versions, what a document is for, signed copies, to whom it went, made again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from cspdesk.app.documents import EVIDENCE_OF_SPEND
from cspdesk.app.paper_made import Shape
from cspdesk.app.papers import BID, COMMITTEE, kept_shape, write_paper
from cspdesk.app.plans import ACTION_PLAN
from cspdesk.app.return_sending import RETURN
from cspdesk.domain.documents import Document, Sending
from cspdesk.domain.records import dataclass
from cspdesk.domain.register import Changed, changed_figures, record_step
from cspdesk.errors import UserError
from cspdesk.store.evidence import read_evidence_file
from cspdesk.store.ids import new_id
from cspdesk.store.journal import Step
from cspdesk.store.store import Store

_MOST_STEPS = 2_000
_SHAPES = tuple(Shape(*way) for way in product((False, True), repeat=3))  # of papers kept before theirs was


@dataclass(frozen=True, slots=True)
class Again:
    """A document that was made again from its kept figures; same: byte for byte what it was."""

    content: bytes
    same: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one document to a later one of its kind, and the steps that were done between them."""

    before: Document
    after: Document
    changed: tuple[Changed, ...]
    steps: tuple[Step, ...]


def say_purpose(store: Store, document: Document, purpose: str) -> None:
    """Keep what a document is for, as one step."""
    with store.step(f"Said what {document.title} is for"):
        store.documents.documents.update(replace(document, purpose=purpose.strip()))


def attach_signed(store: Store, document: Document, path: Path) -> None:
    """Keep the signed copy of a document, as one step. Raises UserError when the file cannot be read."""
    content = read_evidence_file(path)
    with store.step(f"Attached the signed copy of {document.title}"):
        store.documents.documents.update(replace(document, signed_sha256=store.evidence.keep_bytes(content)))


def record_sending(store: Store, document: Document, to: str, on: date, how: str = "", note: str = "") -> Sending:
    """Keep to whom a document went, as one step. Raises UserError when nobody is named."""
    if not to.strip():
        raise UserError("Say to whom the document went.")
    sent = Sending(new_id(), document.id, to.strip(), on, how.strip(), note.strip())
    with store.step(f"Recorded that {document.title} was sent to {sent.sent_to}"):
        store.documents.sendings.insert(sent)
    return sent


def make_again(document: Document, kept: bytes) -> Again:
    """Return a document made again from its kept figures; takes plain data, so it may run beside the window.

    Raises UserError when its figures were kept by another version of this program.
    """
    content = b""
    with TemporaryDirectory(prefix="cspdesk-") as folder:
        path = Path(folder) / f"again{document.ending}"
        for shape in _shapes(document):
            _write(document, path, shape)
            content = path.read_bytes()
            if content == kept:
                return Again(content, same=True)
    return Again(content, same=False)


def _shapes(document: Document) -> Sequence[Shape]:
    """Return the layouts that a document may have had: the one kept with a paper, else all of its form."""
    if document.kind not in (BID, COMMITTEE):
        return (Shape(),)
    kept = kept_shape(document.figures)
    return (kept,) if kept else [s for s in _SHAPES if document.ending == ".pdf" or not s.booklet]


def _write(document: Document, path: Path, shape: Shape) -> None:
    from cspdesk.domain import return_figures
    from cspdesk.reports import evidence, paper_document, plan_document, return_document

    day, figures = document.made_on, document.figures
    if document.kind == EVIDENCE_OF_SPEND:
        evidence.render(evidence.figures_from_json(figures)[0], path, made_on=day)
    elif document.kind == ACTION_PLAN:
        plan_document.render(plan_document.figures_from_json(figures), path, made_on=day)
    elif document.kind == RETURN:
        return_document.render(return_figures.figures_from_json(figures), path, made_on=day)
    elif document.kind in (BID, COMMITTEE):
        write_paper(paper_document.figures_from_json(figures), path, day, shape)
    else:
        raise UserError(f"This cspdesk does not know how a {document.kind} is made.")


def compare(store: Store, one: Document, other: Document) -> Comparison:
    """Return what changed between two documents of one kind, and why: the steps between them, newest first.

    Raises UserError when they are of two kinds.
    """
    if one.kind != other.kind:
        raise UserError(f"A {one.kind} cannot be compared with a {other.kind}: choose two of one kind.")
    before, after = sorted((one, other), key=lambda d: (d.made_on, d.id))
    first, last = (record_step(d.figures) for d in (before, after))
    between: Sequence[Step] = ()
    if first is not None and last is not None and last > first:
        between = [s for s in store.journal.steps(limit=_MOST_STEPS, before=last + 1) if s.seq > first]
    told = tuple(step for step in between if not step.label.startswith("Produced "))
    return Comparison(before, after, changed_figures(before.figures, after.figures), told)
