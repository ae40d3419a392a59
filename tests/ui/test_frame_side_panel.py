"""The side panel saves as one, never loses what was typed unasked, and is worked by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.domain.partnership import Person
from cspdesk.errors import UserError
from cspdesk.ui.lazy_pages import SIDE_PANEL
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.theme import Theme
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, MoneyEdit, NumberBox, PersonBox, TextBox, typed_date
from cspdesk.ui.widgets.side_panel import SidePanel

Answer = Callable[[str | None], list[str]]


class Form:
    """A panel with one field, and what was saved from it."""

    holder: QWidget

    def __init__(self, panel: SidePanel) -> None:
        self.panel, self.field, self.saved = panel, QLineEdit("old"), []
        self.willing = True
        panel.begin("A payment", [("&Payee", self.field)], self.save)

    def save(self) -> bool:
        self.saved.append(self.field.text())
        return self.willing


@pytest.fixture
def form(theme: Theme, qtbot: QtBot) -> Form:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = Form(SidePanel(holder))
    made.holder = holder
    holder.show()
    holder.activateWindow()
    qtbot.waitActive(holder)
    return made


def test_control_enter_saves_and_closes(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.field, "er")
    with qtbot.waitSignal(form.panel.closed):
        qtbot.keyClick(form.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.saved == ["older"]
    assert form.panel.isHidden()


def test_words_too_long_for_their_field_show_how_they_begin(form: Form) -> None:
    first, long = QLineEdit("words that go on and on " * 9), QLineEdit("words that go on and on " * 9)
    form.panel.begin("A meeting", [("&Committee", first), ("&About", long)], form.save)
    assert long.cursorPosition() == 0
    assert first.cursorPosition() == len(first.text()), "typed on where its words end"


def test_a_number_stands_as_far_from_its_edge_as_words_do(form: Form) -> None:
    number, words = NumberBox(), QLineEdit("7")
    form.panel.begin("A rule", [("&Days", number), ("&Words", words)], form.save)
    form.panel.grab()
    number.lineEdit().home(False)
    edges = [
        box.mapTo(form.panel, box.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).topLeft()).x()
        for box in (number.lineEdit(), words)
    ]
    assert abs(edges[0] - edges[1]) <= 3


def test_what_cannot_be_saved_stays_to_be_mended(form: Form, qtbot: QtBot) -> None:
    form.willing = False
    qtbot.keyClicks(form.field, "er")
    assert not form.panel.save()
    assert not form.panel.isHidden()
    assert form.panel.is_dirty


def test_escape_closes_when_nothing_was_typed(form: Form, qtbot: QtBot) -> None:
    qtbot.keyClick(form.panel, Qt.Key.Key_Escape)
    assert form.panel.isHidden()
    assert form.saved == []


@pytest.mark.parametrize(
    ("reply", "hidden", "saved"), [("Save", True, ["older"]), ("Discard", True, []), (None, False, [])]
)
def test_unsaved_typing_is_asked_about(
    form: Form, qtbot: QtBot, answer: Answer, reply: str | None, hidden: bool, saved: list[str]
) -> None:
    asked = answer(reply)
    qtbot.keyClicks(form.field, "er")
    qtbot.keyClick(form.panel, Qt.Key.Key_Escape)
    assert asked == ["Save your changes?"]
    assert (form.panel.isHidden(), form.saved) == (hidden, saved)
    form.panel._dirty = False


def test_the_window_finds_the_panel_by_its_name(form: Form) -> None:
    assert form.holder.findChildren(QWidget, SIDE_PANEL) == [form.panel]


def test_a_panel_without_saving_only_shows(form: Form) -> None:
    field = QLineEdit("x")
    form.panel.begin("A payment", [("Payee", field)], None)
    assert not field.isEnabled()
    assert form.panel.save_button.isHidden()


def test_money_is_shown_in_full_and_read_in_pence(theme: Theme, qtbot: QtBot) -> None:
    field = MoneyEdit(123_456)
    qtbot.addWidget(field)
    assert field.text() == "£1,234.56"
    field.setText("1,500")
    field.editingFinished.emit()
    assert (field.text(), field.pence()) == ("£1,500.00", 150_000)
    field.setText("ten")
    field.editingFinished.emit()
    assert field.property("wrong")
    assert "not an amount" in field.toolTip()
    field.clear()
    assert field.pence() is None


@pytest.mark.parametrize("typed", ["05/05/2016", "5/5/16", "5 May 2016", "2016-05-05", "5.5.2016"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert typed_date(typed) == date(2016, 5, 5)


def test_what_is_no_day_is_refused_in_words() -> None:
    with pytest.raises(UserError, match="is not a date"):
        typed_date("31/02/2016")


def test_a_day_is_shown_as_forms_write_it(theme: Theme, qtbot: QtBot) -> None:
    field = DateEdit(date(2016, 5, 5))
    qtbot.addWidget(field)
    assert (field.text(), field.day()) == ("05/05/2016", date(2016, 5, 5))


def test_a_choice_keeps_its_value_when_the_offer_changes(theme: Theme, qtbot: QtBot) -> None:
    box = ChoiceBox([("One", 1), ("Two", 2)])
    qtbot.addWidget(box)
    box.set_value(2)
    box.set_options([("Two", 2), ("Three", 3)])
    assert box.value() == 2


def test_a_person_is_found_by_name_and_a_new_one_is_seen(theme: Theme, qtbot: QtBot) -> None:
    box = PersonBox([Person("p1", "Ann Officer")])
    qtbot.addWidget(box)
    box.setEditText("ann officer")
    assert (box.person_id(), box.new_name()) == ("p1", "")
    box.setEditText("Bob")
    assert (box.person_id(), box.new_name()) == (None, "Bob")
    box.set_person(None)
    assert (box.person_id(), box.new_name()) == (None, "")


@pytest.mark.parametrize("lines", [1, 3, 8])
def test_a_box_that_holds_all_its_lines_cannot_be_scrolled(qtbot: QtBot, theme: Theme, lines: int):
    box = GrowingBox("\n".join("words" for _ in range(lines)), 1)
    qtbot.addWidget(box)
    box.show()
    assert box.verticalScrollBar().maximum() == 0, "the first line can be scrolled out of a box with room for it"


def test_tab_leaves_a_box_of_several_lines(theme: Theme, qtbot: QtBot) -> None:
    box = TextBox(" a note ")
    qtbot.addWidget(box)
    assert box.tabChangesFocus()
    assert box.text() == "a note"
