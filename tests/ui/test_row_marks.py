"""Each row of a table shows quietly, and says, that fewer than everybody may see its record, or one field of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience, FieldMarking
from cspdesk.domain.periods import FinancialYear
from cspdesk.store.sample import fill_with_sample
from cspdesk.store.store import create_store
from cspdesk.ui.files import Files
from cspdesk.ui.main_window import MainWindow
from cspdesk.ui.models.grouped import Heading
from cspdesk.ui.models.marks import mark_words, marked_record
from cspdesk.ui.session import Place, Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import Theme
from cspdesk.ui.widgets.cells import PADDING
from cspdesk.ui.widgets.table import TableView
from tests.secrets_planted import all_tables
from tests.ui.painted import painted_cell

DAY = date(2016, 9, 30)
OWN = "Commercial: the words of whoever marked it"
LISTED = {"Action", "Agreement", "Transaction", "Evidence", "CommissionedService", "CaseReview", "Meeting", "Question",
          "Recommendation", "Priority", "Match", "Virement", "Paper", "ReviewHeading"}  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """The sample with every record that can be marked kept from the public, and a word of each from partners too."""
    with create_store(tmp_path / "s.cspdesk", "Testshire", "Ann") as store:
        fill_with_sample(store)
        with store.step("Marked"):
            for table in all_tables(store).values():
                if "marking" in table.columns and table.name != "field_markings":
                    each = (replace(r, marking=Audience.PARTNER, marking_reason=OWN) for r in table.where())
                    table.update(*each)
        made = Session(store, Settings(tmp_path / "settings.ini"), DAY)
        made.show_year(FinancialYear(2016))
        yield made


def places(session: Session) -> Iterator[Place]:
    yield from (Place(tab) for tab in ("desk", "funding", "scrutiny", "documents"))
    priority = session.store.partnership.all_priorities()[2]
    for section in ("plan", "services", "reviews", "money", "evidence"):
        yield Place("priority", priority.id, section)


def test_every_listed_record_that_is_marked_shows_the_sign_and_says_it(
    session: Session, qtbot: QtBot, qapp: QApplication
) -> None:
    window = MainWindow(session, Theme(qapp, session.settings), Files(session.settings))
    qtbot.addWidget(window)
    window.show()
    seen: set[str] = set()
    for place in places(session):
        window.go(place)
        qapp.processEvents()
        page: Any = window.stack.currentWidget()
        for view in page.findChildren(TableView):
            seen |= set(signs(view))
    missing = LISTED - seen
    assert not missing - {"Meeting", "Match", "Virement"}, missing  # which stand behind a choice or in a folded part


def signs(view: TableView) -> Iterator[str]:
    """Give the kinds of the records in a table that show the sign; each marked one must."""
    model = view.table
    for row in range(model.rowCount()):
        line = model.line(row) if hasattr(model, "line") else model.record(row)
        record = None if isinstance(line, Heading) else marked_record(line)
        if record is None or record.marking is Audience.PUBLIC:
            continue
        index = model.index(row, model.mark_place)
        for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = str(index.data(role))
            assert "Seen by partner readers only" in said, (view.accessibleName(), said)
            assert "whoever marked it" not in said.split("Seen by")[-1]
        assert isinstance(index.data(Qt.ItemDataRole.DecorationRole), QIcon)
        yield type(record).__name__


def test_a_record_that_everybody_may_see_has_no_sign(session: Session) -> None:
    action = replace(session.store.plans.actions.where()[0], marking=Audience.PUBLIC)
    assert mark_words(action, {}) == ""
    assert mark_words(object(), {}) == ""
    marked = replace(action, marking=Audience.RESTRICTED, marking_reason=OWN)
    assert mark_words(marked, {}) == "Seen by restricted readers only: commercial."


def test_a_field_that_is_marked_is_told_as_soon_as_it_is_and_until_it_is_undone(session: Session) -> None:
    action = replace(session.store.plans.actions.where()[0], marking=Audience.PUBLIC)
    assert mark_words(action, session.single_marks()) == ""
    made = FieldMarking("f", "actions", action.id, "rating_reason", Audience.RESTRICTED, OWN)
    session.do("Marked", lambda: session.store.markings.fields.insert(made))
    assert mark_words(action, session.single_marks()) == "Seen by fewer: reason for the rating (restricted)."
    session.undo()
    assert mark_words(action, session.single_marks()) == ""


def test_the_sign_stands_behind_the_words(session: Session, qtbot: QtBot, qapp: QApplication) -> None:
    window = MainWindow(session, Theme(qapp, session.settings), Files(session.settings))
    qtbot.addWidget(window)
    window.go(Place("priority", session.store.partnership.all_priorities()[2].id, "evidence"))
    page: Any = window.stack.currentWidget()
    view = next(v for v in page.findChildren(TableView) if v.table.rowCount())
    index = view.table.index(0, view.table.mark_place)
    assert view.table.data(index, int(Qt.ItemDataRole.DecorationRole)) is not None
    cell = painted_cell(view, index, words="")
    inked = {x for x in range(cell.width()) for y in range(4, cell.height() - 4) if cell.pixelColor(x, y).alpha()}
    assert inked
    assert min(inked) > cell.width() - view.look.picture - 2 * PADDING
