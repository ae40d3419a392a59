"""What tests of the window share: a session on a small record, and a person who answers boxes."""

from __future__ import annotations

import gc
import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from cspdesk.store.store import Store, create_store
from cspdesk.ui.dialogs import messages
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import Theme

TODAY = date(2015, 9, 14)


@pytest.fixture(scope="session", autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Leave nothing of Python's on the clipboard: the platform of tests frees it only after Python has ended."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(scope="session", autouse=True)
def collected_by_hand() -> Iterator[None]:
    """Keep Python from looking for garbage on a job's thread, as the window does (see `ui.collector`)."""
    gc.disable()
    gc.freeze()  # what was imported stays, and need not be looked through after each test
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(autouse=True)
def collected_after_each(collected_by_hand: None) -> Iterator[None]:
    """Look for garbage after each test, on the thread of the window; windows left over would slow the next ones."""
    yield
    gc.collect()
    gc.freeze()  # what is left is kept on purpose, by the module say; looking through it again would slow every test


@pytest.fixture(autouse=True)
def let_go_of_widgets(qapp: QApplication) -> Iterator[None]:
    """Delete what a test leaves: else every later test of the theme dresses the windows of all those before it."""
    yield
    for left in qapp.topLevelWidgets():
        if left.parent() is None:
            left.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def theme(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Theme:
    """The look, in light colours whatever the system has."""
    settings = Settings(tmp_path_factory.mktemp("theme") / "theme.ini")
    settings.keep("theme", "light")
    return Theme(qapp, settings)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new partnership file, open to write."""
    with create_store(tmp_path / "test.cspdesk", "Test partnership", person="Ann Officer") as made:
        yield made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of nobody yet."""
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def session(theme: Theme, store: Store, settings: Settings) -> Iterator[Session]:
    """What a part of the window is handed, on 14 September 2015; any error shown fails the test unless expected."""
    made = Session(store, settings, TODAY)
    yield made
    made.close()


@pytest.fixture
def errors(session: Session) -> list[Exception]:
    """Every error the session showed, in order."""
    shown: list[Exception] = []
    session.failed.connect(shown.append)
    return shown


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[str | None], list[str]]:
    """Answer every box in the same way from now on; returns the titles of the boxes that asked."""

    def answering(reply: str | None) -> list[str]:
        asked: list[str] = []

        def reply_to(_parent: object, title: str, *_: object, **__: object) -> str | None:
            asked.append(title)
            return reply

        monkeypatch.setattr(messages, "ask", reply_to)
        monkeypatch.setattr(messages, "confirm", lambda *a, **k: bool(reply_to(*a, **k)))
        for name in ("inform", "warn"):
            monkeypatch.setattr(messages, name, reply_to)
        return asked

    return answering
