"""What every part of an agreement's detail shares: a table, words beneath it, and buttons for what can be done."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cspdesk.ui.models.funding_rows import AgreementRow
from cspdesk.ui.models.table import Column, TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label


class AgreementSection(QWidget):
    """Shows one part of the agreement it is given; forms open in the side panel."""

    def __init__(self, session: Session, panel: SidePanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._panel = panel
        self._row: AgreementRow | None = None
        self.tables: list[TableView] = []
        self.note = label("", "quiet", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    @property
    def row(self) -> AgreementRow:
        """The agreement shown."""
        assert self._row is not None, "show_agreement comes first"
        return self._row

    def show_agreement(self, row: AgreementRow) -> None:
        """Show one agreement's part."""
        self._row = row
        self.reload()

    def reload(self) -> None:
        """Read the record and show it."""
        raise NotImplementedError

    def add(self) -> None:
        """Begin a new record of the kind that is shown; a part that has none does nothing."""

    def focus_record(self, record_id: str) -> bool:
        """Put the cursor on a record; return whether it is here."""
        for table in self.tables:
            if table.select_key(record_id):
                table.setFocus()
                return True
        return False

    def make_table(
        self, columns: Sequence[Column[Any]], name: str, empty: str, opened: Callable[[Any], object] | None = None
    ) -> TableView:
        """Return a table with words for when it is empty; opened: what Enter and a double click do."""
        model: TableModel[Any] = TableModel(columns, self._session)
        table = TableView(model, self._session, name)
        table.say_when_empty(empty)
        if opened is not None:
            table.opened.connect(opened)
        self.tables.append(table)
        return table

    def make_button(
        self, words: str, slot: Callable[[], object], icon: str = "plus", *, writes: bool = True
    ) -> QPushButton:
        """Return a button of the part's foot; one that writes is off while the file is only read."""
        made = button(words, "flat", icon=icon)
        made.clicked.connect(lambda *_: slot())
        made.setDisabled(writes and self._session.read_only)
        return made

    def add_foot(self, *buttons: QWidget) -> None:
        """Put the words and the buttons beneath."""
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE * 2, SPACE // 2, SPACE, SPACE // 2)
        kept = self.note.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # so that the buttons stay at the right where nothing is said
        self.note.setSizePolicy(kept)
        foot.addWidget(self.note, 1)
        for made in buttons:
            foot.addWidget(made)
        self.column.addLayout(foot)
