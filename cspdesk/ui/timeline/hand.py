"""The hand that moves something on the timeline, by mouse or by key: what it holds, where to, and the one step."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from cspdesk.domain.whole_action import WholeAction
from cspdesk.errors import UserError
from cspdesk.ui.session import Session
from cspdesk.ui.timeline.moves import Grip, Moved, checked_grip, live_words, moved

LOOK_ONLY = "This file is open for reading only, so nothing on the timeline can be moved."


class Hand(QObject):
    """Holds one thing at a time. `changed`: what is held or where to; nothing is saved before `let_go`."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._whole: WholeAction | None = None
        self._moved: Moved | None = None
        self.grip: Grip | None = None
        self.days = 0
        self.problem = ""

    @property
    def holds(self) -> bool:
        """Whether something is held."""
        return self.grip is not None

    @property
    def words(self) -> str:
        """What is said while something is held: its new date and by how much, or why it cannot be there."""
        return self.problem or ("" if self._moved is None else live_words(self._moved, self.days))

    def take(self, whole: WholeAction, grip: Grip, *, quietly: bool = False) -> bool:
        """Take hold of something; return whether it can be moved. Where it cannot, the person is told why.

        quietly: told in the status bar, since a box that opens under a pressed mouse button is in the way.
        """
        try:
            if self._session.read_only:
                raise UserError(LOOK_ONLY)
            checked_grip(whole, grip)
        except UserError as error:
            if quietly:
                self._session.message.emit(str(error))
            else:
                self._session.show_error(error)
            return False
        self._whole, self.grip = whole, grip
        self.move_by(0)
        return True

    def move_by(self, days: int) -> None:
        """Hold it so many days from where it was taken."""
        if self._whole is None or self.grip is None:
            return
        self.days, self.problem = days, ""
        try:
            self._moved = moved(self._whole, self.grip, days)
        except UserError as error:
            self.problem = str(error)
        self.changed.emit()

    def as_held(self, whole: WholeAction) -> WholeAction:
        """Return an action as it would be if what is held were let go here; any other as it is."""
        if self._moved is None or self._whole is None or whole.action.id != self._whole.action.id:
            return whole
        new = {m.id: m for m in self._moved.milestones}
        milestones = tuple(new.get(m.id, m) for m in whole.milestones)
        return replace(whole, action=self._moved.action, milestones=milestones)

    def let_go(self) -> bool:
        """Save the move as one step; return whether there was one. A date that cannot stand is told, not saved."""
        change, problem, days = self._moved, self.problem, self.days
        self.cancel()
        if problem:
            self._session.show_error(UserError(problem))
            return False
        return change is not None and days != 0 and keep(self._session, change)

    def cancel(self) -> None:
        """Let go and leave everything as it was."""
        self._whole = self._moved = self.grip = None
        self.days, self.problem = 0, ""
        self.changed.emit()


def keep(session: Session, change: Moved) -> bool:
    """Save a move as one step; return whether it was taken."""
    plans = session.store.plans

    def work() -> None:
        plans.save(change.action)
        for milestone in change.milestones:
            plans.save_milestone(milestone)

    return session.do(change.label, work)
