"""A plan as it stood on a day: a table of its actions, and below it all that was said of the one chosen."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.domain.frozen_plan import FrozenPlan
from cspdesk.domain.periods import long_date
from cspdesk.ui.models.frozen_rows import (
    FrozenReading,
    FrozenRow,
    frozen_columns,
    frozen_text,
    read_frozen_rows,
    then_sentences,
)
from cspdesk.ui.models.plan_rows import withheld_words
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.panels.telling import say
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SIZES, SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import label

SPARED = ("Lead", "Milestones", "Status", "Progress")  # columns that yield to the others; all stands below the table


class FrozenView(QWidget):
    """Shows one frozen plan; `opened(action_id, priority_id)`: a row leads to the action as it is now."""

    opened = Signal(str, str)

    def __init__(self, session: Session, priority_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._priority_id = priority_id
        self._reading = FrozenReading((), 0)
        self._shown: tuple[FrozenPlan, bool] | None = None
        self.model: TableModel[FrozenRow] = TableModel(frozen_columns(), session)
        self.table = TableView(self.model, session, "A plan as it stood")
        self.table.say_when_empty("No actions stand in this plan.")
        self.table.setEditTriggers(TableView.EditTrigger.NoEditTriggers)
        self.table.opened.connect(self._open)
        self.table.doubleClicked.connect(lambda _: self._open(self.table.current_record()))
        self.table.picked.connect(self._say_chosen)
        self.chosen = Card("Choose an action to read what was said of it")
        self.words = label("", "body", wrap=True)
        self.chosen.body.addWidget(self.words)
        self.chosen.body.addStretch(1)
        self.withheld = label("", "quiet", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        card = Card(tight=True)
        card.setContentsMargins(0, 0, 0, 0)
        card.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(card, 3)
        column.addWidget(scrolling(self.chosen), 2)
        column.addWidget(self.withheld)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave to the words below the table what there is no room for in it."""
        unit = max(1.0, self.font().pixelSize() / SIZES["body"])
        columns = [c for c in self.model.columns if c.title != "Priority" or self._is_whole]
        needed = sum(c.width for c in columns) * unit
        for place, column in enumerate(self.model.columns):
            if column.title in SPARED:
                spare = needed > self.width()
                self.table.setColumnHidden(place, spare)
                needed -= column.width * unit if spare else 0

    @property
    def _is_whole(self) -> bool:
        return self._shown is not None and self._shown[1]

    @property
    def rows(self) -> tuple[FrozenRow, ...]:
        """What is shown."""
        return self._reading.rows

    def show_plan(self, plan: FrozenPlan, *, whole: bool) -> None:
        """Show a plan; whole: of every priority in it, not of this one alone."""
        self._shown = (plan, whole)
        self.reload()
        if self.model.records and not self.table.selected_records():
            self.table.select_key(self.model.records[0].id)

    def reload(self) -> None:
        """Read the names anew; the plan stays as it was."""
        if self._shown is None:
            return
        plan, whole = self._shown
        session = self._session
        self._reading = read_frozen_rows(session.store, plan, session.audience, None if whole else self._priority_id)
        titles = [column.title for column in self.model.columns]
        self.table.setColumnHidden(titles.index("Priority"), not whole)
        self._make_room()
        self.model.show(self._reading.rows)
        say(self.withheld, withheld_words(self._reading.withheld, "action", session.audience))
        self._say_chosen()

    def text(self) -> str:
        """Return it as plain text for a letter."""
        assert self._shown is not None
        return frozen_text(f"The plan as it stood on {long_date(self._shown[0].on)}", self._reading.rows)

    def _say_chosen(self) -> None:
        rows = self.table.selected_records()
        self.chosen.setVisible(bool(self.model.records))
        if len(rows) == 1:
            row: FrozenRow = rows[0]
            self.chosen.title.setText(row.action.title)
            self.words.setText("\n".join((f"Led by {row.lead or 'nobody'}.", *then_sentences(row))))
        else:
            self.chosen.title.setText("Choose an action to read what was said of it")
            self.words.setText("")

    def _open(self, row: FrozenRow | None) -> None:
        if row is not None:
            self.opened.emit(row.id, row.action.priority_id)
