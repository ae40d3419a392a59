"""Tables sort on values, keep what was selected, are worked by keyboard, and edit in single steps."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from cspdesk.domain.audience import Audience, FieldMarking
from cspdesk.domain.money import pounds
from cspdesk.domain.partnership import Person
from cspdesk.errors import UserError
from cspdesk.store.store import open_store
from cspdesk.ui.models.table import SORT_ROLE, Column, TableModel
from cspdesk.ui.panels.transaction_table import INSET, TotalsRow
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.table import TableView

PEOPLE = tuple(Person(f"p{i}", name, post=post) for i, (name, post) in enumerate((("Bob", "9"), ("ann", "10"))))


def rename(session: Session, person: Person, value: object) -> None:
    if not str(value).strip():
        raise UserError("A person needs a name.")
    session.store.partnership.people.save(replace(person, name=str(value)))


def columns(session: Session) -> tuple[Column[Person], ...]:
    return (
        Column("Name", lambda p: p.name, edit=lambda p, v: rename(session, p, v), done="Renamed a person"),
        Column("Post", lambda p: pounds(int(p.post or 0) * 100), sort=lambda p: int(p.post or 0), align="right"),
        Column(
            "Grade",
            lambda p: p.email or "none",
            choices=lambda _: (("none", ""), ("high", "high")),
            edit=lambda p, v: session.store.partnership.people.save(replace(p, email=str(v))),
        ),
    )


@pytest.fixture
def model(session: Session) -> TableModel[Person]:
    session.do("Added people", lambda: session.store.partnership.people.insert(*PEOPLE))
    made = TableModel(columns(session), session)
    made.show(session.store.partnership.all_people())
    session.changed.connect(lambda: made.show(session.store.partnership.all_people()))
    return made


@pytest.fixture
def view(model: TableModel[Person], session: Session, qtbot: QtBot) -> TableView:
    made = TableView(model, session, "People")
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


class Painted(QObject):
    """Keeps which areas of a table's rows are painted."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self.areas: list[QRect] = []
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.rect())
        return super().eventFilter(watched, event)


def names(model: TableModel[Person]) -> list[str]:
    return [p.name for p in model.records]


def test_a_column_sorts_on_values_not_on_text(model: TableModel[Person]) -> None:
    model.sort(1, Qt.SortOrder.AscendingOrder)
    assert names(model) == ["Bob", "ann"]
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["ann", "Bob"]
    assert model.index(0, 1).data(SORT_ROLE) == 10


def test_figures_read_while_their_column_is_hidden_leave_it_its_width(
    view: TableView, model: TableModel[Person]
) -> None:
    width = view.columnWidth(1)
    view.setColumnHidden(1, True)
    model.show([replace(PEOPLE[0], post="3")])
    view.setColumnHidden(1, False)
    assert view.columnWidth(1) == width


def test_a_sum_wider_than_its_column_is_not_cut(view: TableView, model: TableModel[Person]) -> None:
    totals = TotalsRow(view)
    view.setColumnWidth(1, 60)
    totals.show_texts(("", "£12,345,678,901.00", ""), lambda _: False)
    font = totals.font()
    font.setBold(True)
    assert view.columnWidth(1) >= QFontMetrics(font).horizontalAdvance("£12,345,678,901.00") + 2 * INSET


def test_text_sorts_whatever_its_capitals(model: TableModel[Person]) -> None:
    model.sort(0)
    assert names(model) == ["ann", "Bob"]


def test_empty_values_sort_last(session: Session) -> None:
    model = TableModel([Column[int | None]("n", str, sort=lambda n: n)], key=lambda n: n)
    model.show([3, None, 1])
    model.sort(0)
    assert model.records == (1, 3, None)


def test_a_filter_keeps_the_sorting_and_counts_what_it_hides(model: TableModel[Person]) -> None:
    model.sort(0)
    model.set_filter(lambda p: p.name == "Bob")
    assert (names(model), model.total) == (["Bob"], 2)
    model.set_filter(None)
    assert names(model) == ["ann", "Bob"]


def test_each_cell_is_spoken_with_its_heading(model: TableModel[Person]) -> None:
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Name: ann"


def test_typing_in_a_cell_is_one_step(view: TableView, session: Session, qtbot: QtBot) -> None:
    model = view.table
    before = len(session.store.journal.steps())
    view.setCurrentIndex(model.index(0, 0))
    view.edit(model.index(0, 0))
    editor = view.findChild(QLineEdit)
    assert editor is not None
    editor.setText("Anna")
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    steps = session.store.journal.steps()
    assert (len(steps), steps[0].label) == (before + 1, "Renamed a person")
    assert names(model) == ["Anna", "Bob"]


def test_typing_the_same_is_no_step(view: TableView, session: Session) -> None:
    before = session.store.journal.steps()
    assert not view.table.setData(view.table.index(0, 0), "ann")
    assert session.store.journal.steps() == before


def test_what_cannot_be_taken_is_told_and_changes_nothing(
    view: TableView, session: Session, errors: list[Exception]
) -> None:
    assert not view.table.setData(view.table.index(0, 0), " ")
    assert [str(e) for e in errors] == ["A person needs a name."]
    assert names(view.table) == ["ann", "Bob"]


def test_a_choice_is_taken_from_a_list(view: TableView, session: Session) -> None:
    view.edit(view.table.index(0, 2))
    box = view.findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert session.store.partnership.people.get("p1").email == "high"


def test_a_table_of_a_file_open_for_reading_cannot_be_edited(session: Session, model: TableModel[Person]) -> None:
    with open_store(session.store.path, read_only=True) as store:
        reading = Session(store, session.settings, session.today)
        there = TableModel(columns(reading), reading)
        there.show(store.partnership.all_people())
        assert not there.flags(there.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
        reading.close()
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_the_selection_stays_when_records_are_read_anew(view: TableView, session: Session) -> None:
    view.select_key("p0")
    session.do("Added Aaron", lambda: session.store.partnership.people.insert(Person("p9", "Aaron")))
    assert [p.name for p in view.selected_records()] == ["Bob"]
    session.undo()
    assert [p.name for p in view.selected_records()] == ["Bob"]


def test_enter_opens_the_record(view: TableView, qtbot: QtBot) -> None:
    view.select_key("p0")
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0].name == "Bob"


def test_tab_leaves_the_table(view: TableView) -> None:
    assert not view.tabKeyNavigation()


def test_rows_are_copied_with_headings_for_a_spreadsheet_and_a_document(view: TableView) -> None:
    view.selectAll()
    view.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "Name\tPost\tGrade\nann\t£10.00\tnone\nBob\t£9.00\tnone"
    assert "<td>£9.00</td>" in data.html()


def test_what_a_spreadsheet_would_run_is_copied_as_text(view: TableView) -> None:
    view.table.show([Person("x", "=1+1", post="9")])
    view.selectAll()
    view.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert "'=1+1\t" in data.text()
    assert "<td>=" not in data.html()


def test_an_empty_table_says_what_belongs_there(view: TableView) -> None:
    view.table.show([])
    before = view.grab().toImage()
    view.say_when_empty("Nobody is here yet.")
    assert view.grab().toImage() != before


def test_rows_grow_with_the_text(view: TableView) -> None:
    height = view.rowHeight(0)
    font = view.font()
    font.setPixelSize(26)
    view.setFont(font)
    assert view.rowHeight(0) == 2 * height


def test_of_rows_that_stand_alone_only_those_that_changed_are_told(session: Session) -> None:
    session.do("Added people", lambda: session.store.partnership.people.insert(*PEOPLE))
    made = TableModel(columns(session), session, alone=True)
    told: list[object] = []
    made.dataChanged.connect(lambda first, last: told.append((first.row(), last.row(), last.column())))
    made.layoutChanged.connect(lambda: told.append("all"))
    made.modelReset.connect(lambda: told.append("reset"))
    one, other = PEOPLE
    made.show((one, other))
    made.show((one, replace(other, name="Ann")))
    assert [person.name for person in made.records] == ["Bob", "Ann"]
    made.show((one, other))
    made.show((other, one))
    made.show((one,))
    assert told == ["reset", (1, 1, 2), (1, 1, 2), "all", "reset"]


def test_a_marking_of_a_single_field_has_the_whole_table_told(session: Session) -> None:
    session.do("Added people", lambda: session.store.partnership.people.insert(*PEOPLE))
    made = TableModel(columns(session), session, alone=True)
    made.show(PEOPLE)
    told: list[str] = []
    made.layoutChanged.connect(lambda: told.append("all"))
    made.show(PEOPLE)
    marking = FieldMarking("m", "people", "p0", "email", Audience.RESTRICTED, "")
    session.do("Marked a field", lambda: session.store.markings.fields.insert(marking))
    made.show(PEOPLE)
    assert told == ["all"]


def test_a_scrolled_table_in_a_card_is_as_one_painted_whole(session: Session, qtbot: QtBot) -> None:
    people = tuple(Person(f"p{i}", f"Person {i}", post=str(i)) for i in range(60))
    card = Card()
    card.body.addWidget(view := TableView(TableModel(columns(session), session), session, "People"))
    view.table.show(people)
    qtbot.addWidget(card)
    card.setStyleSheet("[role='card'] QTableView { border: none; }")
    card.resize(600, 300)
    with qtbot.waitExposed(card):
        card.show()
    assert view.viewport().testAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    for place in (17, 40, 33, 400, 391):
        view.verticalScrollBar().setValue(place)
        QApplication.processEvents()
    screen = QGuiApplication.primaryScreen()
    shown = screen.grabWindow(card.winId()).toImage()
    card.update()
    view.viewport().update()
    QApplication.processEvents()
    assert not shown.isNull()
    assert shown == screen.grabWindow(card.winId()).toImage()


def test_other_columns_are_shown_under_their_headings(view: TableView, session: Session) -> None:
    view.select_key("p1")
    other = tuple(replace(column, title=f"{column.title} 2016") for column in columns(session))
    view.table.show_columns(other)
    view.table.show(PEOPLE)
    headings = [view.model().headerData(i, Qt.Orientation.Horizontal) for i in range(3)]
    assert headings == ["Name 2016", "Post 2016", "Grade 2016"]
    assert [person.id for person in view.selected_records()] == ["p1"]


def test_saying_again_what_stands_where_nothing_is_paints_no_row_again(view: TableView, qtbot: QtBot) -> None:
    with qtbot.waitExposed(view):
        view.show()
    view.say_when_empty("Nobody yet.")
    QApplication.processEvents()
    painted = Painted(view)
    view.say_when_empty("Nobody yet.")
    QApplication.processEvents()
    assert not painted.areas
    view.table.show(())
    view.say_when_empty("Nobody at all.")
    QApplication.processEvents()
    assert painted.areas
