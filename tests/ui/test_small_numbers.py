"""The rule for small numbers is changed in one step and holds for the readers it names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.papers import Beneficiary, CaseStudy
from cspdesk.domain.partnership import Priority
from cspdesk.store.store import create_store
from cspdesk.ui.dialogs.small_numbers import SmallNumbersDialog
from cspdesk.ui.panels.paper_people import Beneficiaries, CaseStudies
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


def test_who_benefited_and_whose_story_it_is_are_shown_as_the_readers_looked_as_are_told_them(
    session: Session, qtbot: QtBot
) -> None:
    store, priority = session.store, Priority("p", 1, "Domestic violence")
    with store.step("Entered"):
        store.partnership.priorities.insert(priority)
        for place, (part, people) in enumerate((("Under 18", 3), ("18 to 24", 41), ("25 and over", 97))):
            store.papers.beneficiaries.insert(Beneficiary(f"b{place}", "p", session.year, "Age", part, people, place))
        hidden = CaseStudy("c", "p", session.year, "Mill Lane", "What happened", marking=Audience.PARTNER)
        store.papers.case_studies.insert(hidden)
    said = {}
    for audience in (Audience.RESTRICTED, Audience.PUBLIC):
        session.show_audience(audience)
        shown = (Beneficiaries(session, priority, session.year), CaseStudies(session, priority, session.year))
        for each in shown:
            qtbot.addWidget(each)
        said[audience] = " ".join(label.text() for each in shown for label in each.findChildren(QLabel))
    assert "Under 18: 3" in said[Audience.RESTRICTED]
    assert "Mill Lane" in said[Audience.RESTRICTED]
    assert "Under 18: [c]" in said[Audience.PUBLIC]
    assert "97" in said[Audience.PUBLIC]
    assert "Mill Lane" not in said[Audience.PUBLIC]
    assert "1 case study is withheld from the public version" in said[Audience.PUBLIC]
