"""Find anything: every command and every place, by typing part of its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.audience import may_see
from cspdesk.ui.actions import ACTIONS
from cspdesk.ui.session import Place, Session
from cspdesk.ui.tab_pages import retired_tabs, tabs_of
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import ElidedLabel, label

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: its words, what kind it is, and what choosing it does."""

    words: str
    kind: str
    go: Callable[[], object]


def entries_of(session: Session) -> tuple[Entry, ...]:
    """Return every place: tabs, agreements, actions; what the audience may not see is not among them."""
    store = session.store

    def place(words: str, kind: str, where: Place) -> Entry:
        return Entry(words, kind, partial(session.go_to.emit, where))

    tabs = (*tabs_of(session), *retired_tabs(session))
    shown = {tab.priority_id for tab in tabs}
    agreements = [a for a in store.funding.all_agreements() if may_see(session.audience, a.marking)]
    actions = [a for p in shown if p for a in store.plans.actions_of(p) if may_see(session.audience, a.marking)]
    return (
        *(place(t.title, "Tab", Place(t.tab, t.priority_id)) for t in tabs),
        *(place(f"{a.reference} {a.title}", "Agreement", Place("funding", record_id=a.id)) for a in agreements),
        *(place(a.title, "Action", Place("priority", a.priority_id, "plan", a.id)) for a in actions),
    )


def commands_of(given: Mapping[str, QAction]) -> tuple[Entry, ...]:
    """Return every command of the menus, given by slot, that can be had now."""
    return tuple(
        Entry(spec.plain, action.shortcut().toString() or "Command", action.trigger)
        for spec in ACTIONS
        if (action := given.get(spec.slot)) is not None and action.isEnabled() and spec.slot != "find_anything"
    )


def found(entries: tuple[Entry, ...], typed: str) -> list[Entry]:
    """Return the entries that hold every word typed; those that begin with it come first."""
    words = typed.casefold().split()
    hits = [e for e in entries if all(w in e.words.casefold() for w in words)]
    start = " ".join(words)
    return sorted(hits, key=lambda e: not e.words.casefold().startswith(start))[:SHOWN]


class Palette(QDialog):
    """A box to type in and a list below it; Enter goes, Escape leaves."""

    def __init__(self, entries: tuple[Entry, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Find anything")
        self.setMinimumWidth(SPACE * 75)
        self._entries = entries
        self._shown: list[Entry] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText("A place, an action, an agreement, or something to do")
        self.typed.setAccessibleName("Find anything")
        self.typed.textChanged.connect(self._find)
        self.typed.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Found")
        self.list.setProperty("role", "rows")
        self.list.setMinimumHeight(SPACE * 46)
        self.list.itemClicked.connect(lambda *_: self.go())
        column.addWidget(self.typed)
        column.addWidget(self.list)
        self._find("")

    def _find(self, typed: str) -> None:
        self.list.clear()
        self._shown = found(self._entries, typed)
        for entry in self._shown:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.words}, {entry.kind}")
            row = _row(entry)
            item.setSizeHint(row.sizeHint())
            self.list.addItem(item)
            self.list.setItemWidget(item, row)
        self.list.setCurrentRow(0)

    def go(self) -> None:
        """Go to what is chosen, or do it."""
        place = self.list.currentRow()
        self.accept()
        if 0 <= place < len(self._shown):
            self._shown[place].go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list and Enter go, while typing stays in the box."""
        if watched is self.typed and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: SHOWN, Qt.Key.Key_PageUp: -SHOWN}
            if (by := moves.get(Qt.Key(event.key()))) is not None:
                last = self.list.count() - 1
                self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + by)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.go()
                return True
        return super().eventFilter(watched, event)


def _row(entry: Entry) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
    words: QLabel = ElidedLabel(entry.words)
    layout.addWidget(words, 1)
    layout.addWidget(label(entry.kind, "caption"))
    return row


def open_palette(session: Session, given: Mapping[str, QAction], parent: QWidget) -> None:
    """Show the box over a window; given: the actions of its menus by slot."""
    Palette((*entries_of(session), *commands_of(given)), parent).exec()
