"""Evidence as kept: proofs, what they prove, and the bytes of files, each kept once."""

import hashlib
import mimetypes
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from sqlite3 import Connection

from cspdesk.domain.evidence import ActionEvidence, Evidence, EvidenceKind, TransactionEvidence
from cspdesk.domain.keeping import Kept, kept
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from cspdesk.store.journal import Journal
from cspdesk.store.rows import Table

LARGEST_BYTES = 100 * 1024 * 1024  # a file that people mail and copy must stay one; SQLite itself stops at 1 GB


_YEARS_PAYMENTS = (
    "transaction_id in (select id from transactions where occurred_on between ? and ?"
    " and line_id in (select id from budget_lines where priority_id = ?))"
)
_PRIORITYS_ACTIONS = "action_id in (select id from actions where priority_id = ?)"


class EvidenceStore:
    """Every proof and where it is attached."""

    def __init__(self, db: Connection, journal: Journal) -> None:
        self._db = db
        self._journal = journal
        self.evidence = Table(db, journal, Evidence, "evidence")
        self.of_transactions = Table(db, journal, TransactionEvidence, "transaction_evidence")
        self.of_actions = Table(db, journal, ActionEvidence, "action_evidence")

    def all_evidence(self) -> tuple[Evidence, ...]:
        """Return every proof by title."""
        return self.evidence.where(order="title collate nocase, id")

    def for_transaction(self, transaction_id: str) -> tuple[Evidence, ...]:
        """Return what proves a transaction."""
        return self.evidence.where(
            "id in (select evidence_id from transaction_evidence where transaction_id = ?)", transaction_id
        )

    def for_action(self, action_id: str) -> tuple[Evidence, ...]:
        """Return what proves an action."""
        return self.evidence.where("id in (select evidence_id from action_evidence where action_id = ?)", action_id)

    def transaction_links(self, agreement_id: str | None = None) -> tuple[TransactionEvidence, ...]:
        """Return which proof is attached to which transaction, of one agreement or of all."""
        return self.of_transactions.where(
            "? is null or transaction_id in (select id from transactions where agreement_id = ?)",
            agreement_id,
            agreement_id,
        )

    def payment_links(self, priority_id: str, year: FinancialYear) -> tuple[TransactionEvidence, ...]:
        """Return which proof is attached to which transaction of a priority's budget lines in a year."""
        return self.of_transactions.where(
            _YEARS_PAYMENTS, year.starts_on.isoformat(), year.ends_on.isoformat(), priority_id
        )

    def links_of(self, transaction_ids: Collection[str]) -> tuple[TransactionEvidence, ...]:
        """Return which proof is attached to each of these transactions."""
        marks = ", ".join("?" * len(transaction_ids))
        return self.of_transactions.where(f"transaction_id in ({marks})", *transaction_ids)

    def proofs_of(self, transaction_ids: Collection[str]) -> Counter[str]:
        """Return how many proofs each of these transactions has."""
        marks = ", ".join("?" * len(transaction_ids))
        rows = self._db.execute(
            f"select transaction_id, count(*) from transaction_evidence where transaction_id in ({marks}) group by 1",
            tuple(transaction_ids),
        )
        return Counter(dict(rows))

    def action_links(self, priority_id: str) -> tuple[ActionEvidence, ...]:
        """Return which proof is attached to which action of a priority."""
        return self.of_actions.where(_PRIORITYS_ACTIONS, priority_id)

    def used_in(self, priority_id: str, year: FinancialYear) -> tuple[Evidence, ...]:
        """Return the proofs of a priority's actions and of its payments in a year, by title."""
        return self.evidence.where(
            f"id in (select evidence_id from action_evidence where {_PRIORITYS_ACTIONS}"
            f" union select evidence_id from transaction_evidence where {_YEARS_PAYMENTS})",
            priority_id,
            year.starts_on.isoformat(),
            year.ends_on.isoformat(),
            priority_id,
            order="title collate nocase, id",
        )

    def unattached(self) -> tuple[Evidence, ...]:
        """Return the proofs that prove nothing yet, by title."""
        return self.evidence.where(
            "id not in (select evidence_id from transaction_evidence)"
            " and id not in (select evidence_id from action_evidence)",
            order="title collate nocase, id",
        )

    def proved_transaction_ids(self) -> frozenset[str]:
        """Return the ids of all transactions with at least one proof."""
        rows = self._db.execute("select distinct transaction_id from transaction_evidence")
        return frozenset(row[0] for row in rows)

    def file_evidence(self, path: Path, evidence: Evidence) -> Evidence:
        """Take a file's bytes in, once however often they come, and return the proof completed with what it is.

        Raises UserError when the file is not there, empty, not readable or too large.
        """
        content = read_evidence_file(path)
        return self.content_evidence(content, path.name, evidence)

    def content_evidence(self, content: bytes, file_name: str, evidence: Evidence) -> Evidence:
        """Take bytes in and return the proof completed with its hash, size and type; `save` keeps it."""
        return replace(
            evidence,
            kind=EvidenceKind.FILE,
            file_name=file_name,
            media_type=mimetypes.guess_type(file_name)[0] or "application/octet-stream",
            sha256=self.keep_bytes(content),
            size_bytes=len(content),
        )

    def keep_bytes(self, content: bytes) -> str:
        """Keep bytes under their SHA-256 and return it; bytes that are there already are not kept twice."""
        self._journal.require_open()
        sha256 = hashlib.sha256(content).hexdigest()
        self._db.execute("insert or ignore into file_contents (sha256, bytes) values (?, ?)", (sha256, content))
        return sha256

    def bytes_of(self, sha256: str) -> bytes:
        """Return the bytes kept under a hash; KeyError when there are none."""
        row = self._db.execute("select bytes from file_contents where sha256 = ?", (sha256,)).fetchone()
        if row is None:
            raise KeyError(sha256)
        return bytes(row[0])

    def with_same_bytes(self, sha256: str) -> tuple[Evidence, ...]:
        """Return the proofs that hold the same file."""
        return self.evidence.where("sha256 = ?", sha256)

    def attach_to_transactions(self, evidence_id: str, transaction_ids: Sequence[str]) -> None:
        """Say that a proof proves these transactions; those it proves already are left alone."""
        links = {f"{t}:{evidence_id}": t for t in transaction_ids}
        new = [TransactionEvidence(i, evidence_id, t) for i, t in links.items() if self.of_transactions.find(i) is None]
        self.of_transactions.insert(*new)

    def attach_to_action(self, evidence_id: str, action_id: str) -> None:
        """Say that a proof proves an action."""
        self.of_actions.save(ActionEvidence(f"{action_id}:{evidence_id}", evidence_id, action_id))

    def detach_from_transaction(self, evidence_id: str, transaction_id: str) -> None:
        """Say that a proof does not prove a transaction after all; the proof itself stays."""
        self.of_transactions.delete(f"{transaction_id}:{evidence_id}")

    def detach_from_action(self, evidence_id: str, action_id: str) -> None:
        """Say that a proof does not prove an action after all; the proof itself stays."""
        self.of_actions.delete(f"{action_id}:{evidence_id}")

    def all_kept(self) -> tuple[Kept, ...]:
        """Return how long every proof is kept, by the days of the payments and actions it proves."""
        rows = self._db.execute(
            """
            select evidence_id, max(day) from (
                select evidence_id, occurred_on as day from transaction_evidence
                join transactions on transactions.id = transaction_id
                union all
                select evidence_id, coalesce(finished_on, due_on) from action_evidence
                join actions on actions.id = action_id
            ) group by evidence_id
            """
        )
        used = {id_: date.fromisoformat(day) for id_, day in rows}
        return tuple(kept(e, [used[e.id]] if e.id in used else []) for e in self.all_evidence())

    def due_for_disposal(self, today: date) -> tuple[Kept, ...]:
        """Return the proofs that need no longer be kept, the longest due first; nothing is removed by itself."""
        due = (each for each in self.all_kept() if each.is_due(today))
        return tuple(sorted(due, key=lambda each: (each.until or date.max, each.evidence.title)))

    def remove(self, evidence_id: str) -> None:
        """Remove a proof and all its attachments; undo brings them back, since the bytes stay."""
        for table in (self.of_transactions, self.of_actions):
            table.delete(*(link.id for link in table.where("evidence_id = ?", evidence_id)))
        self.evidence.delete(evidence_id)


def read_evidence_file(path: Path) -> bytes:
    """Return a file's bytes. Raises UserError when they cannot be evidence."""
    if not path.is_file():
        raise UserError(f"{path.name} is not a file. Choose a single file as evidence.")
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise UserError(
                f"{path.name} is {size / 1024 / 1024:,.0f} MB; evidence is kept up to "
                f"{LARGEST_BYTES // 1024 // 1024} MB. Record it as a reference that says where it lies."
            )
        content = path.read_bytes()
    except OSError as error:
        raise UserError(f"{path.name} could not be read: {error.strerror or error}.") from error
    if not content:
        raise UserError(f"{path.name} is empty: 0 bytes prove nothing.")
    return content
