"""The timeline itself: one widget that paints the rows in sight, scrolls with the table and shares its selection."""

from datetime import date
from itertools import takewhile

from PySide6.QtCore import QItemSelectionModel, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from cspdesk.domain.periods import FinancialYear
from cspdesk.domain.whole_action import WholeAction
from cspdesk.ui.models.grouped import Heading
from cspdesk.ui.models.plan_table import PlanModel
from cspdesk.ui.theme import SIZES, colours
from cspdesk.ui.timeline import painting
from cspdesk.ui.timeline.facts import Bar, bar_of
from cspdesk.ui.timeline.grips import grip_at, grips_of
from cspdesk.ui.timeline.hand import Hand
from cspdesk.ui.timeline.head import Head, head_of
from cspdesk.ui.timeline.links import Link, links_among
from cspdesk.ui.timeline.look import Look, look_of
from cspdesk.ui.timeline.moves import Grip, Part
from cspdesk.ui.timeline.scale import STEP, Scale, pixels_between, stretch

FIT_DAYS = 6  # either side of the year, so that its bounds are in sight
Flag = QItemSelectionModel.SelectionFlag


class TimelineView(QAbstractScrollArea):
    """Draws the rows of a plan's model below a head of names. `zoomed`: how near it is looked at has changed."""

    zoomed = Signal()

    def __init__(
        self, model: PlanModel, selection: QItemSelectionModel, hand: Hand, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model, self.selection, self.hand, self.today = model, selection, hand, today
        self._year = FinancialYear.of(today)
        self.bars: tuple[Bar | None, ...] = ()
        self.links: tuple[Link, ...] = ()
        self.scale = Scale(*stretch(self._year, ()), 1.0)
        self.is_fitted = True
        self._fitted_at = 0  # where the year begins to be in sight
        self.row_height, self.head_height = 32, 38
        self.hovered: int | None = None
        self.grip: Grip | None = None  # what of the row the keys are on
        self._head: tuple[object, Head] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        for told in (model.modelReset, model.layoutChanged):
            told.connect(self.read)
        for told in (selection.selectionChanged, selection.currentChanged, hand.changed):
            told.connect(self.viewport().update)

    @property
    def look(self) -> Look:
        """Colours and measures for the theme and the letters as they are now."""
        return look_of(colours(self.palette()), self.font().pixelSize())

    def small_font(self) -> QFont:
        """Return the letters of the head and of words beside bars."""
        font = QFont(self.font())
        font.setPixelSize(round(SIZES["caption"] * self.look.unit))
        return font

    def set_measures(self, row_height: int, head_height: int) -> None:
        """Take the heights of the table beside it."""
        if (row_height, head_height) != (self.row_height, self.head_height):
            self.row_height, self.head_height = row_height, head_height
            self.viewport().update()

    def show_year(self, year: FinancialYear) -> None:
        """Look at another year, all of it."""
        if year != self._year:
            self._year = year
            self.is_fitted = True
        self.read()

    def read(self) -> None:
        """Take in what the model shows now."""
        if self.hand.holds:
            self.hand.cancel()
        lines = (self.model.line(row) for row in range(self.model.rowCount()))
        self.bars = tuple(None if isinstance(line, Heading) else bar_of(line.whole, self.today) for line in lines)
        self.links = links_among(self.bars)
        days = [day for bar in self.bars if bar is not None for day in bar.days]
        first, last = stretch(self._year, days)
        keep = self.scale.day_at(self.horizontalScrollBar().value())
        self.scale = Scale(first, last, self.scale.pixels)
        self.hovered = None
        if self.is_fitted:
            self.fit_year()
        else:
            self._set_range()
            self.horizontalScrollBar().setValue(round(self.scale.x(keep)))
        self.viewport().update()

    def fit_year(self) -> None:
        """Show the whole financial year, and keep showing it as the room changes."""
        first, last = self._year.starts_on.toordinal(), self._year.ends_on.toordinal()
        room = max(1, self.viewport().width())
        self._zoom_to(room / (last - first + 1 + 2 * FIT_DAYS))
        self._fitted_at = round(self.scale.x(first - FIT_DAYS))
        self.horizontalScrollBar().setValue(self._fitted_at)
        self.is_fitted = True
        self.zoomed.emit()

    def zoom(self, factor: float, at: float | None = None) -> None:
        """Look nearer (above 1) or wider; the day at this place of the viewport stays where it is."""
        at = self.viewport().width() / 2 if at is None else at
        day = (self.horizontalScrollBar().value() + at) / self.scale.pixels
        self._zoom_to(self.scale.pixels * factor)
        self.horizontalScrollBar().setValue(round(day * self.scale.pixels - at))
        self.is_fitted = False
        self.zoomed.emit()

    def may_zoom(self, factor: float) -> bool:
        """Return whether one can look nearer or wider still."""
        room = max(1, self.viewport().width())
        return abs(pixels_between(self.scale.pixels * factor, room) - self.scale.pixels) > 1e-6

    def _zoom_to(self, pixels: float) -> None:
        self.scale = Scale(self.scale.first, self.scale.last, pixels_between(pixels, max(1, self.viewport().width())))
        self._set_range()
        self.viewport().update()

    def _set_range(self) -> None:
        bar, room = self.horizontalScrollBar(), self.viewport().width()
        bar.setRange(0, max(0, round(self.scale.width) - room))
        bar.setPageStep(room)
        bar.setSingleStep(max(8, round(self.scale.pixels * 7)))

    def show_days(self, first: int, last: int) -> None:
        """Scroll sideways, no further than needed, so that these days are in sight."""
        bar, room = self.horizontalScrollBar(), self.viewport().width()
        left, right = self.scale.x(first) - 40, self.scale.x(last + 1) + 40
        if right > bar.value() + room:
            bar.setValue(round(right - room))
        if left < bar.value():
            bar.setValue(round(left))

    def whole_at(self, row: int) -> WholeAction | None:
        """Return the action in a row; None for a heading and beyond the rows."""
        line = self.model.line(row) if 0 <= row < self.model.rowCount() else None
        return None if line is None or isinstance(line, Heading) else line.whole

    def group_below(self, row: int) -> tuple[Bar, ...]:
        """Return the bars that stand under the heading in a row."""
        return tuple(takewhile(lambda bar: bar is not None, self.bars[row + 1 :]))  # type: ignore[arg-type]

    def chosen_ids(self) -> frozenset[str]:
        """Return the ids of the actions in sight that are selected."""
        rows = (row for row in self.rows_in_sight() if self.selection.isRowSelected(row))
        return frozenset(bar.id for row in rows if (bar := self.bars[row]) is not None)

    def focused(self) -> tuple[int, Grip] | None:
        """Return the row and the thing in it that is held, or else that the keys are on."""
        row = self.selection.currentIndex().row()
        bar = self.bars[row] if 0 <= row < len(self.bars) else None
        if bar is None:
            return None
        grip = self.hand.grip or self.grip
        return row, grip if grip in grips_of(bar) else Grip(bar.id, Part.BAR)

    def row_at(self, y: float) -> int | None:
        """Return the row at a height of the viewport; None in the head and below the rows."""
        row = int((y - self.head_height + self.verticalScrollBar().value()) // self.row_height)
        return row if y >= self.head_height and 0 <= row < len(self.bars) else None

    def grip_at(self, place: QPointF) -> Grip | None:
        """Return what can be moved at a place of the viewport."""
        row = self.row_at(place.y())
        bar = None if row is None else self.bars[row]
        if row is None or bar is None:
            return None
        look = self.look
        middle = self.row_middle(row)
        if abs(place.y() - middle) > look.diamond + 2:
            return None
        return grip_at(bar, self.scale, place.x() + self.horizontalScrollBar().value(), look.unit, look.bar)

    def row_middle(self, row: int) -> float:
        """Return the height of a row's middle in the viewport."""
        return self.head_height + (row + 0.5) * self.row_height - self.verticalScrollBar().value()

    def rows_in_sight(self) -> range:
        """Return the rows of which anything is in sight."""
        top = self.verticalScrollBar().value()
        below = self.viewport().height() - self.head_height
        return range(max(0, top // self.row_height), min(len(self.bars), (top + max(0, below)) // self.row_height + 1))

    def head(self) -> Head:
        """Return the names and bounds in sight; worked out anew only when the days in sight have changed."""
        left, room = self.horizontalScrollBar().value(), self.viewport().width()
        first, last = self.scale.day_at(left), self.scale.day_at(left + room) + 1
        known = (first, last, self.scale.pixels, self.font().pixelSize())
        if self._head is None or self._head[0] != known:
            metrics = QFontMetricsF(self.small_font())
            self._head = (known, head_of(self.scale, first, last, metrics.horizontalAdvance))
        return self._head[1]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 -- the whole is painted
        painter = QPainter(self.viewport())
        painting.paint(painter, self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002 -- the whole is painted
        if dx and self.is_fitted and self.horizontalScrollBar().value() != self._fitted_at:
            self.is_fitted = False
            self.zoomed.emit()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_fitted:
            self.fit_year()
        else:
            self._zoom_to(self.scale.pixels)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP ** (turned / 120), event.position().x())
            event.accept()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(round(bar.value() - turned / 120 * max(60, self.scale.pixels * 14)))
            event.accept()
        else:
            super().wheelEvent(event)

    def select_row(self, row: int, flags: Flag = Flag.ClearAndSelect) -> None:
        """Put the cursor on a row, for the table and the timeline alike."""
        column = max(0, self.selection.currentIndex().column())
        self.selection.setCurrentIndex(self.model.index(row, column), flags | Flag.Rows)

    def content_rect(self) -> QRectF:
        """Return the room below the head."""
        return QRectF(self.viewport().rect()).adjusted(0, self.head_height, 0, 0)
