"""The form of a period in which publicity is restricted, and what was made for the public in it all the same."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import long_date
from cspdesk.domain.publicity import PublicityPeriod, checked_period
from cspdesk.errors import UserError
from cspdesk.store.ids import new_id
from cspdesk.ui.panels.action_fields import Abreast
from cspdesk.ui.panels.growing import GrowingBox
from cspdesk.ui.panels.record_form import RecordForm
from cspdesk.ui.widgets.fields import DateEdit
from cspdesk.ui.widgets.text import label

MEANING = (
    "A document made for the public in this period warns first, and who goes on and why is kept here. "
    "Everything else goes on as usual."
)


class PeriodForm(RecordForm[PublicityPeriod]):
    """Adds, changes and removes one period."""

    def new(self) -> bool:
        """Begin a period that starts today."""
        today = self._session.today
        return self.edit(PublicityPeriod(new_id(), "", today, today), is_new=True)

    def _fill(self, record: PublicityPeriod) -> None:
        scrutiny = self._session.store.scrutiny
        self._exports = scrutiny.publicity_exports.where("period_id = ?", record.id, order="went_on_on, id")
        self.title = QLineEdit(record.title)
        self.title.setPlaceholderText("such as “Commissioner’s election”")
        self.starts, self.ends = DateEdit(record.starts_on), DateEdit(record.ends_on)
        self.source = QLineEdit(record.source)
        self.source.setPlaceholderText("who set it, and where that is said")
        self.note = GrowingBox(record.note, 2)
        removed = (f"Removed the restricted period “{record.title}”", lambda: self._remove(record.id))
        self._show(
            "New restricted period" if self._is_new else record.title,
            self._rows(),
            "Added a restricted period" if self._is_new else f"Changed the restricted period “{record.title}”",
            self.filled,
            lambda: scrutiny.save_period(self.filled()),
            None if self._is_new or self._exports else removed,
        )

    def _rows(self) -> list[tuple[str, QWidget]]:
        rows: list[tuple[str, QWidget]] = [
            ("&Name", self.title),
            ("", Abreast(("First &day", self.starts), ("&Last day", self.ends))),
            ("Set b&y", self.source),
            ("N&ote", self.note),
            ("", label(MEANING, "quiet", wrap=True)),
        ]
        if self._exports and self._session.audience is Audience.RESTRICTED:
            said = "\n".join(
                f"{long_date(e.went_on_on)}: {e.document}. {e.went_on_by}: {e.reason}" for e in self._exports
            )
            rows.append(("Made for the public in it", label(said, wrap=True)))
        return rows

    def filled(self) -> PublicityPeriod:
        """Return the period as the fields have it. Raises UserError when it cannot stand."""
        assert self.shown is not None
        starts, ends = self.starts.day(), self.ends.day()
        if starts is None or ends is None:
            raise UserError("A restricted period needs its first and its last day.")
        return checked_period(
            replace(
                self.shown,
                title=self.title.text().strip(),
                starts_on=starts,
                ends_on=ends,
                source=self.source.text().strip(),
                note=self.note.text(),
            )
        )

    def _remove(self, id_: str) -> None:
        self._session.store.scrutiny.publicity_periods.delete(id_)

    def _read(self, id_: str) -> PublicityPeriod | None:
        return self._session.store.scrutiny.publicity_periods.find(id_)

    def _differs(self, now: PublicityPeriod) -> bool:
        kept = self._session.store.scrutiny.publicity_exports.where("period_id = ?", now.id, order="went_on_on, id")
        return now != self.shown or kept != self._exports
