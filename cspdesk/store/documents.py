"""Documents as kept: the register of what was produced, with its bytes."""

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

    def sendings_of(self, document_id: str) -> tuple[Sending, ...]:
        """Return to whom a document went, in order of time."""
        return self.sendings.where("document_id = ?", document_id, order="sent_on, id")
