"""Room for so many lines of text, whatever their size: at 200% a page scrolls rather than squeeze its tables away."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class _Keeper(QObject):
    """Sets a widget's least height anew when its letters change."""

    def __init__(self, widget: QWidget, lines: int) -> None:
        super().__init__(widget)
        self._widget, self._lines = widget, lines
        widget.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take in another size of letters."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.Polish, QEvent.Type.Show):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        height = self._widget.fontMetrics().height() * self._lines
        if height != self._widget.minimumHeight():
            self._widget.setMinimumHeight(height)


def keep_readable(widget: QWidget, lines: int) -> None:
    """Let a widget never be less high than so many lines of its text."""
    _Keeper(widget, lines)
