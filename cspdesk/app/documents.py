"""From the record to paper: what a document is asked for, and the document."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cspdesk.app.leaks import searched
from cspdesk.app.named import agreement_called, priority_called
from cspdesk.domain.audience import Audience
from cspdesk.domain.documents import MEDIA_TYPES, Document
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.store.store import Store, open_store

if TYPE_CHECKING:
    from cspdesk.reports.evidence_record import SpendRecord

Progress = Callable[[int, int], None]
EVIDENCE_OF_SPEND = "evidence of spend"


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """What an evidence of spend is asked for: agreement reference, year, one priority or all, readers."""

    agreement: str
    year: str
    priority: str | None = None
    audience: str = Audience.PUBLIC.value


@dataclass(frozen=True, slots=True)
class Made:
    """A document as made: its length, hash and the figures in it."""

    path: Path
    pages: int
    sha256: str
    figures_json: str

    @property
    def figures(self) -> Any:
        """The figures, read back."""
        return json.loads(self.figures_json)


def spend_record(store: Store, request: EvidenceRequest, as_at: date) -> "SpendRecord":
    """Return everything an evidence of spend is made from, read at one moment.

    Raises UserError when the agreement, year or priority is not there, or the year lies outside the agreement.
    """
    from cspdesk.reports.evidence_record import SpendRecord

    asked = agreement_called(store, request.agreement).id
    priority_id = priority_called(store, request.priority).id if request.priority else None
    with store.reading(Audience(request.audience)):
        agreement = store.funding.agreements.get(asked)
        year = FinancialYear.parse(request.year)
        if agreement.ends_on < year.starts_on or agreement.starts_on > year.ends_on:
            raise UserError(f"Agreement {agreement.reference} does not touch {year}: choose a year inside its period.")
        organisations = store.partnership.organisations
        newest = next(iter(store.journal.steps(limit=1)), None)
        return SpendRecord(
            partnership=store.partnership.partnership(),
            agreement=agreement,
            funder=organisations.get(agreement.funder_id),
            recipient=organisations.get(agreement.recipient_id) if agreement.recipient_id else None,
            priorities=store.partnership.all_priorities(),
            lines=store.funding.lines_of(agreement.id),
            profile=store.funding.profile_of(agreement.id),
            virements=store.funding.virements_of(agreement.id),
            transactions=store.funding.transactions_of(agreement.id),
            evidence=store.evidence.all_evidence(),
            links=store.evidence.transaction_links(agreement.id),
            instalments=store.funding.instalments_of(agreement.id),
            variations=store.funding.variations_of(agreement.id),
            settlements=store.commitments.settlements_of(agreement.id),
            accruals=store.commitments.accruals_of(agreement.id),
            year=year,
            audience=Audience(request.audience),
            as_at=as_at,
            version=f"step {newest.seq}" if newest else "empty",
            priority_id=priority_id,
        )


def evidence_of_spend(
    record: "SpendRecord", path: Path, made_on: date, progress: Progress | None = None, *, source: Path
) -> Made:
    """Write an evidence of spend; takes plain data, so it may run beside the window. source: the partnership's file.

    Raises UserError when it cannot be written, or would show what is withheld; Cancelled when progress raises it. Then
    what was at path stays.
    """
    from cspdesk.reports.evidence import gather, render

    with searched(path, source, record.audience) as out:
        rendered = render(gather(record), out, made_on=made_on, progress=progress)
    return Made(path, rendered.pages, rendered.sha256, rendered.figures_json)


def export_evidence(file: Path, request: EvidenceRequest, out: Path, made_on: date) -> Made:
    """Write an evidence of spend from a file, which is only read: the command line's way."""
    with open_store(file, read_only=True) as store:
        record = spend_record(store, request, made_on)
    return evidence_of_spend(record, out, made_on, source=file)


def register(store: Store, record: "SpendRecord", made: Made, title: str, made_on: date) -> Document:
    """Keep a made document in the record, bytes and figures, as one step; so it never changes."""
    with store.step(f"Produced {title}"):
        document = Document(
            id=new_id(),
            kind=EVIDENCE_OF_SPEND,
            title=title,
            audience=record.audience,
            made_on=made_on,
            made_by=store.person,
            sha256=store.evidence.keep_bytes(made.path.read_bytes()),
            pages=made.pages,
            media_type=MEDIA_TYPES[made.path.suffix.lower()],
            figures=made.figures_json,
            agreement_id=record.agreement.id,
            year=record.year.first,
            priority_id=record.priority_id,
        )
        return store.documents.keep(document)
