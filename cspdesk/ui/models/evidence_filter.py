"""Which payments and proofs of the Evidence tab are as somebody asks."""

from collections.abc import Sequence, Set

from cspdesk.domain.money import pounds
from cspdesk.ui.models.evidence_rows import PaymentRow, ProofRow

MISSING, HAS = "missing", "has"
SELECTED, LOOSE = "selected", "loose"


def takes_payment(row: PaymentRow, words: Sequence[str], wanted: object) -> bool:
    """Return whether a payment holds every word, folded, and has proof or none as wanted; None asks for all."""
    entry = row.payment
    heard = f"{entry.payee} {entry.description} {entry.reference} {row.line} {pounds(entry.amount_pence)}".casefold()
    return (wanted is None or row.proved == (wanted == HAS)) and all(word in heard for word in words)


def takes_proof(row: ProofRow, words: Sequence[str], wanted: object, of_selected: Set[str]) -> bool:
    """Return whether a proof holds every word, folded, and is attached as wanted; None asks for all."""
    proof = row.evidence
    heard = f"{proof.title} {proof.file_name} {proof.reference} {proof.source} {proof.proves}".casefold()
    fits = wanted != SELECTED or proof.id in of_selected
    loose = wanted != LOOSE or not (row.payments or row.actions)
    return fits and loose and all(word in heard for word in words)
