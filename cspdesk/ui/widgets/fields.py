"""Form fields that speak the record's values: money in pence, days, choices, people."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QDate, QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
    QWidgetAction,
)

from cspdesk.domain.money import pounds, typed_pence
from cspdesk.domain.partnership import Person
from cspdesk.domain.periods import short_date
from cspdesk.errors import UserError
from cspdesk.ui.icons import icon
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.choice_box import ChoiceBox as ChoiceBox  # with the others, for whoever makes a form
from cspdesk.ui.widgets.steady import SteadyBox

DATE_FORMS = ("%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d.%m.%Y", "%d-%m-%Y")


def typed_date(text: str) -> date:
    """Return the day a person typed: 05/05/2016, 5 May 2016 or 2016-05-05. Raises UserError when it is none."""
    for form in DATE_FORMS:
        try:
            return datetime.strptime(" ".join(text.split()), form).date()  # noqa: DTZ007 -- a day has no time zone
        except ValueError:
            continue
    raise UserError(f"“{text}” is not a date. Write it like 05/05/2016.")


class MoneyEdit(QLineEdit):
    """An amount of money, in pence; shown as £1,234.50 when it is left."""

    def __init__(self, pence: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setPlaceholderText("£0.00")
        self.set_pence(pence)
        self.editingFinished.connect(self._tidy)

    def pence(self) -> int | None:
        """Return the amount, None when empty. Raises UserError when it is not an amount."""
        return typed_pence(self.text()) if self.text().strip() else None

    def set_pence(self, pence: int | None) -> None:
        """Show an amount."""
        self.setText("" if pence is None else pounds(pence))

    def _tidy(self) -> None:
        try:
            self.set_pence(self.pence())
        except UserError as error:
            _mark(self, str(error))
        else:
            _mark(self, "")


class DateEdit(QLineEdit):
    """A day as dd/mm/yyyy, typed or taken from a calendar (Alt+Down); may be empty."""

    def __init__(self, day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("dd/mm/yyyy")
        self.set_day(day)
        self.editingFinished.connect(self._tidy)
        self._open = self.addAction(icon("calendar", "quiet"), QLineEdit.ActionPosition.TrailingPosition)
        self._open.setText("Choose from a calendar")
        self._open.setShortcut("Alt+Down")
        self._open.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._open.triggered.connect(self._choose)

    def day(self) -> date | None:
        """Return the day, None when empty. Raises UserError when it is not a date."""
        return typed_date(self.text()) if self.text().strip() else None

    def set_day(self, day: date | None) -> None:
        """Show a day."""
        self.setText("" if day is None else short_date(day))

    def _tidy(self) -> None:
        try:
            self.set_day(self.day())
        except UserError as error:
            _mark(self, str(error))
        else:
            _mark(self, "")

    def _choose(self) -> None:
        if self.isReadOnly():
            return
        menu, calendar = QMenu(self), QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        if (shown := self._shown()) is not None:
            calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)
        calendar.activated.connect(lambda chosen: self._take(chosen, menu))
        calendar.clicked.connect(lambda chosen: self._take(chosen, menu))
        calendar.setFocus()
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _shown(self) -> date | None:
        try:
            return self.day()
        except UserError:
            return None

    def _take(self, chosen: QDate, menu: QMenu) -> None:
        menu.close()
        self.set_day(date(chosen.year(), chosen.month(), chosen.day()))
        _mark(self, "")
        self.textEdited.emit(self.text())


class PersonBox(SteadyBox):
    """One of the partnership's people, nobody, or a new name typed in (`new_name`)."""

    def __init__(self, people: Sequence[Person] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText("nobody yet; type a name or a role")
        self._people: tuple[Person, ...] = ()
        self.set_people(people)

    def set_people(self, people: Sequence[Person]) -> None:
        """Offer these people."""
        chosen = self.currentText()
        self._people = tuple(people)
        with QSignalBlocker(self):
            self.clear()
            self.addItems(["", *(p.name for p in people)])
            self.setEditText(chosen)
        completer = QCompleter([p.name for p in people], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)

    def person_id(self) -> str | None:
        """Return the id of the person chosen; None for nobody and for a new name."""
        typed = self.currentText().strip().casefold()
        return next((p.id for p in self._people if p.name.casefold() == typed), None)

    def new_name(self) -> str:
        """Return a name that is typed but not yet in the partnership; otherwise empty."""
        return "" if self.person_id() else self.currentText().strip()

    def set_person(self, person_id: str | None) -> None:
        """Choose a person, or nobody."""
        self.setEditText(next((p.name for p in self._people if p.id == person_id), ""))


class NumberBox(QSpinBox):
    """A whole number, as far from its edge as the words of other fields: the style sheet has no say in that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(SPACE, 0, SPACE, 0)


class SteadyNumber(NumberBox):
    """A whole number; the wheel over it scrolls what it stands in, as over a box of choices."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


SPARE = 1  # pixel beyond the lines of a text, without which Qt would let them be scrolled out by one


class TextBox(QPlainTextEdit):
    """Several lines of text; Tab goes on to the next field."""

    def __init__(self, text: str = "", lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlainText(text)
        self.setTabChangesFocus(True)
        self._lines = lines
        self._low = False
        self._size()

    def keep_low(self) -> None:
        """Be no taller than its lines either, however much room there is."""
        self._low = True
        self._size()

    def text(self) -> str:
        """Return the text without space around it."""
        return self.toPlainText().strip()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._size()

    def event(self, event: QEvent) -> bool:
        """Be as tall as before once the style sheet was put on, whose min-height takes the place of our own."""
        handled = super().event(event)
        if event.type() is QEvent.Type.Polish:
            self._size()
        return handled

    def _size(self) -> None:
        """Be as tall as the lines are."""
        frame = self.fontMetrics().height() + SPARE  # the padding and the border, which grow with the letters
        height = self.fontMetrics().lineSpacing() * self._lines + frame
        self.setMinimumHeight(height)
        if self._low:
            self.setMaximumHeight(height)


def on_edit(field: QWidget, told: Callable[[], object]) -> None:
    """Have `told` called whenever the person changes a field, of whichever kind."""
    for kind, name in _EDITED:
        if isinstance(field, kind):
            signal: Any = getattr(field, name)
            signal.connect(lambda *_: told())
            if isinstance(field, QComboBox) and field.isEditable():
                field.editTextChanged.connect(lambda *_: told())
            return
    for child in field.findChildren(QWidget):
        if any(isinstance(child, kind) for kind, _ in _EDITED) and child.parentWidget() is field:
            on_edit(child, told)
    own = getattr(field, "edited", None)
    if own is not None:
        own.connect(lambda *_: told())


_EDITED: tuple[tuple[type[QWidget], str], ...] = (
    (QComboBox, "currentIndexChanged"),
    (QLineEdit, "textChanged"),
    (QPlainTextEdit, "textChanged"),
    (QSpinBox, "valueChanged"),
    (QAbstractButton, "toggled"),
)


def _mark(field: QWidget, problem: str) -> None:
    """Show in the field itself that what it holds cannot be taken, and why."""
    if bool(field.property("wrong")) != bool(problem):
        field.setProperty("wrong", bool(problem))
        field.style().unpolish(field)
        field.style().polish(field)
    field.setToolTip(problem)
    field.setAccessibleDescription(problem)
