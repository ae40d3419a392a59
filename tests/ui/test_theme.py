"""Colours can be read, sizes grow together, and the style sheet is whole, in light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from cspdesk.paths import resource
from cspdesk.ui import icons
from cspdesk.ui.dialogs.form import FormDialog
from cspdesk.ui.settings import Settings
from cspdesk.ui.stylesheet import style_sheet
from cspdesk.ui.theme import DARK, LIGHT, SIZES, ZOOMS, Colours, Mode, Theme, colours, palette_of
from cspdesk.ui.widgets.choice_box import ChoiceBox
from cspdesk.ui.widgets.text import BETWEEN_FACTS, ElidedLabel

ON_GROUNDS = [
    *((text, ground) for text in ("text", "quiet", "danger") for ground in ("page", "card", "raised")),
    *(("text", f"{name}_soft") for name in ("accent", "good", "warning", "danger", "neutral")),
    *((name, f"{name}_soft") for name in ("good", "warning", "danger", "accent")),
    ("on_accent", "accent"),
    ("accent", "card"),
    ("good", "card"),
    ("warning", "card"),
]


def luminance(colour: str) -> float:
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("shown", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), ON_GROUNDS)
def test_text_stands_out_from_its_ground(shown: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(shown, text), getattr(shown, ground)) >= 4.5


@pytest.mark.parametrize("shown", [LIGHT, DARK], ids=["light", "dark"])
def test_what_can_be_typed_in_has_an_edge_to_be_seen(shown: Colours) -> None:
    assert contrast(shown.accent, shown.card) >= 3
    assert contrast(shown.spent, shown.left) >= 3


@pytest.mark.parametrize("scale", [z / 100 for z in ZOOMS])
def test_the_style_sheet_names_no_colour_or_size_that_is_not_there(scale: float) -> None:
    sheet = style_sheet(LIGHT.named(), {"chevron": "chevron.svg", "tick": "check.svg"}, scale)
    assert "@" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_a_palette_tells_which_colours_it_was_made_from() -> None:
    assert colours(palette_of(LIGHT)) is LIGHT
    assert colours(palette_of(DARK)) is DARK


def test_zoom_changes_the_font_and_stays_within_its_ends(theme: Theme) -> None:
    try:
        for _ in range(20):
            theme.zoom_by(1)
        assert theme.zoom == 200
        assert QApplication.font().pixelSize() == 2 * SIZES["body"]
        for _ in range(20):
            theme.zoom_by(-1)
        assert theme.zoom == 80
    finally:
        theme.zoom_by(0)
    assert theme.zoom == 100


def test_the_choice_of_colours_is_remembered(theme: Theme, qapp: QApplication, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "s.ini")
    try:
        Theme(qapp, settings).choose(Mode.DARK)
        assert Theme(qapp, settings).is_dark
    finally:
        theme.apply()


def test_icons_follow_the_theme(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.put_icon(button, "plus")
    light = middle(button.icon())
    try:
        theme.choose(Mode.DARK)
        icons.retint()
        dark = middle(button.icon())
    finally:
        theme.choose(Mode.LIGHT)
    assert light < 80
    assert dark > 200


def middle(icon: QIcon) -> int:
    """Return how light the middle of an icon is, from 0 to 255."""
    image = icon.pixmap(16, 16).toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2).lightness()


def test_every_icon_is_drawn_at_the_size_it_is_shown_in(theme: Theme) -> None:
    drawings = [path.stem for path in resource("icons").glob("*.svg") if not path.stem.endswith(("-light", "-dark"))]
    assert drawings
    side = round(icons.SIZE * icons.DRAWN_LARGER * QApplication.primaryScreen().devicePixelRatio())
    for name in drawings:
        image = icons.icon(name).pixmap(icons.SIZE * icons.DRAWN_LARGER).toImage()
        assert (image.width(), image.height()) == (side, side), name
        assert any(image.pixelColor(x, y).alpha() for x in range(side) for y in range(side)), name
        assert image.pixelColor(0, 0).alpha() == 0, f"{name} has no clear ground"


def test_every_icon_named_in_the_code_is_there_and_no_other() -> None:
    folder = resource("icons")
    there = {path.stem for path in folder.glob("*.svg") if not path.stem.endswith(("-light", "-dark"))}
    sources = "\n".join(path.read_text() for path in Path(icons.__file__).parent.rglob("*.py"))
    named = set(re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"', sources))
    assert {name for name in there if name not in named} == set()
    assert (folder / "LICENSE.txt").is_file()


def test_a_line_of_facts_leaves_out_whole_facts_where_there_is_no_room(qtbot: QtBot) -> None:
    line = ElidedLabel(BETWEEN_FACTS.join(("Lead: somebody", "2 open actions", "£4,162.39 not evidenced")))
    qtbot.addWidget(line)
    room = line.fontMetrics().horizontalAdvance(line.text())
    assert line.shown_in(room) == line.text()
    assert line.shown_in(room - 1) == f"Lead: somebody{BETWEEN_FACTS}2 open actions{BETWEEN_FACTS.rstrip()} …"
    assert line.shown_in(20).endswith("…")


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot) -> None:
    saved: list[bool] = []
    form = FormDialog("A form", lambda: bool(saved.append(True)) or True)
    form.add("&Name", QLineEdit())
    qtbot.addWidget(form)
    form.show()
    cancel = next(b for b in form.findChildren(QPushButton) if b.text() == "Cancel")
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert (form.isVisible(), saved) == (False, [])
    form.show()
    qtbot.keyClick(form.findChild(QLineEdit), Qt.Key.Key_Return)
    assert (form.isVisible(), saved) == (False, [True])


def test_a_list_of_choices_is_as_wide_as_its_words(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QComboBox, "showPopup", lambda _: None)  # not every platform lets a test open it
    box = ChoiceBox([("Everything", 1), ("Stated otherwise than the dates say, without a reason", 2)])
    qtbot.addWidget(box)
    box.setFixedWidth(60)
    box.showPopup()
    assert box.view().minimumWidth() > box.view().sizeHintForColumn(0) > box.width()
