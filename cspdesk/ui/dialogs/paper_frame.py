"""The window that a paper is written in: sections at the left, the one at hand, and what is told of it beside."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from cspdesk.analysis.claim_findings import ClaimFinding
from cspdesk.app.paper_writing import Writing
from cspdesk.domain.audience import Audience
from cspdesk.domain.papers import Overruling, PaperKind
from cspdesk.ui.panels.claim_list import ClaimList
from cspdesk.ui.panels.paper_lacks import PaperLacks
from cspdesk.ui.panels.paper_preview import PaperPreview, Written
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SIZES, SPACE
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.text import button, label

MOST_OF_SCREEN = 0.97
FOUND, LACKS = range(2)


class PaperFrame(QDialog):
    """Lays out the parts; `PaperWriter` fills them and says what happens."""

    def __init__(self, session: Session, writing: Writing, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session, self.writing = session, writing
        self._places: dict[str, QScrollArea] = {}
        self.setWindowTitle(writing.paper.title)
        self._build()
        self._take_room()

    def _build(self) -> None:
        self.nav = QListWidget()
        self.nav.setProperty("role", "nav")
        self.nav.setIconSize(QSize(SPACE * 2, SPACE * 2))
        self.nav.setAccessibleName("Sections of the paper")
        self.nav.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for section in self.writing.template.sections:
            self.nav.addItem(QListWidgetItem(section.title))
        self.nav.currentRowChanged.connect(self._show_section)
        self.middle = QStackedWidget()
        self.beside = QTabWidget()
        self.found = ClaimList(self.go_to, self.accept_finding, self.overrule, self.take_back)
        self.found.writable = not self._session.read_only
        self.lacks = PaperLacks(self.go_to_section)
        self.beside.addTab(self.found, "&Claims")
        self.beside.addTab(self.lacks, "&To complete")
        self.preview = PaperPreview(self._session, self.written_now)
        self.beside.addTab(self.preview, "Pre&view")
        self.beside.currentChanged.connect(lambda _: self.preview.look())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(SPACE * 2)
        for place, (widget, stretch) in enumerate(((self.nav, 0), (self.middle, 3), (self.beside, 2))):
            split.addWidget(widget)
            split.setStretchFactor(place, stretch)
        split.setSizes([SPACE * 33, SPACE * 76, SPACE * 48])
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 2, SPACE * 2, SPACE * 2, SPACE * 2)
        column.setSpacing(SPACE)
        column.addLayout(self._head())
        column.addWidget(split, 1)
        self.foot = self._build_foot()
        column.addLayout(self.foot)

    def _head(self) -> QHBoxLayout:
        self.title = QLineEdit(self.writing.paper.title)
        self.title.setAccessibleName("Title of the paper")
        self.title.setProperty("role", "ahead")
        self.title.setReadOnly(self._session.read_only)
        self.title.textEdited.connect(lambda _: self._edited())
        self.readers: ChoiceBox[Audience] = ChoiceBox([(f"{each.label} version", each) for each in Audience])
        self.readers.setAccessibleName("Who the paper is for")
        self.readers.setToolTip("What these readers may not see is not offered, and is left out of what is produced")
        self.readers.set_value(Audience.PUBLIC if self.writing.paper.kind is PaperKind.COMMITTEE else Audience.PARTNER)
        self.readers.activated.connect(lambda _: self._read_ground())
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.title, 1)
        row.addWidget(SingleFields(self._session, self._session.store.papers.papers, self.writing.paper.id, whole=True))
        row.addWidget(self.readers)
        return row

    def _build_foot(self) -> QHBoxLayout:
        self.state = label("", "quiet")
        self.make_button = button("&Make the paper…", icon="file-plus", tip="See it, keep it in the register, print it")
        self.make_button.clicked.connect(self.make_paper)
        self.copy_button = button("Save a cop&y…", icon="download", tip="As a PDF, a web page or for a word processor")
        self.copy_button.clicked.connect(self.save_a_copy)
        self.close_button = button("Close")
        self.close_button.clicked.connect(self.close)
        self.save_button = button("&Save", "primary", icon="save", tip="Keep what is written (Ctrl+S)")
        self.save_button.setShortcut("Ctrl+S")
        self.save_button.clicked.connect(self.save)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self.state, 1)
        for made in (self.copy_button, self.make_button, self.close_button):
            row.addWidget(made)
        row.addWidget(self.save_button)
        return row

    def _take_room(self) -> None:
        unit = max(1.0, self.font().pixelSize() / SIZES["body"])
        screen = self.screen().availableGeometry()
        self.resize(
            min(round(SPACE * 164 * unit), round(screen.width() * MOST_OF_SCREEN)),
            min(round(SPACE * 92 * unit), round(screen.height() * MOST_OF_SCREEN)),
        )

    def add_page(self, key: str, page: QWidget) -> None:
        """Put the page of a section into the middle, where it scrolls."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("role", "clear")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        self._places[key] = area
        self.middle.addWidget(area)

    def show_page(self, key: str) -> None:
        """Show the page of a section."""
        self.middle.setCurrentWidget(self._places[key])

    # --- what the writer does

    def save(self) -> bool:
        """Keep what is written."""
        raise NotImplementedError

    def written_now(self) -> Written:
        """Return the paper as it is written now."""
        raise NotImplementedError

    def make_paper(self) -> None:
        """Make the paper for its readers, to be seen, kept or printed."""
        raise NotImplementedError

    def save_a_copy(self) -> None:
        """Save the paper for its readers, in one of its forms."""
        raise NotImplementedError

    def go_to(self, finding: ClaimFinding) -> None:
        """Go to the words of a finding."""
        raise NotImplementedError

    def go_to_section(self, key: str) -> None:
        """Go to a section."""
        raise NotImplementedError

    def accept_finding(self, finding: ClaimFinding) -> None:
        """Say what is safe instead."""
        raise NotImplementedError

    def overrule(self, finding: ClaimFinding) -> None:
        """Set a finding aside."""
        raise NotImplementedError

    def take_back(self, made: Overruling) -> None:
        """Show a finding again."""
        raise NotImplementedError

    def _show_section(self, row: int) -> None:
        raise NotImplementedError

    def _edited(self) -> None:
        raise NotImplementedError

    def _read_ground(self) -> None:
        raise NotImplementedError
