"""How far an action has come: its status, its progress and, once it is complete, the day it was finished."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cspdesk.domain.plans import Action, ActionStatus, Rating
from cspdesk.ui.models.plan_changes import rating_after_reopening, typed_percent
from cspdesk.ui.panels.action_fields import Abreast, Captioned
from cspdesk.ui.panels.telling import column_of
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, DateEdit, on_edit


class StandingPart(QWidget):
    """Status, progress and the day of the finish. `edited`; `implied(rating)`: what a new status says of the rating."""

    edited = Signal()
    implied = Signal(object)

    def __init__(self, today: date, *beside: tuple[str, QWidget], parent: QWidget | None = None) -> None:
        """beside: a field of somebody else's, in the same row."""
        super().__init__(parent)
        self._today = today
        self._filling = False
        self._was = ActionStatus.NOT_STARTED
        self.status: ChoiceBox[ActionStatus] = ChoiceBox([(each.value.capitalize(), each) for each in ActionStatus])
        self.status.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.percent = QLineEdit()
        self.finished = DateEdit()
        self._finish_row = Captioned("&Finished on", self.finished)
        column = column_of(self, SPACE // 2)
        column.addWidget(Abreast(("Stat&us", self.status), ("Pro&gress", self.percent), *beside))
        column.addWidget(self._finish_row)
        self.status.currentIndexChanged.connect(self._status_chosen)
        for field in (self.status, self.percent, self.finished):
            on_edit(field, self._changed)

    def fill(self, action: Action) -> None:
        """Show how far an action has come."""
        self._filling = True
        self._was = action.status
        self.status.set_value(action.status)
        self.percent.setText(f"{action.percent}%")
        self.finished.set_day(action.finished_on)
        self._finish_row.setVisible(action.status is ActionStatus.COMPLETE)
        self._filling = False

    def apply(self, action: Action) -> Action:
        """Return the action as far as it has come by this. Raises UserError when something cannot be read."""
        status = self.status.value()
        finished = self.finished.day() if status is ActionStatus.COMPLETE else None
        return replace(action, status=status, percent=typed_percent(self.percent.text()), finished_on=finished)

    def _status_chosen(self) -> None:
        status = self.status.value()
        self._finish_row.setVisible(status is ActionStatus.COMPLETE)
        if self._filling:
            return
        if status is ActionStatus.COMPLETE:
            if not self.finished.text():
                self.finished.set_day(self._today)
            self.percent.setText("100%")
            self.implied.emit(Rating.COMPLETE)
        elif self._was is ActionStatus.COMPLETE:
            self.implied.emit(rating_after_reopening(status))
        self._was = status

    def _changed(self) -> None:
        if not self._filling:
            self.edited.emit()
