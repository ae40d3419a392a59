"""The Results of a priority: its indicators as cards, and one of them opened with its chart and all that is known."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from cspdesk.analysis.verdicts import Verdict
from cspdesk.app.results import Judged, all_judged
from cspdesk.domain.audience import Audience
from cspdesk.ui.jobs import Pieces
from cspdesk.ui.models.result_rows import ResultRow, ResultsReading, begin_results, read_more
from cspdesk.ui.panels.result_list import ResultList
from cspdesk.ui.session import Place, Session
from cspdesk.ui.touched import Follower

if TYPE_CHECKING:
    from cspdesk.ui.panels.result_page import ResultPage

READ_FROM = frozenset(
    (
        "indicators", "observations", "breaks", "annotations", "areas", "comparator_sets", "comparator_areas",
        "action_indicators", "actions", "people", "priorities", "partnerships", "field_markings",
        "disclosure_rules",
    )
)  # fmt: skip


class ResultsTab(QWidget):
    """Cards first; what each says is worked out off the window's thread and follows a moment later."""

    def __init__(self, session: Session, priority_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._priority_id = priority_id
        self._reading = ResultsReading((), ())
        self._judged: dict[str, Judged] = {}
        self._asked = 0
        self._rest: Pieces | None = None
        self._follower = Follower(session.store, READ_FROM)
        self._looked_at: tuple[Audience, str | None] | None = None
        self.list = ResultList(session)
        self.list.area_chosen.connect(self.reload)
        self.list.opened.connect(self.open)
        self.list.import_wanted.connect(self.import_figures)
        self.list.add_wanted.connect(self.add_indicator)
        self.list.compare_wanted.connect(self.compare)
        self.list.shift_wanted.connect(self.shift)
        self.page: ResultPage | None = None
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.reload()

    @property
    def said(self) -> Mapping[str, Verdict]:
        """What each indicator says, as far as it is worked out."""
        return {id_: found.verdict for id_, found in self._judged.items()}

    def reload(self) -> None:
        """Read the record and show it, unless what changed is none of it.

        Indicators whose figures are as they were keep what they say.
        """
        session = self._session
        if self._follower.take() is not None and self._looked_at == (session.audience, self.list.area_id):
            return
        self._asked += 1
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        with session.store.reading():
            begun = begin_results(session.store, self._priority_id, session.audience, self.list.area_id)
        first = self._read_more(begun)
        looks_anew = self._looked_at != (session.audience, self.list.area_id)
        if looks_anew or not first.left:
            self._show(first)
        self._looked_at = (session.audience, self.list.area_id)  # what stands there once areas are offered
        if first.left:
            self._rest = session.jobs.in_pieces(self._read_rest(first))
        else:
            self._judge_all()
        if self.page is not None and not self.page.reload():
            self._drop_page(self.page)

    def _read_more(self, reading: ResultsReading) -> ResultsReading:
        session = self._session
        with session.store.reading():
            return read_more(session.store, reading, session.audience, session.today)

    def _read_rest(self, reading: ResultsReading) -> Iterator[None]:
        """Read what is left, a little at a time, so that the window never waits; what was shown stands until then."""
        while isValid(self) and reading.left:
            before, reading = len(reading.rows), self._read_more(reading)
            yield
            self.list.make_ready(row for row in reading.rows[before:] if self._row_of(row.id) is None)
            yield
        if isValid(self):
            self._show(reading)
            self._judge_all()

    def _finish_reading(self) -> None:
        if self._rest is not None:
            self._rest.finish()

    def _show(self, reading: ResultsReading) -> None:
        self._reading = reading
        known = ((row, self._judged.get(row.id)) for row in reading.rows)
        self._judged = {row.id: found for row, found in known if found and found.series == row.series}
        self.list.show_reading(reading, self._judged)

    @property
    def is_looking(self) -> bool:
        """Whether one indicator is shown, not the cards of all."""
        return self.page is not None and self.pages.currentWidget() is self.page

    def open(self, indicator_id: str) -> None:
        """Show one indicator with its chart, for the area its card is for."""
        row = self._row_of(indicator_id)
        if row is None:
            self._finish_reading()
            row = self._row_of(indicator_id)
        if row is None:
            return
        if self.page is None:
            self.page = self._made_page()
        self.page.open(indicator_id, row.series.area.id)
        self.pages.setCurrentWidget(self.page)
        self.page.take_focus()

    def _row_of(self, indicator_id: str) -> ResultRow | None:
        return next((row for row in self._reading.rows if row.id == indicator_id), None)

    def _made_page(self) -> "ResultPage":
        """Return the page of one indicator; made when the first is opened."""
        from cspdesk.ui.panels.result_page import ResultPage

        page = ResultPage(self._session)
        self.pages.addWidget(page)
        page.left.connect(self.leave)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), page)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.leave)
        return page

    def _drop_page(self, page: "ResultPage") -> None:
        """Leave an indicator that is gone or withheld, with every word of it."""
        looking = self.is_looking
        self.page = None
        self.pages.setCurrentWidget(self.list)
        self.pages.removeWidget(page)
        page.hide()
        page.deleteLater()
        if looking:
            self.list.point_at(None)

    def import_figures(self) -> None:
        """Take in figures that others publish, for this priority."""
        from cspdesk.ui.dialogs.import_indicators import open_import_indicators

        open_import_indicators(self._session, self, self._priority_id)

    def add_indicator(self) -> None:
        """Begin an indicator of this priority."""
        from cspdesk.ui.panels.indicator_form import open_indicator_form

        open_indicator_form(self._session, self, None, self._priority_id)

    def compare(self) -> None:
        """Compare results, beginning with those of this priority."""
        from cspdesk.ui.panels.compare_pages import open_compare

        open_compare(self._session, self, None, self._priority_id)

    def shift(self, indicator_id: str, step: int) -> None:
        """Put an indicator before (-1) or after (1) the one beside it, and show the cards in their own order."""
        from cspdesk.ui.models.indicator_order import shift_indicator

        self.list.show_own_order()
        if shift_indicator(self._session, indicator_id, step):
            self.reload()
            self._finish_reading()
        self.list.point_at(indicator_id)

    def leave(self) -> None:
        """Go back to the cards, to the one that was opened."""
        shown = self.page.indicator_id if self.page else None
        self.pages.setCurrentWidget(self.list)
        self.list.point_at(shown)

    def focus_record(self, place: Place) -> None:
        """Open an indicator; without one put the cursor on the first card."""
        if place.record_id is None:
            self.list.point_at(None)
            return
        self.list.show_all()
        self.open(place.record_id)

    def _judge_all(self) -> None:
        """Have worked out what is not known yet of those shown."""
        series = [row.series for row in self._reading.rows if row.id not in self._judged]
        number = self._asked

        def done(found: tuple[Judged, ...]) -> None:
            if isValid(self) and number == self._asked:
                self._judged |= {each.series.indicator.id: each for each in found}
                self.list.show_reading(self._reading, self._judged)
                self._make_drawing_ready()

        if series:
            self._session.jobs.start(lambda report: all_judged(series, report), done)

    def _make_drawing_ready(self) -> None:
        """Load what draws an indicator large while the cards are read, so that opening one does not wait for it."""
        from cspdesk.ui.warming import load_beside, results_drawn, results_ready

        def done(_: object) -> None:
            if isValid(self):
                self._session.jobs.in_pieces(results_drawn())

        if not results_ready():
            self._session.jobs.start(load_beside, done)
