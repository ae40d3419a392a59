"""What was produced: kind, audience, figures used, hash, when, by whom, what for, and to whom it went."""

from datetime import date

from cspdesk.domain.audience import Audience
from cspdesk.domain.records import dataclass

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it left the house; its bytes and the figures in it (JSON) are kept, so it never changes."""

    id: str
    kind: str
    title: str
    audience: Audience
    made_on: date
    made_by: str
    sha256: str
    pages: int
    figures: str
    agreement_id: str | None = None
    year: int | None = None
    priority_id: str | None = None
    note: str = ""
    version: int = 1
    purpose: str = ""
    media_type: str = "application/pdf"
    paper_id: str | None = None
    signed_sha256: str | None = None

    @property
    def ending(self) -> str:
        """The ending that its file has."""
        return next((ending for ending, kind in MEDIA_TYPES.items() if kind == self.media_type), ".pdf")


@dataclass(frozen=True, slots=True)
class Sending:
    """A document that went to somebody: how (by e-mail, by hand) and when."""

    id: str
    document_id: str
    sent_to: str
    sent_on: date
    how: str = ""
    note: str = ""
