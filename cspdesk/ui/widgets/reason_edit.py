"""Why something may be seen by fewer: one of the reasons that may be printed, and one's own words that stay inside."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from cspdesk.domain.audience import Reason
from cspdesk.ui.icons import icon

MEANING = (
    "A reason from the list is what wider versions print. Words of your own, alone or after one of these and a colon, "
    "stay in the record."
)


class ReasonEdit(QLineEdit):
    """A line in which a reason is typed or taken from a list: the arrow, or Down, shows the list."""

    def __init__(self, reason: str = "", parent: QWidget | None = None) -> None:
        super().__init__(reason, parent)
        self.setPlaceholderText("why others may not see it")
        self.setToolTip(MEANING)
        offered = QCompleter([each.value for each in Reason], self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        offered.setMaxVisibleItems(len(Reason))
        self.setCompleter(offered)
        choose = self.addAction(icon("chevron-down", "quiet"), QLineEdit.ActionPosition.TrailingPosition)
        choose.setText("Choose a reason")
        choose.setToolTip("Choose a reason")
        choose.triggered.connect(self.offer)

    def offer(self) -> None:
        """Show every reason there is."""
        offered = self.completer()
        offered.setCompletionPrefix("")
        self.setFocus()
        offered.complete()
