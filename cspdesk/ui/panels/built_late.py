"""A part of a form that is built when it is first seen, so that opening the form does not wait for it."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class BuiltLate(QWidget):
    """Holds the place of a part; `part` is None until it was seen."""

    def __init__(self, build: Callable[[], QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build = build
        self.part: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._column = column

    def showEvent(self, event: QShowEvent) -> None:
        if self.part is None:
            self.part = self._build()
            self._column.addWidget(self.part)
        super().showEvent(event)
