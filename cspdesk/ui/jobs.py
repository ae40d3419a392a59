"""Work off the window's thread: plain data in, plain data out, with progress and cancel; or on it, piece by piece."""

from collections.abc import Callable, Iterator
from threading import Event
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, Slot
from shiboken6 import isValid

from cspdesk.errors import Cancelled, UserError
from cspdesk.ui.log import log_fault

T = TypeVar("T")
Report = Callable[[int, int], None]  # (done, total); raises Cancelled when the person asked to stop


class Job(QObject, Generic[T]):
    """One piece of work. Its signals are all sent on the window's thread; exactly one of the last three ends it."""

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _told = Signal(str, object)  # from the worker's thread; Qt carries it over to the window's

    def __init__(self, work: Callable[[Report], T]) -> None:
        super().__init__()
        self._work = work
        self._stop = Event()
        self._told.connect(self._tell)

    def cancel(self) -> None:
        """Ask the work to stop at its next report; nothing it did is kept."""
        self._stop.set()

    def run(self) -> None:
        """Do the work on the calling thread and have its end announced."""
        try:
            result = self._work(self._report)
        except Cancelled:
            self._told.emit("cancelled", None)
        except Exception as error:
            if not isinstance(error, UserError):
                log_fault("A job in the background failed", error)
            self._told.emit("failed", error)
        else:
            self._told.emit("finished", result)

    def _report(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        self._told.emit("progressed", (done, total))

    @Slot(str, object)
    def _tell(self, what: str, value: object) -> None:
        if what == "progressed":
            assert isinstance(value, tuple)
            self.progressed.emit(*value)
            return
        if what == "cancelled" or self._stop.is_set():
            self.cancelled.emit()
        else:
            (self.finished if what == "finished" else self.failed).emit(value)
        self.ended.emit()


class Pieces(QObject):
    """Work that only the window's thread may do, in pieces: one whenever nothing else waits to be done."""

    ended = Signal()

    def __init__(self, work: Iterator[object]) -> None:
        super().__init__()
        self._work = work
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._next)
        self._timer.start()

    def finish(self) -> None:
        """Do all that is left at once, for somebody waits for it."""
        while self._timer.isActive():
            self._next()

    def stop(self) -> None:
        """Leave what is left undone."""
        if self._timer.isActive():
            self._timer.stop()
            self.ended.emit()

    def _next(self) -> None:
        try:
            next(self._work)
        except BaseException as error:
            self.stop()
            if not isinstance(error, StopIteration):
                raise


class _Runner(QRunnable):
    def __init__(self, job: Job[Any]) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


def _while_there(owner: QObject, told: Callable[..., None]) -> Callable[..., None]:
    def tell(*values: object) -> None:
        if isValid(owner):
            told(*values)

    return tell


class Jobs(QObject):
    """Starts jobs and keeps hold of them until they end. A job that fails unheard is announced here."""

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._running: set[Job[Any]] = set()
        self._in_pieces: set[Pieces] = set()

    def start(
        self,
        work: Callable[[Report], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        progressed: Callable[[int, int], None] | None = None,
        owner: QObject | None = None,
    ) -> Job[T]:
        """Begin work and return its job; the other functions are called on the window's thread.

        owner: who asks; once that is gone nothing is told any more, for there is nobody to hear it.
        """
        job: Job[T] = Job(work)
        heard = (
            (job.finished, done),
            (job.failed, failed or self.failed.emit),
            (job.cancelled, cancelled),
            (job.progressed, progressed),
        )
        for signal, told in heard:
            if told is not None:
                signal.connect(told if owner is None else _while_there(owner, told))
        job.ended.connect(lambda: self._running.discard(job))
        self._running.add(job)
        self._pool.start(_Runner(job))
        return job

    def in_pieces(self, work: Iterator[object]) -> Pieces:
        """Begin work on the window's thread that is done a piece at a time, each time it is asked for the next."""
        pieces = Pieces(work)
        pieces.ended.connect(lambda: self._in_pieces.discard(pieces))
        self._in_pieces.add(pieces)
        return pieces

    @property
    def busy(self) -> bool:
        """Whether any job is still running."""
        return bool(self._running or self._in_pieces)

    def stop(self) -> None:
        """Ask every job to stop and wait for them; for closing the window. Nothing is announced from here on."""
        for pieces in tuple(self._in_pieces):
            pieces.stop()
        for job in self._running:
            job.cancel()
            job.blockSignals(True)
        self._pool.waitForDone()
        self._running.clear()
