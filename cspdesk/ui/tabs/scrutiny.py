"""The Scrutiny tab: what members asked and recommended, what became of it, and what the next meeting is told."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cspdesk.domain.periods import long_date
from cspdesk.domain.proof import counted
from cspdesk.domain.records import dataclass
from cspdesk.domain.scrutiny_pack import PackItem
from cspdesk.errors import UserError
from cspdesk.ui.dialogs.closing import show_until_closed
from cspdesk.ui.models.plan_rows import withheld_words
from cspdesk.ui.models.scrutiny_rows import (
    MeetingRow,
    PeriodRow,
    ScrutinyReading,
    open_words,
    pack_words,
    read_scrutiny,
)
from cspdesk.ui.models.scrutiny_table import (
    meeting_columns,
    pack_columns,
    period_columns,
    question_columns,
    recommendation_columns,
)
from cspdesk.ui.models.table import Column, TableModel
from cspdesk.ui.panels.listing import Listing, page_column
from cspdesk.ui.panels.meeting_form import MeetingForm
from cspdesk.ui.panels.period_form import PeriodForm
from cspdesk.ui.panels.question_form import QuestionForm
from cspdesk.ui.panels.recommendation_form import RecommendationForm
from cspdesk.ui.panels.record_form import RecordForm
from cspdesk.ui.panels.room import SharedRoom
from cspdesk.ui.panels.scrolling import scrolling
from cspdesk.ui.session import Place, Session
from cspdesk.ui.theme import SIZES, SPACE
from cspdesk.ui.widgets.page_header import PageHeader
from cspdesk.ui.widgets.side_panel import SidePanel
from cspdesk.ui.widgets.table import TableView
from cspdesk.ui.widgets.text import button

NO_PACK = (
    "Whatever is open with the committee gathers here by itself: questions without an answer, recommendations "
    "that wait, and what was answered or done since members last met."
)
NO_RECOMMENDATIONS = (
    "What the committee resolved, to whom, what was said to it and why, by when, and whether it is done. "
    "Add the meeting first."
)
NO_QUESTIONS = "What members asked, of whom, the answer, and what happened since. Add the meeting first."
NO_MEETINGS = (
    "Meetings of the committee that scrutinises the partnership, held and to come. Begin with the last one: what was "
    "asked and recommended there hangs on it."
)
NO_PERIODS = (
    "Weeks before an election in which publicity is restricted. A document made for the public in one warns, "
    "and who goes on and why is kept here."
)
SPARED = ("To", "Of", "Answer", "Done", "Meeting", "Seen by", "About", "What is said so far", "Set by")
ROOM_FOR_ALL = SPACE * 140  # pixels at 100% that all columns take
LEAST_TOLD = ("Meeting", "Seen by")  # columns that matter least where there is no room for all
ROOM_FOR_WORDS = SPACE * 50  # pixels at 100% that a card's title and its button take with their words


@dataclass(frozen=True, slots=True)
class Listed:
    """A list with the form that opens its rows, the record of a row, how one is removed, and what one is called."""

    listing: Listing
    form: RecordForm[Any]
    record: Callable[[Any], Any]
    remove: Callable[[str], None]
    one: str


class ScrutinyTab(QWidget):
    """Lists of what is open and of all there was, and one panel in which a record of any is opened."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted: str | None = None  # the record to select once it is read
        self.panel = SidePanel(self)
        self._make_lists()
        self._make_forms()
        page = QWidget()
        area = scrolling(page, self)
        column = page_column(page)
        self.header = PageHeader("Scrutiny")
        column.addWidget(self.header)
        for listing in self._lists:
            column.addWidget(listing)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(area, 1)
        row.addWidget(self.panel)
        self._room = SharedRoom(self, area, self.panel, ())
        self.panel.opened.connect(self._make_room)
        self.panel.closed.connect(self._panel_closed)
        self._last = self.recommendations
        self.reload()

    def _make_lists(self) -> None:
        today = self._session.today
        self.pack = self._listing("The next meeting’s pack", pack_columns(today), NO_PACK, "", "")
        self.recommendations = self._listing(
            "Recommendations", recommendation_columns(today), NO_RECOMMENDATIONS, "New recommendation", "Ctrl+Shift+R"
        )
        self.questions = self._listing("Questions", question_columns(today), NO_QUESTIONS, "New question", "Ctrl+N")
        self.meetings = self._listing("Meetings", meeting_columns(today), NO_MEETINGS, "New meeting", "Ctrl+Shift+M")
        self.periods = self._listing(
            "Restricted publicity", period_columns(today), NO_PERIODS, "New restricted period", ""
        )
        self._lists = (self.pack, self.recommendations, self.questions, self.meetings, self.periods)
        self.paper_button = button("Write the committee &paper…", icon="pencil")
        self.paper_button.clicked.connect(self.write_paper)
        self.pack.add_action(self.paper_button)
        self.pack.table.opened.connect(self._open_item)
        self.recommendations.added.connect(lambda: self._add_of_meeting(self.recommendation_form))
        self.questions.added.connect(lambda: self._add_of_meeting(self.question_form))
        self.meetings.added.connect(self.add_meeting)
        self.periods.added.connect(self.add_period)

    def _listing(self, title: str, columns: Sequence[Column[Any]], empty: str, add: str, keys: str) -> Listing:
        table = TableView(TableModel(columns, self._session), self._session, title)
        table.setEditTriggers(TableView.EditTrigger.NoEditTriggers)
        table.doubleClicked.connect(lambda index: table.opened.emit(table.table.record(index.row())))
        return Listing(title, table, empty, add, keys, read_only=self._session.read_only)

    def _make_forms(self) -> None:
        session, panel = self._session, self.panel
        self.recommendation_form = RecommendationForm(session, panel, self._want)
        self.question_form = QuestionForm(session, panel, self._want)
        self.meeting_form = MeetingForm(session, panel, self._want)
        self.period_form = PeriodForm(session, panel, self._want)
        kept = session.store.scrutiny
        listed: tuple[Listed, ...] = (
            Listed(
                self.recommendations, self.recommendation_form, lambda row: row.made,
                kept.recommendations.delete, "recommendation",
            ),
            Listed(
                self.questions, self.question_form, lambda row: row.question, kept.questions.delete, "question"
            ),
            Listed(self.meetings, self.meeting_form, lambda row: row.meeting, kept.remove_meeting, "meeting"),
            Listed(
                self.periods, self.period_form, lambda row: row.period,
                kept.publicity_periods.delete, "restricted period",
            ),
        )  # fmt: skip
        self._forms = tuple(each.form for each in listed)
        for each in listed:
            each.listing.table.opened.connect(partial(self._open, each))
            if not session.read_only:
                each.listing.table.add_row_action("&Delete", "Del", partial(self._remove, each))

    def reload(self) -> None:
        """Read the record and show it; what is being typed in the panel stays."""
        session = self._session
        self._reading = read = read_scrutiny(session.store, session.audience, session.today)
        today = session.today
        self.pack.show_records(read.pack.items, pack_words(read.pack))
        self.recommendations.show_records(read.recommendations, open_words(read.recommendations, today))
        self.questions.show_records(read.questions, open_words(read.questions, today))
        self.meetings.show_records(read.meetings)
        self.periods.show_records(read.periods, self._period_words(read))
        self.paper_button.setVisible(read.pack.meeting is not None)
        self.header.say("Scrutiny", withheld_words(read.withheld, "record", session.audience))
        for listing in (self.recommendations, self.questions):
            listing.add_button.setEnabled(bool(read.meetings))
        self._leave_withheld()
        for form in self._forms:
            form.refresh()
        if self._wanted is not None:
            for listing in self._lists[1:]:
                listing.table.select_key(self._wanted)
            self._wanted = None

    @staticmethod
    def _period_words(read: ScrutinyReading) -> str:
        if read.restricted_by is None:
            return ""
        return f"Publicity is restricted until {long_date(read.restricted_by.ends_on)}"

    def _leave_withheld(self) -> None:
        """Close the panel on a record that the audience chosen may not see."""
        read = self._reading
        lists: tuple[tuple[Any, ...], ...] = (read.meetings, read.questions, read.recommendations, read.periods)
        shown = {row.id for rows in lists for row in rows}
        if not self.panel.is_dirty and any(form.withheld_id(shown) is not None for form in self._forms):
            self.panel.leave()

    def _want(self, id_: str) -> None:
        self._wanted = id_

    def write_paper(self) -> None:
        """Write on the committee paper for the next meeting, which is begun as one step if there is none yet."""
        from cspdesk.app.meeting_paper import begin_paper_for, paper_for
        from cspdesk.ui.dialogs.paper_writer import PaperWriter

        session, meeting = self._session, self._reading.pack.meeting
        if meeting is None:
            return
        if paper_for(session.store, meeting) is None and not session.do(
            f"Began the committee paper for the meeting of {long_date(meeting.held_on)}",
            lambda: begin_paper_for(session.store, meeting, session.year, session.today),
        ):
            return
        paper = paper_for(session.store, meeting)
        if paper is not None:
            try:
                writer = PaperWriter(session, paper.id, self)
            except UserError as error:
                session.show_error(error)
                return
            show_until_closed(writer)

    def add_meeting(self) -> None:
        """Begin a new meeting, of the committee that met last."""
        held = self._reading.meetings
        if not self._session.read_only and self.meeting_form.new(held[0].meeting.body if held else ""):
            self._hold(self.meetings, self.meeting_form)

    def add_period(self) -> None:
        """Begin a new restricted period."""
        if not self._session.read_only and self.period_form.new():
            self._hold(self.periods, self.period_form)

    def _add_of_meeting(self, form: QuestionForm | RecommendationForm) -> None:
        """Begin something of the meeting selected, or else of the last one held."""
        if self._session.read_only or not self._reading.meetings:
            return
        chosen: tuple[MeetingRow, ...] = self.meetings.table.selected_records()
        held = [row for row in self._reading.meetings if row.meeting.held_on <= self._session.today]
        row = next(iter((*chosen, *held, *self._reading.meetings)))
        if form.new(row.id):
            self._hold(self.questions if form is self.question_form else self.recommendations, form)

    def _open(self, each: "Listed", row: Any) -> None:
        if each.form.edit(each.record(row)):
            self._hold(each.listing, each.form)

    def _open_item(self, item: PackItem) -> None:
        self._open_record(item.id)
        self._last = self.pack

    def _hold(self, listing: Listing, form: RecordForm[Any]) -> None:
        """Take it that the panel shows a record of this form, opened from this list."""
        for other in self._forms:
            if other is not form:
                other.forget()
        self._last = listing

    def _remove(self, each: "Listed") -> None:
        """Remove the selected records as one step; Ctrl+Z brings them back."""
        chosen = each.listing.table.selected_records()
        ids = [row.id for row in chosen if not (isinstance(row, PeriodRow) and row.exports)]

        def remove_all() -> None:
            for id_ in ids:
                each.remove(id_)

        if ids:
            self._session.do(f"Removed {counted(len(ids), each.one)}", remove_all)

    def focus_record(self, place: Place) -> None:
        """Open a meeting, a question, a recommendation or a restricted period."""
        if place.record_id is None:
            self.recommendations.table.setFocus()
        else:
            self._open_record(place.record_id)

    def _open_record(self, id_: str) -> None:
        for listing in self._lists[1:]:
            if listing.table.select_key(id_):
                listing.table.opened.emit(listing.table.selected_records()[0])

    def _panel_closed(self) -> None:
        for form in self._forms:
            form.forget()
        self._make_room()
        if self._last.table.isVisible():
            self._last.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what the panel shows better while it is open."""
        panel_open = not self.panel.isHidden()
        unit = max(1.0, self.font().pixelSize() / SIZES["body"])
        tight = panel_open and self.width() - self.panel.minimumWidth() < ROOM_FOR_WORDS * unit
        narrow = self.width() < ROOM_FOR_ALL * unit
        for listing in self._lists:
            listing.shorten(tight)
            for place, column in enumerate(listing.model.columns):
                left_out = (panel_open and column.title in SPARED) or (narrow and column.title in LEAST_TOLD)
                listing.table.setColumnHidden(place, left_out)
