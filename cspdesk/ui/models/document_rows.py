"""What the Documents tab shows: the register of what was produced."""

from collections import defaultdict

from cspdesk.domain.documents import Document, Sending
from cspdesk.domain.periods import FinancialYear, long_date
from cspdesk.domain.records import dataclass
from cspdesk.store.store import Store

FORM_WORDS = {".html": "a web page", ".docx": "a word-processor file"}
FORMS = {".pdf": "PDF (*.pdf)", ".html": "Web page (*.html)", ".docx": "Word processor (*.docx)"}


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One produced document with the names of what it is about."""

    id: str
    document: Document
    agreement: str
    priority: str
    sent: tuple[Sending, ...] = ()

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
        sendings = store.documents.all_sendings()
    sent: defaultdict[str, list[Sending]] = defaultdict(list)
    for each in sendings:
        sent[each.document_id].append(each)
    return tuple(
        DocumentRow(
            d.id,
            d,
            agreements.get(d.agreement_id or "", ""),
            priorities.get(d.priority_id or "", "all"),
            tuple(sent[d.id]),
        )
        for d in documents
    )


def kept_words(row: DocumentRow) -> str:
    """Say what a document is for, to whom it went, and whether its signed copy is kept."""
    said = [f"For: {row.document.purpose}."] if row.document.purpose else []
    for each in row.sent:
        how = f" ({each.how})" if each.how else ""
        said.append(f"Sent to {each.sent_to} on {long_date(each.sent_on)}{how}{': ' + each.note if each.note else ''}.")
    if row.document.signed_sha256:
        said.append("The signed copy is kept with it.")
    return " ".join(said)


def document_words(row: DocumentRow) -> str:
    """Say what a document is, when it was made and for whom."""
    document = row.document
    maker = f" by {document.made_by}" if document.made_by else ""
    pages = "1 page" if document.pages == 1 else f"{document.pages:,} pages"
    if not document.pages:
        pages = FORM_WORDS.get(document.ending, "a file")
    made = f"made on {long_date(document.made_on)}{maker}"
    return f"{document.audience.label} version, number {document.version}, {pages}, {made}"


def file_name(document: Document) -> str:
    """Return a name to save a document under: letters, digits and hyphens, so that every system takes it."""
    kept = "".join(c if c.isalnum() else "-" for c in f"{document.title} {document.audience.value}".lower())
    return "-".join(part for part in kept.split("-") if part) + document.ending
