"""Starting the window: the application, its look, and one window for the file that is open."""

import atexit
import gc
import os
import sys
from pathlib import Path
from types import TracebackType

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from cspdesk import paths
from cspdesk.domain.periods import long_date
from cspdesk.errors import DamagedFile
from cspdesk.store.ahead import SAMPLE_DAY, ReadAhead, first_day, first_year
from cspdesk.store.database import first_damage, open_database
from cspdesk.store.store import Store
from cspdesk.ui.collector import Collector
from cspdesk.ui.dialogs import messages
from cspdesk.ui.files import Files
from cspdesk.ui.log import log_fault
from cspdesk.ui.main_window import MainWindow
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import Theme

STYLE = "fusion"  # the one that looks the same on every system and takes the whole style sheet
EXIT_WHEN_READY = "CSPDESK_EXIT_WHEN_READY"
CHECK_AFTER_MS = 1_500  # the quiet look through the whole file begins once the window has come to rest
LOAD_AFTER_MS = 4_000  # what the first chart would wait for is loaded while nothing else is asked for


class Windows(QObject):
    """Holds the one window there is: the open file's, or the start page."""

    def __init__(
        self, application: QApplication, settings: Settings, person: str | None, ahead: ReadAhead | None = None
    ) -> None:
        super().__init__(application)
        self._ahead = ahead
        self._settings = settings
        self._theme = Theme(application, settings)
        self.files = Files(settings, person, self)
        self.files.opened.connect(self.show_store)
        self.files.start_wanted.connect(self.show_start)
        self.window: QMainWindow | None = None

    def show_store(self, store: Store) -> None:
        """Show an open file, in place of what was shown; stays as it is if that cannot be left."""
        if not self._put_away():
            store.close()
            return
        try:
            window = self._window_of(store)
        except Exception:
            store.close()
            self.show_start()
            if (damage := _damage_of(store.path)) is None:
                raise
            found = DamagedFile(f"{store.path.name} is damaged ({damage}). It was not changed.")
            self.files.rescue(store.path, found, self.window)
            return
        self._replace(window)
        QTimer.singleShot(CHECK_AFTER_MS, window, lambda: self._look_through(window.session))
        QTimer.singleShot(LOAD_AFTER_MS, window, lambda: self._warm(window))

    def _window_of(self, store: Store) -> MainWindow:
        today = first_day(store.partnership.partnership().id)
        session = Session(store, self._settings, today)
        session.show_year(first_year(store.funding.all_agreements(), today))
        if self._ahead is not None and self._ahead.path == store.path and (read := self._ahead.take()) is not None:
            session.take_ahead(read)
        self._ahead = None  # what was read ahead is of the file that cspdesk was started with
        window = MainWindow(session, self._theme, self.files)
        session.setParent(window)  # so that it goes with the window, at that moment and on this thread
        if today == SAMPLE_DAY:
            window.notices.say(
                "sample",
                f"This is the sample. What is late and what is due is reckoned from {long_date(SAMPLE_DAY)}.",
                until_read=True,
            )
        return window

    def show_start(self) -> None:
        """Show the start page."""
        from cspdesk.ui.start_page import StartPage

        if self._put_away():
            self._replace(StartPage(self.files, self._settings))

    def _put_away(self) -> bool:
        """Close what is shown, to show something else; return whether that could be done."""
        QApplication.setQuitOnLastWindowClosed(False)
        try:
            return self.window is None or self.window.close()
        finally:
            QApplication.setQuitOnLastWindowClosed(True)

    def _replace(self, window: QMainWindow) -> None:
        old, self.window = self.window, window
        window.show()
        if old is not None:
            old.deleteLater()

    def _warm(self, window: MainWindow) -> None:
        """Make the first chart quick to come."""
        from cspdesk.ui.warming import Warming, load_beside

        Warming(window)
        window.session.jobs.start(load_beside, lambda _: None)

    def _look_through(self, session: Session) -> None:
        """Read the whole file for damage while the person already works."""
        path = session.store.path

        def done(damage: str | None) -> None:
            if damage and isinstance(self.window, MainWindow) and self.window.session is session:
                text = f"{path.name} is damaged ({damage}). Stop working in it: File, Restore a backup."
                self.window.notices.say("damaged", text, lasting=True)

        session.jobs.start(lambda _: _damage_of(path), done)


def _damage_of(path: Path) -> str | None:
    """Return the first thing wrong with a file, or None; on a connection of its own, for another thread."""
    db = open_database(path)
    try:
        return first_damage(db)
    finally:
        db.close()


def run(path: Path | None = None, person: str | None = None, ahead: ReadAhead | None = None) -> int:
    """Open the window on a file, or on the start page, and return the exit code once it is closed.

    ahead: what is being read of that file already.
    """
    application = QApplication.instance() or QApplication([*sys.argv[:1], "-style", STYLE])
    assert isinstance(application, QApplication)
    application.setApplicationName("cspdesk")
    application.setDesktopFileName("cspdesk")
    settings = Settings(paths.settings_dir() / "cspdesk.ini")
    windows = Windows(application, settings, person, ahead)
    _report_faults(windows)
    if path is None or not windows.files.open(path, file=None if ahead is None else ahead.take_file()):
        windows.show_start()
    if os.environ.get(EXIT_WHEN_READY):
        QTimer.singleShot(0, lambda: QTimer.singleShot(0, application.quit))
    gc.freeze()  # what the window stands on stays, and need not be looked through for garbage again
    Collector(application)
    code = application.exec()
    settings.sync()
    gc.freeze()  # the process ends: nothing need be looked through for garbage any more
    return code


def let_go() -> None:
    """Have the end of the process not take every widget apart first: 9 ms for which the person would only wait.

    Unless something was copied here: on some systems it is handed on only when Qt ends.
    """
    if not QApplication.clipboard().ownsClipboard():
        atexit.unregister(getattr(QtCore, "__moduleShutdown", None))  # type: ignore[arg-type]


def _report_faults(windows: Windows) -> None:
    """Write our own faults to the log and show them; a fault while one is shown is only written."""
    showing = False

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        nonlocal showing
        log_fault("A fault of ours", error.with_traceback(trace))
        if showing or issubclass(kind, KeyboardInterrupt):
            return
        showing = True
        try:
            messages.report_bug(windows.window, error.with_traceback(trace))
        finally:
            showing = False

    sys.excepthook = report
