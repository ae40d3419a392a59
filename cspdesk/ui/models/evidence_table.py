"""The Evidence tab's two tables: payments with and without proof, and the proofs."""

from PySide6.QtGui import QIcon

from cspdesk.domain.evidence import EvidenceKind
from cspdesk.domain.money import pounds
from cspdesk.domain.periods import long_date, short_date
from cspdesk.domain.proof import counted, proves_sentence, size_words
from cspdesk.ui.icons import icon
from cspdesk.ui.models.evidence_rows import PaymentRow, ProofRow, file_type, short_hash
from cspdesk.ui.models.table import Column


def payment_columns() -> tuple[Column[PaymentRow], ...]:
    """Return the columns of the payments."""
    return (
        Column(
            "Proof",
            lambda r: counted(len(r.proof_ids), "proof") if r.proved else "No proof",
            sort=lambda r: len(r.proof_ids),
            decoration=_proved_icon,
            colour=lambda r: None if r.proved else "warning",
            strong=lambda r: not r.proved,
            width=104,
        ),
        Column(
            "Date",
            lambda r: short_date(r.payment.occurred_on),
            sort=lambda r: r.payment.occurred_on,
            spoken=lambda r: long_date(r.payment.occurred_on),
            width=100,
        ),
        Column("Payee", lambda r: r.payment.payee, tooltip=_about_payment, width=160, stretch=True),
        Column("Reference", lambda r: r.payment.reference, width=100),
        Column("Line", lambda r: r.line, width=120),
        Column(
            "Amount", lambda r: pounds(r.payment.amount_pence), sort=lambda r: r.payment.amount_pence, align="right"
        ),
    )


def proof_columns() -> tuple[Column[ProofRow], ...]:
    """Return the columns of the proofs."""
    return (
        Column(
            "Evidence",
            lambda r: r.evidence.title,
            tooltip=_about_proof,
            spoken=lambda r: r.evidence.title + (", illustrative" if r.evidence.illustrative else ""),
            decoration=_kind_icon,
            width=180,
            stretch=True,
        ),
        Column("Kind", lambda r: file_type(r.evidence), width=96),
        Column(
            "Dated",
            lambda r: short_date(r.evidence.dated_on) if r.evidence.dated_on else "–",
            sort=lambda r: r.evidence.dated_on,
            width=100,
        ),
        Column(
            "Proves",
            lambda r: proves_sentence(r.payments, r.actions),
            sort=lambda r: r.payments + r.actions,
            colour=lambda r: None if r.payments or r.actions else "quiet",
            width=128,
        ),
        Column("Seen by", lambda r: r.evidence.marking.label, width=84),
        Column(
            "Size",
            lambda r: size_words(r.evidence.size_bytes) if r.evidence.sha256 else "–",
            sort=lambda r: r.evidence.size_bytes,
            align="right",
            width=88,
        ),
        Column(
            "SHA-256",
            lambda r: short_hash(r.evidence) or "–",
            tooltip=lambda r: r.evidence.sha256 or "A reference has no file",
            width=84,
        ),
    )


def _proved_icon(row: PaymentRow) -> QIcon | None:
    return icon("circle-check", "good") if row.proved else icon("circle-alert", "warning")


def _kind_icon(row: ProofRow) -> QIcon | None:
    return icon("link" if row.evidence.kind is EvidenceKind.REFERENCE else "file-text", "quiet")


def _about_payment(row: PaymentRow) -> str:
    return "\n".join(part for part in (row.payment.payee, row.payment.description) if part)


def _about_proof(row: ProofRow) -> str:
    proof = row.evidence
    illustrative = "Illustrative" if proof.illustrative else ""
    where = proof.file_name or proof.reference
    return "\n".join(part for part in (proof.title, where, proof.proves, illustrative) if part)
