"""The window: its tabs, menus, year, audience, undo in words, and what it says and does on closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import sleep

import pytest
import shiboken6
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.app.files import backup_folder
from cspdesk.domain.audience import Audience
from cspdesk.domain.partnership import PriorityStatus
from cspdesk.domain.periods import FinancialYear
from cspdesk.errors import UserError
from cspdesk.store.ahead import first_year
from cspdesk.store.backups import backups_of
from cspdesk.store.store import Store, open_store
from cspdesk.ui import tab_pages
from cspdesk.ui.actions import ACTIONS
from cspdesk.ui.dialogs.partnership import open_partnership
from cspdesk.ui.dialogs.priorities import open_priorities
from cspdesk.ui.files import Files
from cspdesk.ui.jobs import Report
from cspdesk.ui.main_window import MainWindow
from cspdesk.ui.menu_commands import MenuCommands
from cspdesk.ui.session import Place, Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.tab_bar import TitleTabs
from cspdesk.ui.theme import Theme
from cspdesk.ui.widgets.side_panel import SidePanel
from tests.ui.conftest import TODAY
from tests.ui.frame_record import IDS, fill


class Page(QWidget):
    """A page that counts how often it was read."""

    built: list[str]

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.reads, self.places = 1, []
        Page.built.append(name)

    def reload(self) -> None:
        self.reads += 1

    def focus_record(self, place: Place) -> None:
        self.places.append(place)


@pytest.fixture
def window(
    session: Session, theme: Theme, settings: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    Page.built = []
    for name in ("desk", "funding", "scrutiny", "documents", "history"):
        monkeypatch.setattr(tab_pages, f"_{name}", lambda _, parent, name=name: Page(name, parent))
    monkeypatch.setattr(tab_pages, "_priority", lambda _, priority_id, parent: Page(priority_id, parent))
    fill(session.store)
    session.look_again()
    made = MainWindow(session, theme, Files(settings))
    qtbot.addWidget(made)
    return made


def titles(window: MainWindow) -> list[str]:
    return [window.bar.accessibleTabName(i) for i in range(window.bar.count())]


def page(window: MainWindow) -> Page:
    shown = window.stack.currentWidget()
    assert isinstance(shown, Page)
    return shown


def test_there_is_a_tab_for_each_priority_in_its_order_and_proposed_ones_say_so(window: MainWindow) -> None:
    assert titles(window) == [
        "Desk",
        "Safer homes",
        "Safer roads (proposed)",
        "Funding",
        "Scrutiny",
        "Documents",
        "History",
    ]


def test_a_page_is_built_when_it_is_first_shown(window: MainWindow) -> None:
    assert Page.built == ["desk"]
    window.bar.setCurrentIndex(3)
    window.bar.setCurrentIndex(0)
    window.bar.setCurrentIndex(3)
    assert Page.built == ["desk", "funding"]


def test_a_change_is_read_by_the_page_shown_at_once_and_by_others_when_shown(window: MainWindow) -> None:
    desk = page(window)
    window.bar.setCurrentIndex(3)
    funding = page(window)
    window.session.undo()
    assert (desk.reads, funding.reads) == (1, 2)
    window.bar.setCurrentIndex(0)
    assert desk.reads == 2
    window.bar.setCurrentIndex(3)
    assert funding.reads == 2


def test_a_retired_priority_is_reached_through_its_menu(window: MainWindow) -> None:
    retired = window.retired.menu().actions()
    assert [action.text() for action in retired] == ["Safer parks (retired)"]
    retired[0].trigger()
    assert "Safer parks (retired)" in titles(window)
    assert page(window).places == [Place("priority", IDS.parks)]


def test_a_priority_that_becomes_active_loses_its_mark_and_keeps_the_page_shown(window: MainWindow) -> None:
    window.bar.setCurrentIndex(2)
    shown, store = page(window), window.session.store
    roads = store.partnership.priorities.get(IDS.roads)
    window.session.do(
        "Activated Safer roads",
        lambda: store.partnership.priorities.save(replace(roads, status=PriorityStatus.ACTIVE)),
    )
    assert titles(window)[2] == "Safer roads"
    assert page(window) is shown


def test_going_to_a_place_shows_its_tab_and_record(window: MainWindow) -> None:
    place = Place("priority", IDS.homes, "plan", IDS.late)
    window.session.go_to.emit(place)
    assert window.bar.currentIndex() == 1
    assert page(window).places == [place]


def test_undo_and_redo_say_what_they_would_do(window: MainWindow) -> None:
    undo, redo = window.action("undo"), window.action("redo")
    assert undo.text() == "&Undo “Wrote the plan”"
    assert not redo.isEnabled()
    undo.trigger()
    assert undo.text() == "&Undo “Added the agreement CORE”"
    assert redo.text() == "&Redo “Wrote the plan”"


def test_the_year_is_stepped_from_the_menu(window: MainWindow) -> None:
    window.action("year_before").trigger()
    assert window.session.year == FinancialYear(2014)
    assert window.top.year.currentText() == "2014/15"
    for _ in range(4):
        window.action("year_after").trigger()
    assert window.top.year.currentText() == "2018/19"
    assert page(window).reads == 6


def test_viewing_as_another_audience_says_so_and_withholds(window: MainWindow) -> None:
    store = window.session.store
    homes = store.partnership.priorities.get(IDS.homes)
    window.session.do(
        "Marked Safer homes", lambda: store.partnership.priorities.save(replace(homes, marking=Audience.RESTRICTED))
    )
    window.action("view_public").trigger()
    assert "Safer homes" not in titles(window)
    assert any("viewing as public" in text for text in window.notices.texts)
    assert window.top.audience.currentText() == "Public"
    window.top.audience.setCurrentIndex(0)
    assert "Safer homes" in titles(window)
    assert window.notices.texts == ()


def test_what_is_not_yet_evidenced_is_always_in_sight(window: MainWindow) -> None:
    assert window.status.untraced.text() == "2015/16: £525.00 of £1,525.00 is not yet evidenced"
    window.session.do(
        "Attached a proof", lambda: window.session.store.evidence.attach_to_transactions("proof-1", ["pay-2"])
    )
    assert window.status.untraced.text() == "2015/16: £25.00 of £1,525.00 is not yet evidenced"


@pytest.mark.parametrize(("words", "whole"), [("Undone: x", True), ("Undone: " + "a long word " * 20, False)])
def test_a_message_is_seen_beside_what_stands_or_in_its_place(
    window: MainWindow, qtbot: QtBot, words: str, whole: bool
) -> None:
    window.resize(1280, 700)
    window.show()
    line, untraced = window.status, window.status.untraced
    qtbot.waitUntil(lambda: untraced.x() > 0)
    room = QRect(0, 0, untraced.x() if whole else window.status.saved.x(), line.height())
    before = line.grab(room).toImage()
    window.session.message.emit(words)
    assert line.grab(room).toImage() != before, "a message that nobody can see"
    assert untraced.isVisible() is whole
    line.clearMessage()
    assert untraced.isVisible()


def test_closing_after_a_change_makes_a_backup(window: MainWindow) -> None:
    path = window.session.store.path
    window.close()
    assert len(backups_of(backup_folder(path), path.stem)) == 1


def test_a_failed_backup_is_said_before_anything_is_closed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, answer: Callable[[str | None], list[str]]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise UserError("The backup folder is full.")

    monkeypatch.setattr(window.files, "back_up", fail)
    asked = answer(None)
    assert not window.close()
    assert asked == ["No backup could be made"]
    assert window.session.store.partnership.partnership().name == "Test partnership"
    answer("Close anyway")
    assert window.close()


def test_a_backup_folder_that_cannot_be_made_is_said_before_closing(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: Callable[[str | None], list[str]]
) -> None:
    (tmp_path / "home").write_text("a file, where a folder is wanted")
    monkeypatch.setenv("CSPDESK_HOME", str(tmp_path / "home"))
    asked = answer(None)
    assert not window.close()
    assert asked == ["No backup could be made"]
    answer("Close anyway")
    assert window.close()


def test_what_is_typed_in_a_panel_is_asked_about_before_closing(
    window: MainWindow, qtbot: QtBot, answer: Callable[[str | None], list[str]]
) -> None:
    panel, field = SidePanel(window), QLineEdit()
    panel.begin("Fit alarms", [("Title", field)], lambda: True)
    qtbot.keyClicks(field, "x")
    asked = answer(None)
    assert not window.close()
    assert asked == ["Save your changes?"]
    answer("Discard")
    assert window.close()


def test_closing_ends_what_runs_beside_the_window_and_lets_the_file_go(window: MainWindow, qtbot: QtBot) -> None:
    told: list[object] = []
    started = Event()

    def endless(report: Report) -> None:
        started.set()
        while True:
            report(0, 1)
            sleep(0.001)

    window.session.jobs.start(endless, told.append, cancelled=lambda: told.append("cancelled"))
    started.wait(5)
    path = window.session.store.path
    assert window.close()
    qtbot.wait(10)
    assert told == []
    with open_store(path) as again:
        assert not again.read_only


def test_a_window_is_not_closed_under_a_dialog_that_works_on_its_file(window: MainWindow, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.show()
    assert not window.close()
    dialog.reject()
    assert window.close()


def test_backing_up_now_says_when(window: MainWindow) -> None:
    window.action("back_up").trigger()
    assert window.status.backup.text().startswith("Last backup ")


@pytest.fixture
def second(window: MainWindow, theme: Theme, settings: Settings, qtbot: QtBot) -> Iterator[MainWindow]:
    store: Store = open_store(window.session.store.path, "Bob")
    made = MainWindow(Session(store, settings, TODAY), theme, Files(settings))
    qtbot.addWidget(made)
    return made


def test_a_second_window_may_only_look_and_says_who_has_the_file(second: MainWindow) -> None:
    assert len(second.notices.texts) == 1
    assert "Ann Officer" in second.notices.texts[0]
    assert second.status.saved.text() == "Read-only"
    writing = [spec.slot for spec in ACTIONS if spec.writes]
    assert writing
    assert not any(second.action(slot).isEnabled() for slot in writing)


def test_a_second_window_refuses_a_step_in_words(second: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    second.session.failed.disconnect()
    second.session.failed.connect(lambda error: told.append(str(error)))
    assert not second.session.do("Removed all", lambda: None)
    assert "open for reading only" in told[0]


@pytest.mark.parametrize("ask", [open_partnership, open_priorities])
def test_what_cannot_be_changed_is_refused_in_words(
    second: MainWindow, ask: Callable[[Session, QWidget], None], answer: Callable[[str | None], list[str]]
) -> None:
    told: list[str] = []
    second.session.failed.connect(lambda error: told.append(str(error)))
    asked = answer(None)
    ask(second.session, second)
    assert asked == ["That could not be done"]
    assert "open for reading only" in told[0]


def test_a_session_destroyed_unclosed_says_nothing_to_its_window(
    store: Store, theme: Theme, settings: Settings, qtbot: QtBot
) -> None:
    fill(store)
    session = Session(store, settings, TODAY)
    window = MainWindow(session, theme, Files(settings))
    with qtbot.captureExceptions() as faults:
        shiboken6.delete(session)  # Qt's stack clears itself and says so while it goes
    assert faults == []
    shiboken6.delete(window)


def test_every_action_of_the_menus_is_something_the_window_can_do() -> None:
    slots = [spec.slot for spec in ACTIONS if spec.slot and not spec.slot.endswith("_menu")]
    assert [slot for slot in slots if not callable(getattr(MenuCommands, slot, None))] == []
    assert len(set(slots)) == len(slots)


def test_no_two_actions_have_the_same_keys_or_the_same_letter_in_a_menu() -> None:
    keys = [spec.keys for spec in ACTIONS if spec.keys]
    letters = [(spec.menu, spec.text[spec.text.index("&") + 1].lower()) for spec in ACTIONS if "&" in spec.text]
    assert len(set(keys)) == len(keys)
    assert [pair for pair in letters if letters.count(pair) > 1] == []


def test_a_cut_tab_title_is_whole_in_its_tip(theme: Theme, qtbot: QtBot) -> None:
    bar = TitleTabs()
    qtbot.addWidget(bar)
    bar.show_titles(["Desk", "Community cohesion & anti-social behaviour", "Funding"])
    bar.resize(260, 40)
    bar.show()
    assert [bar.tabText(0), bar.tabText(2)] == ["Desk", "Funding"]
    assert bar.tabText(1).startswith("Comm")
    assert bar.tabText(1).endswith("…")
    assert bar.tabToolTip(1) == "Community cohesion & anti-social behaviour (Ctrl+2)"
    bar.resize(900, 40)
    assert bar.tabText(1) == "Community cohesion && anti-social behaviour"


def test_the_year_to_begin_with_is_the_last_that_there_is_money_for(session: Session) -> None:
    assert first_year(session.store.funding.all_agreements(), session.today) == FinancialYear(2015)
    fill(session.store)
    later = TODAY.replace(year=2026)
    assert first_year(session.store.funding.all_agreements(), later) == FinancialYear(2015)


def test_the_size_of_the_window_is_remembered(window: MainWindow, settings: Settings) -> None:
    window.close()
    assert settings.state("window") is not None
