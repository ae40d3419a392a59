"""The history of one record, read when it is unfolded, since it is read from the whole journal."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import long_date
from cspdesk.store.store import Store
from cspdesk.ui.models.plan_history import Moment, action_history
from cspdesk.ui.panels.telling import clear, column_of, tab_in_order
from cspdesk.ui.session import HISTORY_KEPT, Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.text import button, label

SHOWN = 12  # moments; beyond these the older are asked for


class HistoryPart(QWidget):
    """What happened to one record and to all that hangs on it, newest first; to an action unless told otherwise."""

    def __init__(
        self,
        session: Session,
        record_id: str,
        parent: QWidget | None = None,
        *,
        read: Callable[[Store, str], tuple[Moment, ...]] = action_history,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._id = record_id
        self._read = read
        self._all_shown = False
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE)
        column_of(self).addLayout(self._rows)

    def show_record(self, record_id: str) -> None:
        """Tell of another record from now on; its history is read when it is asked for."""
        self._id = record_id
        self._all_shown = False
        clear(self._rows)

    def show_moments(self) -> None:
        """Read and show what happened."""
        clear(self._rows)
        if self._session.audience is not Audience.RESTRICTED:
            self._rows.addWidget(label(HISTORY_KEPT, "quiet", wrap=True))
            return
        moments = self._read(self._session.store, self._id)
        shown = moments if self._all_shown else moments[:SHOWN]
        for moment in shown:
            self._rows.addWidget(_row(moment))
        if len(shown) < len(moments):
            more = button(f"Show {len(moments) - len(shown)} older", "link")
            more.clicked.connect(self._show_all)
            self._rows.addWidget(more)
            tab_in_order(self.parentWidget())

    def _show_all(self) -> None:
        self._all_shown = True
        self.show_moments()


def _row(moment: Moment) -> QWidget:
    row = QWidget()
    column = column_of(row, 0)
    when = f"{long_date(moment.at.date())}, {moment.at:%H:%M}"
    column.addWidget(label(", ".join(filter(None, (when, moment.person))), "caption"))
    column.addWidget(label("\n".join(moment.words), wrap=True))
    return row
