"""Which transactions to show: by words, line, kind, evidence and amount."""

import re
from enum import StrEnum

from cspdesk.domain.funding import TransactionKind
from cspdesk.domain.money import typed_pence
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.ui.models.money_rows import TransactionRow


class Proof(StrEnum):
    """Which transactions are wanted by what proves them."""

    ANY = "any evidence"
    MISSING = "not yet evidenced"
    PRESENT = "evidenced"


@dataclass(frozen=True, slots=True)
class TransactionFilter:
    """What is asked for; an empty part asks nothing. Amounts are in pence and count without their sign."""

    text: str = ""
    line_id: str | None = None
    kind: TransactionKind | None = None
    proof: Proof = Proof.ANY
    least: int | None = None
    most: int | None = None

    @property
    def asks_nothing(self) -> bool:
        """Whether everything is shown."""
        return self == TransactionFilter()

    def accepts(self, row: TransactionRow) -> bool:
        """Return whether a transaction is asked for."""
        entry = row.entry
        return (
            (self.line_id is None or entry.line_id == self.line_id)
            and (self.kind is None or entry.kind == self.kind)
            and self._accepts_proof(row)
            and self._accepts_amount(entry.amount_pence)
            and self._accepts_text(row)
        )

    def _accepts_proof(self, row: TransactionRow) -> bool:
        if self.proof == Proof.MISSING:
            return row.needs_proof
        return self.proof == Proof.ANY or row.proofs > 0

    def _accepts_amount(self, pence: int) -> bool:
        size = abs(pence)
        return (self.least is None or size >= self.least) and (self.most is None or size <= self.most)

    def _accepts_text(self, row: TransactionRow) -> bool:
        if not self.text:
            return True
        entry = row.entry
        where = f"{entry.payee}\n{entry.description}\n{entry.reference}\n{entry.category}\n{entry.note}\n{row.line}"
        where = where.casefold()
        return all(word in where for word in self.text.casefold().split())


def amount_range(text: str) -> tuple[int | None, int | None]:
    """Return the least and most pence asked for by “250”, “100 to 500”, “over 500” or “under 20”; None is no limit.

    A sum in whole pounds takes every penny of that pound. Raises UserError when the text is not such a range.
    """
    wanted = " ".join(text.casefold().split())
    if not wanted:
        return None, None
    if found := re.fullmatch(r"(?:over|above|from|>=?|at least) ?(.+)", wanted):
        return _pence(found[1]), None
    if found := re.fullmatch(r"(?:under|below|up to|<=?|at most) ?(.+)", wanted):
        return None, _pence(found[1])
    if found := re.fullmatch(r"(.+?) ?(?:to|–|-|\.\.) ?(.+)", wanted):
        first, last = sorted((_pence(found[1]), _pence(found[2])))
        return first, last
    exact = _pence(wanted)
    return (exact, exact) if "." in wanted else (exact, exact + 99)


def _pence(text: str) -> int:
    try:
        return abs(typed_pence(text))
    except UserError:
        raise UserError(f"“{text}” is not an amount. Ask for 250, 100 to 500, over 500 or under 20.") from None
