"""Opening, making, restoring and rescuing files, and the first page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from cspdesk.app.files import backup_folder
from cspdesk.errors import UserError
from cspdesk.store.check import CheckResult
from cspdesk.store.store import Store, create_store
from cspdesk.ui.dialogs import messages
from cspdesk.ui.dialogs.check import tell_result
from cspdesk.ui.dialogs.new_partnership import NewPartnershipBox
from cspdesk.ui.dialogs.restore import RestoreBox
from cspdesk.ui.files import Files
from cspdesk.ui.help import PAGES, HelpWindow, page_text
from cspdesk.ui.settings import Settings
from cspdesk.ui.start_page import StartPage
from cspdesk.ui.theme import Theme
from tests.ui.frame_record import fill

Answer = Callable[[str | None], list[str]]


@pytest.fixture
def files(settings: Settings, qtbot: QtBot) -> Files:
    return Files(settings, "Ann")


@pytest.fixture
def opened(files: Files) -> list[Store]:
    stores: list[Store] = []
    files.opened.connect(stores.append)
    return stores


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A file with something in it and a backup of it."""
    path = tmp_path / "record.cspdesk"
    with create_store(path, "Test partnership", "Ann") as store:
        fill(store)
        store.back_up(backup_folder(path))
    return path


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    del content[-8192:]
    path.write_bytes(content)


def test_a_file_that_was_opened_is_offered_again(
    files: Files, opened: list[Store], record: Path, settings: Settings
) -> None:
    assert files.open(record)
    assert opened[0].person == "Ann"
    opened[0].close()
    assert settings.recent_files == (record.resolve(),)


def test_a_file_that_is_not_there_is_told_in_words(
    files: Files, opened: list[Store], tmp_path: Path, answer: Answer
) -> None:
    asked = answer(None)
    assert not files.open(tmp_path / "gone.cspdesk")
    assert (opened, asked) == ([], ["That could not be done"])


def test_a_damaged_file_is_named_as_such_and_not_opened(
    files: Files, opened: list[Store], record: Path, answer: Answer
) -> None:
    damage(record)
    asked = answer(None)
    assert not files.open(record)
    assert (opened, asked) == ([], ["record.cspdesk is damaged"])


def test_the_newest_good_backup_is_restored_beside_a_damaged_file(
    files: Files, opened: list[Store], record: Path, answer: Answer
) -> None:
    damage(record)
    before = record.read_bytes()
    answer("Restore the newest good backup")
    assert files.open(record)
    assert opened[0].path.name == "record (restored).cspdesk"
    assert len(opened[0].partnership.all_priorities()) == 3
    opened[0].close()
    assert record.read_bytes() == before


def test_what_can_be_read_of_a_damaged_file_is_copied(
    files: Files, opened: list[Store], record: Path, answer: Answer
) -> None:
    damage(record)
    answer("Copy what can be read")
    assert files.open(record)
    assert opened[0].path.name == "record (salvaged).cspdesk"
    opened[0].close()


def test_the_sample_is_made_once_and_opened(files: Files, opened: list[Store]) -> None:
    files.open_sample()
    first = opened[0].path.read_bytes()
    opened[0].close()
    files.open_sample()
    opened[1].close()
    assert opened[1].path.read_bytes() == first
    assert len(opened) == 2


def test_a_new_file_is_called_after_the_partnership(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    box = NewPartnershipBox(tmp_path)
    qtbot.addWidget(box)
    assert not box.make.isEnabled()
    box.name.setText("Northshire / CSP")
    assert box.make.isEnabled()
    asked = box.asked()
    assert (asked.name, asked.path) == ("Northshire / CSP", tmp_path / "Northshire  CSP.cspdesk")


def test_a_path_that_was_typed_is_not_changed_by_the_name(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    box = NewPartnershipBox(tmp_path)
    qtbot.addWidget(box)
    qtbot.keyClicks(box.path, "x")
    typed = box.path.text()
    box.name.setText("Northshire")
    assert box.path.text() == typed
    assert box.asked().path.suffix == ".cspdesk"


def test_backups_are_offered_newest_first(theme: Theme, qtbot: QtBot, record: Path) -> None:
    box = RestoreBox(record)
    qtbot.addWidget(box)
    assert box.list.count() == 1
    box.take.click()
    assert box.chosen is not None
    assert box.chosen.parent == backup_folder(record)


def test_a_file_without_backups_says_so(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    box = RestoreBox(tmp_path / "none.cspdesk")
    qtbot.addWidget(box)
    assert not box.take.isEnabled()


def test_the_first_page_offers_a_new_record_the_sample_a_file_and_the_last_ones(
    theme: Theme, qtbot: QtBot, files: Files, settings: Settings, record: Path
) -> None:
    settings.remember_file(record)
    page = StartPage(files, settings)
    qtbot.addWidget(page)
    words = [page.new.text(), page.sample.text(), page.open.text()]
    assert words == ["&Begin", "Look &around", "&Open…"]


@pytest.mark.parametrize(
    ("result", "title"),
    [
        (CheckResult({"people": 3}, ()), "The file is sound"),
        (CheckResult({}, ("Row 3 is wrong.",)), "The file is not sound"),
    ],
)
def test_a_check_says_what_it_found(result: CheckResult, title: str, answer: Answer, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    asked = answer(None)
    tell_result(parent, result)
    assert asked == [title]


def test_what_a_person_can_act_on_is_a_sentence_and_our_bug_has_details(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, str, str]] = []
    monkeypatch.setattr(
        QMessageBox, "exec", lambda box: shown.append((box.text(), box.informativeText(), box.detailedText()))
    )
    messages.tell_error(None, UserError("The disk is full. Make room."))
    messages.tell_error(None, ZeroDivisionError("oops"))
    assert shown[0][1:] == ("The disk is full. Make room.", "")
    assert "ZeroDivisionError: oops" in shown[1][2]
    assert "nothing is kept by halves" in shown[1][1]


@pytest.mark.parametrize("name", [name for name, _ in PAGES])
def test_every_page_of_the_help_can_be_read(name: str, theme: Theme, qtbot: QtBot) -> None:
    window = HelpWindow(name)
    qtbot.addWidget(window)
    assert len(window.text.toPlainText()) > 300
    assert page_text(name).startswith("# ")
