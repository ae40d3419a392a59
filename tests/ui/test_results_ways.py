"""From a priority's results to the form of an indicator, and to comparisons."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from cspdesk.store.sample_data import priority_id
from cspdesk.ui.panels import compare_pages, indicator_form
from cspdesk.ui.session import Session
from cspdesk.ui.tabs.results import ResultsTab
from tests.ui.results_record import TODAY, fill


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> Iterator[ResultsTab]:
    """The results of a priority with indicators."""
    fill(session.store)
    session.today = TODAY
    made = ResultsTab(session, priority_id("ro"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: not session.jobs.busy)
    yield made
    session.jobs.stop()


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every dialog that was opened, instead of waiting for it to be closed."""
    dialogs: list[Any] = []
    for kind in (indicator_form.IndicatorDialog, compare_pages.CompareDialog):
        monkeypatch.setattr(kind, "exec", lambda self: dialogs.append(self) or QDialog.DialogCode.Rejected)
    return dialogs


def test_an_indicator_is_begun_for_the_priority_in_sight(tab: ResultsTab, shown: list[Any]) -> None:
    tab.list.add_button.click()
    assert shown[0].details.is_new
    assert shown[0].details.priority.value() == priority_id("ro")


def test_results_are_compared_from_the_cards_and_from_one_indicator(
    tab: ResultsTab, shown: list[Any], session: Session
) -> None:
    tab.list.compare_button.click()
    assert shown[0].pages[0].indicator.value().indicator.priority_id == priority_id("ro")
    one = session.store.results.of_priority(priority_id("ro"))[1]
    tab.open(one.id)
    assert tab.page is not None
    tab.page.compare_button.click()
    assert shown[1].pages[0].indicator.value().indicator == one


def test_a_change_in_the_form_is_on_the_card_and_the_page_behind(
    tab: ResultsTab, shown: list[Any], session: Session
) -> None:
    one = session.store.results.of_priority(priority_id("ro"))[0]
    session.changed.connect(tab.reload)
    tab.open(one.id)
    assert tab.page is not None
    tab.page.edit_button.click()
    form = shown[0]
    form.details.name.setText("Offending again")
    assert form.details.save()
    assert tab.page.name.text().startswith("Offending again")


def test_without_indicators_one_can_still_be_added(session: Session, qtbot: QtBot) -> None:
    fill(session.store)
    from cspdesk.domain.partnership import Priority

    session.do("Added", lambda: session.store.partnership.priorities.insert(Priority("new", 9, "New")))
    tab = ResultsTab(session, "new")
    qtbot.addWidget(tab)
    tab.show()
    assert tab.list.add_button.isVisible()
    assert not tab.list.compare_button.isVisible()


def test_a_card_is_moved_with_the_keys_as_one_step_that_is_undone(tab: ResultsTab, session: Session) -> None:
    def order() -> list[str]:
        return [one.id for one in session.store.results.of_priority(priority_id("ro"))]

    before = order()
    card = tab.list.card(before[0])
    assert card is not None
    QTest.keyClick(card, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order()[:2] == [before[1], before[0]]
    assert tab.list.grid.cards[1] is tab.list.card(before[0])
    QTest.keyClick(card, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(card, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert order() == before
    session.undo()
    assert order()[:2] == [before[1], before[0]]


def test_the_form_moves_its_indicator_and_stops_at_the_ends(
    tab: ResultsTab, shown: list[Any], session: Session
) -> None:
    ids = [one.id for one in session.store.results.of_priority(priority_id("ro"))]
    indicator_form.open_indicator_form(session, tab, ids[0])
    form = shown[0]
    assert not form.up.isEnabled()
    form.down.click()
    assert [one.id for one in session.store.results.of_priority(priority_id("ro"))][1] == ids[0]
    assert form.up.isEnabled()
