"""A box of several values, each with its words; apart from other fields, since the Desk needs it at the first sight."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from cspdesk.ui.theme import SPACE
from cspdesk.ui.widgets.steady import SteadyBox

T = TypeVar("T")


class ElidedBox(SteadyBox):
    """A box whose words end in … where it is narrow, and whose list is as wide as its words need."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box; Qt would cut words without room off within a letter."""
        metrics = self.fontMetrics()
        beside = 3 * metrics.height()  # more than its frame and its arrow take
        if metrics.horizontalAdvance(self.currentText()) + beside <= self.width():
            super().paintEvent(event)
        else:
            self._paint_cut()

    def _paint_cut(self) -> None:
        # Not at the top: what QStyle has names for takes 20 ms of the start.
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter

        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        words: str = option.currentText
        option.currentText = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def showPopup(self) -> None:
        self.view().setMinimumWidth(max(self.width(), self.view().sizeHintForColumn(0) + SPACE * 3))
        super().showPopup()


class ChoiceBox(ElidedBox, Generic[T]):
    """One of several values, each with its words."""

    def __init__(self, options: Sequence[tuple[str, T]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: tuple[tuple[str, T], ...] = ()
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, T]]) -> None:
        """Offer other values; the one chosen stays if it is still among them."""
        chosen = self.value() if self._options else None
        self._options = tuple(options)
        with QSignalBlocker(self):
            self.clear()
            self.addItems([words for words, _ in options])
            if chosen is not None:
                self.set_value(chosen)

    def value(self) -> T:
        """Return the value chosen."""
        return self._options[self.currentIndex()][1]

    def set_value(self, value: T) -> None:
        """Choose a value; one that is not offered leaves the choice as it is."""
        place = next((i for i, (_, offered) in enumerate(self._options) if offered == value), None)
        if place is not None:
            self.setCurrentIndex(place)
