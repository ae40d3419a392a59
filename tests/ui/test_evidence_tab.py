"""The Evidence tab: files reach payments by drop, paste and choice; each is one step, and twins are noticed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.evidence import Evidence, EvidenceKind
from cspdesk.ui.dialogs import messages
from cspdesk.ui.panels import evidence_taking
from cspdesk.ui.panels.evidence_form import PickProofDialog, ReferenceDialog
from cspdesk.ui.panels.evidence_preview import HIGHEST, WIDEST, picture
from cspdesk.ui.session import Place, Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tabs.evidence import HAS, MISSING, PROVED, SELECTED, SHOWN, EvidenceTab
from tests.ui.plan_record import PRIORITY, TODAY, make_record


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with make_record(tmp_path / "plan.cspdesk") as store:
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> EvidenceTab:
    made = EvidenceTab(session, PRIORITY)
    session.changed.connect(made.reload)
    session.audience_changed.connect(made.reload)
    qtbot.addWidget(made)
    made.resize(1300, 600)
    made.show()
    return made


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "receipt 2.pdf"
    path.write_bytes(b"%PDF-1.7 a receipt")
    return path


def select(tab: EvidenceTab, *ids: str) -> None:
    tab.payments.clearSelection()
    mode = tab.payments.selectionModel()
    for id_ in ids:
        row = tab.payments_model.row_of(id_)
        assert row is not None
        mode.select(tab.payments_model.index(row, 0), mode.SelectionFlag.Select | mode.SelectionFlag.Rows)


def steps(session: Session) -> list[str]:
    return [step.label for step in session.store.journal.steps()]


def proofs_of(session: Session, payment: str) -> list[str]:
    return [p.title for p in session.store.evidence.for_transaction(payment)]


def drop_on(tab: EvidenceTab, payment: str | None, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = QPointF(5, 5000)
    if payment is not None:
        row = tab.payments_model.row_of(payment)
        assert row is not None
        place = QPointF(tab.payments.visualRect(tab.payments_model.index(row, 0)).center())
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    tab.payments.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, button, none))


def test_what_is_not_evidenced_is_on_screen_in_pounds(tab: EvidenceTab) -> None:
    assert tab.sentence.text() == "£290.50 of £390.50 is not yet evidenced"
    assert tab.more.text() == "2 of 3 payments have no proof"
    assert [row.id for row in tab.payments_model.records] == ["t-2", "t-3", "t-1"]


def test_a_file_dropped_on_a_payment_proves_it_in_one_step(tab: EvidenceTab, session: Session, scan: Path) -> None:
    count = len(steps(session))
    drop_on(tab, "t-2", scan)
    assert proofs_of(session, "t-2") == ["receipt 2"]
    assert steps(session)[0] == "Attached “receipt 2.pdf” to the payment to Payee 2"
    assert len(steps(session)) == count + 1
    assert tab.sentence.text() == "£40.00 of £390.50 is not yet evidenced"
    session.undo()
    assert proofs_of(session, "t-2") == []
    assert tab.sentence.text() == "£290.50 of £390.50 is not yet evidenced"


def test_a_file_dropped_on_a_selected_payment_is_for_all_selected(
    tab: EvidenceTab, session: Session, scan: Path
) -> None:
    select(tab, "t-2", "t-3")
    drop_on(tab, "t-3", scan)
    assert (proofs_of(session, "t-2"), proofs_of(session, "t-3")) == (["receipt 2"], ["receipt 2"])
    assert tab.sentence.text() == "All £390.50 paid is evidenced"


def test_a_file_dropped_on_another_payment_is_for_that_one_alone(
    tab: EvidenceTab, session: Session, scan: Path
) -> None:
    select(tab, "t-1", "t-2")
    drop_on(tab, "t-3", scan)
    assert proofs_of(session, "t-3") == ["receipt 2"]
    assert proofs_of(session, "t-2") == []


def test_a_file_dropped_beside_the_rows_is_for_the_selected_or_for_none(
    tab: EvidenceTab, session: Session, scan: Path, tmp_path: Path
) -> None:
    drop_on(tab, None, scan)
    assert [e.title for e in session.store.evidence.unattached()] == ["receipt 2"]
    assert steps(session)[0] == "Added “receipt 2.pdf” as evidence"
    other = tmp_path / "other.txt"
    other.write_bytes(b"other")
    select(tab, "t-3")
    drop_on(tab, None, other)
    assert proofs_of(session, "t-3") == ["other"]


def test_several_files_are_one_step(tab: EvidenceTab, session: Session, scan: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(b"other")
    drop_on(tab, "t-2", scan, other)
    assert sorted(proofs_of(session, "t-2")) == ["other", "receipt 2"]
    assert steps(session)[0] == "Attached 2 files to the payment to Payee 2"


def test_a_copied_path_pasted_on_a_payment_proves_it(
    tab: EvidenceTab, session: Session, scan: Path, qtbot: QtBot
) -> None:
    select(tab, "t-2")
    QGuiApplication.clipboard().setText(f'"{scan}"')
    qtbot.keyClick(tab.payments, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert proofs_of(session, "t-2") == ["receipt 2"]


@pytest.mark.parametrize(
    ("answer", "titles", "count"),
    [(evidence_taking.THAT_ONE, ["Invoice 17"], 2), (evidence_taking.ANOTHER, ["copy"], 3), (None, [], 2)],
)
def test_bytes_that_are_here_already_are_noticed(
    tab: EvidenceTab,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str | None,
    titles: list[str],
    count: int,
) -> None:
    said: list[str] = []

    def ask(parent: object, title: str, text: str, answers: object) -> str | None:
        said.append(text)
        return answer

    monkeypatch.setattr(messages, "ask", ask)
    copy = tmp_path / "copy.txt"
    copy.write_bytes(b"the invoice")
    drop_on(tab, "t-2", copy)
    assert "“copy.txt” holds the same bytes as “Invoice 17” (invoice_17.txt)" in said[0]
    assert proofs_of(session, "t-2") == titles
    assert len(session.store.evidence.all_evidence()) == count


def test_a_file_that_cannot_be_evidence_is_said_and_nothing_is_taken(
    tab: EvidenceTab, session: Session, scan: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    before = steps(session)
    with qtbot.waitSignal(session.failed) as told:
        drop_on(tab, "t-2", scan, empty)
    assert [str(each) for each in told.args or []] == ["empty.pdf is empty: 0 bytes prove nothing."]
    assert steps(session) == before


def test_selected_evidence_is_attached_to_many_payments_at_once(tab: EvidenceTab, session: Session) -> None:
    select(tab, "t-2", "t-3")
    tab.proofs.select_key("e-ref")
    assert tab.link_button.text() == "Attach to 2 payments"
    tab.attach_selected()
    assert (proofs_of(session, "t-2"), proofs_of(session, "t-3")) == (["Minutes of May"], ["Minutes of May"])
    assert steps(session)[0] == "Attached “Minutes of May” to 2 payments"


def test_proof_is_taken_off_and_stays_in_the_record(tab: EvidenceTab, session: Session) -> None:
    select(tab, "t-1", "t-2")
    tab.detach_selected()
    assert proofs_of(session, "t-1") == []
    assert session.store.evidence.evidence.get("e-file").title == "Invoice 17"
    assert tab.more.text() == "3 of 3 payments have no proof"
    session.undo()
    assert proofs_of(session, "t-1") == ["Invoice 17"]


def test_removed_evidence_comes_back_with_all_it_proved(tab: EvidenceTab, session: Session) -> None:
    tab.proofs.selectAll()
    tab.remove_selected()
    assert session.store.evidence.all_evidence() == ()
    session.undo()
    assert proofs_of(session, "t-1") == ["Invoice 17"]
    assert [p.id for p in session.store.evidence.for_action("a-late")] == ["e-ref"]


def test_payments_are_narrowed_to_those_without_proof(tab: EvidenceTab) -> None:
    tab.payment_filters.choose(PROVED, MISSING)
    tab._filter_payments()
    assert [row.id for row in tab.payments_model.records] == ["t-2", "t-3"]
    tab.payment_filters.choose(PROVED, HAS)
    tab._filter_payments()
    assert [row.id for row in tab.payments_model.records] == ["t-1"]
    tab.focus_record(Place("priority", PRIORITY, "evidence", "t-3"))
    assert [row.id for row in tab.payments.selected_records()] == ["t-3"]


def test_evidence_of_the_selected_payments_can_be_shown_alone(tab: EvidenceTab) -> None:
    tab.proof_filters.choose(SHOWN, SELECTED)
    select(tab, "t-1")
    assert [row.id for row in tab.proofs_model.records] == ["e-file"]
    select(tab, "t-2")
    assert tab.proofs_model.records == ()


def test_the_panel_saves_what_is_said_of_a_proof_as_one_step(tab: EvidenceTab, session: Session) -> None:
    tab.focus_record(Place("priority", PRIORITY, "evidence", "e-file"))
    fields = tab.panel.fields
    assert fields is not None
    assert not tab.panel.is_dirty
    fields.title.setText("Invoice 17 of the pastors")
    fields.personal.setChecked(True)
    fields.marking.set_value(Audience.PUBLIC)
    assert not tab.panel.save()
    assert "personal data cannot be public" in tab.panel.problem.text()
    fields.marking.set_value(Audience.RESTRICTED)
    assert tab.panel.save()
    kept = session.store.evidence.evidence.get("e-file")
    assert (kept.title, kept.personal_data, kept.marking) == ("Invoice 17 of the pastors", True, Audience.RESTRICTED)
    assert steps(session)[0] == "Changed the evidence “Invoice 17 of the pastors”"


def test_the_public_version_counts_what_it_withholds_and_keeps_the_sum(tab: EvidenceTab, session: Session) -> None:
    from dataclasses import replace

    payment = session.store.funding.transactions.get("t-2")
    session.do("Marked", lambda: session.store.funding.transactions.update(replace(payment, marking=Audience.PARTNER)))
    session.show_audience(Audience.PUBLIC)
    assert [row.id for row in tab.payments_model.records] == ["t-3", "t-1"]
    assert tab.withheld.text() == (
        "1 payment is withheld from the public version; the sum above holds the £250.50 of it. "
        "2 pieces of evidence are withheld from the public version"
    )
    assert tab.sentence.text() == "£290.50 of £390.50 is not yet evidenced"


def test_a_reference_says_where_the_proof_lies(qtbot: QtBot) -> None:
    dialog = ReferenceDialog()
    qtbot.addWidget(dialog)
    dialog.fields.title.setText("Bank statement")
    dialog.accept()
    assert dialog.problem_of(dialog.fields.reference) == "Say where the proof lies, so that an auditor can find it."
    dialog.fields.reference.setText("Finance, box 4")
    dialog.fields.dated.setText("never")
    dialog.accept()
    assert dialog.problem_of(dialog.fields.dated) == "“never” is not a date. Write it like 05/05/2016."
    dialog.fields.dated.setText("1/5/2015")
    dialog.accept()
    assert dialog.taken is not None
    assert (dialog.taken.title, dialog.taken.kind) == ("Bank statement", EvidenceKind.REFERENCE)


def test_evidence_that_is_here_is_found_by_any_of_its_words(qtbot: QtBot, session: Session) -> None:
    dialog = PickProofDialog(session.store.evidence.all_evidence())
    qtbot.addWidget(dialog)
    dialog.search.setText("registry MAY")
    found = dialog.list.currentItem().data(Qt.ItemDataRole.UserRole)
    assert isinstance(found, Evidence)
    assert (found.id, dialog.list.item(0).isHidden()) == ("e-ref", True)


def test_a_picture_is_read_no_larger_than_the_panel_and_other_bytes_are_none(tmp_path: Path, qapp: object) -> None:
    path = tmp_path / "photo.png"
    image = QImage(2000, 900, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    assert image.save(str(path))
    shown = picture(path.read_bytes())
    assert shown is not None
    assert shown.width() <= WIDEST
    assert shown.height() <= HIGHEST
    assert picture(b"not a picture") is None
