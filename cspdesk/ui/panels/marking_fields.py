"""Who may see a record, and why not others: two fields that belong together in every form."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cspdesk.domain.audience import Audience
from cspdesk.ui.panels.action_fields import Captioned
from cspdesk.ui.panels.telling import column_of
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.fields import ChoiceBox, on_edit
from cspdesk.ui.widgets.reason_edit import ReasonEdit


class MarkingFields(QWidget):
    """The audience, and the reason once it is not everyone; `edited` when either changes."""

    edited = Signal()

    def __init__(self, marking: Audience, reason: str) -> None:
        super().__init__()
        self.marking: ChoiceBox[Audience] = ChoiceBox([(each.label, each) for each in Audience])
        self.marking.set_value(marking)
        self.reason_field = ReasonEdit(reason)
        self._reason_row = Captioned("Reason for that", self.reason_field)
        column = column_of(self, SPACE)
        column.addWidget(Captioned("Who &may see it", self.marking))
        column.addWidget(self._reason_row)
        self.setFocusProxy(self.marking)
        self.marking.currentIndexChanged.connect(self._show_reason)
        self._reason_row.setVisible(marking is not Audience.PUBLIC)
        for field in (self.marking, self.reason_field):
            on_edit(field, self.edited.emit)

    def audience(self) -> Audience:
        """Return who may see it."""
        return self.marking.value()

    def reason(self) -> str:
        """Return why others may not; empty when all may."""
        return "" if self.audience() is Audience.PUBLIC else self.reason_field.text().strip()

    def _show_reason(self) -> None:
        self._reason_row.setVisible(self.audience() is not Audience.PUBLIC)
