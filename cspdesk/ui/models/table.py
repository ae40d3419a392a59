"""A table of the record: a tuple of domain objects and a table of columns; it sorts on values, not on text."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QGuiApplication, QIcon

from cspdesk.domain.records import dataclass
from cspdesk.ui.models.marks import mark_words
from cspdesk.ui.session import Session
from cspdesk.ui.theme import colours

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
Choices = Sequence[tuple[str, object]]
Role = Qt.ItemDataRole

SORT_ROLE = int(Role.UserRole) + 1
RECORD_ROLE = int(Role.UserRole) + 2
CHOICES_ROLE = int(Role.UserRole) + 3
FEW = 20  # rows that changed: of more than these the whole table is told

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    "right": Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    "centre": Qt.AlignmentFlag.AlignCenter,
}
_PLAIN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_EDITABLE = _PLAIN | Qt.ItemFlag.ItemIsEditable


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column. What is edited is handed to `edit` as typed text, or as the value of the choice taken.

    sort: the value to sort by (the text if none). colour: a name of `theme.Colours`. width: pixels at 100%; one that
    stretches keeps at least `least` of them, or half its width.
    editing: the text an editor starts with (the shown text if none). done: the step's label in the past tense.
    heading: the title in lines, where it is long (the title if none).
    """

    title: str
    text: Callable[[T], str]
    sort: Callable[[T], Any] | None = None
    align: Literal["left", "right", "centre"] = "left"
    tooltip: Callable[[T], str] | None = None
    edit: Callable[[T, object], None] | None = None
    editing: Callable[[T], str] | None = None
    choices: Callable[[T], Choices] | None = None
    done: str = ""
    decoration: Callable[[T], QIcon | None] | None = None
    colour: Callable[[T], str | None] | None = None
    strong: Callable[[T], bool] | None = None
    spoken: Callable[[T], str] | None = None
    width: int = 120
    stretch: bool = False
    least: int = 0
    heading: str = ""


class TableModel(QAbstractTableModel, Generic[T]):
    """Records as rows. `key` tells records apart, so that selection and place stay when they are read anew."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        session: Session | None = None,
        *,
        key: Callable[[T], object] = lambda record: getattr(record, "id", record),
        alone: bool = False,
        parent: QObject | None = None,
    ) -> None:
        """alone: all that a row shows is in its record, so that a row whose record is the same is not painted anew."""
        super().__init__(parent)
        self.columns = tuple(columns)
        plain = [i for i, c in enumerate(self.columns) if c.align == "left" and c.decoration is None]
        roomy = sorted(plain, key=lambda i: (not self.columns[i].stretch, -self.columns[i].width))
        self.mark_place = next(iter(roomy), -1)  # the column in which a row has its quiet sign: that with most room
        self.key = key
        self._alone = alone
        self._marks: object = None  # of single fields, as the rows were last shown with
        self._session = session
        self._all: tuple[T, ...] = ()
        self._rows: tuple[T, ...] = ()
        self._wanted: Callable[[T], bool] | None = None
        self._sort: tuple[int, Qt.SortOrder] | None = None

    @property
    def records(self) -> tuple[T, ...]:
        """The records shown, in the order shown."""
        return self._rows

    @property
    def total(self) -> int:
        """How many records there are, shown or filtered out."""
        return len(self._all)

    def show_columns(self, columns: Sequence[Column[T]]) -> None:
        """Take other columns, as many and of the same kinds, for the records shown next: those of another year, say."""
        self.columns = tuple(columns)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def show(self, records: Sequence[T]) -> None:
        """Show these records; the sorting, the filter and (where the same records stay) the selection are kept."""
        self._all = tuple(records)
        if self._session is not None:
            self._session.single_marks()  # read now, and not in painting, when the file may be closed already
        self._arrange()

    def set_filter(self, wanted: Callable[[T], bool] | None) -> None:
        """Show only the records that are wanted; None shows all."""
        if wanted is None and self._wanted is None:
            return  # all are shown already
        self._wanted = wanted
        self._arrange()

    def record(self, row: int) -> T:
        """Return the record in a row."""
        return self._rows[row]

    def rows_by_key(self) -> dict[object, int]:
        """Return the row that each record shown stands in, by its key."""
        return {self.key(record): row for row, record in enumerate(self._rows)}

    def row_of(self, key: object) -> int | None:
        """Return the row of the record with this key, or None when it is not shown."""
        return self.rows_by_key().get(key)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort on a column's values; a column below 0 gives back the order the records came in."""
        self._sort = (column, order) if column >= 0 else None
        self._arrange()

    def _ordered(self) -> tuple[T, ...]:
        """Return the records that are wanted, sorted as asked."""
        rows = self._all if self._wanted is None else tuple(r for r in self._all if self._wanted(r))
        if self._sort is None:
            return rows
        column = self.columns[self._sort[0]]
        value = column.sort or (lambda record: column.text(record).casefold())
        backwards = self._sort[1] == Qt.SortOrder.DescendingOrder
        return tuple(sorted(rows, key=lambda r: ((v := value(r)) is None, v), reverse=backwards))

    def _arrange(self) -> None:
        rows = self._ordered()
        if self._alone and self._change_rows(rows):
            return
        if rows and len(rows) == len(self._rows):
            keys = {self.key(record): row for row, record in enumerate(rows)}
            if len(keys) == len(rows) and keys.keys() == {self.key(r) for r in self._rows}:
                self._change_layout(rows, keys)
                return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _change_rows(self, rows: tuple[T, ...]) -> bool:
        """Say only which rows changed, if all stay in their place and few did; return whether that was so."""
        marks, before = self._session.single_marks() if self._session else None, self._marks
        self._marks = marks
        if len(rows) != len(self._rows) or marks != before:
            return False
        both = zip(rows, self._rows, strict=True)
        changed = [i for i, (new, old) in enumerate(both) if new is not old and new != old]
        if len(changed) > FEW or any(self.key(rows[i]) != self.key(self._rows[i]) for i in changed):
            return False
        self._rows = rows
        for i in changed:
            self.dataChanged.emit(self.index(i, 0), self.index(i, len(self.columns) - 1))
        return True

    def _change_layout(self, rows: tuple[T, ...], row_of: dict[object, int]) -> None:
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        new = [self.index(row_of[self.key(self._rows[i.row()])], i.column()) for i in old]
        self._rows = rows
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return super().flags(index)
        can_change = self._session is not None and not self._session.read_only
        return _EDITABLE if can_change and self.columns[index.column()].edit is not None else _PLAIN

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = int(Role.DisplayRole)) -> Any:
        if role not in _OF_HEADER or orientation != Qt.Orientation.Horizontal:
            return None  # most of what Qt asks, and it asks hundreds of times before it paints
        if role == Role.DisplayRole:
            return self.columns[section].heading or self.columns[section].title
        return _ALIGN[self.columns[section].align]

    def data(self, index: Index, role: int = int(Role.DisplayRole)) -> Any:
        if role not in TOLD or not index.isValid() or index.row() >= len(self._rows):
            return None
        return self._tell(self._rows[index.row()], index.column(), role)

    def _tell(self, record: T, place: int, role: int) -> Any:
        """Return what a record's cell tells in one of the roles it is told in; asked hundreds of times a painting."""
        told = _READERS[role](self.columns[place], record)
        if place == self.mark_place and role in _MARKED and (said := self.mark_of(record)):
            return _marked(told, role, said)
        return told

    def mark_of(self, record: T) -> str:
        """Return what the quiet sign of a record says; empty where everybody may see all of it."""
        return "" if self._session is None else mark_words(record, self._session.single_marks())

    def setData(self, index: Index, value: object, role: int = int(Role.EditRole)) -> bool:
        """Save what was typed or chosen as one step."""
        column, record = self.columns[index.column()], self.record(index.row())
        if role != Role.EditRole or column.edit is None or self._session is None:
            return False
        edit = column.edit
        if column.choices is None and value == _editing(column, record):
            return False
        return self._session.do(column.done or f"Changed {column.title.lower()}", lambda: edit(record, value))


def _editing(column: Column[Any], record: Any) -> str:
    return (column.editing or column.text)(record)


def _spoken(column: Column[Any], record: Any) -> str:
    return f"{column.title}: {(column.spoken or column.text)(record) or 'empty'}"


def _colour(column: Column[Any], record: Any) -> object:
    name = column.colour(record) if column.colour else None
    return None if name is None else colours(QGuiApplication.palette()).brush(name)


def _font(column: Column[Any], record: Any) -> QFont | None:
    if column.strong is None or not column.strong(record):
        return None
    font = QGuiApplication.font()
    font.setBold(True)
    return font


def _marked(told: Any, role: int, said: str) -> Any:
    """Return what a cell tells in a role, with the sign that fewer than everybody may see the row's record."""
    if role == Role.DecorationRole:
        from cspdesk.ui.icons import icon  # where something is marked

        return icon("eye", "quiet")
    return f"{told}\n{said}" if role == Role.ToolTipRole else f"{told}. {said}"


_MARKED = {int(Role.DecorationRole), int(Role.ToolTipRole), int(Role.AccessibleTextRole)}
_OF_HEADER = {int(Role.DisplayRole), int(Role.TextAlignmentRole)}
_READERS: dict[int, Callable[[Column[Any], Any], Any]] = {
    int(Role.DisplayRole): lambda c, r: c.text(r),
    int(Role.EditRole): _editing,
    int(Role.AccessibleTextRole): _spoken,
    int(Role.ToolTipRole): lambda c, r: (c.tooltip or c.text)(r) or None,
    int(Role.TextAlignmentRole): lambda c, _: _ALIGN[c.align],
    int(Role.DecorationRole): lambda c, r: c.decoration(r) if c.decoration else None,
    int(Role.ForegroundRole): _colour,
    int(Role.FontRole): _font,
    SORT_ROLE: lambda c, r: (c.sort or c.text)(r),
    RECORD_ROLE: lambda _, r: r,
    CHOICES_ROLE: lambda c, r: c.choices(r) if c.choices else None,
}
TOLD = frozenset(_READERS)
"""The roles that a record tells anything in; Qt asks for others as well, and as often."""
