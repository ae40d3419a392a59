"""A plan's table and its timeline side by side: equal rows, one place to scroll to, one selection; either may fold."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from cspdesk.ui.settings import Settings
from cspdesk.ui.theme import SIZES, SPACE, colours
from cspdesk.ui.timeline.control import Timeline
from cspdesk.ui.timeline.table import PlanTable

HEAD = 38  # pixels at 100%: two rows of names
LEAST_TABLE, LEAST_TIMELINE = SPACE * 36, SPACE * 30
SHARES = (56, 44)  # of the width, until somebody moves the divider
KEPT, FOLDED = "plan/widths", "plan/folded"


class Beside(QSplitter):
    """`folded(bool)`: the timeline was folded away or brought back."""

    folded = Signal(bool)

    def __init__(self, table: PlanTable, timeline: Timeline, settings: Settings) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.table, self.timeline, self._settings = table, timeline, settings
        self._yields = False
        self.addWidget(table)
        self.addWidget(timeline)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(SPACE)
        table.setMinimumWidth(LEAST_TABLE)
        timeline.setMinimumWidth(LEAST_TIMELINE)
        self._wanted = not settings.flag(FOLDED)
        self._join()
        self._restore()
        self.splitterMoved.connect(self._keep)
        self._show()

    @property
    def is_folded(self) -> bool:
        """Whether the timeline is folded away by the person."""
        return not self._wanted

    def fold(self, folded: bool) -> None:
        """Fold the timeline away, or bring it back; remembered."""
        self._wanted = not folded
        self._settings.keep(FOLDED, folded)
        self._show()
        self.folded.emit(folded)

    def yield_room(self, yields: bool) -> None:
        """Leave the timeline out for the time being, where there is no room beside a panel."""
        self._yields = yields
        self._show()

    def _show(self) -> None:
        seen = self._wanted and not self._yields
        self.timeline.setVisible(seen)
        always, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOn, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.table.setHorizontalScrollBarPolicy(always if seen else needed)  # so that both end at the same row
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff if seen else needed)
        self.align()

    def _join(self) -> None:
        ours, theirs = self.table.verticalScrollBar(), self.timeline.verticalScrollBar()
        ours.rangeChanged.connect(lambda *_: self.align())
        ours.valueChanged.connect(theirs.setValue)
        theirs.valueChanged.connect(ours.setValue)
        self.table.horizontalHeader().geometriesChanged.connect(self.align)
        self.table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.align()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self.align)  # once the table has its new rows

    def align(self) -> None:
        """Bring head, rows and scrolling of both halves in line."""
        unit = max(0.5, self.font().pixelSize() / SIZES["body"])
        header, timeline = self.table.horizontalHeader(), self.timeline
        header.setMinimumHeight(round(HEAD * unit))
        ours, theirs = self.table.verticalScrollBar(), timeline.verticalScrollBar()
        theirs.setRange(ours.minimum(), ours.maximum())
        theirs.setPageStep(ours.pageStep())
        theirs.setSingleStep(self.table.verticalHeader().defaultSectionSize())
        theirs.setValue(ours.value())
        timeline.set_measures(self.table.verticalHeader().defaultSectionSize(), self.table.viewport().y())

    def createHandle(self) -> QSplitterHandle:
        return _Divider(self.orientation(), self)

    def _restore(self) -> None:
        kept = self._settings.text(KEPT).split()
        widths = [int(each) for each in kept] if len(kept) == 2 and all(each.isdigit() for each in kept) else SHARES
        total = sum(widths) or 1
        self.setSizes([round(each * 10_000 / total) for each in widths])
        for place, each in enumerate(widths):
            self.setStretchFactor(place, each)

    def _keep(self) -> None:
        self._settings.keep(KEPT, " ".join(str(each) for each in self.sizes()))


class _Divider(QSplitterHandle):
    """A hairline with room to take hold of."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- the whole is painted
        painter = QPainter(self)
        shades = colours(self.palette())
        painter.fillRect(self.rect(), shades.brush("card"))
        painter.fillRect(self.width() // 2, 0, 1, self.height(), shades.brush("strong_line"))
