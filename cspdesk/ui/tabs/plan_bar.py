"""What stands above a plan: its filters and how many actions they leave, the grouping, and how the timeline is seen."""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.domain.plans import ActionStatus, Rating
from cspdesk.ui.models.plan_filter import Due, PlanFilter, Rated, RatingWanted
from cspdesk.ui.models.plan_groups import RATING_ORDER, Grouping
from cspdesk.ui.models.plan_rows import PlanRow, plan_sentence
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.badge import rating_word
from cspdesk.ui.widgets.fields import ChoiceBox
from cspdesk.ui.widgets.filter_bar import FilterBar
from cspdesk.ui.widgets.text import ElidedLabel, button, tool_button

LEAD, PARTNER, STATUS, RATING, DUE = "Lead", "Partner", "Status", "Rating", "Due"
NARROW = 9  # letters of a long name in a filter; its list shows the whole of it


class PlanBar(QWidget):
    """`changed`: other rows are wanted. `grouped(Grouping or None)`: other groups are. The buttons are the tab's."""

    changed = Signal()
    grouped = Signal(object)

    def __init__(self, today: date, *, read_only: bool) -> None:
        super().__init__()
        self._today = today
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        self._rows = (self._filter_row(read_only), self._view_row())
        for row in self._rows:
            column.addLayout(row)
        self._tools_seen = True

    def _filter_row(self, read_only: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.filters = FilterBar("Filter actions")
        self.filters.count.hide()  # said in the row below, where there is room for it
        for name, words in ((LEAD, LEAD), (PARTNER, PARTNER)):
            box = self.filters.add_choice(name, [(words, None)])
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(NARROW)
        statuses = [(each.value.capitalize(), each) for each in ActionStatus]
        self.filters.add_choice(STATUS, [(STATUS, None), *statuses])
        self.filters.add_choice(RATING, _ratings())
        self.filters.add_choice(DUE, [(DUE, None), *((each.value, each) for each in Due)])
        self.late_only = button("Late only", "choice", icon="clock")
        self.late_only.setCheckable(True)
        self.late_only.toggled.connect(self.changed)
        self.filters.add_widget(self.late_only)
        self.filters.changed.connect(self.changed)
        row.addWidget(self.filters, 1)
        self.new_button = button("&New action", "primary", icon="plus", tip="New action (Ctrl+N)")
        self.new_button.setDisabled(read_only)
        row.addWidget(self.new_button)
        return row

    def _view_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        self.count = ElidedLabel("", "strong", grow=False)
        self.clear_button = button("Clear filters", "link", tip="Show every action again")
        self.clear_button.clicked.connect(self.clear)
        row.addWidget(self.count)
        row.addWidget(self.clear_button)
        row.addStretch(1)
        self.bulk_button = button(
            "Change selected…", icon="pencil", tip="Change all selected actions at once (Ctrl+Shift+E)"
        )
        row.addWidget(self.bulk_button)
        self.groups: ChoiceBox[Grouping | None] = ChoiceBox(
            [("Not grouped", None), *((f"By {g.value.lower()}", g) for g in Grouping)]
        )
        self.groups.setAccessibleName("Group by")
        self.groups.setToolTip("Group by")
        self.groups.currentIndexChanged.connect(lambda: self.grouped.emit(self.groups.value()))
        row.addWidget(self.groups)
        row.addSpacing(SPACE)
        self.wider = tool_button("zoom-out", "Show more of the time", "Show more of the time (−, or Ctrl+wheel)")
        self.nearer = tool_button("zoom-in", "Look nearer", "Look nearer (+, or Ctrl+wheel)")
        self.fit = button("Fit year", tip="Show the whole financial year (0)")
        self.shown = button("Timeline", "choice", icon="chart-gantt", tip="Show or fold away the timeline")
        self.shown.setCheckable(True)
        for each in (self.wider, self.nearer, self.fit, self.shown):
            row.addWidget(each)
        return row

    def wanted(self) -> PlanFilter:
        """Return what is asked for."""
        choice = self.filters.choice
        lead, partner, status, rating, due = (choice(name) for name in (LEAD, PARTNER, STATUS, RATING, DUE))
        return PlanFilter(
            self.filters.text,
            None if lead is None else str(lead),
            None if partner is None else str(partner),
            status if isinstance(status, ActionStatus) else None,
            rating if isinstance(rating, RatingWanted | Rated) else None,
            due if isinstance(due, Due) else None,
            self.late_only.isChecked(),
            self._today,
        )

    def clear(self) -> None:
        """Ask for everything again."""
        with QSignalBlocker(self):
            self.filters.search.clear()
            self.late_only.setChecked(False)
            for name in (LEAD, PARTNER, STATUS, RATING, DUE):
                self.filters.choose(name, None)
        self.changed.emit()

    def offer(self, rows: Iterable[PlanRow]) -> None:
        """Offer the leads and partners that these rows have."""
        rows = tuple(rows)
        leads = sorted({r.lead for r in rows}, key=lambda name: (not name, name.casefold()))
        partners = sorted({name for r in rows for name in r.partners}, key=str.casefold)
        self.filters.set_options(LEAD, [(LEAD, None), *((name or "Nobody yet", name) for name in leads)])
        self.filters.set_options(PARTNER, [(PARTNER, None), *((name, name) for name in partners)])

    def say(self, shown: tuple[PlanRow, ...], total: int) -> None:
        """Say how many actions are shown, and offer to show the others."""
        filtered = not self.wanted().takes_all
        self.clear_button.setVisible(filtered)
        self.count.setText(f"{len(shown):,} of {total:,} actions" if filtered else plan_sentence(shown))

    def offer_bulk(self, chosen: int, *, read_only: bool) -> None:
        """Offer to change the selected actions together once there are several."""
        self.bulk_button.setVisible(chosen > 1 and not read_only)
        self.bulk_button.setText(f"Change {chosen} selected…")

    def show_timeline_tools(self, seen: bool) -> None:
        """Show or hide what only a timeline in sight can use."""
        self._tools_seen = seen
        self.share_room()

    def minimumSizeHint(self) -> QSize:
        return QSize(SPACE * 40, super().minimumSizeHint().height())  # what does not fit is left out, see share_room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.share_room()

    def share_room(self) -> None:
        """Leave out, where letters are large or the page is narrow, what can be done in another way as well."""
        if not self.isVisible():
            return  # asked again when it is shown
        self.late_only.show()
        for each in (self.wider, self.nearer, self.fit):
            each.setVisible(self._tools_seen)
        boxes = [self.filters.box(name) for name in (LEAD, PARTNER, STATUS, RATING, DUE)]
        late = [] if self.late_only.isChecked() else [self.late_only]  # “Overdue” says the same
        self._leave_out(late, (self.filters.search, *boxes, self.late_only, self.new_button))
        zooms = (self.fit, self.wider, self.nearer)  # the keys do the same
        self._leave_out(zooms, (self.groups, *zooms, self.shown, self.bulk_button, self.clear_button))

    def _leave_out(self, yielding: Sequence[QWidget], row: Sequence[QWidget]) -> None:
        """Hide one after the other until the row fits. Reckoned here: a layout goes by what was shown before."""
        for each in yielding:
            if sum(_least(widget) for widget in row) <= self.width():
                return
            each.hide()


def _least(widget: QWidget) -> int:
    """Return the room that a widget takes at least, with the gap beside it."""
    return 0 if widget.isHidden() else max(widget.minimumSizeHint().width(), widget.minimumWidth()) + SPACE


def _ratings() -> list[tuple[str, object]]:
    """Return what can be asked of ratings: how they differ, then each as computed, then each as stated."""
    each: list[tuple[str, object]] = [(RATING, None), *((r.value, r) for r in Rated)]
    for computed, words in ((True, "Computed"), (False, "Stated")):
        each += [(f"{words}: {rating_word(r).lower()}", RatingWanted(Rating(r), computed)) for r in RATING_ORDER]
    return each
