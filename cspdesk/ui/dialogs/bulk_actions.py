"""Changes many actions of a plan at once: what is to be another way is chosen, the rest stays; saved as one step."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtWidgets import QLineEdit, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.domain.plans import ActionKind, ActionStatus, Rating
from cspdesk.domain.proof import counted
from cspdesk.ui.dialogs.form import FormDialog
from cspdesk.ui.models.plan_bulk import BulkChange, Keep, save_bulk, typed_days
from cspdesk.ui.models.plan_rows import PlanRow
from cspdesk.ui.panels.action_fields import Captioned
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.badge import rating_word
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit

C = TypeVar("C")
AS_IT_IS = "Leave as it is"


class BulkDialog(FormDialog):
    """One form over the selected rows of a plan."""

    def __init__(self, session: Session, rows: Sequence[PlanRow], parent: QWidget | None = None) -> None:
        super().__init__(f"Change {counted(len(rows), 'action')}", self._save_all, parent, save_text="&Change all")
        self._session = session
        self._rows = tuple(rows)
        people = session.store.partnership.all_people()
        self.lead: ChoiceBox[str | Keep | None] = ChoiceBox(
            [(AS_IT_IS, Keep.KEEP), ("Nobody yet", None), *((p.name, p.id) for p in people)]
        )
        self.status: ChoiceBox[ActionStatus | None] = _choice([(s.value.capitalize(), s) for s in ActionStatus])
        self.finish_day = DateEdit(session.today)
        self.rating: ChoiceBox[Rating | None] = _choice([(rating_word(r), r) for r in Rating])
        self.reason = QLineEdit()
        self.days = QLineEdit()
        self.days.setPlaceholderText("14 for two weeks later, -7 for a week earlier")
        self.kind: ChoiceBox[ActionKind | None] = _choice([(k.value.capitalize(), k) for k in ActionKind])
        self.marking: ChoiceBox[Audience | None] = _choice([(a.label, a) for a in Audience])
        self.marking_reason = QLineEdit()
        self._lay_out()

    def _lay_out(self) -> None:
        self.add("&Lead", self.lead)
        self.add("&Status", self.status)
        self._finish_row = self._beside("&Finished on", self.finish_day)
        self.add("Stated &rating", self.rating)
        self._reason_row = self._beside("&Why they are rated so", self.reason)
        self.add("Move the &due dates by so many days", self.days)
        self.add("&Kind", self.kind)
        self.add("Who &may see them", self.marking)
        self._marking_row = self._beside("Reason &for that", self.marking_reason)
        for box in (self.status, self.rating, self.marking):
            box.currentIndexChanged.connect(self._show_rows)
        self._show_rows()

    def _show_rows(self) -> None:
        """Ask for what goes with a choice only once it is made."""
        self._finish_row.setVisible(self.status.value() is ActionStatus.COMPLETE)
        self._reason_row.setVisible(self.rating.value() is not None)
        self._marking_row.setVisible(self.marking.value() not in (None, Audience.PUBLIC))

    def _beside(self, words: str, field: QWidget) -> QWidget:
        row = Captioned(words, field)
        self.rows.addWidget(row)
        return row

    def wanted(self) -> BulkChange:
        """Return what is chosen. Raises UserError when the date or the days cannot be read."""
        finished = self.finish_day.day() if self.status.value() is ActionStatus.COMPLETE else None
        return BulkChange(
            self.lead.value(),
            self.status.value(),
            finished,
            self.rating.value(),
            self.reason.text(),
            typed_days(self.days.text()),
            self.kind.value(),
            self.marking.value(),
            self.marking_reason.text(),
        )

    def _save_all(self) -> bool:
        return save_bulk(self._session, self._rows, self.wanted())


def _choice(options: Sequence[tuple[str, C]]) -> ChoiceBox[C | None]:
    return ChoiceBox([(AS_IT_IS, None), *options])
