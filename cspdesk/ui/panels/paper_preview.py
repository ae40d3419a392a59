"""A paper's pages beside its words: made anew a moment after the last letter, the newest one shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.app.paper_writing import Writing
from cspdesk.domain.audience import Audience
from cspdesk.domain.papers import FundingOption
from cspdesk.domain.records import dataclass
from cspdesk.ui.panels.document_preview import DocumentPreview
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import label

if TYPE_CHECKING:
    from cspdesk.reports.paper_record import PaperRecord

PAUSE_MS = 250  # after the last letter; the pages themselves take as long again
MAKING = "Making the pages…"


@dataclass(frozen=True, slots=True)
class Written:
    """A paper as it is written now, and for whom."""

    writing: Writing
    bodies: Mapping[str, str]
    options: Sequence[FundingOption]
    audience: Audience


class PaperPreview(QWidget):
    """Asks for what is written (`written`) when it is looked at and something changed; makes one at a time.

    The first pages are made before anybody looks, so that they are there at once.
    """

    def __init__(self, session: Session, written: Callable[[], Written]) -> None:
        super().__init__()
        self._session, self._written = session, written
        self._record: tuple[object, PaperRecord] | None = None
        self._shown: Written | None = None
        self._ahead: tuple[Written, bytes] | None = None
        self._busy = self._wanted = False
        self._section = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.show_now)
        self.said = label("", "quiet", wrap=True)
        self.pages = DocumentPreview()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self.said)
        column.addWidget(self.pages, 1)

    def look(self) -> None:
        """Show the pages as it is looked at, without a pause."""
        if self.isVisible():
            self.show_now()

    def follow(self) -> None:
        """Make the pages anew soon, if they are looked at."""
        if self.isVisible():
            self._pause.start()

    @property
    def has_read(self) -> bool:
        """Whether the record is read, so that only the pages are still to be made."""
        return self._record is not None

    def read_ahead(self) -> None:
        """Read the record and make the first pages before anybody looks."""
        if self._busy or self._record is not None:
            return
        self._busy = True
        now, path, today = self._written(), self._session.store.path, self._session.today
        stands = self._stands(now)

        def work(_: object) -> tuple["PaperRecord", bytes]:
            from cspdesk.app.paper_preview import make_ready, read_record

            make_ready()
            record = read_record(path, now.writing, now.audience, today)
            return record, _pages(record, now, today)

        self._session.jobs.start(
            work, lambda made: self._have_read(now, stands, *made), failed=self._not_read, owner=self
        )

    def _have_read(self, now: Written, stands: object, record: "PaperRecord", content: bytes) -> None:
        self._busy, self._record, self._ahead = False, (stands, record), (now, content)
        self._go_on()

    def _not_read(self, _: Exception) -> None:
        self._busy = False  # whoever looks is told why
        self._go_on()

    def _go_on(self) -> None:
        if self._wanted:
            self._wanted = False
            self.show_now()

    def _stands(self, now: Written) -> tuple[int, Audience]:
        return self._session.store.journal.newest_change(), now.audience

    def look_at(self, section: str) -> None:
        """Turn to the page on which a section begins."""
        self._section = section
        document = self.pages.document
        for page in range(1, self.pages.pages):  # the first holds the contents, which name every section
            if section in document.getAllText(page).text().splitlines():
                self.pages.go(page)
                return

    def show_now(self) -> None:
        """Make the pages as the paper is written now; while some are being made, once more after them."""
        if self._busy:
            self._wanted = True
            return
        now, known, ahead = self._written(), self._record, self._ahead
        if now == self._shown:
            return
        stands, self._ahead = self._stands(now), None
        if ahead is not None and known is not None and (ahead[0], known[0]) == (now, stands):
            self._take(now, stands, known[1], ahead[1])
            return
        self._busy = True
        self.said.setText(MAKING)
        path, today = self._session.store.path, self._session.today

        def work(_: object) -> tuple["PaperRecord", bytes]:
            from cspdesk.app.paper_preview import read_record

            fresh = known is not None and known[0] == stands
            record = known[1] if fresh and known else read_record(path, now.writing, now.audience, today)
            return record, _pages(record, now, today)

        self._session.jobs.start(work, lambda made: self._take(now, stands, *made), failed=self._fail, owner=self)

    def _take(self, shown: Written, stands: object, record: "PaperRecord", content: bytes) -> None:
        self._busy, self._shown, self._record = False, shown, (stands, record)
        page = self.pages.view.pageNavigator().currentPage()
        first = not self.pages.pages
        self.pages.show_bytes(content)
        self.pages.go(page)
        if first:
            self.look_at(self._section)
        self.said.setText("As it would be printed for these readers, as a draft.")
        self._wanted = False
        self.follow()

    def _fail(self, error: Exception) -> None:
        self._busy = False
        self.pages.show_bytes(b"")
        self.said.setText(str(error))


def _pages(record: "PaperRecord", now: Written, today: date) -> bytes:
    """Return the pages of a paper with the words of now.

    The same gather drops here what is withheld. The search after it takes a second, and is for files that are given
    out: these pages stay in the window, which shows the words that are being typed beside them.
    """
    from cspdesk.app.paper_made import Shape
    from cspdesk.app.paper_preview import bytes_of, with_words

    words = with_words(record, now.writing, now.bodies, now.options)
    return bytes_of(replace(words, source=None), today, Shape(draft=True))
