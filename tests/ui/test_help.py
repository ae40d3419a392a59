"""The help says what is there."""

import re
from itertools import pairwise

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cspdesk.ui.actions import ACTIONS
from cspdesk.ui.help import PAGES, HelpWindow, page_text
from cspdesk.ui.theme import Theme


def test_every_menu_item_stands_in_the_help() -> None:
    written = page_text("menus").casefold()
    missing = [spec.plain for spec in ACTIONS if spec.text != "-" and f"**{spec.plain.casefold()}**" not in written]
    assert not missing


def test_each_page_of_the_list_has_its_row_to_itself(theme: Theme, qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    shown = HelpWindow("keyboard", holder)
    shown.show()
    rows = [shown.pages.visualItemRect(shown.pages.item(place)) for place in range(shown.pages.count())]
    assert all(row.height() == shown.pages.sizeHintForRow(0) for row in rows)
    assert all(above.bottom() < below.top() for above, below in pairwise(rows))
    theme.zoom_by(2)
    larger = HelpWindow("keyboard", holder)
    larger.show()
    assert larger.pages.sizeHintForColumn(0) <= larger.pages.viewport().width(), "its longest title is whole"


def test_every_link_of_the_help_leads_to_a_page() -> None:
    names = {name for name, _ in PAGES}
    linked = {name for page in names for name in re.findall(r"\]\((\w+)\.md\)", page_text(page))}
    assert linked <= names
    assert len(linked) > 5


def test_every_page_can_be_reached_from_the_page_before() -> None:
    for (name, _), (following, _) in pairwise(PAGES):
        assert f"]({following}.md)" in page_text(name)
