"""The rule for small numbers is changed in one step and holds for the readers it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.store.store import create_store
from cspdesk.ui.dialogs.small_numbers import SmallNumbersDialog
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with create_store(tmp_path / "s.cspdesk", "Testshire", "Ann") as store:
        yield Session(store, Settings(tmp_path / "settings.ini"), date(2016, 9, 30))


def test_the_usual_rule_is_shown_and_another_is_kept_and_undone(session: Session, qtbot: QtBot) -> None:
    box = SmallNumbersDialog(session)
    qtbot.addWidget(box)
    assert (box.public.value(), box.partner.value()) == (5, 0)
    box.public.setValue(10)
    box.accept()
    assert session.store.markings.rule().least(Audience.PUBLIC) == 10
    assert session.store.markings.rule().least(Audience.RESTRICTED) == 0
    session.undo()
    assert session.store.markings.rule().least(Audience.PUBLIC) == 5


def test_a_rule_left_as_it_is_leaves_no_history(session: Session, qtbot: QtBot) -> None:
    before = session.store.journal.newest_change()
    box = SmallNumbersDialog(session)
    qtbot.addWidget(box)
    box.accept()
    assert session.store.journal.newest_change() == before
