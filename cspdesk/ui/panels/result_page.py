"""One indicator opened: its verdict, its chart with the figures beside, and below all that is known of it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from cspdesk.app.results import Judged, judged
from cspdesk.charts.results import ResultChart
from cspdesk.charts.results_reading import with_parts
from cspdesk.domain.periods import long_date
from cspdesk.domain.series import Series, month_of
from cspdesk.errors import UserError
from cspdesk.ui.charts.frame import FILES
from cspdesk.ui.charts.result_view import ResultView
from cspdesk.ui.dialogs import messages
from cspdesk.ui.models.result_detail import Detail, Look, read_detail
from cspdesk.ui.panels.result_controls import ResultControls
from cspdesk.ui.panels.result_facts import ResultFacts
from cspdesk.ui.panels.result_figures import ResultFigures
from cspdesk.ui.panels.result_verdict import VerdictPart
from cspdesk.ui.panels.telling import column_of
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.text import ElidedLabel, button
from cspdesk.ui.widgets.verdict_sign import VerdictSign

LINES = 15  # of text: as high as the chart is at least


class ResultPage(QWidget):
    """`left`: back to all indicators. What an indicator says is worked out off the window's thread."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._look: Look | None = None
        self._detail: Detail | None = None
        self._judged: Judged | None = None
        self._asked = 0
        self._sides_of = ""  # the chart that the two sides were shared for; a person may share them otherwise
        self.back = button("All indicators", "link", icon="chevron-left", tip="Back to all indicators (Esc)")
        self.back.clicked.connect(self.left)
        self.name = ElidedLabel("", "lead", grow=False)
        self.sign = VerdictSign()
        self.copy_button = button("&Copy chart", icon="file-text", tip="Put the chart on the clipboard (Ctrl+C on it)")
        self.save_button = button("&Save chart…", icon="download", tip="As SVG, as PNG, or its figures as CSV")
        self.edit_button = button("E&dit…", icon="pencil", tip="What it is, its figures, breaks and ties")
        self.compare_button = button("Com&pare…", icon="chart-line", tip="Areas, another indicator, before and after")
        self.edit_button.clicked.connect(self.edit)
        self.edit_button.setDisabled(session.read_only)
        self.compare_button.clicked.connect(self.compare)
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.choose_file)
        self.verdict = VerdictPart()
        self.controls = ResultControls(session.today)
        self.controls.changed.connect(self._show_look)
        self.controls.parts_changed.connect(self._show_chart)
        self.chart = ResultView()
        self.figures = ResultFigures(session)
        self.facts = ResultFacts(session)
        self._lay_out()
        self.chart.looked_at.connect(self.figures.point_at)
        self.figures.pointed.connect(self.chart.point_at)

    def _lay_out(self) -> None:
        self.head = QHBoxLayout()
        self.head.setSpacing(SPACE)
        self.head.addWidget(self.back)
        self.head.addWidget(self.name)
        self.head.addWidget(self.sign)
        self.head.addStretch(1)
        self._ways = (self.edit_button, self.compare_button, self.copy_button, self.save_button)
        self._words = [made.text() for made in self._ways]
        for made, words in zip(self._ways, self._words, strict=True):
            made.setAccessibleName(words.replace("&", ""))
            self.head.addWidget(made)
        self._sides = sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.setProperty("role", "clear")
        sides.setHandleWidth(SPACE * 2)
        sides.addWidget(self.chart)
        sides.addWidget(self.figures)
        sides.setStretchFactor(0, 3)
        sides.setStretchFactor(1, 1)
        self._room = QWidget()  # a splitter takes no height that it is given
        column_of(self._room).addWidget(sides)
        drawn = Card()
        drawn.body.addWidget(self.controls)
        drawn.body.addWidget(self._room)
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(SPACE * 2, 0, SPACE * 2, SPACE * 2)
        column.setSpacing(SPACE)
        for part in (self.verdict, drawn, self.facts):
            column.addWidget(part)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setProperty("role", "clear")
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(page)
        self.area.viewport().installEventFilter(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACE, 0, 0)
        whole.setSpacing(SPACE)
        top = QWidget()
        top.setLayout(self.head)
        self.head.setContentsMargins(SPACE * 2, 0, SPACE * 2, 0)
        whole.addWidget(top)
        whole.addWidget(self.area, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take in another size of what is seen of the page."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self._make_room()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        """Let the chart be as high as the window has room for below the verdict, and never too low to be read."""
        self._shorten()
        seen = self.area.viewport().size()
        verdict = self.verdict.heightForWidth(seen.width() - SPACE * 4)
        room = seen.height() - verdict - self.controls.sizeHint().height() - SPACE * 7
        self._room.setFixedHeight(max(self.fontMetrics().height() * LINES, room))

    def _shorten(self) -> None:
        """Let the buttons be their signs alone where the name would have no room beside their words."""
        for made, words in zip(self._ways, self._words, strict=True):
            made.setText(words)
        beside = sum(part.sizeHint().width() + SPACE for part in (self.back, self.name, self.sign, *self._ways))
        if beside > self.width() - SPACE * 4:
            for made in self._ways:
                made.setText("")

    @property
    def indicator_id(self) -> str | None:
        """The indicator shown."""
        return self._look.indicator_id if self._look else None

    @property
    def detail(self) -> Detail | None:
        """What was read of it."""
        return self._detail

    def open(self, indicator_id: str, area_id: str | None) -> bool:
        """Show an indicator for an area, as it is known now; return whether it may be seen."""
        self._judged = None
        self._look = Look(indicator_id, area_id)
        self.controls.begin()
        self.area.verticalScrollBar().setValue(0)
        return self.reload()

    def reload(self) -> bool:
        """Read it anew; return whether it is there and may be seen."""
        if self._look is None:
            return False
        session = self._session
        with session.store.reading():
            self._detail = read_detail(session.store, self._look, session.audience, session.today)
        if self._detail is None:
            self._look = None
            return False
        detail = self._detail
        self.name.setText(f"{detail.indicator.name}, {detail.series.area.name}")
        self.controls.offer(detail, self._look)
        self._shorten()
        self.facts.show_detail(detail)
        known = self._judged
        if known is None or known.series != detail.series:
            self._say(None)
        self._judge(detail.series, detail.others)
        return True

    def _show_look(self) -> None:
        if self._look is not None:
            self._look = replace(
                self._look,
                area_id=self.controls.area_id,
                known_on=self.controls.known_on,
                beside=self.controls.beside,
            )
            self.reload()

    def _judge(self, series: Series, others: Sequence[Series]) -> None:
        self._asked += 1
        number = self._asked

        def done(found: Judged) -> None:
            if number == self._asked:
                self._say(found)

        self._session.jobs.start(lambda _: judged(series, others), done, owner=self)

    def _say(self, found: Judged | None) -> None:
        self._judged = found
        self.sign.show_kind(found.verdict.kind if found else None)
        self.verdict.show_verdict(found.verdict if found else None, self._reach_then(found))
        self._make_room()
        for made in (self.copy_button, self.save_button):
            made.setEnabled(found is not None)
        self._show_chart()

    def _reach_then(self, found: Judged | None) -> str:
        """Return how far the data went on an earlier day; when more are due is known only of today."""
        known_on = self._look.known_on if self._look else None
        if found is None or known_on is None:
            return ""
        reach = found.series.reach
        return f"{f'Data to {month_of(reach)}' if reach else 'No data'}, as known on {long_date(known_on)}."

    def _show_chart(self) -> None:
        if self._judged is None:
            return
        self.chart.says = f"{self._judged.verdict.says} {self._judged.verdict.footing}"
        chart = self._named(with_parts(self._judged.chart, self.controls.parts))
        self.controls.offer_parts(self._judged.chart)
        self.chart.show_chart(chart)
        self.figures.show_table(chart)
        if self._sides_of != chart.title:
            self._sides_of = chart.title
            self.figures.share(self._sides)
        self.facts.show_notes(chart.notes)
        if self.back.hasFocus():
            self.take_focus()

    def _named(self, chart: ResultChart) -> ResultChart:
        """Return the chart with the day as of which it is known in its title, where that is not today."""
        known_on = self._look.known_on if self._look else None
        return chart if known_on is None else replace(chart, title=f"{chart.title}, as known on {long_date(known_on)}")

    def edit(self) -> None:
        """Change what the indicator is, its figures and what stands beside them."""
        from cspdesk.ui.panels.indicator_form import open_indicator_form

        open_indicator_form(self._session, self, self.indicator_id)

    def compare(self) -> None:
        """Compare the indicator: its areas, another indicator, before and after."""
        from cspdesk.ui.panels.compare_pages import open_compare

        priority_id = self._detail.indicator.priority_id if self._detail else None
        open_compare(self._session, self, self.indicator_id, priority_id)

    def copy(self) -> None:
        """Put the chart on the clipboard as a picture."""
        self.chart.copy()
        self._session.message.emit("Copied the chart")

    def choose_file(self) -> None:
        """Ask where to, and write the chart or its figures there."""
        title = self.chart.title.text().replace("/", "-").replace(":", "")
        name, _ = QFileDialog.getSaveFileName(self, "Save the chart", f"{title}.svg", FILES)
        try:
            if name:
                self.chart.write(Path(name))
                self._session.message.emit(f"Saved {Path(name).name}")
        except UserError as error:
            messages.tell_error(self, error)

    def take_focus(self) -> None:
        """Put the cursor on the chart, or where the way back is until it is drawn."""
        if self.chart.is_drawn:
            self.chart.take_focus()
        else:
            self.back.setFocus()
