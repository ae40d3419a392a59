"""The field for texts: what is kept is what was typed, figures are found with @ and never come apart."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.analysis.claim_findings import ClaimContext
from cspdesk.analysis.claims import check_text
from cspdesk.domain.bound_figures import BoundFigure, Figures, by_key
from cspdesk.ui.narrative.document import OBJECT, NarrativeDocument, chip_tip
from cspdesk.ui.narrative.editor import NarrativeEditor
from cspdesk.ui.narrative.figure_list import matching
from cspdesk.ui.theme import LIGHT, Theme
from tests.ui.conftest import TODAY

FIGURES: Figures = by_key(
    (
        BoundFigure("m.paid", "Core money: paid", "£1,000", "Ledger", "Money"),
        BoundFigure("m.left", "Core money: left", "£250", "Ledger", "Money"),
        BoundFigure("i.change", "Crime: change", "15% higher", "Police", "Results", caveat="chance could explain it"),
        BoundFigure("i.none", "Crime: baseline", "", "Police", "Results", forbidden="It is counted otherwise."),
    )
)
KEYS = st.sampled_from([f"@{{{key}}}" for key in FIGURES] + ["@{gone}"])
LETTERS = st.characters(
    exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters=f"{OBJECT}@{{}}\N{NO-BREAK SPACE}"
)
BODIES = st.lists(st.one_of(st.text(LETTERS, max_size=12), KEYS, st.just("\n")), max_size=10).map("".join)


@pytest.fixture
def editor(qtbot: QtBot, theme: Theme) -> Iterator[NarrativeEditor]:
    """An editor in a window that is tall enough for its list."""
    holder = QWidget()
    holder.resize(700, 500)
    made = NarrativeEditor("Need")
    QVBoxLayout(holder).addWidget(made)
    qtbot.addWidget(holder)
    made.set_figures(FIGURES)
    holder.show()
    qtbot.waitExposed(holder)
    made.setFocus()
    yield made
    holder.hide()


@given(BODIES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_what_is_kept_is_what_was_put_in(qapp: object, body: str) -> None:
    from PySide6.QtGui import QFont

    document = NarrativeDocument(QFont(), LIGHT)
    document.put_body(QTextCursor(document), body)
    assert document.body() == body


def test_places_in_the_text_are_places_in_the_document(editor: NarrativeEditor) -> None:
    body = "We paid @{m.paid} and have @{m.left} left."
    editor.set_body(body)
    for word in ("We", "and", "left."):
        place = body.index(word)
        cursor = QTextCursor(editor.text)
        cursor.setPosition(editor.text.place_of(place))
        assert editor.text.body_between(cursor.position(), cursor.position() + len(word)) == word


def test_at_offers_figures_filtered_and_enter_puts_one_in(qtbot: QtBot, editor: NarrativeEditor) -> None:
    qtbot.keyClicks(editor, "We have @")
    assert editor.offered.isVisible()
    assert editor.offered.list.count() == len(FIGURES)
    qtbot.keyClicks(editor, "left mon")
    assert editor.offered.list.count() == 1
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.body() == "We have @{m.left}"
    assert not editor.offered.isVisible()
    qtbot.keyClicks(editor, " left.")
    assert editor.body() == "We have @{m.left} left."


def test_the_list_is_steered_by_the_keyboard(qtbot: QtBot, editor: NarrativeEditor) -> None:
    qtbot.keyClicks(editor, "@core")
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.body() == "@{m.left}"


def test_escape_leaves_what_was_typed(qtbot: QtBot, editor: NarrativeEditor) -> None:
    qtbot.keyClicks(editor, "ann@")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.keyClicks(editor, "place.org")
    assert editor.body() == "ann@place.org"
    assert not editor.offered.isVisible()


def test_a_figure_goes_with_one_stroke_and_comes_back_whole(qtbot: QtBot, editor: NarrativeEditor) -> None:
    editor.set_body("It cost @{m.paid}")
    editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.body() == "It cost "
    editor.undo()
    assert editor.body() == "It cost @{m.paid}"


def test_the_cursor_goes_over_a_figure_in_one_step_and_tells_of_it(qtbot: QtBot, editor: NarrativeEditor) -> None:
    editor.set_body("a @{i.change} b")
    told: list[str] = []
    editor.at_figure.connect(told.append)
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(3):
        qtbot.keyClick(editor, Qt.Key.Key_Right)
    assert editor.textCursor().position() == 3
    assert "To be said beside it: chance could explain it" in told[-1]
    qtbot.keyClick(editor, Qt.Key.Key_Right)
    qtbot.keyClick(editor, Qt.Key.Key_Right)
    assert told[-1] == ""


def test_copying_keeps_figures_bound(editor: NarrativeEditor) -> None:
    editor.set_body("Paid: @{m.paid}.")
    editor.selectAll()
    data = editor.createMimeDataFromSelection()
    assert data.text() == "Paid: @{m.paid}."
    editor.set_body("")
    editor.insertFromMimeData(data)
    assert editor.body() == "Paid: @{m.paid}."


def test_only_plain_text_is_taken_in(editor: NarrativeEditor) -> None:
    data = QMimeData()
    data.setHtml("<b>Bold</b> @{m.paid}")
    data.setText("Plain @{m.paid}")
    editor.insertFromMimeData(data)
    assert editor.body() == "Plain @{m.paid}"


def test_a_figure_that_changes_in_the_record_changes_in_the_text(editor: NarrativeEditor) -> None:
    from dataclasses import replace

    editor.set_body("@{m.paid}")
    before = editor.grab().toImage()
    editor.set_figures(dict(FIGURES) | {"m.paid": replace(FIGURES["m.paid"], text="£9,999")})
    assert editor.grab().toImage() != before
    assert editor.body() == "@{m.paid}"


def test_findings_are_underlined_where_their_words_stand(editor: NarrativeEditor) -> None:
    body = "Paid @{m.paid}, of which 12 people."
    editor.set_body(body)
    found = check_text(editor.body(), FIGURES, ClaimContext((), TODAY))
    editor.show_findings(found)
    assert [mark.cursor.selectedText() for mark in editor.extraSelections()] == ["12"]
    editor.go_to(found[0])
    assert editor.textCursor().selectedText() == "12"


def test_a_finding_is_gone_to_where_its_sentence_stands_by_now(editor: NarrativeEditor) -> None:
    editor.set_body("Paid in full. It was told to 12 people.")
    (found,) = (f for f in check_text(editor.body(), FIGURES, ClaimContext((), TODAY)) if f.words == "12")
    editor.set_body("Of @{m.paid} all was paid. It was told to 12 people.")
    editor.go_to(found)
    assert editor.textCursor().selectedText() == "12"
    editor.set_body("Nothing of it is left, nor of anything else that was written.")
    editor.go_to(found)
    assert not editor.textCursor().hasSelection()


def test_replacing_can_be_taken_back_in_the_field(editor: NarrativeEditor) -> None:
    editor.set_body("One @{m.paid}")
    editor.replace_body("Two @{m.left}")
    assert editor.body() == "Two @{m.left}"
    editor.undo()
    assert editor.body() == "One @{m.paid}"


def test_filling_is_no_edit_and_typing_is(qtbot: QtBot, editor: NarrativeEditor) -> None:
    edits: list[int] = []
    editor.edited.connect(lambda: edits.append(1))
    editor.set_body("Text @{m.paid}")
    assert not edits
    qtbot.keyClicks(editor, "x")
    assert edits


def test_figures_that_can_be_told_come_first() -> None:
    assert [f.key for f in matching(FIGURES.values(), "crime")] == ["i.change", "i.none"]
    assert matching(FIGURES.values(), "nothing of the kind") == []


@pytest.mark.parametrize(("key", "words"), [("i.none", "counted otherwise"), ("gone", "no longer has")])
def test_a_chip_says_why_it_has_no_figure(key: str, words: str) -> None:
    tip: Callable[..., str] = chip_tip
    assert words in tip(key, FIGURES.get(key))
