"""The papers that are being written: begun, written on, removed."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.app.paper_templates import paper_templates
from cspdesk.app.paper_writing import WORDS, begin_paper
from cspdesk.domain.paper_templates import PaperTemplate
from cspdesk.domain.papers import Paper, PaperKind
from cspdesk.domain.partnership import Priority, PriorityStatus
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.form import FormDialog
from cspdesk.ui.dialogs.paper_writer import PaperWriter
from cspdesk.ui.dialogs.records import RecordList, follow_undo
from cspdesk.ui.models.paper_rows import PaperRow, paper_columns, read_papers
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.text import button, label

ABOUT = (
    "A bid asks for next year’s money, and a committee paper tells scrutiny how it went. You write the words; the "
    "record fills in the figures, and every sentence is checked against it."
)


def open_papers(session: Session, parent: QWidget | None, paper_id: str | None = None) -> None:
    """Show the papers being written until they are closed; go on with one of them where it is given."""
    box = PapersDialog(session, parent)
    paper = session.store.papers.papers.find(paper_id) if paper_id else None
    if paper is not None:
        box.papers.table.select_key(paper.id)
        QTimer.singleShot(0, box, lambda: box.write(paper))
    show_until_closed(box)


class PapersDialog(QDialog):
    """Lists the papers of every year."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Papers")
        model: TableModel[PaperRow] = TableModel(paper_columns(), session)
        self.papers = RecordList(session, "Papers being written", model, self._read, lambda row: self.write(row.paper))
        self.begin_button = self.papers.add_button("&Begin a paper…", self.begin, icon="plus", needs_row=False)
        self.write_button = self.papers.add_button("&Write", self._write_chosen, icon="pencil")
        self.remove_button = self.papers.add_button("&Remove", self.remove, icon="trash-2", keys="Del")
        self.papers.buttons.addStretch(1)
        self.papers.table.setSelectionMode(self.papers.table.SelectionMode.SingleSelection)
        if model.rowCount():
            self.papers.table.selectRow(0)  # the newest: what Write and Enter go on with
        close = button("Close")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        column.addWidget(label("Papers", "title"))
        column.addWidget(label(ABOUT, "quiet", wrap=True))
        column.addWidget(self.papers, 1)
        column.addLayout(foot)
        self.resize(SPACE * 140, SPACE * 60)
        follow_undo(self, session)
        session.changed.connect(self.papers.reload)

    def _read(self) -> tuple[PaperRow, ...]:
        return read_papers(self._session.store)

    def begin(self) -> None:
        """Ask which paper, begin it and go on writing it."""
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
        try:
            writer = PaperWriter(self._session, paper.id, self)
        except UserError as error:
            self._session.show_error(error)
            return
        show_until_closed(writer)
        self.papers.reload()

    def _write_chosen(self) -> None:
        if (row := self.papers.chosen()) is not None:
            self.write(row.paper)

    def remove(self) -> None:
        """Remove a paper with all that is written in it; Ctrl+Z brings it back."""
        row = self.papers.chosen()
        if row is not None:
            papers = self._session.store.papers
            self._session.do(f"Removed the paper “{row.paper.title}”", lambda: papers.remove(row.id))

    def done(self, result: int) -> None:
        """Take no more notice of the record."""
        self._session.changed.disconnect(self.papers.reload)
        super().done(result)


def begin_form(session: Session, begun: list[Paper], parent: QWidget | None) -> FormDialog:
    """Return the form that begins a paper, which it puts into `begun`. Raises UserError for a template with faults."""
    templates = paper_templates(session.store.path)
    known = [p for p in session.store.partnership.all_priorities() if p.status is not PriorityStatus.RETIRED]
    shape: ChoiceBox[PaperTemplate] = ChoiceBox([(template_words(t), t) for t in templates])
    before = FinancialYear(session.year.first - 1)
    year: ChoiceBox[FinancialYear] = ChoiceBox([(y.label, y) for y in (session.year, before)])
    of: ChoiceBox[Priority | None] = ChoiceBox([("All priorities", None), *((p.name, p) for p in known)])
    about = label("", "quiet", wrap=True)

    def follow() -> None:
        of.setEnabled(shape.value().kind is PaperKind.BID)  # a committee is told of all of them
        about.setText(shape.value().about)

    def save() -> bool:
        chosen, priority = shape.value(), of.value() if of.isEnabled() else None

        def work() -> None:
            begun[:] = [begin_paper(session.store, chosen, year.value(), priority, session.today)]

        name = f"Began the {WORDS[chosen.kind]} of {year.value().label}"
        return session.do(name, work)

    form = FormDialog("Begin a paper", save, parent, save_text="&Begin")
    form.add("&Which paper", shape)
    form.rows.addWidget(about)
    form.add("&Year that it tells of", year)
    form.add("Of which &priority", of)
    shape.currentIndexChanged.connect(lambda _: follow())
    follow()
    return form


def template_words(template: PaperTemplate) -> str:
    """Return a template as it is chosen: what it is, for whom."""
    return f"{template.title} ({template.funder})" if template.funder else template.title
