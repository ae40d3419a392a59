"""A person at the real window: first start to preview of the document, with mouse and keys. Run by test_real_window.

Each step waits for what must be on screen, then acts; a step that waits too long fails the run with its name.
Native file choosers cannot be driven, so their one question is answered in their stead.
"""

import sys
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from cspdesk.ui import application
from cspdesk.ui.main_window import MainWindow
from cspdesk.ui.session import Place
from cspdesk.ui.start_page import StartPage

TICK_MS = 40
PATIENCE_MS = 20_000
LEDGER = "Date Paid,Supplier Name,Purpose,Trans No,Amount\n" + "".join(
    f"{day:02}/05/2016,Invented Locks,Window locks,9{day:03},{day}.50\n" for day in range(1, 21)
)

Wait = tuple[str, Callable[[], Any]]


class Person:
    """Goes through a story, one step a tick, inside whatever dialog is open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ledger = folder / "ledger.csv"
        self.ledger.write_text(LEDGER, encoding="utf-8")
        self.proof = folder / "Invoice bundle.pdf"
        self.proof.write_bytes(b"%PDF-1.4 invented")
        self.failed = ""
        self._story = self.story()
        self._waiting: Wait | None = None
        self._waited = 0
        self.timer = QTimer()
        self.timer.timeout.connect(self._tick)
        self.timer.start(TICK_MS)

    def story(self) -> Iterator[Wait]:
        yield "the start page", lambda: isinstance(top(), StartPage)
        self.shoot("1 start")
        self.press("Look around")
        yield "the sample", lambda: isinstance(top(), MainWindow)
        window = window_of(top())
        window.activateWindow()
        yield "the window to have the keys", window.isActiveWindow
        store = window.session.store
        start = store.funding.transactions.count()
        self.shoot("2 desk")
        yield from self.import_ledger(window, start)
        yield from self.assign(window)
        yield from self.attach(window)
        self.key(window, Qt.Key.Key_Z)
        yield "the attachment undone", lambda: not new_proofs(window)
        for _ in range(2):
            self.key(window, Qt.Key.Key_Z)
        yield "the import undone", lambda: store.funding.transactions.count() == start
        for _ in range(3):
            self.key(window, Qt.Key.Key_Z, shift=True)
        yield "all of it redone", lambda: len(new_proofs(window)) == 1
        yield from self.export(window)
        window.go(Place("history"))
        yield "the history", lambda: store.journal.steps(limit=1)[0].label.startswith("Produced")
        self.shoot("8 history")
        window.close()

    def import_ledger(self, window: MainWindow, start: int) -> Iterator[Wait]:
        self.key(window, Qt.Key.Key_I)
        yield "the import dialog", lambda: dialog("ImportDialog")
        made = dialog("ImportDialog")
        made.source.take(self.ledger)
        made.source.agreement.set_value(window.session.store.funding.agreement_called("PCC-2016-CORE"))
        self.press("Next")
        yield "the columns", lambda: made.pages.currentIndex() == 1 and enabled(made, "Next")
        self.shoot("3 columns")
        self.press("Next")
        yield "what will happen", lambda: made.pages.currentIndex() == 2 and enabled(made, "Import 20 payments")
        self.shoot("4 what will happen")
        self.press("Import 20 payments")
        yield "it is done", lambda: made.pages.currentIndex() == 3
        assert window.session.store.funding.transactions.count() == start + 20
        self.press("Review and assign…")
        yield "the payments to assign", lambda: dialog("ImportDialog") is None and child(window, "AssignPage")
        window.activateWindow()

    def assign(self, window: MainWindow) -> Iterator[Wait]:
        page: Any = window.findChild(QWidget, "assign") or child(window, "AssignPage")
        QTest.keyClicks(page.payee.lineEdit(), "Invented")
        yield "the twenty found", lambda: len(page.chosen()) == 20
        page.line.set_value(window.session.store.funding.lines_of(page.chosen()[0].agreement_id)[0])
        self.shoot("5 assign")
        self.press("Assign 20 payments")
        yield "them assigned", lambda: all(t.line_id for t in new_payments(window))

    def attach(self, window: MainWindow) -> Iterator[Wait]:
        entry = new_payments(window)[0]
        line = window.session.store.funding.lines.get(entry.line_id or "")
        window.go(Place("priority", line.priority_id, "evidence", entry.id))
        yield "the evidence tab", lambda: child(window, "EvidenceTab")
        tab = child(window, "EvidenceTab")
        QFileDialog.getOpenFileNames = lambda *_, **__: ([str(self.proof)], "")  # type: ignore[method-assign,assignment]
        self.press("Attach a file…")
        yield "the file attached", lambda: len(new_proofs(window)) == 1
        assert tab.isVisible()
        self.shoot("6 evidence")

    def export(self, window: MainWindow) -> Iterator[Wait]:
        self.key(window, Qt.Key.Key_E)
        yield "the export dialog", lambda: dialog("ExportDialog")
        made = dialog("ExportDialog")
        self.press("Make the document")
        yield (
            "the document seen before it is kept",
            lambda: made.made is not None and enabled(made, "Keep in the register"),
        )
        drawn = time.monotonic() + 0.6
        yield "the page drawn", lambda: time.monotonic() > drawn
        self.shoot("7 preview")
        self.press("Keep in the register")
        yield "the document kept", lambda: window.session.store.documents.all_documents()

    def press(self, words: str) -> None:
        """Click the button that says these words, with the mouse."""
        for button in (dialog_or_top()).findChildren(QPushButton):
            if plain(button) == words and button.isVisible() and button.isEnabled():
                QTimer.singleShot(0, partial(QTest.mouseClick, button, Qt.MouseButton.LeftButton))
                return
        raise AssertionError(f"no button says “{words}”")

    def key(self, window: MainWindow, key: Qt.Key, *, shift: bool = False) -> None:
        """Press Ctrl and a key; after this step, for what it opens may stay open while the story goes on."""
        keys = Qt.KeyboardModifier.ControlModifier
        if shift:
            keys |= Qt.KeyboardModifier.ShiftModifier
        QTimer.singleShot(0, lambda: QTest.keyClick(window, key, keys))

    def shoot(self, name: str) -> None:
        """Keep a picture of the screen."""
        top().screen().grabWindow(0).save(str(self.folder / f"{name}.png"))

    def _tick(self) -> None:
        try:
            if self._waiting is not None and not self._waiting[1]():
                self._waited += TICK_MS
                assert self._waited < PATIENCE_MS, f"waited in vain for {self._waiting[0]}"
                return
            self._waited = 0
            self.timer.stop()  # a step may open a dialog, whose own loop must not run this step again
            QTimer.singleShot(TICK_MS, self.timer.start)
            self._waiting = next(self._story)
        except StopIteration:
            self.timer.stop()
        except Exception:
            self.failed = traceback.format_exc()
            self.shoot("failed")
            QApplication.exit(1)


def top() -> QWidget:
    """Return the window that is shown."""
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, (StartPage, MainWindow)) and w.isVisible()]
    return shown[0] if shown else QApplication.topLevelWidgets()[0]


def window_of(widget: QWidget) -> MainWindow:
    """Return the widget as what it is."""
    assert isinstance(widget, MainWindow)
    return widget


def dialog(kind: str) -> Any:
    """Return the open dialog of a class, or None."""
    active = QApplication.activeModalWidget()
    return active if active is not None and type(active).__name__ == kind else None


def dialog_or_top() -> QWidget:
    """Return where buttons can be clicked now."""
    return QApplication.activeModalWidget() or top()


def child(parent: QWidget, kind: str) -> Any:
    """Return the visible part of a class, or None."""
    return next((w for w in parent.findChildren(QWidget) if type(w).__name__ == kind and w.isVisible()), None)


def enabled(parent: QWidget, words: str) -> bool:
    """Return whether a button that says these words can be clicked."""
    return any(plain(b) == words and b.isVisible() and b.isEnabled() for b in parent.findChildren(QPushButton))


def plain(button: QPushButton) -> str:
    """Return what a button says, without its mnemonic."""
    return button.text().replace("&", "").strip()


def new_payments(window: MainWindow) -> list[Any]:
    """Return the payments that the story imported."""
    store = window.session.store
    agreement = store.funding.agreement_called("PCC-2016-CORE")
    assert agreement is not None
    return [t for t in store.funding.transactions_of(agreement.id) if t.payee == "Invented Locks"]


def new_proofs(window: MainWindow) -> list[Any]:
    """Return the proof that the story attached."""
    return [e for e in window.session.store.evidence.all_evidence() if e.file_name == "Invoice bundle.pdf"]


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    person = Person(Path(sys.argv[1]))
    code = application.run(None, "Ann")
    print(person.failed, file=sys.stderr)
    sys.exit(1 if person.failed else code)
