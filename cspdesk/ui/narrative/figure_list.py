"""The record's figures to choose from while a text is written: filtered by what is typed, each as it stands."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from cspdesk.domain.bound_figures import BoundFigure, Figures
from cspdesk.ui.theme import SPACE, colours
from cspdesk.ui.widgets.text import label

MOST = 60  # rows; whoever wants another types a word more
FIGURE = Qt.ItemDataRole.UserRole + 1
NO_MATCH = "No figure of the record is called so."


def matching(figures: Iterable[BoundFigure], typed: str) -> list[BoundFigure]:
    """Return the figures that hold every word typed, those that can be told first; in their order otherwise."""
    words = typed.casefold().split()
    found = [f for f in figures if all(w in f"{f.label} {f.group} {f.text}".casefold() for w in words)]
    return sorted(found, key=lambda f: not f.text)[:MOST]


def second_line(figure: BoundFigure) -> str:
    """Return what stands under a figure's name: how it would be written, with what has to be said; or why not."""
    if not figure.text:
        return figure.forbidden
    made_up = "illustrative" if figure.illustrative else ""
    return "; ".join(filter(None, (figure.text, figure.caveat, made_up)))


class FigureList(QFrame):
    """Lies over the text while a figure is looked for; `chosen(key)`. The keyboard stays with the text."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "palette")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._figures: Figures = {}
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setProperty("role", "rows")
        self.list.setAccessibleName("Figures of the record")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(lambda _: self.take())
        self.note = label("", "caption")
        self.note.setContentsMargins(SPACE, 0, SPACE, SPACE // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(SPACE // 2)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        self.hide()

    def set_figures(self, figures: Figures) -> None:
        """Offer these."""
        self._figures = figures

    def look_for(self, typed: str) -> int:
        """Show the figures that fit what is typed; return how many there are."""
        found = matching(self._figures.values(), typed)
        self.list.clear()
        for figure in found:
            item = QListWidgetItem(f"{figure.label}. {second_line(figure)}")
            item.setData(FIGURE, figure)
            item.setToolTip(figure.source)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.note.setText("Enter puts the figure in; Esc leaves the words as typed." if found else NO_MATCH)
        return len(found)

    def step(self, by: int) -> None:
        """Go down or up so many rows."""
        if self.list.count():
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + by, self.list.count() - 1)))

    def take(self) -> bool:
        """Put in the figure that is pointed at; return whether there was one."""
        item = self.list.currentItem()
        figure = item.data(FIGURE) if item is not None else None
        if not isinstance(figure, BoundFigure):
            return False
        self.hide()
        self.chosen.emit(figure.key)
        return True


class _Rows(QStyledItemDelegate):
    """A figure's name over how it is written, in two lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(0, option.fontMetrics.lineSpacing() * 2 + SPACE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        figure = index.data(FIGURE)
        if not isinstance(figure, BoundFigure):
            super().paint(painter, option, index)
            return
        look = colours(QApplication.palette())
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, look.brush("accent_soft"))
        room = option.rect.adjusted(SPACE, SPACE // 2, -SPACE, -SPACE // 2)
        high = option.fontMetrics.lineSpacing()
        font = QFont(option.font)
        painter.setFont(font)
        painter.setPen(look.brush("quiet").color())
        group = option.fontMetrics.horizontalAdvance(figure.group)
        painter.drawText(room.adjusted(room.width() - group, 0, 0, -high), Qt.AlignmentFlag.AlignLeft, figure.group)
        name = room.adjusted(0, 0, -group - SPACE, -high)
        painter.setPen(look.brush("text").color())
        elide = Qt.TextElideMode.ElideMiddle
        painter.drawText(
            name, Qt.AlignmentFlag.AlignLeft, option.fontMetrics.elidedText(figure.label, elide, name.width())
        )
        font.setBold(bool(figure.text))
        painter.setFont(font)
        painter.setPen(look.brush("text" if figure.text else "quiet").color())
        below = room.adjusted(0, high, 0, 0)
        shown = option.fontMetrics.elidedText(second_line(figure), Qt.TextElideMode.ElideRight, below.width() - SPACE)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()
