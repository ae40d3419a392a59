"""A person's first day: first start to preview of the document, with mouse and keys. Run by test_real_window."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from cspdesk.ui.main_window import MainWindow
from cspdesk.ui.session import Place
from tests.e2e.person import Person, Wait, child, dialog, enabled, tell, the_window

LEDGER = "Date Paid,Supplier Name,Purpose,Trans No,Amount\n" + "".join(
    f"{day:02}/05/2016,Invented Locks,Window locks,9{day:03},{day}.50\n" for day in range(1, 21)
)


class FirstDay(Person):
    """Opens the sample, takes in a ledger, assigns it, attaches a proof, undoes it, exports it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.ledger = folder / "ledger.csv"
        self.ledger.write_text(LEDGER, encoding="utf-8")
        self.proof = folder / "Invoice bundle.pdf"
        self.proof.write_bytes(b"%PDF-1.4 invented")

    def story(self) -> Iterator[Wait]:
        yield from self.look_around()
        window = the_window()
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
        yield from self.look("7 preview")
        self.press("Keep in the register")
        yield "the document kept", lambda: window.session.store.documents.all_documents()


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
    tell(FirstDay)
