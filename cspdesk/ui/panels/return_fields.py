"""The fields of a return as they are filled in: figures of the record to read, a person's answers to write."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cspdesk.domain.return_figures import FilledField, RatingValue
from cspdesk.domain.return_rows import shown_field
from cspdesk.domain.return_sources import FieldKind
from cspdesk.domain.return_table import TableValue
from cspdesk.domain.return_templates import Field
from cspdesk.errors import UserError
from cspdesk.ui.models.return_rows import CellsRow, table_columns, table_rows
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, TextBox, on_edit
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import label

MOST_ROWS = 16


class AnswerField(QWidget):
    """One answer of a person under its title, with what it is limited to; `text` is what is kept."""

    def __init__(self, key: str, title: str, editor: QWidget, told: Callable[[], object], field: Field) -> None:
        super().__init__()
        self.key = key
        self.editor = editor
        self._field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        caption = label(title if field.required or key != field.key else f"{title} (if you wish)", "caption", wrap=True)
        caption.setBuddy(editor)
        editor.setAccessibleName(title)
        column.addWidget(caption)
        column.addWidget(editor)
        self.note = label("", "quiet", wrap=True)
        column.addWidget(self.note)
        on_edit(editor, self._tell)
        on_edit(editor, told)
        self._tell()

    @property
    def text(self) -> str:
        """What is written, as the record keeps it."""
        if isinstance(self.editor, DateEdit):
            try:
                day = self.editor.day()
            except UserError:
                return self.editor.text()
            return day.isoformat() if day else ""
        if isinstance(self.editor, ChoiceBox):
            return str(self.editor.value() or "")
        if isinstance(self.editor, TextBox):
            return self.editor.text()
        return self.editor.text().strip() if isinstance(self.editor, QLineEdit) else ""

    def _tell(self) -> None:
        """Say how much is written of what is allowed."""
        field, text = self._field, self.text
        parts = [field.help] if field.help and self.key == field.key else []
        if self.key == field.key and field.max_words:
            parts.append(f"{len(text.split()):,} of {field.max_words:,} words.")
        if self.key == field.key and field.max_characters:
            parts.append(f"{len(text):,} of {field.max_characters:,} characters.")
        self.note.setText(" ".join(parts))
        self.note.setVisible(bool(parts))


def editor_of(field: Field, text: str) -> QWidget:
    """Return the control that a field is answered with, holding what was written."""
    if field.kind is FieldKind.CHOICE:
        box: ChoiceBox[str] = ChoiceBox([("Choose…", ""), *((choice, choice) for choice in field.choices)])
        box.set_value(next((c for c in field.choices if c.casefold() == text.casefold()), ""))
        return box
    if field.kind is FieldKind.RATING:
        words = ("1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5")
        rating: ChoiceBox[str] = ChoiceBox([("Choose…", ""), *((w, w[0]) for w in words)])
        rating.set_value(text)
        return rating
    if field.kind is FieldKind.DATE:
        made = DateEdit()
        made.setText(_typed_day(text))
        return made
    if field.kind is FieldKind.WORDS:
        return GrowingBox(text, 2 if 0 < field.max_characters <= 250 else 4)
    return QLineEdit(text)


def _typed_day(text: str) -> str:
    """Return a kept day as it is typed; what is no day stays as it is."""
    parts = text.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 and len(parts[0]) == 4 else text


def figure_field(made: FilledField, session: Session) -> QWidget:
    """Return a figure or a table of the record to read."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE // 2)
    column.addWidget(label(made.title, "caption", wrap=True))
    if isinstance(made.value, TableValue):
        column.addWidget(_table(made, made.value, session))
    else:
        value = label(shown_field(made), "strong", wrap=True)
        value.setAccessibleName(f"{made.title}: {value.text()}")
        column.addWidget(value)
    if made.help:
        column.addWidget(label(made.help, "quiet", wrap=True))
    return part


def _table(made: FilledField, value: TableValue, session: Session) -> QWidget:
    if not value.rows:
        return label("Nothing to show.", "quiet")
    model: TableModel[CellsRow] = TableModel(table_columns(value), session)
    table = TableView(model, session, made.title)
    model.show(table_rows(value))
    table.setSortingEnabled(False)
    table.fit_rows(MOST_ROWS)
    return table


def proposal_words(value: RatingValue) -> str:
    """Say what the record proposes for a rating."""
    return f"Proposed: {value.proposed} of 5. {value.because}" if value.proposed else value.because
