"""Documents as kept: the register of what was produced, with its bytes."""

from sqlite3 import Connection

from cspdesk.domain.documents import Document
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class DocumentStore:
    """What left the house."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self.documents = Table(db, journal, Document, "documents")

    def all_documents(self) -> tuple[Document, ...]:
        """Return the documents, newest first."""
        return self.documents.where(order="id desc")
