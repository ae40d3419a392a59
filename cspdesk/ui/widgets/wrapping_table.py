"""A table of sentences: rows as tall as what they say, so that nothing has to be opened to be read."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from cspdesk.ui.models.grouped import GroupedModel
from cspdesk.ui.session import Session
from cspdesk.ui.widgets.grouped_table import GroupedTable


class WrappingTable(GroupedTable):
    """Set up like any grouped table; its rows follow the width of its columns."""

    def __init__(self, model: GroupedModel[Any], session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, session, name, parent)
        self.setWordWrap(True)
        self._pause = QTimer(self, singleShot=True, interval=0)  # once, after everything has been laid out
        self._pause.timeout.connect(self.resizeRowsToContents)
        for told in (model.modelReset, model.layoutChanged, self.horizontalHeader().sectionResized):
            told.connect(lambda *_: self._pause.start())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.start()
