"""Comparing results: areas at one time, two indicators over time, before and after with a comparison area."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.models.compare_rows import choosable
from cspdesk.ui.panels.compare_kinds import AreasPage, ChangePage, ComparePage, TwoPage
from cspdesk.ui.panels.scrolling import scrolling_text
from cspdesk.ui.panels.telling import column_of
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button

WIDTH, HEIGHT = 1240, 690  # pixels at 100%


def open_compare(
    session: Session, parent: QWidget | None, indicator_id: str | None = None, priority_id: str | None = None
) -> None:
    """Let the person compare, beginning with an indicator or with those of a priority."""
    show_until_closed(CompareDialog(session, indicator_id, priority_id, parent))


class CompareDialog(QDialog):
    """Each page is built when it is first shown."""

    def __init__(
        self,
        session: Session,
        indicator_id: str | None = None,
        priority_id: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Compare")
        self._session = session
        self._begin = (indicator_id, priority_id)
        self._options = choosable(session)
        self._kinds: tuple[type[AreasPage] | type[TwoPage] | type[ChangePage], ...] = (AreasPage, TwoPage, ChangePage)
        self.pages: dict[int, ComparePage] = {}
        self._columns: list[QVBoxLayout] = []
        self.tabs = QTabWidget()
        for words in ("A&reas", "&Two indicators", "Before and a&fter"):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            self._columns.append(column)
            self.tabs.addTab(holder, words)
        self.tabs.currentChanged.connect(self._build_page)
        close = button("Close", "primary")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        column.setSpacing(SPACE)
        column.addWidget(self.tabs, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._fit()
        self._build_page(0)

    def page(self, place: int) -> ComparePage:
        """Show one of the pages and return it."""
        self.tabs.setCurrentIndex(place)
        self._build_page(place)
        return self.pages[place]

    def _build_page(self, place: int) -> None:
        if place in self.pages:
            return
        ground = QWidget()
        self._columns[place].addWidget(scrolling_text(ground))  # first: all that is moved later is made up anew
        page = self.pages[place] = self._kinds[place](self._session, self._options, *self._begin, ground)
        column_of(ground).addWidget(page)

    def _fit(self) -> None:
        screen = self.screen().availableSize()
        scale = self.fontMetrics().height() / 18
        self.resize(min(round(WIDTH * scale), screen.width() - 40), min(round(HEIGHT * scale), screen.height() - 60))
