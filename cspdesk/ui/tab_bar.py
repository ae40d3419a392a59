"""The tabs across the top: as wide as their words where there is room, evenly cut where there is not."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QTabBar, QWidget

from cspdesk.ui.theme import SPACE

PADDING = 1.9  # left and right of a tab's words together, with its border, in pixels of its font


class TitleTabs(QTabBar):
    """Tabs by their titles; a cut title is whole in its tip and to a screen reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: tuple[str, ...] = ()
        self._keys = True
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_titles(self, titles: Sequence[str], *, keys: bool = True) -> None:
        """Show these tabs; the one shown stays where it is as far as it can. keys: Ctrl+1 and so on lead to them."""
        if (tuple(titles), keys) == (self._titles, self._keys):
            return  # after every step they are told again, and hardly ever differ
        self._keys = keys
        self._titles = tuple(titles)
        while self.count() > len(titles):
            self.removeTab(self.count() - 1)
        while self.count() < len(titles):
            self.addTab("")
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        padding = round(self.font().pixelSize() * PADDING)
        natural = [metrics.horizontalAdvance(title) + padding for title in self._titles]
        room = self._cut(natural)
        for i, title in enumerate(self._titles):
            cut = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room - padding)
            shown = title if natural[i] <= room else cut
            self.setTabText(i, shown.replace("&", "&&"))
            keys = f" (Ctrl+{i + 1})" if self._keys and i < 9 else ""
            self.setTabToolTip(i, f"{title}{keys}")
            self.setAccessibleTabName(i, title)

    def _cut(self, natural: list[int]) -> int:
        """Return the widest a tab may be, so that all fit: the long ones give way, the short ones stay whole."""
        left, room = self.width(), max(natural, default=0)
        for place, width in enumerate(sorted(natural)):
            share = left // (len(natural) - place)
            if width > share:
                return max(share, SPACE * 6)
            left -= width
        return room

    def sizeHint(self) -> QSize:
        metrics, padding = QFontMetrics(self.font()), round(self.font().pixelSize() * PADDING)
        natural = sum(metrics.horizontalAdvance(title) + padding for title in self._titles)
        return QSize(natural + SPACE, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(SPACE * 8, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
