"""The history of one action, folded away until it is asked for, since it is read from the whole journal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.domain.periods import long_date
from cspdesk.ui.models.plan_history import action_history
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label


class HistoryPart(QWidget):
    """The history of one action, read when it is asked for."""

    def __init__(self, session: Session, action_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._id = action_id
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(SPACE // 2)
        self._ask = button("Show its history", "link")
        self._ask.clicked.connect(self.show_moments)
        self._rows.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignLeft)

    def show_moments(self) -> None:
        """Read and show what happened, newest first."""
        self._ask.hide()
        self._rows.addWidget(label("History", "caption"))
        for moment in action_history(self._session.store, self._id):
            when = f"{long_date(moment.at.date())}, {moment.at:%H:%M}"
            self._rows.addWidget(label(", ".join(filter(None, (when, moment.person))), "caption"))
            self._rows.addWidget(label("\n".join(moment.words), wrap=True))
