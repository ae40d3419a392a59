"""A priority's transactions of a year as rows, kept in step with the record without reading all of them every time."""

from collections import Counter
from collections.abc import Mapping

from cspdesk.domain.funding import Transaction
from cspdesk.domain.periods import FinancialYear
from cspdesk.store.store import Store
from cspdesk.ui.models.money_rows import TransactionRow
from cspdesk.ui.touched import Follower

ALSO_READ = frozenset({"budget_lines"})  # whose priority decides which transactions are here


class PriorityEntries:
    """Reads the transactions of one priority; after a change, only those that it touched."""

    def __init__(self, store: Store, priority_id: str) -> None:
        self._store = store
        self._priority_id = priority_id
        self._follower = Follower(store, ALSO_READ)
        self._shown: tuple[FinancialYear, Mapping[str, str]] | None = None
        self._rows: dict[str, TransactionRow] = {}

    def read(self, year: FinancialYear, names: Mapping[str, str]) -> tuple[TransactionRow, ...]:
        """Return the year's transactions by date, each with its line's name (names: by id) and its count of proofs."""
        touched = self._follower.take()
        if touched is None or self._shown != (year, names):
            self._rows = self._all(year, names)
        elif touched.transactions:
            self._renew(touched.transactions, year, names)
        self._shown = year, names
        return tuple(self._rows.values())

    def _all(self, year: FinancialYear, names: Mapping[str, str]) -> dict[str, TransactionRow]:
        entries = self._store.funding.transactions_for(self._priority_id, year)
        proofs = Counter(link.transaction_id for link in self._store.evidence.payment_links(self._priority_id, year))
        return {entry.id: _row(entry, names, proofs) for entry in entries}

    def _renew(self, ids: frozenset[str], year: FinancialYear, names: Mapping[str, str]) -> None:
        entries = self._store.funding.transactions_for(self._priority_id, year, ids)
        proofs = self._store.evidence.proofs_of(ids)
        for gone in ids - {entry.id for entry in entries}:
            self._rows.pop(gone, None)
        self._rows |= {entry.id: _row(entry, names, proofs) for entry in entries}
        in_order = sorted(self._rows.values(), key=lambda row: (row.entry.occurred_on, row.id))
        self._rows = {row.id: row for row in in_order}


def _row(entry: Transaction, names: Mapping[str, str], proofs: Mapping[str, int]) -> TransactionRow:
    return TransactionRow(entry.id, entry, names.get(entry.line_id or "", ""), proofs.get(entry.id, 0))
