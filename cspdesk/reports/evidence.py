"""Evidence of spend: gather the figures, compose the sections, render the document."""

from datetime import date
from pathlib import Path

from cspdesk.domain.money import pounds
from cspdesk.domain.periods import long_date
from cspdesk.domain.records import dataclass
from cspdesk.reports.document import Furniture
from cspdesk.reports.evidence_compose import compose
from cspdesk.reports.evidence_data import figures_from_json, figures_json, transactions_csv
from cspdesk.reports.evidence_figures import EvidenceFigures
from cspdesk.reports.evidence_gather import gather
from cspdesk.reports.evidence_record import SpendRecord
from cspdesk.reports.evidence_words import illustrative_sentence
from cspdesk.reports.finish import Attachment, Metadata
from cspdesk.reports.forms import write_form
from cspdesk.reports.progress import Progress

__all__ = ["EvidenceFigures", "RenderedDocument", "SpendRecord", "figures_from_json", "gather", "render"]


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A document as it was written: enough to prove it later, and to make it again."""

    sha256: str
    pages: int
    figures_json: str


def render(
    figures: EvidenceFigures, path: Path, *, made_on: date, progress: Progress | None = None
) -> RenderedDocument:
    """Write the figures at path in the form its ending says; the same figures and date give the same bytes.

    progress(done, total) counts transactions; if it raises Cancelled, what was at path before is still there.
    Raises UserError when the file cannot be written.
    """
    data = figures_json(figures, made_on)
    header = figures.header
    name = f"Evidence of spend, {header.agreement}, {header.year.label}"
    written = write_form(
        path,
        compose(figures, made_on),
        Metadata(
            title=f"{name} ({header.audience.value})",
            author=header.partnership,
            subject=f"{pounds(figures.total.actual)} paid under agreement {header.agreement} of {header.funder}",
            made_on=made_on,
        ),
        Furniture(
            head=name.replace(", ", " · "),
            marking=_marking(figures),
            foot=f"{header.partnership} · version {header.version} · made {long_date(made_on)}",
        ),
        attachments=(
            Attachment(
                "transactions.csv", "text/csv", "The transactions listed in this document", transactions_csv(figures)
            ),
            Attachment("figures.json", "application/json", "Every figure used in this document", data.encode()),
        ),
        rows=figures.transaction_count,
        progress=progress,
    )
    return RenderedDocument(written.sha256, written.pages, data)


def _marking(figures: EvidenceFigures) -> str:
    marking = figures.header.audience.label.upper()
    return f"{marking} · ILLUSTRATIVE FIGURES" if illustrative_sentence(figures) else marking
