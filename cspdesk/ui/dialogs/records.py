"""A box that lists records of one kind, with what can be done to them; it follows every change and undo."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cspdesk.ui.models.table import TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button

Read = Callable[[], tuple[Any, ...]]


class RecordList(QWidget):
    """A table with buttons beneath it. opened: what Enter and a double click do to a record."""

    def __init__(
        self, session: Session, name: str, model: TableModel[Any], read: Read, opened: Callable[[Any], object]
    ) -> None:
        super().__init__()
        self._session = session
        self._read = read
        self.model = model
        self._needing: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        self.table = TableView(model, session, name)
        self.table.opened.connect(opened)
        self.table.doubleClicked.connect(lambda index: opened(model.record(index.row())))
        self.table.picked.connect(self.follow)
        card = Card(tight=True)
        card.body.addWidget(self.table)
        column.addWidget(card, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(SPACE)
        column.addLayout(self.buttons)
        self.reload()

    def add_button(
        self, words: str, slot: Callable[[], object], *, icon: str = "", keys: str = "", needs_row: bool = True
    ) -> QPushButton:
        """Add a button under the table; one that needs a row is off until a row is chosen."""
        made = button(words, icon=icon, tip=f"{words.replace('&', '').removesuffix('…')} ({keys})" if keys else "")
        made.clicked.connect(slot)
        made.setDisabled(self._session.read_only)
        self.buttons.addWidget(made)
        if needs_row:
            self._needing.append(made)
        if keys and not self._session.read_only:
            self.table.add_row_action(words, keys, slot)
        self.follow()
        return made

    def chosen(self) -> Any | None:
        """Return the record the buttons are about, or None."""
        picked = self.table.selected_records()
        return picked[0] if len(picked) == 1 else None

    def reload(self) -> None:
        """Show what the record holds now."""
        self.model.show(self._read())
        self.follow()

    def follow(self) -> None:
        """Turn the buttons on or off with what is chosen."""
        for made in self._needing:
            made.setEnabled(self.chosen() is not None and not self._session.read_only)


def follow_undo(dialog: QDialog, session: Session) -> None:
    """Let undo and redo work while a box is open."""
    for keys, slot in (("Ctrl+Z", session.undo), ("Ctrl+Shift+Z", session.redo)):
        QShortcut(QKeySequence(keys), dialog).activated.connect(slot)
