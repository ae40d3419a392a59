"""The window viewed as the public: no word of what is withheld is anywhere in it, in no tab, list, tip or menu."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import FinancialYear
from cspdesk.store.sample import fill_with_sample
from cspdesk.store.store import create_store
from cspdesk.ui.charts.frame import ChartFrame
from cspdesk.ui.files import Files
from cspdesk.ui.main_window import MainWindow
from cspdesk.ui.models.search_rows import rows_for
from cspdesk.ui.panels.charts_page import CLAIMS, PROFILE, SURE, WHERE, ChartsPage
from cspdesk.ui.panels.funding_pages import PAGES
from cspdesk.ui.session import Place, Session
from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import Theme
from tests.secrets_planted import PREFIX, Secrets, found_in
from tests.test_secrets import asked_for_by_nobody

DAY = date(2016, 9, 30)
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.EditRole,
)
SECTIONS = ("plan", "services", "reviews", "money", "results", "evidence")


@pytest.fixture
def planted(tmp_path: Path) -> Iterator[tuple[Session, Secrets]]:
    with create_store(tmp_path / "s.cspdesk", "Testshire", "Ann") as store:
        fill_with_sample(store)
        secrets = Secrets(store)
        secrets.plant(asked_for_by_nobody(store))
        session = Session(store, Settings(tmp_path / "settings.ini"), DAY)
        session.show_year(FinancialYear(2016))
        yield session, secrets


def words_of(widget: QWidget, *, only_shown: bool = False) -> Iterator[str]:
    """Give every word a window could show, speak or hint at; those of hidden pages too unless only_shown."""
    for each in (widget, *widget.findChildren(QWidget)):
        if only_shown and not each.isVisible():
            continue
        yield from (each.toolTip(), each.accessibleName(), each.accessibleDescription(), each.windowTitle())
        if isinstance(each, QLabel | QAbstractButton | QLineEdit):
            yield each.text()
        elif isinstance(each, QPlainTextEdit | QTextEdit):
            yield each.toPlainText()
        elif isinstance(each, QComboBox):
            yield from (each.itemText(i) for i in range(each.count()))
        elif isinstance(each, QAbstractItemView) and each.model() is not None:
            yield from _of_model(each.model())
    for action in widget.findChildren(QAction):
        yield from (action.text(), action.toolTip(), action.statusTip())


def _of_model(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    above = parent or QModelIndex()
    for row in range(model.rowCount(above)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(above)):
            index = model.index(row, column, above)
            yield from (str(index.data(role) or "") for role in ROLES)


def leaks(widget: QWidget, secrets: Secrets, where: str, *, only_shown: bool = False) -> set[str]:
    said = "\n".join(words_of(widget, only_shown=only_shown))
    return {f"{where}: {secrets.where[hit]}" for hit in re.findall(rf"{PREFIX}\d{{5}}k", said)}


def places(session: Session) -> Iterator[Place]:
    store = session.store
    yield from (Place(tab) for tab in ("desk", "funding", "scrutiny", "documents", "history"))
    yield from (Place("funding", section=page.key) for page in PAGES)
    for priority in store.partnership.all_priorities():
        yield from (Place("priority", priority.id, section) for section in SECTIONS)
    for agreement in store.funding.all_agreements():
        yield Place("funding", record_id=agreement.id)
    for made in (*store.scrutiny.questions.where(), *store.scrutiny.recommendations.where()):
        yield Place("scrutiny", record_id=made.id)


def opened(session: Session) -> Iterator[Place]:
    """Give a place for some records of each kind that a panel opens."""
    store = session.store
    for action in store.plans.actions.where()[::4]:
        yield Place("priority", action.priority_id, "plan", action.id, FinancialYear.of(action.starts_on))
    for service in store.services.services.where():
        yield Place("priority", service.priority_id, "services", service.id)
    for case in store.services.case_reviews_of():
        yield Place("priority", case.priority_id, "services", case.id)
    for review in store.reviews.all_reviews():
        at = review.priority_id or store.partnership.all_priorities()[0].id
        yield Place("priority", at, "reviews", review.id, review.year)
    for indicator in store.results.indicators.where()[::3]:
        yield Place("priority", indicator.priority_id, "results", indicator.id)


def test_no_word_of_what_is_withheld_is_anywhere_in_the_window(
    planted: tuple[Session, Secrets], qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    session, secrets = planted
    session.show_audience(Audience.PUBLIC)
    window = MainWindow(session, Theme(qapp, session.settings), Files(session.settings))
    qtbot.addWidget(window)
    window.show()
    found = leaks(window, secrets, "first sight")
    for place in (*places(session), *opened(session)):
        window.go(place)
        qapp.processEvents()
        page: Any = window.stack.currentWidget()
        qtbot.waitUntil(lambda: not session.jobs._running | session.jobs._in_pieces, timeout=20_000)
        found |= leaks(page, secrets, f"{place.tab} {place.section or ''} {'record' if place.record_id else ''}")
        found |= {f"{place.tab} {place.section}, chart: {hit}" for hit in in_charts(page, tmp_path, secrets)}
    assert not found, "\n".join(sorted(found))


def in_charts(page: QWidget, folder: Path, secrets: Secrets) -> Iterator[str]:
    """Give what is found in the charts of a page, written in each of their forms."""
    for charts in page.findChildren(ChartsPage):
        for which in (PROFILE, WHERE, SURE, CLAIMS):
            charts.turn(which)
            for ending in ("svg", "csv"):
                if charts.write(folder / f"funding.{ending}"):
                    yield from found_in(folder / f"funding.{ending}", secrets.where)
    for view in page.findChildren(ChartFrame):
        for ending in ("svg", "csv", "png"):
            view.write(path := folder / f"chart.{ending}")
            if path.exists():
                yield from found_in(path, secrets.where)
                path.unlink()


def test_what_was_shown_before_the_audience_changed_is_gone(
    planted: tuple[Session, Secrets], qtbot: QtBot, qapp: QApplication
) -> None:
    session, secrets = planted
    window = MainWindow(session, Theme(qapp, session.settings), Files(session.settings))
    qtbot.addWidget(window)
    window.show()
    found: set[str] = set()
    for place in (*places(session), *list(opened(session))[::3]):
        window.go(place)
        qapp.processEvents()
        session.show_audience(Audience.PUBLIC)
        qapp.processEvents()
        where = f"{place.tab} {place.section or ''} {'record' if place.record_id else ''}"
        found |= leaks(window, secrets, where, only_shown=True)
        session.show_audience(Audience.RESTRICTED)
    assert not found, "\n".join(sorted(found))


def test_the_search_finds_nothing_by_a_word_that_is_withheld(planted: tuple[Session, Secrets]) -> None:
    session, secrets = planted
    session.store.search.read_all()
    session.show_audience(Audience.PUBLIC)
    for secret, where in secrets.where.items():
        assert not session.store.search.find(secret, Audience.PUBLIC), where
    said = repr(rows_for(session, "the", (), ()))
    assert PREFIX not in said
