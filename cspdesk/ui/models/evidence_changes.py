"""What is done to proofs and payments together: each call is one step, named for the history."""

from collections.abc import Sequence

from cspdesk.domain.evidence import Evidence
from cspdesk.domain.proof import counted
from cspdesk.ui.models.evidence_rows import PaymentRow
from cspdesk.ui.session import Session


def named_payments(rows: Sequence[PaymentRow]) -> str:
    """Return payments in words: “the payment to Lock Co”, “3 payments”; empty for none."""
    if not rows:
        return ""
    return f"the payment to {rows[0].payment.payee}" if len(rows) == 1 else counted(len(rows), "payment")


def named_proofs(proofs: Sequence[Evidence]) -> str:
    """Return proofs in words: “Invoice 17” in quotes, or “3 pieces of evidence”."""
    return f"“{proofs[0].title}”" if len(proofs) == 1 else f"{len(proofs):,} pieces of evidence"


def add_proof(session: Session, proof: Evidence, rows: Sequence[PaymentRow]) -> bool:
    """Keep a reference and attach it to payments, if any; return whether it was done."""
    store = session.store.evidence

    def work() -> None:
        store.evidence.insert(proof)
        store.attach_to_transactions(proof.id, [row.id for row in rows])

    to = f" and attached it to {named_payments(rows)}" if rows else ""
    return session.do(f"Added the reference “{proof.title}”{to}", work)


def attach_proofs(session: Session, proofs: Sequence[Evidence], rows: Sequence[PaymentRow]) -> bool:
    """Attach each of these proofs to each of these payments; return whether it was done."""
    if not proofs or not rows:
        return False
    attach, ids = session.store.evidence.attach_to_transactions, [row.id for row in rows]

    def work() -> None:
        for proof in proofs:
            attach(proof.id, ids)

    return session.do(f"Attached {named_proofs(proofs)} to {named_payments(rows)}", work)


def detach_proofs(session: Session, rows: Sequence[PaymentRow]) -> bool:
    """Take all proof off these payments; the proofs stay in the record. Return whether anything was done."""
    proved = [row for row in rows if row.proved]
    detach = session.store.evidence.detach_from_transaction

    def work() -> None:
        for row in proved:
            for proof_id in row.proof_ids:
                detach(proof_id, row.id)

    done = bool(proved) and session.do(f"Took the proof off {named_payments(proved)}", work)
    if done:
        session.message.emit(f"Took the proof off {named_payments(proved)}. Ctrl+Z puts it back.")
    return done


def remove_proofs(session: Session, proofs: Sequence[Evidence]) -> bool:
    """Remove proofs with all their attachments; return whether it was done."""
    if not proofs:
        return False

    def work() -> None:
        for proof in proofs:
            session.store.evidence.remove(proof.id)

    done = session.do(f"Removed {named_proofs(proofs)}", work)
    if done:
        session.message.emit(f"Removed {named_proofs(proofs)}. Ctrl+Z brings back all of it.")
    return done
