"""What is remembered of ledgers taken in: each import, each source's layout, and the rules that assign payments."""

from collections.abc import Iterable
from typing import Protocol

from cspdesk.domain.funding import Transaction
from cspdesk.domain.records import dataclass


class Payment(Protocol):
    """What a rule looks at: a transaction, or a ledger's line that is about to become one."""

    @property
    def payee(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def reference(self) -> str: ...


@dataclass(frozen=True, slots=True)
class LedgerImport:
    """One ledger taken into an agreement; the counts and the sum are of the file's rows."""

    id: str
    agreement_id: str
    source_name: str
    source_sha256: str
    sheet: str
    imported_at: str
    added: int
    duplicates: int
    changed: int
    rejected: int
    skipped: int
    total_pence: int


@dataclass(frozen=True, slots=True)
class LedgerLayout:
    """How the columns of one kind of ledger were read; the id is the layout's key, mapping is JSON."""

    id: str
    title: str
    mapping: str


@dataclass(frozen=True, slots=True)
class AssignmentRule:
    """Payments whose payee, category and text hold these words go to a line; an empty field asks nothing."""

    id: str
    agreement_id: str
    position: int
    line_id: str
    payee: str = ""
    category: str = ""
    text: str = ""

    def matches(self, entry: Payment) -> bool:
        """Return whether a payment meets every word of the rule, whatever its capitals."""
        return (
            self.payee.casefold() in entry.payee.casefold()
            and self.category.casefold() in entry.category.casefold()
            and self.text.casefold() in f"{entry.description} {entry.reference}".casefold()
        )


def assigned(
    transactions: Iterable[Transaction], rules: Iterable[AssignmentRule]
) -> tuple[tuple[Transaction, AssignmentRule], ...]:
    """Return each payment without a line that a rule matches, with the first such rule by position."""
    ordered = sorted(rules, key=lambda r: (r.position, r.id))
    pairs = ((t, next((r for r in ordered if r.matches(t)), None)) for t in transactions if t.line_id is None)
    return tuple((t, rule) for t, rule in pairs if rule is not None)
