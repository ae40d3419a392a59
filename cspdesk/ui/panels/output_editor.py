"""The fields of one output, in the place where it stands."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from cspdesk.domain.milestones import Output, OutputUnit
from cspdesk.domain.plans import LONGEST_TITLE
from cspdesk.errors import UserError
from cspdesk.ui.panels.action_fields import Abreast, Captioned
from cspdesk.ui.panels.milestone_editor import RowEditor
from cspdesk.ui.widgets.fields import ChoiceBox

_COUNTS = (
    ("People, each once", OutputUnit.PEOPLE),
    ("Contacts", OutputUnit.CONTACTS),
    ("Things", OutputUnit.THINGS),
)


class OutputEditor(RowEditor):
    """What an output is called, what one of it is, and whether people, contacts or things are counted."""

    def __init__(self, output: Output, *, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.output = output
        self.is_new = is_new
        self.name = QLineEdit(output.title)
        self.name.setPlaceholderText("People seen, alarms fitted")
        self.counts: ChoiceBox[OutputUnit] = ChoiceBox(_COUNTS)
        self.counts.set_value(output.counts)
        self.counts.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.unit = QLineEdit(output.unit)
        self.unit.setPlaceholderText("alarms")
        self.column.addWidget(Captioned("Output", self.name))
        self.column.addWidget(Abreast(("It counts", self.counts), ("In what unit (optional)", self.unit)))
        self.finish("Add" if is_new else "Save")
        self.setFocusProxy(self.name)

    def is_changed(self) -> bool:
        """Return whether anything was typed or chosen."""
        return (self.name.text(), self.counts.value(), self.unit.text()) != (
            self.output.title,
            self.output.counts,
            self.output.unit,
        )

    def filled(self) -> Output:
        """Return the output as the fields have it. Raises UserError when it has no title or too long a one."""
        title = self.name.text().strip()
        if not title:
            raise UserError("An output needs a title: what is counted.")
        if len(title) > LONGEST_TITLE:
            raise UserError(f"The output “{title[:60]}…” is too long: at most {LONGEST_TITLE} characters.")
        return replace(self.output, title=title, counts=self.counts.value(), unit=self.unit.text().strip())
