"""A card that lists records of one kind: a title, a button for a new one, a table, or words while there is nothing."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.ui.models.table import TableModel
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import ElidedLabel, button, label

ROOM_FOR_WORDS = 2  # rows that the words of an empty table take


class Listing(Card):
    """Shows records; `added`: a new one is wanted. Where there are none it says what belongs here."""

    added = Signal()

    def __init__(self, title: str, table: TableView, empty: str, add: str, keys: str, *, read_only: bool) -> None:
        """empty: what belongs here and how to begin. add: the words of the button; keys: what else presses it."""
        super().__init__(title, tight=True)
        self.table = table
        self._most = 1
        self._add = add.replace("&", "")
        self.said = ElidedLabel("", "quiet")
        self.header.insertWidget(1, self.said, 1)
        self.header.setStretch(self.header.count() - 1, 0)  # the room before the buttons is for what is said
        self.add_button = button(add, icon="plus", tip=f"{add.replace('&', '')} ({keys})" if keys else "")
        self.add_button.setShortcut(QKeySequence(keys))
        self.add_button.clicked.connect(self.added)
        if add:
            self.add_action(self.add_button)
        if not add or read_only:
            self.add_button.hide()
        self.empty = label(empty, "quiet", wrap=True)
        self.empty.setContentsMargins(SPACE * 2, 0, SPACE * 2, SPACE * 2)
        self.withheld = label("", "quiet", wrap=True)
        self.withheld.setContentsMargins(SPACE * 2, 0, SPACE * 2, SPACE)
        for part in (self.table, self.empty, self.withheld):
            self.body.addWidget(part)
        table.horizontalScrollBar().rangeChanged.connect(lambda *_: self.fit())

    @property
    def model(self) -> TableModel[Any]:
        """The table's model."""
        return self.table.table

    def show_records(self, records: Sequence[Any], note: str = "", withheld: str = "", *, most: int = 8) -> None:
        """Show these; note: what they come to, beside the title. most: rows in sight before the table scrolls."""
        self.model.show(records)
        self.table.setVisible(bool(records))
        self.empty.setVisible(not records and not withheld)
        self.withheld.setText(withheld)
        self.withheld.setVisible(bool(withheld))
        self.said.setText(note)
        self._most = most
        self.fit()

    def fit(self) -> None:
        """Be as tall as the rows are, with the scroll bar below them where there is one."""
        self.table.fit_rows(self._most, 1 if self.model.rowCount() else ROOM_FOR_WORDS)
        bar = self.table.horizontalScrollBar()
        if bar.maximum() > 0:
            self.table.setFixedHeight(self.table.height() + bar.sizeHint().height())

    def shorten(self, is_short: bool) -> None:
        """Let the button for a new record be its sign alone, where there is little room."""
        self.add_button.setText("" if is_short else self._add)
        self.add_button.setAccessibleName(self._add)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "withheld"):
            self.fit()


def page_column(page: QWidget) -> QVBoxLayout:
    """Return the column of a page of cards, with its margins."""
    column = QVBoxLayout(page)
    column.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE * 2)
    column.setSpacing(SPACE * 3 // 2)
    return column
