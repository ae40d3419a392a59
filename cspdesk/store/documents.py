"""Documents as kept: the register of what was produced, with its bytes."""

from dataclasses import replace
from sqlite3 import Connection

from cspdesk.domain.documents import Document, Sending
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class DocumentStore:
    """What left the house."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self.documents = Table(db, journal, Document, "documents")
        self.sendings = Table(db, journal, Sending, "document_sendings")

    def all_documents(self) -> tuple[Document, ...]:
        """Return the documents, newest first."""
        return self.documents.where(order="id desc")

    def next_version(self, document: Document) -> int:
        """Return the number of a document among those of its kind, agreement, priority and year that are kept."""
        of = "kind = ? and agreement_id is ? and priority_id is ? and year is ?"
        values = (document.kind, document.agreement_id, document.priority_id, document.year)
        return max((kept.version for kept in self.documents.where(of, *values)), default=0) + 1

    def keep(self, document: Document) -> Document:
        """Enter a document into the register under its number, and return it as it is kept."""
        kept = replace(document, version=self.next_version(document))
        self.documents.insert(kept)
        return kept

    def all_sendings(self) -> tuple[Sending, ...]:
        """Return to whom every document went, in order of time."""
        return self.sendings.where(order="sent_on, id")
