"""The Documents tab: what was produced, shown, printed and saved as a copy; and what is being written."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from cspdesk.domain.audience import may_see
from cspdesk.domain.papers import PaperKind
from cspdesk.domain.proof import counted
from cspdesk.errors import UserError
from cspdesk.ui.models.document_columns import document_columns
from cspdesk.ui.models.document_rows import (
    FORM_WORDS,
    DocumentRow,
    document_words,
    file_name,
    kept_words,
    read_documents,
)
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.panels.document_menu import DocumentMenu
from cspdesk.ui.panels.document_preview import DocumentPreview
from cspdesk.ui.panels.papers_page import PapersPage
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.session import Place, Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.empty import EmptyState
from cspdesk.ui.widgets.page_header import PageHeader
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label
from cspdesk.whole_file import save_whole

PRODUCED = "A produced document is kept as it was made: its pages, its figures and its hash never change."
PRODUCED_LOOK, WRITTEN_LOOK = 0, 1


class DocumentsTab(QWidget):
    """Two looks: the register, newest first, with the document that is looked at; and the papers being written."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: str | None = None
        self._known: set[str] | None = None  # the documents there were when last read; None before the first time
        self._build()
        self.reload()
        if not self._model.rowCount() and self.written.count:
            self.looks.setCurrentIndex(WRITTEN_LOOK)  # nothing was produced, and there is something to go on with

    def reload(self) -> None:
        """Read the register and the papers, and show them."""
        rows = read_documents(self._session.store)
        seen = [row for row in rows if may_see(self._session.audience, row.document.audience)]
        self._model.show(seen)
        self._pages.setCurrentWidget(self._scroll if seen else self._empty)
        withheld = len(rows) - len(seen)
        others = f"{counted(withheld, 'document')} {'is' if withheld == 1 else 'are'} made for other readers."
        self.header.say("Documents", others if withheld else "")
        self.written.reload()
        self.looks.setTabText(PRODUCED_LOOK, f"Produced ({len(seen)})")
        self.looks.setTabText(WRITTEN_LOOK, f"Being written ({self.written.count})")
        self._pick(seen)
        self._known = {row.id for row in rows}
        self._show_picked()

    def _pick(self, seen: list[DocumentRow]) -> None:
        """Pick what was produced since the last reading: whoever prints or sends next means that one."""
        new = [row.id for row in seen if self._known is not None and row.id not in self._known]
        if new:
            self.table.select_key(new[0])
        elif seen and not self.table.selected_records():
            self.table.selectRow(0)

    def focus_record(self, place: Place) -> None:
        """Show one document, or go on writing a paper; section papers: those being written."""
        paper = self._session.store.papers.papers.find(place.record_id) if place.record_id is not None else None
        if paper is not None:
            QTimer.singleShot(0, self, lambda: self.written.write(paper))  # once the window is there
        if paper is not None or place.section == "papers":
            self.looks.setCurrentIndex(WRITTEN_LOOK)
            self.written.papers.table.setFocus()
            return
        if place.record_id is not None:
            self.looks.setCurrentIndex(PRODUCED_LOOK)
            self.table.select_key(place.record_id)
        self.table.setFocus()

    def _build(self) -> None:
        self.header = PageHeader("Documents")
        self.export_button = button("&Export evidence of spend…", "primary", icon="file-plus")
        self.export_button.clicked.connect(self._export)
        self.plan_button = button("Export &plan…", icon="file-plus")
        self.plan_button.clicked.connect(self._export_plan)
        self.written = PapersPage(self._session)
        self.paper_button = button("&Begin a paper…", icon="pencil", tip="A bid or a committee paper, written here")
        self.paper_button.setDisabled(self._session.read_only)
        self.paper_button.clicked.connect(self._begin_paper)
        self.make_button = button("&Make a paper", icon="file-plus", tip="A funding justification, a committee summary")
        self.make_button.setMenu(self._paper_menu())
        for made in (self.paper_button, self.make_button, self.plan_button, self.export_button):
            self.header.add_action(made)
        self._empty = EmptyState(
            "Nothing was produced yet",
            "A funding justification, a committee summary, evidence of spend, a plan: each is made from the record, "
            f"for the readers you choose, and kept here. {PRODUCED}",
            "" if self._session.read_only else "Export evidence of spend…",
        )
        self._empty.pressed.connect(self._export)
        self._model: TableModel[DocumentRow] = TableModel(document_columns(), self._session)
        self.table = TableView(self._model, self._session, "Documents produced")
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.table.picked.connect(self._show_picked)
        self.table.opened.connect(lambda _: self.preview.view.setFocus())
        left = Card(tight=True)
        frame = left.layout()
        if frame is not None:
            frame.setContentsMargins(1, 1, 1, 1)
        left.body.addWidget(self.table)
        self._page = QSplitter(Qt.Orientation.Horizontal)
        self._page.setChildrenCollapsible(False)
        self._page.setHandleWidth(SPACE)
        self._page.addWidget(left)
        self._page.addWidget(self._build_preview())
        self._page.setSizes([SPACE * 86, SPACE * 76])
        self._pages = QStackedWidget()
        self._scroll = scrolling(self._page)
        self._pages.addWidget(self._scroll)
        self._pages.addWidget(self._empty)
        self._both = QStackedWidget()
        self._both.addWidget(self._pages)
        self._both.addWidget(scrolling(self.written))
        self.looks = QTabBar()
        self.looks.setDrawBase(False)
        self.looks.setExpanding(False)
        self.looks.setAccessibleName("Looks at the documents")
        for title in ("Produced", "Being written"):
            self.looks.addTab(title)
        self.looks.currentChanged.connect(self._both.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.header)
        column.addWidget(self.looks)
        column.addWidget(self._both, 1)

    def _build_preview(self) -> Card:
        card = Card(tight=True)
        self.title = label("", "lead", wrap=True)
        self.words = label("", "quiet", wrap=True)
        self.hash = label("", "caption", wrap=True)
        self.hash.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.save_button = button("&Save a copy…", icon="download")
        self.save_button.clicked.connect(self.save_a_copy)
        self.print_button = button("&Print…", icon="printer")
        self.print_button.clicked.connect(self._print)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.print_button)
        self.more_button = button("M&ore", tip="Send, sign, make again, compare")
        self.more = DocumentMenu(self._session, self, lambda: self.table.selected_records()[0].document)
        self.more_button.setMenu(self.more.menu())
        buttons.addWidget(self.more_button)
        self.kept = label("", "quiet", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addLayout(buttons)
        said = QVBoxLayout()
        said.setContentsMargins(SPACE * 2, SPACE // 2, SPACE * 2, 0)
        said.setSpacing(SPACE // 4)
        said.addLayout(head)
        for part in (self.words, self.kept, self.hash):  # below the buttons, at full width: a hash cannot be broken
            said.addWidget(part)
        self.preview = DocumentPreview()
        card.body.addLayout(said)
        self.outside = label("", "quiet", wrap=True)
        self.outside.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE)
        self.outside.hide()
        card.body.addWidget(self.outside, 1, Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(self.preview, 1)
        return card

    def _show_picked(self) -> None:
        picked = self.table.selected_records()
        row = picked[0] if picked else None
        for made in (self.save_button, self.print_button, self.more_button):
            made.setEnabled(row is not None)
        if row is None:
            self._shown = None
            self.preview.show_bytes(b"")
            return
        self.title.setText(row.document.title)
        agreement = f"Agreement {row.agreement}, priorities" if row.agreement else "Priority"
        self.words.setText(f"{document_words(row)}. {agreement}: {row.priority}.")
        self.kept.setText(kept_words(row))
        self.kept.setVisible(bool(self.kept.text()))
        self.hash.setText(f"SHA-256 {row.document.sha256}")
        is_pdf = row.document.ending == ".pdf"
        self.print_button.setEnabled(is_pdf)
        self.outside.setText(f"This is {FORM_WORDS.get(row.document.ending, 'a file')}: open it from More, or save it.")
        self.outside.setVisible(not is_pdf)
        self.preview.setVisible(is_pdf)
        if self._shown != row.id:
            self._shown = row.id
            content = self._session.store.evidence.bytes_of(row.document.sha256) if is_pdf else b""
            self.preview.show_bytes(content)

    def save_a_copy(self) -> None:
        """Ask where to, and write the document's bytes there, just as they are.

        One for the public only as the person says while publicity is restricted.
        """
        from cspdesk.ui.dialogs.publicity import may_publish

        row = self.table.selected_records()[0]
        folder = Path(self._session.settings.text("export_folder"))
        wanted = str(folder / file_name(row.document))
        name, _ = QFileDialog.getSaveFileName(self, "Save a copy", wanted, f"Document (*{row.document.ending})")
        if not name or not may_publish(self._session, row.document.audience, f"a copy of “{row.document.title}”", self):
            return
        self._session.settings.keep("export_folder", str(Path(name).parent))
        try:
            save_whole(Path(name), self._session.store.evidence.bytes_of(row.document.sha256))
        except UserError as error:
            self._session.show_error(error)
        else:
            self._session.message.emit(f"Saved {Path(name).name}")

    def _print(self) -> None:
        """Print the document; one for the public only as the person says while publicity is restricted."""
        from cspdesk.ui.dialogs.publicity import may_publish

        document = self.table.selected_records()[0].document
        printed = f"a print of “{document.title}”"
        if may_publish(self._session, document.audience, printed, self) and self.preview.print():
            self._session.message.emit("Sent to the printer")

    def _begin_paper(self) -> None:
        self.looks.setCurrentIndex(WRITTEN_LOOK)
        self.written.begin()

    def _paper_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("&Funding justification…", lambda: self._make_paper(PaperKind.BID))
        menu.addAction("&Committee summary…", lambda: self._make_paper(PaperKind.COMMITTEE))
        return menu

    def _make_paper(self, kind: PaperKind) -> None:
        from cspdesk.ui.dialogs.paper_export import open_paper_export

        open_paper_export(self._session, self, kind)

    def _export_plan(self) -> None:
        from cspdesk.ui.dialogs.plan_export import open_plan_export

        open_plan_export(self._session, self)

    def _export(self) -> None:
        from cspdesk.ui.dialogs.export_evidence import open_export

        open_export(self._session, self)
