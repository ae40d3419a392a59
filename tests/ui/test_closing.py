"""What is closed is let go: it follows no change and takes no memory."""

import gc
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.partnership import open_partnership
from cspdesk.ui.dialogs.priorities import open_priorities
from cspdesk.ui.files import Files
from cspdesk.ui.main_window import MainWindow
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import Theme

OPENED: dict[str, Callable[[Session, QWidget], object]] = {
    "partnership": open_partnership,
    "priorities": open_priorities,
    "information": lambda _, parent: messages.inform(parent, "Done"),
    "question": lambda _, parent: messages.ask(parent, "Which?", "", ("This", "That")),
}


def let_go() -> None:
    """Delete what is to be deleted, as the event loop does."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.mark.parametrize("name", OPENED)
def test_a_box_is_let_go_once_it_is_closed(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    seen: list[QDialog] = []
    for kind in (QDialog, QMessageBox):
        monkeypatch.setattr(kind, "exec", lambda box: seen.append(box) or 0)
    parent = QWidget()
    qtbot.addWidget(parent)
    OPENED[name](session, parent)
    assert len(seen) == 1
    let_go()
    assert not isValid(seen[0])


def test_a_window_is_let_go_once_it_is_closed(qtbot: QtBot, session: Session, theme: Theme, settings: Settings) -> None:
    window = MainWindow(session, theme, Files(settings))
    window.show()
    qtbot.waitUntil(lambda: not session.jobs.busy)
    gone = weakref.ref(window)
    window.close()
    window.deleteLater()
    del window
    let_go()
    assert gone() is None
