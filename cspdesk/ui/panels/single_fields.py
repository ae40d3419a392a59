"""Which single fields of a record fewer may see than the record, told quietly in its form, and the way to mark them.

Where a form has no place for the marking of the record itself, that is told and marked here too.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cspdesk.domain.audience import Audience, FieldMarking
from cspdesk.store.rows import Table
from cspdesk.ui.icons import icon
from cspdesk.ui.models.change_words import field_words
from cspdesk.ui.panels.telling import column_of
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label

SINGLE_TIP = "Let fewer see one field than the whole record"
WHOLE_TIP = "Let fewer see all of it, or one field of it"


class SingleFields(QWidget):
    """Says what is marked; its button opens the box in which fields are marked one by one."""

    def __init__(
        self,
        session: Session,
        table: Table[Any],
        record_id: str = "",
        parent: QWidget | None = None,
        *,
        whole: bool = False,
    ) -> None:
        """record_id is empty while no record that is kept is shown; whole: the record itself is marked here too."""
        super().__init__(parent)
        self._whole = whole
        self._session = session
        self._table = table
        self._record_id = record_id
        self.sign = QLabel()
        self.sign.setPixmap(icon("eye", "quiet").pixmap(SPACE * 2, SPACE * 2))
        self.said = label("", "quiet", wrap=True)
        words, tip = ("Who may see it…", WHOLE_TIP) if whole else ("Mark single fields…", SINGLE_TIP)
        self.mark_button = button(words, "link", tip=tip)
        self.mark_button.clicked.connect(self.mark)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.said, 1)
        column = column_of(self, SPACE // 2)
        column.addLayout(row)
        column.addWidget(self.mark_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.mark_button)
        session.changed.connect(self._say)
        self._say()

    def mark(self) -> None:
        """Open the box in which the record's fields are marked."""
        from cspdesk.ui.dialogs.field_marks import open_field_marks

        open_field_marks(self._session, self._table, self._record_id, self.window(), whole=self._whole)

    def show_record(self, record_id: str) -> None:
        """Tell of another record."""
        self._record_id = record_id
        self._say()

    def _say(self) -> None:
        record = self._table.find(self._record_id) if self._record_id else None
        if record is None:
            self.hide()
            return
        if self.parentWidget() is not None:  # before it has its place it would be a window of its own
            self.show()
        marked = self._session.store.markings.of_record(self._table.name, self._record_id)
        words = marked_words(tuple(marked.values()))
        if self._whole and record.marking is not Audience.PUBLIC:
            words = ". ".join(part for part in (f"Seen by {record.marking.value} readers", words) if part)
        self.said.setText(words)
        told = self._session.audience is Audience.RESTRICTED
        reasons = (f"{_name(m)}: {m.marking_reason}" for m in marked.values() if m.marking_reason and told)
        self.said.setToolTip("\n".join(reasons))
        for part in (self.sign, self.said):
            part.setVisible(bool(words))
        self.mark_button.setVisible(told and not self._session.read_only)


def marked_words(marked: tuple[FieldMarking, ...]) -> str:
    """Return which fields fewer may see, and who may."""
    told = sorted(f"{_name(m)} ({m.marking.value})" for m in marked)
    return f"Seen by fewer: {', '.join(told)}" if told else ""


def _name(marking: FieldMarking) -> str:
    return field_words(marking.field)
