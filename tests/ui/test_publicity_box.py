"""The box before something is made for the public while publicity is restricted: a warning, a name, a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.publicity import PublicityPeriod
from cspdesk.store.store import create_store
from cspdesk.ui.dialogs.publicity import PublicityDialog, may_publish
from cspdesk.ui.session import Session
from cspdesk.ui.settings import Settings

TODAY = date(2016, 4, 11)
PERIOD = PublicityPeriod("p", "Commissioner's election", date(2016, 3, 29), date(2016, 5, 5))


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with create_store(tmp_path / "s.cspdesk", "Testshire", "Ann") as store:
        with store.step("Entered"):
            store.scrutiny.save_period(PERIOD)
        yield Session(store, Settings(tmp_path / "settings.ini"), TODAY)


def test_it_warns_and_keeps_who_goes_on_and_why_as_one_step(session: Session, qtbot: QtBot) -> None:
    box = PublicityDialog(session, PERIOD, "“Evidence of spend”")
    qtbot.addWidget(box)
    assert box.by.text() == "Ann"
    box.reason.setPlainText("The auditor asked")
    box.accept()
    [kept] = session.store.scrutiny.publicity_exports.where()
    assert (kept.document, kept.went_on_by, kept.went_on_on) == ("“Evidence of spend”", "Ann", TODAY)
    session.undo()
    assert not session.store.scrutiny.publicity_exports.count()


def test_without_a_reason_it_says_so_beside_the_field_and_keeps_nothing(session: Session, qtbot: QtBot) -> None:
    box = PublicityDialog(session, PERIOD, "a plan")
    qtbot.addWidget(box)
    box.accept()
    assert "Say why" in box.problem_of(box.reason)
    assert not session.store.scrutiny.publicity_exports.count()


def test_it_asks_only_for_the_public_and_only_in_the_period(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(PublicityDialog, "ask", lambda box: asked.append(box._document) or False)
    assert may_publish(session, Audience.PARTNER, "for partners")
    session.today = date(2016, 5, 6)
    assert may_publish(session, Audience.PUBLIC, "afterwards")
    session.today = TODAY
    assert not may_publish(session, Audience.PUBLIC, "now")
    assert asked == ["now"]
