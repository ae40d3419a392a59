"""The Desk: what needs me, where each priority stands, what was done lately."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cspdesk.domain.money import pounds
from cspdesk.domain.proof import counted, payments_sentence, untraced_sentence
from cspdesk.ui.models.desk_rows import DeskReading, DueRow, PriorityRow, read_desk
from cspdesk.ui.models.desk_tables import due_columns, priority_columns, step_columns
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.session import Place, Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.empty import EmptyState
from cspdesk.ui.widgets.money_bar_delegate import MoneyBarDelegate
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label, tint

MOST_ROWS = 9  # of a table on the Desk before it scrolls by itself
LEAST_ROWS = 3  # so that the words of an empty one have room

_ASSIGNED = {True: "Every payment has a budget line", False: "No payments to assign"}


class DeskTab(QWidget):
    """Everything on it leads to its place by one click or Enter."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("role", "page")
        self.priorities = TableModel[PriorityRow](priority_columns(), session)
        self.due = TableModel[DueRow](due_columns(session), session)
        self.recent = TableModel(step_columns(), session, key=lambda step: step.seq)
        self._build()
        self.reload()

    def _build(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setProperty("role", "clear")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE * 3 // 2)
        column.setSpacing(SPACE * 3 // 2)
        column.addLayout(self._figures())
        column.addWidget(self._priorities_card())
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        row.addWidget(self._due_card(), 3)
        row.addWidget(self._recent_card(), 2)
        column.addLayout(row)
        self.withheld = label("", "caption")
        column.addWidget(self.withheld)
        column.addStretch(1)
        scroll.setWidget(page)

    def _figures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        self.overdue, self.untraced, self.unassigned = _Figure(), _Figure(), _Figure()
        self.overdue.go.clicked.connect(self._go_to_late)
        self.untraced.go.clicked.connect(lambda: self._session.go_to.emit(Place("funding")))
        self.unassigned.go.clicked.connect(self._go_to_unassigned)
        for figure, stretch in ((self.overdue, 2), (self.untraced, 3), (self.unassigned, 2)):
            row.addWidget(figure, stretch)
        return row

    def _priorities_card(self) -> Card:
        self._priorities = Card("Priorities", tight=True)
        self.priority_view = TableView(self.priorities, self._session, "Priorities on the desk")
        self.priority_view.setItemDelegateForColumn(1, MoneyBarDelegate(self.priority_view))
        self.priority_view.open_on_click()
        self.priority_view.opened.connect(lambda row: self._session.go_to.emit(Place("priority", row.id)))
        self._priorities.body.addWidget(self.priority_view)
        self.nothing = EmptyState(
            "No priorities yet",
            "A priority is what the partnership has decided to work on. Each has a tab of its own with its plan, "
            "its money and its evidence. Begin with the priorities; then add the agreements that pay, in Funding, "
            "and import the ledger.",
            "" if self._session.read_only else "Add a priority",
        )
        self.nothing.pressed.connect(self._add_priority)
        self._priorities.body.addWidget(self.nothing)
        return self._priorities

    def _due_card(self) -> Card:
        self._due = Card("Late and due in the next 14 days", tight=True)
        self.due_view = TableView(self.due, self._session, "Late and due soon")
        self.due_view.say_when_empty("Nothing is late and nothing falls due in the next 14 days.")
        self.due_view.open_on_click()
        self.due_view.opened.connect(self._open_action)
        self._due.body.addWidget(self.due_view)
        return self._due

    def _recent_card(self) -> Card:
        card = Card("Done lately", tight=True)
        self.recent_view = TableView(self.recent, self._session, "Done lately")
        self.recent_view.say_when_empty("Nothing has been done yet.")
        self.recent_view.open_on_click()
        self.recent_view.opened.connect(
            lambda step: self._session.go_to.emit(Place("history", record_id=str(step.seq)))
        )
        card.body.addWidget(self.recent_view)
        return card

    def reload(self) -> None:
        """Read the record anew."""
        session = self._session
        self.reading = read_desk(session.store, session.sums(), session.year, session.audience, session.today)
        self.priorities.show(self.reading.priorities)
        self.due.show(self.reading.due)
        self.recent.show(self.reading.recent)
        self.priority_view.setVisible(bool(self.reading.priorities))
        self.nothing.setVisible(not self.reading.priorities)
        self.priority_view.fit_rows(MOST_ROWS)
        beside = max(LEAST_ROWS, min(MOST_ROWS, max(len(self.reading.due), len(self.reading.recent))))
        for view in (self.due_view, self.recent_view):
            view.fit_rows(beside, least=beside)
        self._say(self.reading)

    def _say(self, reading: DeskReading) -> None:
        year = self._session.year.label
        late, soon = reading.overdue, len(reading.due) - reading.overdue
        self.overdue.say(
            f"{counted(late, 'action')} late" if late else "Nothing is late",
            f"{counted(soon, 'action')} due in the next 14 days" if soon else "Nothing due in the next 14 days",
            ("Open the longest late" if late else "Open the next") if reading.due else "",
            colour="danger" if late else "",
        )
        self.untraced.say(
            untraced_sentence(reading.traced),
            f"{payments_sentence(reading.traced) or 'No money has been paid'} in {year}",
            "Show the funding" if reading.traced.payments else "",
            colour="danger" if reading.traced.payments > reading.traced.payments_evidenced else "",
        )
        count, paid = sum(u.count for u in reading.unassigned), bool(reading.traced.payments)
        self.unassigned.say(
            f"{counted(count, 'payment')} without a budget line" if count else _ASSIGNED[paid],
            f"{pounds(sum(u.pence for u in reading.unassigned))} in {year}" if count else f"in {year}" if paid else "",
            "Assign them" if count else "",
        )
        self.withheld.setText(
            f"{counted(reading.withheld, 'priority or action', 'priorities and actions')} withheld from this audience."
            if reading.withheld
            else ""
        )
        self.withheld.setVisible(bool(reading.withheld))

    def focus_record(self, place: Place) -> None:
        """Put the cursor on a record, if one is named, or on the priorities."""
        if place.record_id is None or not self.due_view.select_key(place.record_id):
            self.priority_view.setFocus()

    def _go_to_late(self) -> None:
        if self.reading.due:
            self._open_action(self.reading.due[0])

    def _open_action(self, row: DueRow) -> None:
        self._session.go_to.emit(Place("priority", row.action.priority_id, "plan", row.id))

    def _go_to_unassigned(self) -> None:
        if self.reading.unassigned:
            self._session.go_to.emit(Place("funding", None, "unassigned", self.reading.unassigned[0].agreement_id))

    def _add_priority(self) -> None:
        from cspdesk.ui.dialogs.priorities import open_priorities

        open_priorities(self._session, self)


class _Figure(Card):
    """One thing that needs somebody: a sentence with its figure, a line below it, and the way there."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "lead", wrap=True)
        self.more = label("", "quiet", wrap=True)
        self.go = button("", "link")
        for part in (self.words, self.more):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)

    def say(self, words: str, more: str, go: str, *, colour: str = "") -> None:
        """Say it; colour names the one that draws the eye."""
        self.words.setText(words)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        self.go.setText(go)
        self.go.setVisible(bool(go))
        tint(self.words, colour)
