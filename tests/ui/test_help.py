"""The help says what is there."""

import re
from itertools import pairwise

from cspdesk.ui.actions import ACTIONS
from cspdesk.ui.help import PAGES, page_text


def test_every_menu_item_stands_in_the_help() -> None:
    written = page_text("menus").casefold()
    missing = [spec.plain for spec in ACTIONS if spec.text != "-" and f"**{spec.plain.casefold()}**" not in written]
    assert not missing


def test_every_link_of_the_help_leads_to_a_page() -> None:
    names = {name for name, _ in PAGES}
    linked = {name for page in names for name in re.findall(r"\]\((\w+)\.md\)", page_text(page))}
    assert linked <= names
    assert len(linked) > 5


def test_every_page_can_be_reached_from_the_page_before() -> None:
    for (name, _), (following, _) in pairwise(PAGES):
        assert f"]({following}.md)" in page_text(name)
