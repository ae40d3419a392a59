"""A table whose rows may stand in groups, each under a heading that is a row of its own."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication

from cspdesk.domain.records import dataclass
from cspdesk.ui.models.table import TOLD, Index, TableModel
from cspdesk.ui.theme import colours

T = TypeVar("T")
Role = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Heading:
    """The row above a group, in words; it is neither selected nor edited."""

    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """Where a record belongs: groups are ordered by `order` and told apart by their name."""

    order: Any
    name: str


class GroupedModel(TableModel[T]):
    """Records as rows, in groups when `set_groups` asks for them; sorting is within each group."""

    _lines: tuple[T | Heading, ...] = ()
    _group: Callable[[T], Group] | None = None
    _summary: Callable[[str, Sequence[T]], str] = staticmethod(lambda name, _: name)

    def set_groups(
        self, group: Callable[[T], Group] | None, summary: Callable[[str, Sequence[T]], str] | None = None
    ) -> None:
        """Put records into groups, None into none; summary makes a heading's words of a group's name and records."""
        self._group = group
        self._summary = summary or (lambda name, _: name)
        self._arrange()

    def record(self, row: int) -> T:
        """Return the record in a row. Raises LookupError for a row that is a heading."""
        line = self._lines[row]
        if isinstance(line, Heading):
            raise LookupError(f"row {row} is the heading {line.words}")
        return line

    def line(self, row: int) -> T | Heading:
        """Return what stands in a row: a record or a heading."""
        return self._lines[row]

    def rows_by_key(self) -> dict[object, int]:
        """Return the row that each record shown stands in, by its key."""
        return {self.key(line): row for row, line in enumerate(self._lines) if not isinstance(line, Heading)}

    def _arrange(self) -> None:
        rows = self._ordered()
        lines: tuple[T | Heading, ...] = rows
        if (group := self._group) is not None:
            rows = tuple(sorted(rows, key=lambda r: ((g := group(r)).order, g.name)))
            lines = tuple(
                line
                for name, each in groupby(rows, key=lambda r: group(r).name)
                for line in self._under_heading(name, tuple(each))
            )
        same = {self.key(r) for r in rows} == {self.key(r) for r in self._rows}
        if rows and same and len(lines) == len(self._lines):
            self._put_in_order(rows, lines)
            return
        self.beginResetModel()
        self._rows, self._lines = rows, lines
        self.endResetModel()

    def _under_heading(self, name: str, records: tuple[T, ...]) -> tuple[T | Heading, ...]:
        return Heading(self._summary(name, records)), *records

    def _put_in_order(self, rows: tuple[T, ...], lines: tuple[T | Heading, ...]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        keys = [None if isinstance(line := self._lines[i.row()], Heading) else self.key(line) for i in old]
        self._rows, self._lines = rows, lines
        places = self.rows_by_key()
        new = [
            self.index(places[key], i.column()) if key in places else QModelIndex()
            for key, i in zip(keys, old, strict=True)
        ]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._lines[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = int(Role.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if isinstance(line, Heading):
            return _heading_data(line, role)
        return self._tell(line, index.column(), role) if role in TOLD else None


def _heading_data(heading: Heading, role: int) -> Any:
    if role in (Role.DisplayRole, Role.AccessibleTextRole, Role.ToolTipRole):
        return heading.words
    palette = colours(QGuiApplication.palette())
    if role == Role.FontRole:
        font = QGuiApplication.font()
        font.setWeight(QFont.Weight.Bold)
        return font
    if role == Role.ForegroundRole:
        return palette.brush("text")
    return palette.brush("page") if role == Role.BackgroundRole else None
