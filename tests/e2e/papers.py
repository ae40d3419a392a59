"""A person who writes a paper, answers scrutiny, and sees to who may read what. Run by test_real_window."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from cspdesk.domain.documents import Document
from cspdesk.ui.session import Place
from tests.e2e.person import Wait, child, dialog, enabled, tell, the_window, titled
from tests.e2e.scrutiny_work import ANSWER, OUTCOME, SECRET, ScrutinyWork

FAIR = "# What was done\n\nThe helpline was *open all year*.\n\n- The refuge had safe rooms.\n- Paid so far: "
CLAIMS = "\n\nThe helpline led to a fall of 12 per cent."
SAFE = "The helpline was followed by a fall of 12 per cent."
LATER = "We asked for help."
WHY_IT_STAYS = "The provider counted it by hand"
WHY_NOW = "The meeting was called before the vote"
REST = ("changes", "steps", "open_step", "file_contents", "search_", "_sqlite", "sqlite_")  # what undoing leaves behind


class PaperWork(ScrutinyWork):
    """Writes, answers, marks, publishes, compares and sends; then undoes it all."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.mail = folder / "mail.txt"
        programs = folder / "programs"
        programs.mkdir(exist_ok=True)
        mailer = programs / "xdg-email"
        mailer.write_text(
            f"#!/bin/sh\nprintf '%s\\n' \"$@\" >'{self.mail}.new' && mv '{self.mail}.new' '{self.mail}'\n"
        )
        mailer.chmod(0o755)
        os.environ["PATH"] = os.pathsep.join((str(programs), os.environ.get("PATH", "")))

    def story(self) -> Iterator[Wait]:
        yield from self.look_around()
        self.window = the_window()
        self.session = self.window.session
        self.store = self.session.store
        newest, before = self.store.journal.steps(limit=1)[0].seq, contents(self.store.path)
        yield from self.begin_paper()
        yield from self.write_section()
        yield from self.answer_findings()
        yield from self.look_at_pages()
        yield from self.work_for_scrutiny()
        yield from self.publish("8 a public paper")
        yield from self.pay()
        yield from self.publish("9 a public paper again")
        yield from self.use_register()
        yield from self.undo_to(newest)
        after = contents(self.store.path)
        changed = [name for name in before if after[name] != before[name]]
        assert not changed, f"undone, {changed} are not as they were"
        self.window.close()

    # --- writing

    def begin_paper(self) -> Iterator[Wait]:
        self.click_tab(self.window.bar, "Documents")
        yield "the documents", lambda: child(self.window, "DocumentsTab")
        self.press("Begin a paper…")
        yield "which paper", lambda: titled("Begin a paper")
        self.press("Begin")
        yield "the writer", lambda: dialog("PaperWriter")
        self.writer: Any = dialog("PaperWriter")
        yield "its figures", lambda: self.writer.figures

    def write_section(self) -> Iterator[Wait]:
        writer = self.writer
        self.click_item(writer.nav, "Key considerations")
        yield "a section to write", lambda: writer.page.editors
        (self.editor,) = writer.page.editors.values()
        self.write(self.editor, f"{FAIR}@priorities paid")
        yield "figures to choose from", lambda: self.editor.offered.isVisible() and self.editor.offered.list.count()
        yield from self.look("2 figures offered")
        QTest.keyClick(self.editor, Qt.Key.Key_Return)
        assert self.editor.body() == f"{FAIR}@{{money.all.2016.paid}}"
        self.write(self.editor, CLAIMS)
        yield "what is found", lambda: self.kinds() == ["cause not shown", "number not bound"]
        yield "the answers to it", lambda: enabled(self.writer.found, "Accept")
        yield from self.look("3 findings")

    def kinds(self) -> list[str]:
        """The kinds of what is found in the paper."""
        return [finding.kind.value for finding in self.writer.found.findings]

    def answer_findings(self) -> Iterator[Wait]:
        self.press("Accept", self.writer.found)
        yield "what is safe to say", lambda: SAFE in self.editor.body() and self.kinds() == ["number not bound"]
        yield "the answers to the other", lambda: enabled(self.writer.found, "Overrule…")
        self.press("Overrule…", self.writer.found)
        yield "who overrules and why", lambda: titled("Overrule this finding")
        self.write(child(titled("Overrule this finding"), "TextBox"), WHY_IT_STAYS)
        self.press("Overrule")
        yield "the finding set aside", lambda: dialog("PaperWriter") and not self.kinds()
        (made,) = self.store.papers.overrulings_of(self.writer.writing.paper.id)
        assert (made.overruled_by, made.reason) == ("Ann", WHY_IT_STAYS)

    def look_at_pages(self) -> Iterator[Wait]:
        self.click_tab(self.writer.beside.tabBar(), "Preview")
        pages = self.writer.preview.pages
        yield "the words on the pages", lambda: SAFE in printed(pages)
        self.write(self.editor, f" {LATER}")
        yield "the new words on the pages", lambda: f"{SAFE} {LATER}" in printed(pages)
        yield from self.look("4 pages beside the words")
        self.press("Save")
        yield "it is saved", lambda: not self.writer.is_dirty
        self.press("Close")
        yield "the window again", no_dialog

    # --- made for the public, twice

    def publish(self, picture: str) -> Iterator[Wait]:
        """Make a public summary while publicity is restricted, and say who goes on and why."""
        kept = len(self.store.documents.all_documents())
        self.click_tab(self.window.bar, "Documents")
        yield "the documents", lambda: child(self.window, "DocumentsTab") and enabled(self.window, "Make a paper")
        self.press("Make a paper")
        yield "what can be made", QApplication.activePopupWidget
        self.pick("Committee summary…")
        yield "the box for it", lambda: dialog("PaperExportDialog")
        made = dialog("PaperExportDialog")
        self.press("Make the document")
        yield "the pages before they are kept", lambda: made.made is not None and enabled(made, "Keep in the register")
        words = printed(made.preview)
        assert all(told in words for told in (SAFE, LATER, WHY_IT_STAYS)), words
        assert not any(told in words for told in (SECRET, ANSWER, OUTCOME)), "what is marked is on the public’s pages"
        self.press("Keep in the register")
        yield from self.go_on_all_the_same(picture)
        yield "the document kept", lambda: len(self.store.documents.all_documents()) > kept and no_dialog()
        kept_with = self.store.scrutiny.publicity_exports.where()[-1]
        assert (kept_with.document, kept_with.reason) == ("“Committee summary 2016/17, all priorities”", WHY_NOW)

    def go_on_all_the_same(self, picture: str = "") -> Iterator[Wait]:
        """Say why something is made for the public while publicity is restricted."""
        yield "the warning", lambda: titled("Publicity is restricted")
        self.write(child(titled("Publicity is restricted"), "TextBox"), WHY_NOW)
        if picture:
            yield from self.look(picture)
        self.press("Make it all the same")

    def pay(self) -> Iterator[Wait]:
        """Record a payment, so that the two papers differ."""
        priority = self.store.partnership.all_priorities()[0]
        self.window.go(Place("priority", priority.id, "money"))
        yield "its money", lambda: child(self.window, "MoneyTab")
        panel = child(self.window, "MoneyTab").panel
        self.press("Add a payment")
        yield "a form for the payment", panel.isVisible
        payee, amount = panel.findChildren(QLineEdit)[0], child(panel, "MoneyEdit")
        self.write(payee, "Invented Locks")
        self.rewrite(amount, "100.00")
        self.press("Save", panel)
        yield "the payment kept", panel.isHidden

    # --- what became of the papers

    def use_register(self) -> Iterator[Wait]:
        tab = child(self.window, "DocumentsTab")
        self.click_tab(tab.looks, "Produced (2)")
        yield "the register", lambda: tab.table.isVisible() and tab.preview.pages
        document = max(self.store.documents.all_documents(), key=lambda kept: kept.version)
        assert [row.id for row in tab.table.selected_records()] == [document.id], "the newest is meant next"
        yield from self.look("10 the register")
        yield from self.compare()
        yield from self.make_again()
        yield from self.note_sending(document)
        if sys.platform == "linux":
            yield from self.attach_to_mail(document)

    def more(self, words: str) -> Iterator[Wait]:
        """Choose something in the menu of a document."""
        self.press("More")
        yield "its menu", QApplication.activePopupWidget
        self.pick(words)

    def compare(self) -> Iterator[Wait]:
        yield from self.more("Compare with the one before")
        yield "what changed", lambda: dialog("ComparisonDialog")
        changed = {line.cells for line in dialog("ComparisonDialog").figures.table.records}
        assert ("All priorities, 2016/17: paid", "£158,475.89", "£158,575.89") in changed
        steps = [line.cells[-1] for line in dialog("ComparisonDialog").steps.table.records]
        assert "Recorded a payment" in steps
        yield from self.look("11 two papers compared")
        self.press("Close")
        yield "the register again", no_dialog

    def make_again(self) -> Iterator[Wait]:
        yield from self.more("Make again and check")
        yield "what came of it", lambda: dialog("QMessageBox")
        assert dialog("QMessageBox").text() == "The same, byte for byte"
        self.press("OK")
        yield "the register again", no_dialog

    def note_sending(self, document: Document) -> Iterator[Wait]:
        yield from self.more("Record that it was sent…")
        yield "to whom", lambda: titled("Record that it was sent")
        self.write(titled("Record that it was sent").findChildren(QLineEdit)[0], "The clerk")
        self.press("Save")
        yield "it is noted", lambda: no_dialog() and self.store.documents.all_sendings()
        yield from self.look("12 sent to the clerk")

    def attach_to_mail(self, document: Document) -> Iterator[Wait]:
        yield from self.more("Attach to an e-mail")
        yield from self.go_on_all_the_same()
        yield "the mail", self.mail.exists
        name, subject, attach, path = self.mail.read_text(encoding="utf-8").splitlines()
        assert (name, subject, attach) == ("--subject", document.title, "--attach")
        assert Path(path).read_bytes() == self.store.evidence.bytes_of(document.sha256)

    def undo_to(self, newest: int) -> Iterator[Wait]:
        """Undo, step by step, whatever was done after a step."""
        standing = self.store.history.undoable
        while (step := standing()) is not None and step.seq > newest:
            self.key(self.window, Qt.Key.Key_Z)
            yield f"undone: {step.label}", lambda done=step: standing() != done


def no_dialog() -> bool:
    """Return whether no box is open."""
    return QApplication.activeModalWidget() is None


def printed(pages: Any) -> str:
    """Return the words on the pages of a preview, in one line."""
    document = pages.document
    return " ".join(" ".join(document.getAllText(page).text().split()) for page in range(document.pageCount()))


def contents(path: Path) -> dict[str, list[Any]]:
    """Return every row of a file but those of its history."""
    file = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        names = [name for (name,) in file.execute("select name from sqlite_master where type = 'table'")]
        return {
            name: sorted(file.execute(f"select * from {name}"), key=repr) for name in names if not name.startswith(REST)
        }
    finally:
        file.close()


if __name__ == "__main__":
    tell(PaperWork)
