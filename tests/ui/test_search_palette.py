"""Find anything: every place, record and command by typing, and Enter goes there."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.funding import Transaction, TransactionKind
from cspdesk.domain.periods import FinancialYear
from cspdesk.store.search_kinds import SearchKind
from cspdesk.ui.files import Files
from cspdesk.ui.main_window import MainWindow
from cspdesk.ui.models.search_found import HEADINGS, Finder, Found
from cspdesk.ui.models.search_rows import Entry, Heading, commands_of, places_of, rows_for, spans
from cspdesk.ui.models.years import year_to_show
from cspdesk.ui.search_list import spoken
from cspdesk.ui.search_palette import NOTHING, SearchPalette, open_palette
from cspdesk.ui.session import Place, Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import Theme
from cspdesk.ui.widgets.table import TableView
from tests.builders import new_store
from tests.store import search_record
from tests.ui.frame_record import IDS, fill


@pytest.fixture
def window(session: Session, theme: Theme, settings: Settings, qtbot: QtBot) -> MainWindow:
    fill(session.store)
    session.look_again()
    made = MainWindow(session, theme, Files(settings))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def palette(window: MainWindow, qtbot: QtBot) -> SearchPalette:
    made = open_palette(window.session, window.actions_by_slot, window)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    return made


def found(window: MainWindow, typed: str) -> list[tuple[str, list[str]]]:
    """Return what is listed for what is typed: each heading with the titles under it."""
    session = window.session
    session.store.search.read_all()
    listed: list[tuple[str, list[str]]] = []
    for row in rows_for(session, typed, commands_of(window.actions_by_slot), places_of(session)):
        if isinstance(row, Heading):
            listed.append((row.title, []))
        else:
            listed[-1][1].append(row.title)
    return listed


def test_records_places_and_commands_are_found_under_their_headings(window: MainWindow) -> None:
    assert found(window, "fit al") == [("Actions", ["Fit alarms"])]
    assert found(window, "core") == [("Agreements", ["CORE Core grant"])]
    assert found(window, "hist") == [("Places", ["History"])]
    assert found(window, "back now") == [("Commands", ["Back up now"])]


def test_a_group_with_what_begins_so_comes_first(window: MainWindow) -> None:
    assert found(window, "import")[0][0] == "Commands"


def test_commands_say_their_keys(window: MainWindow) -> None:
    (entry,) = [entry for entry in commands_of(window.actions_by_slot) if entry.title == "Back up now"]
    assert (entry.aside, spoken(entry)) == (
        "Ctrl+B",
        "Back up now, Copy this file to the backup folder, checked, Ctrl+B",
    )


def test_a_command_that_cannot_be_had_now_is_not_offered(window: MainWindow) -> None:
    assert "Redo" not in [entry.title for entry in commands_of(window.actions_by_slot)]


def test_what_an_audience_may_not_see_is_not_found(window: MainWindow) -> None:
    assert found(window, "watch a house") == [("Actions", ["Watch a house"])]
    window.action("view_public").trigger()
    assert found(window, "watch a house") == []


def test_where_one_was_lately_is_offered_before_anything_is_typed(window: MainWindow) -> None:
    assert [heading for heading, _ in found(window, "")] == ["Places", "Commands"]
    window.go(Place("priority", IDS.homes, "plan", IDS.late))
    window.go(Place("funding", record_id=IDS.agreement))
    window.go(Place("priority", IDS.homes, "plan", IDS.late))
    assert found(window, "")[0] == ("Where you were", ["Fit alarms", "CORE Core grant"])


def test_typing_and_enter_open_the_record(palette: SearchPalette, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.typed, "count burg")
    with qtbot.waitSignal(window.session.go_to) as going:
        qtbot.keyClick(palette.typed, Qt.Key.Key_Return)
    assert going.args == [Place("priority", IDS.homes, "plan", "action-far")]
    assert not palette.isVisible()
    assert window.bar.currentIndex() == 1


def test_arrows_pass_over_headings_and_stop_at_the_ends(palette: SearchPalette, qtbot: QtBot) -> None:
    palette.typed.setText("safer")
    titles = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
        qtbot.keyClick(palette.typed, key)
        entry = palette.list.chosen()
        assert entry is not None
        titles.append(entry.title)
    assert titles == ["Safer homes", "Safer roads", "Safer parks", "Safer homes"]


def test_what_is_chosen_is_read_aloud_while_the_box_keeps_the_cursor(palette: SearchPalette) -> None:
    palette.typed.setText("fit al")
    said = QAccessible.queryAccessibleInterface(palette.typed).text(QAccessible.Text.Description)
    assert said == "Fit alarms, Safer homes · due 1 September 2015 · in progress"
    palette.typed.setText("zzzz")
    assert palette.typed.accessibleDescription() == NOTHING
    assert palette.nothing.isVisibleTo(palette)


def test_escape_leaves(palette: SearchPalette, qtbot: QtBot) -> None:
    qtbot.keyClick(palette.typed, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_enter_where_nothing_is_found_does_nothing(palette: SearchPalette, qtbot: QtBot) -> None:
    palette.typed.setText("zzzz")
    qtbot.keyClick(palette.typed, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_a_large_change_is_taken_in_while_the_box_is_open(session: Session, window: MainWindow, qtbot: QtBot) -> None:
    entries = [
        Transaction(f"t{i}", IDS.agreement, TransactionKind.ACTUAL, date(2015, 6, 1), "Quokka Ltd", i)
        for i in range(5_000)
    ]
    session.do("Imported", lambda: session.store.funding.transactions.insert(*entries))
    palette = open_palette(session, window.actions_by_slot, window)
    palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(palette)
    palette.typed.setText("quokka")
    assert "to go" in palette.foot.text()
    qtbot.waitUntil(lambda: "to go" not in palette.foot.text())
    assert palette.list.lines.rows[0] == Heading("Payments, commitments and forecasts", 5_000)


def test_a_record_of_another_year_is_shown_in_its_year(window: MainWindow) -> None:
    old = Transaction("old", IDS.agreement, TransactionKind.ACTUAL, date(2013, 5, 5), "Quokka Ltd", 1, "line-1")
    window.session.do("Recorded", lambda: window.session.store.funding.transactions.insert(old))
    window.session.store.search.read_all()
    rows = rows_for(window.session, "quokka", (), ())
    entry = rows[1]
    assert isinstance(entry, Entry)
    entry.go()
    assert window.session.year == FinancialYear(2013)
    assert window.top.year.currentText() == "2013/14"


def test_every_kind_leads_to_its_place(session: Session) -> None:
    with new_store(session.store.path.parent, "quokkas") as store:
        search_record.fill(store)
        store.search.read_all()
        finder = Finder(store, FinancialYear(2015))
        told: dict[SearchKind, Found] = {}
        for group in store.search.find("quokka"):
            (told[group.kind],) = finder.tell(group.hits)
    places = {kind.value: (found.place.tab, found.place.section, found.place.record_id) for kind, found in told.items()}
    assert places == {
        "priority": ("priority", None, None),
        "action": ("priority", "plan", "action-q"),
        "milestone": ("priority", "plan", "action-q"),
        "output": ("priority", "plan", "action-q"),
        "update": ("priority", "plan", "action-q"),
        "service": ("priority", "services", "service-q"),
        "case review": ("priority", "services", "case-q"),
        "recommendation": ("priority", "services", "recommendation-q"),
        "review": ("priority", "reviews", "review-q"),
        "decision": ("priority", "reviews", "decision-q"),
        "meeting": ("scrutiny", None, "meeting-q"),
        "question": ("scrutiny", None, "question-q"),
        "scrutiny recommendation": ("scrutiny", None, "resolved-q"),
        "agreement": ("funding", None, "agreement-q"),
        "budget line": ("priority", "money", "line-q"),
        "evidence": ("priority", "evidence", "evidence-q"),
        "document": ("documents", None, "document-q"),
        "paper": ("documents", None, "paper-q"),
        "text of a paper": ("documents", None, "paper-q"),
        "person": ("partnership", "people", "person-q"),
        "organisation": ("partnership", "organisations", "org-q"),
        "indicator": ("priority", "results", "indicator-q"),
        "transaction": ("priority", "money", "payment-q"),
    }
    text = told[SearchKind.PAPER_TEXT]
    assert text.title == "People need to know how many quokkas there are."
    assert text.detail == "The need · Quokka bid"
    assert told[SearchKind.UPDATE].title == "One quokka was seen"
    assert told[SearchKind.TRANSACTION].detail == "£10.00 paid · 5 May 2015"
    assert all(found.place.year is None for found in told.values())


@pytest.mark.parametrize(("looked_at", "shown"), [(2013, 2014), (2014, None), (2015, None), (2016, None), (2020, 2016)])
def test_a_record_of_several_years_is_shown_in_the_nearest(looked_at: int, shown: int | None) -> None:
    wanted = year_to_show(FinancialYear(looked_at), date(2014, 6, 1), date(2017, 3, 31))
    assert wanted == (None if shown is None else FinancialYear(shown))


def test_every_kind_has_a_heading() -> None:
    assert set(HEADINGS) == set(SearchKind)


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Fit window locks", "win", ["win"]),
        ("Fit window locks", "LOCKS fi", ["Fi", "locks"]),
        ("Café Zoë", "cafe zo", ["Café", "Zo"]),
        ("£1,234.50 paid", "£1,234.50", ["1", "234", "50"]),
        ("Fit window locks", "indow", []),
        ("Fit", "", []),
    ],
)
def test_what_was_typed_is_marked_where_a_word_begins_with_it(text: str, typed: str, marked: list[str]) -> None:
    assert [text[start : start + length].lower() for start, length in spans(text, typed)] == [m.lower() for m in marked]


def test_the_box_is_opened_from_the_top_bar_and_by_its_keys(window: MainWindow, qtbot: QtBot) -> None:
    assert window.action("find_anything").shortcut().toString() == "Ctrl+K"
    window.top.search_wanted.emit()
    (opened,) = window.findChildren(SearchPalette)
    qtbot.addWidget(opened)
    assert opened.isVisible()


def test_viewing_as_an_audience_leaves_out_its_retired_places(window: MainWindow) -> None:
    window.session.show_audience(Audience.PUBLIC)
    assert [entry.title for entry in places_of(window.session)][-1] == "Safer parks (retired)"


def test_what_is_found_is_opened_where_it_stands(window: MainWindow, qtbot: QtBot) -> None:
    """Each kind that has a place of its own is selected there, whatever year was looked at before."""
    store, session = window.session.store, window.session
    session.do("Added", lambda: store.evidence.attach_to_action("proof-1", IDS.soon))
    store.search.read_all()

    def opened(typed: str) -> object:
        session.show_year(FinancialYear(2009))
        entry = next(row for row in rows_for(session, typed, (), ()) if isinstance(row, Entry))
        entry.go()
        page = window.stack.currentWidget()
        return page.stack.currentWidget() if hasattr(page, "stack") else page

    plan: object = opened("count burglaries")
    assert plan.table.current_record().id == "action-far"  # type: ignore[attr-defined]
    money: object = opened("payee of pay-2")
    assert [row.id for row in money.transactions.table.selected_records()] == ["pay-2"]  # type: ignore[attr-defined]
    line: object = opened("l1 alarms")
    assert [row.id for row in line.lines.selected_records()] == ["line-1"]  # type: ignore[attr-defined]
    proof: object = opened("invoice")
    assert [row.id for row in proof.proofs.selected_records()] == ["proof-1"]  # type: ignore[attr-defined]
    funding: object = opened("core grant")
    assert funding.table.current_record().id == IDS.agreement  # type: ignore[attr-defined]
    loose: object = opened("payee of pay-3")
    assert loose.table.current_record().id == IDS.agreement  # type: ignore[attr-defined]
    tables = {table.accessibleName(): table for table in loose.findChildren(TableView)}  # type: ignore[attr-defined]
    assert [row.id for row in tables["Payments without a budget line"].selected_records()] == ["pay-3"]
    assert session.year == FinancialYear(2015)
