"""A priority's transactions of a year, kept in step with the record without reading all of them every time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cspdesk.domain.evidence import TransactionEvidence
from cspdesk.domain.funding import Transaction
from cspdesk.domain.periods import FinancialYear
from cspdesk.store.store import Store
from cspdesk.ui.models.money_rows import TransactionRow
from cspdesk.ui.touched import Follower

ALSO_READ = frozenset({"budget_lines"})  # whose priority decides which transactions are here


class PriorityEntries:
    """Reads the transactions of one priority for all that show them; after a change, only those that it touched."""

    def __init__(self, store: Store, priority_id: str) -> None:
        self._store = store
        self._priority_id = priority_id
        self._follower = Follower(store, ALSO_READ)
        self._year: FinancialYear | None = None
        self._entries: dict[str, Transaction] = {}
        self._proofs: dict[str, tuple[str, ...]] = {}
        self._names: Mapping[str, str] = {}  # of the lines that the rows were made with
        self._rows: dict[str, TransactionRow] = {}  # as far as they are made

    def read(self, year: FinancialYear, names: Mapping[str, str]) -> tuple[TransactionRow, ...]:
        """Return the year's transactions by date, each with its line's name (names: by id) and its count of proofs."""
        self._look(year)
        if names != self._names:
            self._names, self._rows = names, {}
        for id_, entry in self._entries.items():
            if id_ not in self._rows:
                line, proofs = names.get(entry.line_id or "", ""), self._proofs.get(id_, ())
                self._rows[id_] = TransactionRow(id_, entry, line, len(proofs))
        return tuple(self._rows[id_] for id_ in self._entries)

    def proved(self, year: FinancialYear) -> tuple[tuple[Transaction, ...], Mapping[str, tuple[str, ...]]]:
        """Return the year's transactions by date, and the ids of what proves them, by id of the transaction."""
        self._look(year)
        return tuple(self._entries.values()), self._proofs

    def _look(self, year: FinancialYear) -> None:
        """Take in what was changed since the last look."""
        touched = self._follower.take()
        if touched is None or self._year != year:
            entries = self._store.funding.transactions_for(self._priority_id, year)
            self._entries, self._rows, self._year = {entry.id: entry for entry in entries}, {}, year
            self._proofs = _by_transaction(self._store.evidence.payment_links(self._priority_id, year))
        elif touched.transactions:
            self._renew(touched.transactions, year)

    def _renew(self, ids: frozenset[str], year: FinancialYear) -> None:
        for id_ in ids:
            for kept in (self._entries, self._proofs, self._rows):
                kept.pop(id_, None)
        found = {entry.id: entry for entry in self._store.funding.transactions_for(self._priority_id, year, ids)}
        self._proofs |= _by_transaction(self._store.evidence.links_of(found.keys()))
        in_order = sorted((self._entries | found).values(), key=lambda entry: (entry.occurred_on, entry.id))
        self._entries = {entry.id: entry for entry in in_order}


def _by_transaction(links: Iterable[TransactionEvidence]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        found[link.transaction_id].append(link.evidence_id)
    return {id_: tuple(proofs) for id_, proofs in found.items()}
