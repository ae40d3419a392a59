"""What the Documents tab shows: the register of what was produced."""

import os
from pathlib import Path

from cspdesk.domain.documents import Document
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.store.store import Store


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One produced document with the names of what it is about."""

    id: str
    document: Document
    agreement: str
    priority: str

    @property
    def year(self) -> str:
        """The financial year it covers, or nothing."""
        return "" if self.document.year is None else FinancialYear(self.document.year).label


def read_documents(store: Store) -> tuple[DocumentRow, ...]:
    """Return every document produced, newest first; their bytes are not read."""
    with store.reading():
        documents = store.documents.all_documents()
        agreements = {a.id: a.reference for a in store.funding.all_agreements()}
        priorities = {p.id: p.name for p in store.partnership.all_priorities()}
    return tuple(
        DocumentRow(d.id, d, agreements.get(d.agreement_id or "", ""), priorities.get(d.priority_id or "", "all"))
        for d in documents
    )


def document_words(row: DocumentRow) -> str:
    """Say what a document is, when it was made and for whom."""
    document = row.document
    maker = f" by {document.made_by}" if document.made_by else ""
    pages = "1 page" if document.pages == 1 else f"{document.pages:,} pages"
    return f"{document.audience.label} version, {pages}, made on {long_date(document.made_on)}{maker}"


def file_name(document: Document) -> str:
    """Return a name to save a document under: letters, digits and hyphens, so that every system takes it."""
    kept = "".join(c if c.isalnum() else "-" for c in f"{document.title} {document.audience.value}".lower())
    return "-".join(part for part in kept.split("-") if part) + ".pdf"


def save_copy(content: bytes, path: Path) -> None:
    """Write bytes to a file, whole or not at all. Raises UserError when that cannot be."""
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise UserError(f"{path.name} could not be saved ({error.strerror}). Choose another place.") from error
