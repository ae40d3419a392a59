"""The longest reading of the first sight of a file, done on a thread of its own while Qt is still being loaded."""

import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from threading import Thread
from typing import TypeAlias

from cspdesk.domain.funding import Agreement, Certainty
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.store.database import is_pending, open_database
from cspdesk.store.funding import FundingStore
from cspdesk.store.funding_sums import Sum
from cspdesk.store.journal import Journal
from cspdesk.store.partnership import PartnershipStore

OpenFile: TypeAlias = sqlite3.Connection  # a file that was opened, as `store.open_store` takes it
SAMPLE_ID = "01451a95-dc00-7000-a343-28e155097e32"  # of the sample's partnership, the same each time it is made
SAMPLE_DAY = date(2016, 9, 30)  # the day its record stands at; seen from today, everything in it would be years late


@dataclass(frozen=True, slots=True)
class Read:
    """The sums of a year as they stood after a change of the record (see `Journal.since`)."""

    change: int
    year: FinancialYear
    sums: tuple[Sum, ...]


class ReadAhead(Thread):
    """Opens a file and reads the sums of the year that the window will begin with; both are taken once.

    It imports nothing: modules are loaded by one thread at a time. What it read may be old by the time it is taken, so
    it says as of which change it was.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(name="Reading ahead", daemon=True)
        self.path = path
        self._file: OpenFile | None = None
        self._read: Read | None = None
        self.start()

    def take_file(self) -> OpenFile | None:
        """Return the open file once it has been read; None when it could not be, which opening it then tells."""
        self.join()
        file, self._file = self._file, None
        return file

    def take(self) -> Read | None:
        """Return what was read, once it has been; None when it could not be."""
        self.join()
        return self._read

    def run(self) -> None:
        with suppress(UserError, sqlite3.Error), ExitStack() as opened:
            file = open_database(self.path, handed_on=True)
            opened.callback(file.close)
            if not is_pending(file):
                self._read = _first_sums(file)
            opened.pop_all()
            self._file = file


def _first_sums(db: sqlite3.Connection) -> Read:
    journal = Journal(db)
    funding = FundingStore(db, journal)
    change = journal.newest_change()  # first: what is changed from here on is read again
    today = first_day(PartnershipStore(db, journal).partnership().id)
    year = first_year(funding.all_agreements(), today)
    return Read(change, year, funding.sums(year))


def first_day(partnership_id: str) -> date:
    """Return the day that a record is looked at from: today, where the person is; for the sample, its own."""
    return SAMPLE_DAY if partnership_id == SAMPLE_ID else date.today()  # noqa: DTZ011


def first_year(found: Sequence[Agreement], today: date) -> FinancialYear:
    """Return the year to begin with: this one if any money is for it, otherwise the last that there is money for.

    Money that is only hoped for counts when there is no other: a year without any has nothing to show yet.
    """
    this = FinancialYear.of(today)
    agreements = [a for a in found if a.certainty is Certainty.CONFIRMED] or found
    if not agreements or any(a.starts_on <= this.ends_on and a.ends_on >= this.starts_on for a in agreements):
        return this
    return FinancialYear.of(max(a.ends_on for a in agreements))
