"""The Desk: what needs somebody, where each priority stands, what was done lately."""

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cspdesk.domain.audience import Audience
from cspdesk.domain.periods import long_date
from cspdesk.domain.proof import counted
from cspdesk.ui.models.desk_needs import Need, NeedRow
from cspdesk.ui.models.desk_rows import DeskReading, PriorityRow, read_desk
from cspdesk.ui.models.desk_tables import (
    MONEY,
    group_words,
    need_choices,
    need_columns,
    need_group,
    priority_columns,
    step_columns,
    summary_words,
)
from cspdesk.ui.models.grouped import GroupedModel
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.models.whose import is_mine, keep_me, keep_mine, me, my_ids
from cspdesk.ui.session import HISTORY_KEPT, Place, Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.choice_box import ChoiceBox
from cspdesk.ui.widgets.empty import EmptyState
from cspdesk.ui.widgets.grouped_table import GroupedTable
from cspdesk.ui.widgets.money_bar_delegate import MoneyBarDelegate
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import ElidedLabel, button, label, tint

FEWEST_NEEDS, MOST_NEEDS = 6, 16  # rows of what needs somebody before they scroll: the priorities stay in sight
FEWEST_STEPS = 3  # of what was done lately; where there is no room for them, History alone tells it
MOST_ROWS = 9
LEAST_ROWS = 2  # so that the words of an empty table have room
LETTERS = 16  # of what a box at the head of the Desk shows before it is cut
NOBODY = "Nobody"
QUIET = "Nothing is late, nothing is due soon and nothing waits for an answer."
WHO = "Choose above who sits at this desk."


class DeskTab(QWidget):
    """Everything on it leads to its place by one click or Enter."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("role", "page")
        self.needs: GroupedModel[NeedRow] = GroupedModel(need_columns(), session)
        self.priorities = TableModel[PriorityRow](priority_columns(), session)
        self.recent = TableModel(step_columns(), session, key=lambda step: step.seq)
        self._build()
        self.reload()

    def _build(self) -> None:
        self._scroll = scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setProperty("role", "clear")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._page = page = QWidget()
        scroll.setWidget(page)  # before it is filled, as each part is: what is moved is styled once more
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE * 2, SPACE, SPACE * 2, SPACE * 3 // 2)
        column.setSpacing(SPACE * 3 // 2)
        column.addLayout(self._head())
        self._lately = self._recent_card(page)
        for card in (self._needs_card(page), self._priorities_card(page), self._lately):
            column.addWidget(card)
        self.withheld = label("", "caption")
        column.addWidget(self.withheld)
        column.addStretch(1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.summary = ElidedLabel("", "title", grow=False)
        self.day = ElidedLabel("", "quiet")
        self.me: ChoiceBox[str | None] = ChoiceBox([(NOBODY, None)])
        self.shown: ChoiceBox[Need | None] = ChoiceBox([("Everything", None)])
        self.shown.setAccessibleName("What to show")
        self.shown.setToolTip("Show all that needs somebody, or one group alone")
        for box in (self.shown, self.me):
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(LETTERS)
        self.shown.currentIndexChanged.connect(self._filter)
        self.everyone, self.mine = button("Every&one’s", "choice"), button("&Mine", "choice")
        self._whose = QButtonGroup(self)
        for choice in (self.everyone, self.mine):
            choice.setCheckable(True)
            self._whose.addButton(choice)
        self.mine.setToolTip("Only what I lead or own, and what my organisation is asked to do")
        self.me.setAccessibleName("Who I am")
        self.me.setToolTip("Who sits at this desk")
        self.mine.toggled.connect(self._choose_whose)
        self.me.currentIndexChanged.connect(self._choose_me)
        row.addWidget(self.summary)
        row.addWidget(self.day, 1)
        for part in (self.shown, self.me, self.everyone, self.mine):
            row.addWidget(part)
        return row

    def _needs_card(self, page: QWidget) -> Card:
        self._needs = card = Card(tight=True, parent=page)
        self.need_view = GroupedTable(self.needs, self._session, "What needs somebody", card)
        self.need_view.open_on_click()
        self.need_view.opened.connect(lambda row: self._session.go_to.emit(row.place))
        card.body.addWidget(self.need_view)
        return card

    def _priorities_card(self, page: QWidget) -> Card:
        self._priorities = Card(tight=True, parent=page)
        self.priority_view = TableView(self.priorities, self._session, "Where each priority stands", self._priorities)
        self.priority_view.setItemDelegateForColumn(MONEY, MoneyBarDelegate(self.priority_view))
        self.priority_view.open_on_click()
        self.priority_view.opened.connect(lambda row: self._session.go_to.emit(Place("priority", row.id)))
        self.priority_view.say_when_empty("No priority is led or worked on by this person.")
        self._priorities.body.addWidget(self.priority_view)
        self.nothing = EmptyState(
            "No priorities yet",
            "A priority is what the partnership has decided to work on. Each has a tab of its own with its plan, "
            "its money and its evidence. Begin with the priorities; then add the agreements that pay, in Funding, "
            "and import the ledger.",
            "" if self._session.read_only else "Add a priority",
            self._priorities,
        )
        self.nothing.pressed.connect(self._add_priority)
        self._priorities.body.addWidget(self.nothing)
        return self._priorities

    def _recent_card(self, page: QWidget) -> Card:
        card = Card("Done lately", tight=True, parent=page)
        self.recent_view = TableView(self.recent, self._session, "Done lately", card)
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
        self._everything = read_desk(session.store, session.sums(), session.year, session.audience, session.today)
        self._offer_people()
        self._show()

    def _offer_people(self) -> None:
        people = self._session.store.partnership.all_people()
        mine, person = is_mine(self._session) and bool(people), me(self._session)
        for part in (self.mine, self.me):
            part.blockSignals(True)
        self.me.set_options([(NOBODY, None), *((p.name, p.id) for p in people)])
        self.me.set_value(person.id if person else None)
        self.mine.setEnabled(bool(people))
        (self.mine if mine else self.everyone).setChecked(True)
        self.me.setVisible(mine)
        for part in (self.mine, self.me):
            part.blockSignals(False)

    def _show(self) -> None:
        person = me(self._session)
        self.reading = self._everything.of(my_ids(person)) if self.mine.isChecked() else self._everything
        self.need_view.say_when_empty(WHO if self.mine.isChecked() and person is None else QUIET)
        self.needs.set_groups(need_group(self.reading.silent_days), group_words)
        self.shown.set_options(need_choices(self.reading))
        self.shown.setEnabled(bool(self.reading.needs))
        self.needs.show(self.reading.needs)
        self._filter()
        self.priorities.show(self.reading.priorities)
        told = self._session.audience is Audience.RESTRICTED
        self.recent_view.say_when_empty("Nothing has been done yet." if told else HISTORY_KEPT)
        self.recent.show(self.reading.recent)
        has_priorities = bool(self._everything.priorities)
        self.priority_view.setVisible(has_priorities)
        self._needs.setVisible(has_priorities or bool(self.reading.needs))
        self.nothing.setVisible(not has_priorities)
        self._say(self.reading)
        self._fit()

    def _say(self, reading: DeskReading) -> None:
        self.summary.setText(summary_words(reading))
        tint(self.summary, "danger" if reading.count(Need.LATE) else "")
        self.day.setText(f"on {long_date(self._session.today)}, money of {self._session.year.label}")
        hidden = counted(reading.withheld, "priority or action", "priorities and actions")
        self.withheld.setText(f"{hidden} withheld from this audience." if reading.withheld else "")
        self.withheld.setVisible(bool(reading.withheld))

    def focus_record(self, place: Place) -> None:
        """Put the cursor on a record, if one is named, or on the first thing that needs somebody."""
        row = next((r for r in self.reading.needs if r.place.record_id == place.record_id), None)
        if place.record_id is not None and row is not None:
            self.need_view.select_key(row.id)
        self._first_view().setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        if self.window().focusWidget() is None:  # the window opens ready to work, not in its search field
            self._first_view().setFocus()

    def _first_view(self) -> QWidget:
        if self.reading.needs:
            return self.need_view
        return self.priority_view if self.reading.priorities else self.nothing.button

    def _filter(self) -> None:
        wanted = self.shown.value()
        self.needs.set_filter(None if wanted is None else lambda row: row.need is wanted)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._fit)  # once the tables have their new rows

    def _fit(self) -> None:
        """Share the height out, so that the page itself scrolls only where there is no room for what matters most."""
        if not self.isVisible():
            return  # it has no height yet, or will have another
        self._lately.hide()
        self._fit_priorities()
        self.need_view.fit_rows(FEWEST_NEEDS, least=LEAST_ROWS)
        row = self.need_view.verticalHeader().defaultSectionSize()
        self.need_view.fit_rows(min(MOST_NEEDS, FEWEST_NEEDS + max(0, self._spare() // row)), least=LEAST_ROWS)
        self.recent_view.fit_rows(FEWEST_STEPS)
        self._lately.show()
        spare = self._spare()
        self._lately.setVisible(spare >= 0)
        self.recent_view.fit_rows(min(MOST_ROWS, FEWEST_STEPS + max(0, spare // row)))

    def _fit_priorities(self) -> None:
        """Be as tall as the priorities are: a bar beside rows that all have room would only take of their width."""
        view, policy = self.priority_view, Qt.ScrollBarPolicy
        view.fit_rows(MOST_ROWS)
        all_fit = self.priorities.rowCount() <= MOST_ROWS
        view.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if all_fit else policy.ScrollBarAsNeeded)
        across = view.horizontalScrollBar()
        if across.maximum() > 0:
            view.setFixedHeight(view.height() + across.sizeHint().height())

    def _spare(self) -> int:
        """Return how much of the height in sight the page leaves free; less than 0 where it must scroll."""
        for part in (self._needs, self._priorities, self._lately, self._page):
            if (layout := part.layout()) is not None:
                layout.invalidate()
                layout.activate()
        # Not by way of its viewport: to say of what class that is, PySide6 first makes every class of widget there is.
        return self._scroll.maximumViewportSize().height() - self._page.sizeHint().height()

    def _choose_whose(self, mine: bool) -> None:
        keep_mine(self._session, mine)
        self.me.setVisible(mine)
        self._show()

    def _choose_me(self) -> None:
        keep_me(self._session, self.me.value())
        self._show()

    def _add_priority(self) -> None:
        from cspdesk.ui.dialogs.priorities import open_priorities

        open_priorities(self._session, self, adding=True)
