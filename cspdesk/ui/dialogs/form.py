"""A small form in a box of its own: fields under their words, and what is wrong said beside the field it is about."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import TextBox
from cspdesk.ui.widgets.form_rows import FieldError as FieldError  # with the form, for whoever makes one
from cspdesk.ui.widgets.form_rows import FormRows
from cspdesk.ui.widgets.text import button, label

LINES = 3  # of a field for longer text


class FormDialog(QDialog):
    """Add fields with `add`; `save` is called on Save and returns whether it was saved; it may raise FieldError."""

    def __init__(
        self, title: str, save: Callable[[], bool], parent: QWidget | None = None, *, save_text: str = "&Save"
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(SPACE * 56)
        self._save = save
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 2)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(label(title, "title", wrap=True))
        layout.addSpacing(SPACE)
        self._form = FormRows()
        self.rows = self._form.rows
        self.add, self.add_abreast = self._form.add, self._form.add_abreast
        self.add_note, self.problem_of = self._form.add_note, self._form.problem_of
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
        if first := next((field for field in self._form.fields if field.isEnabled()), None):
            first.setFocus()  # typing begins at the top; Enter saves from anywhere

    def accept(self) -> None:
        """Save, or say beside the field what stands in the way."""
        if self._form.attempt(self._save, self._problem):
            super().accept()

    def ask(self) -> bool:
        """Show the form until it is saved or left; return whether it was saved."""
        return show_until_closed(self)
