"""The form of a meeting of the committee that scrutinises the partnership."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.periods import long_date
from cspdesk.domain.scrutiny import Meeting
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.panels.marking_fields import MarkingFields
from cspdesk.ui.panels.record_form import RecordForm
from cspdesk.ui.panels.single_fields import SingleFields
from cspdesk.ui.widgets.fields import DateEdit
from cspdesk.ui.widgets.text import label


class MeetingForm(RecordForm[Meeting]):
    """Adds, changes and removes one meeting; removing it removes what was asked and recommended there."""

    def new(self, body: str) -> bool:
        """Begin a meeting of a committee."""
        return self.edit(Meeting(new_id(), body, self._session.today), is_new=True)

    def _fill(self, record: Meeting) -> None:
        scrutiny = self._session.store.scrutiny
        self.body = QLineEdit(record.body)
        self.body.setPlaceholderText("such as “Overview and scrutiny committee”")
        self.held = DateEdit(record.held_on)
        self.title = QLineEdit(record.title)
        self.minutes = QLineEdit(record.minutes)
        self.minutes.setPlaceholderText("where the minutes can be found")
        self.note = GrowingBox(record.note, 2)
        self.marking = MarkingFields(record.marking, record.marking_reason)
        day = long_date(record.held_on)
        self._show(
            "New meeting" if self._is_new else f"Meeting of {day}",
            self._rows(record),
            "Added a meeting" if self._is_new else f"Changed the meeting of {day}",
            self.filled,
            lambda: scrutiny.meetings.save(self.filled()),
            None if self._is_new else (f"Removed the meeting of {day}", lambda: scrutiny.remove_meeting(record.id)),
        )

    def _rows(self, record: Meeting) -> list[tuple[str, QWidget]]:
        rows: list[tuple[str, QWidget]] = [
            ("&Committee", self.body),
            ("&Held on", self.held),
            ("A&bout", self.title),
            ("&Minutes", self.minutes),
            ("N&ote", self.note),
            ("", self.marking),
            ("", SingleFields(self._session, self._session.store.scrutiny.meetings, "" if self._is_new else record.id)),
        ]
        return [*rows, ("", label("Illustrative, not a recorded fact", "caption"))] if record.illustrative else rows

    def filled(self) -> Meeting:
        """Return the meeting as the fields have it. Raises UserError when it has no committee or no day."""
        assert self.shown is not None
        held_on, body = self.held.day(), self.body.text().strip()
        if held_on is None or not body:
            raise UserError("A meeting needs the committee that meets and the day.")
        return replace(
            self.shown,
            body=body,
            held_on=held_on,
            title=self.title.text().strip(),
            minutes=self.minutes.text().strip(),
            note=self.note.text(),
            marking=self.marking.audience(),
            marking_reason=self.marking.reason(),
        )

    def _read(self, id_: str) -> Meeting | None:
        return self._session.store.scrutiny.meetings.find(id_)
