"""Notices below the tabs."""

from pathlib import Path

from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from cspdesk.ui.notices import Notices
from cspdesk.ui.settings import Settings


def test_a_notice_said_until_read_stays_away_once_it_was_put_away(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.ini")
    first = Notices(settings)
    qtbot.addWidget(first)
    first.say("sample", "This is the sample.", until_read=True)
    assert first.texts == ("This is the sample.",)
    first.findChildren(QToolButton)[0].click()
    again = Notices(settings)
    qtbot.addWidget(again)
    again.say("sample", "This is the sample.", until_read=True)
    assert again.texts == ()
