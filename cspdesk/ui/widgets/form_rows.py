"""Fields under their words, with what is wrong said beside the field it is about; for boxes and pages alike."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from cspdesk.errors import UserError
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import on_edit
from cspdesk.ui.widgets.text import label

T = TypeVar("T")


class FieldError(UserError):
    """What a field holds cannot be taken; field is the one to go to."""

    def __init__(self, field: QWidget, text: str) -> None:
        super().__init__(text)
        self.field = field


class FormRows(QWidget):
    """Add fields with `add`; `attempt` a save that may raise FieldError. `edited`: a field was changed."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problems: dict[QWidget, QLabel] = {}
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, SPACE, 0)
        self.rows.setSpacing(SPACE // 2)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """Every field, in order."""
        return tuple(self._problems)

    def add(self, words: str, field: QWidget) -> None:
        """Add a field under its words."""
        self._put(self.rows, words, field)
        self.rows.addSpacing(SPACE)

    def add_abreast(self, *fields: tuple[str, QWidget]) -> None:
        """Add fields beside each other, each under its own words."""
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        for words, field in fields:
            column = QVBoxLayout()
            column.setSpacing(SPACE // 2)
            self._put(column, words, field)
            column.addStretch(1)  # a layout that is aligned to the top would cut what is said in several lines
            row.addLayout(column, 1)
        self.rows.addLayout(row)
        self.rows.addSpacing(SPACE)

    def add_heading(self, text: str) -> None:
        """Begin a part of the form."""
        if self.rows.count():
            self.rows.addSpacing(SPACE)
        self.rows.addWidget(label(text, "lead"))
        self.rows.addSpacing(SPACE // 2)

    def add_note(self, text: str) -> QLabel:
        """Add a quiet line and return it."""
        note = label(text, "quiet", wrap=True)
        self.rows.addWidget(note)
        self.rows.addSpacing(SPACE)
        return note

    def attempt(self, save: Callable[[], bool], elsewhere: QLabel) -> bool:
        """Save, or say what stands in the way: beside its field, else in a label; return whether it was saved."""
        self.clear()
        elsewhere.hide()
        try:
            return save()
        except FieldError as error:
            self.say(error.field, str(error))
            error.field.setFocus(Qt.FocusReason.OtherFocusReason)
        except UserError as error:
            elsewhere.setText(str(error))
            elsewhere.show()
        return False

    def clear(self) -> None:
        """Take away what was said to be wrong."""
        for field in self._problems:
            self.say(field, "")

    def say(self, field: QWidget, text: str) -> None:
        """Say what is wrong with a field; empty takes it away."""
        problem = self._problems[field]
        problem.setText(text)
        problem.setVisible(bool(text))
        field.setAccessibleDescription(text)
        if bool(field.property("wrong")) != bool(text):
            field.setProperty("wrong", bool(text))
            field.style().unpolish(field)
            field.style().polish(field)

    def problem_of(self, field: QWidget) -> str:
        """Return what is said to be wrong with a field; empty when nothing is."""
        return self._problems[field].text()

    def _put(self, layout: QVBoxLayout, words: str, field: QWidget) -> None:
        caption = label(words, "caption")
        caption.setBuddy(field)
        field.setAccessibleName(field.accessibleName() or words.replace("&", ""))
        problem = label("", "danger", wrap=True)
        problem.hide()
        self._problems[field] = problem
        for part in (caption, field, problem):
            layout.addWidget(part)
        if isinstance(field, QLineEdit):
            field.setCursorPosition(0)  # so that the beginning of a long text is seen
        on_edit(field, lambda: self.say(field, ""))
        on_edit(field, self.edited.emit)


def in_field(field: QWidget, check: Callable[[], T]) -> T:
    """Return what a check returns; what it finds wrong is about this field."""
    try:
        return check()
    except UserError as error:
        raise FieldError(field, str(error)) from error
