"""What was reported on an action, newest first, and the one field that adds to it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.periods import long_date
from cspdesk.domain.plans import ActionUpdate
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import DateEdit, TextBox
from cspdesk.ui.widgets.text import ElidedLabel, button, label, tool_button

SHOWN = 6  # beyond this, the older ones are asked for


class UpdateBox(TextBox):
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


class UpdateList(QWidget):
    """Dated updates of one action; each added or removed one is a step of its own."""

    def __init__(self, session: Session, action_id: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._id = action_id
        self._title = title
        self._all_shown = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        self.box = UpdateBox(lines=2)
        self.box.setPlaceholderText("What happened? Ctrl+Enter adds it")
        self.box.setAccessibleName("New update")
        self.box.setMaximumHeight(self.box.minimumHeight() + SPACE * 3)
        self.box.sent.connect(self.add)
        self.day = DateEdit(session.today)
        self.day.setAccessibleName("Day of the update")
        layout.addWidget(self._entry())
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE)
        layout.addLayout(self._rows)
        self.setFocusProxy(self.box)
        self.reload()

    def _entry(self) -> QWidget:
        entry = QWidget()
        entry.setVisible(not self._session.read_only)
        layout = QVBoxLayout(entry)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.box)
        row = QHBoxLayout()
        add = button("Add update", icon="plus", tip="Add this update (Ctrl+Enter)")
        add.clicked.connect(self.add)
        row.addWidget(self.day)
        row.addStretch(1)
        row.addWidget(add)
        layout.addLayout(row)
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
            self._say(str(error))
            return False
        self._say("" if update else "Write what happened first.")
        if update is None:
            return False
        updates = self._session.store.plans.updates
        self.box.clear()
        if not self._session.do(f"Added an update to “{self._title}”", lambda: updates.insert(update)):
            self.box.setPlainText(update.text)
            return False
        self.day.set_day(self._session.today)
        self.box.setFocus()
        return True

    def reload(self) -> None:
        """Show what the record holds now."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        updates = self._session.store.plans.updates_of(self._id)
        names = {p.id: p.name for p in self._session.store.partnership.all_people()}
        shown = updates if self._all_shown else updates[:SHOWN]
        for update in shown:
            self._rows.addWidget(self._row(update, names.get(update.person_id or "", "")))
        if not updates:
            self._rows.addWidget(label("Nothing was reported yet.", "quiet"))
        if len(shown) < len(updates):
            more = button(f"Show {len(updates) - len(shown)} older", "link")
            more.clicked.connect(self._show_all)
            self._rows.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, update: ActionUpdate, who: str) -> QWidget:
        row = QWidget()
        layout = QVBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(", ".join(filter(None, (long_date(update.made_on), who))), "caption"), 1)
        remove = tool_button("x", f"Remove the update of {long_date(update.made_on)}", "Remove (Ctrl+Z brings it back)")
        remove.setVisible(not self._session.read_only)
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

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))


def _sends(event: QKeyEvent) -> bool:
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return bool(control) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
