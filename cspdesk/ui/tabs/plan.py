"""The Plan tab of a priority: its actions of the year as a table and a timeline, each opened in a panel beside them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTableView, QVBoxLayout, QWidget

from cspdesk.ui.models.plan_columns import DIFFERENCE, LATE, MILESTONES, PROGRESS, PROOF, START, UPDATED
from cspdesk.ui.models.plan_groups import Grouping, group_of, heading_words
from cspdesk.ui.models.plan_rows import PlanReading, PlanRow, read_plan, withheld_words
from cspdesk.ui.models.plan_table import PlanModel
from cspdesk.ui.panels.action_asking import BoxAsker
from cspdesk.ui.panels.action_progress import ProgressDelegate
from cspdesk.ui.panels.room import SharedRoom
from cspdesk.ui.session import Place, Session
from cspdesk.ui.tabs.plan_bar import PlanBar
from cspdesk.ui.theme import SIZES, SPACE
from cspdesk.ui.timeline.beside import Beside
from cspdesk.ui.timeline.control import Timeline
from cspdesk.ui.timeline.hand import Hand
from cspdesk.ui.timeline.scale import STEP
from cspdesk.ui.timeline.table import PlanTable
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.empty import EmptyState
from cspdesk.ui.widgets.text import label

if TYPE_CHECKING:
    from cspdesk.ui.panels.action_panel import ActionPanel

SPARED = (START, PROGRESS, UPDATED, PROOF)  # columns the open panel shows better, so the table yields them
DRAWN = (START, PROGRESS, LATE)  # columns that the timeline draws
GROUPED = "plan/grouped"
ROOM_FOR_ALL = SPACE * 150  # pixels at 100% that table, timeline and panel need beside each other


class PlanTab(QWidget):
    """The actions of one priority that run in the year looked at."""

    def __init__(self, session: Session, priority_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._priority_id = priority_id
        self._reading = PlanReading((), 0)
        self._panel: ActionPanel | None = None
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._pages = QStackedWidget(self)
        self._page = self._build_page()
        self._pages.addWidget(self._page)
        self._pages.addWidget(self._build_empty())
        row.addWidget(self._pages, 1)
        self._add_new_action()
        self.reload()
        self.bar.groups.set_value(Grouping.__members__.get(session.settings.text(GROUPED)))

    @property
    def panel(self) -> "ActionPanel":
        """The panel of one action; made when the first is opened, since looking at a plan does without."""
        if self._panel is None:
            from cspdesk.ui.panels.action_panel import ActionPanel

            self._panel = panel = ActionPanel(self._session, self)
            panel.opened.connect(self._make_room)
            panel.closed.connect(self._panel_closed)
            panel.saved.connect(lambda action_id: self.table.select_key(action_id))
            self._row.addWidget(panel)
            self._room = SharedRoom(self, self._pages, panel, (self.bar,))
        return self._panel

    def _build_page(self) -> QWidget:
        page = QWidget(self._pages)
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE * 2, SPACE * 3 // 2, SPACE * 2, SPACE * 2)
        column.setSpacing(SPACE)
        self.bar = PlanBar(self._session.today, read_only=self._session.read_only)
        self.filters, self.late_only, self.new_button = self.bar.filters, self.bar.late_only, self.bar.new_button
        column.addWidget(self.bar)
        self._build_halves()
        self._join_bar()
        card = Card(tight=True)
        card.setContentsMargins(0, 0, 0, 0)
        card.body.addWidget(self.beside)
        column.addWidget(card, 1)
        self.withheld = label("", "quiet", wrap=True)
        column.addWidget(self.withheld)
        return page

    def _build_halves(self) -> None:
        session = self._session
        self.model = PlanModel(session, BoxAsker(self, session.today), self)
        self.table = PlanTable(self.model, session, "Actions of a priority")
        self._set_up_table()
        self.hand = Hand(session, self)
        self.timeline = Timeline(self.model, self.table.selectionModel(), self.hand, session.today)
        self.timeline.opened.connect(self.open_row)
        self.timeline.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.timeline.addActions(self.table.actions())
        self.beside = Beside(self.table, self.timeline, session.settings)

    def _join_bar(self) -> None:
        bar, timeline = self.bar, self.timeline
        bar.changed.connect(self._filter)
        bar.grouped.connect(self.group_by)
        bar.new_button.clicked.connect(self.add_action)
        bar.bulk_button.clicked.connect(self.change_selected)
        bar.wider.clicked.connect(lambda: timeline.zoom(1 / STEP))
        bar.nearer.clicked.connect(lambda: timeline.zoom(STEP))
        bar.fit.clicked.connect(timeline.fit_year)
        bar.shown.setChecked(not self.beside.is_folded)
        bar.shown.toggled.connect(lambda shown: self.beside.fold(not shown))
        self.beside.folded.connect(self._make_room)
        timeline.zoomed.connect(self._say_zoom)
        self.table.picked.connect(self._say_selection)

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
        self.table.setItemDelegateForColumn(titles.index(PROGRESS), ProgressDelegate(self.table))
        self.table.opened.connect(self.open_row)
        self.table.doubleClicked.connect(lambda _: self._open_current())
        self.table.say_when_empty("No action meets the filter.")
        self.table.add_row_action("&Open (Enter)", "", self._open_current)
        if not self._session.read_only:
            self.table.add_row_action("&Edit in place", "F2", self._edit_current)
            self.table.add_row_action("C&hange selected…", "Ctrl+Shift+E", self.change_selected)
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
        self.model.show_plan(self._reading)
        self.timeline.show_year(session.year)
        self.bar.offer(self._reading.rows)
        hidden = withheld_words(self._reading.withheld, "action", session.audience)
        self.withheld.setText(hidden)
        self.withheld.setVisible(bool(hidden))
        self.empty.title.setText(f"No actions in {session.year.label} yet")
        nothing = not self._reading.rows and not self._reading.withheld
        self._pages.setCurrentWidget(self.empty if nothing else self._page)
        self._filter()
        if self._panel is not None:
            self._panel.refresh()
        self._make_room()
        self._say_selection()

    def _filter(self) -> None:
        wanted = self.bar.wanted()
        self.model.set_filter(None if wanted.takes_all else wanted.takes)
        self.bar.say(self.model.records, len(self._reading.rows))

    def group_by(self, grouping: Grouping | None) -> None:
        """Put the rows into groups, or into none."""
        self._session.settings.keep(GROUPED, "" if grouping is None else grouping.name)
        self.model.set_groups(None if grouping is None else group_of(grouping), heading_words)

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
        self.bar.clear()

    def add_action(self) -> None:
        """Begin a new action of this priority."""
        if not self._session.read_only:
            self.panel.add(self._priority_id)

    def open_row(self, row: PlanRow) -> None:
        """Open an action in the panel."""
        self.panel.edit(row.action)

    def change_selected(self) -> None:
        """Ask for one change to all selected actions."""
        from cspdesk.ui.dialogs.bulk_actions import BulkDialog  # only when it is asked for

        rows = self.table.selected_records()
        if rows and not self._session.read_only:
            BulkDialog(self._session, rows, self).ask()

    def delete_selected(self) -> None:
        """Delete the selected actions as one step; Ctrl+Z brings them back."""
        from cspdesk.ui.panels.action_panel import delete_actions

        actions = tuple(row.action for row in self.table.selected_records())
        delete_actions(self._session, actions)

    def _open_current(self) -> None:
        if self.table.currentIndex().isValid() and (row := self.table.current_record()) is not None:
            self.open_row(row)

    def _edit_current(self) -> None:
        self.table.edit(self.table.currentIndex())

    def _panel_closed(self) -> None:
        self._make_room()
        self.table.setFocus()

    def _say_selection(self) -> None:
        chosen = len(self.table.selectionModel().selectedRows())
        self.bar.offer_bulk(chosen, read_only=self._session.read_only)

    def _say_zoom(self) -> None:
        self.bar.wider.setEnabled(self.timeline.may_zoom(1 / STEP))
        self.bar.nearer.setEnabled(self.timeline.may_zoom(STEP))
        self.bar.fit.setDisabled(self.timeline.is_fitted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._panel is not None:
            self._make_room()

    def _make_room(self) -> None:
        """Leave out what the panel or the timeline shows better, and columns that would be empty all the way down."""
        unit = max(1.0, self.font().pixelSize() / SIZES["body"])
        panel_open = self._panel is not None and not self._panel.isHidden()
        self.beside.yield_room(panel_open and self.width() < ROOM_FOR_ALL * unit)
        drawn = not self.timeline.isHidden()
        self.bar.show_timeline_tools(drawn)
        rows = self._reading.rows
        empty = {
            LATE: all(row.days_late is None for row in rows),
            DIFFERENCE: not any(row.differs for row in rows),
            MILESTONES: not any(row.whole.milestones for row in rows),
        }
        for place, column in enumerate(self.model.columns):
            title = column.title
            left_out = (panel_open and title in SPARED) or (drawn and title in DRAWN) or empty.get(title, False)
            self.table.setColumnHidden(place, left_out)
