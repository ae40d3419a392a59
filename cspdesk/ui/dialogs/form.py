"""A small form in a box of its own: fields under their words, and what is wrong said beside the field it is about."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cspdesk.errors import UserError
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import TextBox, on_edit
from cspdesk.ui.widgets.text import button, label

LINES = 3  # of a field for longer text


class FieldError(UserError):
    """What a field holds cannot be taken; field is the one to go to."""

    def __init__(self, field: QWidget, text: str) -> None:
        super().__init__(text)
        self.field = field


class FormDialog(QDialog):
    """Add fields with `add`; `save` is called on Save and returns whether it was saved; it may raise FieldError."""

    def __init__(
        self, title: str, save: Callable[[], bool], parent: QWidget | None = None, *, save_text: str = "&Save"
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(SPACE * 56)
        self._save = save
        self._problems: dict[QWidget, QLabel] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(label(title, "title", wrap=True))
        layout.addSpacing(SPACE)
        self._form = QWidget()
        self.rows = QVBoxLayout(self._form)
        self.rows.setContentsMargins(0, 0, SPACE, 0)
        self.rows.setSpacing(SPACE // 2)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("role", "clear")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._form)
        layout.addWidget(self._scroll, 1)
        self._problem = label("", "danger", wrap=True)
        self._problem.hide()
        layout.addWidget(self._problem)
        foot = QHBoxLayout()
        foot.addStretch(1)
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        self.save_button = button(save_text, "primary")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.accept)
        foot.addWidget(cancel)
        foot.addWidget(self.save_button)
        layout.addSpacing(SPACE)
        layout.addLayout(foot)

    def add(self, words: str, field: QWidget) -> None:
        """Add a field under its words."""
        caption = label(words, "caption")
        caption.setBuddy(field)
        field.setAccessibleName(field.accessibleName() or words.replace("&", ""))
        problem = label("", "danger", wrap=True)
        problem.hide()
        self._problems[field] = problem
        self.rows.addWidget(caption)
        self.rows.addWidget(field)
        self.rows.addWidget(problem)
        self.rows.addSpacing(SPACE)
        on_edit(field, lambda: self._say(field, ""))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height the fields need, as far as the screen has it; beyond that they scroll."""
        super().showEvent(event)
        for box in self._form.findChildren(TextBox):
            box.setFixedHeight(box.fontMetrics().lineSpacing() * LINES + SPACE * 2)
        self._form.setMinimumWidth(0)
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        beside = self._scroll.verticalScrollBar().sizeHint().width() + SPACE * 6
        width = max(self.width(), self.minimumWidth(), self._form.minimumSizeHint().width() + beside)
        self.rows.activate()
        needed = self.rows.heightForWidth(width - SPACE * 8) if self.rows.hasHeightForWidth() else 0
        wanted = around + max(needed, self.rows.sizeHint().height()) + SPACE * 4
        self.resize(width, min(wanted, round(self.screen().availableGeometry().height() * 0.92)))

    def add_note(self, text: str) -> None:
        """Add a quiet line."""
        self.rows.addWidget(label(text, "quiet", wrap=True))
        self.rows.addSpacing(SPACE)

    def accept(self) -> None:
        """Save, or say beside the field what stands in the way."""
        self._clear()
        try:
            saved = self._save()
        except FieldError as error:
            self._say(error.field, str(error))
            error.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        except UserError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        if saved:
            super().accept()

    def problem_of(self, field: QWidget) -> str:
        """Return what is said to be wrong with a field; empty when nothing is."""
        return self._problems[field].text()

    def ask(self) -> bool:
        """Show the form until it is saved or left; return whether it was saved."""
        return self.exec() == QDialog.DialogCode.Accepted

    def _clear(self) -> None:
        self._problem.hide()
        for field in self._problems:
            self._say(field, "")

    def _say(self, field: QWidget, text: str) -> None:
        problem = self._problems[field]
        problem.setText(text)
        problem.setVisible(bool(text))
        field.setAccessibleDescription(text)
        if bool(field.property("wrong")) != bool(text):
            field.setProperty("wrong", bool(text))
            field.style().unpolish(field)
            field.style().polish(field)
