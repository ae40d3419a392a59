"""How a page and the panel beside it share the room: the panel grows with the letters, and parts of the page yield."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from cspdesk.ui.theme import SIZES
from cspdesk.ui.widgets.side_panel import WIDTH, SidePanel

MOST_SHARE = 0.5  # of the window that a wide panel takes for itself at large letters


class SharedRoom(QObject):
    """Hides parts of a page, the first first, while its panel is open and there is no room for both; Esc closes it."""

    def __init__(self, tab: QWidget, page: QWidget, panel: SidePanel, yielding: Sequence[QWidget]) -> None:
        super().__init__(tab)
        self._tab = tab
        self._page = page
        self._panel = panel
        self._yielding = tuple(yielding)
        tab.installEventFilter(self)
        self._close = QShortcut(QKeySequence(Qt.Key.Key_Escape), tab)  # from wherever in the tab the cursor is
        self._close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._close.activated.connect(panel.leave)
        self._close.setEnabled(not panel.isHidden())
        panel.opened.connect(self.share)
        panel.closed.connect(self.share)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self.share()
        return super().eventFilter(watched, event)

    def share(self) -> None:
        """Give the panel its width for the present size of letters, and let the page have the rest."""
        scale = max(1.0, self._tab.font().pixelSize() / SIZES["body"])
        wide = self._panel.wide
        most = max(round(WIDTH * scale), round(self._tab.window().width() * MOST_SHARE))
        least = max(min(round(wide * scale), most), self._panel.needed_width())
        self._panel.setMinimumWidth(least)
        self._panel.setMaximumWidth(max(least, round((wide + self._panel.slack) * scale)))
        for part in self._yielding:
            part.show()
        self._close.setEnabled(not self._panel.isHidden())
        if self._panel.isHidden():
            return
        for part in self._yielding:
            if self._fits():
                return
            part.hide()

    def _fits(self) -> bool:
        seen = min(self._tab.width(), self._tab.window().width())  # a tab that scrolls is wider than what is seen of it
        return self._page.minimumSizeHint().width() + self._panel.minimumWidth() <= seen
