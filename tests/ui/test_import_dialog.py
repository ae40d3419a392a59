"""Importing a ledger as a person does: four steps, nothing written before the last."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cspdesk.domain.imports import AssignmentRule
from cspdesk.ui.dialogs.import_ledger import ImportDialog, open_import
from cspdesk.ui.models.money_import import shares, told_with
from cspdesk.ui.session import Place, Session
from tests.ui.money_record import fill

LEDGER = """Date Paid,Supplier Name,Purpose,Trans No,Amount
03/06/2015,Lock Co,Window locks,1001,120.00
04/06/2015,Hall Trust,Room hire,1002,45.50
05/06/2015,Print & Co,Leaflets,1003,(10.00)
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Three payments, £155.50 together."""
    path = tmp_path / "ledger.csv"
    path.write_text(LEDGER, encoding="utf-8")
    return path


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, ledger: Path) -> ImportDialog:
    """The dialog with a file chosen."""
    fill(session.store)
    return begun(qtbot, session, ledger)


def begun(qtbot: QtBot, session: Session, path: Path) -> ImportDialog:
    made = ImportDialog(session, path)
    qtbot.addWidget(made)
    made.show()
    return made


def go_on(qtbot: QtBot, dialog: ImportDialog) -> None:
    dialog.next()
    rest(qtbot, dialog)


def rest(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.waitUntil(lambda: dialog._job is None)


def to_check(qtbot: QtBot, dialog: ImportDialog) -> None:
    go_on(qtbot, dialog)
    go_on(qtbot, dialog)
    assert dialog.pages.currentIndex() == 2


def test_a_ledger_goes_in_as_one_step_and_out_with_one_undo(
    qtbot: QtBot, dialog: ImportDialog, session: Session
) -> None:
    before = session.store.funding.transactions.count()
    to_check(qtbot, dialog)
    assert session.store.funding.transactions.count() == before
    assert dialog.next_button.text() == "&Import 3 payments"
    dialog.next()
    assert session.store.funding.transactions.count() == before + 3
    assert dialog.done_page.title.text() == "3 payments added, £155.50."
    assert dialog.done_page.todo.text() == "3 have no budget line yet."
    dialog.done_page.undo.click()
    assert session.store.funding.transactions.count() == before


def test_what_will_happen_adds_up_to_the_file_to_the_penny(qtbot: QtBot, dialog: ImportDialog) -> None:
    to_check(qtbot, dialog)
    assert dialog._compared is not None
    parts = shares(dialog._compared.plan)
    assert sum(part.pence or 0 for part in parts) == 155_50 == dialog._compared.plan.total_pence
    assert dialog.check.total.text() == "£155.50 + £0.00 + £0.00 + £0.00 = £155.50, the payments in the file"


def test_the_same_file_again_has_nothing_new(
    qtbot: QtBot, dialog: ImportDialog, session: Session, ledger: Path
) -> None:
    to_check(qtbot, dialog)
    dialog.next()
    again = begun(qtbot, session, ledger)
    assert "ledger.csv" in again.source.known.text()
    to_check(qtbot, again)
    assert again.problem.text() == "There is nothing new in this file."
    assert not again.next_button.isEnabled()


def test_rules_assign_as_the_ledger_comes_in_and_it_is_said(
    qtbot: QtBot, dialog: ImportDialog, session: Session
) -> None:
    with session.store.step("Added a rule"):
        session.store.imports.rules.insert(AssignmentRule("r", "agreement", 1, "line-1", payee="lock"))
    to_check(qtbot, dialog)
    dialog.next()
    assert dialog.done_page.todo.text() == "1 payment was assigned by your rules. 2 have no budget line yet."
    with qtbot.waitSignal(session.go_to) as went:
        dialog.done_page.assign.click()
    assert went.args == [Place("funding", section="unassigned", record_id="agreement")]


def test_a_line_chosen_takes_every_payment(qtbot: QtBot, dialog: ImportDialog, session: Session) -> None:
    dialog.source.line.set_value(session.store.funding.lines.get("line-2"))
    to_check(qtbot, dialog)
    dialog.next()
    new = session.store.funding.transactions.where("import_id is not null")
    assert {entry.line_id for entry in new} == {"line-2"}
    assert not dialog.done_page.todo.isVisible()


def test_a_rejected_row_stops_the_import_until_the_good_rows_are_asked_for(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    fill(session.store)
    path = tmp_path / "bad.csv"
    path.write_text(LEDGER + "06/06/2015,Van Hire,Van,1004,twelve\n", encoding="utf-8")
    dialog = begun(qtbot, session, path)
    to_check(qtbot, dialog)
    assert dialog.problem.text() == "1 row is rejected: correct the file, or take the good rows."
    assert not dialog.next_button.isEnabled()
    dialog.check.part.setChecked(True)
    assert dialog.next_button.isEnabled()
    dialog.next()
    assert "1 rejected and left out" in dialog.done_page.title.text()


def test_rejected_rows_are_saved_as_a_csv_that_says_why(
    qtbot: QtBot, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(session.store)
    path, out = tmp_path / "bad.csv", tmp_path / "rejects.csv"
    path.write_text(LEDGER + "06/06/2015,Van Hire,Van,1004,twelve\n", encoding="utf-8")
    dialog = begun(qtbot, session, path)
    to_check(qtbot, dialog)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    dialog.check.save_rejects.click()
    text = out.read_text(encoding="utf-8-sig")
    assert "Van Hire" in text
    assert "Problem reason" in text
    assert "Lock Co" not in text


def test_rows_outside_the_period_are_taken_only_when_that_is_chosen_and_then_marked(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    fill(session.store)
    path = tmp_path / "late.csv"
    path.write_text(LEDGER + "06/06/2017,Van Hire,Van,1004,12.00\n", encoding="utf-8")
    dialog = begun(qtbot, session, path)
    to_check(qtbot, dialog)
    assert dialog.check.outside.isVisible()
    dialog.check.outside.setChecked(True)
    rest(qtbot, dialog)
    assert dialog.problem.text() == ""
    dialog.next()
    assert [e.payee for e in session.store.funding.transactions.where("outside_period = 1")] == ["Van Hire"]


def test_a_ledger_without_dates_asks_for_one(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    fill(session.store)
    path = tmp_path / "undated.csv"
    path.write_text("Supplier Name,Amount\nLock Co,10.00\nHall Trust,20.00\n", encoding="utf-8")
    dialog = begun(qtbot, session, path)
    go_on(qtbot, dialog)
    assert "no column of dates" in dialog.problem.text()
    dialog.columns.day.setText("31/02/2015")
    assert "not a date" in dialog.problem.text()
    dialog.columns.day.setText("30/06/2015")
    assert dialog.problem.text() == ""
    go_on(qtbot, dialog)
    dialog.next()
    new = session.store.funding.transactions.where("import_id is not null")
    assert {entry.occurred_on for entry in new} == {date(2015, 6, 30)}


def test_a_column_taken_for_another_field_is_read_as_told_and_remembered(
    qtbot: QtBot, dialog: ImportDialog, session: Session, ledger: Path
) -> None:
    go_on(qtbot, dialog)
    dialog.columns._choose_field("Purpose", "category")
    rest(qtbot, dialog)
    assert dialog._preview is not None
    assert dialog._preview.mapping["category"] == "Purpose"
    assert "description" not in dialog._preview.mapping
    reasons = {guess.field: guess.reason for guess in dialog._preview.guesses}
    assert reasons["category"] == "Chosen, not guessed."
    assert reasons["payee"].startswith("“Supplier Name”: its name says so")
    go_on(qtbot, dialog)
    dialog.next()
    new = session.store.funding.transactions.where("import_id is not null", order="source_row")
    assert (new[0].category, new[0].description) == ("Window locks", "")
    ledger.write_text(LEDGER.replace("1003", "1999"), encoding="utf-8")
    again = begun(qtbot, session, ledger)
    go_on(qtbot, again)
    assert again._preview is not None
    assert again._preview.mapping["category"] == "Purpose"


def test_no_column_serves_two_fields(qtbot: QtBot, dialog: ImportDialog) -> None:
    go_on(qtbot, dialog)
    assert dialog._preview is not None
    told = told_with(dialog._preview, {"category": "Purpose"}, "Supplier Name", "reference")
    assert told == {"category": "Purpose", "payee": "", "reference": "Supplier Name"}
    assert told_with(dialog._preview, told, "Purpose", None) == {
        "payee": "",
        "reference": "Supplier Name",
        "description": "",
    }


def test_without_a_column_of_amounts_it_says_what_to_choose(qtbot: QtBot, dialog: ImportDialog) -> None:
    go_on(qtbot, dialog)
    dialog.columns._choose_field("Amount", None)
    rest(qtbot, dialog)
    assert "No column is taken for an amount" in dialog.problem.text()
    assert not dialog.next_button.isEnabled()


def test_cancelling_while_rows_are_written_leaves_nothing(
    qtbot: QtBot, dialog: ImportDialog, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_check(qtbot, dialog)
    before = session.store.funding.transactions.count()
    told: list[str] = []
    session.message.connect(told.append)
    progress = dialog._show_progress
    monkeypatch.setattr(dialog, "_show_progress", lambda *a: (progress(*a), dialog.reject()))
    dialog.next()
    assert session.store.funding.transactions.count() == before
    assert session.store.imports.imports.count() == 0
    assert told[-1] == "The import was cancelled: nothing was imported."
    assert dialog.pages.currentIndex() == 2


def test_a_file_that_is_no_ledger_is_explained_and_the_first_step_stays(
    qtbot: QtBot, session: Session, tmp_path: Path, errors: list[Exception]
) -> None:
    fill(session.store)
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"%PDF-1.7 nothing")
    dialog = begun(qtbot, session, path)
    go_on(qtbot, dialog)
    assert "PDF document, not a table" in str(errors[0])
    assert dialog.pages.currentIndex() == 0


def test_without_an_agreement_it_says_to_add_one(qtbot: QtBot, session: Session, ledger: Path) -> None:
    dialog = begun(qtbot, session, ledger)
    assert "Add one in Funding first" in dialog.problem.text()
    assert not dialog.next_button.isEnabled()


def test_a_file_open_for_reading_only_is_not_imported_into(
    session: Session, errors: list[Exception], monkeypatch: pytest.MonkeyPatch, ledger: Path
) -> None:
    monkeypatch.setattr(type(session), "read_only", property(lambda _: True))
    open_import(session, None, ledger)
    assert "reading only" in str(errors[0])


def test_going_back_and_choosing_another_file_reads_that(
    qtbot: QtBot, dialog: ImportDialog, tmp_path: Path, answer: Callable[[str | None], list[str]]
) -> None:
    to_check(qtbot, dialog)
    dialog.back()
    dialog.back()
    other = tmp_path / "other.csv"
    other.write_text("Date,Supplier,Amount\n01/07/2015,Van Hire,7.00\n", encoding="utf-8")
    dialog.source.take(other)
    to_check(qtbot, dialog)
    assert dialog._compared is not None
    assert dialog._compared.plan.total_pence == 7_00


def test_a_choice_reached_by_the_keyboard_comes_into_sight(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    fill(session.store)
    path = tmp_path / "wide.csv"
    extra = ",".join(f"Column number {n}" for n in range(20))
    path.write_text(f"Date,Supplier,Amount,{extra}\n01/06/2015,Lock Co,10.00{',x' * 20}\n", encoding="utf-8")
    dialog = begun(qtbot, session, path)
    go_on(qtbot, dialog)
    bar = dialog.columns.table.horizontalScrollBar()
    assert bar.value() == 0
    dialog.activateWindow()
    dialog.columns.strip._boxes[-1].setFocus()
    qtbot.waitUntil(lambda: bar.value() > 0)
