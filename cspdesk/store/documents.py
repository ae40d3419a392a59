"""Documents as kept: the register of what was produced, with its bytes."""

from sqlite_utils import Database

from cspdesk.domain.documents import Document
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table


class DocumentStore:
    """What left the house."""

    def __init__(self, db: Database, journal: Journal) -> None:
        self.documents = Table(db, journal, Document, "documents")

    def all_documents(self) -> tuple[Document, ...]:
        """Return the documents, newest first."""
        return self.documents.where(order="id desc")
