"""Taking in published figures in three steps: choose them, see what they would do, done. One step of the history."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.app.indicators import ComparedFigures, FigureRequest, compared, kind_of, read_figures, step_words, take
from cspdesk.domain.figures import Reading
from cspdesk.errors import Cancelled, UserError
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.dialogs.figure_check import FigureCheckPage
from cspdesk.ui.dialogs.figure_source import FigureSourcePage
from cspdesk.ui.dialogs.steps_dialog import StepsDialog
from cspdesk.ui.models.figure_import import done_words
from cspdesk.ui.panels.scrolling import scrolling, scrolling_text
from cspdesk.ui.session import Place, Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.text import button, label


def open_import_indicators(session: Session, parent: QWidget | None, priority_id: str | None = None) -> None:
    """Let the person take in published figures, for a priority if one is given."""
    if session.read_only:
        session.show_error(UserError("This file is open for reading only, so nothing can be imported."))
        return
    show_until_closed(FigureImportDialog(session, priority_id, parent))


class FigureImportDialog(StepsDialog):
    """Reads beside the window, writes as one step or not at all."""

    names = ("Files", "What will happen", "Done")

    def __init__(self, session: Session, priority_id: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(session, "Import figures", parent)
        self._writing = False
        self._stop = False
        self._found: ComparedFigures | None = None
        self.source = FigureSourcePage(session, priority_id)
        self.check = FigureCheckPage(session)
        self._build()
        self._show_step(0)

    def take(self, sources: Sequence[Path]) -> None:
        """Choose files or folders."""
        self.source.take(sources)

    def next(self) -> None:
        """Go on to the next step."""
        step = self.pages.currentIndex()
        if step == 0:
            self._read()
        elif step == 1:
            self._write()
        else:
            self.accept()

    def back(self) -> None:
        """Go back one step."""
        self._show_step(0)

    @property
    def is_busy(self) -> bool:
        """Whether files are read or figures written."""
        return self._writing or super().is_busy

    def _stop_work(self) -> None:
        self._stop = True
        super()._stop_work()

    def _guess(self) -> None:
        sources = self.source.sources
        self._run(lambda report: kind_of(sources, report), self._show_guess)

    def _show_guess(self, kind: str | None) -> None:
        self.source.show_guess(kind)
        self._update()
        self.next_button.setFocus()

    def _read(self) -> None:
        request = self.source.request()
        self.check.begin()
        self._run(
            lambda report: read_figures(request.kind, request.sources, request.choice, report),
            lambda reading: self._compare(request, reading),
        )

    def _compare(self, request: FigureRequest, reading: Reading) -> None:
        try:
            self._found = compared(self._session.store, request, reading)
        except UserError as error:
            self._session.show_error(error)
            self._update()
            return
        self.check.show_found(self._found)
        self._show_step(1)

    def _write(self) -> None:
        """Write, on this thread, which owns the file; every few thousand figures the window comes to its turn."""
        found = self._found
        assert found is not None
        self._writing, self._stop = True, False
        self._update()
        self.cancel_button.setFocus()
        done = False
        try:
            done = self._session.do(step_words(found), lambda: take(self._session.store, found, self._between_figures))
        except Cancelled:
            self._session.message.emit("The import was cancelled: nothing was imported.")
        finally:
            self._writing = False
            self._update()
        if done:
            self._show_done(found)

    def _between_figures(self, done: int, total: int) -> None:
        self._show_progress(done, total)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if self._stop:
            raise Cancelled

    def _show_done(self, found: ComparedFigures) -> None:
        title, more = done_words(found)
        self.done_title.setText(title)
        self.done_more.setText(more)
        self.done_more.setVisible(bool(more))
        self.results.setVisible(found.priority_id is not None)
        self._show_step(2)
        self.next_button.setFocus()

    def _undo(self) -> None:
        self._session.undo()
        self.accept()

    def _show_results(self) -> None:
        assert self._found is not None
        self.accept()
        self._session.go_to.emit(Place("priority", self._found.priority_id, "results"))

    def _build(self) -> None:
        self.lay_out([scrolling_text(self.source), scrolling(self.check), scrolling(self._build_done())])
        self.source.given.connect(self._guess)
        self.source.changed.connect(self._update)
        self.check.edited.connect(self._update)
        self._fit(1080, 660)

    def _build_done(self) -> QWidget:
        page = QWidget()
        self.done_title = label("", "title", wrap=True)
        self.done_more = label("", "body", wrap=True)
        self.results = button("Show the &results")
        self.results.clicked.connect(self._show_results)
        undo = button("&Undo this import", icon="undo-2")
        undo.clicked.connect(self._undo)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for made in (self.results, undo):
            row.addWidget(made)
        row.addStretch(1)
        card = Card()
        card.body.setSpacing(SPACE * 2)
        card.body.setContentsMargins(SPACE * 3, SPACE * 2, SPACE * 3, SPACE * 2)
        card.body.addWidget(self.done_title)
        card.body.addWidget(self.done_more)
        card.body.addLayout(row)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        return page

    def _problem(self, step: int) -> str:
        return (self.source.problem, self.check.problem, "")[step]
