"""Columns that yield: where a table is narrow, the least needed of them go so that the first stays readable."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject

from cspdesk.ui.widgets.table import TableView

LETTERS = 22  # of the stretched column, which stay readable


def yield_columns(table: TableView, titles: Sequence[str]) -> None:
    """Hide these columns of a table one after another, the first first, as its room shrinks; show them as it grows."""
    table.viewport().installEventFilter(_Yielding(table, titles))


class _Yielding(QObject):
    """Follows the size of a table's viewport."""

    def __init__(self, table: TableView, titles: Sequence[str]) -> None:
        super().__init__(table)
        self._table = table
        places = {column.title: place for place, column in enumerate(table.table.columns)}
        self._yielding = [places[title] for title in titles]
        self._stretched = next(i for i, column in enumerate(table.table.columns) if column.stretch)
        self._widths = {place: table.columnWidth(place) for place in places.values()}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        for place in self._widths:
            if not self._table.isColumnHidden(place):
                self._widths[place] = self._table.columnWidth(place)
        least = self._table.fontMetrics().averageCharWidth() * LETTERS
        fixed = sum(width for place, width in self._widths.items() if place != self._stretched)
        room = self._table.viewport().width() - least
        for place in self._yielding:
            hide = fixed > room
            if hide != self._table.isColumnHidden(place):
                self._table.setColumnHidden(place, hide)
            fixed -= self._widths[place] if hide else 0
