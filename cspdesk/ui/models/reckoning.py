"""Ledger, agreements and returns tied together, and what is traced: added up beside the window, kept until a change."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cspdesk.domain.audience import Audience
from cspdesk.domain.keeping import Kept
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.reconcile import Reconciliation
from cspdesk.domain.records import dataclass
from cspdesk.domain.tracing import Trace
from cspdesk.store.store import Store, open_store
from cspdesk.ui.session import Session

if TYPE_CHECKING:
    from cspdesk.domain.return_record import Submitted


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What was added up, as of a change of the record (see `Journal.newest_change`), for an audience.

    Of trace and spent the agreements that it may not see are left out. due: proofs that were kept long enough; spent:
    what was paid in each year, in pence.
    """

    change: int
    audience: Audience
    reconciliation: Reconciliation
    trace: Trace
    due: tuple[Kept, ...]
    spent: Mapping[FinancialYear, int]


class Reckoning(QObject):
    """`ready`: what `now` gives has changed. Adding a hundred thousand payments up takes longer than a page may."""

    ready = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._known: Reckoned | None = None
        self._running = False

    def now(self) -> Reckoned | None:
        """Return what the record comes to; None while it is being added up, which `ready` then ends."""
        path, today, audience = self._session.store.path, self._session.today, self._session.audience
        known, change = self._known, self._session.store.journal.newest_change()
        if known is not None and (known.change, known.audience) == (change, audience):
            return known
        if not self._running:
            self._running = True
            self._session.jobs.start(lambda _: reckon(path, today, audience), self._take, failed=self._fail)
        return None

    def _take(self, made: Reckoned) -> None:
        self._running = False
        self._known = made
        self.ready.emit()

    def _fail(self, error: Exception) -> None:
        self._running = False
        self._session.show_error(error)


def reckoning_of(session: Session) -> Reckoning:
    """Return the one that a session's parts share."""
    return session.findChild(Reckoning) or Reckoning(session)


def reckon(path: Path, today: date, audience: Audience) -> Reckoned:
    """Return what a file's record comes to, as an audience may see it, read on a connection of its own."""
    with open_store(path, read_only=True, thorough=False) as store, store.reading(audience):
        change = store.journal.newest_change()
        sums = store.reconciling.year_sums()
        found = store.reconciling.reconcile(today, claimed_by_year(store), sums)
        spent: defaultdict[FinancialYear, int] = defaultdict(int)
        hidden = store.withheld_ids("agreements")
        seen = tuple(each for each in sums if each.agreement_id not in hidden)
        for each in seen:
            spent[each.year] += each.actual
        due = store.evidence.due_for_disposal(today)
        return Reckoned(change, audience, found, store.reconciling.trace(seen), due, dict(spent))


def claimed_by_year(store: Store) -> Mapping[tuple[str, FinancialYear], int]:
    """Return what submitted returns say of each agreement in each year that they cover to its end, in pence."""
    from cspdesk.domain.return_figures import submitted_from  # only when something was sent
    from cspdesk.domain.return_record import reported_spend

    sent: defaultdict[str, list[Submitted]] = defaultdict(list)
    for kept in store.returns.returns.where("submitted_on is not null"):
        if (said := submitted_from(kept)) is not None:
            sent[kept.agreement_id].append(said)
    return {(agreement, year): pence for agreement, own in sent.items() for year, pence in reported_spend(own).items()}
