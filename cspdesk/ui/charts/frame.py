"""What every chart on screen has: a title, words, a legend, notes; read off place by place, copied and saved."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from cspdesk.charts.chart import DataTable
from cspdesk.errors import UserError
from cspdesk.ui.charts.legend import Legend
from cspdesk.ui.charts.look import Look, look_for

if TYPE_CHECKING:
    from cspdesk.ui.charts.nested_plot import NestedPlot
    from cspdesk.ui.charts.pair_plot import PairPlot
    from cspdesk.ui.charts.placed import PlacedPlot

    AnyPlot = PlacedPlot | PairPlot | NestedPlot

FILES = "SVG (*.svg);;PNG (*.png);;CSV, the figures (*.csv)"


class Drawn(Protocol):
    """What a chart says of itself besides being drawn."""

    @property
    def title(self) -> str:
        """What it shows."""

    @property
    def alt_text(self) -> str:
        """All of it in words."""

    @property
    def table(self) -> DataTable:
        """Every figure."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What is printed under it."""


C = TypeVar("C", bound=Drawn)


class ChartFrame(QWidget, Generic[C]):
    """Shows one chart at a time; pyqtgraph is loaded when the first one is seen. `looked_at(place)`: a place or None.

    A kind of chart says how it is drawn (`_new_plot`, `_draw_on`), what it says (`_words`) and its legend (`_signs`).
    """

    looked_at = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: C | None = None
        self._plot: AnyPlot | None = None
        self._drawn: C | None = None
        self.title = QLabel()
        self.title.setObjectName("chartTitle")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.reading = QLabel()
        self.notes = QLabel()
        for words in (self.title, self.reading, self.notes):
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
        self.legend = Legend()
        self._stage = QVBoxLayout()
        self._offer("Copy", self.copy, "Ctrl+C")
        self._offer("Save as SVG, PNG or CSV…", self.choose_file)

    def column(self) -> QVBoxLayout:
        """Return all parts below one another, to be laid out."""
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.reading)
        column.addWidget(self.legend)
        column.addLayout(self._stage, 1)
        column.addWidget(self.notes)
        return column

    def copy(self) -> None:
        """Put the chart on the clipboard as a picture."""
        from cspdesk.ui.charts.export import copy

        copy(self)

    def write(self, path: Path) -> None:
        """Write the chart as the ending of the path says: .svg, .csv (its figures), or a PNG. Raises UserError."""
        from cspdesk.ui.charts.export import as_csv, write
        from cspdesk.whole_file import save_whole

        if self._chart is None:
            return
        if path.suffix.lower() == ".csv":
            save_whole(path, as_csv(self._chart.table, self._chart.title, self._chart.notes))
        else:
            write(self, path, self._chart.title, self._chart.alt_text)

    def choose_file(self) -> None:
        """Ask where to, and write the chart there."""
        from cspdesk.ui.dialogs import messages

        wanted = f"{self._chart.title if self._chart else 'Chart'}.svg".replace("/", "-")
        name, _ = QFileDialog.getSaveFileName(self, "Save the chart", wanted, FILES)
        try:
            if name:
                self.write(Path(name))
        except UserError as error:
            messages.tell_error(self, error)

    def _offer(self, words: str, do: Callable[[], None], keys: str = "") -> None:
        """Offer something in the menu of the right button, and by its keys."""
        action = QAction(words, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda *_: do())
        self.addAction(action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_chart(self, chart: C) -> None:
        """Show a chart; it is drawn at once if it can be seen, otherwise when it first is."""
        self._chart = chart
        self.title.setText(chart.title)
        self.notes.setText(" ".join(chart.notes))
        self.notes.setVisible(bool(chart.notes))
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.alt_text)
        self._read_off(None)
        if self.isVisible():
            self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what is waiting, once the window has been painted."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._draw)

    def changeEvent(self, event: QEvent) -> None:
        """Draw again in the colours of a changed theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._drawn = None
            QTimer.singleShot(0, self, self._draw)

    @property
    def is_drawn(self) -> bool:
        """Whether the chart last given is on screen."""
        return self._plot is not None and self._drawn is self._chart

    def point_at(self, place: int | None) -> None:
        """Read off one place of the x axis, as the mouse or an arrow key does."""
        if self._plot is not None:
            self._plot.point_at(place)

    def take_focus(self) -> None:
        """Put the cursor on the drawing, where the arrow keys read it off."""
        if self._plot is not None:
            self._plot.setFocus()

    def _draw(self) -> None:
        if self._chart is None or self._drawn is self._chart or not self.isVisible():
            return
        look = look_for(self.palette())
        if self._plot is None:
            self._plot = self._new_plot(look)
            self._plot.setMinimumSize(240, 104)
            self._stage.addWidget(self._plot, 1)
            self._plot.setAccessibleName("Chart; the arrow keys read it off")
        self._plot.setAccessibleDescription(self._chart.alt_text)
        self._draw_on(self._plot, self._chart, look)
        self._drawn = self._chart
        self.legend.show_signs(self._signs(self._chart, look))

    def _read_off(self, place: int | None) -> None:
        """Say what the chart says, or its figures at one place of the x axis."""
        if self._chart is not None:
            self.reading.setText(self._words(self._chart, place))
            self.looked_at.emit(place)

    def _new_plot(self, look: Look) -> "AnyPlot":
        raise NotImplementedError

    def _draw_on(self, plot: "AnyPlot", chart: C, look: Look) -> None:
        raise NotImplementedError

    def _words(self, chart: C, place: int | None) -> str:
        raise NotImplementedError

    def _signs(self, chart: C, look: Look) -> Sequence[QWidget]:
        raise NotImplementedError
