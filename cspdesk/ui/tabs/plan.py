"""The Plan tab of a priority: its actions of the year as a table, each opened in a panel beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QTableView, QVBoxLayout, QWidget

from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.ui.models.plan_rows import (
    PlanFilter,
    PlanReading,
    PlanRow,
    plan_sentence,
    read_plan,
    withheld_words,
)
from cspdesk.ui.models.plan_table import PROGRESS_COLUMN, PlanModel
from cspdesk.ui.panels.action_asking import BoxAsker
from cspdesk.ui.panels.action_panel import ActionPanel, delete_actions
from cspdesk.ui.panels.action_progress import ProgressDelegate
from cspdesk.ui.panels.room import SharedRoom
from cspdesk.ui.session import Place, Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.badge import rating_word
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.empty import EmptyState
from cspdesk.ui.widgets.filter_bar import FilterBar
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, label

LEAD, STATUS, RATING = "Lead", "Status", "Rating"
LATE = "Late"
SPARED = ("Start", "Progress", "Last update", "Proof")  # columns the open panel shows better, so the table yields them


LEAD_LETTERS = 9  # of a lead's name in the filter; the list itself shows the whole of it


class PlanTab(QWidget):
    """The actions of one priority that run in the year looked at."""

    def __init__(self, session: Session, priority_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._priority_id = priority_id
        self._reading = PlanReading((), 0)
        self.panel = ActionPanel(session)
        self.panel.opened.connect(lambda: self._make_room(True))
        self.panel.closed.connect(self._panel_closed)
        self.panel.saved.connect(lambda action_id: self.table.select_key(action_id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._pages = QStackedWidget()
        self._page = self._build_page()
        self._pages.addWidget(self._page)
        self._pages.addWidget(self._build_empty())
        row.addWidget(self._pages, 1)
        row.addWidget(self.panel)
        self._room = SharedRoom(self, self._pages, self.panel, (self._bar,))
        self._add_new_action()
        self.reload()

    def _build_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE * 2)
        column.setSpacing(SPACE * 3 // 2)
        self._bar = QWidget()
        self._bar.setLayout(self._build_bar())
        column.addWidget(self._bar)
        self.model = PlanModel(self._session, BoxAsker(self, self._session.today), self)
        self.table = TableView(self.model, self._session, "Actions of a priority")
        self._set_up_table()
        card = Card(tight=True)
        card.setContentsMargins(0, 0, 0, 0)
        card.body.addWidget(self.table)
        column.addWidget(card, 1)
        self.withheld = label("", "quiet", wrap=True)
        column.addWidget(self.withheld)
        return page

    def _build_bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE * 2)
        self.filters = FilterBar("Filter actions")
        leads = self.filters.add_choice(LEAD, [("Any lead", None)])
        leads.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        leads.setMinimumContentsLength(LEAD_LETTERS)
        statuses = [(each.value.capitalize(), each.value) for each in ActionStatus]
        self.filters.add_choice(STATUS, [("Any status", None), *statuses])
        ratings = [(rating_word(each), each.value) for each in Rating]
        self.filters.add_choice(RATING, [("Any rating", None), *ratings])
        self.late_only = button("Late only", "choice", icon="clock")
        self.late_only.setCheckable(True)
        self.late_only.toggled.connect(self._filter)
        self.filters.add_widget(self.late_only)
        self.filters.changed.connect(self._filter)
        row.addWidget(self.filters, 1)
        self.new_button = button("&New action", "primary", icon="plus", tip="New action (Ctrl+N)")
        self.new_button.clicked.connect(self.add_action)
        self.new_button.setDisabled(self._session.read_only)
        row.addWidget(self.new_button)
        return row

    def _build_empty(self) -> QWidget:
        self.empty = EmptyState(
            "No actions yet",
            "The plan of a priority is made of actions: operations, services, projects and tasks, "
            "each with someone who leads it and a day it is due.",
            "" if self._session.read_only else "Add the first action",
        )
        self.empty.pressed.connect(self.add_action)
        return self.empty

    def _set_up_table(self) -> None:
        trigger = QTableView.EditTrigger
        self.table.setEditTriggers(trigger.EditKeyPressed | trigger.SelectedClicked)
        titles = [column.title for column in self.model.columns]
        self.table.setItemDelegateForColumn(titles.index(PROGRESS_COLUMN), ProgressDelegate(self.table))
        self.table.opened.connect(self.open_row)
        self.table.doubleClicked.connect(lambda index: self.open_row(self.model.record(index.row())))
        self.table.say_when_empty("No action meets the filter.")
        self.table.add_row_action("&Open (Enter)", "", self._open_current)
        if not self._session.read_only:
            self.table.add_row_action("&Edit in place", "F2", self._edit_current)
            self.table.add_row_action("&Delete", "Del", self.delete_selected)

    def _add_new_action(self) -> None:
        action = QAction("New action", self)
        action.setShortcut(QKeySequence("Ctrl+N"))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)  # of the tab in sight; hidden ones do not hear it
        action.triggered.connect(self.add_action)
        action.setDisabled(self._session.read_only)
        self.addAction(action)

    def reload(self) -> None:
        """Read the record and show it; what is being typed in the panel stays."""
        session = self._session
        self._reading = read_plan(session.store, self._priority_id, session.year, session.audience, session.today)
        self.model.people = session.store.partnership.all_people()
        self.model.show(self._reading.rows)
        leads = sorted({r.lead for r in self._reading.rows}, key=lambda name: (not name, name.casefold()))
        self.filters.set_options(LEAD, [("Any lead", None), *((name or "Nobody yet", name) for name in leads)])
        hidden = withheld_words(self._reading.withheld, "action", session.audience)
        self.withheld.setText(hidden)
        self.withheld.setVisible(bool(hidden))
        self.empty.title.setText(f"No actions in {session.year.label} yet")
        nothing = not self._reading.rows and not self._reading.withheld
        self._pages.setCurrentWidget(self.empty if nothing else self._page)
        self._filter()
        self.panel.refresh()
        self._make_room(not self.panel.isHidden())

    def _filter(self) -> None:
        status, rating, lead = (self.filters.choice(name) for name in (STATUS, RATING, LEAD))
        wanted = PlanFilter(
            self.filters.text,
            None if lead is None else str(lead),
            None if status is None else ActionStatus(str(status)),
            None if rating is None else Rating(str(rating)),
            self.late_only.isChecked(),
        )
        self.model.set_filter(None if wanted == PlanFilter() else wanted.takes)
        shown = self.model.records
        if len(shown) == len(self._reading.rows):
            self.filters.count.setText(plan_sentence(shown))
        else:
            self.filters.say_count(len(shown), len(self._reading.rows), "actions")

    def focus_record(self, place: Place) -> None:
        """Put the cursor on an action and open it, whatever is filtered out now."""
        if place.record_id is None:
            self.table.setFocus()
            return
        if self.model.row_of(place.record_id) is None:
            self.clear_filters()
        self.table.select_key(place.record_id)
        action = self._session.store.plans.actions.find(place.record_id)
        if action is not None and any(row.id == action.id for row in self._reading.rows):
            self.panel.edit(action)

    def clear_filters(self) -> None:
        """Show every action again."""
        self.filters.search.clear()
        self.late_only.setChecked(False)
        for name in (LEAD, STATUS, RATING):
            self.filters.choose(name, None)
        self._filter()

    def add_action(self) -> None:
        """Begin a new action of this priority."""
        if not self._session.read_only:
            self.panel.add(self._priority_id)

    def open_row(self, row: PlanRow) -> None:
        """Open an action in the panel."""
        self.panel.edit(row.action)

    def delete_selected(self) -> None:
        """Delete the selected actions as one step; Ctrl+Z brings them back."""
        actions = tuple(row.action for row in self.table.selected_records())
        delete_actions(self._session, actions)

    def _open_current(self) -> None:
        if (row := self.table.current_record()) is not None:
            self.open_row(row)

    def _edit_current(self) -> None:
        self.table.edit(self.table.currentIndex())

    def _panel_closed(self) -> None:
        self._make_room(False)
        self.table.setFocus()

    def _make_room(self, panel_open: bool) -> None:
        none_late = all(row.days_late is None for row in self._reading.rows)
        for place, column in enumerate(self.model.columns):
            if column.title in SPARED:
                self.table.setColumnHidden(place, panel_open)
            elif column.title == LATE:
                self.table.setColumnHidden(place, none_late)
