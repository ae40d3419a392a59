"""The papers that are being written: begun, written on, removed."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cspdesk.domain.audience import may_see
from cspdesk.domain.papers import Paper
from cspdesk.domain.proof import counted
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.records import RecordList
from cspdesk.ui.models.paper_rows import PaperRow, paper_columns, read_papers
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.empty import EmptyState
from cspdesk.ui.widgets.text import label

ABOUT = (
    "A bid asks for next year’s money, and a committee paper tells scrutiny how it went. You write the words; the "
    "record fills in the figures, and every sentence is checked against it."
)


class PapersPage(QWidget):
    """Lists the papers of every year that the audience looked at may see."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        model: TableModel[PaperRow] = TableModel(paper_columns(), session)
        self.papers = RecordList(session, "Papers being written", model, self._read, lambda row: self.write(row.paper))
        self.write_button = self.papers.add_button("&Write on", self._write_chosen, icon="pencil")
        self.remove_button = self.papers.add_button("&Remove", self.remove, icon="trash-2", keys="Del")
        self.papers.buttons.addStretch(1)
        self.papers.table.setSelectionMode(self.papers.table.SelectionMode.SingleSelection)
        self.withheld = label("", "quiet", wrap=True)
        self.empty = EmptyState("No paper is being written", ABOUT, "" if session.read_only else "Begin a paper…")
        self.empty.pressed.connect(self.begin)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.papers)
        self._pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self._pages, 1)
        column.addWidget(self.withheld)
        self.reload()

    @property
    def count(self) -> int:
        """How many papers are shown."""
        return self.papers.model.rowCount()

    def reload(self) -> None:
        """Read the papers and show them; the newest is chosen where none is."""
        self.papers.reload()
        hidden = len(self._session.store.papers.all_papers()) - self.count
        self.withheld.setText(f"{counted(hidden, 'paper')} of other readers not shown." if hidden else "")
        self.withheld.setVisible(bool(hidden))
        self._pages.setCurrentWidget(self.papers if self.count else self.empty)
        if self.count and self.papers.chosen() is None:
            self.papers.table.selectRow(0)

    def begin(self) -> None:
        """Ask which paper, begin it and go on writing it."""
        from cspdesk.ui.dialogs.papers import begin_form

        begun: list[Paper] = []
        try:
            form = begin_form(self._session, begun, self)
        except UserError as error:
            self._session.show_error(error)
            return
        if form.ask() and begun:
            self.write(begun[0])

    def write(self, paper: Paper) -> None:
        """Write on a paper until its window is closed."""
        from cspdesk.ui.dialogs.closing import show_until_closed
        from cspdesk.ui.dialogs.paper_writer import PaperWriter

        self.papers.table.select_key(paper.id)
        try:
            writer = PaperWriter(self._session, paper.id, self.window())
        except UserError as error:
            self._session.show_error(error)
            return
        show_until_closed(writer)

    def remove(self) -> None:
        """Remove a paper with all that is written in it; Ctrl+Z brings it back."""
        row = self.papers.chosen()
        if row is not None:
            papers = self._session.store.papers
            self._session.do(f"Removed the paper “{row.paper.title}”", lambda: papers.remove(row.id))

    def _read(self) -> tuple[PaperRow, ...]:
        rows = read_papers(self._session.store)
        return tuple(row for row in rows if may_see(self._session.audience, row.paper.marking))

    def _write_chosen(self) -> None:
        if (row := self.papers.chosen()) is not None:
            self.write(row.paper)
