"""The papers that are being written: what they are, of whom, and how far they have come."""

from cspdesk.app.paper_writing import WORDS, read_writing
from cspdesk.domain.paper_progress import progress_of
from cspdesk.domain.papers import Paper
from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.store.store import Store
from cspdesk.ui.models.table import Column


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper with the name of its priority and how many sections are written."""

    id: str
    paper: Paper
    priority: str
    progress: str

    @property
    def kind(self) -> str:
        """What it is, in words."""
        return WORDS[self.paper.kind].capitalize()


def read_papers(store: Store) -> tuple[PaperRow, ...]:
    """Return every paper, of the newest year first."""
    names = {p.id: p.name for p in store.partnership.all_priorities()}
    found = store.papers.all_papers()
    return tuple(
        PaperRow(p.id, p, names.get(p.priority_id or "", "All priorities"), _progress(store, p)) for p in found
    )


def _progress(store: Store, paper: Paper) -> str:
    try:
        writing = read_writing(store, paper.id)
    except UserError as error:
        return str(error)  # its template is gone
    progress = progress_of(writing.template, writing.priorities, writing.bodies, writing.options)
    written = [each for each in progress if each.section.is_written]
    missing = sum(len(each.lacks) for each in progress)
    done = sum(1 for each in written if each.is_complete and each.words)
    return f"{done} of {len(written)} written" + (f", {missing} still missing" if missing else "")


def paper_columns() -> tuple[Column[PaperRow], ...]:
    """Return the columns of the papers being written."""
    return (
        Column("Paper", lambda r: r.paper.title, width=300, stretch=True),
        Column("Year", lambda r: r.paper.year.label, width=80),
        Column("Kind", lambda r: r.kind, width=130),
        Column("Priority", lambda r: r.priority, width=190),
        Column("How far", lambda r: r.progress, width=220),
        Column(
            "Begun on",
            lambda r: short_date(r.paper.begun_on),
            sort=lambda r: (r.paper.begun_on, r.id),
            spoken=lambda r: long_date(r.paper.begun_on),
            width=96,
        ),
    )
