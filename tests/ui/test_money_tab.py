"""The Money tab as a person uses it."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import TransactionKind
from cspdesk.ui.panels.evidence_taking import THAT_ONE
from cspdesk.ui.session import Place, Session
from cspdesk.ui.tabs.money import CHART, TRANSACTIONS, MoneyTab
from cspdesk.ui.widgets.fields import ChoiceBox, TextBox
from tests.ui.money_record import fill, fill_profile


@pytest.fixture
def tab(qtbot: QtBot, session: Session) -> MoneyTab:
    """The tab of the one priority, reloaded after every step as the window would."""
    fill(session.store)
    made = MoneyTab(session, "priority")
    qtbot.addWidget(made)
    session.changed.connect(made.reload)
    session.audience_changed.connect(made.reload)
    made.resize(1300, 600)
    made.show()
    return made


def shown(tab: MoneyTab) -> list[str]:
    return [row.id for row in tab.transactions.table.table.records]


def select(tab: MoneyTab, *ids: str) -> None:
    table = tab.transactions.table
    table.clearSelection()
    flags = table.selectionModel().SelectionFlag
    for id_ in ids:
        row = table.table.row_of(id_)
        assert row is not None
        table.selectionModel().select(table.model().index(row, 0), flags.Select | flags.Rows)


def edit(tab: MoneyTab, id_: str, title: str, value: object) -> bool:
    model = tab.transactions.table.table
    row = model.row_of(id_)
    assert row is not None
    column = next(i for i, c in enumerate(model.columns) if c.title == title)
    return model.setData(model.index(row, column), value)


def test_picking_a_line_shows_its_transactions_only(tab: MoneyTab) -> None:
    tab.lines.select_key("line-2")
    assert shown(tab) == ["t-3", "t-4"]
    tab.lines.clearSelection()
    assert len(shown(tab)) == 4


def test_the_keyboard_goes_on_in_the_table_once_a_payment_is_saved_or_left(tab: MoneyTab, qtbot: QtBot) -> None:
    table = tab.transactions.table
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    for close in (lambda: tab._form._panel.save(), lambda: tab.panel.leave()):
        table.select_key("t-2")
        table.setFocus()
        qtbot.keyClick(table, Qt.Key.Key_Return)
        assert tab.panel.isVisible()
        assert close()
        assert table.hasFocus()
        assert table.current_record().id == "t-2"


def test_opening_a_line_leads_to_its_transactions(tab: MoneyTab) -> None:
    row = tab.lines.table.record(1)
    tab.lines.opened.emit(row)
    assert tab._tabs.currentIndex() == TRANSACTIONS
    assert {each.entry.line_id for each in tab.transactions.table.table.records} == {row.id}


def test_not_yet_evidenced_can_be_asked_for(tab: MoneyTab) -> None:
    from cspdesk.ui.models.money_filter import Proof

    tab.transactions.filters.choose("Evidence", Proof.MISSING)
    assert shown(tab) == ["t-2", "t-3"]
    assert "£80 not yet evidenced" in tab.transactions.selection.text()


def test_an_amount_typed_in_place_is_one_step_that_can_be_undone(tab: MoneyTab, session: Session) -> None:
    assert edit(tab, "t-1", "Amount", "£123.45")
    assert session.store.funding.transactions.get("t-1").amount_pence == 123_45
    assert "Actual £203.45" in tab._totals.accessibleName()
    session.undo()
    assert session.store.funding.transactions.get("t-1").amount_pence == 100_00


def test_nonsense_typed_as_an_amount_changes_nothing_and_is_explained(
    tab: MoneyTab, session: Session, errors: list[Exception]
) -> None:
    assert not edit(tab, "t-1", "Amount", "a lot")
    assert "not an amount" in str(errors[0])
    assert session.store.funding.transactions.get("t-1").amount_pence == 100_00


def test_many_transactions_go_on_a_line_in_one_step(tab: MoneyTab, session: Session) -> None:
    select(tab, "t-1", "t-2")
    tab.transactions.put_on_line(session.store.funding.lines.get("line-2"))
    assert {e.line_id for e in session.store.funding.transactions.where("id in ('t-1', 't-2')")} == {"line-2"}
    session.undo()
    assert {e.line_id for e in session.store.funding.transactions.where("id in ('t-1', 't-2')")} == {"line-1"}


def test_a_file_dropped_on_a_transaction_proves_it(tab: MoneyTab, session: Session, tmp_path: Path) -> None:
    invoice = tmp_path / "invoice 17.txt"
    invoice.write_text("paid")
    table = tab.transactions.table
    row = table.table.row_of("t-3")
    assert row is not None
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(invoice))])
    where = QPointF(table.visualRect(table.model().index(row, 1)).center())
    drop = QDropEvent(where, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    table.dropEvent(drop)
    assert [e.file_name for e in session.store.evidence.for_transaction("t-3")] == ["invoice 17.txt"]
    assert next(r for r in table.table.records if r.id == "t-3").proofs == 1
    session.undo()
    assert not session.store.evidence.for_transaction("t-3")


def test_a_file_that_is_already_here_is_asked_about_and_kept_once(
    tab: MoneyTab, session: Session, tmp_path: Path, answer: Callable[[str | None], list[str]]
) -> None:
    asked = answer(THAT_ONE)
    invoice = tmp_path / "invoice.txt"
    invoice.write_text("paid")
    rows = {row.id: row for row in tab.transactions.table.table.records}
    for id_ in ("t-2", "t-3"):
        assert tab.transactions.attach([invoice], [rows[id_]])
    assert asked == ["This file is already here"]
    assert session.store.evidence.for_transaction("t-2") == session.store.evidence.for_transaction("t-3")


def test_what_an_audience_may_not_see_is_withheld_and_counted(tab: MoneyTab, session: Session) -> None:
    session.show_audience(Audience.PUBLIC)
    assert "t-2" not in shown(tab)
    assert "1 transaction is withheld from the public version" in tab.more.text()
    session.show_audience(Audience.RESTRICTED)
    assert "t-2" in shown(tab)


def test_payments_without_a_line_are_pointed_to(qtbot: QtBot, tab: MoneyTab, session: Session) -> None:
    assert "2 payments of these agreements (£13.34) have no budget line yet" in tab.unassigned.text()
    with qtbot.waitSignal(session.go_to) as went:
        tab.unassigned.click()
    assert went.args == [Place("funding", section="unassigned")]


def test_a_new_payment_is_filled_in_beside_the_table_and_saved_as_one_step(tab: MoneyTab, session: Session) -> None:
    tab.lines.select_key("line-2")
    tab.add_payment()
    form = tab._form
    form.payee.setText("New Co")
    form.amount.setText("77.10")
    form.kind.set_value(TransactionKind.FORECAST)
    assert tab.panel.save()
    new = session.store.funding.transactions.where("payee = 'New Co'")[0]
    assert (new.amount_pence, new.line_id, new.kind) == (77_10, "line-2", TransactionKind.FORECAST)
    assert session.store.history.undoable().label == "Recorded a forecast"  # type: ignore[union-attr]


def test_a_payment_that_cannot_be_kept_says_why_beside_its_fields(tab: MoneyTab, session: Session) -> None:
    tab.add_payment()
    tab._form.amount.setText("12")
    assert not tab.panel.save()
    assert "payee" in tab.panel.problem.text()
    tab._form.payee.setText("Somebody")
    tab._form.amount.setText("")
    assert not tab.panel.save()
    assert "needs an amount" in tab.panel.problem.text()


def test_proof_is_taken_off_and_put_back_from_the_panel(tab: MoneyTab, session: Session) -> None:
    from PySide6.QtWidgets import QToolButton

    from cspdesk.ui.panels.proof_list import ProofList

    row = next(r for r in tab.transactions.table.table.records if r.id == "t-1")
    tab.transactions.opened.emit(row)
    proofs = tab.panel.findChild(ProofList)
    next(b for b in proofs.findChildren(QToolButton) if "Take off" in b.accessibleName()).click()
    assert not session.store.evidence.for_transaction("t-1")
    session.undo()
    assert session.store.evidence.for_transaction("t-1")


def test_removing_asks_first_and_keeps_the_evidence(
    tab: MoneyTab, session: Session, answer: Callable[[str | None], list[str]]
) -> None:
    select(tab, "t-1")
    asked = answer(None)
    tab.transactions._remove()
    assert asked == ["Remove this transaction?"]
    assert session.store.funding.transactions.find("t-1")
    answer("Remove")
    tab.transactions._remove()
    assert session.store.funding.transactions.find("t-1") is None
    assert session.store.evidence.evidence.find("proof")


def test_a_record_asked_for_comes_into_sight_whatever_is_filtered_out(tab: MoneyTab) -> None:
    tab.transactions.filters.search.setText("nothing like it")
    tab.transactions._apply()
    assert shown(tab) == []
    tab.focus_record(Place("priority", "priority", "money", "t-3"))
    assert [r.id for r in tab.transactions.table.selected_records()] == ["t-3"]


def test_a_priority_without_money_says_how_to_begin(qtbot: QtBot, session: Session) -> None:
    fill(session.store)
    from cspdesk.domain.partnership import Priority

    with session.store.step("A new priority"):
        session.store.partnership.priorities.insert(Priority("new", 2, "New"))
    made = MoneyTab(session, "new")
    qtbot.addWidget(made)
    made.show()
    assert made._empty.isVisible()
    with qtbot.waitSignal(session.go_to):
        made._empty.button.click()


def test_the_chart_waits_until_it_is_looked_at(qtbot: QtBot, tab: MoneyTab, session: Session) -> None:
    assert not tab.chart.is_drawn
    fill_profile(session.store)
    tab._tabs.setCurrentIndex(CHART)
    qtbot.waitUntil(lambda: tab.chart.is_drawn)
    assert "pyqtgraph" in sys.modules
    assert "£180.00 had been paid" in tab.chart.reading.text()


def test_what_a_payment_was_for_can_be_seen_as_it_is_typed(tab: MoneyTab, qtbot: QtBot) -> None:
    """The boxes for several lines had been a line thin."""
    tab.add_payment()
    boxes = tab.panel.findChildren(TextBox)
    qtbot.waitUntil(lambda: any(box.isVisible() for box in boxes))
    heights = [box.height() for box in boxes if box.isVisible()]
    assert min(heights) >= 2 * boxes[0].fontMetrics().lineSpacing(), heights


def test_a_new_payment_is_put_on_a_line_whose_agreement_runs_and_lines_called_alike_are_told_apart(
    tab: MoneyTab, session: Session
) -> None:
    store = session.store
    with session.store.step("Ended the one agreement, and began another with a line of the same name"):
        old = store.funding.agreements.get(store.funding.lines.get("line-1").agreement_id)
        store.funding.agreements.insert(replace(old, id="next", reference="NEXT"))
        store.funding.agreements.update(replace(old, starts_on=date(2000, 4, 1), ends_on=date(2001, 3, 31)))
        store.funding.lines.insert(replace(store.funding.lines.get("line-1"), id="line-9", agreement_id="next"))
    tab.reload()
    tab.lines.clearSelection()
    tab.add_payment()
    chosen = tab.panel.findChildren(ChoiceBox)[0]
    assert chosen.value().id == "line-9"
    assert chosen.currentText().endswith("(NEXT)")
