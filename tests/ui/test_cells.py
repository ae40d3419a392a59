"""Cells show by their ground what is selected, pointed at and worked in, and say what they have room for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPointF, Qt
from PySide6.QtGui import QColor, QHoverEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.ui.icons import icon
from cspdesk.ui.models.table import Column, TableModel
from cspdesk.ui.session import Session
from cspdesk.ui.theme import DARK, LIGHT, Mode, Theme
from cspdesk.ui.widgets.cells import PADDING
from cspdesk.ui.widgets.table import TableView
from tests.ui.painted import HEIGHT, WIDTH, painted_cell

MIDDLE = HEIGHT // 2


@pytest.fixture
def view(session: Session, qtbot: QtBot, qapp: QApplication) -> TableView:
    Theme(qapp, session.settings).choose(Mode.LIGHT)
    columns = (
        Column[str]("Left", str),
        Column[str]("Right", str, align="right"),
        Column[str]("Bold", str, strong=lambda _: True, colour=lambda _: "danger"),
        Column[str]("Picture", str, decoration=lambda _: icon("eye", "quiet")),
    )
    made = TableView(TableModel(columns), session, "Words")
    qtbot.addWidget(made)
    made.table.show(("Words",))
    return made


def inked(image: QImage, ground: QColor | None = None) -> set[int]:
    """Return where across a cell anything stands between its edges."""
    empty = ground or QColor(Qt.GlobalColor.transparent)
    rows = range(4, image.height() - 4)
    return {x for x in range(2, image.width() - 2) for y in rows if image.pixelColor(x, y) != empty}


def test_words_stand_at_the_side_their_column_gives_them(view: TableView) -> None:
    left, right = (inked(painted_cell(view, view.table.index(0, place))) for place in (0, 1))
    assert PADDING - 1 <= min(left) <= PADDING + 2
    assert max(left) < WIDTH // 2 < min(right)
    assert WIDTH - PADDING - 3 <= max(right) <= WIDTH - PADDING


def test_words_without_room_end_in_points_within_the_cell(view: TableView) -> None:
    index = view.table.index(0, 0)
    assert max(inked(painted_cell(view, index, words="Words " * 40))) <= WIDTH - PADDING
    assert max(inked(painted_cell(view, index, words="Words\nof two lines"))) <= WIDTH - PADDING


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_the_ground_tells_what_is_selected_and_pointed_at(
    view: TableView, colours: object, session: Session, qapp: QApplication
) -> None:
    theme = Theme(qapp, session.settings)
    theme.choose(Mode.DARK if colours is DARK else Mode.LIGHT)
    c = DARK if colours is DARK else LIGHT
    index, flags = view.table.index(0, 0), QItemSelectionModel.SelectionFlag
    for selected, pointed_at, shade in (
        (False, False, "#00000000"),
        (False, True, c.hover),
        (True, False, c.accent_soft),
        (True, True, c.accent_soft),
    ):
        whole = flags.ClearAndSelect | flags.Rows  # selectRow would ask for Ctrl, which another test may have left down
        view.selectionModel().select(index, whole if selected else flags.Clear)
        cell = painted_cell(view, index, pointed_at=pointed_at)
        assert cell.pixelColor(WIDTH - 3, MIDDLE) == QColor(shade)
        assert cell.pixelColor(WIDTH - 3, HEIGHT - 1) == QColor(c.line)
    theme.choose(Mode.LIGHT)


def test_the_cell_worked_in_has_a_frame_all_round(view: TableView) -> None:
    cell = painted_cell(view, view.table.index(0, 0), current=True)
    edges = [(0, MIDDLE), (1, MIDDLE), (WIDTH - 1, MIDDLE), (MIDDLE, 0), (MIDDLE, HEIGHT - 1), (MIDDLE, HEIGHT - 2)]
    assert {cell.pixelColor(*edge).name() for edge in edges} == {LIGHT.accent}
    assert cell.pixelColor(WIDTH - 3, MIDDLE).alpha() == 0


def test_bold_words_are_bold_and_in_their_colour(view: TableView) -> None:
    bold = painted_cell(view, view.table.index(0, 2))
    assert LIGHT.danger in {bold.pixelColor(x, y).name() for x in range(WIDTH) for y in range(HEIGHT)}
    assert max(inked(bold)) > max(inked(painted_cell(view, view.table.index(0, 0))))


def test_a_picture_stands_before_the_words(view: TableView) -> None:
    alone = inked(painted_cell(view, view.table.index(0, 3), words=""))
    both = inked(painted_cell(view, view.table.index(0, 3)))
    assert min(alone) >= PADDING
    assert max(alone) < PADDING + view.look.picture
    assert min(both - alone) > max(alone)


def test_what_is_at_hand_is_asked_of_the_view(view: TableView, qtbot: QtBot) -> None:
    view.resize(600, 200)
    with qtbot.waitExposed(view):
        view.show()
    view.setCurrentIndex(view.table.index(0, 1))
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    view.at_hand.look()
    assert view.at_hand.is_selected(view.table.index(0, 0))
    assert view.at_hand.current == (0, 1)


def test_the_mouse_is_followed_as_qt_follows_it(view: TableView, qtbot: QtBot) -> None:
    view.resize(600, 200)
    with qtbot.waitExposed(view):
        view.show()
    middle = QPointF(view.visualRect(view.table.index(0, 2)).center())
    for kind, pointed_at in ((QEvent.Type.HoverMove, (0, 2)), (QEvent.Type.HoverLeave, None)):
        QApplication.sendEvent(view.viewport(), QHoverEvent(kind, middle, QPointF(middle), QPointF(-1, -1)))
        assert view.at_hand.pointed_at == pointed_at
