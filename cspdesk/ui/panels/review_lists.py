"""The lists of the Reviews page: reviews held, what they decided, and what became of actions at a year's end."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from cspdesk.store.reviews import ReviewHeading
from cspdesk.ui.icons import put_icon
from cspdesk.ui.models.review_rows import (
    DecisionRow,
    ReviewsReading,
    YearEndRow,
    decision_columns,
    decisions_sentence,
    review_columns,
    year_end_columns,
    year_end_sentence,
)
from cspdesk.ui.models.table import TableModel
from cspdesk.ui.panels.listing import Listing, page_column
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button, restyle

NO_REVIEWS = (
    "A review is a dated look at the plan: it keeps what the plan said that day, what was decided, by whom and by "
    "when, and the day of the next one. From the second review on, what changed in between is told without typing."
)
NO_DECISIONS = "What a review decides is listed here until it is done."
REVIEWS_SEEN, DECISIONS_SEEN, ENDS_SEEN = 5, 8, 8  # rows in sight before a table scrolls


class ReviewLists(QWidget):
    """Three cards, each with its table; what is wanted is told by signals."""

    hold_wanted = Signal()
    since_wanted = Signal()
    review_opened = Signal(object)
    review_removed = Signal(object)
    decision_opened = Signal(object)
    decisions_turned = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read_only = session.read_only
        self._build_reviews(session)
        self._build_decisions(session)
        ends: TableModel[YearEndRow] = TableModel(year_end_columns(), session)
        table = TableView(ends, session, "Actions at the end of the year")
        table.setEditTriggers(TableView.EditTrigger.NoEditTriggers)
        self.year_ends = Listing("At the end of the year", table, "", "", "", read_only=True)
        column = page_column(self)
        for card in (self.reviews, self.decisions, self.year_ends):
            column.addWidget(card)
        column.addStretch(1)

    def _build_reviews(self, session: Session) -> None:
        model: TableModel[ReviewHeading] = TableModel(review_columns(), session)
        table = TableView(model, session, "Reviews")
        table.setEditTriggers(TableView.EditTrigger.NoEditTriggers)
        self.reviews = Listing("Reviews", table, NO_REVIEWS, "Hold a review…", "Ctrl+N", read_only=self._read_only)
        restyle(self.reviews.add_button, "primary")
        put_icon(self.reviews.add_button, "plus", "on_accent")
        self.since_button = button(
            "What changed since…", icon="clock", tip="What changed since a review (Ctrl+Shift+L)"
        )
        self.since_button.setShortcut(QKeySequence("Ctrl+Shift+L"))
        self.since_button.clicked.connect(self.since_wanted)
        self.reviews.header.insertWidget(self.reviews.header.count() - (0 if self._read_only else 1), self.since_button)
        self.reviews.added.connect(self.hold_wanted)
        table.opened.connect(self.review_opened)
        table.doubleClicked.connect(lambda index: self.review_opened.emit(model.record(index.row())))
        if not self._read_only:
            table.add_row_action("&Delete", "Del", self._remove)

    def _build_decisions(self, session: Session) -> None:
        model: TableModel[DecisionRow] = TableModel(decision_columns(), session)
        table = TableView(model, session, "Decisions of reviews")
        table.setEditTriggers(TableView.EditTrigger.NoEditTriggers)
        self.decisions = Listing("Decisions", table, NO_DECISIONS, "", "", read_only=True)
        self.done_button = button("Mark as done", icon="check", tip="Mark the selected decisions (Space)")
        self.done_button.clicked.connect(self._turn)
        self.show_done = button("Show done", "choice", icon="eye", tip="Show decisions that are done as well")
        self.show_done.setCheckable(True)
        self.show_done.toggled.connect(self._filter)
        self.decisions.add_action(self.show_done)
        if not self._read_only:
            self.decisions.add_action(self.done_button)
            table.add_row_action("&Mark as done, or open again", "Space", self._turn)
        self._filter()
        table.picked.connect(self._say_turn)
        table.opened.connect(self.decision_opened)
        table.doubleClicked.connect(lambda index: self.decision_opened.emit(model.record(index.row())))

    def show_reading(self, reading: ReviewsReading, sentence: str, withheld: str = "") -> None:
        """Show these reviews, decisions and ends of years. withheld: how much of it others alone may read."""
        self.reviews.show_records(reading.reviews, sentence, most=REVIEWS_SEEN)
        self.since_button.setVisible(bool(reading.reviews))
        self.decisions.show_records(
            reading.decisions, decisions_sentence(reading.decisions), withheld, most=DECISIONS_SEEN
        )
        self.decisions.setVisible(bool(reading.reviews))
        any_done = any(r.decision.done_on is not None for r in reading.decisions)
        self.show_done.setVisible(any_done)
        self.done_button.setVisible(bool(reading.decisions))
        self.decisions.table.say_when_empty("Every decision is done.")
        self.year_ends.show_records(reading.year_ends, year_end_sentence(reading.year_ends), most=ENDS_SEEN)
        self.year_ends.setVisible(bool(reading.year_ends))
        self._filter()

    def take_focus(self) -> None:
        """Put the cursor where one begins."""
        if self.reviews.table.isHidden():
            self.reviews.add_button.setFocus()
        else:
            self.reviews.table.setFocus()

    def _filter(self) -> None:
        wanted = None if self.show_done.isChecked() else _is_open
        self.decisions.model.set_filter(wanted)
        self.decisions.fit()
        self._say_turn()

    def _turn(self) -> None:
        self.decisions_turned.emit(self.decisions.table.selected_records())

    def _remove(self) -> None:
        rows = self.reviews.table.selected_records()
        if len(rows) == 1:
            self.review_removed.emit(rows[0])

    def _say_turn(self) -> None:
        rows: tuple[DecisionRow, ...] = self.decisions.table.selected_records()
        all_done = bool(rows) and all(r.decision.done_on is not None for r in rows)
        self.done_button.setEnabled(bool(rows))
        self.done_button.setText("Open again" if all_done else "Mark as done")


def _is_open(row: DecisionRow) -> bool:
    return row.decision.done_on is None
