"""What is shown of a record that was found; of documents and papers, and of what is written in them, here."""

from collections.abc import Iterator, Sequence

from cspdesk.domain.narrative import in_words
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.periods import long_date
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.store.store import Store
from cspdesk.ui.session import Place

_SHOWN = 160  # letters of a text, from its beginning


@dataclass(frozen=True, slots=True)
class Found:
    """One record: its name, a line that tells it from others of that name, and its place."""

    title: str
    detail: str
    place: Place


def documents_found(store: Store, ids: Sequence[str]) -> Iterator[tuple[str, Found]]:
    """Give documents with who may read them, when they were made and by whom."""
    for d in store.documents.documents.named(ids):
        detail = f"{d.audience.label} · made {long_date(d.made_on)} by {d.made_by}"
        yield d.id, Found(d.title, detail, Place("documents", record_id=d.id))


def papers_found(store: Store, ids: Sequence[str]) -> Iterator[tuple[str, Found]]:
    """Give papers that are being written with what they are."""
    for p in store.papers.papers.named(ids):
        detail = f"{p.kind.value} · {p.year.label} · begun {long_date(p.begun_on)}"
        yield p.id, Found(p.title, detail, Place("documents", record_id=p.id))


def paper_texts_found(store: Store, ids: Sequence[str]) -> Iterator[tuple[str, Found]]:
    """Give texts by how they begin, with the section and the paper they stand in."""
    texts = store.papers.texts.named(ids)
    papers = {p.id: p for p in store.papers.papers.named(list(dict.fromkeys(t.paper_id for t in texts)))}
    for text in texts:
        paper = papers.get(text.paper_id)
        if paper is None:
            continue
        words = " ".join(in_words(text.body, lambda _: "…").split())
        begins = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …"
        section = _section(store, paper.template, paper.kind, text.section)
        yield text.id, Found(begins, f"{section} · {paper.title}", Place("documents", record_id=paper.id))


def _section(store: Store, template: str, kind: PaperKind, key: str) -> str:
    """Return the title of a section; its key where the template is gone or has faults."""
    from cspdesk.app.paper_templates import paper_template_called

    name = key.partition(":")[0]
    try:
        known = paper_template_called(store.path, template, kind)
    except UserError:
        return name
    return next((section.title for section in known.sections if section.key == name), name)
