"""What was reported on an action, newest first, and the one field that adds to it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.periods import long_date
from cspdesk.domain.plans import Action, ActionUpdate
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.icons import put_icon
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.panels.telling import clear, column_of, only_if, problem_label, say
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import DateEdit
from cspdesk.ui.widgets.text import ElidedLabel, button, label, tool_button

SHOWN = 6  # beyond this, the older ones are asked for


class UpdateBox(GrowingBox):
    """The field an update is typed in; Ctrl+Enter in it adds the update and leaves the rest of the form alone."""

    sent = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _sends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _sends(event):
            self.sent.emit()
            return
        super().keyPressEvent(event)


Commit = Callable[[ActionUpdate], bool]


class UpdateList(QWidget):
    """Dated updates of one action; each added or removed one is a step of its own.

    commit keeps a new update, with whatever is to be kept in the same go, and returns whether it was kept.
    """

    def __init__(
        self,
        session: Session,
        action: Action,
        commit: Commit,
        day: DateEdit,
        beside: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """beside: fields that are saved in the same go, the day among them, shown below the text."""
        super().__init__(parent)
        self._session = session
        self._commit = commit
        layout = column_of(self)
        self.box = UpdateBox(lines=2)
        self.box.setPlaceholderText("What happened? Ctrl+Enter adds it")
        self.box.setAccessibleName("New update")
        self.box.sent.connect(self.add)
        self.day = day
        layout.addWidget(self._entry(beside))
        self.problem = problem_label()
        layout.addWidget(self.problem)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE)
        layout.addLayout(self._rows)
        self.setFocusProxy(self.box)
        self.show_action(action)

    def show_action(self, action: Action) -> None:
        """Show what was reported on an action, with an empty field for more."""
        self._id, self._title = action.id, action.title
        self._all_shown = False
        self.box.clear()
        self.day.set_day(self._session.today)
        say(self.problem, "")
        self.reload()

    def _entry(self, beside: QWidget) -> QWidget:
        entry = QWidget()
        only_if(entry, not self._session.read_only)
        layout = column_of(entry)
        layout.addWidget(self.box)
        layout.addWidget(beside)
        row = QHBoxLayout()
        add = button("Add update", icon="plus", tip="Add this update, with status and progress (Ctrl+Enter)")
        add.clicked.connect(self.add)
        row.addStretch(1)
        row.addWidget(add)
        layout.addLayout(row)
        layout.addSpacing(SPACE // 2)
        return entry

    def is_pending(self) -> bool:
        """Return whether something is typed that was not added."""
        return bool(self.box.text())

    def pending(self) -> ActionUpdate | None:
        """Return what is typed, as an update; None when nothing is. Raises UserError when its day cannot be."""
        if not self.is_pending():
            return None
        day = self.day.day()
        if day is None or day > self._session.today:
            raise UserError("An update is dated the day it is about: today, or before.")
        people = self._session.store.partnership.all_people()
        name = self._session.store.person.casefold()
        person = next((p.id for p in people if p.name.casefold() == name), None)
        return ActionUpdate(new_id(), self._id, day, self.box.text(), person)

    def add(self) -> bool:
        """Add what is typed as one step; return whether it was added."""
        try:
            update = self.pending()
        except UserError as error:
            say(self.problem, str(error))
            return False
        say(self.problem, "" if update else "Write what happened first.")
        if update is None:
            return False
        self.box.clear()
        try:
            kept = self._commit(update)
        except UserError as error:
            say(self.problem, str(error))
            kept = False
        if not kept:
            self.box.setPlainText(update.text)
            return False
        self.day.set_day(self._session.today)
        self.box.setFocus()
        return True

    def reload(self) -> None:
        """Show what the record holds now."""
        clear(self._rows)
        updates = self._session.store.plans.updates_of(self._id)
        names = {p.id: p.name for p in self._session.store.partnership.all_people()}
        shown = updates if self._all_shown else updates[:SHOWN]
        for update in shown:
            self._rows.addWidget(self._row(update, names.get(update.person_id or "", "")))
        if not updates:
            self._rows.addWidget(
                label("Nothing was reported yet. What is said here stays, dated and in order.", "quiet", wrap=True)
            )
        if len(shown) < len(updates):
            more = button(f"Show {len(updates) - len(shown)} older", "link")
            more.clicked.connect(self._show_all)
            self._rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, update: ActionUpdate, who: str) -> QWidget:
        row = QWidget()
        layout = column_of(row, 0)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(", ".join(filter(None, (long_date(update.made_on), who))), "caption"), 1)
        remove = tool_button("x", f"Remove the update of {long_date(update.made_on)}", "Remove (Ctrl+Z brings it back)")
        put_icon(remove, "x", "quiet")
        remove.setProperty("role", "small")
        only_if(remove, not self._session.read_only)
        remove.clicked.connect(lambda: self._remove(update))
        head.addWidget(remove)
        layout.addLayout(head)
        layout.addWidget(label(update.text, wrap=True))
        return row

    def _remove(self, update: ActionUpdate) -> None:
        updates = self._session.store.plans.updates
        self._session.do(f"Removed an update of “{self._title}”", lambda: updates.delete(update.id))

    def _show_all(self) -> None:
        self._all_shown = True
        self.reload()


def _sends(event: QKeyEvent) -> bool:
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return bool(control) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
