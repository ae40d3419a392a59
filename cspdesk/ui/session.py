"""What every part of the window is handed when it is built: the open record and how to look at it."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cspdesk.domain.audience import Audience, FieldMarking
from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.records import dataclass
from cspdesk.errors import UserError
from cspdesk.store.ahead import Read
from cspdesk.store.funding_sums import Sum
from cspdesk.store.journal import Step
from cspdesk.store.store import Store
from cspdesk.ui.jobs import Jobs
from cspdesk.ui.settings import Settings
from cspdesk.ui.sums import YearSums
from cspdesk.ui.undo import UndoStack

if TYPE_CHECKING:
    from cspdesk.ui.models.money_entries import PriorityEntries

HISTORY_KEPT = (
    "The history tells every change in full, so it is in no version for fewer readers. View as restricted to read it."
)


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in the window. tab: desk, priority, funding, scrutiny, documents, history; section: one of its parts.

    A priority's sections are plan, services, reviews, money, results and evidence; services holds case reviews as well.
    year: the one to look at, for a record that the year now looked at does not show; None leaves the year alone.
    """

    tab: str
    priority_id: str | None = None
    section: str | None = None
    record_id: str | None = None
    year: FinancialYear | None = None


class Session(QObject):
    """The open file, the day, the year and the audience looked at; and the one way to change the record."""

    changed = Signal()
    year_changed = Signal()
    audience_changed = Signal()
    message = Signal(str)
    failed = Signal(object)
    go_to = Signal(object)

    def __init__(self, store: Store, settings: Settings, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.settings = settings
        self.today = today
        self.year = FinancialYear.of(today)
        self.audience = Audience.RESTRICTED
        self.jobs = Jobs(self)
        self.jobs.failed.connect(self.failed)
        self.visited: deque[str] = deque(maxlen=8)  # ids of the records gone to, the newest last
        self.came_from: tuple[str, str | None] = ("desk", None)  # the tab looked at before this one, of which priority
        self._tab: tuple[str, str | None] = self.came_from
        self.undo_stack = UndoStack(store, self)
        self.undo_stack.refused.connect(self.failed)
        self._seen = self._newest()
        self._sums = YearSums(store)
        self._entries: dict[str, PriorityEntries] = {}
        self._single: Mapping[str, Sequence[FieldMarking]] | None = None
        self.changed.connect(self._forget_single)

    def look_at(self, tab: tuple[str, str | None]) -> None:
        """Take in which tab is looked at now."""
        if tab != self._tab:
            self.came_from, self._tab = self._tab, tab

    def sums(self) -> tuple[Sum, ...]:
        """Return the year's transactions summed up, as the store does; of a change only what it touched is read.

        Agreements that the audience may not see are left out, as they are of every document made for it.
        """
        found, hidden = self._sums.of(self.year), self.store.withheld_ids("agreements")
        return tuple(s for s in found if s.agreement_id not in hidden) if hidden else found

    def entries(self, priority_id: str) -> "PriorityEntries":
        """Return a priority's transactions, read once for all that show them."""
        from cspdesk.ui.models.money_entries import PriorityEntries  # here, since the first sight shows none

        if priority_id not in self._entries:
            self._entries[priority_id] = PriorityEntries(self.store, priority_id)
        return self._entries[priority_id]

    def single_marks(self) -> Mapping[str, Sequence[FieldMarking]]:
        """Return the markings of single fields by record; read once until the record changes."""
        if self._single is None:
            self._single = self.store.journal.veil.single_marks()
        return self._single

    def _forget_single(self) -> None:
        self._single = None

    def take_ahead(self, read: Read) -> None:
        """Take in the sums of a year that were read while the window was still being loaded."""
        self._sums.begin(read.year, read.sums, read.change)

    @property
    def read_only(self) -> bool:
        """Whether the record can only be looked at here."""
        return self.store.read_only

    def do(self, label: str, work: Callable[[], object]) -> bool:
        """Take one step, named in the past tense; return whether it was taken.

        What the person can act on is shown to them at once; anything else is our bug and is raised.
        """
        try:
            with self.store.step(label):
                work()
        except UserError as error:
            self.show_error(error)
            return False
        newest = self._newest()
        if newest != self._seen:
            self.undo_stack.follow(newest)
            self._announce(self._told("Saved", label))
        return True

    def undo(self) -> None:
        """Undo the newest step that stands."""
        if label := self.undo_stack.stack.undoText():
            self.undo_stack.undo()
            self._announce(self._told("Undone", label))

    def redo(self) -> None:
        """Redo the step undone last."""
        if label := self.undo_stack.stack.redoText():
            self.undo_stack.redo()
            self._announce(self._told("Redone", label))

    def undo_step(self, step: Step) -> None:
        """Undo one step of the history, whichever it is."""
        self._change_back(lambda: self.store.undo(step), self._told("Undone", step.label))

    def redo_step(self, step: Step) -> None:
        """Redo one step of the history that was undone."""
        self._change_back(lambda: self.store.redo(step), self._told("Redone", step.label))

    def show_error(self, error: Exception) -> None:
        """Have an error shown to the person."""
        self.failed.emit(error)

    def show_year(self, year: FinancialYear) -> None:
        """Look at another year."""
        if year != self.year:
            self.year = year
            self.year_changed.emit()

    def step_year(self, by: int) -> None:
        """Look at the year before (-1) or after (1)."""
        self.show_year(FinancialYear(self.year.first + by))

    def show_audience(self, audience: Audience) -> None:
        """Look at the record as an audience would."""
        if audience != self.audience:
            self.audience = audience
            self.store.look_as(audience)
            self.audience_changed.emit()

    def look_again(self) -> None:
        """Take in what another program may have changed since this window last looked."""
        if self._newest() != self._seen:
            self.undo_stack.rebuild()
            self._announce("Another program changed this file; the change is in the history.")

    def close(self) -> None:
        """Stop the jobs and close the file; nothing is announced from here on."""
        self.blockSignals(True)
        self._single = self._single or {}  # what is painted once more on the way out reads nothing
        self.jobs.stop()
        self.store.close()

    def _change_back(self, change: Callable[[], object], told: str) -> None:
        try:
            change()
        except UserError as error:
            self.show_error(error)
            return
        self.undo_stack.rebuild()
        self._announce(told)

    def _told(self, done: str, label: str) -> str:
        """Return what is said of a step; not its name where fewer look, for that says what it changed."""
        return f"{done}: {label}" if self.audience is Audience.RESTRICTED else done

    def _announce(self, told: str) -> None:
        newest = self._newest()
        if newest == self._seen:
            return
        self._seen = newest
        self.changed.emit()
        self.message.emit(told)

    def _newest(self) -> Step | None:
        return next(iter(self.store.journal.steps(limit=1)), None)
