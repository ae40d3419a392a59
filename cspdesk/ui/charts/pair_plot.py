"""Two charts of results one above the other over the same places, read off together; importing this loads pyqtgraph."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cspdesk.charts.compared import PairChart
from cspdesk.ui.charts.look import Look
from cspdesk.ui.charts.result_plot import ResultPlot

GAP = 6  # pixels under the upper drawing
LEFT = 6  # characters of the y axis, the same in both so that their places stand under each other


class _Panel(ResultPlot):
    """One of the two, which is half as high as a chart by itself."""

    most_marks = 4


class _Upper(_Panel):
    """The first, whose places are named under the second."""

    def name_places(self, names: Sequence[tuple[int, Sequence[str]]]) -> None:
        super().name_places([(place, ("",)) for place, _ in names])
        self.getAxis("bottom").setHeight(GAP)


class PairPlot(QWidget):
    """Each indicator keeps an axis of its own: neither is stretched to look like the other."""

    def __init__(self, look: Look, on_place: Callable[[int | None], None]) -> None:
        super().__init__()
        self._on_place = on_place
        self._telling = False
        self.names = (QLabel(), QLabel())
        self.plots = tuple(kind(look, partial(self._pointed, which)) for which, kind in enumerate((_Upper, _Panel)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for name, plot in zip(self.names, self.plots, strict=True):
            name.setTextFormat(Qt.TextFormat.PlainText)
            name.setWordWrap(True)
            column.addWidget(name)
            column.addWidget(plot, 1)
            plot.setMinimumHeight(1)  # what they need is kept by whoever shows both
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self.plots[0])

    def draw(self, chart: PairChart, look: Look) -> None:
        """Draw both anew in these colours."""
        for name, plot, panel in zip(self.names, self.plots, chart.panels, strict=True):
            name.setText(f"{panel.written.indicator.name} ({panel.y_title.lower()})")
            plot.setAccessibleName(f"{panel.title}; the arrow keys read it off")
            plot.setAccessibleDescription(panel.alt_text)
            plot.draw(panel, look)
            plot.getAxis("left").setWidth(self.fontMetrics().averageCharWidth() * LEFT * 2)

    def point_at(self, place: int | None) -> None:
        """Set one place of both apart, or none."""
        self.plots[0].point_at(place)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point_at(None)

    def _pointed(self, which: int, place: int | None) -> None:
        """Have the other follow the one that is read off."""
        if self._telling:
            return
        self._telling = True
        self.plots[1 - which].point_at(place)
        self._telling = False
        self._on_place(place)
