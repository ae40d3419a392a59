"""A box in which work runs beside the window: its progress, and closing that stops the work first."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QWidget

from cspdesk.ui.jobs import Job, Report
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button

T = TypeVar("T")


class JobDialog(QDialog):
    """Runs one job at a time; `_update` is called whenever work begins or ends without a result."""

    def __init__(self, session: Session, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._session = session
        self._job: Job[object] | None = None
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setMaximumWidth(SPACE * 30)
        self.progress.setAccessibleName("Progress")
        self.cancel_button = button("Cancel")
        self.cancel_button.clicked.connect(self.reject)
        self.back_button = button("&Back")
        self.back_button.clicked.connect(self.back)

    @property
    def is_busy(self) -> bool:
        """Whether something runs that closing has to stop."""
        return self._job is not None

    def back(self) -> None:
        """Go back one page."""
        raise NotImplementedError

    def reject(self) -> None:
        """Stop what is running, or close."""
        if self.is_busy:
            self._stop_work()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing while something runs stops it first."""
        if self.is_busy:
            self._stop_work()
            event.ignore()
            return
        super().closeEvent(event)

    def _stop_work(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _run(self, work: Callable[[Report], T], done: Callable[[T], None]) -> None:
        """Begin work; done is given its result on the window's thread."""

        def finish(result: T) -> None:
            self._job = None
            done(result)

        def fail(error: Exception) -> None:
            stop()
            self._session.show_error(error)

        def stop() -> None:
            self._job = None
            self._update()

        job = self._session.jobs.start(work, finish, failed=fail, cancelled=stop, progressed=self._show_progress)
        self._job = job  # type: ignore[assignment]
        self.progress.setRange(0, 0)
        self._update()

    def _update(self) -> None:
        """Offer what can be done now."""
        raise NotImplementedError

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _foot(self, problem: QWidget, *buttons: QWidget) -> QHBoxLayout:
        """Return the row at the bottom: what stands in the way, the progress, and the buttons."""
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addWidget(problem, 1)
        for widget in (self.progress, self.cancel_button, self.back_button, *buttons):
            foot.addWidget(widget)
        return foot

    def _fit(self, width: int, height: int) -> None:
        """Be of a size, in pixels at 100%, that grows with the letters and stays on the screen."""
        screen = self.screen().availableSize()
        scale = self.fontMetrics().height() / 18
        self.resize(min(round(width * scale), screen.width() - 40), min(round(height * scale), screen.height() - 60))
