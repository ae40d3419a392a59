"""What a comparison comes to: its sentence, its chart with the figures beside, and what it does not show."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.app.comparing import Compared
from cspdesk.charts.compared import DotChart, FunnelChart, PairChart
from cspdesk.errors import UserError
from cspdesk.ui.charts.compared_views import DotView, FunnelView, PairView
from cspdesk.ui.charts.frame import FILES
from cspdesk.ui.charts.page_view import PageView
from cspdesk.ui.dialogs import messages
from cspdesk.ui.panels.readable import keep_readable
from cspdesk.ui.panels.result_figures import ResultFigures
from cspdesk.ui.panels.telling import clear, column_of
from cspdesk.ui.session import Session
from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.card import Card
from cspdesk.ui.widgets.text import button, label

LINES = 14  # of text: as high as a chart is at least, with its legend
TALLER = {PairChart: 19, FunnelChart: 20}  # two drawings; and a drawing in which a hundred areas stand
VIEWS: dict[type, type[PageView[Any]]] = {DotChart: DotView, FunnelChart: FunnelView, PairChart: PairView}


class _Room(QWidget):
    """Keeps so many lines of text high, and asks for no more: a splitter takes no height that it is given."""

    _lines = 0

    def keep(self, lines: int) -> None:
        """Keep so many lines."""
        self._lines = lines
        self.setMinimumHeight(self.fontMetrics().height() * lines)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.keep(self._lines)


class CompareCard(Card):
    """Shows one comparison, or the reason why there is none; then no figure and no chart stands there."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._views: dict[tuple[type, int], PageView[Any]] = {}
        self.shown: Compared | None = None
        self.view: PageView[Any] | None = None
        self.says = label("", "strong", wrap=True)
        self.beside = label("", "quiet", wrap=True)
        self.notes = label("", "caption", wrap=True)
        self.copy_button = button("&Copy chart", icon="file-text", tip="Put the chart on the clipboard (Ctrl+C on it)")
        self.save_button = button("Sa&ve chart…", icon="download", tip="As SVG, as PNG, or its figures as CSV")
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.choose_file)
        self.figures = ResultFigures(session)
        self.figures.pointed.connect(self._point_at)
        self._lay_out()

    def show_compared(self, found: Compared) -> None:
        """Show what was found."""
        self.shown = found
        self.says.setText(found.says)
        self.beside.setText(" ".join(filter(None, (_grade(found), found.does_not_show))))
        self._show_facts(found)
        chart = found.chart
        self.notes.setText(" ".join(chart.notes) if chart else "")
        for part in (self.beside, self.notes):
            part.setVisible(bool(part.text()))
        self._sides.setVisible(chart is not None)
        self._room.keep(TALLER.get(type(chart), LINES) if chart else 0)
        for made in (self.copy_button, self.save_button):
            made.setEnabled(chart is not None)
            made.setVisible(chart is not None)
        if chart is None:
            self.view = None
            return
        self.view = self._view_for(type(chart), _lines_told(chart))
        self.view.says = " ".join(filter(None, (found.says, _grade(found), found.does_not_show)))
        self._stage.setCurrentWidget(self.view)
        self.view.show_chart(chart)
        self.figures.show_table(chart, newest_last=isinstance(chart, PairChart))
        QTimer.singleShot(0, self, lambda: self.figures.share(self._sides))  # once the card has its place

    def wait(self) -> None:
        """Say that it is being worked out; what was shown stays until then."""
        if self.shown is None:
            self.says.setText("Working it out…")
        self.copy_button.setEnabled(False)
        self.save_button.setEnabled(False)

    def copy(self) -> None:
        """Put the chart on the clipboard as a picture."""
        if self.view is not None:
            self.view.copy()
            self._session.message.emit("Copied the chart")

    def choose_file(self) -> None:
        """Ask where to, and write the chart or its figures there."""
        if self.view is None or self.shown is None or self.shown.chart is None:
            return
        title = self.shown.chart.title.replace("/", "-").replace(":", "")
        name, _ = QFileDialog.getSaveFileName(self, "Save the chart", f"{title[:120]}.svg", FILES)
        try:
            if name:
                self.view.write(Path(name))
                self._session.message.emit(f"Saved {Path(name).name}")
        except UserError as error:
            messages.tell_error(self, error)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        words = QVBoxLayout()
        words.setSpacing(SPACE // 2)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(SPACE // 2)
        words.addWidget(self.says)
        words.addLayout(self._facts)
        words.addWidget(self.beside)
        head.addLayout(words, 1)
        for made in (self.copy_button, self.save_button):
            head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self._stage = QStackedWidget()
        self._room = _Room()
        self._sides = QSplitter(Qt.Orientation.Horizontal)
        self._sides.setChildrenCollapsible(False)
        self._sides.setProperty("role", "clear")
        self._sides.setHandleWidth(SPACE * 2)
        self._sides.addWidget(self._stage)
        self._sides.addWidget(self.figures)
        self._sides.setStretchFactor(0, 3)
        self._sides.setStretchFactor(1, 2)
        self._sides.setSizes([SPACE * 80, SPACE * 50])
        column_of(self._room).addWidget(self._sides)
        self.body.addLayout(head)
        self.body.addWidget(self._room, 1)
        self.body.addWidget(self.notes)
        self._sides.hide()

    def _show_facts(self, found: Compared) -> None:
        clear(self._facts)
        for name, words in found.facts:
            said = words if words.startswith(name) else f"{name}: {words}"
            self._facts.addWidget(label(said, "body", wrap=True))

    def _view_for(self, kind: type, told: int) -> PageView[Any]:
        """Return the view of a kind of chart in which there is room for so many lines of what is read off."""
        view = self._views.get((kind, told))
        if view is None:
            view = self._views[kind, told] = VIEWS[kind]()
            keep_readable(view.reading, told)  # so that the drawing stays while it is read off
            view.reading.setAlignment(Qt.AlignmentFlag.AlignTop)
            view.looked_at.connect(self.figures.point_at)
            self._stage.addWidget(view)
        return view

    def _point_at(self, place: int) -> None:
        if self.view is not None:
            self.view.point_at(place)


def _lines_told(chart: DotChart | FunnelChart | PairChart) -> int:
    """Return how many lines it takes to tell what stands at one place: of two areas before and after, three."""
    if isinstance(chart, DotChart):
        return 3 if any(row.joined for row in chart.rows) else 1
    return 2 if isinstance(chart, PairChart) else 1


def _grade(found: Compared) -> str:
    return f"Evidence: {found.grade}." if found.grade else ""
