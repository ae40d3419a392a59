"""What changed since a review: grouped by the way in which it changed, each change in a sentence."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.domain.reviews import Review
from cspdesk.ui.models.grouped import GroupedModel
from cspdesk.ui.models.plan_rows import withheld_words
from cspdesk.ui.models.since_rows import (
    SinceReading,
    SinceRow,
    counts_words,
    group_of,
    group_words,
    read_since,
    since_columns,
    since_text,
    since_title,
)
from cspdesk.ui.panels.telling import say
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.text import label
from cspdesk.ui.widgets.wrapping_table import WrappingTable

NOTHING = "Nothing in this plan has changed since then."


class SinceView(QWidget):
    """Shows one review's changes, of one priority or of all; `opened(action_id, priority_id)`: a row leads there."""

    opened = Signal(str, str)

    def __init__(self, session: Session, priority_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._priority_id = priority_id
        self._reading = SinceReading((), 0)
        self._shown: tuple[Review, bool] | None = None
        self.model: GroupedModel[SinceRow] = GroupedModel(since_columns(), session)
        self.model.set_groups(group_of, group_words)
        self.table = WrappingTable(self.model, session, "Changes since a review")
        self.table.say_when_empty(NOTHING)
        self.table.setEditTriggers(WrappingTable.EditTrigger.NoEditTriggers)
        self.table.opened.connect(self._open)
        self.table.doubleClicked.connect(lambda _: self._open(self.table.current_record()))
        self.counts = label("", "quiet", wrap=True)
        self.withheld = label("", "quiet", wrap=True)
        card = Card(tight=True)
        card.setContentsMargins(0, 0, 0, 0)
        card.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.counts)
        column.addWidget(card, 1)
        column.addWidget(self.withheld)

    @property
    def rows(self) -> tuple[SinceRow, ...]:
        """What is shown."""
        return self._reading.rows

    def show_since(self, review: Review, *, whole: bool) -> None:
        """Show what changed since a review; whole: of every priority it looked at, not of this one alone."""
        self._shown = (review, whole)
        self.reload()

    def reload(self) -> None:
        """Read it anew."""
        if self._shown is None:
            return
        review, whole = self._shown
        session = self._session
        only = None if whole else self._priority_id
        self._reading = read_since(session.store, review, session.audience, session.today, only)
        titles = [column.title for column in self.model.columns]
        self.table.setColumnHidden(titles.index("Priority"), not whole)
        self.table.setColumnHidden(titles.index("Days later"), not any(row.item.days for row in self._reading.rows))
        self.model.show(self._reading.rows)
        say(self.counts, counts_words(self._reading.rows))
        say(self.withheld, withheld_words(self._reading.withheld, "changed action", session.audience))

    def text(self) -> str:
        """Return it as plain text for a letter."""
        assert self._shown is not None
        return since_text(since_title(self._shown[0]), self._reading.rows)

    def _open(self, row: SinceRow | None) -> None:
        if row is not None:
            self.opened.emit(row.item.action_id, row.item.priority_id)
