"""A box of choices in which the wheel changes nothing: whoever scrolls a form comes across it, and would not see it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent


class SteadyBox(QComboBox):
    """The wheel over it scrolls what it stands in; its open list scrolls as ever."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # not by the wheel

    def wheelEvent(self, event: "QWheelEvent") -> None:
        event.ignore()
