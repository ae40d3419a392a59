"""Documents: made beside the window, seen, kept in one step, saved, printed."""

import hashlib
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cspdesk.app.document_mail import draft
from cspdesk.app.register import compare, make_again, record_sending, say_purpose
from cspdesk.domain.audience import Audience
from cspdesk.domain.documents import MEDIA_TYPES
from cspdesk.domain.papers import Paper, PaperKind
from cspdesk.domain.publicity import PublicityPeriod
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.dialogs.document_comparison import ComparisonDialog, FiguresDialog
from cspdesk.ui.dialogs.export_evidence import ExportDialog, open_export
from cspdesk.ui.dialogs.publicity import PublicityDialog
from cspdesk.ui.models.document_export import versions
from cspdesk.ui.models.document_rows import file_name
from cspdesk.ui.panels.document_menu import DocumentMenu
from cspdesk.ui.panels.document_preview import DocumentPreview, print_pages
from cspdesk.ui.session import Place, Session
from cspdesk.ui.tabs.documents import PRODUCED_LOOK, WRITTEN_LOOK, DocumentsTab
from cspdesk.whole_file import save_whole
from tests.ui.conftest import TODAY
from tests.ui.money_record import YEAR, fill


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> ExportDialog:
    """The dialog on the small record."""
    fill(session.store)
    made = ExportDialog(session)
    qtbot.addWidget(made)
    made.show()
    return made


def make(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.make()
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)


def keep_one(qtbot: QtBot, dialog: ExportDialog) -> None:
    make(qtbot, dialog)
    dialog.keep_and_close()


def test_each_version_says_beforehand_what_it_withholds(dialog: ExportDialog, session: Session) -> None:
    found = versions(session.store, session.store.funding.agreements.get("agreement"), YEAR, None)
    assert [v.withheld for v in found] == [1, 1, 0]
    words = dialog.audience_words[Audience.PUBLIC].text()
    assert words == "Shows 5 of 6 transactions; 1 (£50) appears only in the sums."
    assert dialog.audience_words[Audience.RESTRICTED].text() == "Shows all 6 transactions."


def test_a_document_is_seen_before_it_is_kept(qtbot: QtBot, dialog: ExportDialog, session: Session) -> None:
    make(qtbot, dialog)
    assert dialog.preview.pages > 1
    assert session.store.documents.all_documents() == ()
    dialog.back()
    assert dialog.preview.pages == 0
    dialog.reject()
    assert session.store.documents.all_documents() == ()


def test_keeping_registers_bytes_figures_and_hash_in_one_step(
    qtbot: QtBot, dialog: ExportDialog, session: Session
) -> None:
    keep_one(qtbot, dialog)
    (document,) = session.store.documents.all_documents()
    content = session.store.evidence.bytes_of(document.sha256)
    assert hashlib.sha256(content).hexdigest() == document.sha256
    assert content.startswith(b"%PDF")
    assert (document.audience, document.year, document.agreement_id) == (Audience.PUBLIC, 2015, "agreement")
    assert document.title == "Evidence of spend A-1 2015/16"
    session.undo()
    assert session.store.documents.all_documents() == ()


def test_keep_and_save_writes_the_same_bytes(
    qtbot: QtBot, dialog: ExportDialog, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    make(qtbot, dialog)
    dialog.save_button.click()
    (document,) = session.store.documents.all_documents()
    assert out.read_bytes() == session.store.evidence.bytes_of(document.sha256)


@pytest.mark.parametrize("ending", [".html", ".docx"])
def test_a_copy_in_another_form_is_saved_and_the_register_keeps_the_pdf_that_was_seen(
    qtbot: QtBot,
    dialog: ExportDialog,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
) -> None:
    out, offered, said = tmp_path / f"out{ending}", [], []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: offered.append(asked[-1]) or (str(out), ""))
    session.message.connect(said.append)
    make(qtbot, dialog)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    assert offered == ["PDF (*.pdf);;Web page (*.html);;Word processor (*.docx)"]
    (document,) = session.store.documents.all_documents()
    assert document.ending == ".pdf"
    copied = session.store.documents.documents.get(document.id)
    assert make_again(replace(copied, media_type=MEDIA_TYPES[ending]), out.read_bytes()).same
    assert said[-1] == f"Saved out{ending}; the register keeps the PDF"


def test_a_copy_that_would_show_what_is_withheld_is_not_saved_and_nothing_is_kept(
    qtbot: QtBot,
    dialog: ExportDialog,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    errors: list[Exception],
) -> None:
    out = tmp_path / "out.html"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    make(qtbot, dialog)
    secret = replace(dialog._record.agreement, title="The flat above the chemist in Ledbury")
    dialog._record = replace(dialog._record, agreement=secret)
    paid = session.store.funding.transactions_of("agreement")[0]
    hidden = replace(paid, payee=secret.title, marking=Audience.RESTRICTED, marking_reason="Safety of a place")
    session.do("Marked", lambda: session.store.funding.transactions.update(hidden))
    dialog.save_button.click()
    qtbot.waitUntil(lambda: bool(errors), timeout=20_000)
    assert "would have shown what is withheld" in str(errors[0])
    assert not out.exists()
    assert session.store.documents.all_documents() == ()
    assert dialog.isVisible()


def test_cancelling_makes_nothing(qtbot: QtBot, dialog: ExportDialog, session: Session) -> None:
    dialog.make()
    dialog.reject()
    qtbot.waitUntil(lambda: dialog._job is None, timeout=20_000)
    assert dialog.made is None
    assert dialog.pages.currentIndex() == 0


def test_a_document_without_a_date_is_not_made(dialog: ExportDialog) -> None:
    dialog.day.setText("")
    dialog.make()
    assert dialog.problem.text() == "The document needs a date."
    assert dialog._job is None


def test_without_an_agreement_there_is_nothing_to_export(session: Session, errors: list[Exception]) -> None:
    open_export(session, None)
    assert "no agreement" in str(errors[0])


def test_the_register_lists_what_was_made_and_shows_its_pages(
    qtbot: QtBot, dialog: ExportDialog, session: Session
) -> None:
    tab = DocumentsTab(session)
    qtbot.addWidget(tab)
    session.changed.connect(tab.reload)
    session.audience_changed.connect(tab.reload)
    tab.resize(1200, 700)
    tab.show()
    assert tab._empty.isVisible()
    keep_one(qtbot, dialog)
    assert not tab._empty.isVisible()
    (row,) = tab.table.table.records
    assert tab.preview.pages == row.document.pages
    assert row.document.sha256 in tab.hash.text()
    assert "Public version" in tab.words.text()


def test_the_papers_being_written_are_shown_first_while_nothing_was_produced(qtbot: QtBot, session: Session) -> None:
    with session.store.step("Began two papers"):
        for id_, marking in (("open", Audience.PUBLIC), ("inside", Audience.RESTRICTED)):
            paper = Paper(id_, PaperKind.BID, "commissioner-bid", f"The {id_} bid", YEAR, TODAY, marking=marking)
            session.store.papers.papers.insert(paper)
    session.show_audience(Audience.PUBLIC)
    tab = DocumentsTab(session)
    qtbot.addWidget(tab)
    assert tab.looks.currentIndex() == WRITTEN_LOOK
    assert [row.id for row in tab.written.papers.model.records] == ["open"]
    assert tab.written.withheld.text() == "1 paper of other readers not shown."
    tab.looks.setCurrentIndex(PRODUCED_LOOK)
    tab.focus_record(Place("documents", section="papers"))
    assert tab.looks.currentIndex() == WRITTEN_LOOK


def test_a_restricted_document_is_not_listed_for_the_public(
    qtbot: QtBot, dialog: ExportDialog, session: Session
) -> None:
    dialog.audiences.button(2).setChecked(True)
    keep_one(qtbot, dialog)
    tab = DocumentsTab(session)
    qtbot.addWidget(tab)
    session.audience_changed.connect(tab.reload)
    assert len(tab.table.table.records) == 1
    session.show_audience(Audience.PUBLIC)
    assert tab.table.table.records == ()
    assert "made for other readers" in tab.header.subtitle.text()


def test_pages_are_turned_and_sized_from_the_keyboard(qtbot: QtBot, dialog: ExportDialog) -> None:
    make(qtbot, dialog)
    view = dialog.preview.view
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert dialog.preview.place.value() == 2
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert dialog.preview.place.value() == dialog.preview.pages
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert dialog.preview.place.value() == 1
    before = dialog.preview._fitted()
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoomFactor() > before
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoomMode() == view.ZoomMode.FitToWidth


def test_only_the_pages_asked_for_are_printed(qtbot: QtBot, dialog: ExportDialog, tmp_path: Path) -> None:
    make(qtbot, dialog)
    out = tmp_path / "printed.pdf"
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert print_pages(dialog.preview.document, printer)
    shown = DocumentPreview()
    qtbot.addWidget(shown)
    assert shown.show_bytes(out.read_bytes())
    assert shown.pages == 2


def test_the_last_page_is_printed_first_where_that_is_asked_for(
    qtbot: QtBot, dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(qtbot, dialog)
    document, printed = dialog.preview.document, []
    drawn = document.render
    monkeypatch.setattr(document, "render", lambda page, *how: (printed.append(page), drawn(page, *how))[1])
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert print_pages(document, printer)
    assert printed == list(range(document.pageCount()))[::-1]


def test_bytes_that_are_no_pdf_show_no_pages(qtbot: QtBot) -> None:
    shown = DocumentPreview()
    qtbot.addWidget(shown)
    assert not shown.show_bytes(b"not a PDF")
    assert not shown.bar.isEnabled()


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        save_whole(tmp_path / "no folder" / "out.pdf", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_file_name_is_one_that_every_system_takes(qtbot: QtBot, dialog: ExportDialog, session: Session) -> None:
    keep_one(qtbot, dialog)
    (document,) = session.store.documents.all_documents()
    assert file_name(document) == "evidence-of-spend-a-1-2015-16-public.pdf"


def test_what_is_kept_of_a_document_is_said_beside_it(qtbot: QtBot, dialog: ExportDialog, session: Session) -> None:
    keep_one(qtbot, dialog)
    document = session.store.documents.all_documents()[0]
    say_purpose(session.store, document, "For the March meeting")
    record_sending(session.store, document, "The Commissioner", document.made_on, "E-mail")
    tab = DocumentsTab(session)
    qtbot.addWidget(tab)
    assert tab.kept.text().startswith("For: For the March meeting. Sent to The Commissioner on ")
    assert [a.text() for a in tab.more_button.menu().actions() if not a.isSeparator()] == [
        "&Open in its own program", "&Attach to an e-mail", "&What it is for…", "Record that it was &sent…",
        "Attach the si&gned copy…", "Open the signed &copy", "&Make again and check", "Com&pare with the one before",
        "&Figures used…",
    ]  # fmt: skip


def test_a_document_is_made_again_and_found_the_same(
    qtbot: QtBot, dialog: ExportDialog, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_one(qtbot, dialog)
    tab = DocumentsTab(session)
    qtbot.addWidget(tab)
    told: list[str] = []
    monkeypatch.setattr("cspdesk.ui.dialogs.messages.inform", lambda parent, title, text="": told.append(title))
    tab.more.make_again()
    qtbot.waitUntil(lambda: told == ["The same, byte for byte"], timeout=20_000)


def test_two_documents_are_compared_in_a_box(qtbot: QtBot, dialog: ExportDialog, session: Session) -> None:
    keep_one(qtbot, dialog)
    first = session.store.documents.all_documents()[0]
    box = ComparisonDialog(session, compare(session.store, first, replace(first, figures='{"paid_pence":5}')))
    qtbot.addWidget(box)
    assert "differ" in box.said.text()
    assert box.figures.model().rowCount() > 3


def test_the_figures_that_a_document_was_made_of_are_listed(
    qtbot: QtBot, dialog: ExportDialog, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_one(qtbot, dialog)
    tab = DocumentsTab(session)
    qtbot.addWidget(tab)
    shown: list[FiguresDialog] = []
    monkeypatch.setattr("cspdesk.ui.panels.document_menu.show_until_closed", shown.append)
    action = next(a for a in tab.more.menu().actions() if "Figures used" in a.text().replace("&", ""))
    action.trigger()
    (box,) = shown
    qtbot.addWidget(box)
    model = box.figures.model()
    told = {model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())}
    assert len(told) > 10
    assert any(value.startswith("£") for value in told.values())
    assert None not in told.values()


def test_what_was_just_produced_is_picked_so_that_no_older_one_is_sent(
    qtbot: QtBot, dialog: ExportDialog, session: Session
) -> None:
    keep_one(qtbot, dialog)
    tab = DocumentsTab(session)
    qtbot.addWidget(tab)
    (first,) = session.store.documents.all_documents()
    session.do("Produced", lambda: session.store.documents.keep(replace(first, id=new_id(), title="Newer")))
    tab.reload()
    assert [row.document.title for row in tab.table.selected_records()] == ["Newer"]
    tab.table.select_key(first.id)
    tab.reload()
    assert [row.id for row in tab.table.selected_records()] == [first.id], "a choice made since stays"


def test_a_mail_draft_carries_the_document(qtbot: QtBot, dialog: ExportDialog, session: Session) -> None:
    keep_one(qtbot, dialog)
    document = session.store.documents.all_documents()[0]
    content = session.store.evidence.bytes_of(document.sha256)
    message = message_from_bytes(draft(document, content, file_name(document)), policy=default)
    attached = next(message.iter_attachments())
    assert (message["X-Unsent"], attached.get_filename()) == ("1", file_name(document))
    assert attached.get_content() == content


@pytest.mark.parametrize("program", ["/usr/bin/xdg-email", None])
def test_whoever_asks_for_an_e_mail_is_told_what_to_do_where_it_comes_without_the_document(
    qtbot: QtBot, dialog: ExportDialog, session: Session, monkeypatch: pytest.MonkeyPatch, program: str | None
) -> None:
    keep_one(qtbot, dialog)
    told, opened = [], []
    session.message.connect(told.append)
    monkeypatch.setattr("cspdesk.ui.panels.document_menu.sys.platform", "linux")
    monkeypatch.setattr("cspdesk.ui.panels.document_menu.shutil.which", lambda _: program)
    monkeypatch.setattr("cspdesk.ui.panels.document_menu.subprocess.Popen", lambda words: opened.append(words[-1]))
    monkeypatch.setattr(DocumentMenu, "_open", lambda _, path: opened.append(str(path)))
    tab = DocumentsTab(session)
    qtbot.addWidget(tab)
    tab.more.attach_to_mail()
    assert [Path(path).suffix for path in opened] == [".pdf" if program else ".eml"]
    assert "save a copy" in told[-1]


def test_a_copy_of_a_public_document_is_given_out_in_a_restricted_period_only_as_the_person_says(
    qtbot: QtBot, dialog: ExportDialog, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_one(qtbot, dialog)
    session.do("Restricted", lambda: session.store.scrutiny.save_period(PublicityPeriod("p", "Vote", TODAY, TODAY)))
    out, asked, opened, printed = tmp_path / "out.pdf", [], [], []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    monkeypatch.setattr(PublicityDialog, "ask", lambda box: asked.append(box._document) or False)
    monkeypatch.setattr(DocumentMenu, "_open", lambda _, path: opened.append(path))
    tab = DocumentsTab(session)
    qtbot.addWidget(tab)
    tab.save_a_copy()
    tab.more.attach_to_mail()
    tab.more.open_outside()
    monkeypatch.setattr(tab.preview, "print", lambda: printed.append(True))
    tab.print_button.click()
    title = "Evidence of spend A-1 2015/16"
    assert asked == [
        f"a copy of “{title}”",
        f"an e-mail of “{title}”",
        f"a copy of “{title}” to open",
        f"a print of “{title}”",
    ]
    assert not out.exists()
    assert opened == printed == []
    monkeypatch.setattr(PublicityDialog, "ask", lambda _: True)
    tab.more.open_outside()
    tab.print_button.click()
    assert (len(opened), printed) == (1, [True])
    tab.save_a_copy()
    assert out.read_bytes().startswith(b"%PDF")


def test_a_web_page_in_the_register_is_opened_outside(qtbot: QtBot, dialog: ExportDialog, session: Session) -> None:
    keep_one(qtbot, dialog)
    kept = session.store.documents.all_documents()[0]
    with session.store.step("Made it a page"):
        session.store.documents.documents.update(replace(kept, media_type="text/html", pages=0))
    tab = DocumentsTab(session)
    qtbot.addWidget(tab)
    tab.show()
    assert tab.outside.isVisible()
    assert not tab.preview.isVisible()
    assert "a web page" in tab.words.text()
