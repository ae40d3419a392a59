"""The sums of each year that was looked at, kept in step with the record."""

from cspdesk.domain.periods import FinancialYear
from cspdesk.store.funding_sums import Sum
from cspdesk.store.store import Store
from cspdesk.ui.touched import Follower

ALSO_READ = frozenset({"commitment_payments"})


class YearSums:
    """Reads a year once; after a change, only the budget lines that it touched."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._follower = Follower(store, ALSO_READ)
        self._known: dict[FinancialYear, tuple[Sum, ...]] = {}

    def begin(self, year: FinancialYear, sums: tuple[Sum, ...], change: int) -> None:
        """Take the sums of a year as they stood after a change; what was changed since is read when they are wanted."""
        self._known = {year: sums}
        self._follower.begin(change)

    def of(self, year: FinancialYear) -> tuple[Sum, ...]:
        """Return what `store.funding.sums` says of a year now."""
        touched = self._follower.take()
        if touched is None or None in touched.line_ids:
            self._known.clear()
        elif touched.line_ids:
            lines = frozenset(line for line in touched.line_ids if line is not None)
            self._known = {known: self._renewed(known, lines) for known in self._known}
        if year not in self._known:
            self._known[year] = self._store.funding.sums(year)
        return self._known[year]

    def _renewed(self, year: FinancialYear, line_ids: frozenset[str]) -> tuple[Sum, ...]:
        kept = (s for s in self._known[year] if s.line_id not in line_ids)
        anew = self._store.funding.sums(year, line_ids)
        return tuple(sorted((*kept, *anew), key=lambda s: (s.agreement_id, s.line_id or "", s.kind.value, s.month)))
