"""Undo as the window knows it: a QUndoStack that mirrors the journal, which alone knows what happened."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from cspdesk.errors import UserError
from cspdesk.store.journal import BEGINNING, Step
from cspdesk.store.store import Store

REACH = 200  # how many steps back the stack is filled at a time; the journal itself has no end


class UndoStack(QObject):
    """The steps that can be undone and redone, also those of earlier sessions and of other programs."""

    refused = Signal(object)
    moved = Signal()  # what can be undone or redone is another; QUndoStack's own signals also come as it is destroyed

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._store = store
        self._muted = False
        self._refusal: UserError | None = None
        self.rebuild()

    def follow(self, step: Step | None) -> None:
        """Put a step just taken on the stack."""
        if step is not None:
            with self._quietly():
                self.stack.push(_StepCommand(self, step))
            self.moved.emit()

    def undo(self) -> None:
        """Undo the newest step that stands; a refusal is announced by `refused`."""
        self._move(self.stack.undo)

    def redo(self) -> None:
        """Redo the step undone last; a refusal is announced by `refused`."""
        self._move(self.stack.redo)

    def rebuild(self) -> None:
        """Read the stack anew from the journal: after a refusal, an undo out of order, or another program's work."""
        done, undone = _standing(self._store.journal.steps(limit=REACH))
        with self._quietly():
            self.stack.clear()
            for step in (*done, *undone):
                self.stack.push(_StepCommand(self, step))
            self.stack.setIndex(len(done))
        self.moved.emit()

    def apply(self, step: Step, *, forward: bool) -> None:
        """Do what a command stands for, unless the stack is only being brought in line."""
        if not self._muted:
            (self._store.redo if forward else self._store.undo)(self._store.journal.find(step.seq))

    def refuse(self, error: UserError) -> None:
        """Note that a command could not be carried out."""
        self._refusal = error

    def _move(self, move: Callable[[], None]) -> None:
        self._refusal = None
        move()
        if self._refusal is not None or self.stack.index() == 0:
            self.rebuild()
        self.moved.emit()
        if self._refusal is not None:
            self.refused.emit(self._refusal)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        self._muted = True
        try:
            yield
        finally:
            self._muted = False


class _StepCommand(QUndoCommand):
    """One step of the journal. Qt calls undo and redo, which must not raise."""

    def __init__(self, owner: UndoStack, step: Step) -> None:
        super().__init__(step.label)
        self._owner = owner
        self._step = step

    def undo(self) -> None:
        self._apply(forward=False)

    def redo(self) -> None:
        self._apply(forward=True)

    def _apply(self, *, forward: bool) -> None:
        try:
            self._owner.apply(self._step, forward=forward)
        except UserError as error:
            self._owner.refuse(error)


def _standing(steps: tuple[Step, ...]) -> tuple[list[Step], list[Step]]:
    """Return the steps that stand, oldest first, and those that can be redone, next first; steps are newest first."""
    work = [s for s in steps if s.kind in ("do", "outside")]
    latest: dict[int, int] = {}
    for step in steps:
        if step.of_step is not None:
            latest.setdefault(step.of_step, step.seq)
    newest_work = work[0].seq if work else 0
    undone = [s for s in work if s.undone and latest.get(s.seq, 0) > newest_work]
    done = [s for s in reversed(work) if not s.undone and s.seq != BEGINNING]
    return done, sorted(undone, key=lambda s: latest[s.seq], reverse=True)
