"""How a cell of the one table view is painted and edited.

Painted by our own hand: Qt's lays out the words of each cell twice over and asks the style sheet for every side of its
box, which took as long as all else of a tab together.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHoverEvent, QPainter
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from cspdesk.ui.models.table import CHOICES_ROLE, Role
from cspdesk.ui.theme import colours
from cspdesk.ui.widgets.steady import SteadyBox

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from cspdesk.ui.widgets.table import TableView

Index = QModelIndex | QPersistentModelIndex

PADDING = 11  # left and right of the words
BESIDE = 6  # between the words and a picture
FOCUS = 2  # the frame around the cell that the keyboard is on

_DISPLAY, _DECORATION, _FONT, _FOREGROUND, _ALIGNMENT = (
    int(role)
    for role in (Role.DisplayRole, Role.DecorationRole, Role.FontRole, Role.ForegroundRole, Role.TextAlignmentRole)
)
_ONE_LINE = Qt.TextFlag.TextSingleLine.value


class Look:
    """What the cells of a view are painted with, in its colours and at its size."""

    def __init__(self, view: QTableView) -> None:
        c, bold = colours(view.palette()), QFont(view.font())
        bold.setBold(True)
        self.text, self.line, self.accent = QColor(c.text), c.brush("line"), QColor(c.accent)
        self.selected, self.under_mouse = QColor(c.accent_soft), QColor(c.hover)
        self.font = view.font()
        self.metrics, self.bold_metrics = view.fontMetrics(), QFontMetrics(bold)
        self.picture = view.iconSize().height()  # pixels, each way


class AtHand:
    """Which cells of a view are worked in, pointed at and selected.

    Asked of the view: to tell it of a cell, PySide6 first makes all that a style knows, which is 10 ms of the start.
    """

    def __init__(self, view: QTableView) -> None:
        self._view = view
        self._chosen: QItemSelectionModel | None = None
        self.current: tuple[int, int] | None = None
        self.pointed_at: tuple[int, int] | None = None

    def look(self) -> None:
        """Ask of the view what it is about to paint."""
        self.current = _place(self._view.currentIndex()) if self._view.hasFocus() else None
        chosen = self._view.selectionModel()
        self._chosen = chosen if chosen is not None and chosen.hasSelection() else None

    def follow(self, event: QEvent) -> None:
        """Take in where the mouse is, when Qt does: it paints anew what was pointed at and what is."""
        if event.type() == QEvent.Type.HoverLeave:
            self.pointed_at = None
        elif isinstance(event, QHoverEvent):
            self.pointed_at = _place(self._view.indexAt(event.position().toPoint()))

    def is_selected(self, index: Index) -> bool:
        """Return whether a cell is."""
        return self._chosen is not None and self._chosen.isSelected(index)


def _place(index: QModelIndex) -> tuple[int, int] | None:
    return (index.row(), index.column()) if index.isValid() else None


class CellDelegate(QStyledItemDelegate):
    """Paints a cell of any table; edits a choice with a list and anything else as text."""

    def __init__(self, view: "TableView") -> None:
        super().__init__(view)
        self.view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self.view.wordWrap():
            super().paint(painter, option, index)
            return
        box, selected = self.paint_ground(painter, option, index)
        self.paint_words(painter, box, index, selected=selected)

    def paint_ground(self, painter: QPainter, option: Any, index: Index) -> tuple[QRect, bool]:
        """Paint all but what a cell says; return its box and whether it is selected."""
        look, box, at_hand = self.view.look, option.rect, self.view.at_hand
        place = index.row(), index.column()
        selected = at_hand.is_selected(index)
        if selected or place == at_hand.pointed_at:
            painter.fillRect(box, look.selected if selected else look.under_mouse)
        if place == at_hand.current:
            painter.fillRect(box.x(), box.y(), box.width(), FOCUS, look.accent)
            painter.fillRect(box.x(), box.bottom() + 1 - FOCUS, box.width(), FOCUS, look.accent)
            painter.fillRect(box.x(), box.y(), FOCUS, box.height(), look.accent)
            painter.fillRect(box.right() + 1 - FOCUS, box.y(), FOCUS, box.height(), look.accent)
        else:
            painter.setBackground(look.line)  # not filled: see `TableView.paintEvent`
            painter.eraseRect(box.x(), box.bottom(), box.width(), 1)
        return box, selected

    def paint_words(self, painter: QPainter, box: QRect, index: Index, *, selected: bool) -> None:
        """Paint what a cell says, with its picture before it."""
        model, look = index.model(), self.view.look
        left, top, width, height = box.x() + PADDING, box.y(), box.width() - 2 * PADDING, box.height() - 1
        picture: QIcon | None = model.data(index, _DECORATION)
        words: str = model.data(index, _DISPLAY)
        font: QFont | None = model.data(index, _FONT)
        metrics = look.metrics if font is None else look.bold_metrics
        if picture is not None:
            room = look.picture + BESIDE
            place = self.place_of_picture(left, width - room, words, metrics)
            picture.paint(painter, place, top + (height - look.picture) // 2, look.picture, look.picture)
            left, width = (left + room if place == left else left), width - room
        if not words:
            return
        brush = None if selected else model.data(index, _FOREGROUND)
        painter.setPen(look.text if brush is None else brush.color())
        if font is not None:
            painter.setFont(font)
        if metrics.horizontalAdvance(words) > width:
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
        painter.drawText(left, top, width, height, model.data(index, _ALIGNMENT).value | _ONE_LINE, words)
        if font is not None:
            painter.setFont(look.font)

    def place_of_picture(self, left: int, room: int, words: str, metrics: QFontMetrics) -> int:  # noqa: ARG002
        """Return where a picture begins, in pixels; room: the width that is left to the words."""
        return left

    def createEditor(self, parent: QWidget, option: Any, index: Index) -> QWidget:
        choices = index.data(CHOICES_ROLE)
        if choices is None:
            return super().createEditor(parent, option, index)
        box = SteadyBox(parent)
        box.addItems([words for words, _ in choices])
        box.activated.connect(lambda *_: self._done(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(index.data())
            return
        super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, QComboBox):
            words, value = index.data(CHOICES_ROLE)[editor.currentIndex()]
            if words != index.data():
                model.setData(index, value)
            return
        super().setModelData(editor, model, index)

    def _done(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


class MarkDelegate(CellDelegate):
    """Puts the quiet sign of a marked row behind its words."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.decorationPosition = QStyleOptionViewItem.Position.Right

    def place_of_picture(self, left: int, room: int, words: str, metrics: QFontMetrics) -> int:  # noqa: ARG002
        return left + room + BESIDE
