"""The floor of starting: a PySide6 window with one empty table, which ends once it has been painted and is idle."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


class Table(QTableView):
    """A table that ends the program as soon as there is nothing left to do after its first paint."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)


application = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(Table())
window.resize(1366, 768)
window.show()
application.exec()
