"""A page that scrolls when the window is too small for it, as on a small screen at 200%."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolling(page: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """Return the page in an area that shows scroll bars only where there is no room for it.

    It is best filled afterwards, and the area given its parent at once: what is moved is styled once more.
    """
    area = _area(parent)
    area.setWidget(_Holder(page, area.viewport()))
    return area


def scrolling_text(page: QWidget) -> QScrollArea:
    """Return the page in an area that gives it the height that its wrapped texts need at its width, and scrolls."""
    page.setProperty("role", "page")
    area = _area()
    area.setWidget(page)
    return area


def _area(parent: QWidget | None = None) -> QScrollArea:
    area = QScrollArea(parent)
    area.setProperty("role", "clear")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


class _Holder(QWidget):
    """Gives its page all the room there is, and no less than it must have.

    A scroll area would ask a layout for the height it likes best at a width, and scroll although less would do.
    """

    def __init__(self, page: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        page.setParent(self)
        page.installEventFilter(self)

    def sizeHint(self) -> QSize:
        return self._page.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._page.minimumSizeHint().expandedTo(self._page.minimumSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._page.setGeometry(self.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for other room when the page does."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumSize(self.minimumSizeHint())
        return super().eventFilter(watched, event)
