"""What the Evidence tab shows of one priority and year: payments with and without proof, and the proofs."""

from collections import Counter
from pathlib import PurePath

from cspdesk.domain.audience import Audience, may_see
from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.domain.funding import Transaction, TransactionKind
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import FinancialYear, short_date
from cspdesk.domain.positions import Traced, traced
from cspdesk.domain.records import dataclass
from cspdesk.store.store import Store
from cspdesk.ui.models.money_entries import PriorityEntries

_WORDS_FOR_TYPES = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG picture",
    "image/png": "PNG picture",
    "image/tiff": "TIFF picture",
    "text/plain": "Text",
    "text/csv": "CSV table",
    "message/rfc822": "E-mail",
    "application/vnd.ms-outlook": "E-mail",
    "application/msword": "Word document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.ms-excel": "Excel workbook",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel workbook",
    "application/vnd.oasis.opendocument.text": "ODF document",
    "application/vnd.oasis.opendocument.spreadsheet": "ODF workbook",
}


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment of the priority's budget lines, with the proofs attached to it."""

    payment: Transaction
    line: str
    proof_ids: tuple[str, ...]

    @property
    def id(self) -> str:
        """The transaction's id."""
        return self.payment.id

    @property
    def proved(self) -> bool:
        """Whether at least one proof is attached."""
        return bool(self.proof_ids)


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One proof, with how many of this priority's payments and actions of the year it proves."""

    evidence: Evidence
    payments: int
    actions: int

    @property
    def id(self) -> str:
        """The proof's id."""
        return self.evidence.id


@dataclass(frozen=True, slots=True)
class EvidenceReading:
    """What is proved and what is not; the sums hold every payment, also those withheld from view.

    Of agreements that are withheld nothing is here: neither in rows nor in sums, as in no document.
    """

    payments: tuple[PaymentRow, ...]
    proofs: tuple[ProofRow, ...]
    traced: Traced
    withheld_payments: int
    withheld_pence: int
    withheld_proofs: int


def read_evidence(
    store: Store,
    priority_id: str,
    year: FinancialYear,
    audience: Audience,
    kept: PriorityEntries | None = None,
) -> EvidenceReading:
    """Return a priority's payments of a year, those without proof first, and the proofs of its payments and actions.

    kept: its transactions, where they were read already.
    """
    lines = {line.id: f"{line.reference} {line.title}" for line in store.funding.all_lines()}
    entries, attached = (kept or PriorityEntries(store, priority_id)).proved(year)
    uses = Counter(proof for proofs in attached.values() for proof in proofs)
    hidden = store.withheld_ids("agreements")
    paid = [e for e in entries if e.kind is TransactionKind.ACTUAL and e.agreement_id not in hidden]
    seen = [e for e in paid if may_see(audience, e.marking)]
    rows = [PaymentRow(e, lines.get(e.line_id or "", ""), attached.get(e.id, ())) for e in seen]
    on_actions = Counter(link.evidence_id for link in store.evidence.action_links(priority_id))
    proofs = (*store.evidence.used_in(priority_id, year), *store.evidence.unattached())
    shown = [ProofRow(p, uses[p.id], on_actions[p.id]) for p in proofs if may_see(audience, p.marking)]
    return EvidenceReading(
        payments=tuple(sorted(rows, key=lambda r: r.proved)),
        proofs=tuple(shown),
        traced=traced(paid, frozenset(attached)),
        withheld_payments=len(paid) - len(seen),
        withheld_pence=sum(e.amount_pence for e in paid) - sum(e.amount_pence for e in seen),
        withheld_proofs=len(proofs) - len(shown),
    )


def file_type(evidence: Evidence) -> str:
    """Return what kind of file a proof is, in a word: PDF, Word document, or its ending; “Reference” when none."""
    if evidence.kind is EvidenceKind.REFERENCE:
        return "Reference"
    ending = PurePath(evidence.file_name).suffix.lstrip(".").upper()
    return _WORDS_FOR_TYPES.get(evidence.media_type) or (f"{ending} file" if ending else "File")


def short_hash(evidence: Evidence) -> str:
    """Return enough of a file's SHA-256 to compare by eye; empty for a reference."""
    return (evidence.sha256 or "")[:8]


def payment_words(payment: Transaction) -> str:
    """Return a payment in a line: “21/05/2015 Lock Co £1,250.00”."""
    return f"{short_date(payment.occurred_on)} {payment.payee} {pounds(payment.amount_pence)}"
